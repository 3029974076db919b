// case: A helper refills a field over what it holds
class Nic(NetBufferPool pool, Mdl mdl) : MiniportAdapter
{
    NetBuffer rx;

    public override NdisStatus InitializeEx(MiniportInitParameters parameters) => NdisStatus.Success;

    void Refill() => rx = NdisAllocateNetBuffer(pool, mdl, 0, 4); // NDIS0002

    public override bool CheckForHangEx()
    {
        Refill();
        return false;
    }

    public override void CancelSend(nint cancelId) => Refill();

    public override void HaltEx(NdisHaltAction action)
    {
        if (rx)
            NdisFreeNetBuffer(rx);
    }
}

// case: A helper makes, the handler stores
class Nic(NetBufferPool pool, Mdl mdl) : MiniportAdapter
{
    NetBuffer rx;

    public override NdisStatus InitializeEx(MiniportInitParameters parameters) => NdisStatus.Success;

    NetBuffer Make() => NdisAllocateNetBuffer(pool, mdl, 0, 4);

    public override bool CheckForHangEx()
    {
        rx = Make(); // NDIS0002
        return false;
    }

    public override void HaltEx(NdisHaltAction action)
    {
        if (rx)
            NdisFreeNetBuffer(rx);
    }
}

// case: A helper stores what another helper makes
class Nic(NetBufferPool pool, Mdl mdl) : MiniportAdapter
{
    NetBuffer rx;

    public override NdisStatus InitializeEx(MiniportInitParameters parameters) => NdisStatus.Success;

    NetBuffer Make() => NdisAllocateNetBuffer(pool, mdl, 0, 4);

    void Refill()
    {
        var nb = Make();
        if (nb)
            rx = nb; // NDIS0002
    }

    public override bool CheckForHangEx()
    {
        Refill();
        return false;
    }

    public override void HaltEx(NdisHaltAction action)
    {
        if (rx)
            NdisFreeNetBuffer(rx);
    }
}

// case: A helper is given the field by reference
class Nic(NetBufferPool pool, Mdl mdl) : MiniportAdapter
{
    NetBuffer rx;

    public override NdisStatus InitializeEx(MiniportInitParameters parameters) => NdisStatus.Success;

    void Refill(ref NetBuffer nb) => nb = NdisAllocateNetBuffer(pool, mdl, 0, 4);

    public override bool CheckForHangEx()
    {
        Refill(ref rx); // NDIS0002
        return false;
    }

    public override void HaltEx(NdisHaltAction action)
    {
        if (rx)
            NdisFreeNetBuffer(rx);
    }
}

// case: A setter stores what the handler allocates
class Nic(NetBufferPool pool, Mdl mdl) : MiniportAdapter
{
    NetBuffer rx;

    NetBuffer Rx { set { rx = value; } }

    public override NdisStatus InitializeEx(MiniportInitParameters parameters) => NdisStatus.Success;

    public override bool CheckForHangEx()
    {
        Rx = NdisAllocateNetBuffer(pool, mdl, 0, 4); // NDIS0002
        return false;
    }

    public override void HaltEx(NdisHaltAction action)
    {
        if (rx)
            NdisFreeNetBuffer(rx);
    }
}
