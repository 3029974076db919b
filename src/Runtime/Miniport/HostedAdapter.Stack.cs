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

    /// <summary>Binds a protocol driver to the adapter. While Running, the stack is paused for it and restarted.</summary>
    /// <param name="protocolDriver">The handle from the registration.</param>
    /// <returns>What ProtocolBindAdapterEx returned.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="protocolDriver"/> is null.</exception>
    /// <exception cref="ArgumentException">The handle is not a protocol driver's.</exception>
    /// <exception cref="InvalidOperationException">The driver is no longer registered, or bound already; the adapter is neither Paused nor
    /// Running, or its pause is pending; or the driver succeeded without opening the adapter.</exception>
    /// <exception cref="NdisViolationException">NDIS0001: the bind failed and left the adapter open, pools or MDLs, which the exception lists.</exception>
    public NdisStatus Bind(NdisHandle protocolDriver)
    {
        var protocol = ProtocolOf(protocolDriver);
        if (!protocol.IsRegistered) throw new InvalidOperationException($"{protocolDriver} is no longer registered.");
        if (BindingOf(protocol) is not null) throw new InvalidOperationException($"{protocolDriver} is bound to '{Name}' already.");
        var status = NdisStatus.Failure;
        WhilePaused("ProtocolBindAdapterEx", NdisPauseReasons.BindProtocol, () => status = BindPaused(protocol));
        return status;
    }

    /// <summary>Unbinds a protocol driver from the adapter. While Running, the stack is paused for it and restarted.</summary>
    /// <param name="protocolDriver">The handle from the registration.</param>
    /// <exception cref="ArgumentNullException"><paramref name="protocolDriver"/> is null.</exception>
    /// <exception cref="ArgumentException">The handle is not a protocol driver's.</exception>
    /// <exception cref="InvalidOperationException">The driver is not bound; the adapter is neither Paused nor Running, or its pause is pending.</exception>
    /// <exception cref="NdisViolationException">NDIS0001: the driver left the adapter open, pools or MDLs, which the exception lists. It is
    /// unbound all the same.</exception>
    public void Unbind(NdisHandle protocolDriver)
    {
        var binding = BindingOf(ProtocolOf(protocolDriver)) ?? throw new InvalidOperationException($"{protocolDriver} is not bound to '{Name}'.");
        WhilePaused("ProtocolUnbindAdapterEx", NdisPauseReasons.UnbindProtocol, () => UnbindPaused(binding));
    }

    /// <summary>Attaches a module of a filter driver on top of those that are there. While Running, the stack is paused for it and restarted.</summary>
    /// <param name="filterDriver">The handle from the registration.</param>
    /// <returns>What FilterAttach returned.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="filterDriver"/> is null.</exception>
    /// <exception cref="ArgumentException">The handle is not a filter driver's.</exception>
    /// <exception cref="InvalidOperationException">The driver is no longer registered, or attached already; the adapter is neither Paused nor
    /// Running, or its pause is pending.</exception>
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
    /// <exception cref="InvalidOperationException">The driver is not attached; the adapter is neither Paused nor Running, or its pause is
    /// pending; or the module has requests of others to complete.</exception>
    /// <exception cref="NdisViolationException">NDIS0001: the module left pools, MDLs or requests of its own, which the exception lists. It is detached all the same.</exception>
    public void Detach(NdisHandle filterDriver)
    {
        var filter = FilterOf(FilterDriverOf(filterDriver)) ?? throw new InvalidOperationException($"{filterDriver} is not attached to '{Name}'.");
        WhilePaused("FilterDetach", NdisPauseReasons.DetachFilter, () => DetachPaused(filter));
    }

    internal HostedBinding Open(RegisteredProtocol protocol, object? context)
    {
        var binding = new HostedBinding(this, protocol, context);
        lock (gate) bindings = [.. bindings, binding];
        protocol.Add(binding);
        return binding;
    }

    internal void Remove(HostedBinding binding)
    {
        lock (gate) bindings = [.. bindings.Where(other => other != binding)];
    }

    NdisStatus BindPaused(RegisteredProtocol protocol)
    {
        protocol.NotePools();
        var attempt = new BindAttempt(this, protocol);
        var status = NdisStatus.Failure;
        try
        {
            status = protocol.Handlers.ProtocolBindAdapterEx!(
                protocol.Handlers.ProtocolDriverContext, new NdisHandle($"bind of {protocol.Name} to '{Name}'", attempt), new ProtocolBindParameters
                {
                    AdapterName = Name,
                    BoundIfIndex = parameters.IfIndex,
                    BoundIfNetLuid = parameters.NetLuid,
                });
        }
        finally
        {
            attempt.IsOver = true;
            if (status != NdisStatus.Success && attempt.Opened is { IsOpen: true } left && Leave(left) is { } leftOpen)
                throw leftOpen;
        }
        if (status != NdisStatus.Success) ThrowIfLeft(attempt.Opened, protocol, $"ProtocolBindAdapterEx of {protocol.Handle} failed with {status}");
        else if (attempt.Opened is not { IsOpen: true })
            throw new InvalidOperationException($"ProtocolBindAdapterEx of {protocol.Handle} succeeded without opening '{Name}'.");
        return status;
    }

    void UnbindPaused(HostedBinding binding)
    {
        returns.WaitForOthers();
        binding.Handlers.ProtocolUnbindAdapterEx!(binding.ProtocolBindingContext);
        if (binding.IsOpen && Leave(binding) is { } leftOpen) throw leftOpen;
        ThrowIfLeft(binding, binding.Protocol, $"ProtocolUnbindAdapterEx of {binding.NdisBindingHandle} ended");
    }

    /// <summary>Closes what a driver should have closed.</summary>
    NdisViolationException Leave(HostedBinding binding)
    {
        var pending = RequestsFrom(binding.NdisBindingHandle);
        binding.Forget();
        return new NdisViolationException(RuleIds.LeftAtHalt, $"{binding.NdisBindingHandle} is still open when its closing role ended:",
            [$"{binding.NdisBindingHandle}, not given to NdisCloseAdapterEx", .. pending, .. Leftovers.Under(binding.NdisBindingHandle)]);
    }

    static void ThrowIfLeft(HostedBinding? binding, RegisteredProtocol protocol, string occasion)
    {
        List<string> left = binding is null ? [] : Leftovers.Under(binding.NdisBindingHandle);
        left.AddRange(protocol.LeftOfBindings());
        Leftovers.ThrowIfAny(left, occasion);
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
        Require(call, MiniportState.Paused, MiniportState.Running);
        var runs = State == MiniportState.Running;
        if (runs && Pause(new MiniportPauseParameters { PauseReason = reason }) == NdisStatus.Pending && State != MiniportState.Paused)
            throw new InvalidOperationException($"{call} waits for the pause of the adapter '{Name}', which is pending: call again when it is Paused.");
        try
        {
            change();
        }
        finally
        {
            if (runs) Restart();
        }
    }

    HostedBinding? BindingOf(RegisteredProtocol protocol) => Array.Find(bindings, binding => binding.Protocol == protocol);

    HostedFilter? FilterOf(RegisteredFilter driver) => Array.Find(filters, filter => filter.Driver == driver);

    static RegisteredProtocol ProtocolOf(NdisHandle handle)
    {
        ArgumentNullException.ThrowIfNull(handle);
        return handle.Of as RegisteredProtocol ?? throw new ArgumentException($"{handle} is not a protocol driver's handle.", nameof(handle));
    }

    static RegisteredFilter FilterDriverOf(NdisHandle handle)
    {
        ArgumentNullException.ThrowIfNull(handle);
        return handle.Of as RegisteredFilter ?? throw new ArgumentException($"{handle} is not a filter driver's handle.", nameof(handle));
    }
}
