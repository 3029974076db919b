namespace NdisRules.Runtime;

public static partial class Ndis
{
    /// <summary>Registers a driver written as functions, and runs its SetOptions.</summary>
    /// <param name="characteristics">The handlers, copied.</param>
    /// <param name="driver">The driver's handle; null unless the call succeeds.</param>
    /// <returns>Success; BadVersion for another major version than 6; BadCharacteristics if InitializeEx or HaltEx is missing, or one of
    /// CheckForHangEx and ResetEx without the other; or what SetOptions returned.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="characteristics"/> is null.</exception>
    /// <remarks>
    /// <para>Duty: <see cref="NdisMDeregisterMiniportDriver"/>, in DriverUnload, or in DriverEntry when a later step fails.</para>
    /// <para>Threads: any. Source: NdisMRegisterMiniportDriver.</para>
    /// </remarks>
    public static NdisStatus NdisMRegisterMiniportDriver(MiniportDriverCharacteristics characteristics, out NdisHandle driver)
    {
        ArgumentNullException.ThrowIfNull(characteristics);
        driver = null!;
        if (characteristics.MajorNdisVersion != 6) return NdisStatus.BadVersion;
        if (characteristics is { InitializeEx: null } or { HaltEx: null }) return NdisStatus.BadCharacteristics;
        if (characteristics.CheckForHangEx is null != characteristics.ResetEx is null) return NdisStatus.BadCharacteristics;
        var registered = new MiniportDriver(characteristics);
        var status = registered.Handlers.SetOptions!(registered.Handle, registered.Handlers.MiniportDriverContext);
        if (status == NdisStatus.Success) driver = registered.Handle;
        else registered.Deregister();
        return status;
    }

    /// <summary>Registers a driver written as a class.</summary>
    /// <param name="factory">Makes the instance for one adapter; called inside each InitializeEx.</param>
    /// <param name="driver">The driver's handle; null unless the call succeeds.</param>
    /// <returns>Success.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="factory"/> is null.</exception>
    /// <remarks>
    /// <para>Duty: <see cref="NdisMDeregisterMiniportDriver"/>; <see cref="NdisHost.UnloadDriver"/> does it for such a driver.</para>
    /// <para>Threads: any. Source: NdisMRegisterMiniportDriver; the class is ours.</para>
    /// </remarks>
    public static NdisStatus NdisMRegisterMiniportDriver(Func<MiniportAdapter> factory, out NdisHandle driver)
    {
        ArgumentNullException.ThrowIfNull(factory);
        return NdisMRegisterMiniportDriver(MiniportDriver.ForFactory(factory), out driver);
    }

    /// <summary>Ends a registration.</summary>
    /// <param name="driver">The handle from the registration.</param>
    /// <exception cref="NdisViolationException">NDIS0003: deregistered before; NDIS0007: null, or an adapter's handle; NDIS0009: one of
    /// its adapters is not halted.</exception>
    /// <remarks>Threads: any. Source: NdisMDeregisterMiniportDriver.</remarks>
    public static void NdisMDeregisterMiniportDriver(NdisHandle driver)
    {
        if (driver?.Driver is not { } registered)
            throw new NdisViolationException(RuleIds.NeverAcquired, $"{driver?.ToString() ?? "null"} is deregistered, but it is not a miniport driver's handle.");
        registered.Deregister();
    }

    /// <summary>Sets the context that every later handler of the adapter is given.</summary>
    /// <param name="ndisMiniportHandle">The handle that InitializeEx was given.</param>
    /// <param name="miniportAdapterContext">The driver's object for the adapter.</param>
    /// <returns>Success.</returns>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    /// <exception cref="ArgumentException">The handle is a driver's.</exception>
    /// <exception cref="InvalidOperationException">The adapter is not Initializing.</exception>
    /// <remarks>Threads: that of InitializeEx. Source: NdisMSetMiniportAttributes, of whose attributes this is the one that a model needs.</remarks>
    public static NdisStatus NdisMSetMiniportAttributes(NdisHandle ndisMiniportHandle, object miniportAdapterContext)
    {
        ArgumentNullException.ThrowIfNull(ndisMiniportHandle);
        ArgumentNullException.ThrowIfNull(miniportAdapterContext);
        ndisMiniportHandle.AdapterFor("NdisMSetMiniportAttributes").SetContext(miniportAdapterContext);
        return NdisStatus.Success;
    }

    /// <summary>Ends a pause that gave Pending.</summary>
    /// <param name="ndisMiniportHandle">The handle that InitializeEx was given.</param>
    /// <exception cref="ArgumentNullException">The handle is null.</exception>
    /// <exception cref="ArgumentException">The handle is a driver's.</exception>
    /// <exception cref="InvalidOperationException">The adapter is not Pausing.</exception>
    /// <exception cref="NdisViolationException">NDIS0001: sends are not completed, or indicated lists have not come back.</exception>
    /// <remarks>Threads: any. Source: NdisMPauseComplete.</remarks>
    public static void NdisMPauseComplete(NdisHandle ndisMiniportHandle)
    {
        ArgumentNullException.ThrowIfNull(ndisMiniportHandle);
        ndisMiniportHandle.AdapterFor("NdisMPauseComplete").CompletePause("NdisMPauseComplete", ndisMiniportHandle);
    }

    /// <summary>Ends a restart that gave Pending.</summary>
    /// <param name="ndisMiniportHandle">The handle that InitializeEx was given.</param>
    /// <param name="status">Success, and the adapter is Running; anything else, and it is Paused again.</param>
    /// <exception cref="ArgumentNullException">The handle is null.</exception>
    /// <exception cref="ArgumentException">The handle is a driver's, or the status is Pending.</exception>
    /// <exception cref="InvalidOperationException">The adapter is not Restarting.</exception>
    /// <remarks>Threads: any. Source: NdisMRestartComplete.</remarks>
    public static void NdisMRestartComplete(NdisHandle ndisMiniportHandle, NdisStatus status)
    {
        ArgumentNullException.ThrowIfNull(ndisMiniportHandle);
        if (status == NdisStatus.Pending) throw new ArgumentException("A restart does not end with Pending.", nameof(status));
        ndisMiniportHandle.AdapterFor("NdisMRestartComplete").CompleteRestart("NdisMRestartComplete", ndisMiniportHandle, status);
    }
}
