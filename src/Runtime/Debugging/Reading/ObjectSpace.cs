namespace NdisRules.Runtime.Debugging;

/// <summary>Every pool and every object of a process, and the way from an address to what lies there.</summary>
sealed class ObjectSpace
{
    readonly List<(SlabFacts Slab, StoreView Store)> slabs;
    readonly Dictionary<long, HandleFacts> handles;
    readonly Dictionary<ulong, MdlFacts> mdls;

    internal ObjectSpace(DebugTarget target)
    {
        Target = target;
        Pools = [.. target.Pools.Select(pool => new StoreView(pool.Store, pool, target))];
        Mdls = target.MdlStore is { } store ? new StoreView(store, null, target) : null;
        slabs = [.. Stores.SelectMany(view => view.Facts.Slabs, (view, slab) => (slab, view)).OrderBy(entry => entry.slab.Start)];
        handles = target.Handles.ToDictionary(handle => handle.Id);
        mdls = target.Mdls.ToDictionary(mdl => mdl.Word);
    }

    internal DebugTarget Target { get; }

    internal IReadOnlyList<StoreView> Pools { get; }

    /// <summary>The MDLs that stand alone, null before the first.</summary>
    internal StoreView? Mdls { get; }

    internal IEnumerable<StoreView> Stores => Mdls is null ? Pools : Pools.Append(Mdls);

    internal IEnumerable<StoreView> ListPools => Pools.Where(pool => pool.Pool!.IsListPool);

    /// <summary>The handles of every head in a lent slot, and the slot.</summary>
    internal Dictionary<ulong, Slot> LiveWords => field ??= new(
        from store in Stores
        from slot in store.LiveSlots()
        from head in store.Heads
        select KeyValuePair.Create(slot.Word + (ulong)head.Offset, slot));

    internal T Read<T>(ulong address)
        where T : unmanaged => Target.Read<T>(address);

    /// <summary>How messages name a handle, null for 0.</summary>
    internal string? HandleName(long id) => id == 0 ? null : handles.TryGetValue(id, out var handle) ? handle.Name : $"handle {id}, which is gone";

    /// <summary>What is known of an MDL over its caller's memory, null for every other.</summary>
    internal MdlFacts? CallersMdl(ulong word) => mdls.GetValueOrDefault(word);

    /// <summary>The slot that an address lies in, null when it is in none.</summary>
    internal (Slot Slot, int Offset)? FindSlot(ulong address)
    {
        var (low, high) = (0, slabs.Count - 1);
        while (low < high)
        {
            var middle = (low + high + 1) / 2;
            if (slabs[middle].Slab.Start <= address) low = middle;
            else high = middle - 1;
        }
        return slabs.Count > 0 && slabs[low].Slab.Start <= address ? slabs[low].Store.SlotAt(slabs[low].Slab, address) : null;
    }

    /// <summary>The object whose head is at an address, null when there is none.</summary>
    internal Head? FindHead(ulong address)
    {
        if (FindSlot(address) is not var (slot, offset)) return null;
        foreach (var (kind, at) in slot.Store.Heads)
        {
            if (at == offset) return new Head(slot, kind, at, Target.Read<ulong>(address));
        }
        return null;
    }

    /// <summary>The object of a handle, null when the handle is stale or null.</summary>
    internal Head? FindLive(ulong word) => word != 0 && FindHead(word & Handle.AddressMask) is { } head && head.IsLive && head.Word == word ? head : null;

    /// <summary>Where a live object was allocated, null when that was not noted.</summary>
    internal string? SiteOf(Head head) => head.Slot.Store.Facts.SiteOf(head.Slot.Word) ?? (head.Kind == HeadKind.Mdl ? CallersMdl(head.Word)?.Site : null);
}
