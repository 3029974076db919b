using System.Text.Json;
using System.Text.Json.Nodes;
using NdisRules.Tool.Reporting.Json;

namespace NdisRules.Tool.Merging;

/// <summary>Several SARIF files of this tool as one run: each result once, the verdicts joined.</summary>
internal static class MergedSarif
{
    public static int Write(IReadOnlyList<(string Path, JsonObject Log)> logs, Stream stream)
    {
        var merged = (JsonObject)logs[0].Log.DeepClone();
        var run = RunOf(merged, logs[0].Path);
        var results = logs.SelectMany(log => RunOf(log.Log, log.Path)["results"]!.AsArray()).OfType<JsonObject>().DistinctBy(Identity).ToArray();
        var counting = results.Count(result => (string?)result["kind"] == "fail" && result["suppressions"] is null && (string?)result["baselineState"] is not "unchanged");
        run["results"] = new JsonArray([.. results.Select(result => result.DeepClone())]);
        run["invocations"]![0]!["exitCode"] = counting > 0 ? ExitCode.Defects : ExitCode.Clean;
        run["properties"]!["verdicts"] = JoinedVerdicts.Of(logs.Select(log => RunOf(log.Log, log.Path)["properties"]!["verdicts"]!.AsArray()), "rule");
        using var json = new Utf8JsonWriter(stream, JsonReport.Looks);
        merged.WriteTo(json);
        return counting;
    }

    /// <summary>Two that say the same of the same place are one: parts may share files.</summary>
    static string Identity(JsonObject result) => $"{result["ruleId"]}|{result["message"]}|{result["locations"]}|{result["partialFingerprints"]}";

    static JsonObject RunOf(JsonObject log, string path) =>
        log["runs"] is JsonArray { Count: 1 } runs && runs[0] is JsonObject run && (string?)run["tool"]?["driver"]?["name"] == "ndisrules" && run["results"] is JsonArray && run["properties"]?["verdicts"] is JsonArray
            ? run
            : throw new ToolException($"'{path}' is no SARIF file of this tool");
}
