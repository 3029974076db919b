namespace NdisRules.Runtime;

/// <summary>Where a filter module is in its life.</summary>
/// <remarks>Source: the documented states of a filter module.</remarks>
public enum FilterState
{
    /// <summary>Not attached, or detached again.</summary>
    Detached,

    /// <summary>FilterAttach is running.</summary>
    Attaching,

    /// <summary>Attached; no packets move.</summary>
    Paused,

    /// <summary>FilterRestart is under way.</summary>
    Restarting,

    /// <summary>Packets move.</summary>
    Running,

    /// <summary>FilterPause is under way.</summary>
    Pausing,
}

/// <summary>What FilterAttach is told of the adapter below.</summary>
/// <remarks>Source: NDIS_FILTER_ATTACH_PARAMETERS, the part that a model in user mode has.</remarks>
public sealed class FilterAttachParameters
{
    /// <summary>The name of the adapter.</summary>
    public required string BaseMiniportName { get; init; }

    /// <summary>The index of the network interface.</summary>
    public uint BaseMiniportIfIndex { get; init; }

    /// <summary>The locally unique identifier of the interface.</summary>
    public ulong BaseMiniportNetLuid { get; init; }
}

/// <summary>What FilterPause is told.</summary>
/// <remarks>Source: NDIS_FILTER_PAUSE_PARAMETERS.</remarks>
public sealed class FilterPauseParameters
{
    /// <summary>Why the stack is paused.</summary>
    public NdisPauseReasons PauseReason { get; init; }
}

/// <summary>What FilterRestart is told.</summary>
/// <remarks>Source: NDIS_FILTER_RESTART_PARAMETERS, without the attributes of the stack.</remarks>
public sealed class FilterRestartParameters
{
    /// <summary>Reserved; 0.</summary>
    public uint Flags { get; init; }
}
