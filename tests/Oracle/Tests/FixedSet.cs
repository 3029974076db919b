using NdisRules.Oracle.Execution;
using NdisRules.Oracle.Generation;
using NdisRules.Oracle.Judging;
using NdisRules.Oracle.Programs;
using NdisRules.Oracle.Reporting;

namespace NdisRules.Oracle.Tests;

/// <summary>The programs that every change is tried on: judged once for all tests.</summary>
public sealed class FixedSet : IAsyncLifetime
{
    const int BatchSize = 40;

    readonly List<Judgement> judgements = [];
    readonly List<string> unfit = [];

    internal static GeneratorOptions Options { get; } = new(Size: 3, MutantShare: 50, Rules.Kinds, new Dictionary<Construct, int>());

    internal static IReadOnlyList<Dialect> Dialects { get; } = Rules.KnowsArrays ? [Dialect.Ndis, Dialect.ArrayPool] : [Dialect.Ndis];

    internal static IEnumerable<long> Seeds => Enumerable.Range(1, 100).Select(seed => (long)seed);

    internal IReadOnlyList<Judgement> Judgements => judgements;

    /// <summary>Programs that are right as generated and do not compile.</summary>
    internal IReadOnlyList<string> Unfit => unfit;

    internal Tally Tally { get; } = new();

    internal static Unit UnitOf(long seed, Dialect dialect) => new(ProgramWriter.Write(seed, Options), dialect, $"{(dialect == Dialect.Ndis ? "N" : "A")}{seed}");

    public async Task InitializeAsync()
    {
        foreach (var seeds in Seeds.Chunk(BatchSize))
        {
            var result = await Trial.RunAsync([.. seeds.SelectMany(seed => Dialects.Select(dialect => UnitOf(seed, dialect)))], isCompared: seeds[0] == 1);
            judgements.AddRange(result.Judgements);
            unfit.AddRange(result.Unfit.Where(one => one.Unit.Program.Mutation is null).Select(one => $"{one.Unit.Name}: {one.Error}"));
            Tally.Differences += result.Differences.Count;
        }
        judgements.ForEach(Tally.Add);
    }

    public Task DisposeAsync() => Task.CompletedTask;
}
