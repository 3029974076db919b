namespace NdisRules.Runtime;

/// <summary>How a list is cloned. The numbers are the ones of the driver kit.</summary>
/// <remarks>The free is told the same. Source: the flags of NdisAllocateCloneNetBufferList.</remarks>
[Flags]
public enum NdisCloneFlags : uint
{
    /// <summary>The clone gets MDLs of its own over the original's memory.</summary>
    None = 0,

    /// <summary>Reserved for NDIS; refused.</summary>
    Reserved = 0x1,

    /// <summary>The clone uses the original's MDLs.</summary>
    UseOriginalMdls = 0x2,
}
