namespace NdisRules.Runtime;

/// <summary>A filter driver written as a class: one instance per module, one override per role.</summary>
/// <remarks>
/// <para>Register it with <see cref="Ndis.NdisFRegisterFilterDriver(Func{FilterModule}, out NdisHandle)"/>. The instance is the module's
/// context. What is not overridden lets everything pass.</para>
/// <para>Duty: what <see cref="FilterAttach"/> and the handlers allocate is freed by <see cref="FilterDetach"/> (NDIS0001).</para>
/// <para>Threads: the host calls life-cycle roles one at a time; data-path roles may come from several threads. Source: the handlers of a
/// filter driver; see the delegate of each name for its contract.</para>
/// </remarks>
public abstract class FilterModule
{
    NdisHandle? handle;

    /// <summary>The handle that names the module in calls to <see cref="Ndis"/>, set before <see cref="FilterAttach"/>.</summary>
    /// <exception cref="InvalidOperationException">The host has not attached it yet.</exception>
    public NdisHandle NdisFilterHandle
    {
        get => handle ?? throw new InvalidOperationException("The filter module has no handle before the host attaches it.");
        internal set => handle = value;
    }

    /// <summary>Opens the module. See the delegate <see cref="Runtime.FilterAttach"/>.</summary>
    /// <param name="parameters">What there is to know of the adapter below.</param>
    /// <returns>Success, or a failure after which nothing may be left (NDIS0001).</returns>
    public abstract NdisStatus FilterAttach(FilterAttachParameters parameters);

    /// <summary>Closes the module. See the delegate <see cref="Runtime.FilterDetach"/>. Frees nothing unless overridden.</summary>
    public virtual void FilterDetach() { }

    /// <summary>Stops the data path. See <see cref="Runtime.FilterPause"/>.</summary>
    /// <param name="parameters">Why the stack is paused.</param>
    /// <returns>Success or Pending. Success unless overridden.</returns>
    public virtual NdisStatus FilterPause(FilterPauseParameters parameters) => NdisStatus.Success;

    /// <summary>Starts the data path. See <see cref="Runtime.FilterRestart"/>.</summary>
    /// <param name="parameters">What has changed since the pause.</param>
    /// <returns>Success, Pending or a failure. Success unless overridden.</returns>
    public virtual NdisStatus FilterRestart(FilterRestartParameters parameters) => NdisStatus.Success;

    /// <summary>Takes what is sent from above. See <see cref="Runtime.FilterSendNetBufferLists"/>. Passes it on unless overridden.</summary>
    /// <param name="netBufferLists">The first of a chain of lists.</param>
    /// <param name="portNumber">The port to send from.</param>
    /// <param name="sendFlags">What is true of the send.</param>
    public virtual void FilterSendNetBufferLists(NetBufferList netBufferLists, uint portNumber, NdisSendFlags sendFlags) =>
        Ndis.NdisFSendNetBufferLists(NdisFilterHandle, netBufferLists, portNumber, sendFlags);

    /// <summary>Takes back sent lists from below. See <see cref="Runtime.FilterSendNetBufferListsComplete"/>. Passes them up unless
    /// overridden; override it in a driver that sends lists of its own.</summary>
    /// <param name="netBufferLists">The first of a chain of lists.</param>
    /// <param name="sendCompleteFlags">What is true of the completion.</param>
    public virtual void FilterSendNetBufferListsComplete(NetBufferList netBufferLists, NdisSendCompleteFlags sendCompleteFlags) =>
        Ndis.NdisFSendNetBufferListsComplete(NdisFilterHandle, netBufferLists, sendCompleteFlags);

    /// <summary>Takes received packets from below. See <see cref="Runtime.FilterReceiveNetBufferLists"/>. Passes them up unless overridden.</summary>
    /// <param name="netBufferLists">The first of a chain of lists.</param>
    /// <param name="portNumber">The port on which they arrived.</param>
    /// <param name="numberOfNetBufferLists">How many lists the chain has.</param>
    /// <param name="receiveFlags">What is true of the indication.</param>
    public virtual void FilterReceiveNetBufferLists(
        NetBufferList netBufferLists, uint portNumber, int numberOfNetBufferLists, NdisReceiveFlags receiveFlags) =>
        Ndis.NdisFIndicateReceiveNetBufferLists(NdisFilterHandle, netBufferLists, portNumber, numberOfNetBufferLists, receiveFlags);

    /// <summary>Takes back indicated lists from above. See <see cref="Runtime.FilterReturnNetBufferLists"/>. Passes them down unless
    /// overridden; override it in a driver that indicates lists of its own.</summary>
    /// <param name="netBufferLists">The first of a chain of lists.</param>
    /// <param name="returnFlags">What is true of the return.</param>
    public virtual void FilterReturnNetBufferLists(NetBufferList netBufferLists, NdisReturnFlags returnFlags) =>
        Ndis.NdisFReturnNetBufferLists(NdisFilterHandle, netBufferLists, returnFlags);

    /// <summary>Calls back kept sends. See <see cref="Runtime.FilterCancelSendNetBufferLists"/>. Passes the cancel down unless overridden.</summary>
    /// <param name="cancelId">The identifier that the sends carry.</param>
    public virtual void FilterCancelSendNetBufferLists(nint cancelId) => Ndis.NdisFCancelSendNetBufferLists(NdisFilterHandle, cancelId);

    /// <summary>Answers a request from above. See <see cref="Runtime.FilterOidRequest"/>. Passes a clone of it down unless overridden.</summary>
    /// <param name="request">The request.</param>
    /// <returns>How it ended, Pending if that comes later.</returns>
    public virtual NdisStatus FilterOidRequest(NdisOidRequest request)
    {
        var status = Ndis.NdisAllocateCloneOidRequest(NdisFilterHandle, request, 0, out var clone);
        if (status != NdisStatus.Success) return status;
        try
        {
            status = Ndis.NdisFOidRequest(NdisFilterHandle, clone!);
        }
        finally
        {
            if (status != NdisStatus.Pending) TakeResults(clone!, request);
        }
        return status;
    }

    /// <summary>Hears how a request ended that was left pending. See <see cref="Runtime.FilterOidRequestComplete"/>. Unless overridden, the
    /// results of a clone go into what it was made of, it is freed, and that, or what was passed on as it was, is completed; what is the
    /// module's own is left to it.</summary>
    /// <param name="request">The request: the module's own, or its clone of one from above.</param>
    /// <param name="status">How it ended; never Pending.</param>
    public virtual void FilterOidRequestComplete(NdisOidRequest request, NdisStatus status)
    {
        if (request.ClonedFrom is { } original) TakeResults(request, original);
        if ((request.ClonedFrom ?? request) is var given && OidTrip.IsHeldBy(given, NdisFilterHandle))
            Ndis.NdisFOidRequestComplete(NdisFilterHandle, given, status);
    }

    /// <summary>Calls back a request. See <see cref="Runtime.FilterCancelOidRequest"/>. Passes the cancel down unless overridden.</summary>
    /// <param name="requestId">The request's identifier.</param>
    public virtual void FilterCancelOidRequest(nint requestId) => Ndis.NdisFCancelOidRequest(NdisFilterHandle, requestId);

    void TakeResults(NdisOidRequest clone, NdisOidRequest original)
    {
        original.BytesProcessed = clone.BytesProcessed;
        original.BytesNeeded = clone.BytesNeeded;
        Ndis.NdisFreeCloneOidRequest(NdisFilterHandle, clone);
    }
}
