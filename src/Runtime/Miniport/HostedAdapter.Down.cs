namespace NdisRules.Runtime;

// What goes down through the stack: sends and cancels from the protocols, and received lists on their way back.
public sealed partial class HostedAdapter
{
    /// <summary>The handlers that take lists back that run now.</summary>
    readonly CallGate returns = new(open: true);

    /// <summary>Sends a chain from a binding. While packets do not move it is completed at once, with Paused.</summary>
    internal void Send(HostedBinding from, NetBufferList first, uint port, NdisSendFlags flags)
    {
        const string function = "NdisSendNetBufferLists";
        if (from.Handlers.ProtocolSendNetBufferListsComplete is null)
            throw new InvalidOperationException($"{function}: {from.ProtocolDriver} has no ProtocolSendNetBufferListsComplete.");
        Transit.Take(first, from.NdisBindingHandle, HandOver.Originate, TransitKind.Send, function);
        if (!top.TryEnter())
        {
            SetStatus(first, NdisStatus.Paused);
            CompleteToBindings(first, NdisSendCompleteFlags.None);
            return;
        }
        try
        {
            SendDown(0, first, port, flags);
        }
        finally
        {
            top.Exit();
        }
    }

    /// <summary>Passes on what a filter module sends: its own lists, or those of others.</summary>
    internal void Send(HostedFilter from, NetBufferList first, uint port, NdisSendFlags flags)
    {
        const string function = "NdisFSendNetBufferLists";
        from.RequireMoving(function);
        if (from.Handlers.FilterSendNetBufferListsComplete is null)
            throw new InvalidOperationException($"{function}: {from.FilterDriver} has no FilterSendNetBufferListsComplete.");
        Transit.Take(first, from.NdisFilterHandle, HandOver.Originate | HandOver.Pass, TransitKind.Send, function);
        SendDown(Below(from), first, port, flags);
    }

    /// <summary>Gives received lists back from a binding.</summary>
    internal void Return(HostedBinding from, NetBufferList first, NdisReturnFlags flags)
    {
        Transit.Take(first, from.NdisBindingHandle, HandOver.GiveBack, TransitKind.Receive, "NdisReturnNetBufferLists");
        if (!SharedLists.AreNone(first)) first = SharedLists.TakeBack(first);
        if (first) ReturnDown(0, first, flags);
    }

    /// <summary>Passes on what a filter module gives back.</summary>
    internal void Return(HostedFilter from, NetBufferList first, NdisReturnFlags flags)
    {
        Transit.Take(first, from.NdisFilterHandle, HandOver.GiveBack, TransitKind.Receive, "NdisFReturnNetBufferLists");
        ReturnDown(Below(from), first, flags);
    }

    internal void Cancel(HostedFilter from, nint cancelId) => CancelDown(Below(from), cancelId);

    /// <summary>Passes a cancel down, unless nothing can be under way.</summary>
    internal void CancelDown(int from, nint cancelId)
    {
        if (State is not (MiniportState.Running or MiniportState.Pausing)) return;
        for (var i = from; i < filters.Length; i++)
        {
            if (filters[i] is not { Handlers.FilterCancelSendNetBufferLists: { } cancel } filter) continue;
            cancel(filter.FilterModuleContext, cancelId);
            return;
        }
        Handlers.CancelSend!(MiniportAdapterContext, cancelId);
    }

    /// <summary>Gives a chain that NDIS took to the first layer that sends, from a filter module on downward.</summary>
    void SendDown(int from, NetBufferList first, uint port, NdisSendFlags flags)
    {
        var filters = this.filters;
        for (var i = from; i < filters.Length; i++)
        {
            if (filters[i] is not { Handlers.FilterSendNetBufferLists: { } send } filter) continue;
            foreach (var list in first.Chain) Transit.Give(list, filter.NdisFilterHandle);
            send(filter.FilterModuleContext, first, port, flags);
            return;
        }
        if (!bottom.TryEnter())
        {
            SetStatus(first, NdisStatus.Paused);
            CompleteUp(filters.Length, first, NdisSendCompleteFlags.None);
            return;
        }
        try
        {
            SendToMiniport(first, port, flags);
        }
        finally
        {
            bottom.Exit();
        }
    }

    void SendToMiniport(NetBufferList first, uint port, NdisSendFlags flags)
    {
        if (Handlers.SendNetBufferLists is { } send)
        {
            foreach (var list in first.Chain) Transit.Give(list, NdisMiniportHandle);
            send(MiniportAdapterContext, first, port, flags);
            return;
        }
        SetStatus(first, NdisStatus.Failure);
        CompleteUp(filters.Length, first, NdisSendCompleteFlags.None);
    }

    /// <summary>Gives a chain that NDIS took to the first layer that takes lists back, from a filter module on downward.</summary>
    void ReturnDown(int from, NetBufferList first, NdisReturnFlags flags)
    {
        var filters = this.filters;
        for (var i = from; i < filters.Length; i++)
        {
            if (filters[i] is not { Handlers.FilterReturnNetBufferLists: { } giveBack } filter) continue;
            Transit.GiveOrEnd(first, filter.NdisFilterHandle);
            filter.Calls.Enter();
            try
            {
                giveBack(filter.FilterModuleContext, first, flags);
            }
            finally
            {
                filter.Calls.Exit();
            }
            return;
        }
        Transit.EndAll(first);
        returns.Enter();
        try
        {
            Handlers.ReturnNetBufferLists!(MiniportAdapterContext, first, flags);
        }
        finally
        {
            returns.Exit();
        }
    }

    int Below(HostedFilter filter) => Array.IndexOf(filters, filter) + 1;

    static void SetStatus(NetBufferList first, NdisStatus status)
    {
        foreach (var list in first.Chain) list.Status = status;
    }
}
