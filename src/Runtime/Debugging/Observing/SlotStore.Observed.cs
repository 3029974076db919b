using NdisRules.Runtime.Debugging;

namespace NdisRules.Runtime;

/// <summary>What the slow path counts and tells.</summary>
sealed unsafe partial class SlotStore
{
    /// <summary>How many allocations gave nothing.</summary>
    internal long Failures => Volatile.Read(ref failures);

    /// <summary>How many slots were lent while that was counted; null when it is not.</summary>
    internal long? Allocations => watch is not null || Observation.IsOn ? Volatile.Read(ref allocations) : null;

    /// <summary>How many slots were ever lent: those that are, and those whose generation is no longer the first.</summary>
    internal int CountEverLent()
    {
        lock (gate)
        {
            var count = 0;
            foreach (var slab in slabs)
            {
                for (long at = sizeof(SlabHeader); at < slab.Next; at += layout.Stride)
                {
                    var slot = slab.Start + at;
                    var word = *(ulong*)slot ^ key;
                    if ((word & Handle.AddressMask) == (ulong)slot || Handle.Generation(word) != FirstGeneration(slab, slot)) count++;
                }
            }
            return count;
        }
    }

    void NoteFailed()
    {
        Interlocked.Increment(ref failures);
        if (NdisEventSource.Log.IsEnabled()) NdisEventSource.Log.AllocationFailed(number, TagForEvents);
    }

    void NoteLent(ulong handle)
    {
        Interlocked.Increment(ref allocations);
        if (NdisEventSource.Log.WantsObjects) NdisEventSource.Log.ObjectAllocated(number, TagForEvents, (long)handle);
    }

    void NoteFreed(ulong handle)
    {
        if (NdisEventSource.Log.WantsObjects) NdisEventSource.Log.ObjectFreed(number, TagForEvents, (long)handle);
    }

    string TagForEvents => Pool is { } pool ? NdisPool.TagText(pool.PoolTag) : "MDL";
}
