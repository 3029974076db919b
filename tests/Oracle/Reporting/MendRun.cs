using System.Diagnostics;
using NdisRules.Oracle.Execution;
using NdisRules.Oracle.Judging;
using NdisRules.Oracle.Mending;

namespace NdisRules.Oracle.Reporting;

/// <summary>The program behind <c>build/oracle --fix</c>: applies all fixes to the mutants of many seeds, and tells what comes out.</summary>
static class MendRun
{
    const int BatchSize = 50;

    public static async Task<int> RunAsync(Arguments wanted)
    {
        var clock = Stopwatch.StartNew();
        var tally = new MendTally();
        var seed = wanted.FirstSeed;
        while (seed <= wanted.LastSeed && clock.Elapsed.TotalMinutes < wanted.Minutes)
        {
            var last = Math.Min(wanted.LastSeed, seed + BatchSize - 1);
            var units = new List<Unit>();
            for (; seed <= last; seed++)
                units.AddRange(LongRun.Units(seed, wanted).Where(unit => unit.Program.Mutation is not null));
            foreach (var mended in await MendTrial.RunAsync(units))
            {
                tally.Add(mended);
                if (mended.Outcome != MendOutcome.Clean)
                    await WriteAsync(mended, wanted.Folder);
            }
            Console.Error.Write($"\r{tally.Programs} mutants, {clock.Elapsed.TotalSeconds:0} s, {tally.Failures.Count} not violation-free, {tally.Of(MendOutcome.New)} newly so ");
        }
        Console.Error.WriteLine();
        Console.WriteLine($"{LongRun.Described(wanted, seed - 1)}\n\n{tally}");
        foreach (var failure in tally.Failures)
            Console.WriteLine(failure);
        return tally.IsHarmless ? 0 : 1;
    }

    static async Task WriteAsync(Mended mended, string folder)
    {
        Directory.CreateDirectory(folder);
        await File.WriteAllTextAsync(Path.Combine(folder, $"mended-{mended.Unit.Name}.cs"), Text(mended));
    }

    /// <summary>Prints the programs of one seed after the fixes.</summary>
    public static async Task<int> ShowAsync(long seed, Arguments wanted)
    {
        foreach (var mended in await MendTrial.RunAsync([.. LongRun.Units(seed, wanted)]))
            Console.WriteLine(Text(mended));
        return 0;
    }

    /// <summary>A fixed program with what it does above it, and what was reported before.</summary>
    public static string Text(Mended mended) =>
        $"// {mended}\n"
        + string.Concat(mended.Found.Findings.Select(finding => $"// reported before: {finding}\n"))
        + string.Concat(mended.Before.Violations.Select(violation => $"// executed before: {Judge.Describe(violation)}\n"))
        + string.Concat(mended.Left.Findings.Select(finding => $"// reported: {finding}\n"))
        + string.Concat((mended.After?.Violations ?? []).Select(violation => $"// executed: {Judge.Describe(violation)}\n"))
        + Collection.Numbered(mended.Text);
}
