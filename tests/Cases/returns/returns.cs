// case: A factory method hands the object to its caller
class Maker(NetBufferPool pool, Mdl mdl)
{
    NetBuffer Make(int length) => NdisAllocateNetBuffer(pool, mdl, 0, length);

    NetBuffer MakeFilled(int length)
    {
        var nb = Make(length);
        if (nb)
            nb.DataLength = length;
        return nb;
    }

    public void Good()
    {
        var nb = MakeFilled(40);
        if (nb)
            NdisFreeNetBuffer(nb);
    }

    public void Bad()
    {
        var nb = MakeFilled(40); // NDIS0005
        if (nb)
            Console.WriteLine(nb);
    }

    public void Dropped() => MakeFilled(40); // NDIS0005

    public void Chained() => NdisFreeNetBuffer(MakeFilled(40)); // NDIS0010
}

// case: Returned on one path and lost on another
public class Half(NetBufferPool pool, Mdl mdl)
{
    public NetBuffer Take(int length, bool urgent)
    {
        var nb = NdisAllocateNetBuffer(pool, mdl, 0, length); // NDIS0005
        if (nb.IsNull || urgent)
            return nb;
        if (length > 100)
            return null;
        return nb;
    }

    public NetBuffer TakeWell(int length, bool urgent)
    {
        var nb = NdisAllocateNetBuffer(pool, mdl, 0, length);
        if (nb.IsNull || urgent)
            return nb;
        if (length > 100)
        {
            NdisFreeNetBuffer(nb);
            return null;
        }

        return nb;
    }
}

// case: A tuple of a status and an object
class Tuples(NetBufferPool pool, Mdl mdl)
{
    (NdisStatus Status, NetBuffer Packet) Take(int length)
    {
        var nb = NdisAllocateNetBuffer(pool, mdl, 0, length);
        return nb.IsNull ? (NdisStatus.Resources, default) : (NdisStatus.Success, nb);
    }

    public void Good(int length)
    {
        var (status, packet) = Take(length);
        if (status == NdisStatus.Success)
            NdisFreeNetBuffer(packet);
    }

    public void ByMember(int length)
    {
        var result = Take(length);
        if (result.Packet.IsNull)
            return;
        NdisFreeNetBuffer(result.Packet);
    }

    public NdisStatus Bad(int length)
    {
        var (status, packet) = Take(length); // NDIS0005
        if (status != NdisStatus.Success)
            return status;
        packet.DataLength = 3;
        return status;
    }

    public NdisStatus Halved(int length) => Take(length).Status; // NDIS0005
}

// case: A helper returns what it was given
class Fluent(LeasePool pool)
{
    static Lease Fill(Lease lease, byte value)
    {
        lease.Span.Fill(value);
        return lease;
    }

    public void Good(int size)
    {
        var lease = Fill(Fill(pool.Rent(size), 1), 2);
        pool.Return(lease);
    }

    public void Bad(int size)
    {
        var lease = Fill(pool.Rent(size), 1); // NDIS0005
        Console.WriteLine(lease.Length);
    }

    public void Twice(int size)
    {
        var lease = pool.Rent(size);
        var same = Fill(lease, 3);
        pool.Return(lease);
        pool.Return(same); // NDIS0003
    }
}

// case: A builder of extension methods
static class PacketExtensions
{
    public static NetBuffer WithLength(this NetBuffer nb, int length)
    {
        if (nb)
            nb.DataLength = length;
        return nb;
    }

    public static void Release(this NetBuffer nb)
    {
        if (!nb.IsNull)
            NdisFreeNetBuffer(nb);
    }
}

class Builder(NetBufferPool pool, Mdl mdl)
{
    public void Good() => NdisAllocateNetBuffer(pool, mdl, 0, 0).WithLength(4).Release();

    public void Bad()
    {
        var nb = NdisAllocateNetBuffer(pool, mdl, 0, 0).WithLength(4); // NDIS0005
        Console.WriteLine(nb);
    }

    public void Twice()
    {
        var nb = NdisAllocateNetBuffer(pool, mdl, 0, 0);
        nb.Release();
        nb.Release(); // NDIS0003
    }
}

// case: The result of the allocator goes out as an object
class Untyped(LeasePool pool)
{
    public object Anything(int size) => pool.Rent(size);

