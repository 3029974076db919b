using NdisRules.Oracle.Execution;

namespace NdisRules.Oracle.Judging;

/// <summary>How the analyzer and the runs compare for one object.</summary>
enum Outcome
{
    /// <summary>Executed and reported.</summary>
    Hit,

    /// <summary>Executed, not reported.</summary>
    Miss,

    /// <summary>Reported, and no combination of decisions shows it.</summary>
    FalseAlarm,

    /// <summary>Reported, and not shown by what could be run; or executed where the analyzer gave up.</summary>
    Undecided,

    /// <summary>Reported of an acquire that no combination of decisions executes.</summary>
    Dead,
}

/// <summary>One comparison.</summary>
/// <param name="Line">The line of the acquire, or of the finding.</param>
sealed record Verdict(Outcome Outcome, Defect Defect, int Line, string Text);

/// <summary>All that is known of a program.</summary>
sealed record Judgement(Unit Unit, Report Report, Exploration Exploration, IReadOnlyList<Verdict> Verdicts);
