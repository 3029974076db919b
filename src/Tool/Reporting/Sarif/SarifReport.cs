using System.Globalization;
using System.Text.Json;
using Microsoft.CodeAnalysis;
using NdisRules.Tool.Baselines;
using NdisRules.Tool.Checking;
using NdisRules.Tool.Reporting.Json;

namespace NdisRules.Tool.Reporting.Sarif;

/// <summary>
/// The result as SARIF 2.1.0, with the trace of each defect as a code flow. Paths are relative to the folder of the target, so that the file is the same
/// on every machine.
/// </summary>
internal sealed class SarifReport
{
    const string Root = "SRCROOT";
    const string FingerprintName = "ndisrules/v1";

    readonly CheckResult result;
    readonly Baseline? baseline;
    readonly Utf8JsonWriter json;

    SarifReport(CheckResult result, Baseline? baseline, Utf8JsonWriter json) => (this.result, this.baseline, this.json) = (result, baseline, json);

    public static void Write(CheckResult result, Baseline? baseline, Stream stream)
    {
        using var json = new Utf8JsonWriter(stream, JsonReport.Looks);
        new SarifReport(result, baseline, json).Write();
    }

    void Write()
    {
        json.WriteStartObject();
        json.WriteString("$schema", "https://json.schemastore.org/sarif-2.1.0.json");
        json.WriteString("version", "2.1.0");
        Array("runs", [result], WriteRun);
        json.WriteEndObject();
    }

    void WriteRun(CheckResult run)
    {
        json.WriteStartObject();
        Object("tool", () => Object("driver", () => SarifRules.WriteDriver(json)));
        Array("invocations", [run], WriteInvocation);
        Object("originalUriBaseIds", () => Object(Root, () => Message("description", "The folder of what was checked.")));
        json.WriteString("columnKind", "utf16CodeUnits");
        json.WriteStartArray("results");
        foreach (var defect in run.Defects)
            WriteResult(defect);
        foreach (var gone in baseline?.Gone(run.Defects) ?? [])
            WriteGone(gone);
        json.WriteEndArray();
        Object("properties", () => Array("verdicts", run.Verdicts, WriteVerdict));
        json.WriteEndObject();
    }

    void WriteInvocation(CheckResult run)
    {
        json.WriteStartObject();
        json.WriteBoolean("executionSuccessful", true);
        json.WriteNumber("exitCode", run.ExitCode);
        json.WriteEndObject();
    }

    void WriteVerdict(Verdict verdict)
    {
        json.WriteStartObject();
        json.WriteString("rule", verdict.Rule);
        json.WriteString("verdict", verdict.Name);
        json.WriteNumber("defects", verdict.Defects);
        if (verdict.Reason != "")
            json.WriteString("reason", verdict.Reason);
        json.WriteEndObject();
    }

    void WriteResult(Defect defect)
    {
        json.WriteStartObject();
        json.WriteString("ruleId", defect.Id);
        json.WriteNumber("ruleIndex", SarifRules.IndexOf(defect.Id));
        json.WriteString("kind", "fail");
        json.WriteString("level", LevelOf(defect.Severity));
        Message("message", defect.Message);
        Array("locations", [defect], WriteLocation);
        if (defect.Related.Count > 0)
            Array("relatedLocations", defect.Related.Index(), related => WriteRelated(related.Index + 1, related.Item.Where, related.Item.Text));
        Object("partialFingerprints", () => json.WriteString(FingerprintName, defect.Fingerprint));
        if (defect.Trace.Count > 0)
            WriteCodeFlow(defect);
        if (defect.Suppressed is { } justification)
            WriteSuppression(justification);
        if (baseline is not null)
            json.WriteString("baselineState", defect.IsKnown ? "unchanged" : "new");
        Object("properties", () =>
        {
            json.WriteString("rule", defect.Rule);
            json.WriteString("project", result.Relative(defect.Project));
        });
        json.WriteEndObject();
    }

