// case: The releasing method as a delegate
class Groups(NetBufferPool pool, Mdl mdl)
{
    public void Local()
    {
        var nb = NdisAllocateNetBuffer(pool, mdl, 0, 1);
        if (!nb)
            return;
        Action<NetBuffer> free = NdisFreeNetBuffer;
        free(nb);
    }

    public void LocalTwice()
    {
        var nb = NdisAllocateNetBuffer(pool, mdl, 0, 1);
        if (!nb)
            return;
        Action<NetBuffer> free = NdisFreeNetBuffer;
        free(nb);
        free.Invoke(nb); // NDIS0003 for now: silent
    }

    public void Unused()
    {
        var nb = NdisAllocateNetBuffer(pool, mdl, 0, 1); // NDIS0005
        if (!nb)
            return;
        Action<NetBuffer> free = NdisFreeNetBuffer;
        Console.WriteLine(free.Method.Name);
    }
}

// case: The acquiring method as a delegate
class Makers(LeasePool pool)
{
    public void Local(int size)
    {
        Func<int, Lease> rent = pool.Rent;
        var lease = rent(size);
        pool.Return(lease);
    }

    public void LocalBadly(int size)
    {
        Func<int, Lease> rent = pool.Rent;
        var lease = rent(size); // NDIS0005 for now: silent
        lease.Length = 3;
    }

    public void Lambda(int size)
    {
        Func<int, Lease> rent = n => pool.Rent(n * 2);
        var lease = rent(size); // NDIS0005 for now: silent
        lease.Length = 3;
    }
}

// case: A delegate field that is set once
class Pluggable(LeasePool pool)
{
    static readonly Action<LeasePool, Lease> Give = static (pool, lease) => pool.Return(lease);
    readonly Action<Lease> look = static lease => Console.WriteLine(lease.Length);

    public void Good(int size)
    {
        var lease = pool.Rent(size);
        look(lease);
        Give(pool, lease);
    }

    public void Bad(int size)
    {
        var lease = pool.Rent(size); // NDIS0005 for now: silent
        look(lease);
    }
}

// case: A delegate parameter from outside may do anything
public class Open(LeasePool pool)
{
    public void Run(int size, Action<Lease> sink)
    {
        var lease = pool.Rent(size);
        sink(lease);
    }

    public void RunOptional(int size, Action<Lease>? sink)
    {
        var lease = pool.Rent(size); // NDIS0005
        sink?.Invoke(lease);
    }

    public void RunChecked(int size, Action<Lease>? sink)
    {
        var lease = pool.Rent(size);
        if (sink is null)
            pool.Return(lease);
        else
            sink(lease);
    }
}

// case: An event with listeners out of sight
public class Notifier(NetBufferPool pool, Mdl mdl)
{
    public event EventHandler<NetBuffer>? Received;

    public void Raise()
    {
        var nb = NdisAllocateNetBuffer(pool, mdl, 0, 1);
        if (!nb)
            return;
        if (Received is { } handlers)
            handlers(this, nb);
        else
            NdisFreeNetBuffer(nb);
    }

    public void RaiseBadly()
    {
        var nb = NdisAllocateNetBuffer(pool, mdl, 0, 1); // NDIS0005
        if (!nb)
            return;
        Received?.Invoke(this, nb);
    }
}

// case: One of two delegates is chosen
class Strategy(LeasePool pool, LeaseQueue queue)
{
    public void Good(int size, bool post)
    {
        var lease = pool.Rent(size);
        Action<Lease> end = post ? queue.Post : pool.Return;
        end(lease);
    }

    public void Bad(int size, bool post)
    {
        var lease = pool.Rent(size); // NDIS0005 for now: silent
        Action<Lease> end = post ? lease => Console.WriteLine(lease.Length) : pool.Return;
        end(lease);
    }
}

// case: Combined delegates run one after the other
class Multicast(LeasePool pool)
{
    public void Good(int size)
    {
        var lease = pool.Rent(size);
        Action<Lease> end = one => one.Length = 0;
        end += pool.Return;
        end(lease);
    }

    public void Twice(int size)
    {
        var lease = pool.Rent(size);
        Action<Lease> end = pool.Return;
        end += pool.Return;
        end(lease); // NDIS0003 for now: silent
    }
}

// case: A delegate type of its own with an out
delegate bool TryTake(int size, out Lease? lease);

class OutDelegate(LeasePool pool)
{
    public void Good(int size)
    {
        TryTake take = pool.TryRent;
        if (take(size, out var lease))
            lease!.Dispose();
    }

    public void Bad(int size)
    {
        TryTake take = pool.TryRent;
        if (take(size, out var lease)) // NDIS0005 for now: silent
            Console.WriteLine(lease!.Length);
    }
}

// case: A function pointer
unsafe class Pointers(NetBufferPool pool, Mdl mdl)
{
    static void Free(NetBuffer nb) => NdisFreeNetBuffer(nb);

    public void Run()
    {
        var nb = NdisAllocateNetBuffer(pool, mdl, 0, 1);
        if (!nb)
            return;
        delegate*<NetBuffer, void> free = &Free;
        free(nb);
    }
}

// case: A retry policy takes the acquire as a function
class Retrying(NetBufferPool pool, Mdl mdl)
{
    static NetBuffer Retry(Func<NetBuffer> attempt, int times)
    {
        for (var i = 0; i < times; i++)
        {
            var nb = attempt();
            if (nb)
                return nb;
        }

        return default;
    }

    public void Good()
    {
        var nb = Retry(() => NdisAllocateNetBuffer(pool, mdl, 0, 1), 3);
        if (nb)
            NdisFreeNetBuffer(nb);
    }

    public void Bad()
    {
        var nb = Retry(() => NdisAllocateNetBuffer(pool, mdl, 0, 1), 3); // NDIS0005 for now: silent
        if (nb)
            nb.DataLength = 3;
    }
}
