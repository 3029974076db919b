using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;

namespace NdisRules.Docs.Tests;

/// <summary>Where a defect is reported, or marked by a comment <c>// defect NDISnnnn: why</c>.</summary>
internal sealed partial record Mark(string File, int Line, string Id) : IComparable<Mark>
{
    public static Mark Of(Diagnostic diagnostic)
    {
        var place = diagnostic.Location.GetLineSpan();
        return new(place.Path, place.StartLinePosition.Line + 1, diagnostic.Id);
    }

    /// <summary>The marks of a file.</summary>
    public static IEnumerable<Mark> In(string file, string text) =>
        from line in text.Split('\n').Index()
        from Match mark in Comment().Matches(line.Item)
        select new Mark(file, line.Index + 1, mark.Groups["id"].Value);

    /// <summary>Fails with what is missing and what is too much.</summary>
    public static void AreSame(IEnumerable<Mark> expected, IEnumerable<Mark> reported)
    {
        List<Mark> tooMuch = [.. reported];
        var missing = expected.Where(mark => !tooMuch.Remove(mark)).ToList();
        Assert.True(missing.Count + tooMuch.Count == 0, $"not reported:\n  {string.Join("\n  ", missing)}\nreported, but not expected:\n  {string.Join("\n  ", tooMuch)}");
    }

    public int CompareTo(Mark? other) => string.CompareOrdinal(Sorted(this), Sorted(other!));

    static string Sorted(Mark mark) => $"{mark.File}:{mark.Line:D6}:{mark.Id}";

    public override string ToString() => $"{File}({Line}): {Id}";

    [GeneratedRegex(@"// defect (?<id>NDIS\d{4}): \S")]
    private static partial Regex Comment();
}
