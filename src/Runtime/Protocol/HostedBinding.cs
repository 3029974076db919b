namespace NdisRules.Runtime;

/// <summary>One binding of a protocol driver to an adapter, as the host sees it.</summary>
/// <remarks>Made by <see cref="HostedAdapter.Bind"/>. Threads: any. Source: an open block of NDIS.</remarks>
public sealed class HostedBinding
{
    volatile bool isClosing;

    internal HostedBinding(HostedAdapter adapter, RegisteredProtocol protocol, object? context)
    {
        Adapter = adapter;
        Protocol = protocol;
        ProtocolBindingContext = context;
        NdisBindingHandle = new NdisHandle($"binding of {protocol.Name} to '{adapter.Name}'", this);
    }

    /// <summary>The adapter.</summary>
    public HostedAdapter Adapter { get; }

    /// <summary>The driver, by the handle from its registration.</summary>
    public NdisHandle ProtocolDriver => Protocol.Handle;

    /// <summary>The handle that <see cref="Ndis.NdisOpenAdapterEx"/> gave to the driver.</summary>
    public NdisHandle NdisBindingHandle { get; }

    /// <summary>What the driver handed to <see cref="Ndis.NdisOpenAdapterEx"/>, perhaps null.</summary>
    public object? ProtocolBindingContext { get; }

    /// <summary>How many lists the binding sent that have not come back. Reads every list pool of the process.</summary>
    public int PendingSendCount => Transit.OutFrom(NdisBindingHandle, sent: true).Count;

    /// <summary>How many received lists the binding has not returned. Reads every list pool of the process.</summary>
    public int HeldReceiveCount =>
        Transit.HeldBy(NdisBindingHandle, TransitKind.Receive).Count + Transit.HeldBy(NdisBindingHandle, TransitKind.Copy).Count;

    /// <summary>Whether <see cref="Ndis.NdisCloseAdapterEx"/> is still to come.</summary>
    public bool IsOpen { get; internal set; } = true;

    internal RegisteredProtocol Protocol { get; }

    /// <summary>Whether the host closes it, as it does for a driver that is a class.</summary>
    internal bool IsClosedByHost { get; set; }

    internal ProtocolDriverCharacteristics Handlers => Protocol.Handlers;

    /// <summary>The data-path handlers of the driver that run now.</summary>
    internal CallGate Calls { get; } = new(open: true);

    /// <summary>Whether the receiver never keeps a list: it is lent what others are given.</summary>
    internal bool OnlyBorrows => Protocol == HostProtocol.Driver && !Adapter.HoldReceived;

    /// <summary>Whether the receiver wants packets at all.</summary>
    internal bool Listens => Protocol == HostProtocol.Driver ? Adapter.IsListening : Handlers.ProtocolReceiveNetBufferLists is not null;

    /// <summary>Whether it was closed while other threads were inside its handlers, and the driver has not been told that they left.</summary>
    internal bool IsClosing => isClosing;

    /// <summary>Ends the binding.</summary>
    /// <returns>Success, or Pending if the driver is told later that no handler of the binding runs any more.</returns>
    /// <exception cref="NdisViolationException">NDIS0009: lists or requests are under way; nothing changed.</exception>
    internal NdisStatus Close()
    {
        var left = Transit.NamesAt(NdisBindingHandle);
        if (left.Count > 0)
            throw new NdisViolationException(RuleIds.OutOfOrder, $"{NdisBindingHandle} is closed before {left.Count} of its NET_BUFFER_LISTs came back:", left);
        var pending = Adapter.RequestsFrom(NdisBindingHandle);
        if (pending.Count > 0)
            throw new NdisViolationException(RuleIds.OutOfOrder, $"{NdisBindingHandle} is closed before {pending.Count} requests were completed:", pending);
        if (Handlers.ProtocolCloseAdapterCompleteEx is { } complete && Calls.HasOthers)
        {
            isClosing = true;
            TakeOff();
            ThreadPool.UnsafeQueueUserWorkItem(_ => CloseLater(complete), null);
            return NdisStatus.Pending;
        }
        Forget();
        return NdisStatus.Success;
    }

    /// <summary>Takes the binding off its adapter, whatever is left of it.</summary>
    internal void Forget()
    {
        TakeOff();
        Calls.WaitForOthers();
    }

    void TakeOff()
    {
        IsOpen = false;
        Adapter.Remove(this);
        Protocol.Remove(this);
    }

    void CloseLater(ProtocolCloseAdapterCompleteEx complete)
    {
        Calls.WaitForOthers();
        isClosing = false;
        try
        {
            complete(ProtocolBindingContext);
        }
        catch (Exception failure)
        {
            Adapter.NoteFailure(failure);
        }
    }

    internal void Receive(NetBufferList first, uint port, int count, NdisReceiveFlags flags)
    {
        Calls.Enter();
        try
        {
            Handlers.ProtocolReceiveNetBufferLists!(ProtocolBindingContext, first, port, count, flags);
        }
        finally
        {
            Calls.Exit();
        }
    }

    internal void SendComplete(NetBufferList first, NdisSendCompleteFlags flags)
    {
        Calls.Enter();
        try
        {
            Handlers.ProtocolSendNetBufferListsComplete!(ProtocolBindingContext, first, flags);
        }
        finally
        {
            Calls.Exit();
        }
    }

    /// <summary>Hears how a request of the binding ended.</summary>
    internal void RequestComplete(OidTrip trip, NdisStatus status)
    {
        Calls.Enter();
        try
        {
            trip.NoteTold();
            if (IsOpen) Handlers.ProtocolOidRequestComplete?.Invoke(ProtocolBindingContext, trip.Request, status);
        }
        finally
        {
            Calls.Exit();
        }
    }
}