    /// <summary>What the baseline knows and nobody has found any more.</summary>
    void WriteGone(BaselineEntry gone)
    {
        json.WriteStartObject();
        json.WriteString("ruleId", gone.Id);
        json.WriteNumber("ruleIndex", SarifRules.IndexOf(gone.Id));
        json.WriteString("kind", "pass");
        json.WriteString("level", "none");
        Message("message", gone.Message);
        Object("partialFingerprints", () => json.WriteString(FingerprintName, gone.Fingerprint));
        json.WriteString("baselineState", "absent");
        json.WriteEndObject();
    }

    void WriteLocation(Defect defect)
    {
        json.WriteStartObject();
        WritePhysical(defect.Where);
        if (defect.Member != "")
            Array("logicalLocations", [defect.Member], member =>
            {
                json.WriteStartObject();
                json.WriteString("fullyQualifiedName", member);
                json.WriteString("kind", "member");
                json.WriteEndObject();
            });
        json.WriteEndObject();
    }

    void WriteRelated(int id, Place where, string text)
    {
        json.WriteStartObject();
        json.WriteNumber("id", id);
        WritePhysical(where);
        Message("message", text);
        json.WriteEndObject();
    }

    void WriteCodeFlow(Defect defect)
    {
        json.WriteStartArray("codeFlows");
        json.WriteStartObject();
        json.WriteStartArray("threadFlows");
        json.WriteStartObject();
        Array("locations", defect.Trace.Index(), step => WriteStep(step.Index + 1, step.Item));
        json.WriteEndObject();
        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteEndArray();
    }

    void WriteStep(int order, TraceStep step)
    {
        json.WriteStartObject();
        Object("location", () =>
        {
            WritePhysical(step.Where);
            Message("message", step.Text);
        });
        json.WriteStartArray("kinds");
        json.WriteStringValue(KindOf(step.Kind));
        json.WriteEndArray();
        Object("state", () => Object("object", () => json.WriteString("text", step.Before.ToString())));
        json.WriteNumber("nestingLevel", step.Depth);
        json.WriteNumber("executionOrder", order);
        json.WriteString("importance", step.Kind is StepKind.Branch or StepKind.Enter or StepKind.Call ? "important" : "essential");
        json.WriteEndObject();
    }

    void WriteSuppression(string justification)
    {
        json.WriteStartArray("suppressions");
        json.WriteStartObject();
        json.WriteString("kind", "inSource");
        if (justification != "")
            json.WriteString("justification", justification);
        json.WriteEndObject();
        json.WriteEndArray();
    }

    void WritePhysical(Place place) => Object("physicalLocation", () =>
    {
        Object("artifactLocation", () => WriteUri(place.Path));
        Object("region", () =>
        {
            json.WriteNumber("startLine", place.Line);
            json.WriteNumber("startColumn", place.Column);
            json.WriteNumber("endLine", place.EndLine);
            json.WriteNumber("endColumn", place.EndColumn);
        });
    });

    void WriteUri(string path)
    {
        var relative = result.Relative(path);
        if (relative.StartsWith("../", StringComparison.Ordinal) || Path.IsPathRooted(relative))
        {
            json.WriteString("uri", new Uri(path).AbsoluteUri);
            return;
        }

        json.WriteString("uri", string.Join('/', relative.Split('/').Select(Uri.EscapeDataString)));
        json.WriteString("uriBaseId", Root);
    }

    static string LevelOf(DiagnosticSeverity severity) => severity switch
    {
        DiagnosticSeverity.Error => "error",
        DiagnosticSeverity.Warning => "warning",
        _ => "note",
    };

    /// <summary>The words that the standard proposes, where it has one.</summary>
    static string KindOf(StepKind kind) => kind switch
    {
        StepKind.Acquire => "acquire",
        StepKind.Release => "release",
        StepKind.Call => "call",
        StepKind.Enter => "enter",
        StepKind.Branch => "branch",
        StepKind.Defect => "danger",
        _ => string.Create(CultureInfo.InvariantCulture, $"{kind}").ToLowerInvariant(),
    };

    void Message(string name, string text) => Object(name, () => json.WriteString("text", text));

    void Object(string name, Action write)
    {
        json.WriteStartObject(name);
        write();
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
