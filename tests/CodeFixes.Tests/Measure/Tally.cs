using System.Globalization;

namespace NdisRules.CodeFixes.Tests.Measure;

/// <summary>What became of one finding when the first fix that is offered for it was applied.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Where">The case or sample.</param>
/// <param name="IsOffered">Whether there is a fix at all.</param>
/// <param name="IsSettled">Whether the finding is gone afterwards.</param>
/// <param name="News">What was not said before: ids of findings and of the compiler.</param>
/// <param name="Changed">The lines that went and came.</param>
internal sealed record FixOutcome(string Id, string Where, bool IsOffered, bool IsSettled, IReadOnlyList<string> News, string Changed = "")
{
    /// <summary>The case and the line.</summary>
    public string Place { get; init; } = "";

    /// <summary>For a person who looks through the fixes.</summary>
    public string Report => $"{Id} {(IsOffered ? IsSettled ? "settled" : "NOT SETTLED" : "none")} {string.Join(',', News)} {Where}\n{Changed}";
}

/// <summary>A row of the table: how many findings of an id there are, and how their fixes do.</summary>
internal sealed record Tally(string Id, int Findings, int Offered, int Settled, int WithNews)
{
    const string Head = "| id | findings | a fix is offered | settled by it | something new appeared |\n|---|---|---|---|---|";

    public static IReadOnlyList<Tally> Of(IEnumerable<FixOutcome> outcomes) => [.. outcomes.GroupBy(outcome => outcome.Id).OrderBy(group => group.Key, StringComparer.Ordinal)
        .Select(group => new Tally(group.Key, group.Count(), group.Count(one => one.IsOffered), group.Count(one => one.IsSettled), group.Count(one => one.News.Count > 0)))];

    public static string Table(IEnumerable<Tally> tallies) => string.Join('\n', tallies.Select(tally
        => string.Create(CultureInfo.InvariantCulture, $"| {tally.Id} | {tally.Findings} | {tally.Offered} | {tally.Settled} | {tally.WithNews} |")).Prepend(Head));
}
