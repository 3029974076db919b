namespace NdisRules.Benchmarks.Analysis;

/// <summary>One family, in growing sizes: each contestant in a compilation of its own, right after one without analyzers.</summary>
internal static class FamilyTable
{
    public static readonly Contestant[] Contestants = [Contestant.Idle, Contestant.Ours, Contestant.Ca2000, Contestant.IDisposableAnalyzers];

    public static void Print(int percent, IReadOnlyList<int> sizes)
    {
        Console.WriteLine();
        Console.WriteLine($"| {percent} % of the methods touch a rule | lines | ms in it | of compiling | x CA2000 | MB allocated | ms in all | reports |");
        Console.WriteLine("|---|---:|---:|---:|---:|---:|---:|---|");
        var ours = new List<(int Lines, double Milliseconds, double Megabytes)>();
        foreach (var lines in sizes)
        {
            var sources = new DriverFamily(percent).Files(lines).ToArray();
            var actual = sources.Sum(text => text.AsSpan().Count('\n'));
            var costs = Measured(sources, lines);
            var idle = costs[Contestant.Idle];
            if (costs[Contestant.Ours] is var own && lines >= 10_000)
                ours.Add((actual, own.InAnalyzers, own.Megabytes - idle.Megabytes));
            foreach (var (contestant, cost) in costs.Where(pair => pair.Key.Name.Length > 0))
                PrintRow(contestant, actual, cost, costs);
        }

        var (first, last) = (ours[0], ours[^1]);
        double Exponent(double from, double to) => Math.Log(to / from) / Math.Log((double)last.Lines / first.Lines);
        Console.WriteLine();
        Console.WriteLine($"NdisRules from {first.Lines:N0} to {last.Lines:N0} lines: exponent of time {Exponent(first.Milliseconds, last.Milliseconds):0.00}, of memory {Exponent(first.Megabytes, last.Megabytes):0.00}.");
    }

    static readonly Contestant compiler = new("compiling", []);

    /// <summary>Small sizes are over in no time, and are measured more than once.</summary>
    static Dictionary<Contestant, Workshop.Cost> Measured(IReadOnlyList<string> sources, int lines)
    {
        var times = lines switch { <= 1_000 => 7, <= 10_000 => 5, _ => 1 };
        var runs = Enumerable.Range(0, times).Select(_ => Once(sources, lines)).ToArray();
        return runs[0].Keys.ToDictionary(contestant => contestant, contestant => Median([.. runs.Select(run => run[contestant])]));
    }

    static Dictionary<Contestant, Workshop.Cost> Once(IReadOnlyList<string> sources, int lines)
    {
        var costs = new Dictionary<Contestant, Workshop.Cost> { [compiler] = Workshop.Compile(sources) };
        foreach (var contestant in Contestants.Where(contestant => lines <= contestant.MostLines))
            costs.Add(contestant, Workshop.Analyze(sources, contestant));
        return costs;
    }

    static Workshop.Cost Median(IReadOnlyList<Workshop.Cost> runs) => runs[0] with
    {
        Milliseconds = Interleaved.Median(runs.Select(run => run.Milliseconds)),
        InAnalyzers = Interleaved.Median(runs.Select(run => run.InAnalyzers)),
        Megabytes = Interleaved.Median(runs.Select(run => run.Megabytes)),
    };

    static void PrintRow(Contestant contestant, int lines, Workshop.Cost cost, Dictionary<Contestant, Workshop.Cost> all)
    {
        var memory = contestant == compiler ? cost.Megabytes : cost.Megabytes - all[Contestant.Idle].Megabytes;
        var own = contestant == compiler ? "| |" : $"{cost.InAnalyzers:0.0} | {cost.InAnalyzers / all[compiler].Milliseconds:0.0 %} | {cost.InAnalyzers / all[Contestant.Ca2000].InAnalyzers:0.000}";
        Console.WriteLine($"| {contestant.Name} | {lines:N0} | {own} | {memory:0.0} | {cost.Milliseconds:0} | {Reports(cost)} |");
    }

    static string Reports(Workshop.Cost cost) => string.Join(", ", cost.Reports.OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => $"{pair.Value} {pair.Key}"));
}
