// case: Freed twice in a row, freed once after each allocation
class Alternating(NetBufferPool pool, Mdl mdl)
{
    public void Good()
    {
        var nb = NdisAllocateNetBuffer(pool, mdl, 0, 1);
        if (nb)
            NdisFreeNetBuffer(nb);
        nb = NdisAllocateNetBuffer(pool, mdl, 1, 1);
        if (nb)
            NdisFreeNetBuffer(nb);
    }

    public void TwoInARow()
    {
        var nb = NdisAllocateNetBuffer(pool, mdl, 0, 1);
        nb = NdisAllocateNetBuffer(pool, mdl, 1, 1); // NDIS0002
        if (nb)
            NdisFreeNetBuffer(nb);
    }

    public void Twice()
    {
        var nb = NdisAllocateNetBuffer(pool, mdl, 0, 1);
        if (!nb)
            return;
        NdisFreeNetBuffer(nb);
        NdisFreeNetBuffer(nb); // NDIS0003
    }
}

// case: Contexts are stacked and come off in turn
class Contexts(NetBufferList list)
{
    public void Good()
    {
        if (NdisAllocateNetBufferListContext(list, 16, 0, 1) != NdisStatus.Success)
            return;
        if (NdisAllocateNetBufferListContext(list, 32, 0, 1) == NdisStatus.Success)
            NdisFreeNetBufferListContext(list, 32);
        NdisFreeNetBufferListContext(list, 16);
    }

    public NdisStatus Bad(bool skip)
    {
        var status = NdisAllocateNetBufferListContext(list, 16, 0, 1); // NDIS0005 for now: silent
        if (status != NdisStatus.Success || skip)
            return status;
        NdisFreeNetBufferListContext(list, 16);
        return status;
    }

    public void Crossed()
    {
        if (NdisAllocateNetBufferListContext(list, 16, 0, 1) != NdisStatus.Success)
            return;
        if (NdisAllocateNetBufferListContext(list, 32, 0, 1) != NdisStatus.Success)
        {
            NdisFreeNetBufferListContext(list, 16);
            return;
        }

        NdisFreeNetBufferListContext(list, 16); // NDIS0009
        NdisFreeNetBufferListContext(list, 32);
    }

    public void WrongSize()
    {
        if (NdisAllocateNetBufferListContext(list, 16, 0, 1) != NdisStatus.Success)
            return;
        NdisFreeNetBufferListContext(list, 24); // NDIS0008
    }
}

// case: The pool goes before what was taken from it
class PoolFirst
{
    public void Good()
    {
        var pool = NdisAllocateNetBufferPool(null, new NetBufferPoolParameters { PoolTag = 7 });
        if (pool is null)
            return;
        var nb = NdisAllocateNetBuffer(pool, default, 0, 0);
        if (nb)
            NdisFreeNetBuffer(nb);
        NdisFreeNetBufferPool(pool);
    }

    public void Bad()
    {
        var pool = NdisAllocateNetBufferPool(null, new NetBufferPoolParameters { PoolTag = 7 });
        if (pool is null)
            return;
        var nb = NdisAllocateNetBuffer(pool, default, 0, 0);
        if (nb.IsNull)
        {
            NdisFreeNetBufferPool(pool);
            return;
        }

        NdisFreeNetBufferPool(pool); // NDIS0009
        NdisFreeNetBuffer(nb);
    }

    public void Forgotten()
    {
        var pool = NdisAllocateNetBufferPool(null, new NetBufferPoolParameters { PoolTag = 7 }); // NDIS0005
        if (pool is null)
            return;
        var nb = NdisAllocateNetBuffer(pool, default, 0, 0);
        if (nb)
            NdisFreeNetBuffer(nb);
    }

    public void Disposed()
    {
        using var pool = NdisAllocateNetBufferPool(null, new NetBufferPoolParameters { PoolTag = 7 });
        var nb = NdisAllocateNetBuffer(pool, default, 0, 0);
        if (nb)
            NdisFreeNetBuffer(nb);
    }
}

// case: A list and its buffer
class Lists(NetBufferListPool lists, NetBufferPool buffers, Mdl mdl)
{
    public void Good()
    {
        var list = NdisAllocateNetBufferList(lists, 0, 0);
        if (list.IsNull)
            return;
        var nb = NdisAllocateNetBuffer(buffers, mdl, 0, 1);
        if (nb)
        {
            list.FirstNetBuffer = nb;
            nb.DataLength = 1;
            list.FirstNetBuffer = default;
            NdisFreeNetBuffer(nb);
        }

        NdisFreeNetBufferList(list);
    }

