using System.Reflection;

namespace NdisRules.CodeFixes.Tests.Measure;

/// <summary>The findings of the labelled suite that no fix is offered for, each with its reason: a new one fails, and so does one that has a fix by now.</summary>
internal static class Unfixed
{
    static readonly string path = Path.Combine(Path.GetDirectoryName(typeof(Unfixed).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(data => data.Key == "Tallies").Value!)!, "unfixed.md");

    /// <summary>Compares what was measured with the table.</summary>
    /// <param name="outcomes">What was measured.</param>
    /// <param name="isWhole">Whether that is the whole suite, so that no row may be left.</param>
    public static void Compare(IReadOnlyList<FixOutcome> outcomes, bool isWhole)
    {
        var known = Known();
        var open = outcomes.Where(outcome => !outcome.IsOffered).Select(Key).ToHashSet();
        Assert.All(open, place => Assert.True(known.TryGetValue(place, out var reason) && reason.Length > 0, $"No fix is offered, and {Path.GetFileName(path)} does not say why: {place}"));
        var fixedByNow = outcomes.Where(outcome => outcome.IsOffered).Select(Key).Where(known.ContainsKey);
        Assert.Empty(fixedByNow);
        if (isWhole)
            Assert.Equal(open.Order(StringComparer.Ordinal), known.Keys.Order(StringComparer.Ordinal));
    }

    static string Key(FixOutcome outcome) => $"{outcome.Id} {outcome.Place}";

    static Dictionary<string, string> Known() => File.ReadLines(path).Where(line => line.StartsWith("| NDIS", StringComparison.Ordinal)).Select(line => line.Split('|', StringSplitOptions.TrimEntries))
        .ToDictionary(cells => $"{cells[1]} {cells[2]}", cells => cells[3]);
}
