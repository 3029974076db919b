namespace NdisRules.Runtime.Debugging;

/// <summary>Makes what the commands show of a pool.</summary>
static class PoolReader
{
    internal static PoolSnapshot Read(StoreView view)
    {
        var (pool, store) = (view.Pool!, view.Facts);
        return new PoolSnapshot
        {
            Pool = store.Number,
            Tag = NdisPool.TagText(pool.PoolTag),
            Owner = pool.Owner,
            AllocatedBy = pool.AllocationSite,
            Flags = [.. Flags(view)],
            StructureSize = view.Layout.Stride,
            ContextSize = view.Layout.ContextSize,
            DataSize = view.Layout.DataSize,
            ProtocolId = pool.IsListPool ? pool.ProtocolId : null,
            MaximumCount = pool.MaximumCount,
            Capacity = store.Cut,
            InUse = view.InUse,
            HighWater = view.HighWater,
            Allocations = store.Allocations,
            Failures = store.Failures,
            IdleShared = store.WatchedIdle ?? store.Counts.InDepot + store.Counts.InSpare,
            Caches = [.. store.Counts.Caches.Select(cache => new CacheSnapshot($"{cache.Address:x}", cache.Thread, cache.Loaded, cache.Previous, cache.Scopes))],
        };
    }

    static IEnumerable<string> Flags(StoreView view)
    {
        if (view.Pool!.IsListPool && view.Pool.AllocateNetBuffer) yield return "CONTAINS_NET_BUFFER";
        if (view.Layout.DataSize > 0) yield return "CONTAINS_DATA";
        if (view.Pool.IsDefault) yield return "DEFAULT";
        if (view.Facts.WatchedIdle is not null) yield return "VERIFIED";
        if (view.Facts.IsClosed) yield return "BEING_FREED";
    }
}
