// case: Pause gives back what restart took
class Nic(NetBufferPool pool, Mdl mdl) : MiniportAdapter
{
    NetBuffer probe;

    public override NdisStatus InitializeEx(MiniportInitParameters parameters) => NdisStatus.Success;

    public override NdisStatus Restart(MiniportRestartParameters parameters)
    {
        probe = NdisAllocateNetBuffer(pool, mdl, 0, 10);
        return probe.IsNull ? NdisStatus.Resources : NdisStatus.Success;
    }

    public override NdisStatus Pause(MiniportPauseParameters parameters)
    {
        if (probe)
            NdisFreeNetBuffer(probe);
        probe = default;
        return NdisStatus.Success;
    }

    public override void HaltEx(NdisHaltAction action) { }
}

// case: A send keeps the last packet for a retransmit
class Nic(NetBufferPool pool, Mdl mdl) : MiniportAdapter
{
    NetBuffer last;

    public override NdisStatus InitializeEx(MiniportInitParameters parameters) => NdisStatus.Success;

    public override void SendNetBufferLists(NetBufferList netBufferLists, uint portNumber, NdisSendFlags sendFlags)
    {
        var copy = NdisAllocateNetBuffer(pool, mdl, 0, 64);
        if (!copy)
            return;
        var old = last;
        last = copy;
        if (old)
            NdisFreeNetBuffer(old);
    }

    public override void CancelSend(nint cancelId)
    {
        if (!last)
            return;
        NdisFreeNetBuffer(last);
        last = null;
    }

    public override void HaltEx(NdisHaltAction action)
    {
        if (last)
            NdisFreeNetBuffer(last);
    }
}

// case: A cancel forgets to clear
class Nic(NetBufferPool pool, Mdl mdl) : MiniportAdapter
{
    NetBuffer last;

    public override NdisStatus InitializeEx(MiniportInitParameters parameters) => NdisStatus.Success;

    public override bool CheckForHangEx()
    {
        if (last.IsNull)
            last = NdisAllocateNetBuffer(pool, mdl, 0, 64);
        return false;
    }

    public override void CancelSend(nint cancelId)
    {
        if (last)
            NdisFreeNetBuffer(last); // NDIS0003
    }

    public override void HaltEx(NdisHaltAction action)
    {
        if (last)
            NdisFreeNetBuffer(last);
    }
}

// case: Static handlers with attributes and a context in another file
static class Handlers
{
    [MiniportRole(MiniportRole.InitializeEx)]
    static NdisStatus Initialize(NdisHandle handle, object? driverContext, MiniportInitParameters parameters)
    {
        var context = new AdapterContext { Pool = NdisAllocateNetBufferPool(handle, new NetBufferPoolParameters()) };
        if (context.Pool is null)
            return NdisStatus.Resources;
        context.Beat = NdisAllocateNetBuffer(context.Pool, default, 0, 0);
        if (context.Beat == null)
        {
            NdisFreeNetBufferPool(context.Pool);
            return NdisStatus.Resources;
        }

        return NdisMSetMiniportAttributes(handle, context); // NDIS0001 NDIS0001
    }

    [MiniportRole(MiniportRole.HaltEx)]
    static void Halt(object? miniportAdapterContext, NdisHaltAction action)
    {
        var context = (AdapterContext)miniportAdapterContext!;
        NdisFreeNetBuffer(context.Beat);
        NdisFreeNetBufferPool(context.Pool!);
    }
}

// file: Context.cs
sealed class AdapterContext
{
    public NetBufferPool? Pool;
    public NetBuffer Beat;
}

// case: A reset starts anew
class Nic(NetBufferPool pool, Mdl mdl) : MiniportAdapter
{
    readonly Queue<NetBuffer> pending = new();

    public override NdisStatus InitializeEx(MiniportInitParameters parameters) => NdisStatus.Success;

    public override void SendNetBufferLists(NetBufferList netBufferLists, uint portNumber, NdisSendFlags sendFlags)
    {
        foreach (var nb in netBufferLists.NetBuffers)
        {
            var copy = NdisAllocateNetBuffer(pool, mdl, 0, nb.DataLength);
            if (copy)
                pending.Enqueue(copy);
        }
    }

    public override NdisStatus ResetEx(out bool addressingReset)
    {
        addressingReset = false;
        while (pending.Count != 0)
            NdisFreeNetBuffer(pending.Dequeue());
        return NdisStatus.Success;
    }

    public override void HaltEx(NdisHaltAction action)
    {
        while (pending.TryDequeue(out var nb))
            NdisFreeNetBuffer(nb);
    }
}

// case: A reset throws away what is pending
class Nic(NetBufferPool pool, Mdl mdl) : MiniportAdapter
{
    readonly Queue<NetBuffer> pending = new();

    public override NdisStatus InitializeEx(MiniportInitParameters parameters) => NdisStatus.Success;

