namespace NdisRules.Runtime;

public sealed partial class HostedAdapter
{
    // Replaced as a whole under the gate, and only while no packets move: who is on the data path reads them without a lock.
    volatile HostedBinding[] bindings = [];
    volatile HostedFilter[] filters = [];

    /// <summary>The bindings of protocol drivers to the adapter, in the order in which they were made: a snapshot.</summary>
    public IReadOnlyList<HostedBinding> Bindings => bindings;

    /// <summary>The filter modules over the adapter, from the top: a snapshot.</summary>
    public IReadOnlyList<HostedFilter> Filters => filters;

    /// <summary>Attaches a module of a filter driver on top of those that are there. While Running, the stack is paused for it and restarted.</summary>
    /// <param name="filterDriver">The handle from the registration.</param>
    /// <returns>What FilterAttach returned.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="filterDriver"/> is null.</exception>
    /// <exception cref="ArgumentException">The handle is not a filter driver's.</exception>
    /// <exception cref="InvalidOperationException">The driver is no longer registered, or attached already; the adapter is neither Paused nor
    /// Running, or its pause or a bind or unbind is pending.</exception>
    /// <exception cref="NdisViolationException">NDIS0001: the attach failed and left pools or MDLs, which the exception lists.</exception>
    public NdisStatus Attach(NdisHandle filterDriver)
    {
        var driver = FilterDriverOf(filterDriver);
        if (!driver.IsRegistered) throw new InvalidOperationException($"{filterDriver} is no longer registered.");
        if (FilterOf(driver) is not null) throw new InvalidOperationException($"{filterDriver} is attached to '{Name}' already.");
        var status = NdisStatus.Failure;
        WhilePaused("FilterAttach", NdisPauseReasons.AttachFilter, () => status = AttachPaused(driver));
        return status;
    }

    /// <summary>Detaches the module of a filter driver. While Running, the stack is paused for it and restarted.</summary>
    /// <param name="filterDriver">The handle from the registration.</param>
    /// <exception cref="ArgumentNullException"><paramref name="filterDriver"/> is null.</exception>
    /// <exception cref="ArgumentException">The handle is not a filter driver's.</exception>
    /// <exception cref="InvalidOperationException">The driver is not attached; the adapter is neither Paused nor Running, or its pause or
    /// a bind or unbind is pending; or the module has requests of others to complete.</exception>
    /// <exception cref="NdisViolationException">NDIS0001: the module left pools, MDLs or requests of its own, which the exception lists. It
    /// is detached all the same.</exception>
    public void Detach(NdisHandle filterDriver)
    {
        var filter = FilterOf(FilterDriverOf(filterDriver)) ?? throw new InvalidOperationException($"{filterDriver} is not attached to '{Name}'.");
        WhilePaused("FilterDetach", NdisPauseReasons.DetachFilter, () => DetachPaused(filter));
    }

    NdisStatus AttachPaused(RegisteredFilter driver)
    {
        var filter = new HostedFilter(this, driver);
        var status = NdisStatus.Failure;
        try
        {
            status = driver.Handlers.FilterAttach!(filter.NdisFilterHandle, driver.Handlers.FilterDriverContext, new FilterAttachParameters
            {
                BaseMiniportName = Name,
                BaseMiniportIfIndex = parameters.IfIndex,
                BaseMiniportNetLuid = parameters.NetLuid,
            });
        }
        finally
        {
            filter.State = status == NdisStatus.Success ? FilterState.Paused : FilterState.Detached;
        }
        if (status == NdisStatus.Success)
        {
            lock (gate) filters = [filter, .. filters];
            driver.Add(filter);
        }
        else ThrowIfLeft(filter, $"FilterAttach of {filter.NdisFilterHandle} failed with {status}");
        return status;
    }

    void DetachPaused(HostedFilter filter)
    {
        if (!filter.Requests.TryShut())
            throw new InvalidOperationException($"FilterDetach is not allowed while requests that {filter.NdisFilterHandle} was given are not completed.");
        filter.Calls.WaitForOthers();
        try
        {
            filter.Handlers.FilterDetach!(filter.FilterModuleContext);
        }
        finally
        {
            filter.State = FilterState.Detached;
            lock (gate) filters = [.. filters.Where(other => other != filter)];
            filter.Driver.Remove(filter);
        }
        ThrowIfLeft(filter, $"FilterDetach of {filter.NdisFilterHandle} ended");
    }

    void ThrowIfLeft(HostedFilter filter, string occasion) =>
        Leftovers.ThrowIfAny([.. RequestsFrom(filter.NdisFilterHandle), .. Leftovers.Under(filter.NdisFilterHandle)], occasion);

    /// <summary>Changes the stack while no packets move.</summary>
    void WhilePaused(string call, NdisPauseReasons reason, Action change)
    {
        var runs = PauseFor(call, reason);
        try
        {
            change();
        }
        finally
        {
            if (runs) Restart();
        }
    }

    /// <summary>Pauses the stack for a change, and says whether it is to run again afterwards.</summary>
    bool PauseFor(string call, NdisPauseReasons reason)
    {
        Require(call, MiniportState.Paused, MiniportState.Running);
        RefuseWhileChanging(call);
        var runs = State == MiniportState.Running;
        if (runs && Pause(new MiniportPauseParameters { PauseReason = reason }) == NdisStatus.Pending && State != MiniportState.Paused)
            throw new InvalidOperationException($"{call} waits for the pause of the adapter '{Name}', which is pending: call again when it is Paused.");
        return runs;
    }

    HostedFilter? FilterOf(RegisteredFilter driver) => Array.Find(filters, filter => filter.Driver == driver);

    static RegisteredFilter FilterDriverOf(NdisHandle handle)
    {
        ArgumentNullException.ThrowIfNull(handle);
        return handle.Of as RegisteredFilter ?? throw new ArgumentException($"{handle} is not a filter driver's handle.", nameof(handle));
    }
}
