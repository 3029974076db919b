using System.Buffers;
using System.Runtime.InteropServices;

namespace NdisRules.Runtime;

/// <summary>The MDLs that stand alone, and the managed memory that they pin.</summary>
static unsafe class MdlTable
{
    struct Pinned
    {
        public Memory<byte> Memory;
        public MemoryHandle Pin;
        public NdisHandle? Owner;
        public Mdl Mdl;

        /// <summary>Where it was allocated, null unless the verifier wants to know.</summary>
        public string? Site;
    }

    static readonly SlotStore store = new(SlotLayout.ForMdls(), maximumCount: 0, pool: null);
    static readonly Lock gate = new();
    static readonly Stack<int> unused = new();
    static Pinned[] pinned = new Pinned[64];
    static int used;

    /// <summary>An MDL over the caller's memory, pinned. Null when there is no slot.</summary>
    internal static Mdl Allocate(Memory<byte> buffer, NdisHandle? owner)
    {
        if (NdisVerifier.IsShort()) return null;
        var mdl = new Mdl(store.Acquire());
        if (!mdl) return null;
        var pin = buffer.Pin();
        var index = Keep(new Pinned { Memory = buffer, Pin = pin, Owner = owner, Mdl = mdl, Site = NdisVerifier.Options is { AllocationSites: true } ? AllocationSites.Here() : null });
        mdl.Describe((byte*)pin.Pointer, buffer.Length, MdlFlags.MappedToSystemVa | MdlFlags.PagesLocked, MdlOrigin.Caller, index);
        return mdl;
    }

    /// <summary>An MDL over new native memory of its own, for a retreat. Null when memory is short.</summary>
    internal static Mdl AllocateWithData(int bytes)
    {
        if (NdisVerifier.IsShort()) return null;
        void* start;
        try
        {
            start = NativeMemory.AllocZeroed((nuint)bytes);
        }
        catch (OutOfMemoryException)
        {
            return null;
        }
        var mdl = new Mdl(store.Acquire());
        if (!mdl) NativeMemory.Free(start);
        else mdl.Describe((byte*)start, bytes, MdlFlags.SourceIsNonpagedPool | MdlFlags.NetworkHeader, MdlOrigin.Retreat);
        return mdl;
    }

    /// <summary>Frees an MDL of either kind, its native memory or its pin.</summary>
    /// <returns>False, and nothing happened, when another thread freed it first.</returns>
    internal static bool TryFree(Mdl mdl)
    {
        var origin = mdl.Fields->Origin;
        var start = mdl.Fields->Start;
        var index = mdl.Fields->Pin;
        if (!store.TryRelease(mdl.Word)) return false;
        if (origin == MdlOrigin.Retreat) NativeMemory.Free(start);
        else Forget(index);
        return true;
    }

    internal static Memory<byte> MemoryOf(Mdl mdl)
    {
        lock (gate) return pinned[mdl.Fields->Pin].Memory;
    }

    /// <summary>One line for each MDL that was allocated under a handle and not freed.</summary>
    internal static List<string> OutstandingOf(NdisHandle owner)
    {
        lock (gate)
            return [.. pinned.Take(used).Where(entry => entry.Owner == owner).Select(entry => entry.Site is null ? $"{entry.Mdl}" : $"{entry.Mdl}, allocated by {entry.Site}")];
    }

    static int Keep(Pinned entry)
    {
        lock (gate)
        {
            if (!unused.TryPop(out var index))
            {
                index = used++;
                if (index == pinned.Length) Array.Resize(ref pinned, index * 2);
                // Room for every index is made here, so that a free never allocates.
                unused.EnsureCapacity(pinned.Length);
            }
            pinned[index] = entry;
            return index;
        }
    }

    static void Forget(int index)
    {
        lock (gate)
        {
            pinned[index].Pin.Dispose();
            pinned[index] = default;
            unused.Push(index);
        }
    }
}
