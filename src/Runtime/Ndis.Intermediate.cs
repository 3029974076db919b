namespace NdisRules.Runtime;

public static partial class Ndis
{
    /// <summary>Says that a miniport driver and a protocol driver are the two edges of one intermediate driver.</summary>
    /// <param name="driver">The handle from the miniport registration.</param>
    /// <param name="protocol">The handle from the protocol registration.</param>
    /// <exception cref="ArgumentNullException">A handle is null.</exception>
    /// <exception cref="ArgumentException">A handle is not a driver's of its kind.</exception>
    /// <remarks>From then on a list that one edge holds may be passed on by the other, with SourceHandle set to that edge's handle and set back
    /// when the list came back. Threads: before adapters are opened. Source: NdisIMAssociateMiniport.</remarks>
    public static void NdisIMAssociateMiniport(NdisHandle driver, NdisHandle protocol)
    {
        ArgumentNullException.ThrowIfNull(driver);
        ArgumentNullException.ThrowIfNull(protocol);
        var miniport = driver.Driver ?? throw new ArgumentException($"{driver} is not a miniport driver's handle.", nameof(driver));
        miniport.Protocol = protocol.Of as RegisteredProtocol ?? throw new ArgumentException($"{protocol} is not a protocol driver's handle.", nameof(protocol));
    }

    /// <summary>Makes a virtual adapter of an intermediate driver, in the host of the adapters that it is bound to, and initialises it.</summary>
    /// <param name="driver">The handle from the miniport registration.</param>
    /// <param name="driverInstance">The name of the virtual adapter.</param>
    /// <param name="deviceContext">Found by InitializeEx in <see cref="MiniportInitParameters.IMDeviceInstanceContext"/>, null for nothing.</param>
    /// <returns>What InitializeEx returned; after a failure there is no virtual adapter.</returns>
    /// <exception cref="ArgumentNullException">The handle or the name is null.</exception>
    /// <exception cref="ArgumentException">The handle is not a miniport driver's.</exception>
    /// <exception cref="InvalidOperationException">The driver is not associated with a protocol driver, or that has no binding.</exception>
    /// <exception cref="NdisViolationException">NDIS0001: InitializeEx failed and left pools, MDLs or timers, which the exception lists.</exception>
    /// <remarks>
    /// <para>The virtual adapter is in <see cref="NdisHost.Adapters"/> from then on; protocols are bound to it as to any other.</para>
    /// <para>Duty: <see cref="NdisIMDeInitializeDeviceInstance"/>, at the latest in the ProtocolUnbindAdapterEx of the last binding below.</para>
    /// <para>Threads: that of ProtocolBindAdapterEx, once the adapter below is open. Source: NdisIMInitializeDeviceInstanceEx.</para>
    /// </remarks>
    public static NdisStatus NdisIMInitializeDeviceInstanceEx(NdisHandle driver, string driverInstance, object? deviceContext)
    {
        ArgumentNullException.ThrowIfNull(driver);
        ArgumentNullException.ThrowIfNull(driverInstance);
        var miniport = driver.Driver ?? throw new ArgumentException($"{driver} is not a miniport driver's handle.", nameof(driver));
        var below = miniport.Protocol?.Bindings.LastOrDefault()
            ?? throw new InvalidOperationException($"NdisIMInitializeDeviceInstanceEx: {driver} is associated with no protocol driver that has a binding.");
        var host = below.Adapter.Host;
        var adapter = host.AddAdapter(driver, driverInstance, new MiniportInitParameters { IMDeviceInstanceContext = deviceContext });
        var status = NdisStatus.Failure;
        try
        {
            status = adapter.Initialize();
        }
        finally
        {
            if (status != NdisStatus.Success) host.Remove(adapter);
        }
        return status;
    }

    /// <summary>Ends a virtual adapter: pauses it if it is Running, then halts it, its own protocols and filter modules first.</summary>
    /// <param name="ndisMiniportHandle">The handle that InitializeEx was given.</param>
    /// <returns>Success.</returns>
    /// <exception cref="ArgumentNullException">The handle is null.</exception>
    /// <exception cref="ArgumentException">The handle is something else's.</exception>
    /// <exception cref="InvalidOperationException">The virtual adapter is neither Paused nor Running, or its pause is pending.</exception>
    /// <exception cref="NdisViolationException">NDIS0001: something is left, see <see cref="HostedAdapter.Halt"/>.</exception>
    /// <remarks>Threads: that of ProtocolUnbindAdapterEx. Source: NdisIMDeInitializeDeviceInstance.</remarks>
    public static NdisStatus NdisIMDeInitializeDeviceInstance(NdisHandle ndisMiniportHandle)
    {
        ArgumentNullException.ThrowIfNull(ndisMiniportHandle);
        var adapter = ndisMiniportHandle.AdapterFor("NdisIMDeInitializeDeviceInstance");
        if (adapter.State == MiniportState.Running) adapter.Pause();
        adapter.Halt(NdisHaltAction.DeviceInstanceDeInitialized);
        adapter.Host.Remove(adapter);
        return NdisStatus.Success;
    }
}
