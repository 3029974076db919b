// case: Steps are undone by falling through labels
static class Setup
{
    public static NdisStatus Good(NdisHandle handle, Mdl mdl, out NetBufferPool? pool, out NetBuffer nb)
    {
        nb = default;
        pool = NdisAllocateNetBufferPool(handle, new NetBufferPoolParameters());
        if (pool == null)
            goto Fail0;
        nb = NdisAllocateNetBuffer(pool, mdl, 0, 60);
        if (nb == null)
            goto Fail1;
        return NdisStatus.Success;

    Fail1:
        NdisFreeNetBufferPool(pool);
        pool = null;
    Fail0:
        return NdisStatus.Resources;
    }

    public static NdisStatus Bad(NdisHandle handle, Mdl mdl, out NetBufferPool? pool, out NetBuffer nb)
    {
        nb = default;
        pool = NdisAllocateNetBufferPool(handle, new NetBufferPoolParameters()); // NDIS0005
        if (pool == null)
            goto Fail0;
        nb = NdisAllocateNetBuffer(pool, mdl, 0, 60);
        if (nb == null)
            goto Fail1;
        return NdisStatus.Success;

    Fail1:
        pool = null;
    Fail0:
        return NdisStatus.Resources;
    }
}

// case: The constructor gives back what it has when a later step fails
sealed class Twin : IDisposable
{
    readonly LeasePool pool;
    readonly Lease first;
    readonly Lease second;

    public Twin(LeasePool pool, int size)
    {
        this.pool = pool;
        first = pool.Rent(size);
        if (!pool.TryRent(size * 2, out var other))
        {
            pool.Return(first);
            throw new InvalidOperationException();
        }

        second = other!;
    }

    public void Dispose()
    {
        pool.Return(second);
        pool.Return(first);
    }
}

// case: The constructor forgets what it has when a later step fails
sealed class Twin : IDisposable
{
    readonly LeasePool pool;
    readonly Lease first;
    readonly Lease second;

    public Twin(LeasePool pool, int size)
    {
        this.pool = pool;
        first = pool.Rent(size); // NDIS0005
        if (!pool.TryRent(size * 2, out var other))
            throw new InvalidOperationException();
        second = other!;
    }

    public void Dispose()
    {
        pool.Return(second);
        pool.Return(first);
    }
}

// case: A batch that stops halfway gives back the first half
class Halves(NetBufferPool pool, Mdl mdl)
{
    public bool Good(NetBuffer[] target)
    {
        var done = 0;
        for (; done < target.Length; done++)
        {
            var nb = NdisAllocateNetBuffer(pool, mdl, 0, 4);
            if (!nb)
                break;
            target[done] = nb;
        }

        if (done == target.Length)
            return true;
        for (var i = 0; i < done; i++)
            NdisFreeNetBuffer(target[i]);
        return false;
    }

    public bool Bad(int count)
    {
        var target = new NetBuffer[count];
        var done = 0;
        for (; done < target.Length; done++)
        {
            target[done] = NdisAllocateNetBuffer(pool, mdl, 0, 4); // NDIS0005
            if (!target[done])
                return false;
        }

        for (var i = 0; i < done; i++)
            NdisFreeNetBuffer(target[i]);
        return true;
    }
}

// case: A driver whose initialise has three steps
class Nic(NetBufferPool pool, Mdl mdl) : MiniportAdapter
{
    NetBuffer rx, tx, admin;

    public override NdisStatus InitializeEx(MiniportInitParameters parameters)
    {
        var status = NdisStatus.Resources;
        do
        {
            rx = NdisAllocateNetBuffer(pool, mdl, 0, 1);
            if (!rx)
                break;
            tx = NdisAllocateNetBuffer(pool, mdl, 0, 2);
            if (!tx)
                break;
            admin = NdisAllocateNetBuffer(pool, mdl, 0, 3);
            if (!admin)
                break;
            status = NdisStatus.Success;
        }
        while (false);
        if (status != NdisStatus.Success)
            Cleanup();
        return status;
    }

    void Cleanup()
    {
        Free(ref admin);
        Free(ref tx);
        Free(ref rx);
    }

    static void Free(ref NetBuffer nb)
    {
        if (nb.IsNull)
            return;
        NdisFreeNetBuffer(nb);
        nb = null;
    }

    public override void HaltEx(NdisHaltAction action) => Cleanup();
}

// case: A driver whose initialise forgets the second step
class Nic(NetBufferPool pool, Mdl mdl) : MiniportAdapter
{
    NetBuffer rx, tx, admin;

    public override NdisStatus InitializeEx(MiniportInitParameters parameters)
    {
        var status = NdisStatus.Resources;
        do
        {
            rx = NdisAllocateNetBuffer(pool, mdl, 0, 1);
            if (!rx)
                break;
            tx = NdisAllocateNetBuffer(pool, mdl, 0, 2);
            if (!tx)
                break;
            admin = NdisAllocateNetBuffer(pool, mdl, 0, 3);
            if (!admin)
                break;
            status = NdisStatus.Success;
        }
        while (false);
        if (status != NdisStatus.Success && !rx.IsNull)
            NdisFreeNetBuffer(rx);
        return status; // NDIS0001
    }

    public override void HaltEx(NdisHaltAction action)
    {
        NdisFreeNetBuffer(admin);
        NdisFreeNetBuffer(tx);
        NdisFreeNetBuffer(rx);
    }
}

// case: A transaction rolls back unless it is complete
class Transfers(Store store)
{
    public bool Good(string[] lines)
    {
        var work = store.Begin();
        foreach (var line in lines)
        {
            if (work.Execute(line) is 0)
            {
                work.Rollback();
                return false;
            }
        }

        work.Commit();
        return true;
    }

    public bool Bad(string[] lines)
    {
        var work = store.Begin(); // NDIS0005
        var ok = true;
        foreach (var line in lines)
            ok &= work.Execute(line) > 0;
        if (ok)
            work.Commit();
        else if (lines.Length > 1)
            work.Rollback();
        return ok;
    }

    public bool Twice(string[] lines)
    {
        var work = store.Begin();
        try
        {
            foreach (var line in lines)
                work.Execute(line);
            work.Commit();
            return true;
        }
        catch (IOException)
        {
            return false;
        }
        finally
        {
            work.Rollback(); // NDIS0003
        }
    }
}