    public void Bad(bool skip)
    {
        var list = NdisAllocateNetBufferList(lists, 0, 0); // NDIS0005
        if (list.IsNull || skip)
            return;
        list.Status = NdisStatus.Success;
        NdisFreeNetBufferList(list);
    }

    public void Late()
    {
        var list = NdisAllocateNetBufferAndNetBufferList(lists, 0, 0, mdl, 0, 1);
        if (!list)
            return;
        NdisFreeNetBufferList(list);
        Console.WriteLine(list.Status); // NDIS0004
    }

    public void Unasked()
    {
        var list = NdisAllocateNetBufferList(lists, 0, 0);
        NdisFreeNetBufferList(list); // NDIS0010
    }
}

// case: MDLs over managed memory
class Mdls(NdisHandle adapter)
{
    public void Good(byte[] data)
    {
        var mdl = NdisAllocateMdl(adapter, data);
        if (mdl.IsNull)
            return;
        Console.WriteLine(mdl.ByteCount);
        NdisFreeMdl(mdl);
    }

    public void Bad(byte[] data, bool large)
    {
        var mdl = NdisAllocateMdl(adapter, data); // NDIS0005
        if (mdl.IsNull)
            return;
        if (large && mdl.ByteCount > 4096)
            return;
        NdisFreeMdl(mdl);
    }

    public void Twice(byte[] data)
    {
        var mdl = NdisAllocateMdl(adapter, data);
        if (!mdl)
            return;
        NdisFreeMdl(mdl);
        NdisFreeMdl(mdl); // NDIS0003
    }
}

// case: A buffer with memory of its own
class OwnMemory(NetBufferPool pool)
{
    public void Good()
    {
        var nb = NdisAllocateNetBufferMdlAndData(pool);
        if (nb.IsNull)
            return;
        nb.MdlChain.Span.Clear();
        NdisFreeNetBuffer(nb);
    }

    public void Bad(int length)
    {
        var nb = NdisAllocateNetBufferMdlAndData(pool); // NDIS0005
        if (nb.IsNull)
            return;
        if (length > nb.MdlChain.ByteCount)
            throw new ArgumentOutOfRangeException(nameof(length));
        NdisFreeNetBuffer(nb);
    }
}

// case: The head room is taken and given back
class HeadRoom
{
    public NdisStatus Good(NetBuffer nb)
    {
        var status = NdisRetreatNetBufferDataStart(nb, 14, 0);
        if (status != NdisStatus.Success)
            return status;
        nb.DataLength.ToString();
        NdisAdvanceNetBufferDataStart(nb, 14, true);
        return status;
    }

    public NdisStatus Bad(NetBuffer nb, bool tagged)
    {
        var status = NdisRetreatNetBufferDataStart(nb, 14, 0); // NDIS0005
        if (status != NdisStatus.Success)
            return status;
        if (tagged)
            return NdisStatus.NotSupported;
        NdisAdvanceNetBufferDataStart(nb, 14, true);
        return status;
    }

    public void WrongDelta(NetBuffer nb)
    {
        if (NdisRetreatNetBufferDataStart(nb, 14, 0) == NdisStatus.Success)
            NdisAdvanceNetBufferDataStart(nb, 18, true); // NDIS0008
    }
}

// case: A driver is registered and deregistered
class Registration
{
    NdisHandle? kept;

    public NdisStatus Kept(Func<MiniportAdapter> factory)
    {
        var status = NdisMRegisterMiniportDriver(factory, out var driver);
        if (status == NdisStatus.Success)
            kept = driver;
        return status;
    }

    public NdisStatus Good(Func<MiniportAdapter> factory)
    {
        var status = NdisMRegisterMiniportDriver(factory, out var driver);
        if (status != NdisStatus.Success)
            return status;
        NdisMDeregisterMiniportDriver(driver);
        return status;
    }

    public NdisStatus Bad(Func<MiniportAdapter> factory, Func<bool> prepare)
    {
        var status = NdisMRegisterMiniportDriver(factory, out var driver); // NDIS0005
        if (status != NdisStatus.Success)
            return status;
        if (!prepare())
            return NdisStatus.Failure;
        NdisMDeregisterMiniportDriver(driver);
        return status;
    }
}

// case: Rules of a file of one's own with two ends
class Ends(Store store)
{
    public void Committed()
    {
        var work = store.Begin();
        work.Execute("a");
        work.Commit();
    }

