namespace NdisRules.Runtime;

// Binds and unbinds of protocol drivers. The stack is paused until the driver has said that it is done, which may be later.
public sealed partial class HostedAdapter
{
    volatile HostedChange? change;

    /// <summary>The bind or unbind that was begun last, with how it ended, or under way. Null before the first.</summary>
    public HostedChange? LastChange => change;

    /// <summary>Binds a protocol driver to the adapter. While Running, the stack is paused for it and restarted.</summary>
    /// <param name="protocolDriver">The handle from the registration.</param>
    /// <returns>What ProtocolBindAdapterEx returned. Pending: the driver ends it with <see cref="Ndis.NdisCompleteBindAdapterEx"/>,
    /// <see cref="LastChange"/> tells how, and the stack stays Paused until then.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="protocolDriver"/> is null.</exception>
    /// <exception cref="ArgumentException">The handle is not a protocol driver's.</exception>
    /// <exception cref="InvalidOperationException">The driver is no longer registered, or bound already; the adapter is neither Paused nor
    /// Running, or its pause or another bind or unbind is pending; or the driver succeeded without opening the adapter.</exception>
    /// <exception cref="NdisViolationException">NDIS0001: the bind failed and left the adapter open, pools or MDLs, which the exception lists.
    /// NDIS0003: the handler returned an end to what it had completed.</exception>
    public NdisStatus Bind(NdisHandle protocolDriver)
    {
        const string call = "ProtocolBindAdapterEx";
        var protocol = ProtocolOf(protocolDriver);
        if (!protocol.IsRegistered) throw new InvalidOperationException($"{protocolDriver} is no longer registered.");
        RefuseWhileChanging(call);
        if (BindingOf(protocol) is not null) throw new InvalidOperationException($"{protocolDriver} is bound to '{Name}' already.");
        var runs = PauseFor(call, NdisPauseReasons.BindProtocol);
        var attempt = new BindAttempt(this, protocol);
        var bind = new HostedChange($"bind of {protocol.Name} to '{Name}'", protocolDriver, status => GoOnAfter(runs, () => Bound(attempt, status)))
        {
            Bind = attempt,
        };
        change = bind;
        protocol.NoteBind(bind);
        return bind.Go(context => protocol.Handlers.ProtocolBindAdapterEx!(protocol.Handlers.ProtocolDriverContext, context, new ProtocolBindParameters
        {
            AdapterName = Name,
            BindContext = context,
            BoundIfIndex = parameters.IfIndex,
            BoundIfNetLuid = parameters.NetLuid,
        }));
    }

