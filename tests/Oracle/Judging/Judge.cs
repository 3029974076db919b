using NdisRules.Oracle.Execution;

namespace NdisRules.Oracle.Judging;

/// <summary>Compares what was executed with what was reported.</summary>
static class Judge
{
    /// <summary>One verdict for each object and defect that was executed, and for each finding that nothing shows.</summary>
    /// <param name="isArray">Whether objects are arrays: none is ever missing, so that a null there came from no acquire, and the rule has nothing to say of it.</param>
    /// <param name="acquired">The lines of acquires that were executed; asked only where it matters.</param>
    public static IReadOnlyList<Verdict> Compare(Report report, Exploration exploration, bool isArray, Func<IReadOnlySet<int>> acquired)
    {
        var verdicts = new List<Verdict>();
        foreach (var same in exploration.Violations.Where(violation => !isArray || violation.Defect != Defect.Null).GroupBy(KeyOf))
        {
            var violation = same.FirstOrDefault(one => !one.IsSecondary) ?? same.First();
            if (same.Any(one => report.Findings.Any(finding => Matches(finding, one))))
                verdicts.Add(new Verdict(Outcome.Hit, violation.Defect, LineOf(violation), Describe(violation)));
            else if (!violation.IsSecondary)
                // What the analyzer says it did not verify is no miss.
                verdicts.Add(new Verdict(report.GaveUp.Count > 0 ? Outcome.Undecided : Outcome.Miss, violation.Defect, LineOf(violation), Describe(violation)));
        }
        foreach (var finding in Unshown(report, exploration.Violations))
            verdicts.Add(new Verdict(OutcomeOf(finding, exploration, acquired), finding.Defect, finding.Line, finding.ToString()));
        return verdicts;
    }

    static Outcome OutcomeOf(Finding finding, Exploration exploration, Func<IReadOnlySet<int>> acquired)
    {
        if (exploration is not { IsComplete: true, HasBrokenRuns: false })
            return Outcome.Undecided;
        // Each method is judged as if somebody called it: one that nobody calls cannot be executed.
        var line = finding.Acquire > 0 ? finding.Acquire : finding.Line;
        return finding.Defect is Defect.Leak || finding.Acquire > 0 ? acquired().Contains(line) ? Outcome.FalseAlarm : Outcome.Dead : Outcome.FalseAlarm;
    }

    /// <summary>The findings that no violation shows.</summary>
    public static IEnumerable<Finding> Unshown(Report report, IEnumerable<Violation> violations) =>
        report.Findings.Where(finding => !violations.Any(violation => Matches(finding, violation)));

    /// <summary>Whether they are about the same object, or the same place: of several objects that go wrong at one place, one is told.</summary>
    static bool Matches(Finding finding, Violation violation)
    {
        if (finding.Defect != violation.Defect && !(violation.IsOfContext && finding.Defect == Defect.Null))
            return false;
        var line = finding.Acquire > 0 ? finding.Acquire : finding.Line;
        return violation.Objects.Any(lines => lines.Contains(line)) || (violation.Line > 0 && finding.Line == violation.Line);
    }

    /// <summary>Objects of one acquire, reached by the same calls, are one. A null has no acquire: it is told by its place.</summary>
    static string KeyOf(Violation violation) => violation.Defect == Defect.Null || violation.Objects.Count != 1
        ? $"{violation.Defect} at {(violation.Line > 0 ? violation.Line : LineOf(violation))}"
        : $"{violation.Defect} {string.Join(',', violation.Objects[0].Distinct())}";

    static int LineOf(Violation violation) => violation.Objects is [[var line, ..], ..] ? line : violation.Line;

    /// <summary>A violation in words.</summary>
    public static string Describe(Violation violation) =>
        $"{violation.Defect}{(violation.Line > 0 ? $" at line {violation.Line}" : "")}{(violation.Objects.Count == 0 ? "" : " of what was acquired at " + string.Join(" or ", violation.Objects.Select(lines => "line " + string.Join(" from ", lines))))}";
}
