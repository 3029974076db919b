using NdisRules.Oracle.Execution;
using NdisRules.Oracle.Judging;
using NdisRules.Oracle.Mending;
using NdisRules.Oracle.Programs;
using NdisRules.Oracle.Reporting;

namespace NdisRules.Oracle.Tests;

/// <summary>All fixes, applied to a few mutants, and what comes out executed.</summary>
public sealed class MendingTests
{
    const int Mutants = 24;

    /// <summary>Programs that are not violation-free after the fixes, and why. One that is has to leave the list.</summary>
    static readonly Dictionary<string, string> gaps = [];

    static readonly Lazy<Task<IReadOnlyList<Mended>>> mendedOnce = new(() => MendTrial.RunAsync(
        [.. FixedSet.Seeds.SelectMany(seed => FixedSet.Dialects.Select(dialect => FixedSet.UnitOf(seed, dialect))).Where(unit => unit.Program.Mutation is not null).Take(Mutants)]));

    [Fact]
    public async Task Mutants_are_free_of_violations_after_all_fixes_and_no_fix_makes_a_new_one()
    {
        var mended = await mendedOnce.Value;
        Assert.True(mended.Count(one => one.IsChanged) >= Mutants / 3, $"only {mended.Count(one => one.IsChanged)} of {mended.Count} were changed");
        var failures = mended.Where(one => one.Outcome != MendOutcome.Clean).ToList();
        Assert.DoesNotContain(failures, one => one.Outcome != MendOutcome.Remaining);
        var unknown = failures.Where(one => !gaps.ContainsKey(one.Unit.Name)).Select(MendRun.Text).ToList();
        Assert.True(unknown.Count == 0, string.Join('\n', unknown));
        Assert.Equal(gaps.Keys.Order(), failures.Select(one => one.Unit.Name).Order());
    }

    [Fact]
    public async Task The_fixes_of_a_mutant_give_the_same_text_each_time()
    {
        foreach (var mended in (await mendedOnce.Value).Where(one => one.IsChanged).Take(4))
            Assert.Equal(mended.Text, await Mender.MendAsync(mended.Unit));
    }

    [Fact]
    public void Guards_stand_around_calls_and_move_no_line()
    {
        const string text = "class C { void M(C c) {\n    c.M(c);\n    c?.M(c);\n    c = new C();\n    int.TryParse(\"\", out var n);\n} }";
        var lines = Guards.Around(text).Split('\n');
        Assert.Equal(text.Split('\n').Length, lines.Length);
        Assert.Equal([false, true, true, false, false, false], lines.Select(line => line.Contains("GoesOn", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task What_a_fixed_text_violates_is_shown_behind_another_violation_too()
    {
        var program = HandMade.Method(HandMade.Acquire("one"), HandMade.Free("one"), HandMade.Free("one"), HandMade.Acquire("two"));
        var unit = new Unit(program, Dialect.ArrayPool, "Hand");
        var guarded = unit with { Executed = Guards.Around(unit.Text) };
        var assembly = Compiler.Load([guarded]);
        using var watching = Watching.Begin();
        var main = assembly.GetType("Hand." + Rendering.MainClass, throwOnError: true)!;
        var shown = new Explorer(new Harness(main, guarded)).Explore(most: 10);
        Assert.Equal([Defect.DoubleFree, Defect.Leak], shown.Violations.Select(violation => violation.Defect));
    }

    [Theory]
    [InlineData("DoubleFree", "", nameof(MendOutcome.Clean))]
    [InlineData("DoubleFree,Leak", "Leak", nameof(MendOutcome.Remaining))]
    [InlineData("DoubleFree", "DoubleFree,Leak", nameof(MendOutcome.New))]
    [InlineData("", "Null", nameof(MendOutcome.New))]
    [InlineData("Leak", null, nameof(MendOutcome.Unfit))]
    public void What_a_program_violates_only_after_the_fixes_is_new(string before, string? after, string outcome)
    {
        var unit = new Unit(HandMade.Method(HandMade.Acquire("one")), Dialect.Ndis, "Hand");
        var mended = new Mended(unit, Report.Empty, Shown(before), "", Report.Empty, after is null ? null : Shown(after), after is null ? "an error" : null);
        Assert.Equal(outcome, mended.Outcome.ToString());
    }

    [Theory]
    [InlineData("Null,Leak", "Null,Leak", "Leak")]
    [InlineData("Leak", "Null", "Null")]
    public void A_null_array_is_told_only_where_the_fixes_made_it(string before, string after, string told)
    {
        var unit = new Unit(HandMade.Method(HandMade.Acquire("one")), Dialect.ArrayPool, "Hand");
        Assert.Equal(Shown(told).Violations.Select(one => one.Defect), MendTrial.Told(unit, Shown(before), Shown(after))!.Violations.Select(one => one.Defect));
        Assert.Equal(Shown(after).Violations.Select(one => one.Defect), MendTrial.Told(unit with { Dialect = Dialect.Ndis }, Shown(before), Shown(after))!.Violations.Select(one => one.Defect));
    }

    static Exploration Shown(string defects)
    {
        var violations = defects.Split(',', StringSplitOptions.RemoveEmptyEntries).Select(name => new Violation(Enum.Parse<Defect>(name), [], Line: 1, IsSecondary: false));
        return new Exploration([.. violations], Runs: 1, IsComplete: true, HasBrokenRuns: false, Unexpected: null);
    }
}
