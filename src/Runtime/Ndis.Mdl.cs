namespace NdisRules.Runtime;

public static partial class Ndis
{
    /// <summary>Describes the caller's memory by an MDL and pins it there until the MDL is freed.</summary>
    /// <param name="ndisHandle">The handle that the driver got when it was initialised, so that what is left at its halt is noticed; or null.</param>
    /// <param name="buffer">The memory. It stays the caller's; an empty one gives an MDL of 0 bytes.</param>
    /// <returns>The MDL, null when memory is short.</returns>
    /// <exception cref="ArgumentException">The memory cannot be pinned.</exception>
    /// <remarks>
    /// <para>Duty: <see cref="NdisFreeMdl"/> exactly once, after the last NET_BUFFER stopped using it, before HaltEx ends (NDIS0001).</para>
    /// <para>Threads: any. Source: NdisAllocateMdl, which takes an address and a length where this takes memory.</para>
    /// </remarks>
    public static Mdl NdisAllocateMdl(NdisHandle? ndisHandle, Memory<byte> buffer) => MdlTable.Allocate(buffer, ndisHandle);

    /// <summary>The memory that an MDL describes: where it begins and how long it is.</summary>
    /// <param name="mdl">The MDL.</param>
    /// <param name="virtualAddress">The address of the first byte. Here it is always known, where a kernel may lack the means to map it.</param>
    /// <param name="length">Bytes described.</param>
    /// <exception cref="NullReferenceException">The handle is null.</exception>
    /// <exception cref="NdisViolationException">NDIS0004: the MDL was freed.</exception>
    /// <remarks>Threads: any. Source: NdisQueryMdl, whose priority has no meaning here.</remarks>
    public static void NdisQueryMdl(Mdl mdl, out nint virtualAddress, out int length)
    {
        virtualAddress = mdl.MappedSystemVa;
        length = mdl.ByteCount;
    }

    /// <summary>Where in its first page the memory of an MDL begins, and how long it is.</summary>
    /// <param name="mdl">The MDL.</param>
    /// <param name="offset">Bytes from the start of a 4096-byte page to the first byte described.</param>
    /// <param name="length">Bytes described.</param>
    /// <exception cref="NullReferenceException">The handle is null.</exception>
    /// <exception cref="NdisViolationException">NDIS0004: the MDL was freed.</exception>
    /// <remarks>Threads: any. Source: NdisQueryMdlOffset.</remarks>
    public static void NdisQueryMdlOffset(Mdl mdl, out int offset, out int length)
    {
        offset = mdl.ByteOffset;
        length = mdl.ByteCount;
    }

    /// <summary>The next MDL of a chain.</summary>
    /// <param name="mdl">The MDL.</param>
    /// <param name="nextMdl">The one behind it, null at the end.</param>
    /// <exception cref="NullReferenceException">The handle is null.</exception>
    /// <exception cref="NdisViolationException">NDIS0004: the MDL was freed; the next one is not looked at.</exception>
    /// <remarks>Threads: the owner's. Source: NdisGetNextMdl.</remarks>
    public static void NdisGetNextMdl(Mdl mdl, out Mdl nextMdl) => nextMdl = mdl.Next;

    /// <summary>The link from an MDL to the next of its chain.</summary>
    /// <param name="mdl">The MDL.</param>
    /// <returns>The link, to read or to write; null at the end.</returns>
    /// <exception cref="NullReferenceException">The handle is null.</exception>
    /// <exception cref="NdisViolationException">NDIS0004: the MDL was freed.</exception>
    /// <remarks>Threads: the owner's. Source: the macro NDIS_MDL_LINKAGE.</remarks>
    public static ref Mdl NDIS_MDL_LINKAGE(Mdl mdl) => ref mdl.Next;

    /// <summary>How many separate pieces of physical memory an MDL describes.</summary>
    /// <param name="mdl">The MDL; only this one, not those behind it.</param>
    /// <param name="arraySize">The pages that it spans: physical memory is not modelled, and every page counts as a piece of its own.</param>
    /// <exception cref="NullReferenceException">The handle is null.</exception>
    /// <exception cref="NdisViolationException">NDIS0004: the MDL was freed.</exception>
    /// <remarks>Threads: any. Source: NdisGetMdlPhysicalArraySize.</remarks>
    public static void NdisGetMdlPhysicalArraySize(Mdl mdl, out int arraySize) => arraySize = NDIS_MDL_TO_SPAN_PAGES(mdl);

    /// <summary>Over how many pages of 4096 bytes the described bytes lie.</summary>
    /// <param name="mdl">The MDL; only this one, not those behind it.</param>
    /// <returns>The pages; 0 for an MDL over no bytes.</returns>
    /// <exception cref="NullReferenceException">The handle is null.</exception>
    /// <exception cref="NdisViolationException">NDIS0004: the MDL was freed.</exception>
    /// <remarks>Threads: any. Source: the macro NDIS_MDL_TO_SPAN_PAGES.</remarks>
    public static int NDIS_MDL_TO_SPAN_PAGES(Mdl mdl) =>
        mdl.ByteCount == 0 ? 0 : (int)(((long)mdl.ByteOffset + mdl.ByteCount + Mdl.PageSize - 1) / Mdl.PageSize);

    /// <summary>Frees an MDL and lets go of the memory, which stays the caller's.</summary>
    /// <param name="mdl">An MDL from <see cref="NdisAllocateMdl"/>.</param>
    /// <exception cref="NdisViolationException">NDIS0003: it was freed before; NDIS0007: it is null, came with a NET_BUFFER,
    /// was made by a retreat, or was made with a derived list or packet. NDIS0009: a list or packet that was derived from the list whose
    /// memory this is still uses it; nothing was freed.</exception>
    /// <remarks>Only this MDL is freed, not those behind it. Threads: any. Source: NdisFreeMdl.</remarks>
    public static unsafe void NdisFreeMdl(Mdl mdl)
    {
        if (mdl.IsNull) throw new NdisViolationException(RuleIds.NeverAcquired, "the null MDL is freed.");
        if (mdl.IsLive && mdl.Fields->Origin != MdlOrigin.Caller)
            throw new NdisViolationException(RuleIds.NeverAcquired, $"{mdl} {WhoFrees(mdl.Fields->Origin)}.");
        if (mdl.IsLive) MdlTable.ThrowIfShared(mdl, "NdisFreeMdl");
        if (!mdl.IsLive || !MdlTable.TryFree(mdl))
            throw new NdisViolationException(RuleIds.FreedTwice, $"{mdl} is freed again{Handle.WhatNow(mdl.Word)}.");
    }

    static string WhoFrees(MdlOrigin origin) => origin switch
    {
        MdlOrigin.Slot => "came with its NET_BUFFER and goes with it; it is not freed alone",
        MdlOrigin.Retreat => "was made by a retreat; an advance frees it",
        _ => "was made with a derived list or packet and goes with it; it is not freed alone",
    };
}
