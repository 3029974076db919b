namespace NdisRules.Runtime;

/// <summary>What an MDL's memory is like. The numbers are the ones of the driver kit.</summary>
[Flags]
public enum MdlFlags : short
{
    /// <summary>Nothing is known of the memory.</summary>
    None = 0,

    /// <summary>The memory has an address that the process can use.</summary>
    MappedToSystemVa = 0x1,

    /// <summary>The memory is pinned for the life of the MDL.</summary>
    PagesLocked = 0x2,

    /// <summary>The memory lies outside the managed heap.</summary>
    SourceIsNonpagedPool = 0x4,

    /// <summary>The MDL describes a block that was allocated together with it.</summary>
    AllocatedFixedSize = 0x8,

    /// <summary>The MDL describes a part of what another MDL describes.</summary>
    Partial = 0x10,

    /// <summary>The MDL was allocated for protocol headers, in front of the data.</summary>
    NetworkHeader = 0x1000,
}
