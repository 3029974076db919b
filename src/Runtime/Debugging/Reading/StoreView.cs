using System.Runtime.InteropServices;

namespace NdisRules.Runtime.Debugging;

/// <summary>The slots of one store.</summary>
sealed unsafe class StoreView(StoreFacts facts, PoolFacts? pool, INativeMemory memory)
{
    /// <summary>Up to this length of a slot whole slabs are read at once; beyond it only the headers.</summary>
    const int LongestReadWhole = 2048;

    int? highWater;

    internal StoreFacts Facts { get; } = facts;

    /// <summary>The pool of the store, null for that of the MDLs.</summary>
    internal PoolFacts? Pool { get; } = pool;

    internal LayoutFacts Layout => Facts.Layout;

    internal (HeadKind Kind, int Offset)[] Heads { get; } = [.. facts.Layout.AllHeads()];

    /// <summary>How many slots nobody has.</summary>
    internal int Idle => Facts.WatchedIdle ?? Facts.Counts.Idle;

    /// <summary>How many slots are lent.</summary>
    internal int InUse => Facts.IsClosed ? 0 : Math.Max(0, Facts.Cut - Idle);

    /// <summary>How many slots were ever lent: the most that were lent at one time, or more where some were idle elsewhere when it was reached.</summary>
    internal int HighWater => highWater ??= Math.Max(InUse, Slots().Count(slot => slot.State is not ObjectState.Unallocated));

    /// <summary>Every slot, slab by slab. A slab that cannot be read is an <see cref="UnreadableException"/>.</summary>
    internal IEnumerable<Slot> Slots()
    {
        foreach (var slab in Facts.Slabs)
        {
            var headers = ReadHeaders(slab);
            for (var at = 0; at < headers.Length; at++)
                yield return new Slot(this, slab, FirstSlot(slab) + (ulong)((long)at * Layout.Stride), headers[at]);
        }
    }

    internal IEnumerable<Slot> LiveSlots() => Slots().Where(slot => slot.IsLive);

    /// <summary>The slot that an address lies in, and how many bytes from its start; null where the slab has none.</summary>
    internal (Slot Slot, int Offset)? SlotAt(SlabFacts slab, ulong address)
    {
        var at = (long)(address - slab.Start) - sizeof(SlabHeader);
        if (at < 0 || at + sizeof(SlabHeader) >= slab.Next) return null;
        var start = address - (ulong)(at % Layout.Stride);
        return (new Slot(this, slab, start, memory.Read<ulong>(start)), (int)(at % Layout.Stride));
    }

    static ulong FirstSlot(SlabFacts slab) => slab.Start + (ulong)sizeof(SlabHeader);

    ulong[] ReadHeaders(SlabFacts slab)
    {
        var count = (int)((slab.Next - sizeof(SlabHeader)) / Layout.Stride);
        var headers = new ulong[count];
        var first = FirstSlot(slab);
        if (Layout.Stride > LongestReadWhole)
        {
            for (var at = 0; at < count; at++) headers[at] = memory.Read<ulong>(first + (ulong)((long)at * Layout.Stride));
            return headers;
        }
        var bytes = new byte[count * Layout.Stride];
        if (!memory.TryRead(first, bytes)) throw new UnreadableException(first, bytes.Length);
        for (var at = 0; at < count; at++) headers[at] = MemoryMarshal.Read<ulong>(bytes.AsSpan(at * Layout.Stride));
        return headers;
    }
}
