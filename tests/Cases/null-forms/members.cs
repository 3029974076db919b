// case: A property whose code is in sight is asked of nothing
sealed class Holder(Ring ring, Slot slot) : IDisposable
{
    public Slot Slot => slot;

    public void Dispose() => ring.Abandon(slot);
}

class Asking(Ring ring)
{
    public int Bad()
    {
        using var holder = new Holder(ring, ring.Claim());
        return holder.Slot.Index; // NDIS0010
    }

    public int Good()
    {
        using var holder = new Holder(ring, ring.Claim());
        return holder.Slot.IsEmpty ? 0 : holder.Slot.Index;
    }
}

// case: A null in an array beside others
class Beside(NetBufferPool pool, Mdl mdl)
{
    public void Bad()
    {
        var all = new NetBuffer[3];
        all[2] = NdisAllocateNetBuffer(pool, mdl, 0, 2);
        all[1] = default;
        all[2].DataLength = 3; // NDIS0010
        NdisFreeNetBuffer(all[2]);
    }

    public void Good()
    {
        var all = new NetBuffer[3];
        all[2] = NdisAllocateNetBuffer(pool, mdl, 0, 2);
        all[1] = default;
        if (!all[2].IsNull)
            NdisFreeNetBuffer(all[2]);
    }
}
