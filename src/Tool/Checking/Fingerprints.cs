using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;

namespace NdisRules.Tool.Checking;

/// <summary>
/// Gives each defect a fingerprint that survives edits: of what is wrong, in which member, and the code at the place, without lines and white space.
/// Of several that are alike, each has its number.
/// </summary>
internal static partial class Fingerprints
{
    const int Characters = 32;

    /// <summary>The defects in the order of files and places.</summary>
    public static IReadOnlyList<Defect> Written(IEnumerable<Defect> defects)
    {
        var alike = new Dictionary<string, int>(StringComparer.Ordinal);
        var sources = new Dictionary<string, string[]>(StringComparer.Ordinal);
        return [.. defects.OrderBy(defect => defect.Where.Path, StringComparer.Ordinal).ThenBy(defect => defect.Where.Line).ThenBy(defect => defect.Where.Column)
            .ThenBy(defect => defect.Id, StringComparer.Ordinal).ThenBy(defect => defect.Message, StringComparer.Ordinal)
            .Select(defect => defect with { Fingerprint = Next(Words(defect, sources), alike) })];
    }

    static string Next(string words, Dictionary<string, int> alike)
    {
        alike[words] = alike.GetValueOrDefault(words) + 1;
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{words}|{alike[words]}")))[..Characters];
    }

    static string Words(Defect defect, Dictionary<string, string[]> sources) => string.Join('|',
        Path.GetFileNameWithoutExtension(defect.Project), defect.Id, defect.Rule, defect.Member, LineNumber().Replace(defect.Message, "line"), CodeAt(defect.Where, sources));

    static string CodeAt(Place place, Dictionary<string, string[]> sources)
    {
        if (!sources.TryGetValue(place.Path, out var lines))
            sources[place.Path] = lines = File.Exists(place.Path) ? File.ReadAllLines(place.Path) : [];
        if (place.Line > lines.Length || place.Column > lines[place.Line - 1].Length)
            return "";
        var line = lines[place.Line - 1];
        var end = place.EndLine == place.Line ? Math.Min(place.EndColumn - 1, line.Length) : line.Length;
        return WhiteSpace().Replace(line[(place.Column - 1)..end], "");
    }

    [GeneratedRegex(@"lines? \d+")]
    private static partial Regex LineNumber();

    [GeneratedRegex(@"\s+")]
    private static partial Regex WhiteSpace();
}
