namespace NdisRules.Runtime;

/// <summary>The handlers of a protocol driver, for a driver written as functions with a context.</summary>
/// <remarks>
/// <para>Copied when the driver is registered: later changes have no effect. <see cref="ProtocolBindAdapterEx"/> and one of
/// <see cref="ProtocolUnbindAdapterEx"/> and <see cref="ProtocolUnbindAdapterExWithContext"/> are mandatory. For any other that is null the
/// host does what <see cref="ProtocolBinding"/> does when it is not overridden.</para>
/// <para>Threads: for one thread, until registered. Source: NDIS_PROTOCOL_DRIVER_CHARACTERISTICS, which demands more handlers.</para>
/// </remarks>
public sealed class ProtocolDriverCharacteristics
{
    /// <summary>The major NDIS version that the driver is written for; only 6 is modelled.</summary>
    public byte MajorNdisVersion { get; set; } = 6;

    /// <summary>The minor NDIS version that the driver is written for.</summary>
    public byte MinorNdisVersion { get; set; } = 85;

    /// <summary>The driver's name in messages; null for that of the class that opens bindings.</summary>
    public string? Name { get; set; }

    /// <summary>Handed to <see cref="ProtocolBindAdapterEx"/>, null for nothing.</summary>
    public object? ProtocolDriverContext { get; set; }

    /// <summary>Opens a binding. Mandatory.</summary>
    public ProtocolBindAdapterEx? ProtocolBindAdapterEx { get; set; }

    /// <summary>Closes a binding before it returns. Mandatory, unless there is <see cref="ProtocolUnbindAdapterExWithContext"/>.</summary>
    public ProtocolUnbindAdapterEx? ProtocolUnbindAdapterEx { get; set; }

    /// <summary>Closes a binding, now or later; comes instead of <see cref="ProtocolUnbindAdapterEx"/>, and wins if there are both.</summary>
    public ProtocolUnbindAdapterExWithContext? ProtocolUnbindAdapterExWithContext { get; set; }

    /// <summary>Hears that a binding is closed; null for a driver whose NdisCloseAdapterEx waits for that.</summary>
    public ProtocolCloseAdapterCompleteEx? ProtocolCloseAdapterCompleteEx { get; set; }

    /// <summary>Takes back sent lists; null for a driver that sends none, which then may not send.</summary>
    public ProtocolSendNetBufferListsComplete? ProtocolSendNetBufferListsComplete { get; set; }

    /// <summary>Takes received packets; null for a driver that receives none: it is passed over.</summary>
    public ProtocolReceiveNetBufferLists? ProtocolReceiveNetBufferLists { get; set; }

    /// <summary>Hears that a binding pauses or runs; null gives Success.</summary>
    public ProtocolNetPnPEvent? ProtocolNetPnPEvent { get; set; }

    /// <summary>Hears how requests ended that were left pending; null for a driver that is not told.</summary>
    public ProtocolOidRequestComplete? ProtocolOidRequestComplete { get; set; }

    internal ProtocolDriverCharacteristics Copy() => (ProtocolDriverCharacteristics)MemberwiseClone();
}
