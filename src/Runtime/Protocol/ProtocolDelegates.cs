namespace NdisRules.Runtime;

// The handlers of a protocol driver, of each of its bindings to an adapter.

/// <summary>Opens a binding: calls <see cref="Ndis.NdisOpenAdapterEx"/>, then allocates what the binding needs.</summary>
/// <param name="protocolDriverContext">The driver's context, null if it gave none.</param>
/// <param name="bindContext">Names the bind in <see cref="Ndis.NdisOpenAdapterEx"/>.</param>
/// <param name="parameters">What there is to know of the adapter.</param>
/// <returns>Success, and <see cref="ProtocolUnbindAdapterEx"/> will come; or a failure, and nothing may be left (NDIS0001).</returns>
/// <remarks>Source: PROTOCOL_BIND_ADAPTER_EX. Completion at a later time is not modelled: Pending counts as a failure.</remarks>
public delegate NdisStatus ProtocolBindAdapterEx(object? protocolDriverContext, NdisHandle bindContext, ProtocolBindParameters parameters);

/// <summary>Closes a binding: frees everything, then calls <see cref="Ndis.NdisCloseAdapterEx"/> (NDIS0001).</summary>
/// <param name="protocolBindingContext">The binding's context.</param>
/// <remarks>Source: PROTOCOL_UNBIND_ADAPTER_EX, whose status and unbind context serve a completion at a later time, which is not modelled.</remarks>
public delegate void ProtocolUnbindAdapterEx(object? protocolBindingContext);

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
