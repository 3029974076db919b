using NdisRules.Oracle.Execution;
using NdisRules.Oracle.Generation;
using NdisRules.Oracle.Judging;
using NdisRules.Oracle.Programs;

namespace NdisRules.Oracle.Tests;

/// <summary>The analyzer and the runtime agree on the fixed set.</summary>
public sealed class FixedSetTests(FixedSet set) : IClassFixture<FixedSet>
{
    /// <summary>Programs on which they do not agree yet, and why. One that agrees again has to leave the list.</summary>
    static readonly Dictionary<string, string> gaps = [];

    static string Shown(Judgement judgement) => "\n" + Reporting.Collection.Text(judgement);

    [Fact]
    public void What_is_executed_is_reported_and_what_is_reported_is_executed()
    {
        var wrong = set.Judgements.Where(judgement => judgement.Verdicts.Any(verdict => verdict.Outcome is Outcome.Miss or Outcome.FalseAlarm)).ToList();
        Assert.True(wrong.All(judgement => gaps.ContainsKey(judgement.Unit.Name)), string.Concat(wrong.Where(judgement => !gaps.ContainsKey(judgement.Unit.Name)).Select(Shown)));
        Assert.Equal(gaps.Keys.Order(), wrong.Select(judgement => judgement.Unit.Name).Order());
    }

    [Theory]
    [InlineData(nameof(Defect.Leak), 20)]
    [InlineData(nameof(Defect.DoubleFree), 8)]
    [InlineData(nameof(Defect.UseAfterFree), 3)]
    [InlineData(nameof(Defect.Null), 8)]
    public void Each_defect_is_executed_and_reported_often_enough(string defect, int atLeast) =>
        Assert.InRange(set.Judgements.SelectMany(judgement => judgement.Verdicts).Count(verdict => verdict.Outcome == Outcome.Hit && verdict.Defect.ToString() == defect), atLeast, int.MaxValue);

    [Fact]
    public void Right_programs_run_without_a_violation()
    {
        var wrong = set.Judgements.Where(judgement => judgement.Unit.Program is { Mutation: null, Seed: > 0 } && judgement.Exploration.Violations.Count > 0);
        Assert.True(!wrong.Any(), string.Concat(wrong.Select(Shown)));
    }

    [Fact]
    public void Rented_arrays_get_the_verdicts_that_NDIS_objects_get()
    {
        // An array is never missing, so that NDIS objects can show more.
        var hits = set.Judgements.ToDictionary(judgement => judgement.Unit.Name, judgement => Hits(judgement).ToHashSet());
        foreach (var arrays in set.Judgements.Where(judgement => judgement.Unit.Dialect == Dialect.ArrayPool))
        {
            var same = set.Judgements.FirstOrDefault(judgement => judgement.Unit.Name == "N" + arrays.Unit.Name[1..]);
            if (same is { Exploration.IsComplete: true })
                Assert.True(hits[arrays.Unit.Name].IsSubsetOf(hits[same.Unit.Name]), Shown(arrays) + Shown(same));
        }
    }

    static IEnumerable<(Defect, int)> Hits(Judgement judgement) =>
        judgement.Verdicts.Where(verdict => verdict.Outcome == Outcome.Hit && verdict.Defect != Defect.Null).Select(verdict => (verdict.Defect, verdict.Line));

    [Fact]
    public void Right_programs_compile() => Assert.Empty(set.Unfit);

    [Fact]
    public void The_analyzer_neither_throws_nor_depends_on_threads() => Assert.Equal((0, 0), (set.Tally.Crashes, set.Tally.Differences));

    [Fact]
    public void No_program_throws_what_it_should_not() => Assert.Empty(set.Judgements.Where(judgement => judgement.Exploration.Unexpected is not null).Select(judgement => $"{judgement.Unit.Name}: {judgement.Exploration.Unexpected}"));

    [Fact]
    public void Nearly_everything_is_decided() =>
        Assert.InRange(set.Tally.Of(Outcome.Undecided), 0, (set.Tally.Of(Outcome.Hit) + set.Tally.Of(Outcome.Undecided)) * 3 / 100);

    [Fact]
    public void About_half_are_mutants() => Assert.InRange(set.Tally.Mutants * 100 / set.Tally.Programs, 40, 60);

    [Fact]
    public void Every_construct_is_in_at_least_three_of_100_programs()
    {
        var programs = FixedSet.Seeds.Concat(Enumerable.Range(1000, 200).Select(seed => (long)seed)).Select(seed => ProgramWriter.Write(seed, FixedSet.Options).Constructs).ToList();
        var absent = new HashSet<Construct>();
        foreach (var (kind, construct) in new[] { (Kind.Clone, Construct.Clone), (Kind.Context, Construct.Context), (Kind.Pool, Construct.Pool) })
        {
            if (!Rules.Kinds.Contains(kind))
                absent.Add(construct);
        }
        Assert.All(Enum.GetValues<Construct>().Except(absent), construct => Assert.InRange(programs.Count(constructs => constructs.Contains(construct)) * 100.0 / programs.Count, 3, 100));
    }

    [Fact]
    public void A_seed_always_gives_the_same_program() =>
        Assert.All(FixedSet.Seeds.Take(30), seed => Assert.Equal(FixedSet.UnitOf(seed, Dialect.Ndis).Text, FixedSet.UnitOf(seed, Dialect.Ndis).Text));
}
