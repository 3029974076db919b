// case: A table of the nodes of a list: what falls out at the end is forgotten
sealed class Lru(LeasePool pool, int capacity) : IDisposable
{
    readonly Dictionary<string, LinkedListNode<(string Key, Lease Lease)>> map = [];
    readonly LinkedList<(string Key, Lease Lease)> order = [];

    public Lease Get(string key)
    {
        if (map.TryGetValue(key, out var node))
        {
            order.Remove(node);
            order.AddFirst(node);
            return node.Value.Lease;
        }

        if (map.Count >= capacity)
        {
            var last = order.Last!;
            order.RemoveLast();
            map.Remove(last.Value.Key);
        }

        var lease = pool.Rent(key.Length); // NDIS0005
        map[key] = order.AddFirst((key, lease));
        return lease;
    }

    public void Dispose()
    {
        foreach (var (_, lease) in order)
            pool.Return(lease);
        order.Clear();
        map.Clear();
    }
}

// case: A table of the nodes of a list: what is left at the end is forgotten
sealed class Lru(LeasePool pool, int capacity) : IDisposable
{
    readonly Dictionary<string, LinkedListNode<(string Key, Lease Lease)>> map = [];
    readonly LinkedList<(string Key, Lease Lease)> order = [];

    public Lease Get(string key)
    {
        if (map.TryGetValue(key, out var node))
        {
            order.Remove(node);
            order.AddFirst(node);
            return node.Value.Lease;
        }

        if (map.Count >= capacity)
        {
            var last = order.Last!;
            order.RemoveLast();
            map.Remove(last.Value.Key);
            pool.Return(last.Value.Lease);
        }

        var lease = pool.Rent(key.Length); // NDIS0005
        map[key] = order.AddFirst((key, lease));
        return lease;
    }

    public void Dispose()
    {
        order.Clear();
        map.Clear();
    }
}

// case: A node is found by its number, taken out and given back
sealed class Leases(LeasePool pool) : IDisposable
{
    readonly Dictionary<int, LinkedListNode<Lease>> byId = [];
    readonly LinkedList<Lease> order = new();

    public int Put(int id)
    {
        byId.Add(id, order.AddLast(pool.Rent(id)));
        return byId.Count;
    }

    public void Drop(int id)
    {
        if (byId.Remove(id, out var node))
        {
            order.Remove(node);
            node.Value.Dispose();
        }
    }

    public void Dispose()
    {
        foreach (var entry in order)
            entry.Dispose();
    }
}

sealed class Tuples(LeasePool pool) : IDisposable
{
    readonly Dictionary<int, LinkedListNode<(int Id, Lease Lease)>> byId = [];
    readonly LinkedList<(int Id, Lease Lease)> order = new();

    public int Put(int id)
    {
        byId.Add(id, order.AddLast((id, pool.Rent(id))));
        return byId.Count;
    }

    public void Drop(int id)
    {
        if (byId.Remove(id, out var node))
        {
            order.Remove(node);
            node.Value.Lease.Dispose();
        }
    }

    public void Dispose()
    {
        foreach (var entry in order)
            entry.Lease.Dispose();
    }
}

sealed record Entry(int Id, Lease Lease);

sealed class Records(LeasePool pool) : IDisposable
{
    readonly Dictionary<int, LinkedListNode<Entry>> byId = [];
    readonly LinkedList<Entry> order = new();

    public int Put(int id)
    {
        byId.Add(id, order.AddLast(new Entry(id, pool.Rent(id))));
        return byId.Count;
    }

    public void Drop(int id)
    {
        if (byId.Remove(id, out var node))
        {
            order.Remove(node);
            node.Value.Lease.Dispose();
        }
    }

    public void Dispose()
    {
        foreach (var entry in order)
            entry.Lease.Dispose();
    }
}

// case: A node is found by its number, taken out and forgotten
sealed class Leases(LeasePool pool) : IDisposable
{
    readonly Dictionary<int, LinkedListNode<Lease>> byId = [];
    readonly LinkedList<Lease> order = new();

    public int Put(int id)
    {
        byId.Add(id, order.AddLast(pool.Rent(id))); // NDIS0005
        return byId.Count;
    }

    public void Drop(int id)
    {
        if (byId.Remove(id, out var node))
        {
            order.Remove(node);
        }
    }

    public void Dispose()
    {
        foreach (var entry in order)
            entry.Dispose();
    }
}

sealed class Tuples(LeasePool pool) : IDisposable
{
    readonly Dictionary<int, LinkedListNode<(int Id, Lease Lease)>> byId = [];
    readonly LinkedList<(int Id, Lease Lease)> order = new();

    public int Put(int id)
    {
        byId.Add(id, order.AddLast((id, pool.Rent(id)))); // NDIS0005
        return byId.Count;
    }

    public void Drop(int id)
    {
        if (byId.Remove(id, out var node))
        {
            order.Remove(node);
        }
    }

    public void Dispose()
    {
        foreach (var entry in order)
            entry.Lease.Dispose();
    }
}

sealed record Entry(int Id, Lease Lease);

sealed class Records(LeasePool pool) : IDisposable
{
    readonly Dictionary<int, LinkedListNode<Entry>> byId = [];
    readonly LinkedList<Entry> order = new();

    public int Put(int id)
    {
        byId.Add(id, order.AddLast(new Entry(id, pool.Rent(id)))); // NDIS0005
        return byId.Count;
    }

    public void Drop(int id)
    {
        if (byId.Remove(id, out var node))
        {
            order.Remove(node);
        }
    }

    public void Dispose()
    {
        foreach (var entry in order)
            entry.Lease.Dispose();
    }
}

// case: A node is given back and left in the list
sealed class Twice(LeasePool pool) : IDisposable
{
    readonly Dictionary<int, LinkedListNode<Lease>> byId = [];
    readonly LinkedList<Lease> order = new();

    public void Put(int id) => byId.Add(id, order.AddLast(pool.Rent(id)));

    public void Drop(int id)
    {
        if (byId.Remove(id, out var node))
            node.Value.Dispose();
    }

    public void Dispose()
    {
        foreach (var lease in order)
            lease.Dispose(); // NDIS0003
    }
}
