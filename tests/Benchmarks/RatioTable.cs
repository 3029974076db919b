using NdisRules.Runtime;

namespace NdisRules.Benchmarks;

/// <summary>Prints how long each contender takes in each pattern, as ratios to <c>ArrayPool.Shared</c> and to the floor.</summary>
static class RatioTable
{
    sealed record Pattern(string Name, IReadOnlyList<Interleaved.Entry> Entries, bool TwoThreads = false);

    internal static void Print(int runs, int rounds, string? only)
    {
        foreach (var pattern in All().Where(pattern => only is null || pattern.Name.Contains(only)))
        {
            Console.WriteLine();
            Console.WriteLine($"| {pattern.Name} | ns | x ArrayPool | x floor | B/pair |");
            Console.WriteLine("|---|---:|---:|---:|---:|");
            var results = Enumerable.Range(0, runs).Select(_ => Interleaved.Measure(pattern.Entries, rounds, milliseconds: 0.3, pattern.TwoThreads)).ToArray();
            for (var i = 0; i < pattern.Entries.Count; i++) PrintRow(pattern.Entries[i].Name, [.. results.Select(run => run[i])]);
        }
    }

    static void PrintRow(string name, IReadOnlyList<Interleaved.Result> runs)
    {
        double Of(Func<Interleaved.Result, double> value) => Interleaved.Median(runs.Select(value));
        Console.WriteLine($"| {name} | {Of(run => run.Nanoseconds):0.00} | {Of(run => run.ToFirst):0.000} | {Of(run => run.ToLast):0.00} | {Of(run => run.BytesPerPair):0.#} |");
    }

    static IEnumerable<Pattern> All()
    {
        yield return new("immediate", Entries(Choice.Immediate));
        yield return new("burst of 64, single calls", Entries(Choice.Bursts));
        yield return new("burst of 64, bulk calls", Entries(Choice.Bulk));
        yield return new("one allocates, the other frees", Entries(Choice.Across), TwoThreads: true);
        yield return new("two threads, each its own", Entries(Choice.TwoThreads), TwoThreads: true);
        yield return new("8192 out, 64 bytes written", Entries(Choice.Large));
    }

    enum Choice
    {
        Immediate,
        Bursts,
        Bulk,
        Across,
        TwoThreads,
        Large,
    }

    static Action<int> RunBulk<TContender, TItem>(Choice choice)
        where TContender : struct, IBulkContender<TContender, TItem>, allows ref struct =>
        choice == Choice.Bulk ? BulkPattern<TContender, TItem>.Bulk : Run<TContender, TItem>(choice);

    static List<Interleaved.Entry> Entries(Choice choice)
    {
        List<Interleaved.Entry> entries =
        [
            new("`ArrayPool<byte>.Shared`, 2 KiB", Run<SharedArray, byte[]>(choice)),
            new("NET_BUFFER, scope", RunBulk<ScopedNetBuffer, NetBuffer>(choice)),
            new("NET_BUFFER, plain", RunBulk<PlainNetBuffer, NetBuffer>(choice)),
            new("NET_BUFFER + MDL + 2 KiB", Run<NetBufferWithData, NetBuffer>(choice)),
            new("NET_BUFFER_LIST + NET_BUFFER + MDL + 2 KiB", Run<ListWithData, NetBufferList>(choice)),
            new("clone of such a list", Run<Clone, NetBufferList>(choice)),
            new("`ArrayPool` + two objects", Run<SharedArrayAndObjects, PacketList>(choice)),
            new("`ObjectPool`", Run<PooledObject, Packet>(choice)),
            new("`ConcurrentQueue`", Run<QueuedObject, Packet>(choice)),
            new("`NativeMemory`, 2 KiB", Run<NativeBlock, nint>(choice)),
            new("`new`", Run<NewObject, Packet>(choice)),
        ];
        // An array stack cannot serve two threads: the last row of the hand-over is `new`.
        if (choice != Choice.Across) entries.Add(new("array stack, unchecked: the floor", RunBulk<UncheckedStack, nint>(choice)));
        return entries;
    }

    static Action<int> Run<TContender, TItem>(Choice choice)
        where TContender : struct, IContender<TContender, TItem>, allows ref struct => choice switch
        {
            Choice.Immediate => Patterns<TContender, TItem>.Immediate,
            Choice.Bursts => Patterns<TContender, TItem>.Bursts,
            Choice.Bulk => Patterns<TContender, TItem>.Bursts,
            Choice.Across => Patterns<TContender, TItem>.Across,
            Choice.TwoThreads => Patterns<TContender, TItem>.TwoThreads,
            _ => Patterns<TContender, TItem>.Large,
        };
}
