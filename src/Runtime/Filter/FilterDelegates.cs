namespace NdisRules.Runtime;

// The handlers of a filter driver, of each of its modules in the stack over an adapter.

/// <summary>Opens a filter module: sets its context with <see cref="Ndis.NdisFSetAttributes"/>, then allocates what it needs.</summary>
/// <param name="ndisFilterHandle">Names the module in every call of the driver until FilterDetach ends.</param>
/// <param name="filterDriverContext">The driver's context, null if it gave none.</param>
/// <param name="parameters">What there is to know of the adapter below.</param>
/// <returns>Success, and the module is Paused and FilterDetach will come; or a failure, and nothing may be left (NDIS0001).</returns>
/// <remarks>Source: FILTER_ATTACH.</remarks>
public delegate NdisStatus FilterAttach(NdisHandle ndisFilterHandle, object? filterDriverContext, FilterAttachParameters parameters);

/// <summary>Closes a filter module: frees everything that it has (NDIS0001).</summary>
/// <param name="filterModuleContext">The module's context.</param>
/// <remarks>Called while Paused. Source: FILTER_DETACH.</remarks>
public delegate void FilterDetach(object? filterModuleContext);

/// <summary>Stops the data path of a module: gives back every list that it holds, waits for those of its own.</summary>
/// <param name="filterModuleContext">The module's context.</param>
/// <param name="parameters">Why the stack is paused.</param>
/// <returns>Success, or Pending and later <see cref="Ndis.NdisFPauseComplete"/>. It cannot fail.</returns>
/// <remarks>Source: FILTER_PAUSE.</remarks>
public delegate NdisStatus FilterPause(object? filterModuleContext, FilterPauseParameters parameters);

/// <summary>Starts the data path of a module.</summary>
/// <param name="filterModuleContext">The module's context.</param>
/// <param name="parameters">What has changed since the pause.</param>
/// <returns>Success; Pending and later <see cref="Ndis.NdisFRestartComplete"/>; or a failure, and the stack is paused again.</returns>
/// <remarks>Source: FILTER_RESTART.</remarks>
public delegate NdisStatus FilterRestart(object? filterModuleContext, FilterRestartParameters parameters);

/// <summary>Takes what is sent from above: to pass on, to keep for a while, or to complete itself.</summary>
/// <param name="filterModuleContext">The module's context.</param>
/// <param name="netBufferLists">The first of a chain of lists. They are the driver's until it passes them on or completes them.</param>
/// <param name="portNumber">The port to send from.</param>
/// <param name="sendFlags">What is true of the send.</param>
/// <remarks>Duty: each list goes to <see cref="Ndis.NdisFSendNetBufferLists"/> or <see cref="Ndis.NdisFSendNetBufferListsComplete"/>, once.
/// Source: FILTER_SEND_NET_BUFFER_LISTS.</remarks>
public delegate void FilterSendNetBufferLists(object? filterModuleContext, NetBufferList netBufferLists, uint portNumber, NdisSendFlags sendFlags);

/// <summary>Takes back sent lists from below: to pass up, or, if the module sent them itself, to keep.</summary>
/// <param name="filterModuleContext">The module's context.</param>
/// <param name="netBufferLists">The first of a chain of lists; those with the module's handle in SourceHandle are its own again.</param>
/// <param name="sendCompleteFlags">What is true of the completion.</param>
/// <remarks>Duty: <see cref="Ndis.NdisFSendNetBufferListsComplete"/> for the lists of others. Source: FILTER_SEND_NET_BUFFER_LISTS_COMPLETE.</remarks>
public delegate void FilterSendNetBufferListsComplete(
    object? filterModuleContext, NetBufferList netBufferLists, NdisSendCompleteFlags sendCompleteFlags);