    public void Late()
    {
        var work = store.Begin();
        work.Commit();
        work.Execute("b"); // NDIS0004
    }

    public void Both()
    {
        var work = store.Begin();
        work.Rollback();
        work.Commit(); // NDIS0003
    }

    public void Neither()
    {
        var work = store.Begin(); // NDIS0005
        Console.WriteLine(work.Rows);
    }
}

// case: Freed before it is sent on
class Ordering(NetBufferPool pool, Mdl mdl, NdisHandle adapter, NetBufferListPool lists)
{
    public void Bad()
    {
        var nb = NdisAllocateNetBuffer(pool, mdl, 0, 1);
        if (!nb)
            return;
        NdisFreeNetBuffer(nb);
        NdisAdjustNetBufferCurrentMdl(nb); // NDIS0004
    }

    public void Linked()
    {
        var nb = NdisAllocateNetBuffer(pool, mdl, 0, 1);
        if (!nb)
            return;
        NdisFreeNetBuffer(nb);
        var list = NdisAllocateNetBufferList(lists, 0, 0);
        if (!list)
            return;
        list.FirstNetBuffer = nb; // NDIS0004
        NdisMIndicateReceiveNetBufferLists(adapter, list, 0, 1, NdisReceiveFlags.None);
    }
}

// case: A context that was refused is taken off all the same
class Refused(NetBufferListPool lists)
{
    public void Good()
    {
        var list = NdisAllocateNetBufferList(lists, 0, 0);
        if (!list)
            return;
        var status = NdisAllocateNetBufferListContext(list, 16, 0, 1);
        if (status == NdisStatus.Success)
            NdisFreeNetBufferListContext(list, 16);
        NdisFreeNetBufferList(list);
    }

    public void Inverted()
    {
        var list = NdisAllocateNetBufferList(lists, 0, 0);
        if (!list)
            return;
        var status = NdisAllocateNetBufferListContext(list, 16, 0, 1);
        if (status != NdisStatus.Success)
            NdisFreeNetBufferListContext(list, 16); // NDIS0007
        NdisFreeNetBufferList(list); // NDIS0009
    }
}

// case: A helper ends the pool before what was taken from it
sealed class Ending(Mdl mdl) : MiniportAdapter
{
    NetBufferPool? pool;
    NetBuffer last;

    public override NdisStatus InitializeEx(MiniportInitParameters parameters)
    {
        pool = NdisAllocateNetBufferPool(NdisMiniportHandle, new NetBufferPoolParameters());
        if (pool is null)
            return NdisStatus.Resources;
        last = NdisAllocateNetBuffer(pool, mdl, 0, 64);
        if (last)
            return NdisStatus.Success;
        FreePools();
        return NdisStatus.Resources;
    }

    public override void HaltEx(NdisHaltAction action)
    {
        NdisFreeNetBuffer(last);
        FreePools();
    }

    void FreePools()
    {
        if (pool is not null)
            NdisFreeNetBufferPool(pool);
        pool = null;
    }
}

sealed class EndingEarly(Mdl mdl) : MiniportAdapter
{
    NetBufferPool? pool;
    NetBuffer last;

    public override NdisStatus InitializeEx(MiniportInitParameters parameters)
    {
        pool = NdisAllocateNetBufferPool(NdisMiniportHandle, new NetBufferPoolParameters());
        if (pool is null)
            return NdisStatus.Resources;
        last = NdisAllocateNetBuffer(pool, mdl, 0, 64);
        if (last)
            return NdisStatus.Success;
        FreePools();
        return NdisStatus.Resources;
    }

    public override void HaltEx(NdisHaltAction action)
    {
        FreePools(); // NDIS0009
        NdisFreeNetBuffer(last);
    }

    void FreePools()
    {
        if (pool is not null)
            NdisFreeNetBufferPool(pool);
        pool = null;
    }
}

class GivenAway(NetBufferPoolParameters parameters, Mdl mdl)
{
    static void End(NetBufferPool pool) => pool.Dispose();

    public void Right()
    {
        var pool = NdisAllocateNetBufferPool(null, parameters)!;
        var one = NdisAllocateNetBuffer(pool, mdl, 0, 64);
        if (one)
            NdisFreeNetBuffer(one);
        End(pool);
    }

    public void Early()
    {
        var pool = NdisAllocateNetBufferPool(null, parameters)!;
        var one = NdisAllocateNetBuffer(pool, mdl, 0, 64);
        End(pool); // NDIS0009
        if (one)
            NdisFreeNetBuffer(one);
    }
}
