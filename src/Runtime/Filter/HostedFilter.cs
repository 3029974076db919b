namespace NdisRules.Runtime;

/// <summary>One module of a filter driver in the stack over an adapter, as the host sees it.</summary>
/// <remarks>Made by <see cref="HostedAdapter.Attach"/>. Threads: any. Source: a filter block of NDIS.</remarks>
public sealed class HostedFilter
{
    volatile FilterState state = FilterState.Attaching;

    internal HostedFilter(HostedAdapter adapter, RegisteredFilter driver)
    {
        Adapter = adapter;
        Driver = driver;
        NdisFilterHandle = new NdisHandle($"filter {driver.Name} over '{adapter.Name}'", this);
        Requests = new OidLine(NdisFilterHandle, request => adapter.Ask(this, request));
    }

    /// <summary>The adapter below.</summary>
    public HostedAdapter Adapter { get; }

    /// <summary>The driver, by the handle from its registration.</summary>
    public NdisHandle FilterDriver => Driver.Handle;

    /// <summary>The handle that FilterAttach was given.</summary>
    public NdisHandle NdisFilterHandle { get; }

    /// <summary>What the driver handed to <see cref="Ndis.NdisFSetAttributes"/>, null if nothing.</summary>
    public object? FilterModuleContext { get; internal set; }

    /// <summary>Where the module is in its life.</summary>
    public FilterState State
    {
        get => state;
        internal set => state = value;
    }

    internal RegisteredFilter Driver { get; }

    internal FilterDriverCharacteristics Handlers => Driver.Handlers;

    /// <summary>Received lists on their way in; shut while the module is not to be given any.</summary>
    internal CallGate Receives { get; } = new(open: false);

    /// <summary>The other handlers of the data path that run now.</summary>
    internal CallGate Calls { get; } = new(open: true);

    /// <summary>The requests that the module is to answer or to pass on.</summary>
    internal OidLine Requests { get; }

    /// <summary>Hears how a request of the module ended. One that it passed on without being able to hear of it is completed for it.</summary>
    internal void RequestComplete(OidTrip trip, NdisStatus status)
    {
        Calls.Enter();
        try
        {
            trip.NoteTold();
            if (Handlers.FilterOidRequestComplete is null && trip.IsPassedOn)
                OidLine.Complete(trip.Request, NdisFilterHandle, status, "NdisFOidRequestComplete");
            else if (State != FilterState.Detached)
                Handlers.FilterOidRequestComplete?.Invoke(FilterModuleContext, trip.Request, status);
        }
        finally
        {
            Calls.Exit();
        }
    }

    /// <summary>Pauses the module: from here on NDIS turns received lists back before they reach it.</summary>
    internal NdisStatus Pause(NdisPauseReasons reason)
    {
        State = FilterState.Pausing;
        Receives.ShutAndWait();
        return Handlers.FilterPause!(FilterModuleContext, new FilterPauseParameters { PauseReason = reason });
    }

    /// <summary>Ends a pause.</summary>
    /// <exception cref="NdisViolationException">NDIS0001: the module holds lists, or some of its own have not come back.</exception>
    internal void Paused()
    {
        State = FilterState.Paused;
        var left = Transit.NamesKeptBy(NdisFilterHandle);
        if (left.Count > 0)
            throw new NdisViolationException(RuleIds.LeftAtHalt, $"FilterPause of {NdisFilterHandle} ended with {left.Count} NET_BUFFER_LISTs under way:", left);
    }

    internal NdisStatus Restart()
    {
        State = FilterState.Restarting;
        return Handlers.FilterRestart!(FilterModuleContext, new FilterRestartParameters());
    }

    internal void Restarted(bool succeeded)
    {
        State = succeeded ? FilterState.Running : FilterState.Paused;
        if (succeeded) Receives.Open();
    }

    /// <summary>Refuses a call that a module may make only while packets move.</summary>
    internal void RequireMoving(string call)
    {
        if (State is not (FilterState.Running or FilterState.Restarting or FilterState.Pausing))
            throw new InvalidOperationException($"{call} is not allowed while {NdisFilterHandle} is {State}.");
    }
}
