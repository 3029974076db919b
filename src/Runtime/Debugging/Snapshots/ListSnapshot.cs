namespace NdisRules.Runtime.Debugging;

/// <summary>A NET_BUFFER_LIST, as the commands show it. Addresses and flags that have no names are hexadecimal.</summary>
sealed record ListSnapshot
{
    public required string Handle { get; init; }

    public required ObjectState State { get; init; }

    public required int Pool { get; init; }

    public required string Tag { get; init; }

    /// <summary>Under which handle the pool was allocated.</summary>
    public required string? Owner { get; init; }

    public required string? AllocatedBy { get; init; }

    public required string? Next { get; init; }

    public required string? FirstNetBuffer { get; init; }

    public required string? Source { get; init; }

    public required string Status { get; init; }

    public required string Flags { get; init; }

    public required IReadOnlyList<string> NblFlags { get; init; }

    public required string? Parent { get; init; }

    /// <summary>The list or packet that it was made from, by the runtime's own account.</summary>
    public required string? DerivedFrom { get; init; }

    public required DerivationKind Derivation { get; init; }

    /// <summary>What its drivers count.</summary>
    public required int ChildRefCount { get; init; }

    /// <summary>The lists that were made from it.</summary>
    public required IReadOnlyList<string> Children { get; init; }

    public required string Scratch { get; init; }

    public required IReadOnlyList<NetBufferSnapshot> NetBuffers { get; init; }

    /// <summary>The newest piece first.</summary>
    public required IReadOnlyList<ContextSnapshot> Contexts { get; init; }

    /// <summary>The out-of-band slots that are not 0.</summary>
    public required IReadOnlyList<SlotSnapshot> NetBufferListInfo { get; init; }

    /// <summary>Who has it, one for each intermediate driver, the outermost first. Empty while it lies with the driver that allocated it.</summary>
    public required IReadOnlyList<PendingSnapshot> Pending { get; init; }
}

/// <summary>A piece of context.</summary>
/// <param name="Address">Where it starts.</param>
/// <param name="Size">Bytes.</param>
/// <param name="Tag">The tag that it was allocated with; null for what was reserved with the list.</param>
sealed record ContextSnapshot(string Address, int Size, string? Tag);

/// <summary>An out-of-band slot.</summary>
sealed record SlotSnapshot(string Name, string Value);

/// <summary>A list that somebody else has than the driver that allocated it.</summary>
/// <param name="List">The list.</param>
/// <param name="Pool">The number of its pool.</param>
/// <param name="Owner">Under which handle the pool was allocated.</param>
/// <param name="Kind">What it is on its way for.</param>
/// <param name="Originator">Who sent or indicated it.</param>
/// <param name="Holder">Who has it; null for NDIS itself.</param>
/// <param name="IsBack">Whether it is on its way back.</param>
/// <param name="Since">When it was last handed over, in milliseconds of the machine's uptime.</param>
/// <param name="AgeMilliseconds">How long ago that was.</param>
sealed record PendingSnapshot(
    string List, int Pool, string? Owner, PendingKind Kind, string? Originator, string? Holder, bool IsBack, long Since, long AgeMilliseconds);
