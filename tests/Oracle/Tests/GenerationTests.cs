using NdisRules.Oracle.Execution;
using NdisRules.Oracle.Generation;
using NdisRules.Oracle.Programs;
using static NdisRules.Oracle.Tests.HandMade;

namespace NdisRules.Oracle.Tests;

/// <summary>Dialects, mutants and smaller programs.</summary>
public sealed class GenerationTests
{
    [Theory]
    [InlineData("§maybe.B one = §new.B;", "NetBuffer one = NdisAllocateNetBuffer(pool, mdl, 0, 64);", "byte[]? one = pool.Rent(64);")]
    [InlineData("§free.L(all[i]);", "NdisFreeNetBufferList(all[i]);", "pool.Return(all[i]);")]
    [InlineData("if (§null.B(Make(§args)))", "if (Make(pool, data, lists, wholes, mdl).IsNull)", "if (Make(pool) is null)")]
    [InlineData("§free.X(list, status);", "NdisFreeNetBufferListContext(list, 32);", "pool.Return(status);")]
    public void A_text_is_written_in_two_vocabularies(string text, string ndis, string array)
    {
        Assert.Equal(ndis, Dialect.Ndis.Expand(text));
        Assert.Equal(array, Dialect.ArrayPool.Expand(text));
    }

    [Fact]
    public void An_unknown_sign_is_a_mistake() => Assert.Throws<FormatException>(() => Dialect.Ndis.Expand("§frob.B(one)"));

    [Fact]
    public void A_mutant_differs_by_one_change()
    {
        var program = Method(Acquire("one1"), Tested("one1", new Line("§use.B(one1);"), Free("one1")));
        var seen = new HashSet<string>();
        for (var seed = 1; seed <= 60; seed++)
        {
            var mutant = Mutator.Mutate(program, new Rng(seed));
            Assert.NotNull(mutant.Mutation);
            seen.Add(mutant.Mutation.Split(':')[0]);
            Assert.NotEqual(Rendering.Of(program, Dialect.Ndis, "P", false), Rendering.Of(mutant, Dialect.Ndis, "P", false));
        }
        Assert.Equal(["branch flipped", "free doubled", "free moved", "free removed"], seen.Order());
    }

    [Fact]
    public void Both_renderings_of_a_unit_have_the_same_lines()
    {
        foreach (var seed in FixedSet.Seeds.Take(40))
        {
            var unit = FixedSet.UnitOf(seed, Dialect.Ndis);
            var executed = unit.Executed.Split('\n');
            Assert.All(unit.Text.Split('\n').Index(), line => Assert.Contains(line.Item.Trim(), executed[line.Index]));
        }
    }

    [Fact]
    public async Task Threads_and_batches_do_not_matter()
    {
        static Unit[] Units(IEnumerable<long> seeds) => [.. seeds.Select(seed => FixedSet.UnitOf(seed, Dialect.Ndis))];
        static string Told(Judging.BatchResult result) => string.Join('\n', result.Judgements.SelectMany(judgement => judgement.Verdicts.Select(verdict => $"{judgement.Unit.Name} {verdict}")).Order());

        var seeds = FixedSet.Seeds.Take(16).ToArray();
        var alone = await Judging.Trial.RunAsync(Units(seeds), isCompared: false, usualRuns: 40, mostRuns: 40);
        var halves = await Task.WhenAll(seeds.Chunk(8).Select(half => Task.Run(() => Judging.Trial.RunAsync(Units(half.Reverse()), isCompared: false, usualRuns: 40, mostRuns: 40))));
        Assert.NotEmpty(Told(alone));
        Assert.Equal(Told(alone), string.Join('\n', string.Join('\n', halves.Select(Told)).Split('\n', StringSplitOptions.RemoveEmptyEntries).Order()));
    }

    [Fact]
    public async Task Shrinking_keeps_the_verdict_and_takes_away_the_rest()
    {
        // Nobody frees what the analyzer cannot know to be lost: an outcome to keep is made by hand.
        var program = Method(Acquire("other"), Tested("other", Free("other")), Acquire("one"), new If("Input.Choose()", new Block([new Line("Input.MayThrow();")])), Tested("one", new Line("§use.B(one);")));
        var judgement = await JudgeAsync(program, Dialect.Ndis);
        var small = await Shrinking.Shrinker.ShrinkAsync(judgement, Judging.Outcome.Hit, Defect.Leak);
        Assert.Single(small.Unit.Program.Main.Members[0].Body!.Statements);
        Assert.Contains(small.Verdicts, verdict => verdict is { Outcome: Judging.Outcome.Hit, Defect: Defect.Leak });
    }
}
