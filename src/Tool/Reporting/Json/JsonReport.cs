using System.Text.Encodings.Web;
using System.Text.Json;
using NdisRules.Tool.Checking;

namespace NdisRules.Tool.Reporting.Json;

/// <summary>The result for machines; paths are relative to the folder of the target, with forward slashes.</summary>
internal static class JsonReport
{
    /// <summary>How every JSON that the tool writes looks: for people too, with the characters that code is made of.</summary>
    public static JsonWriterOptions Looks { get; } = new() { Indented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static string Text(CheckResult result)
    {
        using var memory = new MemoryStream();
        using (var json = new Utf8JsonWriter(memory, Looks))
            Write(result, json);
        return System.Text.Encoding.UTF8.GetString(memory.ToArray());
    }

    static void Write(CheckResult result, Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteString("version", ToolVersion.Text);
        json.WriteString("target", result.Target);
        json.WriteNumber("seconds", Math.Round(result.Seconds, 3));
        json.WriteNumber("exitCode", result.ExitCode);
        Array(json, "defects", result.Defects, defect => Write(defect, result, json));
        Array(json, "rules", result.Verdicts, verdict => Write(verdict, result, json));
        Array(json, "projects", result.Projects, project => Write(project, result, json));
        json.WriteEndObject();
    }

    static void Write(Defect defect, CheckResult result, Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteString("id", defect.Id);
        json.WriteString("rule", defect.Rule);
        json.WriteString("severity", defect.Severity.ToString().ToLowerInvariant());
        json.WriteString("message", defect.Message);
        json.WriteString("project", result.Relative(defect.Project));
        json.WriteString("member", defect.Member);
        Write(defect.Where, result, json);
        json.WriteString("fingerprint", defect.Fingerprint);
        json.WriteBoolean("counts", defect.Counts);
        json.WriteBoolean("isInBaseline", defect.IsKnown);
        json.WriteBoolean("isSuppressed", defect.Suppressed is not null);
        Array(json, "trace", defect.Trace, step => Write(step, result, json));
        json.WriteEndObject();
    }

    static void Write(TraceStep step, CheckResult result, Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteString("text", step.Text);
        json.WriteString("kind", step.Kind.ToString());
        json.WriteString("member", step.Member);
        json.WriteNumber("depth", step.Depth);
        json.WriteString("stateBefore", step.Before.ToString());
        Write(step.Where, result, json);
        json.WriteEndObject();
    }

    static void Write(Place place, CheckResult result, Utf8JsonWriter json)
    {
        json.WriteString("file", result.Relative(place.Path));
        json.WriteNumber("line", place.Line);
        json.WriteNumber("column", place.Column);
        json.WriteNumber("endLine", place.EndLine);
        json.WriteNumber("endColumn", place.EndColumn);
    }

    static void Write(Verdict verdict, CheckResult result, Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteString("name", verdict.Rule);
        json.WriteString("verdict", verdict.Name);
        json.WriteNumber("defects", verdict.Defects);
        if (result.SecondsOfRules.TryGetValue(verdict.Rule, out var seconds))
            json.WriteNumber("seconds", Math.Round(seconds, 3));
        json.WriteString("reason", verdict.Reason);
        json.WriteEndObject();
    }

    static void Write(ProjectResult project, CheckResult result, Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteString("project", result.Relative(project.Project));
        json.WriteString("framework", project.Framework);
        json.WriteNumber("files", project.Files);
        json.WriteNumber("seconds", Math.Round(project.Seconds, 3));
        Array(json, "joinedWith", project.JoinedWith, json.WriteStringValue);
        json.WriteString("whyAlone", project.WhyAlone);
        json.WriteEndObject();
    }

    static void Array<T>(Utf8JsonWriter json, string name, IEnumerable<T> items, Action<T> write)
    {
        json.WriteStartArray(name);
        foreach (var item in items)
            write(item);
        json.WriteEndArray();
    }
}