    /// <summary>Unbinds a protocol driver from the adapter. While Running, the stack is paused for it and restarted.</summary>
    /// <param name="protocolDriver">The handle from the registration.</param>
    /// <exception cref="ArgumentNullException"><paramref name="protocolDriver"/> is null.</exception>
    /// <exception cref="ArgumentException">The handle is not a protocol driver's.</exception>
    /// <exception cref="InvalidOperationException">The driver is not bound; the adapter is neither Paused nor Running, or its pause or another
    /// bind or unbind is pending; or the driver failed, which it cannot.</exception>
    /// <exception cref="NdisViolationException">NDIS0001: the driver left the adapter open, pools or MDLs, which the exception lists. It is
    /// unbound all the same. NDIS0003: the handler returned an end to what it had completed.</exception>
    /// <remarks>The driver may end it later, with <see cref="Ndis.NdisCompleteUnbindAdapterEx"/>: <see cref="LastChange"/> is not completed
    /// then, and the stack stays Paused until it is.</remarks>
    public void Unbind(NdisHandle protocolDriver)
    {
        const string call = "ProtocolUnbindAdapterEx";
        var protocol = ProtocolOf(protocolDriver);
        RefuseWhileChanging(call);
        var binding = BindingOf(protocol) ?? throw new InvalidOperationException($"{protocolDriver} is not bound to '{Name}'.");
        var runs = PauseFor(call, NdisPauseReasons.UnbindProtocol);
        var unbind = new HostedChange($"unbind of {protocol.Name} from '{Name}'", protocolDriver, _ => GoOnAfter(runs, () => Unbound(binding)));
        change = unbind;
        returns.WaitForOthers();
        unbind.Go(context => Checked(call, AskToUnbind(binding, context)));
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

    internal void NoteFailure(Exception failure)
    {
        if (change is { } last) last.Failure = failure;
    }

    /// <summary>Refuses what cannot be while a driver has a bind or an unbind to end.</summary>
    void RefuseWhileChanging(string call)
    {
        if (change is { IsPending: true } pending)
            throw new InvalidOperationException($"{call} waits for the {pending.Context}, which is pending: call again when it has ended.");
    }

    static NdisStatus AskToUnbind(HostedBinding binding, NdisHandle unbindContext)
    {
        if (binding.Handlers.ProtocolUnbindAdapterExWithContext is { } unbind) return unbind(binding.ProtocolBindingContext, unbindContext);
        binding.Handlers.ProtocolUnbindAdapterEx!(binding.ProtocolBindingContext);
        return NdisStatus.Success;
    }

    /// <summary>Looks at what a change left, then lets the stack go on, unless the system has gone down meanwhile.</summary>
    void GoOnAfter(bool runs, Action look)
    {
        try
        {
            look();
        }
        finally
        {
            if (runs && State == MiniportState.Paused) Restart();
        }
    }

    void Bound(BindAttempt attempt, NdisStatus status)
    {
        var (protocol, opened) = (attempt.Protocol, attempt.Opened);
        if (status == NdisStatus.Success)
        {
            if (opened is { IsOpen: true }) return;
            throw new InvalidOperationException($"ProtocolBindAdapterEx of {protocol.Handle} succeeded without opening '{Name}'.");
        }
        if (opened is not null) ThrowIfNotClosed(opened);
        ThrowIfLeft(opened, protocol, $"ProtocolBindAdapterEx of {protocol.Handle} failed with {status}");
    }

    void Unbound(HostedBinding binding)
    {
        ThrowIfNotClosed(binding);
        ThrowIfLeft(binding, binding.Protocol, $"ProtocolUnbindAdapterEx of {binding.NdisBindingHandle} ended");
    }

    /// <summary>Closes for a driver that is a class; for another that should have closed, closes and says so.</summary>
    void ThrowIfNotClosed(HostedBinding binding)
    {
        if (binding is { IsOpen: true, IsClosedByHost: true }) binding.Close();
        else if (binding.IsOpen || binding.IsClosing) throw Leave(binding);
    }

    NdisViolationException Leave(HostedBinding binding)
    {
        var pending = RequestsFrom(binding.NdisBindingHandle);
        var missing = binding.IsOpen ? "not given to NdisCloseAdapterEx" : "with NdisCloseAdapterEx still pending";
        if (binding.IsOpen) binding.Forget();
        return new NdisViolationException(RuleIds.LeftAtHalt, $"{binding.NdisBindingHandle} is still open when its closing role ended:",
            [$"{binding.NdisBindingHandle}, {missing}", .. pending, .. Leftovers.Under(binding.NdisBindingHandle)]);
    }

    static void ThrowIfLeft(HostedBinding? binding, RegisteredProtocol protocol, string occasion)
    {
        List<string> left = binding is null ? [] : Leftovers.Under(binding.NdisBindingHandle);
        left.AddRange(protocol.LeftOfBindings());
        Leftovers.ThrowIfAny(left, occasion);
    }

    HostedBinding? BindingOf(RegisteredProtocol protocol) => Array.Find(bindings, binding => binding.Protocol == protocol);

    static RegisteredProtocol ProtocolOf(NdisHandle handle)
    {
        ArgumentNullException.ThrowIfNull(handle);
        return handle.Of as RegisteredProtocol ?? throw new ArgumentException($"{handle} is not a protocol driver's handle.", nameof(handle));
    }
}
