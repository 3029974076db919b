namespace NdisRules.Runtime;

/// <summary>What a method of a driver is called for.</summary>
/// <remarks>Source: the handlers of a miniport driver, and the pool-owning pairs of protocol and filter drivers.</remarks>
public enum MiniportRole
{
    /// <summary>Starts the driver: registers it.</summary>
    DriverEntry,

    /// <summary>Runs inside the registration, to register optional handlers.</summary>
    SetOptions,

    /// <summary>Opens an adapter and allocates what it needs.</summary>
    InitializeEx,

    /// <summary>Closes an adapter and frees everything it has.</summary>
    HaltEx,

    /// <summary>Stops the data path; completes and takes back everything under way.</summary>
    Pause,

    /// <summary>Starts the data path.</summary>
    Restart,

    /// <summary>Takes packets to send.</summary>
    SendNetBufferLists,

    /// <summary>Takes back packets that the adapter indicated.</summary>
    ReturnNetBufferLists,

    /// <summary>Calls back sends that have not gone out.</summary>
    CancelSend,

    /// <summary>Says whether the adapter hangs.</summary>
    CheckForHangEx,

    /// <summary>Resets an adapter that hangs.</summary>
    ResetEx,

    /// <summary>Brings the hardware to a quiet state because the system goes down.</summary>
    ShutdownEx,

    /// <summary>Hears of power and removal.</summary>
    DevicePnPEventNotify,

    /// <summary>Answers a query or sets a value.</summary>
    OidRequest,

    /// <summary>Calls back a request that is under way.</summary>
    CancelOidRequest,

    /// <summary>Serves an interrupt.</summary>
    Interrupt,

    /// <summary>Does the deferred work of an interrupt.</summary>
    InterruptDpc,

    /// <summary>Ends the driver: deregisters it.</summary>
    DriverUnload,

    /// <summary>Opens a binding of a protocol driver. Registered by <see cref="ProtocolDriverCharacteristics"/>.</summary>
    ProtocolBindAdapterEx,

    /// <summary>Closes a binding of a protocol driver. Registered by <see cref="ProtocolDriverCharacteristics"/>.</summary>
    ProtocolUnbindAdapterEx,

    /// <summary>Opens a filter module. Registered by <see cref="FilterDriverCharacteristics"/>.</summary>
    FilterAttach,

    /// <summary>Closes a filter module. Registered by <see cref="FilterDriverCharacteristics"/>.</summary>
    FilterDetach,
}
