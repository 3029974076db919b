namespace NdisRules.Runtime;

/// <summary>A registered driver: its handlers, none of them null, and its adapters.</summary>
sealed class MiniportDriver
{
    readonly Lock gate = new();
    readonly List<HostedAdapter> adapters = [];

    internal MiniportDriver(MiniportDriverCharacteristics characteristics)
    {
        Handlers = WithDefaults(characteristics.Copy());
        Handle = new NdisHandle("driver " + (characteristics.InitializeEx!.Method.DeclaringType?.Name ?? "?"), this);
        IsRegistered = true;
    }

    internal MiniportDriverCharacteristics Handlers { get; }

    internal NdisHandle Handle { get; }

    internal bool IsRegistered { get; private set; }

    /// <summary>The lower edge of an intermediate driver, null for every other driver.</summary>
    internal RegisteredProtocol? Protocol { get; set; }

    internal void Add(HostedAdapter adapter)
    {
        lock (gate) adapters.Add(adapter);
    }

    internal void Remove(HostedAdapter adapter)
    {
        lock (gate) adapters.Remove(adapter);
    }

    internal HostedAdapter? OpenAdapter()
    {
        lock (gate) return adapters.Find(adapter => adapter.State is not (MiniportState.Halted or MiniportState.Shutdown));
    }

    internal void Deregister()
    {
        if (!IsRegistered) throw new NdisViolationException(RuleIds.FreedTwice, $"{Handle} is deregistered twice.");
        if (OpenAdapter() is { } open)
            throw new NdisViolationException(RuleIds.OutOfOrder, $"{Handle} is deregistered while its adapter '{open.Name}' is {open.State}.");
        IsRegistered = false;
    }

    /// <summary>What the adapter class does unless overridden is also what a handler that was not given does.</summary>
    static MiniportDriverCharacteristics WithDefaults(MiniportDriverCharacteristics handlers)
    {
        handlers.SetOptions ??= (_, _) => NdisStatus.Success;
        handlers.Pause ??= (_, _) => NdisStatus.Success;
        handlers.Restart ??= (_, _) => NdisStatus.Success;
        handlers.ReturnNetBufferLists ??= (_, _, _) => { };
        handlers.CancelSend ??= (_, _) => { };
        handlers.CheckForHangEx ??= _ => false;
        handlers.ResetEx ??= NoReset;
        handlers.ShutdownEx ??= (_, _) => { };
        handlers.DevicePnPEventNotify ??= (_, _) => { };
        handlers.OidRequest ??= (_, _) => NdisStatus.NotSupported;
        handlers.CancelOidRequest ??= (_, _) => { };
        handlers.Interrupt ??= NoInterrupt;
        handlers.InterruptDpc ??= _ => { };
        handlers.DriverUnload ??= Ndis.NdisMDeregisterMiniportDriver;
        return handlers;
    }

    /// <summary>The handlers that hand every call to an instance of the adapter class.</summary>
    internal static MiniportDriverCharacteristics ForFactory(Func<MiniportAdapter> factory) => new()
    {
        InitializeEx = (handle, _, parameters) => Open(factory, handle, parameters),
        HaltEx = (context, action) => Of(context).HaltEx(action),
        Pause = (context, parameters) => Of(context).Pause(parameters),
        Restart = (context, parameters) => Of(context).Restart(parameters),
        SendNetBufferLists = (context, lists, port, flags) => Of(context).SendNetBufferLists(lists, port, flags),
        ReturnNetBufferLists = (context, lists, flags) => Of(context).ReturnNetBufferLists(lists, flags),
        CancelSend = (context, cancelId) => Of(context).CancelSend(cancelId),
        CheckForHangEx = context => Of(context).CheckForHangEx(),
        ResetEx = (object? context, out bool addressingReset) => Of(context).ResetEx(out addressingReset),
        ShutdownEx = (context, action) => Of(context).ShutdownEx(action),
        DevicePnPEventNotify = (context, devicePnPEvent) => Of(context).DevicePnPEventNotify(devicePnPEvent),
        OidRequest = (context, request) => Of(context).OidRequest(request),
        CancelOidRequest = (context, requestId) => Of(context).CancelOidRequest(requestId),
        Interrupt = (object? context, out bool queueDpc) => Of(context).Interrupt(out queueDpc),
        InterruptDpc = context => Of(context).InterruptDpc(),
    };

    static NdisStatus Open(Func<MiniportAdapter> factory, NdisHandle handle, MiniportInitParameters parameters)
    {
        var adapter = factory();
        adapter.NdisMiniportHandle = handle;
        Ndis.NdisMSetMiniportAttributes(handle, adapter);
        return adapter.InitializeEx(parameters);
    }

    static MiniportAdapter Of(object? context) => (MiniportAdapter)context!;

    static NdisStatus NoReset(object? context, out bool addressingReset)
    {
        addressingReset = false;
        return NdisStatus.Success;
    }

    static bool NoInterrupt(object? context, out bool queueDefaultInterruptDpc)
    {
        queueDefaultInterruptDpc = false;
        return false;
    }
}
