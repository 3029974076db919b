using System.Security.Cryptography;
using NdisRules.Runtime.Debugging;

namespace NdisRules.Runtime;

/// <summary>Lends slots of one layout: the only place that makes handles live and stale.</summary>
/// <remarks>
/// <para>Idle slots lie in magazines. Each thread that uses the store has a <see cref="PoolContext"/> with two of them and works on it without
/// interlocked instructions; full and empty magazines change hands through the <see cref="Depot"/>. What cannot be done so is done under
/// the lock: growth by slabs up to the cap, and taking what other threads have idle before anything is refused.</para>
/// <para>Any thread may release what another acquired: the slot goes into the releaser's magazine and travels on with it when it is full.</para>
/// <para>Order: a thread never waits for the lock while its context is busy, since whoever has the lock may wait for that context.</para>
/// </remarks>
sealed unsafe partial class SlotStore
{
    readonly Lock gate = new();
    readonly SlotLayout layout;
    readonly int maximumCount;
    readonly ulong key = NewKey();
    readonly int number;
    bool closed;
    long failures;

    /// <summary>How many slots were lent while that was counted: under the verifier, and while somebody observes.</summary>
    long allocations;

    /// <summary>Makes an empty store; it takes its first slab with the first slot.</summary>
    /// <param name="layout">What lies in a slot.</param>
    /// <param name="maximumCount">How many slots there may be, 0 for no limit.</param>
    /// <param name="pool">The pool that the slots belong to.</param>
    /// <param name="watch">What the verifier keeps, null when it does not watch.</param>
    internal SlotStore(SlotLayout layout, int maximumCount, NdisPool? pool, Watch? watch = null)
    {
        this.watch = watch;
        this.layout = layout;
        this.maximumCount = maximumCount;
        Pool = pool;
        magazineBytes = MagazineBytes(layout, maximumCount);
        number = StoreRegistry.Add(this);
    }

    /// <summary>The pool that the slots belong to, null for the store of the MDLs.</summary>
    internal NdisPool? Pool { get; }

    internal SlotLayout Layout => layout;

    /// <summary>What names the store in native memory. Never 0.</summary>
    internal int Number => number;

