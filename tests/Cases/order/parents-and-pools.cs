// case: A list and its contexts
class Contexts(NetBufferListPool pool)
{
    public NdisStatus Good()
    {
        var list = NdisAllocateNetBufferList(pool, 0, 0);
        if (!list)
            return NdisStatus.Resources;
        if (NdisAllocateNetBufferListContext(list, 16, 0, 1) != NdisStatus.Success)
        {
            NdisFreeNetBufferList(list);
            return NdisStatus.Resources;
        }

        if (NdisAllocateNetBufferListContext(list, 32, 0, 1) == NdisStatus.Success)
            NdisFreeNetBufferListContext(list, 32);
        NdisFreeNetBufferListContext(list, 16);
        NdisFreeNetBufferList(list);
        return NdisStatus.Success;
    }

    public NdisStatus Bad()
    {
        var list = NdisAllocateNetBufferList(pool, 0, 0);
        if (!list)
            return NdisStatus.Resources;
        if (NdisAllocateNetBufferListContext(list, 16, 0, 1) != NdisStatus.Success)
        {
            NdisFreeNetBufferList(list);
            return NdisStatus.Resources;
        }

        NdisFreeNetBufferListContext(list, 24); // NDIS0008
        NdisFreeNetBufferList(list);
        return NdisStatus.Success;
    }
}

// case: A pool in a using, its buffer in a field of a struct
class Scoped(NdisHandle handle, Mdl mdl)
{
    public int Good()
    {
        using var pool = NdisAllocateNetBufferPool(handle, new NetBufferPoolParameters());
        if (pool is null)
            return 0;
        var nb = NdisAllocateNetBuffer(pool, mdl, 0, 3);
        if (!nb)
            return 0;
        using var owned = nb.Owned();
        return nb.DataLength;
    }

    public int Bad()
    {
        var pool = NdisAllocateNetBufferPool(handle, new NetBufferPoolParameters());
        if (pool is null)
            return 0;
        var nb = NdisAllocateNetBuffer(pool, mdl, 0, 3);
        pool.Dispose(); // NDIS0009
        if (nb)
            NdisFreeNetBuffer(nb);
        return 1;
    }
}

// case: A driver that closes its pool first
class Nic(Mdl mdl) : MiniportAdapter
{
    NetBufferPool? pool;
    NetBuffer nb;

    public override NdisStatus InitializeEx(MiniportInitParameters parameters)
    {
        pool = NdisAllocateNetBufferPool(NdisMiniportHandle, new NetBufferPoolParameters());
        if (pool is null)
            return NdisStatus.Resources;
        nb = NdisAllocateNetBuffer(pool, mdl, 0, 3);
        if (nb)
            return NdisStatus.Success;
        NdisFreeNetBufferPool(pool);
        return NdisStatus.Resources;
    }

    public override void HaltEx(NdisHaltAction action)
    {
        NdisFreeNetBufferPool(pool!); // NDIS0009
        NdisFreeNetBuffer(nb);
    }
}

// case: A clone and its original
class Clones(NetBufferListPool pool, NetBufferPool buffers, Mdl mdl)
{
    public void Good()
    {
        var original = NdisAllocateNetBufferAndNetBufferList(pool, 0, 0, mdl, 0, 4);
        if (!original)
            return;
        var clone = NdisAllocateCloneNetBufferList(original, pool, buffers, NdisCloneFlags.UseOriginalMdls);
        if (clone)
            NdisFreeCloneNetBufferList(clone, NdisCloneFlags.UseOriginalMdls);
        NdisFreeNetBufferList(original);
    }

    public void Bad()
    {
        var original = NdisAllocateNetBufferAndNetBufferList(pool, 0, 0, mdl, 0, 4);
        if (!original)
            return;
        var clone = NdisAllocateCloneNetBufferList(original, pool, buffers, NdisCloneFlags.UseOriginalMdls);
        NdisFreeNetBufferList(original); // NDIS0009
        if (clone)
            NdisFreeCloneNetBufferList(clone, NdisCloneFlags.UseOriginalMdls);
    }

    public void Wrong()
    {
        var original = NdisAllocateNetBufferAndNetBufferList(pool, 0, 0, mdl, 0, 4);
        if (!original)
            return;
        var clone = NdisAllocateCloneNetBufferList(original, pool, buffers, NdisCloneFlags.UseOriginalMdls);
        if (clone)
            NdisFreeNetBufferList(clone); // NDIS0008
        NdisFreeNetBufferList(original);
    }
}

// case: Two pools are mixed up
class Mixed(Mdl mdl)
{
    public void Good()
    {
        var a = ArrayPool<byte>.Create();
        var b = ArrayPool<byte>.Create();
        var one = a.Rent(1);
        var two = b.Rent(2);
        (one[0], two[0]) = (two[0], one[0]);
        b.Return(two);
        a.Return(one);
    }

    public void Bad()
    {
        var a = ArrayPool<byte>.Create();
        var b = ArrayPool<byte>.Create();
        var one = a.Rent(1);
        var two = b.Rent(2);
        (one, two) = (two, one);
        a.Return(one); // NDIS0008
        b.Return(two); // NDIS0008
    }
}

// case: A retreat and its advance
class Headers
{
    public NdisStatus Good(NetBuffer nb)
    {
        var status = NdisRetreatNetBufferDataStart(nb, 14, 0);
        if (status != NdisStatus.Success)
            return status;
        nb.ChecksumBias = 1;
        NdisAdvanceNetBufferDataStart(nb, 14, freeMdl: true);
        return status;
    }

    public NdisStatus Bad(NetBuffer nb, bool keep)
    {
        var status = NdisRetreatNetBufferDataStart(nb, 14, 0); // NDIS0005
        if (status != NdisStatus.Success || keep)
            return status;
        NdisAdvanceNetBufferDataStart(nb, 14, freeMdl: true);
        return status;
    }
}
