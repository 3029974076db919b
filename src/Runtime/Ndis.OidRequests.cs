namespace NdisRules.Runtime;

// Who puts a request hears of its end once: by the result of the call, or, when that is Pending, in its complete handler.
public static partial class Ndis
{
    /// <summary>Puts a request to the adapter: to the filter modules from the top, then to the miniport.</summary>
    /// <param name="binding">The handle of the binding.</param>
    /// <param name="request">The request. From here on it is not the driver's to touch until it is completed.</param>
    /// <returns>What the driver that answered returned. Pending: ProtocolOidRequestComplete hears of the end, perhaps before this returns.</returns>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    /// <exception cref="ArgumentException">The handle is something else's.</exception>
    /// <exception cref="InvalidOperationException">The adapter is not Paused, Restarting, Running or Pausing.</exception>
    /// <exception cref="NdisViolationException">NDIS0004: the binding was closed, or the request is under way or a freed clone. NDIS0003 or
    /// NDIS0009: a driver below answered it once more, or before a clone of it came back.</exception>
    /// <remarks>
    /// <para>A driver below is given one request at a time, the others wait for it. What waits behind this one may be given to it before this returns.</para>
    /// <para>Threads: any. Source: NdisOidRequest.</para>
    /// </remarks>
    public static NdisStatus NdisOidRequest(NdisHandle binding, NdisOidRequest request)
    {
        ArgumentNullException.ThrowIfNull(binding);
        ArgumentNullException.ThrowIfNull(request);
        var source = binding.BindingFor("NdisOidRequest");
        return source.Adapter.Request(source, request);
    }

    /// <summary>Asks the drivers below to complete a request with RequestAborted. One that still waits for its driver NDIS completes so itself.</summary>
    /// <param name="binding">The handle of the binding.</param>
    /// <param name="requestId">The identifier of the binding's requests that it is about.</param>
    /// <exception cref="ArgumentNullException">The handle is null.</exception>
    /// <exception cref="ArgumentException">The handle is something else's.</exception>
    /// <exception cref="NdisViolationException">NDIS0004: the binding was closed.</exception>
    /// <remarks>The request may be completed otherwise all the same. Threads: any. Source: NdisCancelOidRequest.</remarks>
    public static void NdisCancelOidRequest(NdisHandle binding, nint requestId)
    {
        ArgumentNullException.ThrowIfNull(binding);
        var source = binding.BindingFor("NdisCancelOidRequest");
        source.Adapter.CancelRequest(source, requestId);
    }

    /// <summary>Completes a request that MiniportOidRequest left Pending, or is about to.</summary>
    /// <param name="ndisMiniportHandle">The handle that InitializeEx was given.</param>
    /// <param name="request">The request. From here on it is not the driver's to touch.</param>
    /// <param name="status">How it ended.</param>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    /// <exception cref="ArgumentException">The handle is something else's, or the status is Pending.</exception>
    /// <exception cref="NdisViolationException">NDIS0003: the adapter does not hold the request; NDIS0009: a clone that it made of it is under
    /// way. Nothing was completed. Or what the next request, which may be given to the driver from here, finds.</exception>
    /// <remarks>Threads: any. Source: NdisMOidRequestComplete.</remarks>
    public static void NdisMOidRequestComplete(NdisHandle ndisMiniportHandle, NdisOidRequest request, NdisStatus status)
    {
        ArgumentNullException.ThrowIfNull(ndisMiniportHandle);
        ndisMiniportHandle.AdapterFor("NdisMOidRequestComplete");
        Complete(ndisMiniportHandle, request, status, "NdisMOidRequestComplete");
    }

    /// <summary>Puts a request to the drivers below: the module's own, or its clone of one from above.</summary>
    /// <param name="ndisFilterHandle">The handle that FilterAttach was given.</param>
    /// <param name="request">The request. From here on it is not the module's to touch until it is completed.</param>
    /// <returns>What the driver that answered returned. Pending: FilterOidRequestComplete hears of the end, perhaps before this returns.</returns>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    /// <exception cref="ArgumentException">The handle is something else's.</exception>
    /// <exception cref="InvalidOperationException">The adapter is not Paused, Restarting, Running or Pausing.</exception>
    /// <exception cref="NdisViolationException">NDIS0004: the module was detached, or the request is under way or a freed clone. NDIS0003 or
    /// NDIS0009: a driver below answered it once more, or before a clone of it came back.</exception>
    /// <remarks>The very request that the module was given works too, but is reported as NDIS0004: in NDIS it has no room for a second way.
    /// Threads: any. Source: NdisFOidRequest.</remarks>
    public static NdisStatus NdisFOidRequest(NdisHandle ndisFilterHandle, NdisOidRequest request)
    {
        ArgumentNullException.ThrowIfNull(ndisFilterHandle);
        ArgumentNullException.ThrowIfNull(request);
        var source = ndisFilterHandle.FilterFor("NdisFOidRequest");
        return source.Adapter.Request(source, request);
    }

