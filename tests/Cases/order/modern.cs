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

// case: A pool lives as long as its class
sealed class Sender : IDisposable
{
    readonly NetBufferPool? pool;
    NetBuffer spare;

    public Sender(NdisHandle handle)
    {
        pool = NdisAllocateNetBufferPool(handle, new NetBufferPoolParameters { PoolTag = 9 });
        if (pool is not null)
            spare = NdisAllocateNetBuffer(pool, default, 0, 0);
    }

    public void Dispose()
    {
        if (spare)
            NdisFreeNetBuffer(spare);
        if (pool is not null)
            NdisFreeNetBufferPool(pool);
    }
}

sealed class SenderBadly : IDisposable
{
    readonly NetBufferPool? pool;
    NetBuffer spare;

    public SenderBadly(NdisHandle handle)
    {
        pool = NdisAllocateNetBufferPool(handle, new NetBufferPoolParameters { PoolTag = 9 });
        if (pool is not null)
            spare = NdisAllocateNetBuffer(pool, default, 0, 0);
    }

    public void Dispose()
    {
        if (pool is not null)
            NdisFreeNetBufferPool(pool); // NDIS0009
        if (spare)
            NdisFreeNetBuffer(spare);
    }
}

// case: Contexts of two layers, the second of which may fail
class Layers
{
    static readonly ushort[] Sizes = [16, 32, 48];

    public bool Good(NetBufferList list, bool fail)
    {
        var first = NdisAllocateNetBufferListContext(list, 16, 0, 1) == NdisStatus.Success;
        if (!first)
            return false;
        var second = NdisAllocateNetBufferListContext(list, 32, 0, 1) == NdisStatus.Success;
        if (second && !fail)
            Console.WriteLine(Sizes.Length);
        if (second)
            NdisFreeNetBufferListContext(list, 32);
        NdisFreeNetBufferListContext(list, 16);
        return second;
    }

    public void Bad(NetBufferList list)
    {
        if (NdisAllocateNetBufferListContext(list, 16, 0, 1) != NdisStatus.Success) // NDIS0005
            return;
        if (NdisAllocateNetBufferListContext(list, 32, 0, 1) != NdisStatus.Success)
            return;
        NdisFreeNetBufferListContext(list, 32);
        NdisFreeNetBufferListContext(list, 16);
    }
}

// case: A list is freed before its context is off
class Early(NetBufferListPool lists)
{
    public void Good()
    {
        var list = NdisAllocateNetBufferList(lists, 0, 0);
        if (list.IsNull)
            return;
        if (NdisAllocateNetBufferListContext(list, 16, 0, 1) == NdisStatus.Success)
            NdisFreeNetBufferListContext(list, 16);
        NdisFreeNetBufferList(list);
    }

    public void Bad()
    {
        var list = NdisAllocateNetBufferList(lists, 0, 0);
        if (list.IsNull)
            return;
        if (NdisAllocateNetBufferListContext(list, 16, 0, 1) != NdisStatus.Success)
        {
            NdisFreeNetBufferList(list);
            return;
        }

        NdisFreeNetBufferList(list); // NDIS0009
    }
}

// case: Retreat and advance with a size from one variable
class Encapsulation(NetBuffer nb)
{
    public NdisStatus Good(bool tagged)
    {
        var header = tagged ? 18 : 14;
        var status = NdisRetreatNetBufferDataStart(nb, header, 0);
        if (status != NdisStatus.Success)
            return status;
        NdisAdvanceNetBufferDataStart(nb, header, true);
        return NdisStatus.Success;
    }

    public NdisStatus Bad()
    {
        var status = NdisRetreatNetBufferDataStart(nb, 18, 0);
        if (status != NdisStatus.Success)
            return status;
        NdisAdvanceNetBufferDataStart(nb, 14, true); // NDIS0008
        return NdisStatus.Success;
    }
}
