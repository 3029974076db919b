namespace NdisRules.Runtime;

// Requests and their cancels: down through the stack to the driver that answers, one at a time for each.
public sealed partial class HostedAdapter
{
    readonly OidLine requests;

    /// <summary>How many requests the miniport has not completed, those that wait for it included.</summary>
    public int PendingRequestCount => requests.UnansweredCount;

    /// <summary>Puts a request to the stack: to the filter modules from the top, then to the miniport.</summary>
    /// <param name="request">The request, left alone by the caller until it is completed.</param>
    /// <returns>What the driver that answered returned. Pending: a driver completes it later, or has others before it;
    /// <see cref="Submit"/> lets the host hear of it.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="request"/> is null.</exception>
    /// <exception cref="InvalidOperationException">The adapter is not Paused, Restarting, Running or Pausing.</exception>
    /// <exception cref="NdisViolationException">NDIS0004: it is under way, or a freed clone. NDIS0003 or NDIS0009: a driver answered it once
    /// more, or before a clone of it came back.</exception>
    public NdisStatus Request(NdisOidRequest request) => Submit(request).Status;

    /// <summary>Puts a request to the stack, as <see cref="Request(NdisOidRequest)"/> does, and lets the host hear how it ended.</summary>
    /// <param name="request">The request, left alone by the caller until it is completed.</param>
    /// <returns>The request on its way; completed if a driver answered inside the call.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="request"/> is null.</exception>
    /// <exception cref="InvalidOperationException">The adapter is not Paused, Restarting, Running or Pausing.</exception>
    /// <exception cref="NdisViolationException">NDIS0004: it is under way, or a freed clone. NDIS0003 or NDIS0009: a driver answered it once
    /// more, or before a clone of it came back.</exception>
    public HostRequest Submit(NdisOidRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        var asked = new HostRequest(request);
        var status = RequestDown(0, new OidSource(hostBinding.NdisBindingHandle, asked.Hear), request, nameof(Submit));
        if (status != NdisStatus.Pending) asked.Complete(status);
        return asked;
    }

    /// <summary>Asks the stack to call a request of the host back. One that still waits for its driver is completed with RequestAborted.</summary>
    /// <param name="requestId">The request's identifier.</param>
    /// <exception cref="InvalidOperationException">The adapter is not Paused, Restarting, Running or Pausing.</exception>
    public void CancelRequest(nint requestId)
    {
        RequireOpen("MiniportCancelOidRequest");
        CancelRequestDown(0, hostBinding.NdisBindingHandle, requestId);
    }

    internal NdisStatus Request(HostedBinding from, NdisOidRequest request) =>
        RequestDown(0, new OidSource(from.NdisBindingHandle, from.RequestComplete), request, "NdisOidRequest");

    internal NdisStatus Request(HostedFilter from, NdisOidRequest request) =>
        RequestDown(Below(from), new OidSource(from.NdisFilterHandle, from.RequestComplete), request, "NdisFOidRequest");

    /// <summary>Passes a cancel of a binding down, unless nothing can be under way.</summary>
    internal void CancelRequest(HostedBinding from, nint requestId)
    {
        if (TakesRequests) CancelRequestDown(0, from.NdisBindingHandle, requestId);
    }

    /// <summary>Passes a cancel of a filter module down, unless nothing can be under way.</summary>
    internal void CancelRequest(HostedFilter from, nint requestId)
    {
        if (TakesRequests) CancelRequestDown(Below(from), from.NdisFilterHandle, requestId);
    }

    /// <summary>Calls a module's handler, if the adapter has not been shut down while the request waited.</summary>
    internal NdisStatus Ask(HostedFilter filter, NdisOidRequest request) =>
        TakesRequests ? filter.Handlers.FilterOidRequest!(filter.FilterModuleContext, request) : NdisStatus.RequestAborted;

    /// <summary>One line for each request that somebody put and has not heard of again.</summary>
    internal List<string> RequestsFrom(NdisHandle source)
    {
        var lines = filters.Select(filter => filter.Requests).Append(requests);
        return [.. lines.SelectMany(line => line.Find(trip => trip.From == source && !trip.IsTold)).Select(trip => trip.ToString())];
    }

    bool TakesRequests => State is MiniportState.Paused or MiniportState.Restarting or MiniportState.Running or MiniportState.Pausing;

    NdisStatus AskMiniport(NdisOidRequest request) =>
        TakesRequests ? Handlers.OidRequest!(MiniportAdapterContext, request) : NdisStatus.RequestAborted;

    /// <summary>Gives a request to the first driver that answers requests, from a filter module on downward.</summary>
    NdisStatus RequestDown(int from, OidSource source, NdisOidRequest request, string function)
    {
        RequireOpen("MiniportOidRequest");
        foreach (var filter in filters.Skip(from))
        {
            if (filter.Handlers.FilterOidRequest is not null && TryPut(filter.Requests, source, request, function, out var answered)) return answered;
        }
        return TryPut(requests, source, request, function, out var status) ? status : throw NotAllowed("MiniportOidRequest", State);
    }

    static bool TryPut(OidLine line, OidSource source, NdisOidRequest request, string function, out NdisStatus status)
    {
        var trip = OidTrip.Begin(request, source, line, function);
        if (line.TryPut(trip, out status)) return true;
        trip.TryEnd();
        return false;
    }

    /// <summary>Gives a cancel to the first driver that takes it, from a filter module on downward. What waits for a driver NDIS calls back itself.</summary>
    void CancelRequestDown(int from, NdisHandle source, nint requestId)
    {
        foreach (var filter in filters.Skip(from))
        {
            filter.Requests.Abort(source, requestId);
            if (filter.Handlers.FilterCancelOidRequest is { } cancel)
            {
                cancel(filter.FilterModuleContext, requestId);
                return;
            }
            // A module without the handler is passed over, but what is below it is its own request by now.
            if (filter.Handlers.FilterOidRequest is not null) source = filter.NdisFilterHandle;
        }
        requests.Abort(source, requestId);
        Handlers.CancelOidRequest!(MiniportAdapterContext, requestId);
    }
}
