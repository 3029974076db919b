using NdisRules.Oracle.Execution;
using NdisRules.Oracle.Judging;

namespace NdisRules.Oracle.Tests;

/// <summary>The comparison itself, on reports and runs that are made up.</summary>
public sealed class JudgeTests
{
    static readonly Violation leak = new(Defect.Leak, [[12, 30]], 0, IsSecondary: false);

    static Finding Lost(int line) => new("NDIS0005", Defect.Leak, line, 0, "");

    static Outcome[] Compare(Finding[] findings, Violation[] violations, bool isComplete = true, bool hasBrokenRuns = false, bool gaveUp = false, int[]? acquired = null) =>
        [.. Judge.Compare(new Report(findings, gaveUp ? ["gave up"] : [], []), new Exploration(violations, 1, isComplete, hasBrokenRuns, null), isArray: false, () => (acquired ?? [12, 30, 40]).ToHashSet()).Select(verdict => verdict.Outcome)];

    [Fact]
    public void What_is_executed_and_reported_is_a_hit_at_the_acquire_or_at_the_call_that_led_to_it()
    {
        Assert.Equal([Outcome.Hit], Compare([Lost(12)], [leak]));
        Assert.Equal([Outcome.Hit], Compare([Lost(30)], [leak]));
    }

    [Fact]
    public void What_is_executed_and_not_reported_is_a_miss() => Assert.Equal([Outcome.Miss], Compare([], [leak]));

    [Fact]
    public void A_finding_of_another_class_or_object_does_not_count()
    {
        Assert.Equal([Outcome.Miss, Outcome.FalseAlarm], Compare([Lost(40)], [leak]));
        Assert.Equal([Outcome.Miss, Outcome.FalseAlarm], Compare([new("NDIS0003", Defect.DoubleFree, 13, 12, "")], [leak]));
    }

    [Fact]
    public void What_nothing_shows_is_a_false_alarm_only_when_everything_was_run()
    {
        Assert.Equal([Outcome.FalseAlarm], Compare([Lost(12)], []));
        Assert.Equal([Outcome.Undecided], Compare([Lost(12)], [], isComplete: false));
        Assert.Equal([Outcome.Undecided], Compare([Lost(12)], [], hasBrokenRuns: true));
    }

    [Fact]
    public void A_method_that_nobody_calls_cannot_be_executed() => Assert.Equal([Outcome.Dead], Compare([Lost(12)], [], acquired: [30]));

    [Fact]
    public void What_the_analyzer_says_it_did_not_verify_is_no_miss() => Assert.Equal([Outcome.Undecided], Compare([], [leak], gaveUp: true));

    [Fact]
    public void What_comes_after_another_violation_confirms_and_is_no_miss()
    {
        var later = leak with { IsSecondary = true };
        Assert.Empty(Compare([], [later]));
        Assert.Equal([Outcome.Hit], Compare([Lost(12)], [later]));
    }
}
