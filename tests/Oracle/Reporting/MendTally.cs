using System.Globalization;
using NdisRules.Oracle.Mending;

namespace NdisRules.Oracle.Reporting;

/// <summary>Counts what became of programs by the fixes.</summary>
sealed class MendTally
{
    readonly List<string> failures = [];
    readonly int[] outcomes = new int[Enum.GetValues<MendOutcome>().Length];
    int withFindings, wrongBefore, changed, incomplete;

    public int Programs { get; private set; }

    public IReadOnlyList<string> Failures => failures;

    public int Of(MendOutcome outcome) => outcomes[(int)outcome];

    /// <summary>Whether the fixes made nothing worse.</summary>
    public bool IsHarmless => Of(MendOutcome.New) + Of(MendOutcome.Unfit) + Of(MendOutcome.Threw) == 0;

    public void Add(Mended mended)
    {
        Programs++;
        withFindings += mended.Found.Findings.Count > 0 ? 1 : 0;
        wrongBefore += mended.Before.Violations.Count > 0 ? 1 : 0;
        changed += mended.IsChanged ? 1 : 0;
        incomplete += mended.After?.IsComplete == false ? 1 : 0;
        outcomes[(int)mended.Outcome]++;
        if (mended.Outcome != MendOutcome.Clean)
            failures.Add(mended.ToString());
    }

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"""
        | mutants | with findings | violating before | changed | violation-free afterwards | as before | a new violation | do not compile | throw |
        |---|---|---|---|---|---|---|---|---|
        | {Programs} | {withFindings} | {wrongBefore} | {changed} | {Of(MendOutcome.Clean)} ({100.0 * Of(MendOutcome.Clean) / Math.Max(1, Programs):0.00} %) | {Of(MendOutcome.Remaining)} | {Of(MendOutcome.New)} | {Of(MendOutcome.Unfit)} | {Of(MendOutcome.Threw)} |

        {incomplete} programs have more combinations than were run after the fixes.
        """);
}
