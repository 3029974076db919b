namespace NdisRules.Runtime;

// The handlers of a protocol driver, of each of its bindings to an adapter.

/// <summary>Opens a binding: calls <see cref="Ndis.NdisOpenAdapterEx"/>, then allocates what the binding needs.</summary>
/// <param name="protocolDriverContext">The driver's context, null if it gave none.</param>
/// <param name="bindContext">Names the bind in <see cref="Ndis.NdisOpenAdapterEx"/>.</param>
/// <param name="parameters">What there is to know of the adapter.</param>
/// <returns>Success, and <see cref="ProtocolUnbindAdapterEx"/> will come; or a failure, and nothing may be left (NDIS0001); or Pending and
/// later <see cref="Ndis.NdisCompleteBindAdapterEx"/>.</returns>
/// <remarks>The stack is paused until the bind has ended. Source: PROTOCOL_BIND_ADAPTER_EX.</remarks>
public delegate NdisStatus ProtocolBindAdapterEx(object? protocolDriverContext, NdisHandle bindContext, ProtocolBindParameters parameters);

/// <summary>Closes a binding: frees everything, then calls <see cref="Ndis.NdisCloseAdapterEx"/> (NDIS0001).</summary>
/// <param name="protocolBindingContext">The binding's context.</param>
/// <remarks>Source: PROTOCOL_UNBIND_ADAPTER_EX, for a driver that has closed when it returns; see
/// <see cref="ProtocolUnbindAdapterExWithContext"/>.</remarks>
public delegate void ProtocolUnbindAdapterEx(object? protocolBindingContext);

/// <summary>Closes a binding, now or later: frees everything, then calls <see cref="Ndis.NdisCloseAdapterEx"/> (NDIS0001).</summary>
/// <param name="protocolBindingContext">The binding's context.</param>
/// <param name="unbindContext">Names the unbind in <see cref="Ndis.NdisCompleteUnbindAdapterEx"/>.</param>
/// <returns>Success; or Pending and later <see cref="Ndis.NdisCompleteUnbindAdapterEx"/>. It cannot fail.</returns>
/// <remarks>The stack is paused until the unbind has ended. Source: PROTOCOL_UNBIND_ADAPTER_EX, which has the parameters in the other order.</remarks>
public delegate NdisStatus ProtocolUnbindAdapterExWithContext(object? protocolBindingContext, NdisHandle unbindContext);

/// <summary>Hears that a binding is closed, for which <see cref="Ndis.NdisCloseAdapterEx"/> gave Pending. No other handler of it will run.</summary>
/// <param name="protocolBindingContext">The binding's context.</param>
/// <remarks>Runs on a thread of its own, perhaps before NdisCloseAdapterEx has returned. Source: PROTOCOL_CLOSE_ADAPTER_COMPLETE_EX.</remarks>
public delegate void ProtocolCloseAdapterCompleteEx(object? protocolBindingContext);

/// <summary>Takes back sent lists; they are the driver's again, with their Status set.</summary>
/// <param name="protocolBindingContext">The binding's context.</param>
/// <param name="netBufferLists">The first of a chain of lists that the binding sent, in any order and grouping.</param>
/// <param name="sendCompleteFlags">What is true of the completion.</param>
/// <remarks>Source: PROTOCOL_SEND_NET_BUFFER_LISTS_COMPLETE.</remarks>
public delegate void ProtocolSendNetBufferListsComplete(
    object? protocolBindingContext, NetBufferList netBufferLists, NdisSendCompleteFlags sendCompleteFlags);

/// <summary>Takes received packets.</summary>
/// <param name="protocolBindingContext">The binding's context.</param>
/// <param name="netBufferLists">The first of a chain of lists.</param>
/// <param name="portNumber">The port on which they arrived.</param>
/// <param name="numberOfNetBufferLists">How many lists the chain has.</param>
/// <param name="receiveFlags">With Resources the lists are lent for the length of the call, and the chain is left as it was.</param>
/// <remarks>Duty: without Resources, <see cref="Ndis.NdisReturnNetBufferLists"/>, before the adapter's pause can end. A list may be a
/// copy of the one that was indicated, over the same memory. Source: PROTOCOL_RECEIVE_NET_BUFFER_LISTS.</remarks>
public delegate void ProtocolReceiveNetBufferLists(
    object? protocolBindingContext, NetBufferList netBufferLists, uint portNumber, int numberOfNetBufferLists, NdisReceiveFlags receiveFlags);

/// <summary>Hears that the binding pauses or runs.</summary>
/// <param name="protocolBindingContext">The binding's context.</param>
/// <param name="netEvent">What happens. On a pause the driver sends no more, and waits for what it sent.</param>
/// <returns>Success, or Pending and later <see cref="Ndis.NdisCompleteNetPnPEvent"/>. It cannot fail.</returns>
/// <remarks>Source: PROTOCOL_NET_PNP_EVENT, of whose events these are the ones that a model needs.</remarks>
public delegate NdisStatus ProtocolNetPnPEvent(object? protocolBindingContext, NetPnPEvent netEvent);

/// <summary>Hears how a request ended that <see cref="Ndis.NdisOidRequest"/> left Pending; it is the driver's again.</summary>
/// <param name="protocolBindingContext">The binding's context.</param>
/// <param name="oidRequest">The request.</param>
/// <param name="status">How it ended; never Pending.</param>
/// <remarks>May come before NdisOidRequest has returned, on any thread. Source: PROTOCOL_OID_REQUEST_COMPLETE.</remarks>
public delegate void ProtocolOidRequestComplete(object? protocolBindingContext, NdisOidRequest oidRequest, NdisStatus status);
