namespace NdisRules.Runtime;

/// <summary>A driver written as a class: one instance per adapter, one override per role.</summary>
/// <remarks>
/// <para>Register it with <see cref="Ndis.NdisMRegisterMiniportDriver(Func{MiniportAdapter}, out NdisHandle)"/>. The instance is the adapter
/// context; the factory is called for each initialisation.</para>
/// <para>Duty: what <see cref="InitializeEx"/> and the handlers allocate is freed by <see cref="HaltEx"/> (NDIS0001).</para>
/// <para>Threads: the host calls life-cycle roles one at a time; data-path roles may come from several threads. Source: the handlers
/// of a miniport driver; see the delegate of each name for its contract.</para>
/// </remarks>
public abstract class MiniportAdapter
{
    NdisHandle? handle;

    /// <summary>The handle that names the adapter in calls to <see cref="Ndis"/>, set before <see cref="InitializeEx"/>.</summary>
    /// <exception cref="InvalidOperationException">The host has not initialised the adapter yet.</exception>
    public NdisHandle NdisMiniportHandle
    {
        get => handle ?? throw new InvalidOperationException("The adapter has no handle before the host initialises it.");
        internal set => handle = value;
    }

    /// <summary>Opens the adapter. See <see cref="MiniportInitializeEx"/>.</summary>
    /// <param name="parameters">What there is to know of the adapter.</param>
    /// <returns>Success, or a failure after which nothing may be left (NDIS0001).</returns>
    public abstract NdisStatus InitializeEx(MiniportInitParameters parameters);

    /// <summary>Closes the adapter. See <see cref="MiniportHaltEx"/>. Frees nothing unless overridden.</summary>
    /// <param name="action">Why the adapter is halted.</param>
    public virtual void HaltEx(NdisHaltAction action) { }

    /// <summary>Stops the data path. See <see cref="MiniportPause"/>.</summary>
    /// <param name="parameters">Why the adapter is paused.</param>
    /// <returns>Success or Pending. Success unless overridden.</returns>
    public virtual NdisStatus Pause(MiniportPauseParameters parameters) => NdisStatus.Success;

    /// <summary>Starts the data path. See <see cref="MiniportRestart"/>.</summary>
    /// <param name="parameters">What has changed since the pause.</param>
    /// <returns>Success, Pending, Resources or Failure. Success unless overridden.</returns>
    public virtual NdisStatus Restart(MiniportRestartParameters parameters) => NdisStatus.Success;

    /// <summary>Takes packets to send. See <see cref="MiniportSendNetBufferLists"/>. Completes each with Failure unless overridden.</summary>
    /// <param name="netBufferLists">The first of a chain of lists.</param>
    /// <param name="portNumber">The port to send from.</param>
    /// <param name="sendFlags">What is true of the send.</param>
    public virtual void SendNetBufferLists(NetBufferList netBufferLists, uint portNumber, NdisSendFlags sendFlags)
    {
        foreach (var list in netBufferLists.Chain) list.Status = NdisStatus.Failure;
        Ndis.NdisMSendNetBufferListsComplete(NdisMiniportHandle, netBufferLists, NdisSendCompleteFlags.None);
    }

    /// <summary>Takes back indicated lists. See <see cref="MiniportReturnNetBufferLists"/>. Override it in a driver that indicates any.</summary>
    /// <param name="netBufferLists">The first of a chain of lists.</param>
    /// <param name="returnFlags">What is true of the return.</param>
    public virtual void ReturnNetBufferLists(NetBufferList netBufferLists, NdisReturnFlags returnFlags) { }

    /// <summary>Calls back queued sends. See <see cref="MiniportCancelSend"/>. Nothing is queued unless overridden.</summary>
    /// <param name="cancelId">The identifier that the sends carry.</param>
    public virtual void CancelSend(nint cancelId) { }

    /// <summary>Says whether the adapter hangs. See <see cref="MiniportCheckForHangEx"/>.</summary>
    /// <returns>True to be reset. False unless overridden.</returns>
    public virtual bool CheckForHangEx() => false;

    /// <summary>Resets the adapter. See <see cref="MiniportResetEx"/>.</summary>
    /// <param name="addressingReset">Whether the addresses have to be set again.</param>
    /// <returns>How the reset ended. Success unless overridden.</returns>
    public virtual NdisStatus ResetEx(out bool addressingReset)
    {
        addressingReset = false;
        return NdisStatus.Success;
    }

    /// <summary>Quiets the hardware. See <see cref="MiniportShutdownEx"/>.</summary>
    /// <param name="action">Why the system goes down.</param>
    public virtual void ShutdownEx(NdisShutdownAction action) { }

    /// <summary>Hears of power and removal. See <see cref="MiniportDevicePnPEventNotify"/>.</summary>
    /// <param name="devicePnPEvent">What happens to the device.</param>
    public virtual void DevicePnPEventNotify(NdisDevicePnPEvent devicePnPEvent) { }

    /// <summary>Answers a request. See <see cref="MiniportOidRequest"/>.</summary>
    /// <param name="request">The request.</param>
    /// <returns>How it ended. NotSupported unless overridden.</returns>
    public virtual NdisStatus OidRequest(NdisOidRequest request) => NdisStatus.NotSupported;

    /// <summary>Calls back a request. See <see cref="MiniportCancelOidRequest"/>.</summary>
    /// <param name="requestId">The request's identifier.</param>
    public virtual void CancelOidRequest(nint requestId) { }

    /// <summary>Serves an interrupt. See <see cref="MiniportInterrupt"/>.</summary>
    /// <param name="queueDefaultInterruptDpc">Whether <see cref="InterruptDpc"/> is to run.</param>
    /// <returns>Whether the interrupt was this adapter's. False unless overridden.</returns>
    public virtual bool Interrupt(out bool queueDefaultInterruptDpc)
    {
        queueDefaultInterruptDpc = false;
        return false;
    }

    /// <summary>Does the deferred work of an interrupt. See <see cref="MiniportInterruptDpc"/>.</summary>
    public virtual void InterruptDpc() { }
}
