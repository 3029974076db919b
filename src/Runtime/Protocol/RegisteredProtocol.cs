namespace NdisRules.Runtime;

/// <summary>A registered protocol driver: its handlers and its bindings.</summary>
sealed class RegisteredProtocol
{
    readonly Lock gate = new();
    readonly List<HostedBinding> bindings = [];
    readonly List<HostedChange> binds = [];
    HashSet<NdisPool> before = [];

    internal RegisteredProtocol(ProtocolDriverCharacteristics characteristics)
    {
        Handlers = characteristics.Copy();
        Handlers.ProtocolNetPnPEvent ??= (_, _) => NdisStatus.Success;
        Name = characteristics.Name ?? DriverName.Of(characteristics.ProtocolBindAdapterEx!);
        Handle = new NdisHandle($"protocol {Name}", this);
        IsRegistered = true;
    }

    internal string Name { get; }

    internal ProtocolDriverCharacteristics Handlers { get; }

    internal NdisHandle Handle { get; }

    internal bool IsRegistered { get; private set; }

    internal HostedBinding[] Bindings
    {
        get
        {
            lock (gate) return [.. bindings];
        }
    }

    /// <summary>Notes that a bind begins, and, before the first, which pools the driver has: those are its own, the others its bindings'.</summary>
    internal void NoteBind(HostedChange bind)
    {
        lock (gate)
        {
            binds.RemoveAll(earlier => earlier.IsCompleted);
            binds.Add(bind);
            if (bindings.Count == 0) before = [.. NdisPool.All().Where(pool => pool.Owner == Handle)];
        }
    }

    internal void Add(HostedBinding binding)
    {
        lock (gate) bindings.Add(binding);
    }

    internal void Remove(HostedBinding binding)
    {
        lock (gate) bindings.Remove(binding);
    }

    /// <summary>What is left under the driver's handle once it has no binding, but was not there before the first.</summary>
    internal List<string> LeftOfBindings()
    {
        lock (gate)
        {
            return bindings.Count > 0 ? [] : Leftovers.Under(Handle, before);
        }
    }

    internal void Deregister()
    {
        if (!IsRegistered) throw new NdisViolationException(RuleIds.FreedTwice, $"{Handle} is deregistered twice.");
        HostedChange? pending;
        lock (gate) pending = binds.Find(bind => bind.IsPending);
        if (pending is not null) throw IsWaiting(pending);
        foreach (var binding in Bindings) Unbind(binding);
        IsRegistered = false;
        Leftovers.ThrowIfAny(Leftovers.Under(Handle), $"{Handle} is deregistered");
    }

    void Unbind(HostedBinding binding)
    {
        binding.Adapter.Unbind(Handle);
        if (binding.Adapter.LastChange is { IsPending: true } pending) throw IsWaiting(pending);
    }

    static InvalidOperationException IsWaiting(HostedChange pending) =>
        new($"NdisDeregisterProtocolDriver waits for the {pending.Context}, which is pending: call again when it has ended.");

    /// <summary>The handlers that hand every call to an instance of the binding class.</summary>
    internal static ProtocolDriverCharacteristics ForFactory(Func<ProtocolBinding> factory) => new()
    {
        Name = DriverName.Of(factory),
        ProtocolBindAdapterEx = (_, bindContext, parameters) => Open(factory, bindContext, parameters),
        ProtocolUnbindAdapterExWithContext = (context, unbindContext) => Of(context).ProtocolUnbindAdapterEx(unbindContext),
        ProtocolSendNetBufferListsComplete = (context, lists, flags) => Of(context).ProtocolSendNetBufferListsComplete(lists, flags),
        ProtocolReceiveNetBufferLists = (context, lists, port, count, flags) => Of(context).ProtocolReceiveNetBufferLists(lists, port, count, flags),
        ProtocolNetPnPEvent = (context, netEvent) => Of(context).ProtocolNetPnPEvent(netEvent),
        ProtocolOidRequestComplete = (context, request, status) => Of(context).ProtocolOidRequestComplete(request, status),
    };

    /// <summary>Opens the adapter for an instance. It is closed for it when the bind fails or the unbind ends.</summary>
    static NdisStatus Open(Func<ProtocolBinding> factory, NdisHandle bindContext, ProtocolBindParameters parameters)
    {
        var binding = factory();
        var attempt = BindAttempt.Of(bindContext, "NdisOpenAdapterEx");
        Ndis.NdisOpenAdapterEx(attempt.Protocol.Handle, binding, bindContext, out var handle);
        attempt.Opened!.IsClosedByHost = true;
        binding.NdisBindingHandle = handle;
        return binding.ProtocolBindAdapterEx(parameters);
    }

    static ProtocolBinding Of(object? context) => (ProtocolBinding)context!;
}
