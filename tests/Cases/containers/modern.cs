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

// case: A ring of slots with head and tail
sealed class RingBuffer(LeasePool pool) : IDisposable
{
    readonly Lease?[] slots = new Lease?[8];
    int head, tail;

    public bool TryPush(int size)
    {
        if (tail - head == slots.Length)
            return false;
        slots[tail++ % slots.Length] = pool.Rent(size);
        return true;
    }

    public bool TryPop(out int length)
    {
        length = 0;
        if (head == tail)
            return false;
        var index = head++ % slots.Length;
        var lease = slots[index]!;
        slots[index] = null;
        length = lease.Length;
        pool.Return(lease);
        return true;
    }

    public void Dispose()
    {
        while (TryPop(out _))
        {
        }
    }
}

// case: An array of buffers returned by LINQ over indices
class Tables
{
    public static int Good(int n)
    {
        byte[][] tables = [.. Enumerable.Range(0, n).Select(static i => ArrayPool<byte>.Shared.Rent(i + 1))];
        var sum = tables.Sum(static table => table.Length);
        Array.ForEach(tables, static table => ArrayPool<byte>.Shared.Return(table));
        return sum;
    }
}

// case: Sorted by size and given back in order
class Sorted(LeasePool pool)
{
    public void Good(int n)
    {
        var leases = new List<Lease>();
        for (var i = 0; i < n; i++)
            leases.Add(pool.Rent(i));
        leases.Sort(static (a, b) => a.Length.CompareTo(b.Length));
        leases.ForEach(pool.Return);
    }

    public void Bad(int n)
    {
        var leases = new List<Lease>();
        for (var i = 0; i < n; i++)
            leases.Add(pool.Rent(i)); // NDIS0005
        for (var i = 0; i < leases.Count; i += 2)
            leases[i].Dispose();
    }
}

// case: An LRU cache with a linked list and a dictionary
sealed class Lru(LeasePool pool, int capacity) : IDisposable
{
    readonly Dictionary<int, LinkedListNode<(int Key, Lease Value)>> map = [];
    readonly LinkedList<(int Key, Lease Value)> order = [];

    public Lease Get(int key)
    {
        if (map.TryGetValue(key, out var node))
        {
            order.Remove(node);
            order.AddFirst(node);
            return node.Value.Value;
        }

        if (map.Count >= capacity && order.Last is { } oldest)
        {
            order.RemoveLast();
            map.Remove(oldest.Value.Key);
            oldest.Value.Value.Dispose();
        }

        var lease = pool.Rent(key);
        map[key] = order.AddFirst((key, lease));
        return lease;
    }

    public void Dispose()
    {
        foreach (var (_, lease) in order)
            lease.Dispose();
        order.Clear();
        map.Clear();
    }
}

// case: A set of handles that are freed at the end
sealed class Pins : IDisposable
{
    readonly HashSet<GCHandle> handles = [];

    public nint Pin(object target)
    {
        var handle = GCHandle.Alloc(target, GCHandleType.Pinned);
        handles.Add(handle);
        return handle.AddrOfPinnedObject();
    }

    public void Dispose()
    {
        foreach (var handle in handles)
            handle.Free();
        handles.Clear();
    }
}

sealed class PinsBadly : IDisposable
{
    readonly Stack<GCHandle> handles = [];

    public void Pin(object target) => handles.Push(GCHandle.Alloc(target, GCHandleType.Pinned));

    public void Dispose() // NDIS0001
    {
        if (handles.TryPop(out var handle))
            handle.Free();
    }
}

// case: A disposable collection of disposables
sealed class Composite : IDisposable
{
    readonly List<IDisposable> parts = [];

    public T Add<T>(T part) where T : IDisposable
    {
        parts.Add(part);
        return part;
    }

    public void Dispose()
    {
        for (var i = parts.Count - 1; i >= 0; i--)
            parts[i].Dispose();
        parts.Clear();
    }
}

class UsesComposite(LeasePool pool)
{
    public int Good()
    {
        using var all = new Composite();
        var a = all.Add(pool.Rent(1));
        var b = all.Add(pool.Rent(2));
        return a.Length + b.Length;
    }

    public int Bad()
    {
        using var all = new Composite();
        var a = all.Add(pool.Rent(1));
        var b = pool.Rent(2); // NDIS0005
        return a.Length + b.Length;
    }
}

// case: A ring whose cursors wrap by hand, and one that is given up with what is in it
sealed class Wrapping(NetBufferPool pool, Mdl mdl) : IDisposable
{
    readonly NetBuffer[] ring = new NetBuffer[16];
    int head, tail, count;

    public bool Push()
    {
        if (count == ring.Length)
            return false;
        var nb = NdisAllocateNetBuffer(pool, mdl, 0, 8);
        if (nb.IsNull)
            return false;
        ring[tail] = nb;
        if (++tail == ring.Length)
            tail = 0;
        count++;
        return true;
    }

    public void Pop()
    {
        if (count == 0)
            return;
        NdisFreeNetBuffer(ring[head]);
        ring[head] = default;
        head = (head + 1) & 15;
        count--;
    }

    public void Dispose()
    {
        while (count > 0)
            Pop();
    }
}

sealed class GivenUp(NetBufferPool pool, Mdl mdl) : IDisposable
{
    readonly NetBuffer[] ring = new NetBuffer[16];
    int tail;

    public void Push()
    {
        if (ring[tail])
            NdisFreeNetBuffer(ring[tail]);
        ring[tail] = NdisAllocateNetBuffer(pool, mdl, 0, 8);
        tail = (tail + 1) % ring.Length;
    }

    public void Dispose() => tail = 0; // NDIS0001
}

// case: A ring with a head and a tail is given up with what is in it
sealed class Abandoned(NetBufferPool pool, Mdl mdl) : IDisposable
{
    readonly NetBuffer[] ring = new NetBuffer[16];
    int head, tail;

    public bool Push()
    {
        var next = (tail + 1) & 15;
        if (next == head)
            return false;
        ring[tail] = NdisAllocateNetBuffer(pool, mdl, 0, 8);
        tail = next;
        return true;
    }

    public void Pop()
    {
        if (head == tail)
            return;
        if (ring[head])
            NdisFreeNetBuffer(ring[head]);
        ring[head] = default;
        head = (head + 1) & 15;
    }

    public void Dispose() => head = tail; // NDIS0001 for now: silent
}
