// case: A free list of buffers in a driver
sealed class Recycling(NetBufferPool pool, Mdl mdl) : MiniportAdapter
{
    const int Depth = 8;
    readonly NetBuffer[] free = new NetBuffer[Depth];
    int count;

    public override NdisStatus InitializeEx(MiniportInitParameters parameters)
    {
        while (count < Depth)
        {
            var nb = NdisAllocateNetBuffer(pool, mdl, count * 60, 60);
            if (nb.IsNull)
            {
                FreeAll();
                return NdisStatus.Resources;
            }

            free[count++] = nb;
        }

        return NdisStatus.Success;
    }

    void FreeAll()
    {
        while (count > 0)
            NdisFreeNetBuffer(free[--count]);
    }

    public override void HaltEx(NdisHaltAction action) => FreeAll();
}

sealed class RecyclingBadly(NetBufferPool pool, Mdl mdl) : MiniportAdapter
{
    const int Depth = 8;
    readonly List<NetBuffer> free = new(Depth);

    public override NdisStatus InitializeEx(MiniportInitParameters parameters)
    {
        for (var i = 0; i < Depth; i++)
        {
            var nb = NdisAllocateNetBuffer(pool, mdl, i * 60, 60);
            if (nb.IsNull)
                return NdisStatus.Resources; // NDIS0001
            free.Add(nb);
        }

        return NdisStatus.Success;
    }

    public override void HaltEx(NdisHaltAction action)
    {
        foreach (var nb in free)
            NdisFreeNetBuffer(nb);
        free.Clear();
    }
}

// case: Pending sends by identifier
sealed class Pending(NetBufferPool pool, Mdl mdl) : MiniportAdapter
{
    readonly Dictionary<nint, NetBuffer> pending = [];

    public override NdisStatus InitializeEx(MiniportInitParameters parameters) => NdisStatus.Success;

    public override void SendNetBufferLists(NetBufferList netBufferLists, uint portNumber, NdisSendFlags sendFlags)
    {
        var id = NDIS_GET_NET_BUFFER_LIST_CANCEL_ID(netBufferLists);
        var copy = NdisAllocateNetBuffer(pool, mdl, 0, 60);
        if (copy.IsNull || !pending.TryAdd(id, copy))
        {
            if (copy)
                NdisFreeNetBuffer(copy);
            netBufferLists.Status = NdisStatus.Resources;
        }

        NdisMSendNetBufferListsComplete(NdisMiniportHandle, netBufferLists, NdisSendCompleteFlags.None);
    }

    public override void CancelSend(nint cancelId)
    {
        if (pending.Remove(cancelId, out var nb))
            NdisFreeNetBuffer(nb);
    }

    public override void HaltEx(NdisHaltAction action)
    {
        foreach (var nb in pending.Values)
            NdisFreeNetBuffer(nb);
        pending.Clear();
    }
}

sealed class PendingBadly(NetBufferPool pool, Mdl mdl) : MiniportAdapter
{
    readonly Dictionary<nint, NetBuffer> pending = [];

    public override NdisStatus InitializeEx(MiniportInitParameters parameters) => NdisStatus.Success;

    public override void SendNetBufferLists(NetBufferList netBufferLists, uint portNumber, NdisSendFlags sendFlags)
    {
        var id = NDIS_GET_NET_BUFFER_LIST_CANCEL_ID(netBufferLists);
        var copy = NdisAllocateNetBuffer(pool, mdl, 0, 60); // NDIS0005
        if (!copy.IsNull && !pending.TryAdd(id, copy))
            netBufferLists.Status = NdisStatus.Resources;
        NdisMSendNetBufferListsComplete(NdisMiniportHandle, netBufferLists, NdisSendCompleteFlags.None);
    }

    public override void HaltEx(NdisHaltAction action)
    {
        foreach (var nb in pending.Values)
            NdisFreeNetBuffer(nb);
    }
}

// case: A chain kept in a field, pushed by one handler, popped by another
sealed class Chained(NetBufferPool pool, Mdl mdl) : MiniportAdapter
{
    NetBuffer head;

    public override NdisStatus InitializeEx(MiniportInitParameters parameters) => NdisStatus.Success;

    public override void InterruptDpc()
    {
        var nb = NdisAllocateNetBuffer(pool, mdl, 0, 60);
        if (nb.IsNull)
            return;
        nb.Next = head;
        head = nb;
    }

    public override bool CheckForHangEx()
    {
        if (head.IsNull)
            return false;
        var first = head;
        head = first.Next;
        NdisFreeNetBuffer(first);
        return false;
    }

    public override void HaltEx(NdisHaltAction action)
    {
        while (head)
        {
            var next = head.Next;
            NdisFreeNetBuffer(head);
            head = next;
        }
    }
}

sealed class ChainedBadly(NetBufferPool pool, Mdl mdl) : MiniportAdapter
{
    NetBuffer head;

    public override NdisStatus InitializeEx(MiniportInitParameters parameters) => NdisStatus.Success;

    public override void InterruptDpc()
    {
        var nb = NdisAllocateNetBuffer(pool, mdl, 0, 60);
        if (nb.IsNull)
            return;
        nb.Next = head;
        head = nb;
    }

    public override void HaltEx(NdisHaltAction action) // NDIS0001
    {
        if (head)
            head.DataLength = 0;
    }
}

// case: A bulk allocation that comes short
class Bulk(NetBufferPool pool)
{
    public int Good(int wanted)
    {
        var buffers = new NetBuffer[wanted];
        var taken = NdisAllocateNetBuffers(pool, buffers);
        if (taken < wanted)
        {
            NdisFreeNetBuffers(buffers.AsSpan(0, taken));
            return 0;
        }

        NdisFreeNetBuffers(buffers);
        return taken;
    }

    public int Bad(int wanted)
    {
        var buffers = new NetBuffer[wanted];
        var taken = NdisAllocateNetBuffers(pool, buffers); // NDIS0005
        if (taken < wanted)
            return 0;
        NdisFreeNetBuffers(buffers);
        return taken;
    }
}
