using NdisRules.Runtime.Debugging;

namespace NdisRules.Runtime;

public abstract partial class NdisPool
{
    /// <summary>The pool as of now, for a debugger.</summary>
    internal PoolFacts Facts(INativeMemory memory)
    {
        var facts = new PoolFacts
        {
            Store = Store.Facts(memory),
            IsListPool = this is NetBufferListPool,
            PoolTag = PoolTag,
            MaximumCount = MaximumCount,
            Owner = Owner?.ToString(),
            AllocationSite = AllocationSite,
            IsDefault = permanent,
        };
        return this is NetBufferListPool lists ? facts with { ProtocolId = lists.ProtocolId, AllocateNetBuffer = lists.AllocateNetBuffer } : facts;
    }
}

sealed unsafe partial class SlotStore
{
    /// <summary>The store as of now, for a debugger.</summary>
    internal StoreFacts Facts(INativeMemory memory)
    {
        lock (gate)
        {
            var facts = new StoreFacts
            {
                Number = number,
                Key = key,
                Layout = LayoutFacts.Of(layout),
                Cut = cut,
                IsClosed = closed,
                MagazineBytes = magazineBytes,
                Slabs = slabs.ConvertAll(slab => slab.Facts()),
                Contexts = contexts.ConvertAll(context => (ulong)context),
                Depot = (ulong)depot,
                Spare = (ulong)spare,
                WatchedIdle = watch?.IdleCount,
                Allocations = Allocations,
                Failures = Failures,
                SiteOf = NotedSite,
            };
            // Under the lock, since a thread's context may go when the thread has ended.
            return facts with { Counts = StoreCounts.Read(facts, memory) };
        }
    }
}

sealed unsafe partial class Slab
{
    internal SlabFacts Facts() => new((ulong)Start, Next, () => generations);
}

static partial class MdlTable
{
    internal static StoreFacts Facts(INativeMemory memory) => store.Facts(memory);

    internal static IReadOnlyList<MdlFacts> AllocatedByCallers()
    {
        lock (gate)
            return [.. pinned.Take(used).Where(entry => !entry.Mdl.IsNull).Select(entry => new MdlFacts(entry.Mdl.Word, entry.Owner?.ToString(), entry.Site))];
    }
}

public sealed partial class NdisHandle
{
    /// <summary>Every handle that is not gone, in the order of their numbers.</summary>
    internal static IReadOnlyList<NdisHandle> All() =>
        [.. known.Select(entry => entry.Value.TryGetTarget(out var handle) ? handle : null).OfType<NdisHandle>().OrderBy(handle => handle.Id)];

    internal HandleFacts Facts() => new(Id, name, Of.GetType().Name, Of switch
    {
        MiniportDriver driver => driver.IsRegistered,
        RegisteredProtocol protocol => protocol.IsRegistered,
        RegisteredFilter filter => filter.IsRegistered,
        HostedBinding binding => binding.IsOpen,
        NdisGenericObject generic => !generic.IsFreed,
        HostedFilter filter => filter.State != FilterState.Detached,
        _ => null,
    });
}

public sealed partial class HostedAdapter
{
    internal AdapterFacts Facts() => new(
        NdisMiniportHandle.Id, Name, Driver.Handle.ToString(), State, MiniportAdapterContext?.GetType().Name,
        [.. Bindings.Select(binding => new BindingFacts(binding.NdisBindingHandle.Id, binding.NdisBindingHandle.ToString()))],
        [.. Filters.Select(filter => new FilterFacts(filter.NdisFilterHandle.Id, filter.NdisFilterHandle.ToString(), filter.State))]);
}
