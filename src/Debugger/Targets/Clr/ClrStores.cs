using Microsoft.Diagnostics.Runtime;
using NdisRules.Runtime;
using NdisRules.Runtime.Debugging;
using static NdisRules.Debugger.Targets.Clr.ClrFields;

namespace NdisRules.Debugger.Targets.Clr;

/// <summary>Reads stores and pools of the process.</summary>
internal static class ClrStores
{
    public static PoolFacts Pool(ClrObject pool, INativeMemory memory, bool isObserved)
    {
        var isListPool = pool.Type!.ShortName() == nameof(NetBufferListPool);
        return new PoolFacts
        {
            Store = Store(pool.Needed(Behind(nameof(NdisPool.Store))), memory, isObserved),
            IsListPool = isListPool,
            PoolTag = pool.Value<uint>(Behind(nameof(NdisPool.PoolTag))),
            MaximumCount = pool.Value<int>(Behind(nameof(NdisPool.MaximumCount))),
            Owner = pool.Child(Behind(nameof(NdisPool.Owner)))?.Text("name"),
            AllocationSite = pool.Text(Behind(nameof(NdisPool.AllocationSite))),
            IsDefault = pool.Value<bool>("permanent"),
            ProtocolId = isListPool ? pool.Value<byte>(Behind(nameof(NetBufferListPool.ProtocolId))) : (byte)0,
            AllocateNetBuffer = isListPool && pool.Value<bool>(Behind(nameof(NetBufferListPool.AllocateNetBuffer))),
        };
    }

    public static StoreFacts Store(ClrObject store, INativeMemory memory, bool isObserved)
    {
        var watch = store.Child("watch");
        var sites = new Lazy<Dictionary<ulong, string>>(() => watch is { } found ? Sites(found) : []);
        var facts = new StoreFacts
        {
            Number = store.Value<int>("number"),
            Key = store.Value<ulong>("key"),
            Layout = Layout(store.Needed("layout")),
            Cut = store.Value<int>("cut"),
            IsClosed = store.Value<bool>("closed"),
            MagazineBytes = store.Value<int>("magazineBytes"),
            Slabs = [.. store.Needed("slabs").ListedObjects().Select(Slab)],
            Contexts = store.Needed("contexts").ListedValues<ulong>(),
            Depot = store.Value<ulong>("depot"),
            Spare = store.Value<ulong>("spare"),
            WatchedIdle = watch is { } kept ? kept.Needed("fresh").Value<int>("_size") + kept.Needed("freed").Value<int>("_size") : null,
            Allocations = watch is not null || isObserved ? store.Value<long>("allocations") : null,
            Failures = store.Value<long>("failures"),
            SiteOf = word => sites.Value.GetValueOrDefault(word),
        };
        return facts with { Counts = StoreCounts.Read(facts, memory) };
    }

    private static LayoutFacts Layout(ClrObject layout)
    {
        return new LayoutFacts(Number(nameof(SlotLayout.NetBuffer)), Number(nameof(SlotLayout.Mdl)), Number(nameof(SlotLayout.SpareMdl)), Number(nameof(SlotLayout.Context)),
            Number(nameof(SlotLayout.ContextSize)), Number(nameof(SlotLayout.Heads)), Number(nameof(SlotLayout.DataSize)), Number(nameof(SlotLayout.Stride)));

        int Number(string property) => layout.Value<int>(Behind(property));
    }

    private static SlabFacts Slab(ClrObject slab)
    {
        var generations = new Lazy<ushort[]>(() =>
        {
            var array = slab.Needed("generations").AsArray();
            return array.ReadValues<ushort>(0, array.Length) ?? throw new UnreadableException(slab.Address, array.Length * sizeof(ushort));
        });
        return new SlabFacts(slab.Value<ulong>(Behind("Start")), slab.Value<long>(Behind("Next")), () => generations.Value);
    }

    /// <summary>The places that the verifier noted, by handle: a <see cref="Dictionary{TKey, TValue}"/> read from outside.</summary>
    private static Dictionary<ulong, string> Sites(ClrObject watch)
    {
        var sites = watch.Needed("sites");
        var known = new Dictionary<ulong, string>();
        if (sites.Child("_entries") is not { } array) return known;
        var entries = array.AsArray();
        for (var at = 0; at < sites.Value<int>("_count"); at++)
        {
            var entry = entries.GetStructValue(at);
            if (entry.ReadField<int>("next") >= -1 && entry.ReadObjectField("value").Text() is { } site) known[entry.ReadField<ulong>("key")] = site;
        }
        return known;
    }
}
