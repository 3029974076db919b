namespace NdisRules.Runtime;

// The handlers of a miniport driver. Each is called by NDIS (here: the host) in the states that the documentation allows.

/// <summary>Runs inside the registration, so that the driver registers optional handlers.</summary>
/// <param name="ndisDriverHandle">The driver being registered.</param>
/// <param name="driverContext">The driver's context, null if it gave none.</param>
/// <returns>Anything but Success makes the registration fail with it.</returns>
/// <remarks>Source: SET_OPTIONS.</remarks>
public delegate NdisStatus MiniportSetOptions(NdisHandle ndisDriverHandle, object? driverContext);

/// <summary>Opens an adapter: sets its context with <see cref="Ndis.NdisMSetMiniportAttributes"/>, then allocates pools and buffers.</summary>
/// <param name="ndisMiniportHandle">Names the adapter in every call of the driver until HaltEx ends.</param>
/// <param name="miniportDriverContext">The driver's context, null if it gave none.</param>
/// <param name="parameters">What there is to know of the adapter.</param>
/// <returns>Success, and the adapter is Paused and HaltEx will come; or NotAccepted, Resources, Failure, and nothing may be left (NDIS0001).</returns>
/// <remarks>Source: MINIPORT_INITIALIZE.</remarks>
public delegate NdisStatus MiniportInitializeEx(NdisHandle ndisMiniportHandle, object? miniportDriverContext, MiniportInitParameters parameters);

/// <summary>Closes an adapter: frees everything that initialisation or later handlers allocated (NDIS0001).</summary>
/// <param name="miniportAdapterContext">The adapter's context.</param>
/// <param name="action">Why the adapter is halted.</param>
/// <remarks>Called while Paused, with no send and no request under way. Source: MINIPORT_HALT.</remarks>
public delegate void MiniportHaltEx(object? miniportAdapterContext, NdisHaltAction action);

/// <summary>Stops the data path: completes every send, waits for every indicated list to come back.</summary>
/// <param name="miniportAdapterContext">The adapter's context.</param>
/// <param name="parameters">Why the adapter is paused.</param>
/// <returns>Success, or Pending and later <see cref="Ndis.NdisMPauseComplete"/>. It cannot fail.</returns>
/// <remarks>Once it returned, nothing may be indicated: it waits for the calls of other threads to
/// <see cref="Ndis.NdisMIndicateReceiveNetBufferLists"/>. Source: MINIPORT_PAUSE.</remarks>
public delegate NdisStatus MiniportPause(object? miniportAdapterContext, MiniportPauseParameters parameters);

/// <summary>Starts the data path.</summary>
/// <param name="miniportAdapterContext">The adapter's context.</param>
/// <param name="parameters">What has changed since the pause.</param>
/// <returns>Success; Pending and later <see cref="Ndis.NdisMRestartComplete"/>; or Resources or Failure, and the adapter stays Paused.</returns>
/// <remarks>Source: MINIPORT_RESTART.</remarks>
public delegate NdisStatus MiniportRestart(object? miniportAdapterContext, MiniportRestartParameters parameters);

/// <summary>Takes packets to send; each list is completed exactly once, now or later.</summary>
/// <param name="miniportAdapterContext">The adapter's context.</param>
/// <param name="netBufferLists">The first of a chain of lists. They are the driver's until completed.</param>
/// <param name="portNumber">The port to send from.</param>
/// <param name="sendFlags">What is true of the send.</param>
/// <remarks>Duty: <see cref="Ndis.NdisMSendNetBufferListsComplete"/>, before Pause completes. Source: MINIPORT_SEND_NET_BUFFER_LISTS.</remarks>
public delegate void MiniportSendNetBufferLists(object? miniportAdapterContext, NetBufferList netBufferLists, uint portNumber, NdisSendFlags sendFlags);

/// <summary>Takes back lists that the adapter indicated; they are the driver's again, to free or to use once more.</summary>
/// <param name="miniportAdapterContext">The adapter's context.</param>
/// <param name="netBufferLists">The first of a chain of lists, in any order and grouping.</param>
/// <param name="returnFlags">What is true of the return.</param>
/// <remarks>Source: MINIPORT_RETURN_NET_BUFFER_LISTS.</remarks>
public delegate void MiniportReturnNetBufferLists(object? miniportAdapterContext, NetBufferList netBufferLists, NdisReturnFlags returnFlags);