    public IDisposable Disposable(int size) => pool.Rent(size);

    public void Use(int size)
    {
        using (Disposable(size))
            Console.WriteLine(size);
    }

    public void UseBadly(int size)
    {
        var thing = Anything(size); // NDIS0005
        Console.WriteLine(thing.GetHashCode());
    }
}

// case: The bool of a helper tells whether the object was consumed
class Consumer(NetBufferPool pool, Mdl mdl)
{
    bool TryConsume(NetBuffer nb)
    {
        if (nb.DataLength > 1500)
            return false;
        NdisFreeNetBuffer(nb);
        return true;
    }

    public void Good()
    {
        var nb = NdisAllocateNetBuffer(pool, mdl, 0, 9);
        if (nb.IsNull)
            return;
        if (!TryConsume(nb))
            NdisFreeNetBuffer(nb);
    }

    public void Bad()
    {
        var nb = NdisAllocateNetBuffer(pool, mdl, 0, 9); // NDIS0005
        if (nb.IsNull)
            return;
        TryConsume(nb);
    }

    public void Worse()
    {
        var nb = NdisAllocateNetBuffer(pool, mdl, 0, 9);
        if (nb.IsNull)
            return;
        if (TryConsume(nb))
            NdisFreeNetBuffer(nb); // NDIS0003
        else
            NdisFreeNetBuffer(nb);
    }
}

// case: A cached one or a fresh one
class Cache(LeasePool pool)
{
    readonly Lease permanent = new();

    Lease Get(int size, out bool rented)
    {
        rented = size > permanent.Length;
        return rented ? pool.Rent(size) : permanent;
    }

    public void Good(int size)
    {
        var lease = Get(size, out var rented);
        lease.Length = 3;
        if (rented)
            pool.Return(lease);
    }

    public void Bad(int size)
    {
        var lease = Get(size, out var rented); // NDIS0005
        lease.Length = 3;
        if (!rented)
            Console.WriteLine("cached");
    }
}

// case: Returned from inside a using, a lock and a try
public class Deep(NetBufferPool pool, Mdl mdl)
{
    readonly object gate = new();

    public NetBuffer Locked()
    {
        lock (gate)
        {
            var nb = NdisAllocateNetBuffer(pool, mdl, 0, 1);
            if (nb)
                return nb;
        }

        return default;
    }

    public NetBuffer Tried(Stream stream)
    {
        var nb = NdisAllocateNetBuffer(pool, mdl, 0, 1);
        try
        {
            stream.Flush();
            return nb;
        }
        catch
        {
            if (nb)
                NdisFreeNetBuffer(nb);
            throw;
        }
    }

    public NetBuffer TriedBadly(Stream stream)
    {
        var nb = NdisAllocateNetBuffer(pool, mdl, 0, 1);
        try
        {
            stream.Flush();
            return nb;
        }
        finally
        {
            if (nb)
                NdisFreeNetBuffer(nb);
        }
    }

    public void Caller(Stream stream)
    {
        var nb = TriedBadly(stream);
        if (nb)
            nb.DataLength = 3; // NDIS0004
    }
}

// case: A detached scope keeps nothing
class Scoped(NetBufferPool pool, Mdl mdl)
{
    public void Owned()
    {
        var nb = NdisAllocateNetBuffer(pool, mdl, 0, 1);
        if (nb.IsNull)
            return;
        using var owned = nb.Owned();
        nb.DataLength = 3;
    }

    public NetBuffer Detached(bool keep)
    {
        var nb = NdisAllocateNetBuffer(pool, mdl, 0, 1);
        if (nb.IsNull)
            return nb;
        using var owned = nb.Owned();
        nb.DataLength = 3;
        return keep ? owned.Detach() : default;
    }

    public void ByScope()
    {
        using var local = pool.Enter();
        var nb = local.NdisAllocateNetBuffer(mdl, 0, 1);
        if (nb)
            local.NdisFreeNetBuffer(nb);
    }

    public void ByScopeBadly()
    {
        using var local = pool.Enter();
        var nb = local.NdisAllocateNetBuffer(mdl, 0, 1); // NDIS0005
        if (nb)
            nb.DataLength = 3;
    }
}
