using System.Text.RegularExpressions;
using NdisRules.Oracle.Execution;
using NdisRules.Oracle.Judging;
using NdisRules.Oracle.Shrinking;

namespace NdisRules.Oracle.Reporting;

/// <summary>Keeps what is to be looked at, and writes the smallest program of each kind.</summary>
sealed partial class Collection
{
    readonly List<(Judgement Judgement, Outcome Outcome, Defect Defect)> found = [];

    public void Add(Judgement judgement)
    {
        foreach (var kind in judgement.Verdicts.Where(verdict => verdict.Outcome is Outcome.Miss or Outcome.FalseAlarm).Select(verdict => (verdict.Outcome, verdict.Defect)).Distinct())
            found.Add((judgement, kind.Outcome, kind.Defect));
    }

    /// <summary>Shrinks so many of them, and writes one file for each that looks different from the others.</summary>
    public async Task WriteAsync(string folder, int most, TextWriter log)
    {
        if (found.Count == 0)
            return;
        foreach (var kind in found.GroupBy(one => (one.Outcome, one.Defect)).OrderBy(kind => kind.Key))
            log.WriteLine($"{kind.Key.Outcome} {kind.Key.Defect}: {string.Join(' ', kind.Select(one => one.Judgement.Unit.Name))}");
        Directory.CreateDirectory(folder);
        foreach (var old in Directory.EnumerateFiles(folder, "*.txt"))
            File.Delete(old);
        var shapes = new Dictionary<string, (Judgement Judgement, Outcome Outcome, Defect Defect, int Count)>();
        foreach (var (judgement, outcome, defect) in found.OrderBy(one => one.Judgement.Unit.Text.Length).ThenBy(one => one.Judgement.Unit.Program.Seed).Take(most))
        {
            var small = await Shrinker.ShrinkAsync(judgement, outcome, defect);
            var shape = $"{outcome} {defect} {Shape(small.Unit.Text)}";
            shapes[shape] = shapes.TryGetValue(shape, out var known) ? known with { Count = known.Count + 1 } : (small, outcome, defect, 1);
        }
        var number = 0;
        foreach (var one in shapes.Values.OrderByDescending(one => one.Count).ThenBy(one => one.Judgement.Unit.Text.Length))
            await File.WriteAllTextAsync(Path.Combine(folder, $"{++number:000}-{one.Outcome}-{one.Defect}.txt"), $"// {one.Count} of this shape\n{Text(one.Judgement)}");
        log.WriteLine($"\n{found.Count} misses and false alarms; {number} different shapes of the {Math.Min(most, found.Count)} smallest are in {folder}");
    }

    /// <summary>A program with its verdicts above it.</summary>
    public static string Text(Judgement judgement) =>
        $"// seed {judgement.Unit.Program.Seed}, {judgement.Unit.Dialect.Name}, {judgement.Unit.Program.Mutation ?? "not mutated"}; {judgement.Exploration.Runs} runs{(judgement.Exploration.IsComplete ? "" : ", not all")}\n"
        + string.Concat(judgement.Verdicts.Select(verdict => $"// {verdict.Outcome}: {verdict.Text}\n"))
        + string.Concat(judgement.Report.Findings.Select(finding => $"// reported: {finding}\n"))
        + string.Concat(judgement.Report.GaveUp.Concat(judgement.Report.Crashes).Select(line => $"// {line}\n"))
        + Numbered(judgement.Unit.Text);

    /// <summary>A text with the numbers of its lines.</summary>
    public static string Numbered(string text) => string.Join('\n', text.Split('\n').Select((line, at) => $"{at + 1,3} {line}"));

    /// <summary>The text without the numbers of its names.</summary>
    static string Shape(string text) => Names().Replace(text, "$1").Replace("frame", "x").Replace("packet", "x").Replace("item", "x").Replace("unit", "x").Replace("first", "x").Replace("spare", "x").Replace("next", "x");

    [GeneratedRegex(@"\b([A-Za-z]+)[0-9]+\b")]
    private static partial Regex Names();
}