    /// <summary>How many slots are lent. Exact while no other thread acquires or releases.</summary>
    internal int Outstanding
    {
        get
        {
            lock (gate) return closed ? 0 : cut - Idle();
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
    internal static SlotStore? Of(ulong handle) => StoreRegistry.Find(Handle.Slab(handle)->Store);

    internal static ulong NewKey()
    {
        ulong word;
        RandomNumberGenerator.Fill(new Span<byte>(&word, sizeof(ulong)));
        return word;
    }

    /// <summary>Lends a slot and makes its heads live.</summary>
    /// <returns>The handle of the slot's first head, 0 when all are lent and the cap is reached, memory is short or the store was retired.</returns>
    /// <exception cref="NdisViolationException">NDIS0004: the header of the slot was overwritten while the slot was free.
    /// NDIS0003: two threads freed the slot at one time, and it was lent again since.</exception>
    internal ulong Acquire()
    {
        var context = ThreadContexts.Find(number);
        var handle = context->Number == number ? PoolContext.Take(context) : 0;
        if (handle == 0) handle = TakeSlowly();
        if (handle != 0) SetFurtherHeads(handle, key);
        return handle;
    }

    /// <summary>Lends up to as many slots as the span is long, and returns how many.</summary>
    internal int Acquire(Span<ulong> handles)
    {
        var count = 0;
        while (count < handles.Length && (handles[count] = Acquire()) != 0) count++;
        return count;
    }

    /// <summary>Takes a slot back; from here on the handle is stale. Of two threads that try at one time exactly one succeeds.</summary>
    /// <returns>False, and nothing happened, when the handle is not live or not of this store.</returns>
    internal bool TryRelease(ulong handle)
    {
        if (!TryEnd(handle)) return false;
        PutBack(handle);
        return true;
    }

    /// <summary>Makes a handle stale. Its slot is this thread's alone until <see cref="PutBack"/>, and counts as lent.</summary>
    /// <returns>False, and nothing happened, when the handle is not live or not of this store. True for one of several threads that try.</returns>
    internal bool TryEnd(ulong handle)
    {
        if (Volatile.Read(ref closed)) return false;
        var next = handle + Handle.OneGeneration;
        var live = handle ^ key;
        if (Interlocked.CompareExchange(ref *Handle.Header(handle), next ^ key ^ 1, live) != live) return false;
        SetFurtherHeads(next, key ^ 1);
        EndSpareMdl(next);
        return true;
    }

    /// <summary>Makes the slot of a handle that was ended one to lend again.</summary>
    internal void PutBack(ulong handle)
    {
        var next = handle + Handle.OneGeneration;
        if (watch is not null) PutBackWatched(watch, next);
        else PutBackUnwatched(next);
        if (Observation.IsOn) NoteFreed(handle);
    }

    void PutBackUnwatched(ulong next)
    {
        var context = ThreadContexts.FindOrMake(this);
        if (context != null && (PoolContext.Put(context, next) || (TryMakeRoom(context) && PoolContext.Put(context, next)))) return;
        lock (gate)
        {
            if (!closed) Spare(next);
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

    /// <summary>Ends all lending and taking back. The handles stay as they are until <see cref="Retire"/>.</summary>
    /// <returns>False when another call closed the store before.</returns>
    internal bool TryClose()
    {
        lock (gate)
        {
            if (closed) return false;
            Volatile.Write(ref closed, true);
            DismissContexts();
            return true;
        }
    }

    /// <summary>Makes every handle of a closed store stale; its slabs go to whoever needs them next.</summary>
    internal void Retire()
    {
        lock (gate)
        {
            foreach (var slab in slabs)
            {
                RememberGenerations(slab);
                slab.Return();
            }
            slabs.Clear();
            cut = 0;
            ReturnMagazines();
        }
        StoreRegistry.Remove(number);
    }

    /// <summary>Lends a slot where the thread's loaded magazine cannot; only the first head is made live.</summary>
    internal ulong TakeSlowly()
    {
        var handle = watch is null ? TakeElsewhere() : TakeWatched(watch);
        if (handle == 0) NoteFailed();
        else if (watch is not null || Observation.IsOn) NoteLent(handle);
        return handle;
    }

    ulong TakeElsewhere()
    {
        var context = ThreadContexts.FindOrMake(this);
        if (context != null && TryReload(context))
        {
            var handle = PoolContext.TakeSlowly(context);
            if (handle != 0) return handle;
        }
        lock (gate) return closed ? 0 : TakeUnderLock(context);
    }

    /// <summary>Makes a head behind the first live, whose slot was just lent.</summary>
    internal Mdl GoLive(ulong handle)
    {
        *Handle.Header(handle) = handle ^ key;
        var fields = (MdlFields*)Handle.Header(handle);
        fields->Next = null;
        fields->Sharers = 0;
        return new Mdl(handle);
    }

    /// <summary>Writes the header words of all heads behind the first: live with the plain mask, free with its low bit turned.</summary>
    void SetFurtherHeads(ulong handle, ulong mask)
    {
        if (layout.NetBuffer > 0) SetHead(handle + (ulong)layout.NetBuffer, mask);
        if (layout.Mdl > 0) SetHead(handle + (ulong)layout.Mdl, mask);
    }

    /// <summary>Makes the MDL of a slot stale that only clones use.</summary>
    void EndSpareMdl(ulong next)
    {
        if (layout.SpareMdl > 0) SetHead(next + (ulong)layout.SpareMdl, key ^ 1);
    }

    /// <summary>What the header of a live head holds.</summary>
    internal ulong LiveHeader(ulong handle) => handle ^ key;

    static void SetHead(ulong handle, ulong mask) => *Handle.Header(handle) = handle ^ mask;
}
