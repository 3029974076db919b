namespace NdisRules.Runtime;

/// <summary>The NDIS functions, under their own names: <c>using static NdisRules.Runtime.Ndis;</c> makes code read like a driver.</summary>
/// <remarks>
/// <para>Sizes are bytes. Scarcity gives null or <see cref="NdisStatus.Resources"/>; a misuse throws <see cref="NdisViolationException"/>.</para>
/// <para>Threads: unless a function says otherwise it may be called from any thread, on objects that the caller owns.</para>
/// </remarks>
public static partial class Ndis
{
    /// <summary>Makes a pool of NET_BUFFERs.</summary>
    /// <param name="ndisHandle">The handle that the driver got when it was initialised, so that what is left at its halt is noticed; or null.</param>
    /// <param name="parameters">What the pool is to be.</param>
    /// <returns>The pool, null when a slot of that DataSize cannot be made, or the verifier simulates that memory is short.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="parameters"/> is null.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A size or count in the parameters is negative.</exception>
    /// <remarks>
    /// <para>Duty: <see cref="NdisFreeNetBufferPool"/>, after all of its NET_BUFFERs, before HaltEx ends (NDIS0001).</para>
    /// <para>Threads: any. Cost: memory is taken when the first NET_BUFFER is. Source: NdisAllocateNetBufferPool.</para>
    /// </remarks>
    public static NetBufferPool? NdisAllocateNetBufferPool(NdisHandle? ndisHandle, NetBufferPoolParameters parameters)
    {
        ArgumentNullException.ThrowIfNull(parameters);
        ArgumentOutOfRangeException.ThrowIfNegative(parameters.DataSize);
        ArgumentOutOfRangeException.ThrowIfNegative(parameters.MaximumCount);
        if (parameters.DataSize > SlotLayout.LargestDataSize || !NdisVerifier.TryWatch(parameters.Verifier, out var watch)) return null;
        return new NetBufferPool(parameters, ndisHandle, permanent: false, watch);
    }

    /// <summary>Frees a pool of NET_BUFFERs. Every NET_BUFFER of it must be freed before.</summary>
    /// <param name="pool">The pool.</param>
    /// <exception cref="NdisViolationException">NDIS0009: NET_BUFFERs of the pool are outstanding, listed in the exception; the pool is freed
    /// all the same and they are stale. NDIS0003: it was freed before. NDIS0007: it is null or the default pool. NDIS0004, under the verifier:
    /// NET_BUFFERs were written to after they were freed.</exception>
    /// <remarks>Threads: any, while no other thread uses the pool. Source: NdisFreeNetBufferPool; the documentation leaves open what
    /// happens to outstanding objects.</remarks>
    public static void NdisFreeNetBufferPool(NetBufferPool pool) => FreePool(pool, "NdisFreeNetBufferPool");

    static void FreePool(NdisPool? pool, string function)
    {
        if (pool is null) throw new NdisViolationException(RuleIds.NeverAcquired, $"{function}: the pool is null.");
        pool.Free();
    }
}
