namespace NdisRules.Runtime;

public static partial class Ndis
{
    /// <summary>Registers a filter driver written as functions. <see cref="HostedAdapter.Attach"/> puts modules of it over adapters.</summary>
    /// <param name="characteristics">The handlers, copied.</param>
    /// <param name="filterDriver">The driver's handle; null unless the call succeeds.</param>
    /// <returns>Success; BadVersion for another major version than 6; BadCharacteristics if FilterAttach or FilterDetach is missing, or a
    /// handler for sends without one for their completions, or a handler for receives without one for their returns.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="characteristics"/> is null.</exception>
    /// <remarks>
    /// <para>Duty: <see cref="NdisFDeregisterFilterDriver"/>.</para>
    /// <para>Threads: any. Source: NdisFRegisterFilterDriver.</para>
    /// </remarks>
    public static NdisStatus NdisFRegisterFilterDriver(FilterDriverCharacteristics characteristics, out NdisHandle filterDriver)
    {
        ArgumentNullException.ThrowIfNull(characteristics);
        filterDriver = null!;
        if (characteristics.MajorNdisVersion != 6) return NdisStatus.BadVersion;
        if (characteristics is { FilterAttach: null } or { FilterDetach: null }) return NdisStatus.BadCharacteristics;
        if (characteristics is { FilterSendNetBufferLists: not null, FilterSendNetBufferListsComplete: null }) return NdisStatus.BadCharacteristics;
        if (characteristics is { FilterReceiveNetBufferLists: not null, FilterReturnNetBufferLists: null }) return NdisStatus.BadCharacteristics;
        filterDriver = new RegisteredFilter(characteristics).Handle;
        return NdisStatus.Success;
    }

    /// <summary>Registers a filter driver written as a class.</summary>
    /// <param name="factory">Makes the instance for one module; called inside each attach.</param>
    /// <param name="filterDriver">The driver's handle; null unless the call succeeds.</param>
    /// <returns>Success.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="factory"/> is null.</exception>
    /// <remarks>
    /// <para>Duty: <see cref="NdisFDeregisterFilterDriver"/>.</para>
    /// <para>Threads: any. Source: NdisFRegisterFilterDriver; the class is ours.</para>
    /// </remarks>
    public static NdisStatus NdisFRegisterFilterDriver(Func<FilterModule> factory, out NdisHandle filterDriver)
    {
        ArgumentNullException.ThrowIfNull(factory);
        return NdisFRegisterFilterDriver(RegisteredFilter.ForFactory(factory), out filterDriver);
    }

    /// <summary>Ends a registration, after detaching every module of the driver.</summary>
    /// <param name="filterDriver">The handle from the registration.</param>
    /// <exception cref="InvalidOperationException">The pause of an adapter below is pending; the modules before it are detached.</exception>
    /// <exception cref="NdisViolationException">NDIS0003: deregistered before; NDIS0007: null, or no filter driver's handle; NDIS0001: pools or
    /// MDLs are left under the handle, which the exception lists.</exception>
    /// <remarks>Threads: that of the host. Source: NdisFDeregisterFilterDriver.</remarks>
    public static void NdisFDeregisterFilterDriver(NdisHandle filterDriver)
    {
        if (filterDriver?.Of is not RegisteredFilter registered)
            throw new NdisViolationException(RuleIds.NeverAcquired, $"{filterDriver?.ToString() ?? "null"} is deregistered, but it is not a filter driver's handle.");
        registered.Deregister();
    }

    /// <summary>Sets the context that every later handler of the module is given.</summary>
    /// <param name="ndisFilterHandle">The handle that FilterAttach was given.</param>
    /// <param name="filterModuleContext">The driver's object for the module.</param>
    /// <returns>Success.</returns>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    /// <exception cref="ArgumentException">The handle is something else's.</exception>
    /// <exception cref="InvalidOperationException">FilterAttach is not running.</exception>
    /// <exception cref="NdisViolationException">NDIS0004: the module was detached.</exception>
    /// <remarks>Threads: that of FilterAttach. Source: NdisFSetAttributes.</remarks>
    public static NdisStatus NdisFSetAttributes(NdisHandle ndisFilterHandle, object filterModuleContext)
    {
        ArgumentNullException.ThrowIfNull(ndisFilterHandle);
        ArgumentNullException.ThrowIfNull(filterModuleContext);
        var filter = ndisFilterHandle.FilterFor("NdisFSetAttributes");
        if (filter.State != FilterState.Attaching)
            throw new InvalidOperationException($"NdisFSetAttributes is not allowed while {ndisFilterHandle} is {filter.State}.");
        filter.FilterModuleContext = filterModuleContext;
        return NdisStatus.Success;
    }

    /// <summary>Ends a pause that FilterPause left Pending.</summary>
    /// <param name="ndisFilterHandle">The handle that FilterAttach was given.</param>
    /// <exception cref="ArgumentNullException">The handle is null.</exception>
    /// <exception cref="ArgumentException">The handle is something else's.</exception>
    /// <exception cref="InvalidOperationException">The module is not being paused.</exception>
    /// <exception cref="NdisViolationException">NDIS0001: the module holds lists, or lists of its own are under way. NDIS0004: it was
    /// detached. Or what the pause that goes on from here finds.</exception>
    /// <remarks>Threads: any. Source: NdisFPauseComplete.</remarks>
    public static void NdisFPauseComplete(NdisHandle ndisFilterHandle)
    {
        ArgumentNullException.ThrowIfNull(ndisFilterHandle);
        var filter = ndisFilterHandle.FilterFor("NdisFPauseComplete");
        filter.Adapter.CompletePause("NdisFPauseComplete", ndisFilterHandle);
    }

    /// <summary>Ends a restart that FilterRestart left Pending.</summary>
    /// <param name="ndisFilterHandle">The handle that FilterAttach was given.</param>
    /// <param name="status">Success, and the module is Running; anything else, and the stack is paused again.</param>
    /// <exception cref="ArgumentNullException">The handle is null.</exception>
    /// <exception cref="ArgumentException">The handle is something else's, or the status is Pending.</exception>
    /// <exception cref="InvalidOperationException">The module is not being restarted.</exception>
    /// <exception cref="NdisViolationException">NDIS0004: the module was detached.</exception>
    /// <remarks>Threads: any. Source: NdisFRestartComplete.</remarks>
    public static void NdisFRestartComplete(NdisHandle ndisFilterHandle, NdisStatus status)
    {
        ArgumentNullException.ThrowIfNull(ndisFilterHandle);
        if (status == NdisStatus.Pending) throw new ArgumentException("A restart does not end with Pending.", nameof(status));
        var filter = ndisFilterHandle.FilterFor("NdisFRestartComplete");
        filter.Adapter.CompleteRestart("NdisFRestartComplete", ndisFilterHandle, status);
    }
}
