// case: A hash table with chaining
sealed class FlowTable(LeasePool pool) : IDisposable
{
    sealed class Node(Lease lease, Node? next)
    {
        public readonly Lease Lease = lease;
        public readonly Node? Next = next;
    }

    readonly Node?[] buckets = new Node?[16];

    public void Add(int key) => buckets[key & 15] = new Node(pool.Rent(key), buckets[key & 15]);

    public void Dispose()
    {
        for (var i = 0; i < buckets.Length; i++)
        {
            for (var node = buckets[i]; node != null; node = node.Next)
                pool.Return(node.Lease);
            buckets[i] = null;
        }
    }
}

// case: A free list over a stack
sealed class FreeList(LeasePool pool) : IDisposable
{
    readonly Stack<Lease> free = new();

    public Lease Take() => free.TryPop(out var lease) ? lease : pool.Rent(64);

    public void Give(Lease lease) => free.Push(lease);

    public void Warm(int count)
    {
        while (free.Count < count)
            free.Push(pool.Rent(64));
    }

    public void Dispose()
    {
        while (free.Count > 0)
            pool.Return(free.Pop());
    }
}

// case: A free list that is warmed and never emptied
sealed class FreeList(LeasePool pool) : IDisposable
{
    readonly Stack<Lease> free = new();

    public void Warm(int count)
    {
        while (free.Count < count)
            free.Push(pool.Rent(64)); // NDIS0005
    }

    public void Dispose() => free.Clear();
}

// case: A least recently used cache evicts its tail
sealed class Cache(LeasePool pool, int capacity) : IDisposable
{
    readonly LinkedList<(int Key, Lease Lease)> order = new();

    public void Touch(int key)
    {
        if (order.Count >= capacity && order.Last is { } oldest)
        {
            order.RemoveLast();
            pool.Return(oldest.Value.Lease);
        }

        order.AddFirst((key, pool.Rent(key)));
    }

    public void Dispose()
    {
        foreach (var (_, lease) in order)
            pool.Return(lease);
        order.Clear();
    }
}

// case: A cache that evicts without giving back
sealed class Cache(LeasePool pool, int capacity) : IDisposable
{
    readonly LinkedList<Lease> order = new();

    public void Touch(int key)
    {
        if (order.Count >= capacity)
            order.RemoveLast();
        order.AddFirst(pool.Rent(key)); // NDIS0005
    }

    public void Dispose()
    {
        foreach (var lease in order)
            pool.Return(lease);
        order.Clear();
    }
}

// case: Parallel arrays
class Parallel(NetBufferPool pool, Mdl mdl)
{
    public void Good(int count)
    {
        var buffers = new NetBuffer[count];
        var used = new bool[count];
        for (var i = 0; i < count; i++)
        {
            buffers[i] = NdisAllocateNetBuffer(pool, mdl, 0, i);
            used[i] = !buffers[i].IsNull;
        }

        for (var i = 0; i < count; i++)
        {
            if (used[i])
                NdisFreeNetBuffer(buffers[i]);
        }
    }

    public void Bad(int count)
    {
        var buffers = new NetBuffer[count];
        for (var i = 0; i < count; i++)
        {
            buffers[i] = NdisAllocateNetBuffer(pool, mdl, 0, i); // NDIS0005
            if (buffers[i].IsNull)
                return;
        }

        foreach (var nb in buffers)
            NdisFreeNetBuffer(nb);
    }
}

// case: A collection expression and LINQ
class Collected(LeasePool pool)
{
    public int Good()
    {
        Lease[] all = [pool.Rent(1), pool.Rent(2), pool.Rent(3)];
        var sum = all.Sum(lease => lease.Length);
        foreach (var lease in all)
            pool.Return(lease);
        return sum;
    }

    public int Bad()
    {
        List<Lease> all = [pool.Rent(1), pool.Rent(2)]; // NDIS0005 NDIS0005
        return all.Max(lease => lease.Length);
    }

    public void Made(int count)
    {
        var all = Enumerable.Range(0, count).Select(pool.Rent).ToList();
        all.ForEach(pool.Return);
    }

    public void Reversed(int count)
    {
        var all = new List<Lease>();
        for (var i = 0; i < count; i++)
            all.Add(pool.Rent(i));
        for (var i = all.Count - 1; i >= 0; i--)
            pool.Return(all[i]);
        all.Clear();
    }
}

// case: A dictionary of which what is old is given back
sealed class Sessions(LeasePool pool) : IDisposable
{
    readonly Dictionary<int, Lease> byId = [];

    public void Open(int id)
    {
        if (byId.Remove(id, out var old))
            pool.Return(old);
        byId[id] = pool.Rent(id);
    }

    public bool Close(int id)
    {
        if (!byId.TryGetValue(id, out var lease))
            return false;
        byId.Remove(id);
        pool.Return(lease);
        return true;
    }

    public void Dispose()
    {
        foreach (var lease in byId.Values)
            pool.Return(lease);
        byId.Clear();
    }
}

// case: A session is given back and stays in the table
sealed class Sessions(LeasePool pool) : IDisposable
{
    readonly Dictionary<int, Lease> byId = [];

    public void Open(int id)
    {
        if (!byId.ContainsKey(id))
            byId.Add(id, pool.Rent(id));
    }

    public void Close(int id)
    {
        if (byId.TryGetValue(id, out var lease))
            pool.Return(lease); // NDIS0003
    }

    public void Dispose()
    {
        foreach (var lease in byId.Values)
            pool.Return(lease);
    }
}

// case: An array of fixed places in a driver
class Nic(NetBufferPool pool, Mdl mdl) : MiniportAdapter
{
    readonly NetBuffer[] ring = new NetBuffer[8];

    public override NdisStatus InitializeEx(MiniportInitParameters parameters)
    {
        for (var i = 0; i < ring.Length; i++)
        {
            ring[i] = NdisAllocateNetBuffer(pool, mdl, 0, 64);
            if (ring[i].IsNull)
            {
                while (--i >= 0)
                {
                    NdisFreeNetBuffer(ring[i]);
                    ring[i] = default;
                }

                return NdisStatus.Resources;
            }
        }

        return NdisStatus.Success;
    }

    public override void HaltEx(NdisHaltAction action)
    {
        foreach (ref var nb in ring.AsSpan())
        {
            if (nb)
                NdisFreeNetBuffer(nb);
            nb = default;
        }
    }
}
