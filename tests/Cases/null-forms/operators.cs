// case: The operators of a handle
class Operators(NetBufferPool pool, Mdl mdl)
{
    public void Negated()
    {
        var nb = NdisAllocateNetBuffer(pool, mdl, 0, 8);
        if (!(nb == null))
            NdisFreeNetBuffer(nb);
    }

    public void Default()
    {
        var nb = NdisAllocateNetBuffer(pool, mdl, 0, 8);
        if (nb.Equals(default))
            return;
        nb.DataLength = 1;
        NdisFreeNetBuffer(nb);
    }

    public void Swapped()
    {
        var nb = NdisAllocateNetBuffer(pool, mdl, 0, 8);
        if (null == nb)
        {
            NdisFreeNetBuffer(nb); // NDIS0007
            return;
        }

        NdisFreeNetBuffer(nb);
    }

    public int Conditional()
    {
        var nb = NdisAllocateNetBuffer(pool, mdl, 0, 8);
        var there = nb ? 1 : -1;
        if (there >= 0)
            NdisFreeNetBuffer(nb);
        return there;
    }

    public void Untested()
    {
        var nb = NdisAllocateNetBuffer(pool, mdl, 0, 8);
        nb.DataLength = 0; // NDIS0010
        if (nb)
            NdisFreeNetBuffer(nb);
    }
}

// case: A pattern binds what is there
class Binding(NetBufferPool pool, Mdl mdl)
{
    public int Good()
    {
        if (NdisAllocateNetBuffer(pool, mdl, 0, 8) is not { IsNull: false } nb)
            return 0;
        var length = nb.DataLength;
        NdisFreeNetBuffer(nb);
        return length;
    }

    public int Bad()
    {
        if (NdisAllocateNetBuffer(pool, mdl, 0, 8) is { IsNull: false, DataLength: > 4 } nb) // NDIS0005
        {
            NdisFreeNetBuffer(nb);
            return 1;
        }

        return 0;
    }

    public int Any()
    {
        if (NdisAllocateNetBuffer(pool, mdl, 0, 8) is var nb && !nb.IsNull)
        {
            NdisFreeNetBuffer(nb);
            return 1;
        }

        return 0;
    }
}

// case: Null is passed through a helper
class Helpers(NetBufferPool pool, Mdl mdl)
{
    static bool Missing(NetBuffer nb) => nb.IsNull;

    static bool Present(in NetBuffer nb) => !Missing(nb);

    public void Good()
    {
        var nb = NdisAllocateNetBuffer(pool, mdl, 0, 8);
        if (Missing(nb))
            return;
        nb.DataLength = 3;
        NdisFreeNetBuffer(nb);
    }

    public void AlsoGood()
    {
        var nb = NdisAllocateNetBuffer(pool, mdl, 0, 8);
        if (!Present(nb))
            return;
        NdisFreeNetBuffer(nb);
    }

    public void Bad()
    {
        var nb = NdisAllocateNetBuffer(pool, mdl, 0, 8); // NDIS0005
        if (Present(nb))
            return;
        NdisFreeNetBuffer(nb); // NDIS0007
    }
}

// case: A nullable struct around a handle
class Wrapped(Ring ring)
{
    Slot? Take()
    {
        var slot = ring.Claim();
        return slot.IsEmpty ? null : slot;
    }

    public void Good()
    {
        if (Take() is { } slot)
            ring.Publish(slot);
    }

    public void AlsoGood()
    {
        var slot = Take();
        if (!slot.HasValue)
            return;
        ring.Abandon(slot.Value);
    }

    public void Bad()
    {
        var slot = Take(); // NDIS0005
        if (slot is null || slot.Value.Index == 3)
            return;
        ring.Publish(slot.GetValueOrDefault());
    }
}

// case: A pool that may not come
class Pools(NdisHandle handle, Mdl mdl)
{
    public NdisStatus Good()
    {
        using var pool = NdisAllocateNetBufferPool(handle, new NetBufferPoolParameters { DataSize = 64 });
        if (pool is null)
            return NdisStatus.Resources;
        var nb = NdisAllocateNetBuffer(pool, mdl, 0, 4);
        if (nb == default)
            return NdisStatus.Resources;
        NdisFreeNetBuffer(nb);
        return NdisStatus.Success;
    }

    public NdisStatus Bad()
    {
        var pool = NdisAllocateNetBufferPool(handle, new NetBufferPoolParameters { DataSize = 64 }); // NDIS0005
        if (pool is null)
            return NdisStatus.Resources;
        var nb = NdisAllocateNetBuffer(pool, mdl, 0, 4);
        if (nb == default)
            return NdisStatus.Resources;
        NdisFreeNetBuffer(nb);
        NdisFreeNetBufferPool(pool);
        return NdisStatus.Success;
    }
}

// case: Native memory and its zero
unsafe class Native
{
    public int Good(nuint size)
    {
        var block = (byte*)NativeMemory.AllocZeroed(size);
        if (block == null)
            return 0;
        var first = *block;
        NativeMemory.Free(block);
        return first;
    }

    public int Bad(int size)
    {
        var block = Marshal.AllocHGlobal(size); // NDIS0005
        if (block == nint.Zero)
            return 0;
        if (size > 16)
            return Marshal.ReadByte(block, 15);
        Marshal.FreeHGlobal(block);
        return 1;
    }

    public void Cleared(int size)
    {
        var block = nint.Zero;
        try
        {
            block = Marshal.AllocHGlobal(size);
            Marshal.WriteByte(block, 1);
        }
        finally
        {
            Marshal.FreeHGlobal(block);
        }
    }
}

// case: The Elvis operator frees what is there
class Elvis(LeasePool pool)
{
    Lease? Find(bool wanted) => wanted ? pool.Rent(3) : null;

    public int Good(bool wanted)
    {
        var lease = Find(wanted);
        var length = lease?.Length;
        lease?.Dispose();
        return length ?? 0;
    }

    public int Bad(bool wanted)
    {
        var lease = Find(wanted);
        lease?.Dispose();
        return lease?.Length ?? 0; // NDIS0004
    }

    public int Coalesced(bool wanted)
    {
        var lease = Find(wanted) ?? pool.Rent(4);
        var length = lease.Length;
        pool.Return(lease);
        return length;
    }
}
