using System.Runtime.InteropServices;
using NdisRules.Runtime.Debugging;

namespace NdisRules.Runtime;

/// <summary>How idle slots move: between the two magazines of a thread, to and from the depot, and from thread to thread.</summary>
sealed unsafe partial class SlotStore
{
    const int MostHandles = MagazineSpace.LargestBytes / sizeof(ulong) - 1;
    const int FewestHandles = MagazineSpace.SmallestBytes / sizeof(ulong) - 1;

    readonly int magazineBytes;
    readonly List<nint> contexts = [];
    readonly List<uint> magazines = [];
    Depot* depot;

    /// <summary>The magazine of what no thread holds and does not fill one: as <see cref="PoolContext.Top"/>, null before the first slot.</summary>
    ulong* spare;

    nuint Bits => (nuint)magazineBytes - sizeof(ulong);

    int HandlesPerMagazine => magazineBytes / sizeof(ulong) - 1;

    /// <summary>How large magazines are: smaller where a thread would otherwise sit on a good part of a small pool, or on much memory.</summary>
    static int MagazineBytes(SlotLayout layout, int maximumCount)
    {
        const int fewBytes = 512 * 1024;
        var most = Math.Min(MostHandles, fewBytes / layout.Stride);
        if (maximumCount > 0) most = Math.Min(most, maximumCount / (8 * Environment.ProcessorCount));
        var bytes = MagazineSpace.SmallestBytes;
        while (bytes * 2 / sizeof(ulong) - 1 <= Math.Max(most, FewestHandles)) bytes *= 2;
        return bytes;
    }

    int Count(ulong* top) => (int)((nuint)top & Bits) / sizeof(ulong);

    ulong* Start(ulong* top) => (ulong*)((nuint)top & ~Bits);

    static void Exchange(ref ulong* one, ref ulong* other)
    {
        var kept = one;
        one = other;
        other = kept;
    }

    /// <summary>Makes the context serve this store.</summary>
    /// <returns>False when the store is closed or memory is short.</returns>
    internal bool TryEnlist(PoolContext* context)
    {
        lock (gate)
        {
            if (closed || !TryReserve(contexts.Count + 1)) return false;
            context->Top = TakeEmpty();
            context->Previous = TakeEmpty();
            context->SetKey(key);
            context->Busy = 0;
            context->NetBuffer = Math.Max(layout.NetBuffer, 0);
            context->Mdl = Math.Max(layout.Mdl, 0);
            context->Context = Math.Max(layout.Context, 0);
            context->IsBare = layout.IsBareNetBuffer;
            context->Thread = Environment.CurrentManagedThreadId;
            contexts.Add((nint)context);
            context->Open(Bits, Observation.IsOn);
            Volatile.Write(ref context->Number, number);
            return true;
        }
    }

    /// <summary>Takes what a thread had that no longer runs.</summary>
    internal void Discharge(PoolContext* context)
    {
        lock (gate)
        {
            if (!contexts.Remove((nint)context)) return;
            Unload(context);
            depot->PushEmpty(Start(context->Top));
            depot->PushEmpty(Start(context->Previous));
        }
    }

    /// <summary>Brings handles into the loaded magazine: those of the previous one, or a full one of the depot.</summary>
    /// <returns>False when there are none, or the thread must keep off.</returns>
    bool TryReload(PoolContext* context)
    {
        Volatile.Write(ref context->Busy, 1);
        var reloaded = Volatile.Read(ref context->SlowMask) != 0 && Reload(context);
        Volatile.Write(ref context->Busy, 0);
        return reloaded;
    }

    bool Reload(PoolContext* context)
    {
        if (Count(context->Top) > 0) return true;
        if (Count(context->Previous) == 0)
        {
            var full = depot->PopFull();
            if (full == null) return false;
            depot->PushEmpty(context->Previous);
            context->Previous = full + HandlesPerMagazine;
        }
        Exchange(ref context->Top, ref context->Previous);
        return true;
    }

    /// <summary>Makes room in the loaded magazine: exchanges it for the previous one, or for an empty one of the depot.</summary>
    /// <returns>False when that cannot be done, or the thread must keep off.</returns>
    bool TryMakeRoom(PoolContext* context)
    {
        Volatile.Write(ref context->Busy, 1);
        var hasRoom = Volatile.Read(ref context->SlowMask) != 0 && MakeRoom(context);
        Volatile.Write(ref context->Busy, 0);
        return hasRoom;
    }

    bool MakeRoom(PoolContext* context)
    {
        if (Count(context->Top) < HandlesPerMagazine) return true;
        if (Count(context->Previous) == HandlesPerMagazine)
        {
            var empty = depot->PopEmpty();
            if (empty == null) return false;
            depot->PushFull(Start(context->Previous));
            context->Previous = empty;
        }
        Exchange(ref context->Top, ref context->Previous);
        return true;
    }

