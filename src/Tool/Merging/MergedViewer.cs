using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using NdisRules.Tool.Reporting.Html;

namespace NdisRules.Tool.Merging;

/// <summary>Several viewer pages as one: the defects of all, each source once.</summary>
internal static partial class MergedViewer
{
    public static int Write(IReadOnlyList<(string Path, string Page)> pages, Stream stream)
    {
        var parts = pages.Select(page => DataOf(page.Page, page.Path)).ToArray();
        var files = new JsonArray();
        var numbers = new Dictionary<string, int>(StringComparer.Ordinal);
        var defects = parts.SelectMany(part => part["defects"]!.AsArray().OfType<JsonObject>().Select(defect => Renumbered(defect, NumbersOf(part, files, numbers)))).DistinctBy(Identity).ToArray();
        var merged = (JsonObject)parts[0].DeepClone();
        var counting = defects.Count(defect => (string?)defect["state"] == "");
        var summary = $"{counting} defects; merged from {pages.Count} parts";
        merged["summary"] = summary;
        merged["defects"] = new JsonArray([.. defects]);
        merged["files"] = files;
        merged["rules"] = JoinedVerdicts.Of(parts.Select(part => part["rules"]!.AsArray()), "name");
        HtmlReport.Write((string)merged["title"]!, (string)merged["heading"]!, summary, ViewerData.InPage(merged.ToJsonString(ViewerData.Looks)), stream);
        return counting;
    }

    static string Identity(JsonObject defect) => $"{defect["fp"]}|{defect["f"]}|{defect["l"]}|{defect["c"]}|{defect["message"]}";

    /// <summary>From the numbers of files in a part to those in the whole.</summary>
    static int[] NumbersOf(JsonObject part, JsonArray files, Dictionary<string, int> numbers) => [.. part["files"]!.AsArray().Select(file =>
    {
        var path = (string)file!["path"]!;
        if (!numbers.TryGetValue(path, out var number))
        {
            numbers.Add(path, number = files.Count);
            files.Add(file.DeepClone());
        }

        return number;
    })];

    static JsonObject Renumbered(JsonObject defect, int[] numbers)
    {
        var copy = (JsonObject)defect.DeepClone();
        foreach (var place in copy["trace"]!.AsArray().Append(copy))
            place!["f"] = numbers[(int)place["f"]!];
        copy["ran"] = new JsonObject(copy["ran"]!.AsObject().Select(ran => KeyValuePair.Create(numbers[int.Parse(ran.Key, System.Globalization.CultureInfo.InvariantCulture)].ToString(System.Globalization.CultureInfo.InvariantCulture), ran.Value?.DeepClone())));
        return copy;
    }

    static JsonObject DataOf(string page, string path) => Data().Match(page) is { Success: true } data && JsonNode.Parse(data.Groups["data"].Value) is JsonObject { } found && found["defects"] is JsonArray && found["files"] is JsonArray && found["rules"] is JsonArray
        ? found
        : throw new ToolException($"'{path}' is no viewer page of this tool");

    [GeneratedRegex("""<script type="application/json" id="data">(?<data>.*)</script>""")]
    private static partial Regex Data();
}
