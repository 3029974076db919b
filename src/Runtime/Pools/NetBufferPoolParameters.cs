namespace NdisRules.Runtime;

/// <summary>What a pool of NET_BUFFERs is asked to be.</summary>
/// <remarks>Read once, when the pool is made. Source: NET_BUFFER_POOL_PARAMETERS; <see cref="MaximumCount"/> and <see cref="Verifier"/> are ours.</remarks>
public sealed class NetBufferPoolParameters
{
    /// <summary>Up to four characters that name the owner in reports, the first in the lowest byte.</summary>
    public uint PoolTag { get; init; }

    /// <summary>Bytes of data that come with every NET_BUFFER. 0: none, the caller brings MDLs.</summary>
    public int DataSize { get; init; }

    /// <summary>How many NET_BUFFERs may be lent at a time; an allocation beyond gives null. 0: no limit.</summary>
    public int MaximumCount { get; init; }

    /// <summary>What the verifier watches in this pool. Null: what <see cref="NdisVerifier.Enable"/> said for the process, if anything.</summary>
    public NdisVerifierOptions? Verifier { get; init; }
}
