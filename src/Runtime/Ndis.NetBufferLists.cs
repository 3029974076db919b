namespace NdisRules.Runtime;

public static unsafe partial class Ndis
{
    /// <summary>Makes a pool of NET_BUFFER_LISTs.</summary>
    /// <param name="ndisHandle">The handle that the driver got when it was initialised, so that what is left at its halt is noticed; or null.</param>
    /// <param name="parameters">What the pool is to be.</param>
    /// <returns>The pool, null when a DataSize is asked for without AllocateNetBuffer or a slot of that size cannot be made.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="parameters"/> is null.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A size or count in the parameters is negative.</exception>
    /// <exception cref="NotSupportedException">The context size is not 0: context is not modelled yet.</exception>
    /// <remarks>
    /// <para>Duty: <see cref="NdisFreeNetBufferListPool"/>, after all of its lists, before HaltEx ends (NDIS0001).</para>
    /// <para>Threads: any. Source: NdisAllocateNetBufferListPool.</para>
    /// </remarks>
    public static NetBufferListPool? NdisAllocateNetBufferListPool(NdisHandle? ndisHandle, NetBufferListPoolParameters parameters)
    {
        ArgumentNullException.ThrowIfNull(parameters);
        CheckContext(parameters.ContextSize, 0);
        ArgumentOutOfRangeException.ThrowIfNegative(parameters.DataSize);
        ArgumentOutOfRangeException.ThrowIfNegative(parameters.MaximumCount);
        var impossible = parameters is { DataSize: > SlotLayout.LargestDataSize } or { DataSize: > 0, AllocateNetBuffer: false };
        return impossible ? null : new NetBufferListPool(parameters, ndisHandle);
    }

    /// <summary>Frees a pool of NET_BUFFER_LISTs. Every list of it must be freed before.</summary>
    /// <param name="pool">The pool.</param>
    /// <exception cref="NdisViolationException">NDIS0009: lists of the pool are outstanding, listed in the exception; the pool is freed all
    /// the same and they are stale. NDIS0003: it was freed before. NDIS0007: it is null or the default pool.</exception>
    /// <remarks>Threads: any, while no other thread uses the pool. Source: NdisFreeNetBufferListPool.</remarks>
    public static void NdisFreeNetBufferListPool(NetBufferListPool pool) => FreePool(pool, "NdisFreeNetBufferListPool");

    /// <summary>Lends a NET_BUFFER_LIST, with the NET_BUFFER and the memory that its pool makes with it.</summary>
    /// <param name="pool">The pool. Null takes the default pool, which is reported.</param>
    /// <param name="contextSize">Bytes of context to reserve, a multiple of 16. Only 0 is modelled yet.</param>
    /// <param name="contextBackFill">Bytes of unused context in addition, a multiple of 16. Only 0 is modelled yet.</param>
    /// <returns>The list, null when the pool is at its maximum or memory is short.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A size is negative.</exception>
    /// <exception cref="NotSupportedException">A size is not 0: context is not modelled yet.</exception>
    /// <exception cref="NdisViolationException">NDIS0004: the pool was freed.</exception>
    /// <remarks>
    /// <para>Duty: <see cref="NdisFreeNetBufferList"/> exactly once, before its pool is freed.</para>
    /// <para>Threads: any. Source: NdisAllocateNetBufferList.</para>
    /// </remarks>
    public static NetBufferList NdisAllocateNetBufferList(NetBufferListPool? pool, int contextSize, int contextBackFill)
    {
        CheckContext(contextSize, contextBackFill);
        return OrDefault(pool, "NdisAllocateNetBufferList").Allocate();
    }

    /// <summary>Lends a NET_BUFFER_LIST whose NET_BUFFER describes the caller's MDL chain.</summary>
    /// <param name="pool">A pool that makes a NET_BUFFER with each list. Null takes the default pool, which is reported.</param>
    /// <param name="contextSize">Bytes of context to reserve, a multiple of 16. Only 0 is modelled yet.</param>
    /// <param name="contextBackFill">Bytes of unused context in addition, a multiple of 16. Only 0 is modelled yet.</param>
    /// <param name="mdlChain">The chain to describe, or null. It stays the caller's.</param>
    /// <param name="dataOffset">Bytes of unused space in front of the data. 0 with a null chain.</param>
    /// <param name="dataLength">Bytes of data. 0 with a null chain.</param>
    /// <returns>The list; null when the pool makes no NET_BUFFERs, is at its maximum, or memory is short.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A size is negative.</exception>
    /// <exception cref="ArgumentException">Offset and length do not fit the chain.</exception>
    /// <exception cref="NotSupportedException">A context size is not 0: context is not modelled yet.</exception>
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
        CheckContext(contextSize, contextBackFill);
        var (current, offset) = DataCursor.Locate(mdlChain, dataOffset, dataLength);
        var source = OrDefault(pool, function);
        if (!source.AllocateNetBuffer) return null;
        if (source.DataSize > 0) NdisVerifier.Report(RuleIds.WrongPartner, $"{function}: {source} has a DataSize of {source.DataSize}.");
        var list = source.Allocate();
        if (!list.IsNull && !mdlChain.IsNull) list.FirstNetBuffer.Describe(mdlChain, dataOffset, dataLength, current, offset);
        return list;
    }

    /// <summary>Takes one NET_BUFFER_LIST back to its pool, with the NET_BUFFER and memory that were made with it.</summary>
    /// <param name="netBufferList">The list. Those chained behind it, and NET_BUFFERs that were linked on, are not freed.</param>
    /// <exception cref="NdisViolationException">NDIS0003: it was freed before, by itself or with its pool; NDIS0007: it is null.</exception>
    /// <remarks>Threads: any, also another than allocated it. Source: NdisFreeNetBufferList.</remarks>
    public static void NdisFreeNetBufferList(NetBufferList netBufferList) => NetBufferListPool.Release(netBufferList);

    /// <summary>The pool that a NET_BUFFER_LIST came from.</summary>
    /// <param name="netBufferList">The list.</param>
    /// <returns>Its pool; never null.</returns>
    /// <exception cref="NullReferenceException">The handle is null.</exception>
    /// <exception cref="NdisViolationException">NDIS0004: it was freed.</exception>
    /// <remarks>Threads: any. Source: NdisGetPoolFromNetBufferList.</remarks>
    public static NetBufferListPool NdisGetPoolFromNetBufferList(NetBufferList netBufferList) => (NetBufferListPool)netBufferList.NdisPoolHandle;

    static void CheckContext(int contextSize, int contextBackFill)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(contextSize);
        ArgumentOutOfRangeException.ThrowIfNegative(contextBackFill);
        if (contextSize > 0 || contextBackFill > 0) throw new NotSupportedException("Context of NET_BUFFER_LISTs is not modelled yet.");
    }

    static NetBufferListPool OrDefault(NetBufferListPool? pool, string function)
    {
        if (pool is not null) return pool;
        NdisVerifier.Report(RuleIds.WrongPartner, $"{function}: no pool given, the default pool is used.");
        return NetBufferListPool.Default;
    }
}
