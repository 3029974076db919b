namespace NdisRules.Runtime.Debugging;

/// <summary>What one thread holds of a store.</summary>
/// <param name="Address">The address of the thread's context.</param>
/// <param name="Thread">The number of the thread among those of .NET.</param>
/// <param name="Loaded">Idle slots in the loaded magazine.</param>
/// <param name="Previous">Idle slots in the previous one.</param>
/// <param name="Scopes">How many scopes of the thread are open.</param>
sealed record CacheCounts(ulong Address, int Thread, int Loaded, int Previous, int Scopes);

/// <summary>How many idle slots of a store lie where. Exact while no thread allocates or frees.</summary>
sealed record StoreCounts(int InDepot, int InSpare, IReadOnlyList<CacheCounts> Caches)
{
    internal static StoreCounts None { get; } = new(0, 0, []);

    /// <summary>All idle slots.</summary>
    internal int Idle => InDepot + InSpare + Caches.Sum(cache => cache.Loaded + cache.Previous);

    internal static StoreCounts Read(StoreFacts store, INativeMemory memory)
    {
        var perMagazine = store.MagazineBytes / sizeof(ulong) - 1;
        var inDepot = store.Depot == 0 ? 0 : memory.Read<Depot>(store.Depot).FullCount * perMagazine;
        return new StoreCounts(inDepot, Count(store, store.Spare), [.. store.Contexts.Select(context => ReadCache(store, memory, context))]);
    }

    static unsafe CacheCounts ReadCache(StoreFacts store, INativeMemory memory, ulong address)
    {
        var context = memory.Read<PoolContext>(address);
        return new CacheCounts(address, context.Thread, Count(store, (ulong)context.Top), Count(store, (ulong)context.Previous), context.Scopes);
    }

    /// <summary>A magazine is aligned to its size, so that the low bits of its last handle's address count.</summary>
    static int Count(StoreFacts store, ulong top) => (int)(top & ((ulong)store.MagazineBytes - sizeof(ulong))) / sizeof(ulong);
}
