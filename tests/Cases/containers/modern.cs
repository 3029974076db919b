// case: An immutable array of leases built and given back
class Batches(LeasePool pool)
{
    public int Good(int n)
    {
        var builder = System.Collections.Immutable.ImmutableArray.CreateBuilder<Lease>(n);
        for (var i = 0; i < n; i++)
            builder.Add(pool.Rent(i));
        var leases = builder.ToImmutable();
        var sum = leases.Sum(lease => lease.Length);
        foreach (var lease in leases)
            lease.Dispose();
        return sum;
    }
}

// case: A priority queue of leases
class Scheduler(LeasePool pool) : IDisposable
{
    readonly PriorityQueue<Lease, int> queue = new();

    public void Post(int size) => queue.Enqueue(pool.Rent(size), size);

    public void Run()
    {
        while (queue.TryDequeue(out var lease, out var priority))
        {
            Console.WriteLine(priority);
            pool.Return(lease);
        }
    }

    public void Dispose() => Run();
}

sealed class SchedulerBadly(LeasePool pool) : IDisposable
{
    readonly PriorityQueue<Lease, int> queue = new();

    public void Post(int size) => queue.Enqueue(pool.Rent(size), size);

    public void Run()
    {
        while (queue.TryDequeue(out var lease, out _))
            pool.Return(lease);
    }

    public void Dispose() // NDIS0001
    {
        if (queue.TryDequeue(out var lease, out _))
            pool.Return(lease);
    }
}

// case: A bag of idle ones with a limit
sealed class Idle(LeasePool pool) : IDisposable
{
    readonly ConcurrentBag<Lease> idle = [];
    int count;

    public Lease Take(int size)
    {
        if (idle.TryTake(out var lease))
        {
            Interlocked.Decrement(ref count);
            return lease;
        }

        return pool.Rent(size);
    }

    public void Give(Lease lease)
    {
        if (Interlocked.Increment(ref count) <= 16)
        {
            idle.Add(lease);
            return;
        }

        Interlocked.Decrement(ref count);
        pool.Return(lease);
    }

    public void Dispose()
    {
        while (idle.TryTake(out var lease))
            pool.Return(lease);
    }
}

class UsesIdle(LeasePool pool)
{
    public void Good()
    {
        using var idle = new Idle(pool);
        var lease = idle.Take(4);
        lease.Write([1]);
        idle.Give(lease);
    }

    public void Bad()
    {
        using var idle = new Idle(pool);
        var lease = idle.Take(4); // NDIS0005
        lease.Write([1]);
    }
}

// case: Collection expressions with a spread
class Spread(LeasePool pool)
{
    public void Good(int n)
    {
        Lease[] head = [pool.Rent(1), pool.Rent(2)];
        List<Lease> all = [.. head, pool.Rent(n)];
        foreach (var lease in all)
            lease.Dispose();
    }

    public void Bad(int n)
    {
        Lease[] head = [pool.Rent(1), pool.Rent(2)];
        List<Lease> all = [.. head, pool.Rent(n)]; // NDIS0005
        foreach (var lease in head)
            lease.Dispose();
        Console.WriteLine(all.Count);
    }
}

// case: A dictionary of lists, one per flow
sealed class Flows(NetBufferPool pool, Mdl mdl) : IDisposable
{
    readonly Dictionary<int, List<NetBuffer>> flows = [];

    public void Add(int flow)
    {
        var nb = NdisAllocateNetBuffer(pool, mdl, 0, flow);
        if (nb.IsNull)
            return;
        if (!flows.TryGetValue(flow, out var list))
            flows[flow] = list = [];
        list.Add(nb);
    }

    public void Dispose()
    {
        foreach (var list in flows.Values)
        {
            foreach (var nb in list)
                NdisFreeNetBuffer(nb);
            list.Clear();
        }

        flows.Clear();
    }
}

// case: Removed from the middle of a list by swapping with the last
sealed class Active(LeasePool pool) : IDisposable
{
    readonly List<Lease> active = [];

    public void Open(int size) => active.Add(pool.Rent(size));

    public void Close(int index)
    {
        var lease = active[index];
        active[index] = active[^1];
        active.RemoveAt(active.Count - 1);
        lease.Dispose();
    }

    public void Dispose()
    {
        for (var i = active.Count - 1; i >= 0; i--)
            active[i].Dispose();
        active.Clear();
    }
}

// case: Returned while it is still in the list
sealed class Stale(LeasePool pool) : IDisposable
{
    readonly List<Lease> leases = [];

    public void Fill() => leases.Add(pool.Rent(3));

    public void Trim()
    {
        if (leases.Count > 0)
            leases[0].Dispose(); // NDIS0003
    }

    public void Dispose()
    {
        foreach (var lease in leases)
            pool.Return(lease);
        leases.Clear();
    }
}

// case: A jagged array of rented rows
class Grid
{
    public static int Good(int rows, int columns)
    {
        var grid = new int[rows][];
        for (var r = 0; r < grid.Length; r++)
            grid[r] = ArrayPool<int>.Shared.Rent(columns);
        var sum = 0;
        foreach (var row in grid)
        {
            sum += row[0];
            ArrayPool<int>.Shared.Return(row);
        }

        return sum;
    }

    public static int Bad(int rows, int columns)
    {
        var grid = new int[rows][];
        for (var r = 0; r < grid.Length; r++)
            grid[r] = ArrayPool<int>.Shared.Rent(columns); // NDIS0005
        var sum = 0;
        for (var r = 1; r < grid.Length; r++)
        {
            sum += grid[r][0];
            ArrayPool<int>.Shared.Return(grid[r]);
        }

        return sum;
    }
}