    public override bool CheckForHangEx()
    {
        var copy = NdisAllocateNetBuffer(pool, mdl, 0, 3); // NDIS0005
        if (copy)
            pending.Enqueue(copy);
        return pending.Count > 100;
    }

    public override NdisStatus ResetEx(out bool addressingReset)
    {
        addressingReset = true;
        pending.Clear();
        return NdisStatus.Success;
    }

    public override void HaltEx(NdisHaltAction action)
    {
        while (pending.TryDequeue(out var nb))
            NdisFreeNetBuffer(nb);
    }
}

// case: A timer that sends and is freed
class Nic(NetBufferPool pool, Mdl mdl) : MiniportAdapter
{
    NdisTimer? timer;
    NetBuffer beat;

    public override NdisStatus InitializeEx(MiniportInitParameters parameters)
    {
        beat = NdisAllocateNetBuffer(pool, mdl, 0, 5);
        if (!beat)
            return NdisStatus.Resources;
        var status = NdisAllocateTimerObject(NdisMiniportHandle, new NdisTimerCharacteristics { TimerFunction = Tick }, out timer);
        if (status != NdisStatus.Success)
            NdisFreeNetBuffer(beat);
        return status;
    }

    void Tick(object? context) => beat.DataLength++;

    public override void HaltEx(NdisHaltAction action)
    {
        NdisCancelTimerObject(timer!);
        NdisFreeTimerObject(timer!);
        NdisFreeNetBuffer(beat);
    }
}

// case: A filter module attaches and detaches
class Module(NetBufferPool pool, Mdl mdl)
{
    NetBuffer tag;
    bool detached;

    [MiniportRole(MiniportRole.FilterAttach)]
    NdisStatus Attach(NdisHandle handle, FilterAttachParameters parameters)
    {
        tag = NdisAllocateNetBuffer(pool, mdl, 0, 4);
        return tag ? NdisStatus.Success : NdisStatus.Resources;
    }

    [MiniportRole(MiniportRole.FilterDetach)]
    void Detach()
    {
        if (detached)
            return;
        detached = true;
        NdisFreeNetBuffer(tag);
    }
}

// case: The one list that is lent comes back to its place
class Nic : MiniportAdapter
{
    readonly byte[] bytes = new byte[64];
    NetBufferListPool? pool;
    NetBufferList spare;

    public override NdisStatus InitializeEx(MiniportInitParameters parameters)
    {
        pool = NdisAllocateNetBufferListPool(NdisMiniportHandle, new NetBufferListPoolParameters { AllocateNetBuffer = true });
        if (pool is null)
            return NdisStatus.Resources;
        spare = NdisAllocateNetBufferAndNetBufferList(pool, 0, 0, default, 0, 0);
        if (!spare.IsNull)
            return NdisStatus.Success;
        NdisFreeNetBufferListPool(pool);
        return NdisStatus.Resources;
    }

    public override void InterruptDpc()
    {
        if (spare.IsNull)
            return;
        var lent = spare;
        spare = default;
        NdisMIndicateReceiveNetBufferLists(NdisMiniportHandle, lent, 0, 1, NdisReceiveFlags.None);
    }

    public override void ReturnNetBufferLists(NetBufferList netBufferLists, NdisReturnFlags returnFlags) => spare = netBufferLists;

    public override void HaltEx(NdisHaltAction action)
    {
        if (!spare.IsNull)
            NdisFreeNetBufferList(spare);
        NdisFreeNetBufferListPool(pool!);
    }
}

// case: One of two lists comes back to the place of the other
class Nic : MiniportAdapter
{
    NetBufferListPool? pool;
    NetBufferList spare;

    public override NdisStatus InitializeEx(MiniportInitParameters parameters)
    {
        pool = NdisAllocateNetBufferListPool(NdisMiniportHandle, new NetBufferListPoolParameters { AllocateNetBuffer = true });
        return pool is null ? NdisStatus.Resources : NdisStatus.Success;
    }

    public override NdisStatus Restart(MiniportRestartParameters parameters)
    {
        if (spare.IsNull)
            spare = NdisAllocateNetBufferAndNetBufferList(pool, 0, 0, default, 0, 0); // NDIS0005
        return spare.IsNull ? NdisStatus.Resources : NdisStatus.Success;
    }

    public override void InterruptDpc()
    {
        if (spare.IsNull)
            return;
        var lent = spare;
        spare = default;
        NdisMIndicateReceiveNetBufferLists(NdisMiniportHandle, lent, 0, 1, NdisReceiveFlags.None);
    }

    public override void ReturnNetBufferLists(NetBufferList netBufferLists, NdisReturnFlags returnFlags) => spare = netBufferLists;

    public override void HaltEx(NdisHaltAction action)
    {
        if (!spare.IsNull)
            NdisFreeNetBufferList(spare);
        NdisFreeNetBufferListPool(pool!);
    }
}
