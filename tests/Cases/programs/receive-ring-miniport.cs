// case: A miniport fills a ring of receive lists, lends them upwards, and frees the ring at halt
using System.Diagnostics;

sealed class ReceiveSlot
{
    public required byte[] Bytes { get; init; }
    public Mdl Mdl;
    public NetBufferList List;
}

sealed class RingAdapter : MiniportAdapter
{
    const int Slots = 16;
    const int SlotSize = 2048;

    readonly ReceiveSlot?[] ring = new ReceiveSlot?[Slots];
    readonly ILogger log;
    NetBufferListPool? pool;
    int produced;
    int indicated;

    public RingAdapter(ILogger log) => this.log = log;

    public override NdisStatus InitializeEx(MiniportInitParameters parameters)
    {
        pool = NdisAllocateNetBufferListPool(NdisMiniportHandle, new NetBufferListPoolParameters { AllocateNetBuffer = true });
        if (pool is null)
            return NdisStatus.Resources;
        for (var i = 0; i < ring.Length; i++)
        {
            var slot = NewSlot(pool);
            if (slot is null)
            {
                log.Write($"only {i} of {Slots} slots");
                FreeRing();
                return NdisStatus.Resources;
            }

            ring[i] = slot;
        }

        return NdisStatus.Success;
    }

    ReceiveSlot? NewSlot(NetBufferListPool from)
    {
        var slot = new ReceiveSlot { Bytes = new byte[SlotSize] };
        slot.Mdl = NdisAllocateMdl(NdisMiniportHandle, slot.Bytes);
        if (slot.Mdl.IsNull)
            return null;
        slot.List = NdisAllocateNetBufferAndNetBufferList(from, 0, 0, slot.Mdl, 0, SlotSize);
        if (!slot.List.IsNull)
            return slot;
        NdisFreeMdl(slot.Mdl);
        return null;
    }

    public override void InterruptDpc()
    {
        var slot = ring[produced++ % Slots];
        if (slot is null)
            return;
        Fill(slot.Bytes);
        slot.List.Status = NdisStatus.Success;
        indicated++;
        NdisMIndicateReceiveNetBufferLists(NdisMiniportHandle, slot.List, 0, 1, NdisReceiveFlags.Resources);
    }

    static void Fill(Span<byte> bytes)
    {
        var seed = (uint)Environment.TickCount;
        foreach (ref var one in bytes)
        {
            seed = seed * 1664525 + 1013904223;
            one = (byte)(seed >> 24);
        }
    }

    void FreeRing()
    {
        for (var i = 0; i < ring.Length; i++)
        {
            if (ring[i] is not { } slot)
                continue;
            NdisFreeNetBufferList(slot.List);
            NdisFreeMdl(slot.Mdl);
            ring[i] = null;
        }

        if (pool is not null)
            NdisFreeNetBufferListPool(pool);
        pool = null;
    }

    public override void HaltEx(NdisHaltAction action)
    {
        Debug.Assert(indicated <= produced);
        log.Write($"{indicated} of {produced} indicated");
        FreeRing();
    }
}

// file: Logging.cs
interface ILogger
{
    void Write(string text);
}

sealed class ConsoleLogger(TimeProvider time) : ILogger
{
    int lines;

    public void Write(string text) => Console.WriteLine($"{time.GetUtcNow():O} #{Interlocked.Increment(ref lines)} {text}");
}
