namespace NdisRules.Runtime.Debugging;

/// <summary>One object: a head in a slot.</summary>
/// <param name="Slot">The slot.</param>
/// <param name="Kind">What it is.</param>
/// <param name="Offset">Bytes from the start of the slot.</param>
/// <param name="Header">Its first word.</param>
readonly record struct Head(Slot Slot, HeadKind Kind, int Offset, ulong Header)
{
    internal ulong Address => Slot.Address + (ulong)Offset;

    ulong Plain => Header ^ Slot.Store.Facts.Key;

    internal bool IsLive => (Plain & Handle.AddressMask) == Address;

    /// <summary>The handle: the one under which the object is lent, or will be next.</summary>
    internal ulong Word => IsLive ? Plain : Plain ^ 1;

    internal ObjectState State => IsLive ? ObjectState.Allocated : Slot.State is ObjectState.Allocated ? ObjectState.Unallocated : Slot.State;

    internal string Name => Names.Of(Word, Kind);
}

/// <summary>How objects are named.</summary>
static class Names
{
    internal static string Of(ulong word, HeadKind kind) => Handle.Name(word, Prefix(kind));

    /// <summary>A handle alone, such as <c>7f40a0c0#3</c>; null for the null handle.</summary>
    internal static string? Of(ulong word) => word == 0 ? null : $"{word & Handle.AddressMask:x}#{Handle.Generation(word)}";

    internal static string Prefix(HeadKind kind) => kind switch
    {
        HeadKind.NetBufferList => "NBL",
        HeadKind.NetBuffer => "NB",
        _ => "MDL",
    };

    /// <summary>The name of the type as NDIS spells it.</summary>
    internal static string Long(HeadKind kind) => kind switch
    {
        HeadKind.NetBufferList => "NET_BUFFER_LIST",
        HeadKind.NetBuffer => "NET_BUFFER",
        _ => "MDL",
    };
}
