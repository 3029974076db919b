using NdisRules.Oracle.Execution;

namespace NdisRules.Oracle.Judging;

/// <summary>Compares what was executed with what was reported.</summary>
static class Judge
{
    /// <summary>One verdict for each object and defect that was executed, and for each finding that nothing shows.</summary>
    public static IReadOnlyList<Verdict> Compare(Report report, Exploration exploration)
    {
        var verdicts = new List<Verdict>();
        foreach (var same in Distinct(exploration.Violations).GroupBy(KeyOf))
        {
            var violation = same.First();
            var isReported = same.Any(one => report.Findings.Any(finding => Matches(finding, one)));
            // What the analyzer says it did not verify is no miss.
            var unreported = report.GaveUp.Count > 0 ? Outcome.Undecided : Outcome.Miss;
            verdicts.Add(new Verdict(isReported ? Outcome.Hit : unreported, violation.Defect, LineOf(violation), Describe(violation)));
        }
        foreach (var finding in Unshown(report, exploration.Violations))
        {
            // What comes after the first violation of a run is not executed, so that another one may have been in the way.
            var isDecided = exploration is { IsComplete: true, HasBrokenRuns: false };
            verdicts.Add(new Verdict(isDecided ? Outcome.FalseAlarm : Outcome.Undecided, finding.Defect, finding.Line, finding.ToString()));
        }
        return verdicts;
    }

    /// <summary>The findings that no violation shows.</summary>
    public static IEnumerable<Finding> Unshown(Report report, IEnumerable<Violation> violations) =>
        report.Findings.Where(finding => !violations.Any(violation => Matches(finding, violation)));

    static bool Matches(Finding finding, Violation violation)
    {
        if (finding.Defect != violation.Defect)
            return false;
        var lines = finding.Acquire > 0 ? finding.Acquire : finding.Line;
        return violation.Objects.Any(lines2 => lines2.Contains(lines)) || (violation.Defect != Defect.Leak && (finding.Acquire == 0 || violation.Objects.Count == 0) && finding.Line == violation.Line);
    }

    /// <summary>A null of which it is not known where it came from is told only where no clearer one is.</summary>
    static IEnumerable<Violation> Distinct(IReadOnlyList<Violation> violations)
    {
        var clear = violations.Where(violation => violation.Objects.Count == 1).ToList();
        return violations.Where(violation => violation.Objects.Count == 1
            || !clear.Any(other => other.Defect == violation.Defect && violation.Objects.Any(lines => lines.SequenceEqual(other.Objects[0]))));
    }

    /// <summary>Objects of one acquire, reached by the same calls, are one.</summary>
    static string KeyOf(Violation violation) => violation.Objects.Count == 1
        ? $"{violation.Defect} {string.Join(',', violation.Objects[0].Distinct())}"
        : $"{violation.Defect} at {violation.Line}";

    static int LineOf(Violation violation) => violation.Objects is [[var line, ..]] ? line : violation.Line;

    static string Describe(Violation violation) =>
        $"{violation.Defect}{(violation.Line > 0 ? $" at line {violation.Line}" : "")}{(violation.Objects.Count == 0 ? "" : " of what was acquired at " + string.Join(" or ", violation.Objects.Select(lines => "line " + string.Join(" from ", lines))))}";
}
