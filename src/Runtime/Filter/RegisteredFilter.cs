namespace NdisRules.Runtime;

/// <summary>A registered filter driver: its handlers and its modules.</summary>
sealed class RegisteredFilter
{
    readonly Lock gate = new();
    readonly List<HostedFilter> modules = [];

    internal RegisteredFilter(FilterDriverCharacteristics characteristics)
    {
        Handlers = characteristics.Copy();
        Handlers.FilterPause ??= (_, _) => NdisStatus.Success;
        Handlers.FilterRestart ??= (_, _) => NdisStatus.Success;
        Name = characteristics.FriendlyName ?? DriverName.Of(characteristics.FilterAttach!);
        Handle = new NdisHandle($"filter {Name}", this);
        IsRegistered = true;
    }

    internal string Name { get; }

    internal FilterDriverCharacteristics Handlers { get; }

    internal NdisHandle Handle { get; }

    internal bool IsRegistered { get; private set; }

    internal void Add(HostedFilter module)
    {
        lock (gate) modules.Add(module);
    }

    internal void Remove(HostedFilter module)
    {
        lock (gate) modules.Remove(module);
    }

    internal void Deregister()
    {
        if (!IsRegistered) throw new NdisViolationException(RuleIds.FreedTwice, $"{Handle} is deregistered twice.");
        HostedFilter[] attached;
        lock (gate) attached = [.. modules];
        foreach (var module in attached) module.Adapter.Detach(Handle);
        IsRegistered = false;
        Leftovers.ThrowIfAny(Leftovers.Under(Handle), $"{Handle} is deregistered");
    }

    /// <summary>The handlers that hand every call to an instance of the module class.</summary>
    internal static FilterDriverCharacteristics ForFactory(Func<FilterModule> factory) => new()
    {
        FriendlyName = DriverName.Of(factory),
        FilterAttach = (handle, _, parameters) => Open(factory, handle, parameters),
        FilterDetach = context => Of(context).FilterDetach(),
        FilterPause = (context, parameters) => Of(context).FilterPause(parameters),
        FilterRestart = (context, parameters) => Of(context).FilterRestart(parameters),
        FilterSendNetBufferLists = (context, lists, port, flags) => Of(context).FilterSendNetBufferLists(lists, port, flags),
        FilterSendNetBufferListsComplete = (context, lists, flags) => Of(context).FilterSendNetBufferListsComplete(lists, flags),
        FilterReceiveNetBufferLists = (context, lists, port, count, flags) => Of(context).FilterReceiveNetBufferLists(lists, port, count, flags),
        FilterReturnNetBufferLists = (context, lists, flags) => Of(context).FilterReturnNetBufferLists(lists, flags),
        FilterCancelSendNetBufferLists = (context, cancelId) => Of(context).FilterCancelSendNetBufferLists(cancelId),
        FilterOidRequest = (context, request) => Of(context).FilterOidRequest(request),
        FilterOidRequestComplete = (context, request, status) => Of(context).FilterOidRequestComplete(request, status),
        FilterCancelOidRequest = (context, requestId) => Of(context).FilterCancelOidRequest(requestId),
    };

    static NdisStatus Open(Func<FilterModule> factory, NdisHandle handle, FilterAttachParameters parameters)
    {
        var module = factory();
        module.NdisFilterHandle = handle;
        Ndis.NdisFSetAttributes(handle, module);
        return module.FilterAttach(parameters);
    }

    static FilterModule Of(object? context) => (FilterModule)context!;
}
