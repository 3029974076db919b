namespace NdisRules.Runtime.Debugging;

/// <summary>One slab of a store.</summary>
/// <param name="Start">The address of its header.</param>
/// <param name="Next">Bytes from the start to the first byte that is not yet part of a slot.</param>
/// <param name="Generations">For each line of the slab the first generation that no handle to it had had when the store took the slab.</param>
sealed record SlabFacts(ulong Start, long Next, Func<ushort[]> Generations);

/// <summary>What is known of a store besides the memory of its slots, as of one moment.</summary>
sealed record StoreFacts
{
    /// <summary>What names the store in native memory; the same number names its pool here.</summary>
    public required int Number { get; init; }

    public required ulong Key { get; init; }

    public required LayoutFacts Layout { get; init; }

    /// <summary>How many slots there are.</summary>
    public required int Cut { get; init; }

    public required bool IsClosed { get; init; }

    public required int MagazineBytes { get; init; }

    public required IReadOnlyList<SlabFacts> Slabs { get; init; }

    /// <summary>The addresses of what each thread holds of the store.</summary>
    public required IReadOnlyList<ulong> Contexts { get; init; }

    /// <summary>The address of the depot, 0 before the first slot and under the verifier.</summary>
    public required ulong Depot { get; init; }

    /// <summary>The last handle of the spare magazine, 0 without one.</summary>
    public required ulong Spare { get; init; }

    /// <summary>How many slots the verifier keeps idle; null when it does not watch the store.</summary>
    public required int? WatchedIdle { get; init; }

    /// <summary>How many slots were lent while that was counted; null when it is not.</summary>
    public required long? Allocations { get; init; }

    /// <summary>How many allocations gave nothing.</summary>
    public required long Failures { get; init; }

    /// <summary>Where a lent slot was allocated, null when that was not noted.</summary>
    public required Func<ulong, string?> SiteOf { get; init; }

    /// <summary>How many slots lie where. Read at the same moment as the rest.</summary>
    public StoreCounts Counts { get; init; } = StoreCounts.None;
}
