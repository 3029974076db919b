// case: Three steps with a goto per step
class Unwinding(NetBufferPool pool, Mdl mdl)
{
    public NdisStatus Good()
    {
        NetBuffer b, c;
        var status = NdisStatus.Resources;
        var a = NdisAllocateNetBuffer(pool, mdl, 0, 1);
        if (!a)
            goto done;
        b = NdisAllocateNetBuffer(pool, mdl, 1, 1);
        if (!b)
            goto freeA;
        c = NdisAllocateNetBuffer(pool, mdl, 2, 1);
        if (!c)
            goto freeB;
        status = NdisStatus.Success;
        NdisFreeNetBuffer(c);
    freeB:
        NdisFreeNetBuffer(b);
    freeA:
        NdisFreeNetBuffer(a);
    done:
        return status;
    }

    public NdisStatus Bad()
    {
        NetBuffer b, c;
        var status = NdisStatus.Resources;
        var a = NdisAllocateNetBuffer(pool, mdl, 0, 1);
        if (!a)
            goto done;
        b = NdisAllocateNetBuffer(pool, mdl, 1, 1); // NDIS0005
        if (!b)
            goto freeA;
        c = NdisAllocateNetBuffer(pool, mdl, 2, 1);
        if (!c)
            goto freeA;
        status = NdisStatus.Success;
        NdisFreeNetBuffer(c);
        NdisFreeNetBuffer(b);
    freeA:
        NdisFreeNetBuffer(a);
    done:
        return status;
    }
}

// case: The do-while-false idiom
class Idiom(NetBufferPool pool, Mdl mdl)
{
    public NdisStatus Good(int length)
    {
        var status = NdisStatus.Resources;
        NetBuffer header = default, body = default;
        do
        {
            header = NdisAllocateNetBuffer(pool, mdl, 0, 14);
            if (!header)
                break;
            body = NdisAllocateNetBuffer(pool, mdl, 14, length);
            if (!body)
                break;
            if (length > 1500)
            {
                status = NdisStatus.InvalidLength;
                break;
            }

            status = NdisStatus.Success;
        }
        while (false);
        if (body)
            NdisFreeNetBuffer(body);
        if (header)
            NdisFreeNetBuffer(header);
        return status;
    }

    public NdisStatus Bad(int length)
    {
        var status = NdisStatus.Resources;
        NetBuffer header = default, body = default;
        do
        {
            header = NdisAllocateNetBuffer(pool, mdl, 0, 14); // NDIS0005
            if (!header)
                break;
            body = NdisAllocateNetBuffer(pool, mdl, 14, length);
            if (!body)
                break;
            status = NdisStatus.Success;
        }
        while (false);
        if (status == NdisStatus.Success)
        {
            NdisFreeNetBuffer(body);
            NdisFreeNetBuffer(header);
        }

        return status;
    }
}

// case: N are taken, and those already taken go back when one fails
class Burst(NetBufferPool pool, Mdl mdl)
{
    public bool Good(NetBuffer[] into)
    {
        for (var i = 0; i < into.Length; i++)
        {
            into[i] = NdisAllocateNetBuffer(pool, mdl, 0, 1);
            if (into[i].IsNull)
            {
                while (--i >= 0)
                {
                    NdisFreeNetBuffer(into[i]);
                    into[i] = default;
                }

                return false;
            }
        }

        return true;
    }

    public NetBuffer[]? Fresh(int count)
    {
        var all = new NetBuffer[count];
        for (var i = 0; i < count; i++)
        {
            all[i] = NdisAllocateNetBuffer(pool, mdl, 0, 1); // NDIS0005
            if (all[i].IsNull)
                return null;
        }

        return all;
    }

    public NetBuffer[]? FreshWell(int count)
    {
        var all = new NetBuffer[count];
        for (var i = 0; i < count; i++)
        {
            all[i] = NdisAllocateNetBuffer(pool, mdl, 0, 1);
            if (!all[i].IsNull)
                continue;
            for (var j = 0; j < i; j++)
                NdisFreeNetBuffer(all[j]);
            return null;
        }

        return all;
    }
}

// case: A list of leases, unwound when one throws
class Opened(LeasePool pool)
{
    static void Check(Lease lease)
    {
        if (lease.Length == 0)
            throw new InvalidOperationException();
    }

    public List<Lease> Good(int[] sizes)
    {
        var opened = new List<Lease>();
        try
        {
            foreach (var size in sizes)
            {
                var lease = pool.Rent(size);
                opened.Add(lease);
                Check(lease);
            }

            return opened;
        }
        catch
        {
            foreach (var lease in opened)
                pool.Return(lease);
            throw;
        }
    }

    public List<Lease> Bad(int[] sizes)
    {
        var opened = new List<Lease>();
        try
        {
            foreach (var size in sizes)
            {
                var lease = pool.Rent(size); // NDIS0005
                Check(lease);
                opened.Add(lease);
            }

            return opened;
        }
        catch
        {
            foreach (var lease in opened)
                pool.Return(lease);
            throw;
        }
    }
}

// case: The second fails and the first is forgotten
class Second(LeasePool pool)
{
    public bool Good(int size)
    {
        if (!pool.TryRent(size, out var first))
            return false;
        if (!pool.TryRent(size, out var second))
        {
            pool.Return(first!);
            return false;
        }

        pool.Return(second!);
        pool.Return(first!);
        return true;
    }

