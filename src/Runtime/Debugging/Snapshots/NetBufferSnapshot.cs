namespace NdisRules.Runtime.Debugging;

/// <summary>A NET_BUFFER, as the commands show it. Sizes and offsets are bytes.</summary>
sealed record NetBufferSnapshot
{
    public required string Handle { get; init; }

    public required ObjectState State { get; init; }

    public required int Pool { get; init; }

    public required string Tag { get; init; }

    public required string? AllocatedBy { get; init; }

    public required string? Next { get; init; }

    /// <summary>The list that it was made with.</summary>
    public required string? Parent { get; init; }

    public required int DataLength { get; init; }

    public required int DataOffset { get; init; }

    public required string? MdlChain { get; init; }

    public required string? CurrentMdl { get; init; }

    public required int CurrentMdlOffset { get; init; }

    /// <summary>The address of the first used byte, null without data.</summary>
    public required string? DataStart { get; init; }

    public required int ChecksumBias { get; init; }

    /// <summary>How many MDLs retreats put in front and no advance took away.</summary>
    public required int RetreatMdls { get; init; }

    public required IReadOnlyList<MdlSnapshot> Mdls { get; init; }
}

/// <summary>An MDL, as the commands show it.</summary>
sealed record MdlSnapshot
{
    public required string Handle { get; init; }

    public required ObjectState State { get; init; }

    public required string? AllocatedBy { get; init; }

    public required string? Owner { get; init; }

    public required string? Next { get; init; }

    public required string MappedSystemVa { get; init; }

    public required int ByteOffset { get; init; }

    public required int ByteCount { get; init; }

    public required IReadOnlyList<string> MdlFlags { get; init; }

    public required MdlOrigin Origin { get; init; }

    /// <summary>The MDL whose memory it describes a part of.</summary>
    public required string? Original { get; init; }

    /// <summary>How many MDLs and lists of others use its memory.</summary>
    public required int Sharers { get; init; }
}
