namespace NdisRules.Runtime;

// What goes up through the stack: completed sends on their way back, and received lists.
public sealed partial class HostedAdapter
{
    /// <summary>Takes completed sends from the miniport.</summary>
    internal void SendComplete(NetBufferList first, NdisSendCompleteFlags flags)
    {
        const string function = "NdisMSendNetBufferListsComplete";
        if (State is var now and (MiniportState.Halted or MiniportState.Initializing)) throw NotAllowed(function, now);
        Transit.Take(first, NdisMiniportHandle, HandOver.GiveBack, TransitKind.Send, function);
        CompleteUp(filters.Length, first, flags);
    }

    /// <summary>Takes completed sends from a filter module.</summary>
    internal void SendComplete(HostedFilter from, NetBufferList first, NdisSendCompleteFlags flags)
    {
        Transit.Take(first, from.NdisFilterHandle, HandOver.GiveBack, TransitKind.Send, "NdisFSendNetBufferListsComplete");
        CompleteUp(Array.IndexOf(filters, from), first, flags);
    }

    /// <summary>Takes received lists from the miniport.</summary>
    internal void Indicate(NetBufferList first, uint port, int count, NdisReceiveFlags flags)
    {
        const string function = "NdisMIndicateReceiveNetBufferLists";
        var now = State;
        if (now is not (MiniportState.Running or MiniportState.Restarting) && !(now == MiniportState.Pausing && mayIndicate)) throw NotAllowed(function, now);
        Indicate(NdisMiniportHandle, HandOver.Originate, filters.Length, new Indication(function, first, port, count, flags));
    }

    /// <summary>Takes received lists from a filter module: its own, or those of others.</summary>
    internal void Indicate(HostedFilter from, NetBufferList first, uint port, int count, NdisReceiveFlags flags)
    {
        const string function = "NdisFIndicateReceiveNetBufferLists";
        from.RequireMoving(function);
        if (from.Handlers.FilterReturnNetBufferLists is null && (flags & NdisReceiveFlags.Resources) == 0)
            throw new InvalidOperationException($"{function}: {from.FilterDriver} has no FilterReturnNetBufferLists.");
        var above = Array.IndexOf(filters, from);
        Indicate(from.NdisFilterHandle, HandOver.Originate | HandOver.Pass, above, new Indication(function, first, port, count, flags));
    }

    void Indicate(NdisHandle from, HandOver ways, int above, Indication received)
    {
        if (received.IsLent)
        {
            using var lent = LentChain.From(received.First, from, received.Function);
            CheckCount(received, lent.Count);
            LendUp(above, received, lent);
            return;
        }
        var count = Transit.Take(received.First, from, ways, TransitKind.Receive, received.Function);
        if (count != received.Count) Transit.GiveBack(received.First, count, from);
        CheckCount(received, count);
        GiveUp(above, received);
    }

    static void CheckCount(Indication received, int count)
    {
        if (count != received.Count)
            throw new ArgumentException($"{received.Function}: the chain has {count} lists where {received.Count} are announced.");
    }

    /// <summary>Gives completed sends that NDIS took to the first layer that hears of them, upward from a filter module.</summary>
    void CompleteUp(int above, NetBufferList first, NdisSendCompleteFlags flags)
    {
        var filters = this.filters;
        for (var i = Math.Min(above, filters.Length) - 1; i >= 0; i--)
        {
            if (filters[i] is not { Handlers.FilterSendNetBufferListsComplete: { } complete } filter) continue;
            Transit.GiveOrEnd(first, filter.NdisFilterHandle);
            filter.Calls.Enter();
            try
            {
                complete(filter.FilterModuleContext, first, flags);
            }
            finally
            {
                filter.Calls.Exit();
            }
            return;
        }
        CompleteToBindings(first, flags);
    }

    /// <summary>Gives each binding the lists that it sent.</summary>
    void CompleteToBindings(NetBufferList first, NdisSendCompleteFlags flags)
    {
        while (first)
        {
            var sender = SenderOf(first);
            var own = Split(ref first, sender.NdisBindingHandle.Id);
            Transit.EndAll(own);
            sender.SendComplete(own, flags);
        }
    }

    HostedBinding SenderOf(NetBufferList list)
    {
        var id = Transit.OriginatorOf(list);
        if (id == hostBinding.NdisBindingHandle.Id) return hostBinding;
        foreach (var binding in bindings)
        {
            if (binding.NdisBindingHandle.Id == id) return binding;
        }
        throw new InvalidOperationException($"{list} was sent by {NdisHandle.Find(id)?.ToString() ?? "somebody gone"}, which is not above '{Name}'.");
    }

