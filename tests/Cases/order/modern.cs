// case: Context pushed by a helper and popped by the completion
class Contexts(NetBufferList list)
{
    bool Push(ushort size) => NdisAllocateNetBufferListContext(list, size, 0, 7) == NdisStatus.Success;

    void Pop(ushort size) => NdisFreeNetBufferListContext(list, size);

    public void Good()
    {
        if (!Push(16))
            return;
        if (Push(32))
            Pop(32);
        Pop(16);
    }

    public void Bad()
    {
        if (!Push(16))
            return;
        if (!Push(32))
        {
            Pop(16);
            return;
        }

        Pop(16); // NDIS0009
        Pop(32);
    }
}

// case: A using order that unwinds as it should
class Nested
{
    public static void Good(NdisHandle handle)
    {
        using var pool = NdisAllocateNetBufferPool(handle, new NetBufferPoolParameters { PoolTag = 7 });
        if (pool is null)
            return;
        var nb = NdisAllocateNetBuffer(pool, default, 0, 0);
        try
        {
            if (nb)
                nb.DataLength = 0;
        }
        finally
        {
            if (nb)
                NdisFreeNetBuffer(nb);
        }
    }

    public static void Bad(NdisHandle handle)
    {
        NetBuffer nb;
        using (var pool = NdisAllocateNetBufferPool(handle, new NetBufferPoolParameters { PoolTag = 7 })) // NDIS0009
        {
            if (pool is null)
                return;
            nb = NdisAllocateNetBuffer(pool, default, 0, 0);
        }

        if (nb)
            NdisFreeNetBuffer(nb);
    }
}

// case: Head room for two protocols
class Headers(NetBufferPool pool, Mdl mdl)
{
    public void Good()
    {
        var nb = NdisAllocateNetBuffer(pool, mdl, 64, 100);
        if (nb.IsNull)
            return;
        if (NdisRetreatNetBufferDataStart(nb, 14, 0) == NdisStatus.Success)
            NdisAdvanceNetBufferDataStart(nb, 14, true);
        NdisFreeNetBuffer(nb);
    }

    public void Bad()
    {
        var nb = NdisAllocateNetBuffer(pool, mdl, 64, 100);
        if (nb.IsNull)
            return;
        if (NdisRetreatNetBufferDataStart(nb, 14, 0) == NdisStatus.Success)
            nb.DataLength = 14;
        NdisFreeNetBuffer(nb); // NDIS0009
    }
}

// case: Array pools of one's own, kept apart
class TwoPools
{
    static readonly ArrayPool<byte> Small = ArrayPool<byte>.Create(1024, 16);
    static readonly ArrayPool<byte> Large = ArrayPool<byte>.Create(1 << 20, 4);

    public static void Good(int n)
    {
        var pool = n > 1024 ? Large : Small;
        var array = pool.Rent(n);
        array[0] = 1;
        pool.Return(array);
    }

    public static void Bad(int n)
    {
        var array = Small.Rent(n);
        array[0] = 1;
        Large.Return(array); // NDIS0008
    }
}
