// case: A private pool is freed when the last of its buffers is back
class OwnPool(Mdl mdl)
{
    public NdisStatus Good(int n)
    {
        var pool = NdisAllocateNetBufferPool(null, new NetBufferPoolParameters { PoolTag = 7 });
        if (pool is null)
            return NdisStatus.Resources;
        for (var i = 0; i < n; i++)
        {
            var buffer = NdisAllocateNetBuffer(pool, mdl, 0, 1);
            if (buffer.IsNull)
                break;
            NdisFreeNetBuffer(buffer);
        }

        NdisFreeNetBufferPool(pool);
        return NdisStatus.Success;
    }

    public NdisStatus Bad(int n)
    {
        var pool = NdisAllocateNetBufferPool(null, new NetBufferPoolParameters { PoolTag = 7 });
        if (pool is null)
            return NdisStatus.Resources;
        var buffer = NdisAllocateNetBuffer(pool, mdl, 0, n);
        if (buffer.IsNull)
        {
            NdisFreeNetBufferPool(pool);
            return NdisStatus.Resources;
        }

        NdisFreeNetBufferPool(pool); // NDIS0009
        NdisFreeNetBuffer(buffer);
        return NdisStatus.Success;
    }

    public NdisStatus GoodUsing(int n)
    {
        using var pool = NdisAllocateNetBufferPool(null, new NetBufferPoolParameters { PoolTag = 7 });
        if (pool is null)
            return NdisStatus.Resources;
        var buffer = NdisAllocateNetBuffer(pool, mdl, 0, n);
        if (!buffer)
            return NdisStatus.Resources;
        NdisFreeNetBuffer(buffer);
        return NdisStatus.Success;
    }
}

// case: A clone is freed before its original
class Clones(NetBufferListPool lists, NetBufferPool packets)
{
    public NdisStatus Good(Mdl mdl)
    {
        var original = NdisAllocateNetBufferAndNetBufferList(lists, 0, 0, mdl, 0, 8);
        if (original.IsNull)
            return NdisStatus.Resources;
        var clone = NdisAllocateCloneNetBufferList(original, lists, packets, NdisCloneFlags.None);
        if (!clone.IsNull)
            NdisFreeCloneNetBufferList(clone, NdisCloneFlags.None);
        NdisFreeNetBufferList(original);
        return NdisStatus.Success;
    }

    public NdisStatus Bad(Mdl mdl)
    {
        var original = NdisAllocateNetBufferAndNetBufferList(lists, 0, 0, mdl, 0, 8);
        if (original.IsNull)
            return NdisStatus.Resources;
        var clone = NdisAllocateCloneNetBufferList(original, lists, packets, NdisCloneFlags.None);
        NdisFreeNetBufferList(original); // NDIS0009
        if (!clone.IsNull)
            NdisFreeCloneNetBufferList(clone, NdisCloneFlags.None);
        return NdisStatus.Success;
    }

    public NdisStatus BadFlags(NetBufferList original)
    {
        var clone = NdisAllocateCloneNetBufferList(original, lists, packets, NdisCloneFlags.UseOriginalMdls);
        if (clone.IsNull)
            return NdisStatus.Resources;
        NdisFreeCloneNetBufferList(clone, NdisCloneFlags.None); // NDIS0008
        return NdisStatus.Success;
    }
}

// case: Contexts are popped in reverse
class Contexts
{
    public static NdisStatus Good(NetBufferList list)
    {
        if (NdisAllocateNetBufferListContext(list, 16, 0, 1) != NdisStatus.Success)
            return NdisStatus.Resources;
        if (NdisAllocateNetBufferListContext(list, 32, 0, 2) != NdisStatus.Success)
        {
            NdisFreeNetBufferListContext(list, 16);
            return NdisStatus.Resources;
        }

        NdisFreeNetBufferListContext(list, 32);
        NdisFreeNetBufferListContext(list, 16);
        return NdisStatus.Success;
    }
}

// case: A retreat is undone before the buffer goes
class Headers(NetBufferPool pool, Mdl mdl)
{
    public NdisStatus Good()
    {
        var buffer = NdisAllocateNetBuffer(pool, mdl, 32, 8);
        if (buffer.IsNull)
            return NdisStatus.Resources;
        var status = NdisRetreatNetBufferDataStart(buffer, 14, 0);
        if (status == NdisStatus.Success)
            NdisAdvanceNetBufferDataStart(buffer, 14, freeMdl: true);
        NdisFreeNetBuffer(buffer);
        return status;
    }

    public NdisStatus BadSize()
    {
        var buffer = NdisAllocateNetBuffer(pool, mdl, 32, 8);
        if (buffer.IsNull)
            return NdisStatus.Resources;
        var status = NdisRetreatNetBufferDataStart(buffer, 14, 0);
        if (status == NdisStatus.Success)
            NdisAdvanceNetBufferDataStart(buffer, 12, freeMdl: true); // NDIS0008
        NdisFreeNetBuffer(buffer);
        return status;
    }

    public NdisStatus BadOrder()
    {
        var buffer = NdisAllocateNetBuffer(pool, mdl, 32, 8);
        if (buffer.IsNull)
            return NdisStatus.Resources;
        if (NdisRetreatNetBufferDataStart(buffer, 14, 0) != NdisStatus.Success)
        {
            NdisFreeNetBuffer(buffer);
            return NdisStatus.Failure;
        }

        NdisFreeNetBuffer(buffer); // NDIS0009
        return NdisStatus.Success;
    }
}

// case: A reference that is counted on the handle itself, and one that is handed out behind the count
sealed unsafe class Mapped() : SafeHandle(0, ownsHandle: true)
{
    public override bool IsInvalid => handle == 0;

    protected override bool ReleaseHandle() => true;

    public byte Read(int index)
    {
        var isCounted = false;
        try
        {
            DangerousAddRef(ref isCounted);
            return ((byte*)handle)[index];
        }
        finally
        {
            if (isCounted)
                DangerousRelease();
        }
    }
}

class Owner(SafeHandle handle)
{
    public SafeHandle Good()
    {
        var isCounted = false;
        handle.DangerousAddRef(ref isCounted);
        Console.WriteLine(handle.DangerousGetHandle());
        if (isCounted)
            handle.DangerousRelease();
        return handle;
    }

    public static nint Bad(SafeHandle other)
    {
        var isCounted = false;
        other.DangerousAddRef(ref isCounted); // NDIS0005
        return other.IsInvalid ? 0 : other.DangerousGetHandle();
    }
}
