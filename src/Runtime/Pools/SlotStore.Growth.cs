using System.Runtime.InteropServices;

namespace NdisRules.Runtime;

/// <summary>Where slots come from, and what is known of their headers.</summary>
sealed unsafe partial class SlotStore
{
    /// <summary>The most that is cut at a time: not more than a fair part of a slab, since each slot is written to.</summary>
    const int BatchBytes = 64 * 1024;

    readonly List<Slab> slabs = [];
    int cut;

    /// <summary>Cuts as many slots into the spare magazine as it has room for, or as make a batch.</summary>
    /// <returns>False when the cap is reached or memory is short.</returns>
    bool TryCut()
    {
        var batch = Math.Clamp(BatchBytes / layout.Stride, 1, HandlesPerMagazine);
        if (maximumCount > 0) batch = Math.Min(batch, maximumCount - cut);
        var count = 0;
        while (count < batch && TryCutOne()) count++;
        return count > 0;
    }

    bool TryCutOne()
    {
        if (slabs.Count == 0 || !slabs[^1].TryCut(layout.Stride, out var slot))
        {
            var slab = Slab.Rent(Slab.LengthFor(layout.Stride), number, key);
            if (slab is null) return false;
            slabs.Add(slab);
            slab.TryCut(layout.Stride, out slot);
        }
        cut++;
        if (!TryReserve(contexts.Count))
        {
            cut--;
            slabs[^1].TakeBack(layout.Stride);
            return false;
        }
        var handle = (ulong)slot | (ulong)FirstGeneration(slabs[^1], slot) << 48;
        Prepare(handle);
        Spare(handle);
        return true;
    }

    /// <summary>Makes a slot one that is free under this handle and whose fields are as after an allocation.</summary>
    void Prepare(ulong handle)
    {
        NativeMemory.Clear(Handle.Header(handle), (nuint)layout.Heads);
        Pool?.Prepare(handle);
        *Handle.Header(handle) = handle ^ key ^ 1;
        SetFurtherHeads(handle, key ^ 1);
        EndSpareMdl(handle);
    }

    ulong Lend(ulong handle)
    {
        var header = Handle.Header(handle);
        if (*header != (handle ^ key ^ 1)) throw NotFree(handle);
        *header = handle ^ key;
        return handle;
    }

    /// <summary>Says why the header of an idle slot is not that of one, and makes good what can be.</summary>
    NdisViolationException NotFree(ulong handle)
    {
        var address = handle & Handle.AddressMask;
        var found = *Handle.Header(handle) ^ key;
        // The other entry of a slot that is in two magazines: this one is gone, and the slot is its holder's or idle elsewhere.
        if ((found & Handle.AddressMask & ~1UL) == address)
            return new NdisViolationException(RuleIds.FreedTwice,
                $"the slot at {address:x} was freed by two threads at one time under #{Handle.Generation(handle - Handle.OneGeneration)}; it is not lent a second time.");
        Prepare(handle);
        Spare(handle);
        return new NdisViolationException(RuleIds.UsedAfterFree, $"the slot at {address:x} was written to while it was free.");
    }

    ushort FirstGeneration(Slab slab, byte* slot)
    {
        var generation = slab.GenerationAt(slot);
        if (layout.NetBuffer > 0) generation = Math.Max(generation, slab.GenerationAt(slot + layout.NetBuffer));
        if (layout.Mdl > 0) generation = Math.Max(generation, slab.GenerationAt(slot + layout.Mdl));
        if (layout.SpareMdl > 0) generation = Math.Max(generation, slab.GenerationAt(slot + layout.SpareMdl));
        return Math.Max(generation, (ushort)1);
    }

    void RememberGenerations(Slab slab)
    {
        for (long at = sizeof(SlabHeader); at < slab.Next; at += layout.Stride)
        {
            var slot = slab.Start + at;
            var word = *(ulong*)slot ^ key;
            var isLive = (word & Handle.AddressMask) == (ulong)slot;
            var unused = (ushort)(Handle.Generation(word) + (isLive ? 1 : 0));
            slab.Remember(slot, unused);
            if (layout.NetBuffer > 0) slab.Remember(slot + layout.NetBuffer, unused);
            if (layout.Mdl > 0) slab.Remember(slot + layout.Mdl, unused);
            if (layout.SpareMdl > 0) slab.Remember(slot + layout.SpareMdl, unused);
        }
    }
}
