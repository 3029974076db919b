using System.Reflection;
using NdisRules.Oracle.Execution;
using NdisRules.Oracle.Programs;

namespace NdisRules.Oracle.Judging;

/// <summary>What came of a batch.</summary>
/// <param name="Differences">Of the programs whose two reports are not the same, both.</param>
/// <param name="Unfit">Programs that do not compile: mutants that moved something too far, and mistakes of the generator.</param>
sealed record BatchResult(IReadOnlyList<Judgement> Judgements, IReadOnlyList<(Unit Unit, string Error)> Unfit, IReadOnlyList<string> Differences)
{
    /// <summary>Exceptions of the analyzer that belong to no program.</summary>
    public IReadOnlyList<string> Crashes { get; init; } = [];
}

/// <summary>Compiles, analyzes, executes and judges many programs at a time.</summary>
static class Trial
{
    /// <summary>Runs of each program.</summary>
    public const int UsualRuns = 300;

    /// <summary>Runs of a program that has a finding which the usual ones do not show.</summary>
    public const int MostRuns = 5_000;

    /// <summary>Judges a batch.</summary>
    /// <param name="isCompared">Whether it is analyzed a second time on one thread, and both reports have to be the same.</param>
    public static async Task<BatchResult> RunAsync(IReadOnlyList<Unit> units, bool isCompared, int usualRuns = UsualRuns, int mostRuns = MostRuns)
    {
        var (compilation, sound, unfit) = Compiler.Compile(units);
        var reports = await Analysis.RunAsync(compilation, isConcurrent: true);
        var differences = isCompared ? Differences(reports, await Analysis.RunAsync(compilation.Clone(), isConcurrent: false)) : [];
        var assembly = Compiler.Load(sound);
        using var watching = Watching.Begin();
        return new BatchResult([.. sound.Select(unit => Judge(unit, reports.GetValueOrDefault(unit.File, Report.Empty), assembly, usualRuns, mostRuns))], unfit, differences) { Crashes = reports.GetValueOrDefault("", Report.Empty).Crashes };
    }

    static Judgement Judge(Unit unit, Report report, Assembly assembly, int usualRuns, int mostRuns)
    {
        var main = assembly.GetType($"{unit.Name}.{Rendering.MainClass}", throwOnError: true)!;
        var explorer = new Explorer(new Harness(main, unit));
        var exploration = explorer.Explore(usualRuns);
        if (!exploration.IsComplete && Judging.Judge.Unshown(report, exploration.Violations).Any())
            exploration = explorer.Explore(mostRuns, known => !Judging.Judge.Unshown(report, known).Any());
        return new Judgement(unit, report, exploration, Judging.Judge.Compare(report, exploration, unit.Dialect == Dialect.ArrayPool, explorer.AcquiredLines));
    }

    static IReadOnlyList<string> Differences(IReadOnlyDictionary<string, Report> first, IReadOnlyDictionary<string, Report> second) =>
        [.. first.Keys.Union(second.Keys).Order(StringComparer.Ordinal).Select(file => (File: file, Many: $"{first.GetValueOrDefault(file)}", One: $"{second.GetValueOrDefault(file)}"))
            .Where(report => report.Many != report.One).Select(report => $"{report.File} on several threads:\n{report.Many}\non one:\n{report.One}")];
}
