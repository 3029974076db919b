namespace NdisRules.Runtime;

public static unsafe partial class Ndis
{
    /// <summary>Makes a pool of NET_BUFFER_LISTs.</summary>
    /// <param name="ndisHandle">The handle that the driver got when it was initialised, so that what is left at its halt is noticed; or null.</param>
    /// <param name="parameters">What the pool is to be.</param>
    /// <returns>The pool, null when a DataSize is asked for without AllocateNetBuffer, a slot of that size cannot be made, the
    /// ContextSize is above 65520, or the verifier simulates that memory is short.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="parameters"/> is null.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A size or count in the parameters is negative.</exception>
    /// <remarks>
    /// <para>A ContextSize that is no multiple of 16 is reported (NDIS0008) and rounded up.</para>
    /// <para>Duty: <see cref="NdisFreeNetBufferListPool"/>, after all of its lists, before HaltEx ends (NDIS0001).</para>
    /// <para>Threads: any. Source: NdisAllocateNetBufferListPool.</para>
    /// </remarks>
    public static NetBufferListPool? NdisAllocateNetBufferListPool(NdisHandle? ndisHandle, NetBufferListPoolParameters parameters)
    {
        ArgumentNullException.ThrowIfNull(parameters);
        ArgumentOutOfRangeException.ThrowIfNegative(parameters.DataSize);
        ArgumentOutOfRangeException.ThrowIfNegative(parameters.MaximumCount);
        var fits = TryRoundContext("NdisAllocateNetBufferListPool", parameters.ContextSize, 0, out _, out _);
        var impossible = !fits || parameters is { DataSize: > SlotLayout.LargestDataSize } or { DataSize: > 0, AllocateNetBuffer: false };
        if (impossible || !NdisVerifier.TryWatch(parameters.Verifier, out var watch)) return null;
        return new NetBufferListPool(parameters, ndisHandle, permanent: false, watch);
    }

    /// <summary>Frees a pool of NET_BUFFER_LISTs. Every list of it must be freed before.</summary>
    /// <param name="pool">The pool.</param>
    /// <exception cref="NdisViolationException">NDIS0009: lists of the pool are outstanding, listed in the exception; the pool is freed all
    /// the same and they are stale. NDIS0003: it was freed before. NDIS0007: it is null or the default pool.</exception>
    /// <remarks>Threads: any, while no other thread uses the pool. Source: NdisFreeNetBufferListPool.</remarks>
    public static void NdisFreeNetBufferListPool(NetBufferListPool pool) => FreePool(pool, "NdisFreeNetBufferListPool");

    /// <summary>Lends a NET_BUFFER_LIST, with the NET_BUFFER and the memory that its pool makes with it.</summary>
    /// <param name="pool">The pool. Null takes the default pool, which is reported.</param>
    /// <param name="contextSize">Bytes of context to reserve, a multiple of 16. They go with the list and are not freed by themselves.</param>
    /// <param name="contextBackFill">Bytes of unused context to have in addition, a multiple of 16.</param>
    /// <returns>The list; null when the pool is at its maximum, memory is short, or the context would be above 65520 bytes.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A size is negative.</exception>
    /// <exception cref="NdisViolationException">NDIS0004: the pool was freed.</exception>
    /// <remarks>
    /// <para>The pool's context serves when it has both sizes; otherwise a block of both is put in front of it. A size that is no multiple of
    /// 16 is reported (NDIS0008) and rounded up.</para>
    /// <para>Duty: <see cref="NdisFreeNetBufferList"/> exactly once, before its pool is freed.</para>
    /// <para>Threads: any. Source: NdisAllocateNetBufferList.</para>
    /// </remarks>
    public static NetBufferList NdisAllocateNetBufferList(NetBufferListPool? pool, int contextSize, int contextBackFill)
    {
        const string function = "NdisAllocateNetBufferList";
        var fits = TryRoundContext(function, contextSize, contextBackFill, out var size, out var backFill);
        return fits ? OrDefault(pool, function).Allocate(size, backFill) : null;
    }

