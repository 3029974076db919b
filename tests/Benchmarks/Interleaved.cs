using System.Diagnostics;

namespace NdisRules.Benchmarks;

/// <summary>Measures contenders in turns, round by round, so that what disturbs the machine disturbs all of them.</summary>
static class Interleaved
{
    internal sealed record Entry(string Name, Action<int> Run);

    internal sealed record Result(string Name, double Nanoseconds, double ToFirst, double ToLast, double BytesPerPair);

    /// <summary>Medians over the rounds: the time, and its ratio to the first and to the last entry in the same round.</summary>
    /// <param name="entries">What to measure.</param>
    /// <param name="rounds">How many samples of each.</param>
    /// <param name="milliseconds">About how long a sample is.</param>
    /// <param name="twoThreads">The samples take two processors at one time. Where others want them too, most samples only show that: then
    /// the time is that of the fastest tenth, and the ratios are those of these times.</param>
    internal static List<Result> Measure(IReadOnlyList<Entry> entries, int rounds, double milliseconds, bool twoThreads)
    {
        var counts = entries.Select(entry => Calibrate(entry, milliseconds)).ToArray();
        var times = entries.Select(_ => new double[rounds]).ToArray();
        for (var round = 0; round < rounds; round++)
            for (var i = 0; i < entries.Count; i++)
                times[i][round] = Sample(entries[i], counts[i]);
        Func<double[], double[], double> ratio = twoThreads ? (one, other) => Fast(one) / Fast(other) : Ratio;
        return [.. entries.Select((entry, i) => new Result(entry.Name, twoThreads ? Fast(times[i]) : Median(times[i]),
            ratio(times[i], times[0]), ratio(times[i], times[^1]), Bytes(entry)))];
    }

    internal static double Median(IEnumerable<double> values)
    {
        var sorted = values.Order().ToArray();
        return sorted.Length % 2 == 1 ? sorted[sorted.Length / 2] : (sorted[sorted.Length / 2 - 1] + sorted[sorted.Length / 2]) / 2;
    }

    static double Fast(double[] times) => times.Order().ElementAt(times.Length / 10);

    static double Ratio(double[] times, double[] others) => Median(times.Zip(others, (one, other) => one / other));

    /// <summary>The pairs that take about so long, after the code has been compiled for good.</summary>
    static int Calibrate(Entry entry, double milliseconds)
    {
        var clock = Stopwatch.StartNew();
        while (clock.ElapsedMilliseconds < 150) entry.Run(8192);
        Thread.Sleep(20);
        entry.Run(8192);
        var each = Enumerable.Range(0, 5).Select(_ => Sample(entry, 8192)).Min();
        return (int)Math.Clamp(Math.Round(milliseconds * 1e6 / each / 8192), 1, 2000) * 8192;
    }

    /// <summary>The time of a pair, when the caches hold what the entry itself uses and not what the one before it left.</summary>
    static double Sample(Entry entry, int pairs)
    {
        entry.Run(8192);
        var start = Stopwatch.GetTimestamp();
        entry.Run(pairs);
        return Stopwatch.GetElapsedTime(start).TotalNanoseconds / pairs;
    }

    static double Bytes(Entry entry)
    {
        const int pairs = 65536;
        var before = GC.GetTotalAllocatedBytes(precise: true);
        entry.Run(pairs);
        return Math.Round((double)(GC.GetTotalAllocatedBytes(precise: true) - before) / pairs, 1);
    }
}