    public bool Bad(int size)
    {
        if (!pool.TryRent(size, out var first) || !pool.TryRent(size, out var second)) // NDIS0005
            return false;
        pool.Return(second!);
        pool.Return(first!);
        return true;
    }

    public bool Nested(int size)
    {
        if (pool.TryRent(size, out var first))
        {
            if (pool.TryRent(size, out var second))
            {
                pool.Return(second!);
                pool.Return(first!);
                return true;
            }

            pool.Return(first!);
        }

        return false;
    }
}

// case: Built up in a constructor with a cleanup path
sealed class Device : IDisposable
{
    readonly NetBuffer rx, tx;

    public Device(NetBufferPool pool, Mdl mdl)
    {
        rx = NdisAllocateNetBuffer(pool, mdl, 0, 1);
        if (!rx)
            throw new InsufficientMemoryException();
        tx = NdisAllocateNetBuffer(pool, mdl, 1, 1);
        if (!tx)
        {
            NdisFreeNetBuffer(rx);
            throw new InsufficientMemoryException();
        }
    }

    public void Dispose()
    {
        NdisFreeNetBuffer(tx);
        NdisFreeNetBuffer(rx);
    }
}

sealed class DeviceBadly : IDisposable
{
    readonly NetBuffer rx, tx;

    public DeviceBadly(NetBufferPool pool, Mdl mdl)
    {
        rx = NdisAllocateNetBuffer(pool, mdl, 0, 1); // NDIS0005
        if (!rx)
            throw new InsufficientMemoryException();
        tx = NdisAllocateNetBuffer(pool, mdl, 1, 1);
        if (!tx)
            throw new InsufficientMemoryException();
    }

    public void Dispose()
    {
        NdisFreeNetBuffer(tx);
        NdisFreeNetBuffer(rx);
    }
}

// case: A success flag in a finally
class Flagged(NetBufferPool pool, Mdl mdl)
{
    public bool Good(Stream log, out NetBuffer result)
    {
        result = default;
        var success = false;
        var nb = NdisAllocateNetBuffer(pool, mdl, 0, 1);
        try
        {
            if (nb.IsNull)
                return false;
            log.Flush();
            result = nb;
            success = true;
            return true;
        }
        finally
        {
            if (!success && !nb.IsNull)
                NdisFreeNetBuffer(nb);
        }
    }

    public bool Bad(Stream log, out NetBuffer result)
    {
        result = default;
        var success = true;
        var nb = NdisAllocateNetBuffer(pool, mdl, 0, 1); // NDIS0005
        try
        {
            if (nb.IsNull)
                return false;
            if (log.Length == 0)
                return false;
            result = nb;
            return success;
        }
        finally
        {
            if (!success && !nb.IsNull)
                NdisFreeNetBuffer(nb);
        }
    }
}

// case: Rolled back by an explicit list of actions
class Rollback(NetBufferPool pool, Mdl mdl)
{
    public bool Good()
    {
        var undo = new Stack<Action>();
        var a = NdisAllocateNetBuffer(pool, mdl, 0, 1);
        if (!a)
            return false;
        undo.Push(() => NdisFreeNetBuffer(a));
        var b = NdisAllocateNetBuffer(pool, mdl, 1, 1);
        if (b)
            undo.Push(() => NdisFreeNetBuffer(b));
        while (undo.TryPop(out var step))
            step();
        return true;
    }
}

// case: InitializeEx fails after one, two or three
sealed class Steps(NetBufferPool pool, Mdl mdl) : MiniportAdapter
{
    NetBuffer rx, tx, control;

    public override NdisStatus InitializeEx(MiniportInitParameters parameters)
    {
        rx = NdisAllocateNetBuffer(pool, mdl, 0, 64);
        if (!rx)
            return NdisStatus.Resources;
        tx = NdisAllocateNetBuffer(pool, mdl, 64, 64);
        if (!tx)
        {
            NdisFreeNetBuffer(rx);
            return NdisStatus.Resources;
        }

        control = NdisAllocateNetBuffer(pool, mdl, 128, 64);
        if (!control)
        {
            NdisFreeNetBuffer(tx);
            return NdisStatus.Resources; // NDIS0001
        }

        return NdisStatus.Success;
    }

    public override void HaltEx(NdisHaltAction action)
    {
        NdisFreeNetBuffer(control);
        NdisFreeNetBuffer(tx);
        NdisFreeNetBuffer(rx);
    }
}

// case: InitializeEx leaves the cleanup to one helper
sealed class Helped(NetBufferPool pool, Mdl mdl) : MiniportAdapter
{
    NetBuffer rx, tx;

    public override NdisStatus InitializeEx(MiniportInitParameters parameters)
    {
        rx = NdisAllocateNetBuffer(pool, mdl, 0, 64);
        tx = NdisAllocateNetBuffer(pool, mdl, 64, 64);
        if (!rx.IsNull && !tx.IsNull)
            return NdisStatus.Success;
        FreeAll();
        return NdisStatus.Resources;
    }

    public override void HaltEx(NdisHaltAction action) => FreeAll();

    void FreeAll()
    {
        Free(ref tx);
        Free(ref rx);

        static void Free(ref NetBuffer nb)
        {
            if (nb.IsNull)
                return;
            NdisFreeNetBuffer(nb);
            nb = default;
        }
    }
}
