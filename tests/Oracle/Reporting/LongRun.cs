using System.Diagnostics;
using NdisRules.Oracle.Execution;
using NdisRules.Oracle.Generation;
using NdisRules.Oracle.Judging;
using NdisRules.Oracle.Programs;

namespace NdisRules.Oracle.Reporting;

/// <summary>The program behind build/oracle: judges many seeds, prints the table, and writes the smallest programs of each kind.</summary>
static class LongRun
{
    const int BatchSize = 50;

    public static async Task<int> RunAsync(string[] arguments)
    {
        if (Arguments.Parse(arguments, Console.Error) is not { } wanted)
            return 2;
        if (wanted.IsMending)
            return wanted.Shown is { } mended ? await MendRun.ShowAsync(mended, wanted) : await MendRun.RunAsync(wanted);
        if (wanted.Shown is { } shown)
            return await ShowAsync(shown, wanted);
        var clock = Stopwatch.StartNew();
        var tally = new Tally();
        var worst = new Collection();
        var seed = wanted.FirstSeed;
        for (var batch = 0; seed <= wanted.LastSeed && clock.Elapsed.TotalMinutes < wanted.Minutes; batch++)
        {
            var last = Math.Min(wanted.LastSeed, seed + BatchSize - 1);
            var units = new List<Unit>();
            for (; seed <= last; seed++)
                units.AddRange(Units(seed, wanted));
            var result = await Trial.RunAsync(units, isCompared: batch % 5 == 0);
            tally.Unfit += result.Unfit.Count;
            tally.Differences += result.Differences.Count;
            tally.Crashes += result.Crashes.Count;
            foreach (var (unit, error) in result.Unfit.Where(unfit => unfit.Unit.Program.Mutation is null))
                Console.Error.WriteLine($"seed {unit.Program.Seed} does not compile: {error}");
            foreach (var difference in result.Differences)
                Console.Error.WriteLine(difference);
            foreach (var judgement in result.Judgements)
            {
                tally.Add(judgement);
                worst.Add(judgement);
                if (judgement.Exploration.Unexpected is { } unexpected)
                    Console.Error.WriteLine($"seed {judgement.Unit.Program.Seed}: {unexpected}");
            }
            Console.Error.Write($"\r{tally.Programs} programs, {clock.Elapsed.TotalSeconds:0} s, {tally.Of(Outcome.Miss)} misses, {tally.Of(Outcome.FalseAlarm)} false alarms, {tally.Of(Outcome.Undecided)} undecided ");
        }
        Console.Error.WriteLine();
        Console.WriteLine($"{Described(wanted, seed - 1)}\n");
        Console.WriteLine(tally.ToMarkdown());
        await worst.WriteAsync(wanted.Folder, wanted.Shrinks, Console.Out);
        return tally.Crashes + tally.Differences + tally.Unexpected == 0 ? 0 : 1;
    }

    /// <summary>Prints the programs of one seed, and what came of them.</summary>
    static async Task<int> ShowAsync(long seed, Arguments wanted)
    {
        var result = await Trial.RunAsync([.. Units(seed, wanted)], isCompared: true);
        foreach (var judgement in result.Judgements)
            Console.WriteLine(Collection.Text(judgement));
        foreach (var (unit, error) in result.Unfit)
            Console.WriteLine($"{unit.Text}\n// does not compile: {error}");
        return 0;
    }

    /// <summary>What was run.</summary>
    public static string Described(Arguments wanted, long lastSeed) =>
        $"seeds {wanted.FirstSeed}..{lastSeed}, size {wanted.Options.Size}, mutants {wanted.Options.MutantShare} %, {string.Join(" and ", wanted.Dialects.Select(dialect => dialect.Name))}";

    /// <summary>The programs of a seed.</summary>
    public static IEnumerable<Unit> Units(long seed, Arguments wanted)
    {
        var program = ProgramWriter.Write(seed, wanted.Options);
        return wanted.Dialects.Select(dialect => new Unit(program, dialect, $"{(dialect == Dialect.Ndis ? "N" : "A")}{seed}"));
    }
}
