namespace NdisRules.Runtime;

/// <summary>What a list was made as, and so which function frees it.</summary>
enum DerivationKind
{
    /// <summary>By NdisAllocateNetBufferList or NdisAllocateNetBufferAndNetBufferList.</summary>
    None,

    /// <summary>As a clone with MDLs of its own.</summary>
    Clone,

    /// <summary>As a clone that uses the original's MDLs.</summary>
    SharingClone,

    /// <summary>As fragments.</summary>
    Fragment,

    /// <summary>As fragments put together.</summary>
    Reassembled,

    /// <summary>Out of an NDIS 5 packet.</summary>
    Packet,

    /// <summary>As one of the above, and some thread is freeing it.</summary>
    BeingFreed,

    /// <summary>As no list is made: what a free with meaningless flags asks for.</summary>
    Unknown,
}

/// <summary>The word that says how a list was derived: its kind and the generation of the list, so that of two frees one succeeds.</summary>
static class Derivation
{
    const int KindBits = 8;

    internal static int Of(DerivationKind kind, NetBufferList list) => Handle.Generation(list.Word) << KindBits | (int)kind;

    internal static DerivationKind KindOf(int derivation) => (DerivationKind)(derivation & ((1 << KindBits) - 1));

    /// <summary>The function that frees a list of the kind.</summary>
    internal static string FreeOf(DerivationKind kind) => kind switch
    {
        DerivationKind.Clone => "NdisFreeCloneNetBufferList without UseOriginalMdls",
        DerivationKind.SharingClone => "NdisFreeCloneNetBufferList with UseOriginalMdls",
        DerivationKind.Fragment => "NdisFreeFragmentNetBufferList",
        DerivationKind.Reassembled => "NdisFreeReassembledNetBufferList",
        DerivationKind.Packet => "NdisFreeTranslatedNetBufferList",
        _ => "NdisFreeNetBufferList",
    };
}
