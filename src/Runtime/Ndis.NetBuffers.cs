using System.Runtime.CompilerServices;

namespace NdisRules.Runtime;

public static partial class Ndis
{
    /// <summary>Lends a NET_BUFFER that describes the caller's MDL chain.</summary>
    /// <param name="pool">A pool whose DataSize is 0. Null takes the default pool, which is reported.</param>
    /// <param name="mdlChain">The chain to describe, or null for nothing. It stays the caller's.</param>
    /// <param name="dataOffset">Bytes of unused space between the start of the chain and the data. 0 with a null chain.</param>
    /// <param name="dataLength">Bytes of data behind it. 0 with a null chain.</param>
    /// <returns>The NET_BUFFER, with CurrentMdl set from the offset; null when the pool is at its maximum or memory is short.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A size is negative.</exception>
    /// <exception cref="ArgumentException">Offset and length reach beyond the chain, or are not 0 though there is none.</exception>
    /// <exception cref="NdisViolationException">NDIS0008: the pool has a DataSize; NDIS0004: the pool or an MDL was freed.</exception>
    /// <remarks>
    /// <para>Duty: <see cref="NdisFreeNetBuffer"/> exactly once, before its pool is freed; the chain and its memory are freed after it.</para>
    /// <para>Threads: any. Source: NdisAllocateNetBuffer.</para>
    /// </remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static NetBuffer NdisAllocateNetBuffer(NetBufferPool? pool, Mdl mdlChain, int dataOffset, int dataLength) =>
        OrDefault(pool, "NdisAllocateNetBuffer").Allocate(mdlChain, dataOffset, dataLength);

    /// <summary>Lends a NET_BUFFER together with an MDL and the pool's DataSize of memory.</summary>
    /// <param name="pool">A pool whose DataSize is not 0.</param>
    /// <returns>The NET_BUFFER, with offset 0 and the whole memory as data; null when the pool is at its maximum, memory is short,
    /// or its DataSize is 0, which is reported. The bytes are what their last holder left.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="pool"/> is null.</exception>
    /// <exception cref="NdisViolationException">NDIS0004: the pool was freed.</exception>
    /// <remarks>
    /// <para>Duty: <see cref="NdisFreeNetBuffer"/> exactly once; MDL and memory go with it and are not freed alone.</para>
    /// <para>Threads: any. Source: NdisAllocateNetBufferMdlAndData; the initial offset and length are undocumented.</para>
    /// </remarks>
    public static NetBuffer NdisAllocateNetBufferMdlAndData(NetBufferPool pool)
    {
        ArgumentNullException.ThrowIfNull(pool);
        if (pool.DataSize > 0) return pool.AllocateMdlAndData();
        NdisVerifier.Report(RuleIds.WrongPartner, $"NdisAllocateNetBufferMdlAndData: {pool} has a DataSize of 0 and gives nothing.");
        return null;
    }

    /// <summary>Takes a NET_BUFFER back to its pool, with the MDL and memory that came with it. From here on its handle is stale.</summary>
    /// <param name="netBuffer">A NET_BUFFER from <see cref="NdisAllocateNetBuffer"/> or <see cref="NdisAllocateNetBufferMdlAndData"/>.</param>
    /// <exception cref="NdisViolationException">NDIS0003: it was freed before, by itself or with its pool; NDIS0007: it is null,
    /// or belongs to its list. NDIS0009: an MDL that a retreat made is still in its chain; the NET_BUFFER is freed all the same, the MDL is not.</exception>
    /// <remarks>The caller's MDL chain stays allocated. Threads: any, also another than allocated it. Source: NdisFreeNetBuffer.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void NdisFreeNetBuffer(NetBuffer netBuffer) => NetBufferPool.Release(netBuffer);

    /// <summary>Lends many NET_BUFFERs that describe nothing yet.</summary>
    /// <param name="pool">A pool whose DataSize is 0. Null takes the default pool, which is reported.</param>
    /// <param name="netBuffers">Filled from the front; what could not be filled is null.</param>
    /// <returns>How many were lent: fewer than the span is long when the pool is at its maximum or memory is short.</returns>
    /// <exception cref="NdisViolationException">NDIS0008: the pool has a DataSize; NDIS0004: it was freed.</exception>
    /// <remarks>Duty: each goes back exactly once. Threads: any. Source: ours.</remarks>
    public static int NdisAllocateNetBuffers(NetBufferPool? pool, Span<NetBuffer> netBuffers) =>
        OrDefault(pool, "NdisAllocateNetBuffers").Allocate(netBuffers);

    /// <summary>Takes many NET_BUFFERs back, each to its own pool.</summary>
    /// <param name="netBuffers">What is given back; freed from the front, up to the first that cannot be.</param>
    /// <exception cref="NdisViolationException">As <see cref="NdisFreeNetBuffer"/>; those before the offending one are freed.</exception>
    /// <remarks>Threads: any. Source: ours.</remarks>
    public static void NdisFreeNetBuffers(ReadOnlySpan<NetBuffer> netBuffers) => NetBufferPool.Release(netBuffers);

    /// <summary>The pool that a NET_BUFFER came from.</summary>
    /// <param name="netBuffer">A NET_BUFFER that stands alone.</param>
    /// <returns>Its pool; never null.</returns>
    /// <exception cref="NullReferenceException">The handle is null.</exception>
    /// <exception cref="NdisViolationException">NDIS0004: it was freed.</exception>
    /// <exception cref="ArgumentException">The NET_BUFFER was made with its list and comes from no pool of NET_BUFFERs.</exception>
    /// <remarks>Threads: any. Source: NdisGetPoolFromNetBuffer.</remarks>
    public static NetBufferPool NdisGetPoolFromNetBuffer(NetBuffer netBuffer) =>
        netBuffer.NdisPoolHandle as NetBufferPool
        ?? throw new ArgumentException($"{netBuffer} was made with its NET_BUFFER_LIST.", nameof(netBuffer));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static NetBufferPool OrDefault(NetBufferPool? pool, string function) => pool ?? ReportedDefault(function);

    [MethodImpl(MethodImplOptions.NoInlining)]
    static NetBufferPool ReportedDefault(string function)
    {
        NdisVerifier.Report(RuleIds.WrongPartner, $"{function}: no pool given, the default pool is used.");
        return NetBufferPool.Default;
    }
}