    /// <summary>Passes a cancel of a request on to the drivers below. One that still waits for its driver NDIS completes with RequestAborted itself.</summary>
    /// <param name="ndisFilterHandle">The handle that FilterAttach was given.</param>
    /// <param name="requestId">The identifier of the module's requests that it is about; a clone has that of what it was made of.</param>
    /// <exception cref="ArgumentNullException">The handle is null.</exception>
    /// <exception cref="ArgumentException">The handle is something else's.</exception>
    /// <exception cref="NdisViolationException">NDIS0004: the module was detached.</exception>
    /// <remarks>Threads: any. Source: NdisFCancelOidRequest.</remarks>
    public static void NdisFCancelOidRequest(NdisHandle ndisFilterHandle, nint requestId)
    {
        ArgumentNullException.ThrowIfNull(ndisFilterHandle);
        var source = ndisFilterHandle.FilterFor("NdisFCancelOidRequest");
        source.Adapter.CancelRequest(source, requestId);
    }

    /// <summary>Completes a request that FilterOidRequest left Pending, or is about to.</summary>
    /// <param name="ndisFilterHandle">The handle that FilterAttach was given.</param>
    /// <param name="request">The request from above. From here on it is not the module's to touch.</param>
    /// <param name="status">How it ended.</param>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    /// <exception cref="ArgumentException">The handle is something else's, or the status is Pending.</exception>
    /// <exception cref="NdisViolationException">NDIS0003: the module does not hold the request; NDIS0004: it was detached; NDIS0009: a clone
    /// of the request is under way. Nothing was completed. Or what the next request, which may be given to the module from here, finds.</exception>
    /// <remarks>Threads: any. Source: NdisFOidRequestComplete.</remarks>
    public static void NdisFOidRequestComplete(NdisHandle ndisFilterHandle, NdisOidRequest request, NdisStatus status)
    {
        ArgumentNullException.ThrowIfNull(ndisFilterHandle);
        ndisFilterHandle.FilterFor("NdisFOidRequestComplete");
        Complete(ndisFilterHandle, request, status, "NdisFOidRequestComplete");
    }

    /// <summary>Makes a request like another one, over the same buffer, for a driver to pass on in its place.</summary>
    /// <param name="sourceHandle">The handle of the filter module, binding or adapter that makes it.</param>
    /// <param name="oidRequest">What to clone; it stays with the driver until the clone came back.</param>
    /// <param name="poolTag">Four letters that name the driver; not looked at.</param>
    /// <param name="clonedOidRequest">The clone; null unless the call succeeds.</param>
    /// <returns>Success, or Resources.</returns>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    /// <exception cref="ArgumentException">The handle is something else's.</exception>
    /// <exception cref="NdisViolationException">NDIS0004: the binding was closed, the module detached, or the request is a freed clone.</exception>
    /// <remarks>Duty: <see cref="NdisFreeCloneOidRequest"/> exactly once, after it came back (NDIS0001); what it brought in BytesProcessed and
    /// BytesNeeded is the driver's to copy. Threads: any. Source: NdisAllocateCloneOidRequest.</remarks>
    public static NdisStatus NdisAllocateCloneOidRequest(
        NdisHandle sourceHandle, NdisOidRequest oidRequest, uint poolTag, out NdisOidRequest? clonedOidRequest)
    {
        ArgumentNullException.ThrowIfNull(sourceHandle);
        ArgumentNullException.ThrowIfNull(oidRequest);
        sourceHandle.RequireLive("NdisAllocateCloneOidRequest");
        OidClones.ThrowIfFreed(oidRequest, "NdisAllocateCloneOidRequest");
        clonedOidRequest = OidClones.Allocate(oidRequest, sourceHandle);
        return clonedOidRequest is null ? NdisStatus.Resources : NdisStatus.Success;
    }

    /// <summary>Frees a clone of a request.</summary>
    /// <param name="sourceHandle">The handle under which it was allocated.</param>
    /// <param name="request">The clone.</param>
    /// <exception cref="ArgumentNullException">The handle is null.</exception>
    /// <exception cref="NdisViolationException">NDIS0003: freed before; NDIS0007: null, or no clone; NDIS0008: allocated under another handle;
    /// NDIS0009: it is under way. Nothing changed.</exception>
    /// <remarks>Threads: any. Source: NdisFreeCloneOidRequest.</remarks>
    public static void NdisFreeCloneOidRequest(NdisHandle sourceHandle, NdisOidRequest request)
    {
        ArgumentNullException.ThrowIfNull(sourceHandle);
        OidClones.Free(request, sourceHandle);
    }

    static void Complete(NdisHandle by, NdisOidRequest request, NdisStatus status, string function)
    {
        ArgumentNullException.ThrowIfNull(request);
        if (status == NdisStatus.Pending) throw new ArgumentException("A request does not end with Pending.", nameof(status));
        OidLine.Complete(request, by, status, function);
    }
}