    /// <summary>Lends a NET_BUFFER_LIST whose NET_BUFFER describes the caller's MDL chain.</summary>
    /// <param name="pool">A pool that makes a NET_BUFFER with each list. Null takes the default pool, which is reported.</param>
    /// <param name="contextSize">Bytes of context to reserve, a multiple of 16. They go with the list and are not freed by themselves.</param>
    /// <param name="contextBackFill">Bytes of unused context to have in addition, a multiple of 16.</param>
    /// <param name="mdlChain">The chain to describe, or null. It stays the caller's.</param>
    /// <param name="dataOffset">Bytes of unused space in front of the data. 0 with a null chain.</param>
    /// <param name="dataLength">Bytes of data. 0 with a null chain.</param>
    /// <returns>The list; null when the pool makes no NET_BUFFERs, is at its maximum, memory is short, or the context would be above 65520
    /// bytes.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A size is negative.</exception>
    /// <exception cref="ArgumentException">Offset and length do not fit the chain.</exception>
    /// <exception cref="NdisViolationException">NDIS0004: the pool or an MDL was freed.</exception>
    /// <remarks>
    /// <para>A pool with a DataSize is documented as forbidden; it is reported (NDIS0008) and works, the pool's own memory taking the place
    /// of a null chain.</para>
    /// <para>Duty: <see cref="NdisFreeNetBufferList"/> exactly once; then the chain. Threads: any. Source: NdisAllocateNetBufferAndNetBufferList.</para>
    /// </remarks>
    public static NetBufferList NdisAllocateNetBufferAndNetBufferList(
        NetBufferListPool? pool, int contextSize, int contextBackFill, Mdl mdlChain, int dataOffset, int dataLength)
    {
        const string function = "NdisAllocateNetBufferAndNetBufferList";
        var fits = TryRoundContext(function, contextSize, contextBackFill, out var size, out var backFill);
        var (current, offset) = DataCursor.Locate(mdlChain, dataOffset, dataLength);
        var source = OrDefault(pool, function);
        if (!fits || !source.AllocateNetBuffer) return null;
        if (source.DataSize > 0) NdisVerifier.Report(RuleIds.WrongPartner, $"{function}: {source} has a DataSize of {source.DataSize}.");
        var list = source.Allocate(size, backFill);
        if (!list.IsNull && !mdlChain.IsNull) list.FirstNetBuffer.Describe(mdlChain, dataOffset, dataLength, current, offset);
        return list;
    }

    /// <summary>Takes one NET_BUFFER_LIST back to its pool, with the NET_BUFFER and memory that were made with it.</summary>
    /// <param name="netBufferList">The list. Those chained behind it, and NET_BUFFERs that were linked on, are not freed.</param>
    /// <exception cref="NdisViolationException">NDIS0003: it was freed before, by itself or with its pool; NDIS0007: it is null. NDIS0009:
    /// context is left that <see cref="NdisAllocateNetBufferListContext"/> reserved, or an MDL that a retreat of its own NET_BUFFER made;
    /// the exception lists them, and the list is freed all the same, its context with it. NDIS0009 too, and nothing was freed: lists or
    /// packets that were derived from it live. NDIS0008, and nothing was freed: it was derived itself, and has a free of its own.</exception>
    /// <remarks>
    /// <para>Reported (NDIS0009), before anything is freed: another list is chained behind it, its ChildRefCount is not 0, or a NET_BUFFER
    /// that is still linked to it was freed.</para>
    /// <para>Threads: any, also another than allocated it. Source: NdisFreeNetBufferList.</para>
    /// </remarks>
    public static void NdisFreeNetBufferList(NetBufferList netBufferList) => NetBufferListPool.ReleasePlain(netBufferList);

    /// <summary>Takes a whole chain of NET_BUFFER_LISTs back, each to its own pool.</summary>
    /// <param name="netBufferLists">The first list; those chained behind it are freed too. Null frees nothing.</param>
    /// <exception cref="NdisViolationException">As <see cref="NdisFreeNetBufferList"/>, and NDIS0004: a list of the chain was freed before.
    /// Those before the offending one are freed, those behind it are not.</exception>
    /// <remarks>What goes with a list and what does not is the same as with <see cref="NdisFreeNetBufferList"/>. Threads: any. Source: ours.</remarks>
    public static void NdisFreeNetBufferLists(NetBufferList netBufferLists) => NetBufferListPool.ReleaseChain(netBufferLists);

    /// <summary>The pool that a NET_BUFFER_LIST came from.</summary>
    /// <param name="netBufferList">The list.</param>
    /// <returns>Its pool; never null.</returns>
    /// <exception cref="NullReferenceException">The handle is null.</exception>
    /// <exception cref="NdisViolationException">NDIS0004: it was freed.</exception>
    /// <remarks>Threads: any. Source: NdisGetPoolFromNetBufferList.</remarks>
    public static NetBufferListPool NdisGetPoolFromNetBufferList(NetBufferList netBufferList) => (NetBufferListPool)netBufferList.NdisPoolHandle;

    /// <summary>Brings sizes of context to multiples of 16, with a report if they were none.</summary>
    /// <returns>False when together they are more than a block can have.</returns>
    static bool TryRoundContext(string function, int contextSize, int contextBackFill, out int size, out int backFill)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(contextSize);
        ArgumentOutOfRangeException.ThrowIfNegative(contextBackFill);
        size = backFill = 0;
        if ((long)contextSize + contextBackFill > ContextBlock.LargestSize) return false;
        size = NetBufferListPool.RoundUp(contextSize);
        backFill = NetBufferListPool.RoundUp(contextBackFill);
        if (size != contextSize || backFill != contextBackFill)
            NdisVerifier.Report(RuleIds.WrongPartner, $"{function}: context sizes of {contextSize} and {contextBackFill} bytes are no multiples of 16.");
        return size + backFill <= ContextBlock.LargestSize;
    }

    internal static NetBufferListPool OrDefault(NetBufferListPool? pool, string function)
    {
        if (pool is not null) return pool;
        NdisVerifier.Report(RuleIds.WrongPartner, $"{function}: no pool given, the default pool is used.");
        return NetBufferListPool.Default;
    }
}
