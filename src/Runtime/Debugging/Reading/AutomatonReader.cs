namespace NdisRules.Runtime.Debugging;

/// <summary>Says under which rule an object stands and in which state it is.</summary>
static class AutomatonReader
{
    internal static AutomatonSnapshot Read(ObjectSpace space, Head head) => new(
        head.Name, head.State, RuleOf(space, head), Where(head.Slot.Store), head.IsLive ? space.SiteOf(head) : null);

    /// <summary>Drivers and generic objects, the pools, then what is lent, pool by pool, then the MDLs that stand alone, as they are in memory.</summary>
    internal static IEnumerable<AutomatonSnapshot> Lent(ObjectSpace space)
    {
        foreach (var handle in space.Target.Handles)
        {
            if (handle.IsOpen == true && RuleOfHandle(handle) is { } rule)
                yield return new AutomatonSnapshot(handle.Name, ObjectState.Allocated, rule, $"handle {handle.Id}", null);
        }
        foreach (var pool in space.Pools.Where(pool => !pool.Pool!.IsDefault))
        {
            yield return new AutomatonSnapshot(Where(pool), ObjectState.Allocated, pool.Pool!.IsListPool ? "NdisAllocateNetBufferListPool" : "NdisAllocateNetBufferPool",
                pool.Pool.Owner ?? "no owner", pool.Pool.AllocationSite);
        }
        foreach (var slot in space.Stores.SelectMany(store => store.LiveSlots()))
            yield return Read(space, new Head(slot, slot.Store.Layout.First, 0, slot.Header));
    }

    internal static IEnumerable<AutomatonCount> Count(ObjectSpace space)
    {
        foreach (var store in space.Stores)
        {
            var counts = new int[4];
            foreach (var slot in store.Slots()) counts[(int)slot.State]++;
            yield return new AutomatonCount(Where(store), RuleOfPool(store), counts[0], counts[1], counts[2], counts[3]);
        }
    }

    internal static string Where(StoreView store) => store.Pool is not { } pool
        ? "MDLs" : $"{(pool.IsListPool ? "NBL" : "NB")} pool {store.Facts.Number} '{NdisPool.TagText(pool.PoolTag)}'";

    static string RuleOf(ObjectSpace space, Head head) => head switch
    {
        { Offset: > 0 } => $"that of the object that it came with, {Names.Of(head.Slot.Word, head.Slot.Store.Layout.First)}",
        { IsLive: false } => RuleOfPool(head.Slot.Store),
        { Kind: HeadKind.Mdl } => RuleOf(space.Read<MdlFields>(head.Address).Origin),
        { Kind: HeadKind.NetBufferList } => RuleOf(Derivation.KindOf(space.Read<NetBufferListFields>(head.Address).Derivation)) ?? RuleOfPool(head.Slot.Store),
        _ => RuleOfPool(head.Slot.Store),
    };

    static string? RuleOfHandle(HandleFacts handle) => handle.Of switch
    {
        nameof(MiniportDriver) => "NdisMRegisterMiniportDriver",
        nameof(NdisGenericObject) => "NdisAllocateGenericObject",
        _ => null,
    };

    static string RuleOf(MdlOrigin origin) => origin switch
    {
        MdlOrigin.Retreat => "NdisRetreatNetBufferDataStart",
        MdlOrigin.Derived => "that of the list that it was made for",
        _ => "NdisAllocateMdl",
    };

    static string? RuleOf(DerivationKind kind) => kind switch
    {
        DerivationKind.Clone or DerivationKind.SharingClone => "NdisAllocateCloneNetBufferList",
        DerivationKind.Fragment => "NdisAllocateFragmentNetBufferList",
        DerivationKind.Reassembled => "NdisAllocateReassembledNetBufferList",
        DerivationKind.Packet => "none: translated from an NDIS 5 packet",
        _ => null,
    };

    /// <summary>The rule of what a pool lends by itself. Of a list that arrives with a NET_BUFFER nothing says which of two calls lent it.</summary>
    static string RuleOfPool(StoreView store) => store.Pool switch
    {
        null => "NdisAllocateMdl",
        { IsListPool: true, AllocateNetBuffer: true } => "NdisAllocateNetBufferList or NdisAllocateNetBufferAndNetBufferList",
        { IsListPool: true } => "NdisAllocateNetBufferList",
        _ => store.Layout.DataSize > 0 ? "NdisAllocateNetBufferMdlAndData" : "NdisAllocateNetBuffer",
    };
}
