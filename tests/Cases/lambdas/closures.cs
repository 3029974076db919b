// case: A local function unwinds
class Unwinding(NetBufferPool pool, Mdl mdl)
{
    public NdisStatus Good(int length)
    {
        NetBuffer first = default, second = default;
        first = NdisAllocateNetBuffer(pool, mdl, 0, length);
        if (!first)
            return Fail(NdisStatus.Resources);
        second = NdisAllocateNetBuffer(pool, mdl, 0, length);
        if (!second)
            return Fail(NdisStatus.Resources);
        return Fail(NdisStatus.Success);

        NdisStatus Fail(NdisStatus status)
        {
            if (second)
                NdisFreeNetBuffer(second);
            if (first)
                NdisFreeNetBuffer(first);
            return status;
        }
    }

    public NdisStatus Bad(int length)
    {
        NetBuffer first = default, second = default;
        first = NdisAllocateNetBuffer(pool, mdl, 0, length); // NDIS0005
        if (!first)
            return Fail(NdisStatus.Resources);
        second = NdisAllocateNetBuffer(pool, mdl, 0, length);
        if (!second)
            return Fail(NdisStatus.Resources);
        return Fail(NdisStatus.Success);

        NdisStatus Fail(NdisStatus status)
        {
            if (second)
            {
                NdisFreeNetBuffer(second);
                return status;
            }

            if (first)
                NdisFreeNetBuffer(first);
            return status;
        }
    }
}

// case: A captured local is set by one lambda and freed by another
class Captured(LeasePool pool)
{
    public void Good()
    {
        Lease? lease = null;
        Action open = () => lease = pool.Rent(4);
        Action close = () =>
        {
            if (lease is not null)
                pool.Return(lease);
            lease = null;
        };
        open();
        close();
        close();
    }

    public void Bad()
    {
        Lease? lease = null;
        var open = () => { lease = pool.Rent(4); };
        open();
        open(); // NDIS0002
        pool.Return(lease!);
    }
}

// case: A lambda with a result
class Factories(LeasePool pool)
{
    public int Good(int size)
    {
        Func<int, Lease> make = n => pool.Rent(n);
        var lease = make(size);
        var length = lease.Length;
        pool.Return(lease);
        return length;
    }

    public int Bad(int size)
    {
        Func<int, Lease> make = n => pool.Rent(n);
        var lease = make(size); // NDIS0005
        return lease.Length;
    }
}

// case: A recursive local function walks a chain
class Chains(LeasePool pool)
{
    public void Good(int count)
    {
        Lease? head = null;
        for (var i = 0; i < count; i++)
        {
            var lease = pool.Rent(i);
            lease.Next = head;
            head = lease;
        }

        Free(head);

        void Free(Lease? lease)
        {
            if (lease is null)
                return;
            Free(lease.Next);
            pool.Return(lease);
        }
    }
}

// case: A helper that runs what it is given between acquire and free
class Around(LeasePool pool)
{
    T With<T>(int size, Func<Lease, T> body)
    {
        var lease = pool.Rent(size);
        try
        {
            return body(lease);
        }
        finally
        {
            pool.Return(lease);
        }
    }

    public int Good() => With(3, lease => lease.Length);

    public int Bad() => With(3, lease => // NDIS0003
    {
        pool.Return(lease);
        return 0;
    });

    public int Escapes()
    {
        var lease = With(3, lease => lease);
        return lease.Length; // NDIS0004
    }
}

// case: A cleanup list of actions
class Cleanups(LeasePool pool)
{
    public void Good(int count)
    {
        var cleanups = new Stack<Action>();
        for (var i = 0; i < count; i++)
        {
            var lease = pool.Rent(i);
            cleanups.Push(() => pool.Return(lease));
        }

        while (cleanups.TryPop(out var cleanup))
            cleanup();
    }
}
