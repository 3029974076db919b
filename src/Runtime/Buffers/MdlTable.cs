using System.Buffers;
using System.Runtime.InteropServices;

namespace NdisRules.Runtime;

/// <summary>The MDLs that stand alone, and the managed memory that they pin.</summary>
static unsafe partial class MdlTable
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
    static volatile bool anyShort;
    [ThreadStatic]
    static int untilShort;

    /// <summary>An MDL over the caller's memory, pinned. Null when there is no slot.</summary>
    internal static Mdl Allocate(Memory<byte> buffer, NdisHandle? owner)
    {
        if (NdisVerifier.IsShort()) return null;
        var mdl = new Mdl(store.Acquire());
        if (!mdl) return null;
        var pin = buffer.Pin();
        var index = Keep(new Pinned { Memory = buffer, Pin = pin, Owner = owner, Mdl = mdl, Site = NdisVerifier.Options is { AllocationSites: true } ? AllocationSites.Here(NdisVerifier.Options.AllocationSiteDepth) : null });
        mdl.Describe((byte*)pin.Pointer, buffer.Length, MdlFlags.MappedToSystemVa | MdlFlags.PagesLocked, MdlOrigin.Caller, index);
        return mdl;
    }

    /// <summary>An MDL over new native memory of its own, for a retreat. Null when memory is short.</summary>
    internal static Mdl AllocateWithData(int bytes)
    {
        if (IsShort()) return null;
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

    /// <summary>An MDL over a part of what another one describes, whose memory has to stay as long. Null when there is no slot.</summary>
    internal static Mdl AllocatePart(Mdl whole, int offset, int bytes)
    {
        if (IsShort()) return null;
        var part = new Mdl(store.Acquire());
        if (!part) return null;
        var from = whole.Fields;
        var original = from->Origin == MdlOrigin.Derived ? from->Original : whole;
        Interlocked.Increment(ref original.Fields->Sharers);
        part.Fields->IsInSlot = false;
        part.Fields->DescribePart(original, from, offset, bytes, isSharer: true);
        return part;
    }

    /// <summary>Frees an MDL that describes a part of another; one of another thread's frees too, which then freed it first.</summary>
    internal static void FreePart(Mdl part)
    {
        var fields = part.Fields;
        var (original, isSharer) = (fields->Original, fields->IsSharer);
        // The free of its list makes the one in the slot stale.
        if ((fields->IsInSlot || TryFree(part)) && isSharer) Unshare(original);
    }

    /// <summary>Ends one use of the memory of an MDL by others, if the MDL is still there.</summary>
    internal static void Unshare(Mdl mdl)
    {
        if (mdl.IsLive) Interlocked.Decrement(ref mdl.Fields->Sharers);
    }

    /// <summary>Refuses to let memory go that others use.</summary>
    /// <exception cref="NdisViolationException">NDIS0009: derived lists or packets use it.</exception>
    internal static void ThrowIfShared(Mdl mdl, string function)
    {
        if (mdl.Fields->Sharers > 0)
            throw new NdisViolationException(RuleIds.OutOfOrder, $"{function}: {mdl} is freed while what was derived from its list uses its memory.");
    }

    /// <summary>Lets this thread have so many more MDLs, then one refusal as if memory were short.</summary>
    internal static void RunShortAfter(int mdls)
    {
        untilShort = mdls + 1;
        anyShort = true;
    }

    /// <summary>Whether MDLs are to fail in this thread as if memory were short, now and then.</summary>
    internal static bool MayRunShort => NdisVerifier.MayRunShort || (anyShort && untilShort > 0);

    static bool IsShort() => NdisVerifier.IsShort() || (anyShort && untilShort > 0 && --untilShort == 0);

    /// <summary>Frees an MDL of any kind, its native memory or its pin.</summary>
    /// <returns>False, and nothing happened, when another thread freed it first.</returns>
    internal static bool TryFree(Mdl mdl)
    {
        var origin = mdl.Fields->Origin;
        var start = mdl.Fields->Start;
        var index = mdl.Fields->Pin;
        if (!store.TryRelease(mdl.Word)) return false;
        if (origin == MdlOrigin.Retreat) NativeMemory.Free(start);
        else if (origin == MdlOrigin.Caller) Forget(index);
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