/// <summary>Takes received packets from below: to pass up, to keep for a while, or to return.</summary>
/// <param name="filterModuleContext">The module's context.</param>
/// <param name="netBufferLists">The first of a chain of lists.</param>
/// <param name="portNumber">The port on which they arrived.</param>
/// <param name="numberOfNetBufferLists">How many lists the chain has.</param>
/// <param name="receiveFlags">With Resources the lists are lent for the length of the call, and the chain is left as it was.</param>
/// <remarks>Duty: without Resources each list goes to <see cref="Ndis.NdisFIndicateReceiveNetBufferLists"/> or
/// <see cref="Ndis.NdisFReturnNetBufferLists"/>, once. Source: FILTER_RECEIVE_NET_BUFFER_LISTS.</remarks>
public delegate void FilterReceiveNetBufferLists(
    object? filterModuleContext, NetBufferList netBufferLists, uint portNumber, int numberOfNetBufferLists, NdisReceiveFlags receiveFlags);

/// <summary>Takes back indicated lists from above: to pass down, or, if the module indicated them itself, to keep.</summary>
/// <param name="filterModuleContext">The module's context.</param>
/// <param name="netBufferLists">The first of a chain of lists; those with the module's handle in SourceHandle are its own again.</param>
/// <param name="returnFlags">What is true of the return.</param>
/// <remarks>Duty: <see cref="Ndis.NdisFReturnNetBufferLists"/> for the lists of others. Source: FILTER_RETURN_NET_BUFFER_LISTS.</remarks>
public delegate void FilterReturnNetBufferLists(object? filterModuleContext, NetBufferList netBufferLists, NdisReturnFlags returnFlags);

/// <summary>Completes with SendAborted every kept list that carries the cancel identifier, and passes the cancel down.</summary>
/// <param name="filterModuleContext">The module's context.</param>
/// <param name="cancelId">The identifier.</param>
/// <remarks>Duty: <see cref="Ndis.NdisFCancelSendNetBufferLists"/>. Source: FILTER_CANCEL_SEND_NET_BUFFER_LISTS.</remarks>
public delegate void FilterCancelSendNetBufferLists(object? filterModuleContext, nint cancelId);

/// <summary>Answers a request from above, or passes a clone of it down.</summary>
/// <param name="filterModuleContext">The module's context.</param>
/// <param name="request">The request, the module's until it is answered.</param>
/// <returns>How it ended; or Pending and later <see cref="Ndis.NdisFOidRequestComplete"/>, which may come before the handler returns.</returns>
/// <remarks>The module is given one request at a time; the next comes when this one is answered. To pass one down, it puts a clone of it
/// (<see cref="Ndis.NdisAllocateCloneOidRequest"/>) to <see cref="Ndis.NdisFOidRequest"/>. Source: FILTER_OID_REQUEST.</remarks>
public delegate NdisStatus FilterOidRequest(object? filterModuleContext, NdisOidRequest request);

/// <summary>Hears how a request ended that <see cref="Ndis.NdisFOidRequest"/> left Pending; it is the module's again.</summary>
/// <param name="filterModuleContext">The module's context.</param>
/// <param name="request">The request: the module's own, or its clone of one from above.</param>
/// <param name="status">How it ended; never Pending.</param>
/// <remarks>Duty: for a clone, <see cref="Ndis.NdisFreeCloneOidRequest"/>, and <see cref="Ndis.NdisFOidRequestComplete"/> for what it was made
/// of. May come before NdisFOidRequest has returned, on any thread. Source: FILTER_OID_REQUEST_COMPLETE.</remarks>
public delegate void FilterOidRequestComplete(object? filterModuleContext, NdisOidRequest request, NdisStatus status);

/// <summary>Calls back a request that the module was given, or passes the cancel down to what it put itself.</summary>
/// <param name="filterModuleContext">The module's context.</param>
/// <param name="requestId">The request's identifier.</param>
/// <remarks>Duty: completes what it has of the request with RequestAborted, and calls <see cref="Ndis.NdisFCancelOidRequest"/> for what it
/// passed down. Source: FILTER_CANCEL_OID_REQUEST.</remarks>
public delegate void FilterCancelOidRequest(object? filterModuleContext, nint requestId);
