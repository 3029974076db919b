namespace NdisRules.Runtime;

/// <summary>The handlers of a driver, for a driver written as functions with a context.</summary>
/// <remarks>
/// <para>Copied when the driver is registered: later changes have no effect. <see cref="InitializeEx"/> and <see cref="HaltEx"/> are
/// mandatory, <see cref="CheckForHangEx"/> and <see cref="ResetEx"/> come together or not at all. For any other that is null the host does
/// what <see cref="MiniportAdapter"/> does when it is not overridden.</para>
/// <para>Threads: for one thread, until registered. Source: NDIS_MINIPORT_DRIVER_CHARACTERISTICS, which demands more handlers.</para>
/// </remarks>
public sealed class MiniportDriverCharacteristics
{
    /// <summary>The major NDIS version that the driver is written for; only 6 is modelled.</summary>
    public byte MajorNdisVersion { get; set; } = 6;

    /// <summary>The minor NDIS version that the driver is written for.</summary>
    public byte MinorNdisVersion { get; set; } = 85;

    /// <summary>Handed to <see cref="SetOptions"/> and <see cref="InitializeEx"/>, null for nothing.</summary>
    public object? MiniportDriverContext { get; set; }

    /// <summary>Runs inside the registration; null for nothing.</summary>
    public MiniportSetOptions? SetOptions { get; set; }

    /// <summary>Opens an adapter. Mandatory.</summary>
    public MiniportInitializeEx? InitializeEx { get; set; }

    /// <summary>Closes an adapter. Mandatory.</summary>
    public MiniportHaltEx? HaltEx { get; set; }

    /// <summary>Stops the data path; null gives Success.</summary>
    public MiniportPause? Pause { get; set; }

    /// <summary>Starts the data path; null gives Success.</summary>
    public MiniportRestart? Restart { get; set; }

    /// <summary>Takes packets to send; null completes each with Failure.</summary>
    public MiniportSendNetBufferLists? SendNetBufferLists { get; set; }

    /// <summary>Takes back indicated lists; null for a driver that indicates none.</summary>
    public MiniportReturnNetBufferLists? ReturnNetBufferLists { get; set; }

    /// <summary>Calls back queued sends; null for a driver that queues none.</summary>
    public MiniportCancelSend? CancelSend { get; set; }

    /// <summary>Says whether the adapter hangs; only together with <see cref="ResetEx"/>.</summary>
    public MiniportCheckForHangEx? CheckForHangEx { get; set; }

    /// <summary>Resets an adapter that hangs; only together with <see cref="CheckForHangEx"/>.</summary>
    public MiniportResetEx? ResetEx { get; set; }

    /// <summary>Quiets the hardware; null for nothing.</summary>
    public MiniportShutdownEx? ShutdownEx { get; set; }

    /// <summary>Hears of power and removal; null for nothing.</summary>
    public MiniportDevicePnPEventNotify? DevicePnPEventNotify { get; set; }

    /// <summary>Answers requests; null gives NotSupported.</summary>
    public MiniportOidRequest? OidRequest { get; set; }

    /// <summary>Calls back requests; null for nothing.</summary>
    public MiniportCancelOidRequest? CancelOidRequest { get; set; }

    /// <summary>Serves interrupts; null for an adapter that has none.</summary>
    public MiniportInterrupt? Interrupt { get; set; }

    /// <summary>Does the deferred work of interrupts; null for nothing.</summary>
    public MiniportInterruptDpc? InterruptDpc { get; set; }

    /// <summary>Ends the driver; null deregisters it.</summary>
    public MiniportDriverUnload? DriverUnload { get; set; }

    /// <summary>Collects the methods of a type that carry <see cref="MiniportRoleAttribute"/>.</summary>
    /// <param name="type">The driver's type. If any of its role methods is an instance method, an instance is made per adapter, with the
    /// constructor that takes nothing, and is the adapter context.</param>
    /// <returns>The characteristics, ready to register. Roles that the host does not run are passed over.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="type"/> is null.</exception>
    /// <exception cref="ArgumentException">Two methods have the same role, or a method does not have the parameters of its role's delegate.
    /// The context parameter may be left out, and the handle with it; or the context is of its own type.</exception>
    /// <remarks>Threads: any. Source: ours.</remarks>
    public static MiniportDriverCharacteristics FromAttributes(Type type)
    {
        ArgumentNullException.ThrowIfNull(type);
        return RoleBinder.Bind(type);
    }

    internal MiniportDriverCharacteristics Copy() => (MiniportDriverCharacteristics)MemberwiseClone();
}
