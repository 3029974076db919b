namespace NdisRules.Runtime.Debugging;

/// <summary>A pool, as the commands show it. Sizes are bytes.</summary>
sealed record PoolSnapshot
{
    /// <summary>The number that names the pool in commands.</summary>
    public required int Pool { get; init; }

    public required string Tag { get; init; }

    public required string? Owner { get; init; }

    public required string? AllocatedBy { get; init; }

    public required IReadOnlyList<string> Flags { get; init; }

    /// <summary>Bytes from one object to the next.</summary>
    public required int StructureSize { get; init; }

    public required int ContextSize { get; init; }

    public required int DataSize { get; init; }

    public required int? ProtocolId { get; init; }

    /// <summary>0 for no limit.</summary>
    public required int MaximumCount { get; init; }

    public required int Capacity { get; init; }

    public required int InUse { get; init; }

    public required int HighWater { get; init; }

    /// <summary>Since counting was switched on; null while it is off.</summary>
    public required long? Allocations { get; init; }

    public required long Failures { get; init; }

    /// <summary>Idle objects that no thread holds.</summary>
    public required int IdleShared { get; init; }

    public required IReadOnlyList<CacheSnapshot> Caches { get; init; }
}

/// <summary>The idle objects that one thread holds.</summary>
sealed record CacheSnapshot(string Address, int Thread, int Loaded, int Previous, int Scopes);
