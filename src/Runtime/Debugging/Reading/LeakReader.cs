using System.Runtime.InteropServices;

namespace NdisRules.Runtime.Debugging;

/// <summary>Finds what is allocated and reached by nothing.</summary>
/// <remarks>What the process reaches by itself comes from the target. An object that is reached makes those reachable whose handles lie in its
/// fields and in its context; everything in one slot lives and dies together.</remarks>
sealed unsafe class LeakReader
{
    const int MostNames = 10;

    readonly ObjectSpace space;
    readonly HashSet<ulong> slots = [];
    readonly Queue<Slot> waiting = new();

    LeakReader(ObjectSpace space) => this.space = space;

    internal static IReadOnlyList<LeakSnapshot> Find(ObjectSpace space, Reach reach)
    {
        var reader = new LeakReader(space);
        foreach (var word in reach.Words) reader.Meet(word);
        while (reader.waiting.TryDequeue(out var slot)) reader.LookInto(slot);
        var objects = space.Stores.SelectMany(store => store.LiveSlots())
            .Where(slot => !reader.slots.Contains(slot.Address))
            .Select(slot => new Head(slot, slot.Store.Layout.First, 0, slot.Header))
            .GroupBy(head => (head.Kind, Site: space.SiteOf(head), Where: AutomatonReader.Where(head.Slot.Store)))
            .Select(group => new LeakSnapshot(Names.Long(group.Key.Kind), group.Key.Site, group.Key.Where, group.Count(),
                [.. group.Take(MostNames).Select(head => Names.Of(head.Word)!)]));
        var pools = space.Pools.Where(pool => !pool.Pool!.IsDefault && !reach.Pools.Contains(pool.Facts.Number))
            .Select(pool => new LeakSnapshot("pool", pool.Pool!.AllocationSite, AutomatonReader.Where(pool), 1, [AutomatonReader.Where(pool)]));
        return [.. objects.Concat(pools).OrderByDescending(leak => leak.Count).ThenBy(leak => leak.AllocatedBy, StringComparer.Ordinal)];
    }

    /// <summary>Takes a word that somebody reaches; what is no handle of a live head is none of ours.</summary>
    void Meet(ulong word)
    {
        if (space.LiveWords.TryGetValue(word, out var slot) && slots.Add(slot.Address)) waiting.Enqueue(slot);
    }

    void LookInto(Slot slot)
    {
        LookAt(slot.Address, slot.Store.Layout.Heads);
        if (slot.Store.Layout.First != HeadKind.NetBufferList) return;
        foreach (var (data, block) in ContextReader.Blocks(space, slot.Address)) LookAt(data, block.Size);
    }

    void LookAt(ulong address, int length)
    {
        var bytes = new byte[length & ~(sizeof(ulong) - 1)];
        if (!space.Target.TryRead(address, bytes)) return;
        foreach (var word in MemoryMarshal.Cast<byte, ulong>(bytes)) Meet(word);
    }
}
