namespace NdisRules.Runtime;

/// <summary>What ProtocolBindAdapterEx is told of the adapter.</summary>
/// <remarks>Source: NDIS_BIND_PARAMETERS, the part that a model in user mode has; the bind context is a parameter of its own
/// in NDIS.</remarks>
public sealed class ProtocolBindParameters
{
    /// <summary>The name of the adapter.</summary>
    public required string AdapterName { get; init; }

    /// <summary>Names the bind in <see cref="Ndis.NdisCompleteBindAdapterEx"/>; null outside a bind.</summary>
    public NdisHandle? BindContext { get; init; }

    /// <summary>The index of the network interface.</summary>
    public uint BoundIfIndex { get; init; }

    /// <summary>The locally unique identifier of the interface.</summary>
    public ulong BoundIfNetLuid { get; init; }
}

/// <summary>What a binding hears of.</summary>
/// <remarks>Source: NET_PNP_EVENT_CODE, the events of pausing and restarting a stack.</remarks>
public enum NetPnPEvent
{
    /// <summary>The binding runs: it may send.</summary>
    NetEventRestart = 13,

    /// <summary>The binding pauses: nothing new is sent, and what was sent is waited for.</summary>
    NetEventPause = 12,
}
