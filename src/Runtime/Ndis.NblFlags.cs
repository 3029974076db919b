namespace NdisRules.Runtime;

public static partial class Ndis
{
    /// <summary>The bits of <see cref="NetBufferList.Flags"/> that are protocol drivers' to use.</summary>
    /// <remarks>Source: the ranges of NDIS 6.30 and later.</remarks>
    public const uint NBL_FLAGS_PROTOCOL_RESERVED = 0xFFF00003;

    /// <summary>The bits of <see cref="NetBufferList.Flags"/> that are miniport drivers' to use.</summary>
    /// <remarks>Source: the ranges of NDIS 6.30 and later.</remarks>
    public const uint NBL_FLAGS_MINIPORT_RESERVED = 0x0000F000;

    /// <summary>The bits of <see cref="NetBufferList.Flags"/> that are the current owner's, and lost when ownership moves.</summary>
    /// <remarks>Source: the ranges of NDIS 6.30 and later.</remarks>
    public const uint NBL_FLAGS_SCRATCH = 0x000F0000;

    /// <summary>The bits of <see cref="NetBufferList.Flags"/> that are NDIS's.</summary>
    /// <remarks>Source: the ranges of NDIS 6.30 and later.</remarks>
    public const uint NBL_FLAGS_NDIS_RESERVED = 0x00000FFC;

    /// <summary>Whether a list has any of these flags in its NblFlags.</summary>
    /// <param name="netBufferList">The list, owned by the caller or lent to it.</param>
    /// <param name="flag">One flag or several.</param>
    /// <returns>True when at least one is set.</returns>
    /// <exception cref="NullReferenceException">The handle is null.</exception>
    /// <exception cref="NdisViolationException">NDIS0004: the list was freed.</exception>
    /// <remarks>Threads: the owner's. Source: NdisTestNblFlag.</remarks>
    public static bool NdisTestNblFlag(NetBufferList netBufferList, NdisNblFlags flag) => (netBufferList.NblFlags & (uint)flag) != 0;

    /// <summary>Whether a list has all of these flags in its NblFlags.</summary>
    /// <param name="netBufferList">The list, owned by the caller or lent to it.</param>
    /// <param name="flags">The flags.</param>
    /// <returns>True when every one is set.</returns>
    /// <exception cref="NullReferenceException">The handle is null.</exception>
    /// <exception cref="NdisViolationException">NDIS0004: the list was freed.</exception>
    /// <remarks>Threads: the owner's. Source: NdisTestNblFlags.</remarks>
    public static bool NdisTestNblFlags(NetBufferList netBufferList, NdisNblFlags flags) => (netBufferList.NblFlags & (uint)flags) == (uint)flags;

    /// <summary>Sets flags in the NblFlags of a list. Whether they go together is asked when the list is indicated.</summary>
    /// <param name="netBufferList">The list, owned by the caller.</param>
    /// <param name="flag">One flag or several.</param>
    /// <exception cref="NullReferenceException">The handle is null.</exception>
    /// <exception cref="NdisViolationException">NDIS0004: the list was freed.</exception>
    /// <remarks>Threads: the owner's. Source: NdisSetNblFlag.</remarks>
    public static void NdisSetNblFlag(NetBufferList netBufferList, NdisNblFlags flag) => netBufferList.NblFlags |= (uint)flag;

    /// <summary>Clears flags in the NblFlags of a list.</summary>
    /// <param name="netBufferList">The list, owned by the caller.</param>
    /// <param name="flag">One flag or several.</param>
    /// <exception cref="NullReferenceException">The handle is null.</exception>
    /// <exception cref="NdisViolationException">NDIS0004: the list was freed.</exception>
    /// <remarks>Threads: the owner's. Source: NdisClearNblFlag.</remarks>
    public static void NdisClearNblFlag(NetBufferList netBufferList, NdisNblFlags flag) => netBufferList.NblFlags &= ~(uint)flag;
}
