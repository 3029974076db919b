// case: Indexer assignment overwrites
sealed class Cells(LeasePool pool) : IDisposable
{
    readonly Dictionary<(int X, int Y), Lease> cells = new();

    public void Set(int x, int y, int size)
    {
        if (cells.TryGetValue((x, y), out var old))
            pool.Return(old);
        cells[(x, y)] = pool.Rent(size);
    }

    public void Dispose()
    {
        foreach (var lease in cells.Values)
            pool.Return(lease);
        cells.Clear();
    }
}

sealed class CellsBadly(LeasePool pool) : IDisposable
{
    readonly Dictionary<int, Lease> cells = new();

    public void Set(int x, int size) => cells[x] = pool.Rent(size); // NDIS0002

    public void Dispose()
    {
        foreach (var lease in cells.Values)
            pool.Return(lease);
        cells.Clear();
    }
}

// case: Dictionary keyed by members
sealed record Flow(string Source, string Target);

sealed class Flows(LeasePool pool) : IDisposable
{
    readonly Dictionary<(string, string), Lease> table = new();
    readonly Dictionary<string, Lease> bySource = new();

    public void Update(Flow flow, int size)
    {
        if (table.TryGetValue((flow.Source, flow.Target), out var old))
            pool.Return(old);
        table[(flow.Source, flow.Target)] = pool.Rent(size);
    }

    public void Replace(Flow flow, int size)
    {
        if (bySource.Remove(flow.Source, out var old))
            pool.Return(old);
        bySource[flow.Source] = pool.Rent(size);
    }

    public void Dispose()
    {
        foreach (var lease in table.Values)
            pool.Return(lease);
        table.Clear();
        foreach (var lease in bySource.Values)
            pool.Return(lease);
        bySource.Clear();
    }
}

// case: Linked list as LRU
sealed class Lru(LeasePool pool, int capacity) : IDisposable
{
    readonly LinkedList<Lease> order = new();

    public Lease Get(int size)
    {
        if (order.Count >= capacity)
        {
            var oldest = order.First!.Value;
            order.RemoveFirst();
            pool.Return(oldest);
        }

        var lease = pool.Rent(size);
        order.AddLast(lease);
        return lease;
    }

    public void Dispose()
    {
        foreach (var lease in order)
            pool.Return(lease);
        order.Clear();
    }
}

sealed class LruBadly(LeasePool pool, int capacity) : IDisposable
{
    readonly LinkedList<Lease> order = new();

    public void Touch(int size)
    {
        if (order.Count >= capacity)
            order.RemoveFirst();
        order.AddLast(pool.Rent(size)); // NDIS0005
    }

    public void Dispose()
    {
        foreach (var lease in order)
            pool.Return(lease);
        order.Clear();
    }
}

// case: Linked list trimmed
sealed class Recent(LeasePool pool) : IDisposable
{
    readonly LinkedList<Lease> list = new();

    public void Add(int size)
    {
        list.AddFirst(pool.Rent(size));
        if (list.Count <= 8)
            return;
        if (list.Last is { } last)
        {
            pool.Return(last.Value);
            list.RemoveLast();
        }
    }

    public void Trim()
    {
        while (list.Count > 4)
        {
            var node = list.Last!;
            list.Remove(node);
            pool.Return(node.Value);
        }
    }

    public void TrimFirst()
    {
        while (list.First is not null)
        {
            var lease = list.First.Value;
            list.RemoveFirst();
            pool.Return(lease);
        }
    }

    public void Dispose()
    {
        foreach (var lease in list)
            pool.Return(lease);
        list.Clear();
    }
}
