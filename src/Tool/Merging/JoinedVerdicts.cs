using System.Text.Json.Nodes;

namespace NdisRules.Tool.Merging;

/// <summary>Verdicts of several parts of a solution on one rule are one: what any part found counts, and the rule applies where it does in any.</summary>
internal static class JoinedVerdicts
{
    static readonly string[] order = ["Defect", "Gave up", "Pass", "Not applicable"];

    /// <param name="lists">The verdicts of each part.</param>
    /// <param name="name">What the property with the rule's name is called.</param>
    public static JsonArray Of(IEnumerable<JsonArray> lists, string name) =>
        [.. lists.SelectMany(list => list).OfType<JsonObject>().GroupBy(verdict => (string)verdict[name]!, StringComparer.Ordinal).OrderBy(group => group.Key, StringComparer.OrdinalIgnoreCase).Select(group => Join([.. group]))];

    static JsonObject Join(IReadOnlyList<JsonObject> verdicts)
    {
        var joined = (JsonObject)verdicts.MinBy(verdict => Array.IndexOf(order, (string)verdict["verdict"]!))!.DeepClone();
        joined["defects"] = verdicts.Sum(verdict => (int)verdict["defects"]!);
        return joined;
    }
}
