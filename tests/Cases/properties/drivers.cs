// case: The context's buffers are properties
sealed class Port(NetBufferPool pool, Mdl mdl) : MiniportAdapter
{
    NetBuffer Receive { get; set; }
    NetBuffer Transmit { get; set; }
    bool IsOpen => !Receive.IsNull && !Transmit.IsNull;

    public override NdisStatus InitializeEx(MiniportInitParameters parameters)
    {
        Receive = NdisAllocateNetBuffer(pool, mdl, 0, 1);
        Transmit = NdisAllocateNetBuffer(pool, mdl, 1, 1);
        if (IsOpen)
            return NdisStatus.Success;
        Close();
        return NdisStatus.Resources;
    }

    void Close()
    {
        if (!Receive.IsNull)
            NdisFreeNetBuffer(Receive);
        if (!Transmit.IsNull)
            NdisFreeNetBuffer(Transmit);
        Receive = Transmit = default;
    }

    public override void HaltEx(NdisHaltAction action) => Close();
}

sealed class PortBadly(NetBufferPool pool, Mdl mdl) : MiniportAdapter
{
    NetBuffer Receive { get; set; }
    NetBuffer Transmit { get; set; }
    bool IsOpen => !Receive.IsNull && !Transmit.IsNull;

    public override NdisStatus InitializeEx(MiniportInitParameters parameters)
    {
        Receive = NdisAllocateNetBuffer(pool, mdl, 0, 1);
        Transmit = NdisAllocateNetBuffer(pool, mdl, 1, 1);
        return IsOpen ? NdisStatus.Success : NdisStatus.Resources; // NDIS0001 NDIS0001
    }

    public override void HaltEx(NdisHaltAction action)
    {
        NdisFreeNetBuffer(Receive);
        NdisFreeNetBuffer(Transmit);
    }
}

// case: Ref-returning properties of one's own
sealed class Slots(NetBufferPool pool, Mdl mdl) : IDisposable
{
    NetBuffer front;

    ref NetBuffer Front => ref front;

    public void Fill()
    {
        if (Front.IsNull)
            Front = NdisAllocateNetBuffer(pool, mdl, 0, 1);
    }

    public void Dispose()
    {
        if (Front)
            NdisFreeNetBuffer(Front);
        Front = default;
    }
}

sealed class SlotsBadly(NetBufferPool pool, Mdl mdl) : IDisposable
{
    NetBuffer front;

    ref NetBuffer Front => ref front;

    public void Fill() => Front = NdisAllocateNetBuffer(pool, mdl, 0, 1); // NDIS0002

    public void Dispose()
    {
        if (Front)
            NdisFreeNetBuffer(Front);
    }
}

// case: An indexer over two places
sealed class Banks(NetBufferPool pool, Mdl mdl) : IDisposable
{
    NetBuffer even, odd;

    NetBuffer this[int index]
    {
        get => index % 2 == 0 ? even : odd;
        set
        {
            if (index % 2 == 0)
                even = value;
            else
                odd = value;
        }
    }

    public void Load(int index)
    {
        if (this[index].IsNull)
            this[index] = NdisAllocateNetBuffer(pool, mdl, index, 1);
    }

    public void Dispose()
    {
        if (even)
            NdisFreeNetBuffer(even);
        if (odd)
            NdisFreeNetBuffer(odd);
    }
}
