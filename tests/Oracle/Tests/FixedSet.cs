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

    internal static Unit UnitOf(long seed, Dialect dialect) => new(ProgramWriter.Write(seed, Options), dialect, $"{Letter(dialect)}{seed}");

    static string Letter(Dialect dialect) => dialect == Dialect.Ndis ? "N" : "A";

    public async Task InitializeAsync()
    {
        foreach (var seeds in Seeds.Chunk(BatchSize))
            await TryAsync([.. seeds.SelectMany(seed => Dialects.Select(dialect => UnitOf(seed, dialect)))], isCompared: seeds[0] == 1);
        judgements.ForEach(Tally.Add);
        await TryAsync([.. HandMade.OfFixedSet.SelectMany(one => Dialects.Select(dialect => new Unit(one.Program, dialect, Letter(dialect) + one.Name)))], isCompared: true);
    }

    async Task TryAsync(IReadOnlyList<Unit> units, bool isCompared)
    {
        var result = await Trial.RunAsync(units, isCompared);
        judgements.AddRange(result.Judgements);
        unfit.AddRange(result.Unfit.Where(one => one.Unit.Program.Mutation is null).Select(one => $"{one.Unit.Name}: {one.Error}"));
        Tally.Differences += result.Differences.Count;
        Tally.Crashes += result.Crashes.Count;
    }

    public Task DisposeAsync() => Task.CompletedTask;
}