/// <summary>Completes with SendAborted every queued list that carries the cancel identifier.</summary>
/// <param name="miniportAdapterContext">The adapter's context.</param>
/// <param name="cancelId">The identifier.</param>
/// <remarks>Source: MINIPORT_CANCEL_SEND.</remarks>
public delegate void MiniportCancelSend(object? miniportAdapterContext, nint cancelId);

/// <summary>Says whether the adapter hangs.</summary>
/// <param name="miniportAdapterContext">The adapter's context.</param>
/// <returns>True to be reset.</returns>
/// <remarks>Source: MINIPORT_CHECK_FOR_HANG.</remarks>
public delegate bool MiniportCheckForHangEx(object? miniportAdapterContext);

/// <summary>Resets an adapter that hangs.</summary>
/// <param name="miniportAdapterContext">The adapter's context.</param>
/// <param name="addressingReset">Whether the addresses have to be set again.</param>
/// <returns>How the reset ended.</returns>
/// <remarks>Source: MINIPORT_RESET.</remarks>
public delegate NdisStatus MiniportResetEx(object? miniportAdapterContext, out bool addressingReset);

/// <summary>Brings the hardware to a quiet state because the system goes down. Frees nothing.</summary>
/// <param name="miniportAdapterContext">The adapter's context.</param>
/// <param name="action">Why the system goes down.</param>
/// <remarks>Source: MINIPORT_SHUTDOWN.</remarks>
public delegate void MiniportShutdownEx(object? miniportAdapterContext, NdisShutdownAction action);

/// <summary>Hears of power and removal.</summary>
/// <param name="miniportAdapterContext">The adapter's context.</param>
/// <param name="devicePnPEvent">What happens to the device.</param>
/// <remarks>Source: MINIPORT_DEVICE_PNP_EVENT_NOTIFY.</remarks>
public delegate void MiniportDevicePnPEventNotify(object? miniportAdapterContext, NdisDevicePnPEvent devicePnPEvent);

/// <summary>Answers a request.</summary>
/// <param name="miniportAdapterContext">The adapter's context.</param>
/// <param name="request">The request, the driver's until it is answered.</param>
/// <returns>How it ended; NotSupported for an object identifier that the driver does not know; or Pending and later
/// <see cref="Ndis.NdisMOidRequestComplete"/>, which may come before the handler returns.</returns>
/// <remarks>The adapter is given one request at a time; the next comes when this one is answered. Source: MINIPORT_OID_REQUEST.</remarks>
public delegate NdisStatus MiniportOidRequest(object? miniportAdapterContext, NdisOidRequest request);

/// <summary>Calls back a request that is under way: completes it with RequestAborted if the adapter still has it.</summary>
/// <param name="miniportAdapterContext">The adapter's context.</param>
/// <param name="requestId">The request's identifier.</param>
/// <remarks>Source: MINIPORT_CANCEL_OID_REQUEST.</remarks>
public delegate void MiniportCancelOidRequest(object? miniportAdapterContext, nint requestId);

/// <summary>Serves an interrupt.</summary>
/// <param name="miniportInterruptContext">The adapter's context.</param>
/// <param name="queueDefaultInterruptDpc">Whether the deferred handler is to run.</param>
/// <returns>Whether the interrupt was this adapter's.</returns>
/// <remarks>Source: MINIPORT_ISR.</remarks>
public delegate bool MiniportInterrupt(object? miniportInterruptContext, out bool queueDefaultInterruptDpc);

/// <summary>Does the deferred work of an interrupt.</summary>
/// <param name="miniportInterruptContext">The adapter's context.</param>
/// <remarks>Source: MINIPORT_INTERRUPT_DPC.</remarks>
public delegate void MiniportInterruptDpc(object? miniportInterruptContext);

/// <summary>Ends the driver.</summary>
/// <param name="ndisDriverHandle">The driver.</param>
/// <remarks>Duty: calls <see cref="Ndis.NdisMDeregisterMiniportDriver"/>. Source: MINIPORT_UNLOAD, which is given a driver object.</remarks>
public delegate void MiniportDriverUnload(NdisHandle ndisDriverHandle);
