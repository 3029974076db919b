// case: What was put in is there, and can be taken out
sealed class Live(LeasePool pool) : IDisposable
{
    readonly List<Lease> leases = [];

    public Lease Take(int size)
    {
        var lease = pool.Rent(size);
        leases.Add(lease);
        return lease;
    }

    public void Give(Lease lease)
    {
        if (leases.Remove(lease))
            pool.Return(lease);
    }

    public void Dispose()
    {
        foreach (var lease in leases)
            pool.Return(lease);
        leases.Clear();
    }
}

static class Using
{
    public static void Run(LeasePool pool)
    {
        using var live = new Live(pool);
        var lease = live.Take(8);
        Console.WriteLine(lease.Length);
        live.Give(lease);
    }

    public static void OfSet(LeasePool pool)
    {
        var live = new HashSet<Lease>();
        var lease = pool.Rent(8);
        live.Add(lease);
        if (live.Remove(lease))
            pool.Return(lease);
    }

    public static void NotThereAnyMore(LeasePool pool)
    {
        var live = new HashSet<Lease>();
        var lease = pool.Rent(8); // NDIS0005
        live.Add(lease);
        live.Remove(lease);
        if (live.Add(lease))
            Console.WriteLine(live.Count);
    }
}

// case: A set refuses none that was just acquired
sealed class InSet(LeasePool pool) : IDisposable
{
    readonly HashSet<Lease> set = [];

    public void Add()
    {
        var lease = pool.Rent(4);
        if (!set.Add(lease))
            pool.Return(lease);
    }

    public void Dispose()
    {
        foreach (var lease in set)
            pool.Return(lease);
        set.Clear();
    }
}

// case: Every number is at most the greatest
sealed class Expiring(LeasePool pool) : IDisposable
{
    readonly LinkedList<(Lease Lease, long Deadline)> leases = new();

    public void Add(long deadline) => leases.AddLast((pool.Rent(8), deadline));

    public void Expire(long now)
    {
        while (leases.First is { } node && node.Value.Deadline <= now)
        {
            leases.RemoveFirst();
            pool.Return(node.Value.Lease);
        }
    }

    public void Dispose() => Expire(long.MaxValue);
}

sealed class ExpiringLate(LeasePool pool) : IDisposable
{
    readonly LinkedList<(Lease Lease, long Deadline)> leases = new();

    public void Add(long deadline) => leases.AddLast((pool.Rent(8), deadline));

    public void Expire(long now)
    {
        while (leases.First is { } node && node.Value.Deadline <= now)
        {
            leases.RemoveFirst();
            pool.Return(node.Value.Lease);
        }
    }

    public void Dispose() => Expire(1_000_000); // NDIS0001
}

// case: A set that compares by something else refuses
sealed class Sorted(LeasePool pool) : IDisposable
{
    readonly SortedSet<Lease> set = new(Comparer<Lease>.Create(static (one, other) => one.Length - other.Length));

    public void Add()
    {
        var lease = pool.Rent(4); // NDIS0005
        if (!set.Add(lease))
            Console.WriteLine(set.Count);
    }

    public void Dispose()
    {
        foreach (var lease in set)
            pool.Return(lease);
        set.Clear();
    }
}
