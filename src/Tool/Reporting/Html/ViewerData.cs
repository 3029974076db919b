using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Microsoft.CodeAnalysis;
using NdisRules.Tool.Checking;

namespace NdisRules.Tool.Reporting.Html;

/// <summary>What the viewer shows, as JSON that may stand inside a page. Names are short where there are many of them.</summary>
internal sealed class ViewerData
{
    readonly CheckResult result;
    readonly Utf8JsonWriter json;
    readonly Dictionary<string, int> files = new(StringComparer.Ordinal);

    ViewerData(CheckResult result, Utf8JsonWriter json) => (this.result, this.json) = (result, json);

    public static string Text(CheckResult result, string title, string heading, string summary)
    {
        using var memory = new MemoryStream();
        using (var json = new Utf8JsonWriter(memory, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
            new ViewerData(result, json).Write(title, heading, summary);
        return InPage(Encoding.UTF8.GetString(memory.ToArray()));
    }

    /// <summary>How JSON is written that goes into a page.</summary>
    public static JsonSerializerOptions Looks { get; } = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>In JSON this sign occurs only inside texts; escaped, nothing in a source can end the script element.</summary>
    public static string InPage(string json) => json.Replace("<", "\\u003c", StringComparison.Ordinal);

    void Write(string title, string heading, string summary)
    {
        json.WriteStartObject();
        json.WriteString("title", title);
        json.WriteString("heading", heading);
        json.WriteString("summary", summary);
        Array("defects", result.Defects, Write);
        Array("files", files.Keys, WriteFile);
        Array("rules", result.Verdicts.OrderBy(verdict => RankOf(verdict.Outcome)), Write);
        json.WriteStartObject("ids");
        foreach (var descriptor in Ids.All)
            Write(descriptor);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    void Write(Defect defect)
    {
        json.WriteStartObject();
        json.WriteString("id", defect.Id);
        json.WriteString("rule", defect.Rule);
        json.WriteString("severity", defect.Severity.ToString().ToLowerInvariant());
        json.WriteString("message", defect.Sentence);
        json.WriteString("member", defect.Member);
        json.WriteString("fp", defect.Fingerprint);
        json.WriteString("state", defect.Suppressed is not null ? "suppressed" : defect.IsKnown ? "baseline" : "");
        json.WriteString("object", ObjectOf(defect));
        Write(defect.Where);
        Array("trace", defect.Trace, Write);
        json.WriteStartObject("ran");
        foreach (var file in defect.Executed.GroupBy(line => line.Path, StringComparer.Ordinal))
            Array(NumberOf(file.Key).ToString(CultureInfo.InvariantCulture), file, line => json.WriteNumberValue(line.Line));
        json.WriteEndObject();
        json.WriteEndObject();
    }

    /// <summary>What the object is: a message begins with it.</summary>
    static string ObjectOf(Defect defect)
    {
        var sentence = defect.Sentence;
        var start = sentence.IndexOf("the ", StringComparison.Ordinal);
        var end = start < 0 ? -1 : new[] { " allocated", " in '", " may", " is " }.Select(word => sentence.IndexOf(word, start, StringComparison.Ordinal)).Where(at => at >= 0).DefaultIfEmpty(-1).Min();
        return end < 0 ? defect.Rule : sentence[start..end];
    }

    void Write(TraceStep step)
    {
        json.WriteStartObject();
        Write(step.Where);
        json.WriteString("k", step.Kind.ToString());
        json.WriteString("t", step.Text);
        json.WriteString("m", step.Member);
        json.WriteNumber("d", step.Depth);
        json.WriteString("s", step.Before.ToString());
        json.WriteEndObject();
    }

    void Write(Place place)
    {
        json.WriteNumber("f", NumberOf(place.Path));
        json.WriteNumber("l", place.Line);
        json.WriteNumber("c", place.Column);
        json.WriteNumber("el", place.EndLine);
        json.WriteNumber("ec", place.EndColumn);
    }

    int NumberOf(string path)
    {
        if (!files.TryGetValue(path, out var number))
            files.Add(path, number = files.Count);
        return number;
    }

    void WriteFile(string path)
    {
        json.WriteStartObject();
        json.WriteString("path", result.Relative(path));
        json.WriteString("text", File.Exists(path) ? File.ReadAllText(path).ReplaceLineEndings("\n") : "");
        json.WriteEndObject();
    }

    /// <summary>What needs a person first comes first.</summary>
    static int RankOf(Outcome outcome) => outcome switch
    {
        Outcome.Defect => 0,
        Outcome.GaveUp => 1,
        Outcome.Pass => 2,
        _ => 3,
    };

    void Write(Verdict verdict)
    {
        json.WriteStartObject();
        json.WriteString("name", verdict.Rule);
        json.WriteString("verdict", verdict.Name);
        json.WriteNumber("defects", verdict.Defects);
        json.WriteString("reason", verdict.Reason);
        json.WriteEndObject();
    }

    void Write(DiagnosticDescriptor descriptor)
    {
        json.WriteStartObject(descriptor.Id);
        json.WriteString("title", descriptor.Title.ToString());
        json.WriteString("duty", descriptor.Description.ToString());
        json.WriteString("link", descriptor.HelpLinkUri);
        json.WriteEndObject();
    }

    void Array<T>(string name, IEnumerable<T> items, Action<T> write)
    {
        json.WriteStartArray(name);
        foreach (var item in items)
            write(item);
        json.WriteEndArray();
    }
}
