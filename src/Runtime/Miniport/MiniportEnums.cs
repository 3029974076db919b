namespace NdisRules.Runtime;

/// <summary>Where an adapter is in its life.</summary>
/// <remarks>Source: the documented states of a miniport adapter.</remarks>
public enum MiniportState
{
    /// <summary>Not initialised, or halted again.</summary>
    Halted,

    /// <summary>InitializeEx is running.</summary>
    Initializing,

    /// <summary>Initialised; no packets move.</summary>
    Paused,

    /// <summary>Restart is under way.</summary>
    Restarting,

    /// <summary>Packets move.</summary>
    Running,

    /// <summary>Pause is under way.</summary>
    Pausing,

    /// <summary>The system went down.</summary>
    Shutdown,
}

/// <summary>Why an adapter is halted.</summary>
/// <remarks>Source: NDIS_HALT_ACTION.</remarks>
public enum NdisHaltAction
{
    /// <summary>The device was disabled.</summary>
    DeviceDisabled,

    /// <summary>The device instance goes away.</summary>
    DeviceInstanceDeInitialized,

    /// <summary>The device loses power.</summary>
    DevicePoweredDown,

    /// <summary>The device was pulled out.</summary>
    SurpriseRemoved,

    /// <summary>The device failed.</summary>
    DeviceFailed,

    /// <summary>Something failed after InitializeEx had succeeded; the adapter never ran.</summary>
    InitializationFailed,

    /// <summary>The device was stopped.</summary>
    DeviceStopped,
}

/// <summary>Why the system goes down.</summary>
/// <remarks>Source: NDIS_SHUTDOWN_ACTION.</remarks>
public enum NdisShutdownAction
{
    /// <summary>Power goes off.</summary>
    PowerOff,

    /// <summary>The system failed; handlers must touch as little as they can.</summary>
    BugCheck,
}

/// <summary>Why an adapter is paused.</summary>
/// <remarks>Source: the pause reasons of NDIS 6.</remarks>
[Flags]
public enum NdisPauseReasons : uint
{
    /// <summary>No reason is given.</summary>
    None = 0,

    /// <summary>A reason of NDIS's own.</summary>
    NdisInternal = 1,

    /// <summary>The device goes to low power.</summary>
    LowPower = 2,

    /// <summary>A protocol is bound.</summary>
    BindProtocol = 4,

    /// <summary>A protocol is unbound.</summary>
    UnbindProtocol = 8,

    /// <summary>A filter module is attached.</summary>
    AttachFilter = 0x10,

    /// <summary>A filter module is detached.</summary>
    DetachFilter = 0x20,
}

/// <summary>What is true of a send.</summary>
/// <remarks>Source: NDIS_SEND_FLAGS.</remarks>
[Flags]
public enum NdisSendFlags : uint
{
    /// <summary>Nothing special.</summary>
    None = 0,

    /// <summary>The caller is at dispatch level.</summary>
    DispatchLevel = 1,

    /// <summary>The packets may be for this host itself.</summary>
    CheckForLoopback = 2,

    /// <summary>All packets are for one queue.</summary>
    SingleQueue = 4,
}

/// <summary>What is true of a completion of sends.</summary>
/// <remarks>Source: NDIS_SEND_COMPLETE_FLAGS.</remarks>
[Flags]
public enum NdisSendCompleteFlags : uint
{
    /// <summary>Nothing special.</summary>
    None = 0,

    /// <summary>The caller is at dispatch level.</summary>
    DispatchLevel = 1,

    /// <summary>All packets are of one queue.</summary>
    SingleQueue = 2,
}

/// <summary>What is true of an indication of received packets.</summary>
/// <remarks>Source: NDIS_RECEIVE_FLAGS.</remarks>
[Flags]
public enum NdisReceiveFlags : uint
{
    /// <summary>Ownership moves: every list comes back through ReturnNetBufferLists.</summary>
    None = 0,

    /// <summary>The caller is at dispatch level.</summary>
    DispatchLevel = 1,

    /// <summary>The lists are lent for the length of the call only; none comes back through ReturnNetBufferLists.</summary>
    Resources = 2,

    /// <summary>All packets have the same Ethernet type.</summary>
    SingleEtherType = 0x100,

    /// <summary>All packets are of the same VLAN.</summary>
    SingleVlan = 0x200,

    /// <summary>Only packets that pass the filter are among them.</summary>
    PerfectFiltered = 0x400,

    /// <summary>All packets are of one queue.</summary>
    SingleQueue = 0x800,
}

/// <summary>What is true of lists that come back.</summary>
/// <remarks>Source: NDIS_RETURN_FLAGS.</remarks>
[Flags]
public enum NdisReturnFlags : uint
{
    /// <summary>Nothing special.</summary>
    None = 0,

    /// <summary>The caller is at dispatch level.</summary>
    DispatchLevel = 1,

    /// <summary>All packets are of one queue.</summary>
    SingleQueue = 2,
}

/// <summary>What a request wants.</summary>
/// <remarks>Source: NDIS_REQUEST_TYPE.</remarks>
public enum NdisRequestType
{
    /// <summary>To read a value.</summary>
    QueryInformation,

    /// <summary>To write a value.</summary>
    SetInformation,

    /// <summary>To read a counter.</summary>
    QueryStatistics,

    /// <summary>To do what the object identifier names, with input and output.</summary>
    Method = 12,
}

/// <summary>What happens to the device.</summary>
/// <remarks>Source: NDIS_DEVICE_PNP_EVENT.</remarks>
public enum NdisDevicePnPEvent
{
    /// <summary>The device was pulled out.</summary>
    SurpriseRemoved = 2,

    /// <summary>The power profile of the system changed.</summary>
    PowerProfileChanged = 6,
}