    /// <summary>Lends a slot from what there is besides the thread's own magazines. The context, if there is one, is that of this thread.</summary>
    ulong TakeUnderLock(PoolContext* context)
    {
        if (context != null && (Count(context->Top) > 0 || Count(context->Previous) > 0))
        {
            if (Count(context->Top) == 0) Exchange(ref context->Top, ref context->Previous);
            return Lend(*context->Top--);
        }
        if (!TryFillSpare()) return 0;
        var handle = *spare--;
        if (context != null) Exchange(ref context->Top, ref spare);
        return Lend(handle);
    }

    bool TryFillSpare()
    {
        if (spare == null && !TryReserve(contexts.Count)) return false;
        spare = spare == null ? TakeEmpty() : spare;
        if (Count(spare) > 0) return true;
        var full = depot->PopFull();
        if (full != null)
        {
            depot->PushEmpty(spare);
            spare = full + HandlesPerMagazine;
            return true;
        }
        return TryCut() || TryTakeFromThreads();
    }

    /// <summary>Keeps an idle handle for whoever needs one next.</summary>
    void Spare(ulong handle)
    {
        if (watch is not null)
        {
            watch.AddNew(handle, layout);
            return;
        }
        if (Count(spare) == HandlesPerMagazine)
        {
            depot->PushFull(Start(spare));
            spare = TakeEmpty();
        }
        *++spare = handle;
    }

    /// <summary>Takes what threads have idle, who may be busy elsewhere for long. Their contexts work on afterwards.</summary>
    /// <returns>False when there was nothing.</returns>
    bool TryTakeFromThreads()
    {
        if (Idle() == 0) return false;
        HoldContexts();
        foreach (PoolContext* context in contexts)
        {
            if (Volatile.Read(ref context->Scopes) == 0) Unload(context);
            context->Open(Bits, Observation.IsOn);
        }
        return Count(spare) > 0 || (depot->FullCount > 0 && TryFillSpare());
    }

    /// <summary>Lets the threads go by the fast paths or keeps them from it, as <see cref="Observation.IsOn"/> wants it.</summary>
    internal void FollowObservation()
    {
        lock (gate)
        {
            if (closed || contexts.Count == 0) return;
            HoldContexts();
            foreach (PoolContext* context in contexts) context->Open(Bits, Observation.IsOn);
        }
    }

    /// <summary>Makes every thread keep off its context. Those in a scope may still be at it.</summary>
    void HoldContexts()
    {
        foreach (PoolContext* context in contexts) context->Shut();
        // From here on every thread has either said that it is busy or will see that its mask is gone.
        Interlocked.MemoryBarrierProcessWide();
        foreach (PoolContext* context in contexts)
        {
            var wait = new SpinWait();
            while (Volatile.Read(ref context->Busy) != 0) wait.SpinOnce();
        }
    }

    void Unload(PoolContext* context)
    {
        while (Count(context->Top) > 0) Spare(*context->Top--);
        while (Count(context->Previous) > 0) Spare(*context->Previous--);
    }

    void DismissContexts()
    {
        HoldContexts();
        foreach (PoolContext* context in contexts)
        {
            context->SetKey(NewKey());
            Volatile.Write(ref context->Number, -1);
        }
        contexts.Clear();
    }

    /// <summary>How many slots are not lent. Exact while no thread works on its context.</summary>
    int Idle()
    {
        if (watch is not null) return watch.IdleCount;
        if (depot == null) return 0;
        var idle = depot->FullCount * HandlesPerMagazine + (spare == null ? 0 : Count(spare));
        foreach (PoolContext* context in contexts) idle += Count(context->Top) + Count(context->Previous);
        return idle;
    }

    /// <summary>Makes sure that there is a magazine for every handle wherever it goes, so that a release never needs memory.</summary>
    /// <remarks>Full ones in the depot are at most as many as fit all slots; each context holds two, one is spare, one may be on its way.</remarks>
    bool TryReserve(int contextCount)
    {
        if (watch is not null) return true;
        if (depot == null && !TryMakeDepot()) return false;
        var needed = cut / HandlesPerMagazine + 3 * contextCount + 3;
        while (magazines.Count < needed)
            if (!TryAddMagazine()) return false;
        return true;
    }

    bool TryAddMagazine()
    {
        var index = MagazineSpace.Rent(magazineBytes);
        if (index == 0) return false;
        magazines.Add(index);
        depot->PushEmpty(MagazineSpace.At(index));
        return true;
    }

    ulong* TakeEmpty()
    {
        var wait = new SpinWait();
        ulong* empty;
        // Beyond the reserve only if slots were freed twice at one time; one that is on its way between two threads arrives soon.
        while ((empty = depot->PopEmpty()) == null)
            if (!TryAddMagazine()) wait.SpinOnce();
        return empty;
    }

    bool TryMakeDepot()
    {
        try
        {
            depot = (Depot*)NativeMemory.AlignedAlloc(Depot.Bytes, 128);
            NativeMemory.Clear(depot, Depot.Bytes);
            return true;
        }
        catch (OutOfMemoryException)
        {
            return false;
        }
    }

    void ReturnMagazines()
    {
        MagazineSpace.Return(magazineBytes, magazines);
        magazines.Clear();
        NativeMemory.AlignedFree(depot);
        depot = null;
        spare = null;
    }
}
