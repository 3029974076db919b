using NdisRules.Oracle.Execution;
using NdisRules.Oracle.Judging;

namespace NdisRules.Oracle.Mending;

/// <summary>What became of a program by the fixes.</summary>
enum MendOutcome
{
    /// <summary>No combination of decisions violates anything.</summary>
    Clean,

    /// <summary>It still violates what it did before.</summary>
    Remaining,

    /// <summary>It violates something of a class that it did not before: a fix made that.</summary>
    New,

    /// <summary>It does not compile any more.</summary>
    Unfit,

    /// <summary>It throws what no program should, or a fix did.</summary>
    Threw,
}

/// <summary>A program before and after all fixes.</summary>
/// <param name="Unit">As it was.</param>
/// <param name="Found">What was reported before.</param>
/// <param name="Before">What was executed before.</param>
/// <param name="Text">The fixed text.</param>
/// <param name="Left">What is reported afterwards.</param>
/// <param name="After">What is executed afterwards; null where it cannot be executed.</param>
/// <param name="Error">Why it cannot, or what was thrown; null for nothing.</param>
sealed record Mended(Unit Unit, Report Found, Exploration Before, string Text, Report Left, Exploration? After, string? Error)
{
    public bool IsChanged => Text != Unit.Text;

    public MendOutcome Outcome { get; } = After is null ? Error is null ? MendOutcome.Threw : MendOutcome.Unfit
        : After.Unexpected is not null || Error is not null ? MendOutcome.Threw
        : After.Violations.Count == 0 ? MendOutcome.Clean
        : News(Before, After).Any() ? MendOutcome.New : MendOutcome.Remaining;

    /// <summary>What a person looks at first: of what is new if something is.</summary>
    public Violation? First => After is null ? null : News(Before, After).Concat(After.Violations).FirstOrDefault();

    static IEnumerable<Violation> News(Exploration before, Exploration after) =>
        after.Violations.Where(violation => before.Violations.All(known => known.Defect != violation.Defect));

    /// <summary>The seed, what came of it, and why.</summary>
    public override string ToString() => $"{Unit.Name} {Outcome}: {Shown}{Explained}; {Unit.Program.Mutation ?? "not mutated"}";

    string Shown => Error ?? After?.Unexpected?.Message ?? (First is { } first ? Judge.Describe(first) : "");

    /// <summary>Whether the analyzer knows of what is left: then no fix was offered, else it was told the program is right.</summary>
    string Explained => Outcome is not (MendOutcome.Remaining or MendOutcome.New) ? ""
        : Left.Findings.Count > 0 ? $" ({string.Join(',', Left.Findings.Select(finding => finding.Id).Distinct())} left)"
        : Left.GaveUp.Count > 0 ? " (not verified)" : " (nothing reported)";
}
