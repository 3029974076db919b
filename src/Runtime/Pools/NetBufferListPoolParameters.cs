namespace NdisRules.Runtime;

/// <summary>What a pool of NET_BUFFER_LISTs is asked to be.</summary>
/// <remarks>Read once, when the pool is made. Source: NET_BUFFER_LIST_POOL_PARAMETERS; <see cref="MaximumCount"/> and <see cref="Verifier"/> are ours.</remarks>
public sealed class NetBufferListPoolParameters
{
    /// <summary>The protocol that the lists belong to; 0 for miniport, filter and intermediate drivers.</summary>
    public byte ProtocolId { get; init; }

    /// <summary>Whether every list arrives with one NET_BUFFER linked to it.</summary>
    public bool AllocateNetBuffer { get; init; }

    /// <summary>Bytes of context that come with every list, a multiple of 16, at most 65520. Another size is reported (NDIS0008) and rounded up.</summary>
    public int ContextSize { get; init; }

    /// <summary>Bytes of data that come with every list. Needs <see cref="AllocateNetBuffer"/>; otherwise no pool is made.</summary>
    public int DataSize { get; init; }

    /// <summary>How many lists may be lent at a time; an allocation beyond gives null. 0: no limit.</summary>
    public int MaximumCount { get; init; }

    /// <summary>Up to four characters that name the owner in reports, the first in the lowest byte.</summary>
    public uint PoolTag { get; init; }

    /// <summary>What the verifier watches in this pool. Null: what <see cref="NdisVerifier.Enable"/> said for the process, if anything.</summary>
    public NdisVerifierOptions? Verifier { get; init; }
}
