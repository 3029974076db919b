namespace NdisRules.Benchmarks.Analysis;

/// <summary>What ours takes where there is much of one thing, and twice and half as much of it.</summary>
internal static class ExtremeTable
{
    public static void Print()
    {
        Console.WriteLine();
        Console.WriteLine("| much of one thing | half | all | twice | reports |");
        Console.WriteLine("|---|---:|---:|---:|---|");
        PrintRow("a chain of 50 calls", 50, Extremes.Chain);
        PrintRow("a helper called from 1,000 places", 1_000, Extremes.Callers);
        PrintRow("200 methods of a class with an end", 200, Extremes.Methods);
        PrintRow("30 objects under 30 ifs in a method", 30, Extremes.Objects);
        PrintRow("2,000 statements in a method", 2_000, Extremes.Statements);
    }

    static void PrintRow(string name, int count, Func<int, string> write)
    {
        var costs = new[] { count / 2, count, count * 2 }.Select(size => Best(write(size))).ToArray();
        Console.WriteLine($"| {name} | {string.Join(" | ", costs.Select(cost => $"{cost.InAnalyzers:0.0} ms"))} | {string.Join(", ", costs[1].Reports.Select(pair => $"{pair.Value} {pair.Key}"))} |");
    }

    /// <summary>The fastest of a few: what else runs on the machine only ever adds.</summary>
    static Workshop.Cost Best(string source) => Enumerable.Range(0, 7).Select(_ => Workshop.Analyze([source], Contestant.Ours)).MinBy(cost => cost.InAnalyzers)!;
}
