// case: The null pattern and the default literal
class Forms(NetBufferPool pool, Mdl mdl)
{
    void Switched()
    {
        var nb = NdisAllocateNetBuffer(pool, mdl, 0, 1);
        switch (nb.IsNull)
        {
            case true:
                return;
            case false:
                NdisFreeNetBuffer(nb);
                break;
        }
    }

    void SwitchedBadly()
    {
        var nb = NdisAllocateNetBuffer(pool, mdl, 0, 1); // NDIS0005
        switch (nb.IsNull)
        {
            case true:
                return;
            case false:
                nb.DataLength = 3;
                break;
        }
    }

    void Comma()
    {
        NetBuffer a = NdisAllocateNetBuffer(pool, mdl, 0, 1), b = a ? NdisAllocateNetBuffer(pool, mdl, 1, 1) : default;
        if (b)
            NdisFreeNetBuffer(b);
        if (a)
            NdisFreeNetBuffer(a);
    }

    void While()
    {
        NetBuffer nb;
        while (!(nb = NdisAllocateNetBuffer(pool, mdl, 0, 1)))
            Thread.Yield();
        nb.DataLength = 3;
        NdisFreeNetBuffer(nb);
    }
}

// case: Asked too late
class TooLate(NetBufferPool pool, Mdl mdl)
{
    int Length()
    {
        var nb = NdisAllocateNetBuffer(pool, mdl, 0, 1);
        var length = nb.DataLength; // NDIS0010
        if (nb.IsNull)
            return 0;
        NdisFreeNetBuffer(nb);
        return length;
    }

    void Copy(NetBuffer source)
    {
        var nb = NdisAllocateNetBuffer(pool, mdl, 0, 1);
        NdisCopyFromNetBufferToNetBuffer(nb, 0, 1, source, 0, out _); // NDIS0010
        if (nb)
            NdisFreeNetBuffer(nb);
    }

    void Link(NetBuffer tail)
    {
        var nb = NdisAllocateNetBuffer(pool, mdl, 0, 1);
        nb.Next = tail; // NDIS0010
        if (nb)
            NdisFreeNetBuffer(nb);
    }
}

// case: A field that may be null is used in the send path
sealed class Optional(NetBufferPool pool, Mdl mdl) : MiniportAdapter
{
    NetBuffer stats;

    public override NdisStatus InitializeEx(MiniportInitParameters parameters)
    {
        stats = NdisAllocateNetBuffer(pool, mdl, 0, 32);
        return NdisStatus.Success;
    }

    public override void SendNetBufferLists(NetBufferList netBufferLists, uint portNumber, NdisSendFlags sendFlags) => stats.DataLength++; // NDIS0010

    public override void HaltEx(NdisHaltAction action)
    {
        if (stats)
            NdisFreeNetBuffer(stats);
    }
}

sealed class OptionalWell(NetBufferPool pool, Mdl mdl) : MiniportAdapter
{
    NetBuffer stats;

    public override NdisStatus InitializeEx(MiniportInitParameters parameters)
    {
        stats = NdisAllocateNetBuffer(pool, mdl, 0, 32);
        return NdisStatus.Success;
    }

    public override void SendNetBufferLists(NetBufferList netBufferLists, uint portNumber, NdisSendFlags sendFlags)
    {
        if (stats)
            stats.DataLength++;
    }

    public override void HaltEx(NdisHaltAction action)
    {
        if (stats)
            NdisFreeNetBuffer(stats);
    }
}

// case: The failing initialisation frees what is null
sealed class Undo(NetBufferPool pool, Mdl mdl) : MiniportAdapter
{
    NetBuffer a, b;

    public override NdisStatus InitializeEx(MiniportInitParameters parameters)
    {
        a = NdisAllocateNetBuffer(pool, mdl, 0, 1);
        if (a.IsNull)
        {
            NdisFreeNetBuffer(a); // NDIS0007
            return NdisStatus.Resources;
        }

        b = NdisAllocateNetBuffer(pool, mdl, 1, 1);
        if (b.IsNull)
        {
            NdisFreeNetBuffer(a);
            return NdisStatus.Resources;
        }

        return NdisStatus.Success;
    }

    public override void HaltEx(NdisHaltAction action)
    {
        NdisFreeNetBuffer(b);
        NdisFreeNetBuffer(a);
    }
}

// case: Freed exactly where it was not acquired
class Inverted(NetBufferPool pool, Mdl mdl)
{
    public void Send(bool wanted)
    {
        NetBuffer packet = default;
        if (wanted)
            packet = NdisAllocateNetBuffer(pool, mdl, 0, 60); // NDIS0005
        if (!wanted)
            NdisFreeNetBuffer(packet); // NDIS0007
    }
}

// case: Nothing was taken, one way frees it and the other touches it
class Inverted(NetBufferPool pool, Mdl mdl)
{
    sealed class Frame
    {
        public NetBuffer Packet;
    }

    void Wrong(bool drop)
    {
        var packet = NdisAllocateNetBuffer(pool, mdl, 0, 1); // NDIS0005
        if (packet)
            return;
        var frame = new Frame { Packet = packet };
        if (drop)
        {
            NdisFreeNetBuffer(frame.Packet); // NDIS0007
            return;
        }
        frame.Packet.DataLength = 3; // NDIS0010
        NdisFreeNetBuffer(frame.Packet); // NDIS0007
    }

    void Right(bool drop)
    {
        var packet = NdisAllocateNetBuffer(pool, mdl, 0, 1);
        if (!packet)
            return;
        var frame = new Frame { Packet = packet };
        if (drop)
        {
            NdisFreeNetBuffer(frame.Packet);
            return;
        }
        frame.Packet.DataLength = 3;
        NdisFreeNetBuffer(frame.Packet);
    }
}

// case: A pool that memory was too short for
class ShortOfMemory
{
    void Asked()
    {
        var own = NdisAllocateNetBufferPool(null, new NetBufferPoolParameters());
        if (own is null)
            return;
        NdisFreeNetBufferPool(own);
    }

    void AskedTooLate()
    {
        var own = NdisAllocateNetBufferPool(null, new NetBufferPoolParameters());
        NdisFreeNetBufferPool(own); // NDIS0010
        if (own is null)
            return;
    }

    void Inverted()
    {
        var own = NdisAllocateNetBufferPool(null, new NetBufferPoolParameters()); // NDIS0005
        if (own is not null)
            return;
        NdisFreeNetBufferPool(own); // NDIS0007
    }

    void VouchedFor()
    {
        var own = NdisAllocateNetBufferPool(null, new NetBufferPoolParameters())!;
        NdisFreeNetBufferPool(own);
    }
}

// case: A maker that gives the null handle itself
class Maker(NetBufferPool pool, Mdl mdl)
{
    NetBuffer Make()
    {
        var made = NdisAllocateNetBuffer(pool, mdl, 0, 1);
        if (made.IsNull)
            return default;
        return made;
    }

    void Inverted()
    {
        var packet = Make(); // NDIS0005
        if (packet)
            return;
        packet.DataLength = 3; // NDIS0010
        NdisFreeNetBuffer(packet); // NDIS0007
    }

    void Right()
    {
        var packet = Make();
        if (!packet)
            return;
        packet.DataLength = 3;
        NdisFreeNetBuffer(packet);
    }
}
