namespace NdisRules.Benchmarks.Analysis;

/// <summary>Prints what the analyzer costs, beside the compiler's own work and beside the analyzers that look for the same kind of mistake.</summary>
internal static class AnalyzerTable
{
    /// <param name="quick">Without the largest family.</param>
    /// <param name="only">A share of the methods, or <c>extremes</c>; null for everything.</param>
    public static void Print(bool quick, string? only)
    {
        WarmUp();
        int[] sizes = quick ? [1_000, 10_000, 100_000] : [1_000, 10_000, 100_000, 500_000];
        foreach (var percent in new[] { 0, 5, 100 })
            if (only is null || only == $"{percent}")
                FamilyTable.Print(percent, sizes);
        if (only is null or "extremes")
            ExtremeTable.Print();
    }

    /// <summary>Until the compiler has compiled itself, only that is measured.</summary>
    static void WarmUp()
    {
        foreach (var percent in new[] { 0, 100, 100 })
        {
            var sources = new DriverFamily(percent).Files(5_000).ToArray();
            Workshop.Compile(sources);
            foreach (var contestant in FamilyTable.Contestants)
                Workshop.Analyze(sources, contestant);
        }
    }
}
