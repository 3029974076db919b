// case: A field per direction, one handler for each
sealed class Duplex(NetBufferPool pool, Mdl mdl) : MiniportAdapter
{
    NetBuffer rx, tx;

    public override NdisStatus InitializeEx(MiniportInitParameters parameters) => NdisStatus.Success;

    public override void InterruptDpc()
    {
        if (rx)
            NdisFreeNetBuffer(rx);
        rx = NdisAllocateNetBuffer(pool, mdl, 0, 60);
    }

    public override void SendNetBufferLists(NetBufferList netBufferLists, uint portNumber, NdisSendFlags sendFlags)
    {
        if (!tx)
            tx = NdisAllocateNetBuffer(pool, mdl, 60, 60);
        NdisMSendNetBufferListsComplete(NdisMiniportHandle, netBufferLists, NdisSendCompleteFlags.None);
    }

    public override void HaltEx(NdisHaltAction action)
    {
        if (tx)
            NdisFreeNetBuffer(tx);
        if (rx)
            NdisFreeNetBuffer(rx);
    }
}

sealed class DuplexBadly(NetBufferPool pool, Mdl mdl) : MiniportAdapter
{
    NetBuffer rx, tx;

    public override NdisStatus InitializeEx(MiniportInitParameters parameters) => NdisStatus.Success;

    public override void InterruptDpc()
    {
        rx = NdisAllocateNetBuffer(pool, mdl, 0, 60); // NDIS0002
        if (rx)
            rx.DataLength = 60;
    }

    public override void SendNetBufferLists(NetBufferList netBufferLists, uint portNumber, NdisSendFlags sendFlags)
    {
        if (!tx)
            tx = NdisAllocateNetBuffer(pool, mdl, 60, 60);
        NdisMSendNetBufferListsComplete(NdisMiniportHandle, netBufferLists, NdisSendCompleteFlags.None);
    }

    public override void HaltEx(NdisHaltAction action) // NDIS0001
    {
        if (rx)
            NdisFreeNetBuffer(rx);
    }
}

// case: Statics of a driver end with its adapter
static class Driver
{
    static readonly NetBufferPool Pool = NdisAllocateNetBufferPool(null, new NetBufferPoolParameters())!;
    static NetBuffer current;
    static int users;

    [MiniportRole(MiniportRole.InitializeEx)]
    static NdisStatus Initialize(NdisHandle handle, object? context, MiniportInitParameters parameters)
    {
        users++;
        current = NdisAllocateNetBuffer(Pool, default, 0, 0);
        return current ? NdisStatus.Success : NdisStatus.Resources;
    }

    [MiniportRole(MiniportRole.HaltEx)]
    static void Halt(object? context, NdisHaltAction action) // NDIS0001
    {
        users--;
        Console.WriteLine(users);
    }
}

// case: The field is freed on pause, taken on restart, and asked for in between
sealed class Paused(NetBufferPool pool, Mdl mdl) : MiniportAdapter
{
    NetBuffer ring;

    public override NdisStatus InitializeEx(MiniportInitParameters parameters) => NdisStatus.Success;

    public override NdisStatus Restart(MiniportRestartParameters parameters)
    {
        ring = NdisAllocateNetBuffer(pool, mdl, 0, 60);
        return ring ? NdisStatus.Success : NdisStatus.Resources;
    }

    public override NdisStatus Pause(MiniportPauseParameters parameters)
    {
        NdisFreeNetBuffer(ring);
        return NdisStatus.Success;
    }

    public override NdisStatus OidRequest(NdisOidRequest request)
    {
        request.BytesNeeded = ring.DataLength; // NDIS0004 NDIS0010
        return NdisStatus.Success;
    }

    public override void HaltEx(NdisHaltAction action) { }
}

// case: A nested class owns, the adapter disposes
sealed class Outer(NetBufferPool pool) : MiniportAdapter
{
    sealed class Ring(NetBufferPool pool) : IDisposable
    {
        NetBuffer head;

        public void Fill()
        {
            if (!head)
                head = NdisAllocateNetBuffer(pool, default, 0, 0);
        }

        public void Dispose() // NDIS0001
        {
            if (head)
                head.DataLength = 0;
        }
    }

    readonly Ring ring = new(pool);

    public override NdisStatus InitializeEx(MiniportInitParameters parameters)
    {
        ring.Fill();
        return NdisStatus.Success;
    }

    public override void HaltEx(NdisHaltAction action) => ring.Dispose(); // for now: NDIS0001
}

// case: A volatile flag and a field
sealed class Armed(NetBufferPool pool, Mdl mdl) : MiniportAdapter
{
    volatile bool armed;
    NetBuffer alarm;

    public override NdisStatus InitializeEx(MiniportInitParameters parameters) => NdisStatus.Success;

    public override bool CheckForHangEx()
    {
        if (armed)
            return false;
        alarm = NdisAllocateNetBuffer(pool, mdl, 0, 60);
        armed = !alarm.IsNull;
        return !armed;
    }

    public override void HaltEx(NdisHaltAction action)
    {
        if (armed)
            NdisFreeNetBuffer(alarm);
        armed = false;
    }
}