    /// <summary>Splits off the lists of one sender, in order; the others stay.</summary>
    static NetBufferList Split(ref NetBufferList first, long sender)
    {
        var mixed = false;
        foreach (var list in first.Chain) mixed |= Transit.OriginatorOf(list) != sender;
        var (own, others) = (new ListChain(), new ListChain());
        foreach (var list in mixed ? first.Chain : default)
        {
            if (Transit.OriginatorOf(list) == sender) own.Add(list);
            else others.Add(list);
        }
        var result = mixed ? own.First : first;
        first = others.First;
        return result;
    }

    /// <summary>Gives received lists to the first layer that takes them, upward from a filter module.</summary>
    void GiveUp(int above, Indication received)
    {
        var filters = this.filters;
        for (var i = Math.Min(above, filters.Length) - 1; i >= 0; i--)
        {
            if (filters[i] is not { Handlers.FilterReceiveNetBufferLists: { } receive } filter) continue;
            if (!filter.Receives.TryEnter())
            {
                ReturnDown(i + 1, received.First, NdisReturnFlags.None);
                return;
            }
            try
            {
                foreach (var list in received.First.Chain) Transit.Give(list, filter.NdisFilterHandle);
                receive(filter.FilterModuleContext, received.First, received.Port, received.Count, received.Flags);
            }
            finally
            {
                filter.Receives.Exit();
            }
            return;
        }
        GiveToBindings(received);
    }

    /// <summary>Lends received lists to the first layer that takes them, upward from a filter module.</summary>
    void LendUp(int above, Indication received, in LentChain lent)
    {
        var filters = this.filters;
        for (var i = Math.Min(above, filters.Length) - 1; i >= 0; i--)
        {
            if (filters[i] is not { Handlers.FilterReceiveNetBufferLists: { } receive } filter) continue;
            if (!filter.Receives.TryEnter()) return;
            try
            {
                LendTo(filter, receive, received, lent);
            }
            finally
            {
                // Only once the lists are back: a pause that waits for this call then looks for what the module still holds.
                filter.Receives.Exit();
            }
            return;
        }
        if (hostBinding.Listens) LendTo(hostBinding, received, lent);
        foreach (var binding in bindings)
        {
            if (binding.Listens) LendTo(binding, received, lent);
        }
    }

    static void LendTo(HostedFilter filter, FilterReceiveNetBufferLists receive, Indication received, in LentChain lent)
    {
        lent.GiveTo(filter.NdisFilterHandle);
        try
        {
            receive(filter.FilterModuleContext, received.First, received.Port, received.Count, received.Flags);
        }
        finally
        {
            lent.TakeBack(filter.NdisFilterHandle);
        }
    }

    static void LendTo(HostedBinding binding, Indication received, in LentChain lent)
    {
        lent.GiveTo(binding.NdisBindingHandle);
        try
        {
            binding.Receive(received.First, received.Port, received.Count, received.Flags | NdisReceiveFlags.Resources);
        }
        finally
        {
            lent.TakeBack(binding.NdisBindingHandle);
        }
    }

    /// <summary>Gives received lists to every binding that listens: the last of those that keep lists gets them, the others copies.</summary>
    void GiveToBindings(Indication received)
    {
        if (hostBinding is { Listens: true, OnlyBorrows: true }) LendTo(hostBinding, received);
        HostedBinding? last = null;
        var keepers = 0;
        foreach (var binding in bindings)
        {
            if (!binding.Listens) continue;
            last = binding;
            keepers++;
        }
        if (hostBinding is { Listens: true, OnlyBorrows: false })
        {
            last = hostBinding;
            keepers++;
        }
        if (keepers > 1) GiveCopies(received, last!);
        if (last is null) ReturnDown(0, received.First, NdisReturnFlags.None);
        else GiveTo(last, received.First, received);
    }

    /// <summary>Gives every binding that listens but the last a chain of copies, or lends to it what there is no memory to copy.</summary>
    void GiveCopies(Indication received, HostedBinding last)
    {
        SharedLists.Share(received.First);
        foreach (var binding in bindings)
        {
            if (binding == last || !binding.Listens) continue;
            var copies = host.Copies.TryCopy(received.First);
            if (copies) GiveTo(binding, copies, received);
            else LendTo(binding, received);
        }
    }

    static void LendTo(HostedBinding binding, Indication received)
    {
        using var lent = LentChain.FromNdis(received.First);
        LendTo(binding, received, lent);
    }

    static void GiveTo(HostedBinding binding, NetBufferList first, Indication received)
    {
        foreach (var list in first.Chain) Transit.Give(list, binding.NdisBindingHandle);
        binding.Receive(first, received.Port, received.Count, received.Flags);
    }

    /// <summary>What is indicated together.</summary>
    readonly record struct Indication(string Function, NetBufferList First, uint Port, int Count, NdisReceiveFlags Flags)
    {
        internal bool IsLent => (Flags & NdisReceiveFlags.Resources) != 0;
    }
}
