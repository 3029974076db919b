using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace NdisRules.Runtime;

/// <summary>Lends slots of one layout: the only place that makes handles live and stale.</summary>
/// <remarks>
/// Growth is by slabs, up to the cap. Any thread may release what another acquired. The idle slots are a stack under a lock; whoever
/// replaces it by something faster keeps the members and touches nothing else.
/// </remarks>
sealed unsafe class SlotStore
{
    static readonly Lock registry = new();
    static readonly Stack<int> freeNumbers = new();
    static SlotStore?[] stores = new SlotStore?[64];
    static int lastNumber;

    readonly Lock gate = new();
    readonly List<Slab> slabs = [];
    readonly SlotLayout layout;
    readonly int maximumCount;
    readonly ulong key = NewKey();
    readonly int number;
    ulong[] idle = new ulong[16];
    int idleCount;
    int cut;
    bool retired;

    /// <summary>Makes an empty store; it takes its first slab with the first slot.</summary>
    internal SlotStore(SlotLayout layout, int maximumCount, NdisPool? pool)
    {
        this.layout = layout;
        this.maximumCount = maximumCount;
        Pool = pool;
        number = Register(this);
    }

    /// <summary>The pool that the slots belong to, null for the store of the MDLs.</summary>
    internal NdisPool? Pool { get; }

    internal SlotLayout Layout => layout;

    /// <summary>How many slots are lent. Exact while no other thread acquires or releases.</summary>
    internal int Outstanding
    {
        get
        {
            lock (gate) return cut - idleCount;
        }
    }

    /// <summary>How many slots exist, lent or idle.</summary>
    internal int Capacity
    {
        get
        {
            lock (gate) return cut;
        }
    }

    /// <summary>The store whose slab the handle points into now, or null when its store was retired.</summary>
    internal static SlotStore? Of(ulong handle) => Volatile.Read(ref stores)[Handle.Slab(handle)->Store];

    internal static ulong NewKey()
    {
        ulong word;
        RandomNumberGenerator.Fill(new Span<byte>(&word, sizeof(ulong)));
        return word;
    }

    /// <summary>Lends a slot and makes its heads live.</summary>
    /// <returns>The handle of the slot's first head, 0 when the cap is reached, memory is short or the store was retired.</returns>
    /// <exception cref="NdisViolationException">NDIS0004: the header of the slot was overwritten while the slot was free.</exception>
    internal ulong Acquire()
    {
        lock (gate)
            return idleCount > 0 || TryCut() ? Lend(idle[--idleCount]) : 0;
    }

    /// <summary>Lends up to as many slots as the span is long, and returns how many.</summary>
    internal int Acquire(Span<ulong> handles)
    {
        lock (gate)
        {
            var count = 0;
            while (count < handles.Length && (idleCount > 0 || TryCut()))
                handles[count++] = Lend(idle[--idleCount]);
            return count;
        }
    }

    /// <summary>Takes a slot back; from here on the handle is stale.</summary>
    /// <returns>False, and nothing happened, when the handle is not live or not of this store.</returns>
    internal bool TryRelease(ulong handle)
    {
        lock (gate)
        {
            var header = Handle.Header(handle);
            if (retired || *header != (handle ^ key)) return false;
            var next = handle + Handle.OneGeneration;
            SetHeads(next, key ^ 1);
            idle[idleCount++] = next;
            return true;
        }
    }

    /// <summary>The handles that are lent now, found by reading the headers.</summary>
    internal List<ulong> Live()
    {
        lock (gate)
        {
            var live = new List<ulong>();
            foreach (var slab in slabs)
            {
                for (long at = sizeof(SlabHeader); at < slab.Next; at += layout.Stride)
                {
                    var slot = slab.Start + at;
                    var word = *(ulong*)slot ^ key;
                    if ((word & Handle.AddressMask) == (ulong)slot) live.Add(word);
                }
            }
            return live;
        }
    }

    /// <summary>Ends the store: every handle is stale, and its slabs go to whoever needs them next.</summary>
    /// <returns>False when another call retired it before.</returns>
    internal bool TryRetire()
    {
        lock (gate)
        {
            if (retired) return false;
            retired = true;
            foreach (var slab in slabs)
            {
                RememberGenerations(slab);
                slab.Return();
            }
            slabs.Clear();
            cut = idleCount = 0;
        }
        Unregister(number);
        return true;
    }

    ulong Lend(ulong handle)
    {
        if (*Handle.Header(handle) != (handle ^ key ^ 1))
            throw new NdisViolationException(RuleIds.UsedAfterFree, $"the slot at {handle & Handle.AddressMask:x} was written to while it was free.");
        SetHeads(handle, key);
        return handle;
    }

    /// <summary>Writes the header words of all heads of a slot: live with the plain mask, free with its low bit turned.</summary>
    void SetHeads(ulong handle, ulong mask)
    {
        *Handle.Header(handle) = handle ^ mask;
        if (layout.NetBuffer > 0) SetHead(handle + (ulong)layout.NetBuffer, mask);
        if (layout.Mdl > 0) SetHead(handle + (ulong)layout.Mdl, mask);
    }

    static void SetHead(ulong handle, ulong mask) => *Handle.Header(handle) = handle ^ mask;

    bool TryCut()
    {
        if (retired || (maximumCount > 0 && cut == maximumCount)) return false;
        if (slabs.Count == 0 || !slabs[^1].TryCut(layout.Stride, out var slot))
        {
            var slab = Slab.Rent(Slab.LengthFor(layout.Stride), number, key);
            if (slab is null) return false;
            slabs.Add(slab);
            slab.TryCut(layout.Stride, out slot);
        }
        NativeMemory.Clear(slot, (nuint)layout.Heads);
        var handle = (ulong)slot | (ulong)FirstGeneration(slabs[^1], slot) << 48;
        SetHeads(handle, key ^ 1);
        // Room for every slot is made here, so that a release never allocates.
        if (++cut > idle.Length) Array.Resize(ref idle, idle.Length * 2);
        idle[idleCount++] = handle;
        return true;
    }

    ushort FirstGeneration(Slab slab, byte* slot)
    {
        var generation = slab.GenerationAt(slot);
        if (layout.NetBuffer > 0) generation = Math.Max(generation, slab.GenerationAt(slot + layout.NetBuffer));
        if (layout.Mdl > 0) generation = Math.Max(generation, slab.GenerationAt(slot + layout.Mdl));
        return Math.Max(generation, (ushort)1);
    }

    void RememberGenerations(Slab slab)
    {
        for (long at = sizeof(SlabHeader); at < slab.Next; at += layout.Stride)
        {
            var slot = slab.Start + at;
            var word = *(ulong*)slot ^ key;
            var isLive = (word & Handle.AddressMask) == (ulong)slot;
            var unused = (ushort)(Handle.Generation(word) + (isLive ? 1 : 0));
            slab.Remember(slot, unused);
            if (layout.NetBuffer > 0) slab.Remember(slot + layout.NetBuffer, unused);
            if (layout.Mdl > 0) slab.Remember(slot + layout.Mdl, unused);
        }
    }

    static int Register(SlotStore store)
    {
        lock (registry)
        {
            if (!freeNumbers.TryPop(out var number)) number = ++lastNumber;
            if (number >= stores.Length)
            {
                var longer = new SlotStore?[stores.Length * 2];
                stores.CopyTo(longer, 0);
                Volatile.Write(ref stores, longer);
            }
            stores[number] = store;
            return number;
        }
    }

    static void Unregister(int number)
    {
        lock (registry)
        {
            stores[number] = null;
            freeNumbers.Push(number);
        }
    }
}
