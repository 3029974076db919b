namespace NdisRules.Runtime;

/// <summary>A registered protocol driver: its handlers and its bindings.</summary>
sealed class RegisteredProtocol
{
    readonly Lock gate = new();
    readonly List<HostedBinding> bindings = [];
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

    /// <summary>Notes which pools the driver has before its first binding: those are its own, the others its bindings'.</summary>
    internal void NotePools()
    {
        lock (gate)
        {
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
        foreach (var binding in Bindings) binding.Adapter.Unbind(Handle);
        IsRegistered = false;
        Leftovers.ThrowIfAny(Leftovers.Under(Handle), $"{Handle} is deregistered");
    }

    /// <summary>The handlers that hand every call to an instance of the binding class.</summary>
    internal static ProtocolDriverCharacteristics ForFactory(Func<ProtocolBinding> factory) => new()
    {
        Name = DriverName.Of(factory),
        ProtocolBindAdapterEx = (_, bindContext, parameters) => Open(factory, bindContext, parameters),
        ProtocolUnbindAdapterEx = context => Close(Of(context)),
        ProtocolSendNetBufferListsComplete = (context, lists, flags) => Of(context).ProtocolSendNetBufferListsComplete(lists, flags),
        ProtocolReceiveNetBufferLists = (context, lists, port, count, flags) => Of(context).ProtocolReceiveNetBufferLists(lists, port, count, flags),
        ProtocolNetPnPEvent = (context, netEvent) => Of(context).ProtocolNetPnPEvent(netEvent),
        ProtocolOidRequestComplete = (context, request, status) => Of(context).ProtocolOidRequestComplete(request, status),
    };

    static NdisStatus Open(Func<ProtocolBinding> factory, NdisHandle bindContext, ProtocolBindParameters parameters)
    {
        var binding = factory();
        var protocol = ((BindAttempt)bindContext.Of).Protocol.Handle;
        Ndis.NdisOpenAdapterEx(protocol, binding, bindContext, out var handle);
        binding.NdisBindingHandle = handle;
        var status = NdisStatus.Failure;
        try
        {
            status = binding.ProtocolBindAdapterEx(parameters);
        }
        finally
        {
            if (status != NdisStatus.Success) Ndis.NdisCloseAdapterEx(handle);
        }
        return status;
    }

    static void Close(ProtocolBinding binding)
    {
        binding.ProtocolUnbindAdapterEx();
        Ndis.NdisCloseAdapterEx(binding.NdisBindingHandle);
    }

    static ProtocolBinding Of(object? context) => (ProtocolBinding)context!;
}

/// <summary>A bind under way: what a bind context is the handle of.</summary>
sealed class BindAttempt(HostedAdapter adapter, RegisteredProtocol protocol)
{
    internal HostedAdapter Adapter { get; } = adapter;

    internal RegisteredProtocol Protocol { get; } = protocol;

    /// <summary>What the driver opened, null before.</summary>
    internal HostedBinding? Opened { get; set; }

    /// <summary>Whether the handler has ended, so that nothing can be opened any more.</summary>
    internal bool IsOver { get; set; }
}
