namespace NdisRules.Runtime.Debugging;

/// <summary>What is known of a pool, as of one moment.</summary>
sealed record PoolFacts
{
    public required StoreFacts Store { get; init; }

    public required bool IsListPool { get; init; }

    public required uint PoolTag { get; init; }

    /// <summary>As in the parameters, 0 for no limit.</summary>
    public required int MaximumCount { get; init; }

    /// <summary>The name of the handle that the pool was allocated under, null if none was given.</summary>
    public required string? Owner { get; init; }

    /// <summary>Where the pool was made, null unless the verifier watches it.</summary>
    public required string? AllocationSite { get; init; }

    /// <summary>Whether it is one of the two that lend where no pool is given.</summary>
    public required bool IsDefault { get; init; }

    /// <summary>Of a list pool.</summary>
    public byte ProtocolId { get; init; }

    /// <summary>Of a list pool: whether every list arrives with a NET_BUFFER.</summary>
    public bool AllocateNetBuffer { get; init; }
}

/// <summary>One MDL over memory of its caller.</summary>
/// <param name="Word">Its handle.</param>
/// <param name="Owner">The name of the handle that it was allocated under, null if none was given.</param>
/// <param name="Site">Where it was allocated, null when that was not noted.</param>
sealed record MdlFacts(ulong Word, string? Owner, string? Site);
