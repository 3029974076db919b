using System.Collections.Concurrent;
using System.Threading.Channels;
using NdisRules.Runtime;
using static NdisRules.Runtime.Ndis;

namespace NdisRules.Benchmarks;

/// <summary>What it takes to hand lists over and get them back, beside what a C# programmer would put a packet through.</summary>
/// <remarks>One thread does all of it: a way is there and back, so that the queues are written and read twice. The lists are the same all the
/// time, so that no allocation is measured.</remarks>
sealed class DataPath : IDisposable
{
    const int Burst = 32;

    readonly NdisHost host = new();
    readonly NetBufferListPool pool = NdisAllocateNetBufferListPool(null, new NetBufferListPoolParameters { PoolTag = 5, AllocateNetBuffer = true, DataSize = 64 })!;
    readonly HostedAdapter adapter;
    readonly NdisHandle binding;
    readonly NetBufferList[] lists;

    DataPath(int filters)
    {
        NdisMRegisterMiniportDriver(() => new Sink(), out var driver);
        adapter = host.AddAdapter(driver);
        adapter.RecordReceived = false;
        adapter.Initialize();
        for (var i = 0; i < filters; i++) adapter.Attach(Filter());
        adapter.Bind(Protocol());
        adapter.Restart();
        binding = adapter.Bindings[0].NdisBindingHandle;
        lists = [.. Enumerable.Range(0, Burst).Select(_ => NdisAllocateNetBufferList(pool, 0, 0))];
    }

    public void Dispose()
    {
        host.Dispose();
        foreach (var list in lists)
        {
            if (list.IsNull) continue;
            list.Next = null;
            NdisFreeNetBufferList(list);
        }
        pool.Dispose();
    }

    /// <summary>Prints the table: medians, in nanoseconds per list.</summary>
    internal static void Print(int runs, int rounds)
    {
        using var plain = new DataPath(filters: 0);
        using var filtered = new DataPath(filters: 2);
        Interleaved.Entry[] entries =
        [
            new("`Channel<T>`, there and back", Through(Channel.CreateUnbounded<Packet>(), Channel.CreateUnbounded<Packet>())),
            new("send and complete", plain.Send),
            new("send and complete, chains of 32", plain.SendChains),
            new("indicate and return", plain.Indicate),
            new("indicate and return, chains of 32", plain.IndicateChains),
            new("send and complete through two filters", filtered.Send),
            new("send and complete through two filters, chains of 32", filtered.SendChains),
            new("`ConcurrentQueue<T>`, there and back", Through(new ConcurrentQueue<Packet>(), new ConcurrentQueue<Packet>())),
        ];
        Console.WriteLine("| one list, handed over and got back | ns | x Channel | x ConcurrentQueue | B/list |");
        Console.WriteLine("|---|---:|---:|---:|---:|");
        var results = Enumerable.Range(0, runs).Select(_ => Interleaved.Measure(entries, rounds, milliseconds: 0.3, twoThreads: false)).ToArray();
        for (var i = 0; i < entries.Length; i++)
        {
            double Of(Func<Interleaved.Result, double> value) => Interleaved.Median(results.Select(run => value(run[i])));
            Console.WriteLine($"| {entries[i].Name} | {Of(run => run.Nanoseconds):0.0} | {Of(run => run.ToFirst):0.00} | {Of(run => run.ToLast):0.00} | {Of(run => run.BytesPerPair):0.#} |");
        }
    }

    void Send(int count)
    {
        var list = Single(binding);
        for (var i = 0; i < count; i++) NdisSendNetBufferLists(binding, list, 0, NdisSendFlags.None);
    }

    void SendChains(int count)
    {
        var first = Chain(binding);
        for (var i = 0; i < count; i += Burst) NdisSendNetBufferLists(binding, first, 0, NdisSendFlags.None);
    }

    void Indicate(int count)
    {
        var list = Single(adapter.NdisMiniportHandle);
        for (var i = 0; i < count; i++) NdisMIndicateReceiveNetBufferLists(adapter.NdisMiniportHandle, list, 0, 1, NdisReceiveFlags.None);
    }

    void IndicateChains(int count)
    {
        var first = Chain(adapter.NdisMiniportHandle);
        for (var i = 0; i < count; i += Burst) NdisMIndicateReceiveNetBufferLists(adapter.NdisMiniportHandle, first, 0, Burst, NdisReceiveFlags.None);
    }

    NetBufferList Single(NdisHandle source)
    {
        lists[0].Next = null;
        lists[0].SourceHandle = source;
        return lists[0];
    }

    NetBufferList Chain(NdisHandle source)
    {
        for (var i = 0; i < Burst; i++)
        {
            lists[i].Next = i + 1 < Burst ? lists[i + 1] : null;
            lists[i].SourceHandle = source;
        }
        return lists[0];
    }

    static Action<int> Through(Channel<Packet> there, Channel<Packet> back)
    {
        var packet = new Packet();
        return count =>
        {
            for (var i = 0; i < count; i++)
            {
                there.Writer.TryWrite(packet);
                there.Reader.TryRead(out var sent);
                back.Writer.TryWrite(sent!);
                back.Reader.TryRead(out _);
            }
        };
    }

    static Action<int> Through(ConcurrentQueue<Packet> there, ConcurrentQueue<Packet> back)
    {
        var packet = new Packet();
        return count =>
        {
            for (var i = 0; i < count; i++)
            {
                there.Enqueue(packet);
                there.TryDequeue(out var sent);
                back.Enqueue(sent!);
                back.TryDequeue(out _);
            }
        };
    }

    static NdisHandle Filter()
    {
        NdisFRegisterFilterDriver(() => new Sieve(), out var filter);
        return filter;
    }

    static NdisHandle Protocol()
    {
        NdisRegisterProtocolDriver(() => new Talker(), out var protocol);
        return protocol;
    }

    /// <summary>Lets all of it pass.</summary>
    sealed class Sieve : FilterModule
    {
        public override NdisStatus FilterAttach(FilterAttachParameters parameters) => NdisStatus.Success;
    }

    /// <summary>Completes at once.</summary>
    sealed class Sink : MiniportAdapter
    {
        public override NdisStatus InitializeEx(MiniportInitParameters parameters) => NdisStatus.Success;

        public override void SendNetBufferLists(NetBufferList netBufferLists, uint portNumber, NdisSendFlags sendFlags) =>
            NdisMSendNetBufferListsComplete(NdisMiniportHandle, netBufferLists, NdisSendCompleteFlags.None);

        public override void ReturnNetBufferLists(NetBufferList netBufferLists, NdisReturnFlags returnFlags) { }
    }

    /// <summary>Returns what it is given, and leaves what it sent.</summary>
    sealed class Talker : ProtocolBinding
    {
        public override NdisStatus ProtocolBindAdapterEx(ProtocolBindParameters parameters) => NdisStatus.Success;
    }
}
