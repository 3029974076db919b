// case: Pools, lists and buffers, unwound in reverse
sealed class Full : MiniportAdapter
{
    NetBufferPool? buffers;
    NetBufferListPool? lists;
    NetBuffer beacon;
    Mdl mdl;

    public override NdisStatus InitializeEx(MiniportInitParameters parameters)
    {
        var status = NdisStatus.Resources;
        mdl = NdisAllocateMdl(NdisMiniportHandle, new byte[1514]);
        if (mdl.IsNull)
            goto failed;
        buffers = NdisAllocateNetBufferPool(NdisMiniportHandle, new NetBufferPoolParameters { PoolTag = 1 });
        if (buffers is null)
            goto failed;
        lists = NdisAllocateNetBufferListPool(NdisMiniportHandle, new NetBufferListPoolParameters { PoolTag = 2 });
        if (lists is null)
            goto failed;
        beacon = NdisAllocateNetBuffer(buffers, mdl, 0, 60);
        if (beacon.IsNull)
            goto failed;
        return NdisStatus.Success;

    failed:
        Unwind();
        return status;
    }

    void Unwind()
    {
        if (beacon)
            NdisFreeNetBuffer(beacon);
        beacon = default;
        if (lists is not null)
            NdisFreeNetBufferListPool(lists);
        lists = null;
        if (buffers is not null)
            NdisFreeNetBufferPool(buffers);
        buffers = null;
        if (mdl)
            NdisFreeMdl(mdl);
        mdl = default;
    }

    public override void HaltEx(NdisHaltAction action) => Unwind();
}

// case: The cleanup helper forgets the last one
sealed class Almost(NetBufferPool pool, Mdl mdl) : MiniportAdapter
{
    NetBuffer a, b;

    public override NdisStatus InitializeEx(MiniportInitParameters parameters)
    {
        a = NdisAllocateNetBuffer(pool, mdl, 0, 1);
        b = NdisAllocateNetBuffer(pool, mdl, 1, 1);
        if (!a.IsNull && !b.IsNull)
            return NdisStatus.Success;
        Unwind();
        return NdisStatus.Resources; // NDIS0001
    }

    void Unwind()
    {
        if (a)
            NdisFreeNetBuffer(a);
        a = default;
    }

    public override void HaltEx(NdisHaltAction action) // NDIS0001
    {
        Unwind();
    }
}

// case: A copy of a list that fails in the middle
class Duplicate(NetBufferPool pool, Mdl mdl)
{
    public NetBuffer Good(NetBufferList list)
    {
        NetBuffer head = default;
        foreach (var nb in list.NetBuffers)
        {
            var copy = NdisAllocateNetBuffer(pool, mdl, nb.DataOffset, nb.DataLength);
            if (copy.IsNull)
            {
                while (head)
                {
                    var next = head.Next;
                    NdisFreeNetBuffer(head);
                    head = next;
                }

                return default;
            }

            copy.Next = head;
            head = copy;
        }

        return head;
    }

    public NetBuffer Bad(NetBufferList list)
    {
        NetBuffer head = default;
        foreach (var nb in list.NetBuffers)
        {
            var copy = NdisAllocateNetBuffer(pool, mdl, nb.DataOffset, nb.DataLength); // NDIS0005
            if (copy.IsNull)
                return default;
            copy.Next = head;
            head = copy;
        }

        return head;
    }
}

// case: Nested ifs without any else
class Pyramid(NetBufferPool pool, Mdl mdl)
{
    public bool Good()
    {
        var done = false;
        var a = NdisAllocateNetBuffer(pool, mdl, 0, 1);
        if (a)
        {
            var b = NdisAllocateNetBuffer(pool, mdl, 1, 1);
            if (b)
            {
                var c = NdisAllocateNetBuffer(pool, mdl, 2, 1);
                if (c)
                {
                    done = true;
                    NdisFreeNetBuffer(c);
                }

                NdisFreeNetBuffer(b);
            }

            NdisFreeNetBuffer(a);
        }

        return done;
    }

    public bool Bad()
    {
        var a = NdisAllocateNetBuffer(pool, mdl, 0, 1);
        if (a)
        {
            var b = NdisAllocateNetBuffer(pool, mdl, 1, 1); // NDIS0005
            if (b)
            {
                var c = NdisAllocateNetBuffer(pool, mdl, 2, 1);
                if (c)
                {
                    NdisFreeNetBuffer(c);
                    NdisFreeNetBuffer(b);
                    NdisFreeNetBuffer(a);
                    return true;
                }
            }

            NdisFreeNetBuffer(a);
        }

        return false;
    }
}
