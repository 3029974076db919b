using System.Text.Json;
using Microsoft.CodeAnalysis;
using NdisRules.Tool.Checking;

namespace NdisRules.Tool.Reporting.Sarif;

/// <summary>What SARIF says of the tool and of the ids that it reports, with their pages as help.</summary>
internal static class SarifRules
{
    public static int IndexOf(string id) => Ids.All.Index().First(one => one.Item.Id == id).Index;

    public static void WriteDriver(Utf8JsonWriter json)
    {
        json.WriteString("name", "ndisrules");
        json.WriteString("semanticVersion", ToolVersion.Text);
        json.WriteString("informationUri", "https://github.com/ndisrules/ndisrules");
        json.WriteStartArray("rules");
        foreach (var descriptor in Ids.All)
            Write(descriptor, json);
        json.WriteEndArray();
    }

    static void Write(DiagnosticDescriptor descriptor, Utf8JsonWriter json)
    {
        var page = Resources.Find($"rules/{descriptor.Id}.md") ?? "";
        json.WriteStartObject();
        json.WriteString("id", descriptor.Id);
        Text(json, "shortDescription", $"{descriptor.Title}.");
        Text(json, "fullDescription", descriptor.Description.ToString());
        json.WriteString("helpUri", descriptor.HelpLinkUri);
        json.WriteStartObject("help");
        json.WriteString("text", page);
        json.WriteString("markdown", page);
        json.WriteEndObject();
        json.WriteStartObject("defaultConfiguration");
        json.WriteString("level", descriptor.DefaultSeverity == DiagnosticSeverity.Warning ? "warning" : "note");
        json.WriteEndObject();
        json.WriteEndObject();
    }

    static void Text(Utf8JsonWriter json, string name, string text)
    {
        json.WriteStartObject(name);
        json.WriteString("text", text);
        json.WriteEndObject();
    }
}
