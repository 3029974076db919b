namespace NdisRules.Runtime;

public static unsafe partial class Ndis
{
    /// <summary>Reserves context on a list, for the driver that holds it, on top of what those above it reserved.</summary>
    /// <param name="netBufferList">The list, owned by the caller.</param>
    /// <param name="contextSize">Bytes to reserve, a multiple of the size of a pointer. 0 reserves nothing and owes nothing.</param>
    /// <param name="contextBackFill">Bytes to add, unused, if memory has to be taken; a multiple of the size of a pointer.</param>
    /// <param name="poolTag">Up to four characters that name the driver in reports, the first in the lowest byte.</param>
    /// <returns>Success; Resources when memory is short; Failure when a size is not a multiple of the size of a pointer or their sum is
    /// above 65535. Unless it succeeds nothing changes.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A size is negative.</exception>
    /// <exception cref="NullReferenceException">The handle is null.</exception>
    /// <exception cref="NdisViolationException">NDIS0004: the list was freed.</exception>
    /// <remarks>
    /// <para>The bytes reserved are in one piece, at <see cref="NET_BUFFER_LIST_CONTEXT_DATA_START"/>, and aligned for a pointer only. They
    /// are whatever lay there before.</para>
    /// <para>Duty: <see cref="NdisFreeNetBufferListContext"/> with the same size, the newest first, before the list is freed or handed back.</para>
    /// <para>Threads: the owner's. Source: NdisAllocateNetBufferListContext; the tag is kept for every piece, not only for new memory.</para>
    /// </remarks>
    public static NdisStatus NdisAllocateNetBufferListContext(NetBufferList netBufferList, int contextSize, int contextBackFill, uint poolTag)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(contextSize);
        ArgumentOutOfRangeException.ThrowIfNegative(contextBackFill);
        return ContextStack.Push(netBufferList, contextSize, contextBackFill, poolTag);
    }

    /// <summary>Gives back the newest context of a list.</summary>
    /// <param name="netBufferList">The list, owned by the caller.</param>
    /// <param name="contextSize">Bytes, as many as were allocated.</param>
    /// <exception cref="ArgumentOutOfRangeException">The size is negative.</exception>
    /// <exception cref="NullReferenceException">The handle is null.</exception>
    /// <exception cref="NdisViolationException">NDIS0007: no context is left that <see cref="NdisAllocateNetBufferListContext"/> reserved;
    /// NDIS0009: older context has this size, the newest has not; NDIS0008: none has this size; NDIS0004: the list was freed.
    /// Nothing was changed.</exception>
    /// <remarks>Context that was reserved together with the list goes with it, not by this call. Threads: the owner's.
    /// Source: NdisFreeNetBufferListContext.</remarks>
    public static void NdisFreeNetBufferListContext(NetBufferList netBufferList, int contextSize)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(contextSize);
        ContextStack.Pop(netBufferList, contextSize);
    }

    /// <summary>The used context of the newest block of a list; its first byte is the first of what was reserved last.</summary>
    /// <param name="netBufferList">The list, owned by the caller.</param>
    /// <returns>The used bytes of the block. Empty when the block is wholly unused. Do not keep it beyond the free of the context.</returns>
    /// <exception cref="InvalidOperationException">The list has no block of context.</exception>
    /// <exception cref="NullReferenceException">The handle is null.</exception>
    /// <exception cref="NdisViolationException">NDIS0004: the list was freed.</exception>
    /// <remarks>Threads: the owner's. Source: the macro NET_BUFFER_LIST_CONTEXT_DATA_START, which gives an address.</remarks>
    public static Span<byte> NET_BUFFER_LIST_CONTEXT_DATA_START(NetBufferList netBufferList) => netBufferList.ContextDataStart;

    /// <summary>Bytes of the whole data area of the newest block of context, used and unused.</summary>
    /// <param name="netBufferList">The list, owned by the caller.</param>
    /// <returns>The bytes; the structure's page says used bytes, the macro and this count all. <see cref="NetBufferListContext.UsedSize"/> counts the used.</returns>
    /// <exception cref="InvalidOperationException">The list has no block of context.</exception>
    /// <exception cref="NullReferenceException">The handle is null.</exception>
    /// <exception cref="NdisViolationException">NDIS0004: the list was freed.</exception>
    /// <remarks>Threads: the owner's. Source: the macro NET_BUFFER_LIST_CONTEXT_DATA_SIZE.</remarks>
    public static int NET_BUFFER_LIST_CONTEXT_DATA_SIZE(NetBufferList netBufferList) => netBufferList.ContextDataSize;
}
