using System.Runtime.CompilerServices;

namespace NdisRules.Runtime;

/// <summary>The arithmetic of handles: one word, the low 48 bits an address, the high 16 a generation.</summary>
/// <remarks>
/// A slot's header word is <c>handle ^ key</c> while the slot is lent and <c>next handle ^ key ^ 1</c> while it is free. Slots lie on
/// 64-byte lines, so the low bit tells the two apart. The key sits at the start of the slab, found by masking the address; slabs are never
/// unmapped, so that a stale handle can always be looked up and is always recognised.
/// </remarks>
static unsafe class Handle
{
    internal const ulong AddressMask = (1UL << 48) - 1;
    internal const ulong OneGeneration = 1UL << 48;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static ulong* Header(ulong handle) => (ulong*)(handle << 16 >> 16);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static SlabHeader* Slab(ulong handle) => (SlabHeader*)(handle & AddressMask & ~(ulong)(Runtime.Slab.Bytes - 1));

    /// <summary>Whether the slot behind the handle is lent under this very generation. The null handle is not.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static bool IsLive(ulong handle) => handle != 0 && (*Header(handle) ^ Slab(handle)->Key) == handle;

    /// <summary>The address behind a live handle; throws for the null handle and for a stale one.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static void* Checked(ulong handle, string kind)
    {
        if (!IsLive(handle)) ThrowUse(handle, kind);
        return (void*)(handle & AddressMask);
    }

    internal static int Generation(ulong handle) => (int)(handle >> 48);

    internal static string Name(ulong handle, string prefix) =>
        handle == 0 ? $"{prefix} null" : $"{prefix} {handle & AddressMask:x}#{Generation(handle)}";

    static void ThrowUse(ulong handle, string kind)
    {
        if (handle == 0) throw new NullReferenceException($"The {kind} handle is null.");
        throw new NdisViolationException(RuleIds.UsedAfterFree, $"{Name(handle, kind)} is used after it was freed{WhatNow(handle)}.", allocationSite: SlotStore.SiteOfStale(handle));
    }

    /// <summary>What became of the slot behind a stale handle, for messages: lent again, or its pool gone.</summary>
    internal static string WhatNow(ulong handle)
    {
        var slab = Slab(handle);
        if (slab->Store == 0) return ", and so was its pool";
        var current = *Header(handle) ^ slab->Key;
        return (current & AddressMask) == (handle & AddressMask) ? $"; its slot was lent again as #{Generation(current)}" : "";
    }
}
