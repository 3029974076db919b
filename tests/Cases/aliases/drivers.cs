// case: A sent packet is also the last one
sealed class Last(NetBufferPool pool, Mdl mdl) : MiniportAdapter
{
    NetBuffer last;

    public override NdisStatus InitializeEx(MiniportInitParameters parameters) => NdisStatus.Success;

    public override void InterruptDpc()
    {
        var nb = NdisAllocateNetBuffer(pool, mdl, 0, 60);
        if (nb.IsNull)
            return;
        if (last)
            NdisFreeNetBuffer(last);
        last = nb;
        nb.DataLength = 60;
    }

    public override void HaltEx(NdisHaltAction action)
    {
        if (last)
            NdisFreeNetBuffer(last);
    }
}

sealed class LastBadly(NetBufferPool pool, Mdl mdl) : MiniportAdapter
{
    NetBuffer last;

    public override NdisStatus InitializeEx(MiniportInitParameters parameters) => NdisStatus.Success;

    public override void InterruptDpc()
    {
        if (last)
            return;
        var nb = NdisAllocateNetBuffer(pool, mdl, 0, 60);
        if (nb.IsNull)
            return;
        last = nb;
        NdisFreeNetBuffer(nb);
    }

    public override void HaltEx(NdisHaltAction action)
    {
        if (last)
            NdisFreeNetBuffer(last); // NDIS0003
    }
}

// case: Header and payload are one when the packet is small
class Small(NetBufferPool pool, Mdl mdl)
{
    public void Good(int length)
    {
        var header = NdisAllocateNetBuffer(pool, mdl, 0, 64);
        if (header.IsNull)
            return;
        var payload = length <= 50 ? header : NdisAllocateNetBuffer(pool, mdl, 64, length);
        if (payload != header && !payload.IsNull)
            NdisFreeNetBuffer(payload);
        NdisFreeNetBuffer(header);
    }

    public void Bad(int length)
    {
        var header = NdisAllocateNetBuffer(pool, mdl, 0, 64);
        if (header.IsNull)
            return;
        var payload = length <= 50 ? header : NdisAllocateNetBuffer(pool, mdl, 64, length);
        if (!payload.IsNull)
            NdisFreeNetBuffer(payload);
        NdisFreeNetBuffer(header); // NDIS0003
    }
}

// case: Exchanged with a slot of the adapter
sealed class Slotted(NetBufferPool pool, Mdl mdl) : MiniportAdapter
{
    NetBuffer slot;

    public override NdisStatus InitializeEx(MiniportInitParameters parameters) => NdisStatus.Success;

    public override void InterruptDpc()
    {
        var fresh = NdisAllocateNetBuffer(pool, mdl, 0, 60);
        var old = NetBuffer.Exchange(ref slot, fresh);
        if (old)
            NdisFreeNetBuffer(old);
    }

    public override void HaltEx(NdisHaltAction action)
    {
        var old = NetBuffer.Exchange(ref slot, null);
        if (old)
            NdisFreeNetBuffer(old);
    }
}

sealed class SlottedBadly(NetBufferPool pool, Mdl mdl) : MiniportAdapter
{
    NetBuffer slot;

    public override NdisStatus InitializeEx(MiniportInitParameters parameters) => NdisStatus.Success;

    public override void InterruptDpc()
    {
        var fresh = NdisAllocateNetBuffer(pool, mdl, 0, 60); // NDIS0002
        NetBuffer.Exchange(ref slot, fresh);
    }

    public override void HaltEx(NdisHaltAction action)
    {
        var old = NetBuffer.Exchange(ref slot, null);
        if (old)
            NdisFreeNetBuffer(old);
    }
}

// case: A ref to a field of the adapter
sealed class ByRef(NetBufferPool pool, Mdl mdl) : MiniportAdapter
{
    NetBuffer rx, tx;

    bool Take(ref NetBuffer place)
    {
        place = NdisAllocateNetBuffer(pool, mdl, 0, 60);
        return !place.IsNull;
    }

    static void Give(ref NetBuffer place)
    {
        if (place)
            NdisFreeNetBuffer(place);
        place = default;
    }

    public override NdisStatus InitializeEx(MiniportInitParameters parameters)
    {
        if (Take(ref rx) && Take(ref tx))
            return NdisStatus.Success;
        Give(ref rx);
        Give(ref tx);
        return NdisStatus.Resources;
    }

    public override void HaltEx(NdisHaltAction action)
    {
        ref var place = ref rx;
        Give(ref place);
        place = ref tx;
        Give(ref place);
    }
}

sealed class ByRefBadly(NetBufferPool pool, Mdl mdl) : MiniportAdapter
{
    NetBuffer rx, tx;

    bool Take(ref NetBuffer place)
    {
        place = NdisAllocateNetBuffer(pool, mdl, 0, 60);
        return !place.IsNull;
    }

    public override NdisStatus InitializeEx(MiniportInitParameters parameters)
    {
        if (!Take(ref rx))
            return NdisStatus.Resources;
        if (Take(ref tx))
            return NdisStatus.Success;
        return NdisStatus.Resources; // NDIS0001
    }

    public override void HaltEx(NdisHaltAction action)
    {
        ref var place = ref rx;
        NdisFreeNetBuffer(place);
        place = ref tx;
        NdisFreeNetBuffer(place);
    }
}

// case: Saved before a call that may replace it
sealed class Saved(NetBufferPool pool, Mdl mdl) : IDisposable
{
    NetBuffer current;

    void Replace()
    {
        if (current)
            NdisFreeNetBuffer(current);
        current = NdisAllocateNetBuffer(pool, mdl, 0, 1);
    }

    public int Good()
    {
        Replace();
        var seen = current;
        return seen.IsNull ? 0 : seen.DataLength;
    }

    public int Bad()
    {
        var seen = current;
        Replace();
        return seen.IsNull ? 0 : seen.DataLength; // NDIS0004
    }

    public void Dispose()
    {
        if (current)
            NdisFreeNetBuffer(current);
        current = default;
    }
}
