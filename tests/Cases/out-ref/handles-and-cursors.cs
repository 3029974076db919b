// case: A try pattern with a status and an out handle
static class Allocation
{
    static NdisStatus TryTake(NetBufferPool pool, Mdl mdl, int length, out NetBuffer nb)
    {
        nb = default;
        if (length < 0)
            return NdisStatus.InvalidLength;
        nb = NdisAllocateNetBuffer(pool, mdl, 0, length);
        return nb.IsNull ? NdisStatus.Resources : NdisStatus.Success;
    }

    public static int Good(NetBufferPool pool, Mdl mdl, int length)
    {
        var status = TryTake(pool, mdl, length, out var nb);
        if (status != NdisStatus.Success)
            return 0;
        var result = nb.DataLength;
        NdisFreeNetBuffer(nb);
        return result;
    }

    public static int Bad(NetBufferPool pool, Mdl mdl, int length)
    {
        var status = TryTake(pool, mdl, length, out var nb); // NDIS0005
        if (status == NdisStatus.Success && length > 3)
        {
            NdisFreeNetBuffer(nb);
            return 1;
        }

        return 0;
    }
}

// case: A ref that is swapped with a fresh one
class Exchanger(LeasePool pool)
{
    static Lease Swap(ref Lease place, Lease fresh)
    {
        var old = place;
        place = fresh;
        return old;
    }

    public void Good()
    {
        var current = pool.Rent(1);
        var old = Swap(ref current, pool.Rent(2));
        pool.Return(old);
        pool.Return(current);
    }

    public void Bad()
    {
        var current = pool.Rent(1);
        var old = Swap(ref current, pool.Rent(2)); // NDIS0005
        pool.Return(old);
    }

    public void Twice()
    {
        var current = pool.Rent(1);
        var old = Swap(ref current, pool.Rent(2));
        pool.Return(old);
        pool.Return(current);
        old.Length = 1; // NDIS0004
    }
}

// case: A ref local chooses the place
class Chooser(LeasePool pool)
{
    public void Good(bool left)
    {
        Lease? a = null, b = null;
        ref var place = ref left ? ref a : ref b;
        place = pool.Rent(7);
        if (a != null)
            pool.Return(a);
        if (b != null)
            pool.Return(b);
    }

    public void Bad(bool left)
    {
        Lease? a = null, b = null; 
        ref var place = ref left ? ref a : ref b;
        place = pool.Rent(7); // NDIS0005
        if (a != null)
            pool.Return(a);
    }
}

// case: Two outs of which one may be missing
class Pairs(LeasePool pool)
{
    bool Take(bool both, out Lease first, out Lease? second)
    {
        first = pool.Rent(1);
        second = both ? pool.Rent(2) : null;
        return both;
    }

    public void Good(bool both)
    {
        if (Take(both, out var first, out var second))
            pool.Return(second!);
        pool.Return(first);
    }

    public void Bad(bool both)
    {
        if (Take(both, out var first, out _)) // NDIS0005
            first.Length = 0;
        pool.Return(first);
    }
}

// case: A free that clears its argument
class Clearing(NetBufferPool pool, Mdl mdl)
{
    static void SafeFree(ref NetBuffer nb)
    {
        if (!nb.IsNull)
        {
            NdisFreeNetBuffer(nb);
            nb = default;
        }
    }

    public void Good(bool early)
    {
        var nb = NdisAllocateNetBuffer(pool, mdl, 0, 8);
        if (early)
            SafeFree(ref nb);
        SafeFree(ref nb);
    }

    public void Bad(bool early)
    {
        var nb = NdisAllocateNetBuffer(pool, mdl, 0, 8);
        var alias = nb;
        if (early)
            SafeFree(ref nb);
        SafeFree(ref alias); // NDIS0003
    }
}

// case: A returned ref to the slot of a table
class Table(LeasePool pool) : IDisposable
{
    Lease? even, odd;

    ref Lease? Slot(int index)
    {
        if ((index & 1) == 0)
            return ref even;
        return ref odd;
    }

    public void Put(int index)
    {
        ref var slot = ref Slot(index);
        if (slot != null)
            pool.Return(slot);
        slot = pool.Rent(index);
    }

    public void Dispose()
    {
        even?.Dispose();
        odd?.Dispose();
    }
}

// case: A returned ref that is overwritten without a look
class Table(LeasePool pool) : IDisposable
{
    Lease? even, odd;

    ref Lease? Slot(int index) => ref (index & 1) == 0 ? ref even : ref odd;

    public void Put(int index) => Slot(index) = pool.Rent(index); // NDIS0002 for now: silent

    public void Dispose()
    {
        even?.Dispose();
        odd?.Dispose();
    }
}

// case: The out is set on all ways, but thrown past on one
class Late(LeasePool pool)
{
    void Open(int size, out Lease lease)
    {
        lease = pool.Rent(size); // NDIS0005
        if (size > 100)
            throw new ArgumentException(null, nameof(size));
    }

    void OpenWell(int size, out Lease lease)
    {
        if (size > 100)
            throw new ArgumentException(null, nameof(size));
        lease = pool.Rent(size);
    }

    public void Use()
    {
        Open(3, out var one);
        pool.Return(one);
        OpenWell(3, out var two);
        pool.Return(two);
    }
}
