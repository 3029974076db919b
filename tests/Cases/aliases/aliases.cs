// case: Two names for one
class Names(NetBufferPool pool, Mdl mdl)
{
    public void Good()
    {
        var first = NdisAllocateNetBuffer(pool, mdl, 0, 1);
        var second = first;
        if (second)
            NdisFreeNetBuffer(second);
    }

    public void Bad()
    {
        var first = NdisAllocateNetBuffer(pool, mdl, 0, 1);
        if (first.IsNull)
            return;
        var second = first;
        NdisFreeNetBuffer(first);
        NdisFreeNetBuffer(second); // NDIS0003
    }

    public void Used()
    {
        var first = NdisAllocateNetBuffer(pool, mdl, 0, 1);
        if (first.IsNull)
            return;
        var second = first;
        NdisFreeNetBuffer(second);
        first.DataLength = 1; // NDIS0004
    }

    public void Overwritten()
    {
        var first = NdisAllocateNetBuffer(pool, mdl, 0, 1);
        var second = first;
        first = NdisAllocateNetBuffer(pool, mdl, 1, 1);
        if (first)
            NdisFreeNetBuffer(first);
        if (second)
            NdisFreeNetBuffer(second);
    }
}

// case: A choice between two names
class Choice(NetBufferPool pool, Mdl mdl)
{
    public void Good(NetBuffer spare, bool fresh)
    {
        var nb = fresh ? NdisAllocateNetBuffer(pool, mdl, 0, 1) : spare;
        if (fresh && !nb.IsNull)
            NdisFreeNetBuffer(nb);
    }

    public void Bad(NetBuffer spare, bool fresh)
    {
        var nb = fresh ? NdisAllocateNetBuffer(pool, mdl, 0, 1) : spare; // NDIS0005
        if (!fresh)
            NdisFreeNetBuffer(nb);
    }
}

// case: A field and a local
sealed class Both(LeasePool pool) : IDisposable
{
    Lease? last;

    public int Renew(int size)
    {
        var lease = pool.Rent(size);
        last?.Dispose();
        last = lease;
        return lease.Length;
    }

    public void Dispose() => last?.Dispose();
}

sealed class BothBadly(LeasePool pool) : IDisposable
{
    Lease? last;

    public int Renew(int size)
    {
        if (last is not null)
            return 0;
        var lease = pool.Rent(size);
        last = lease;
        pool.Return(lease);
        return size;
    }

    public void Dispose() => last?.Dispose(); // NDIS0003
}

// case: A chain of assignments
class Chained(LeasePool pool)
{
    public void Good(int size)
    {
        Lease a, b, c;
        a = b = c = pool.Rent(size);
        a = null!;
        b = null!;
        pool.Return(c);
    }

    public void Bad(int size)
    {
        Lease a, b, c;
        a = b = c = pool.Rent(size); // NDIS0005
        a = null!;
        b = null!;
        c = null!;
        Console.WriteLine((a, b, c));
    }

    public void Three(int size)
    {
        Lease a, b;
        a = b = pool.Rent(size);
        pool.Return(a);
        pool.Return(b); // NDIS0003
    }
}

// case: Casts and interfaces are the same object
class Casts(LeasePool pool)
{
    public void Good(int size)
    {
        IDisposable d = pool.Rent(size);
        ((Lease)d).Length = 3;
        pool.Return((Lease)d);
    }

    public void Bad(int size)
    {
        var lease = pool.Rent(size);
        IDisposable d = lease;
        d.Dispose();
        pool.Return(lease); // NDIS0003
    }

    public void Object(int size)
    {
        object boxed = pool.Rent(size); // NDIS0005
        Console.WriteLine(boxed);
    }

    public void Handle(NetBufferPool buffers, Mdl mdl)
    {
        object boxed = NdisAllocateNetBuffer(buffers, mdl, 0, 1);
        var nb = (NetBuffer)boxed;
        if (nb)
            NdisFreeNetBuffer(nb);
    }
}

// case: Compared with another name before the free
class Compared(NetBufferPool pool, Mdl mdl)
{
    public void Good(NetBuffer given)
    {
        var nb = given;
        if (nb.IsNull)
            nb = NdisAllocateNetBuffer(pool, mdl, 0, 1);
        if (nb.IsNull)
            return;
        nb.DataLength = 3;
        if (nb != given)
            NdisFreeNetBuffer(nb);
    }

    public void Bad(NetBuffer given)
    {
        var nb = given;
        if (nb.IsNull)
            nb = NdisAllocateNetBuffer(pool, mdl, 0, 1); // NDIS0005
        if (nb.IsNull)
            return;
        nb.DataLength = 3;
        if (nb == given)
            NdisFreeNetBuffer(nb);
    }
}

// case: Reference equality of leases
class Same(LeasePool pool)
{
    public void Good(Lease permanent, bool big)
    {
        var lease = big ? pool.Rent(200) : permanent;
        lease.Length = 7;
        if (!ReferenceEquals(lease, permanent))
            pool.Return(lease);
    }

    public void GoodToo(Lease? given)
    {
        var lease = given ?? pool.Rent(8);
        if (lease != given)
            lease.Dispose();
    }
}

// case: A using over an alias
class UsingAlias(LeasePool pool)
{
    public void Good(int size)
    {
        var lease = pool.Rent(size);
        using var guard = lease;
        lease.Length = 3;
    }

    public void Bad(int size)
    {
        var lease = pool.Rent(size);
        using (lease)
        {
        }

        lease.Length = 3; // NDIS0004
    }

    public void Guarded(int size)
    {
        Lease lease;
        using (lease = pool.Rent(size))
            lease.Length = 3;
    }
}

// case: Unpacked from a tuple into fields
sealed class Fields(LeasePool pool) : IDisposable
{
    Lease left = null!, right = null!;

    public void Fill()
    {
        left?.Dispose();
        right?.Dispose();
        (left, right) = (pool.Rent(1), pool.Rent(2));
    }

    public void Turn() => (left, right) = (right, left);

    public void Dispose()
    {
        left?.Dispose();
        right?.Dispose();
    }
}

// case: Scoped refs and pointers to locals
unsafe class Pointers(NetBufferPool pool, Mdl mdl)
{
    static void Free(NetBuffer* place)
    {
        NdisFreeNetBuffer(*place);
        *place = default;
    }

    public void Good()
    {
        var nb = NdisAllocateNetBuffer(pool, mdl, 0, 1);
        if (nb)
            Free(&nb);
    }
}
