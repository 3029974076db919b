// case: Counted down in the condition
sealed class Drain(LeasePool pool) : IDisposable
{
    readonly Lease?[] items = new Lease?[8];
    int count;

    public void Add(int size)
    {
        if (count < items.Length)
            items[count++] = pool.Rent(size);
    }

    public void Dispose()
    {
        while (count-- > 0)
            pool.Return(items[count]!);
    }
}

// case: Counted down behind the body
sealed class Drain(LeasePool pool) : IDisposable
{
    readonly Lease?[] items = new Lease?[8];
    int count;

    public void Add(int size)
    {
        if (count < items.Length)
            items[count++] = pool.Rent(size);
    }

    public void Dispose()
    {
        for (; count > 0; count--)
            pool.Return(items[count - 1]!);
    }
}

// case: An index that steps within the access
sealed class Drain(LeasePool pool) : IDisposable
{
    readonly Lease?[] items = new Lease?[8];
    int count;

    public void Add(int size)
    {
        if (count < items.Length)
            items[count++] = pool.Rent(size);
    }

    public void Dispose()
    {
        var i = 0;
        while (i < count)
            pool.Return(items[i++]!);
    }
}

// case: An index that steps within the access to a list
sealed class Drain(LeasePool pool) : IDisposable
{
    readonly List<Lease> items = new();
    int next;

    public void Add(int size) => items.Add(pool.Rent(size));

    public void Dispose()
    {
        var i = 0;
        while (i < items.Count)
            pool.Return(items[i++]);
    }
}

// case: As many as were counted
sealed class Drain(LeasePool pool) : IDisposable
{
    readonly Lease?[] items = new Lease?[8];
    int count;

    public void Add(int size)
    {
        if (count < items.Length)
            items[count++] = pool.Rent(size);
    }

    public void Dispose()
    {
        foreach (var x in items.Take(count))
            pool.Return(x!);
    }
}

// case: Until the first place that is empty
sealed class Drain(LeasePool pool) : IDisposable
{
    readonly Lease?[] items = new Lease?[8];
    int count;

    public void Add(int size)
    {
        if (count < items.Length)
            items[count++] = pool.Rent(size);
    }

    public void Dispose()
    {
        foreach (var x in items)
        {
            if (x is null)
                break;
            pool.Return(x);
        }
    }
}

// case: Until the first place that is empty, by index
sealed class Drain(LeasePool pool) : IDisposable
{
    readonly Lease?[] items = new Lease?[8];
    int count;

    public void Add(int size)
    {
        if (count < items.Length)
            items[count++] = pool.Rent(size);
    }

    public void Dispose()
    {
        for (var i = 0; i < items.Length && items[i] is { } x; i++)
            pool.Return(x);
    }
}

// case: A loop that asks at its end
sealed class Drain(LeasePool pool) : IDisposable
{
    readonly Lease?[] items = new Lease?[8];
    int count;

    public void Add(int size)
    {
        if (count < items.Length)
            items[count++] = pool.Rent(size);
    }

    public void Dispose()
    {
        var i = 0;
        do
        {
            if (items[i] is { } x)
                pool.Return(x);
        }
        while (++i < items.Length);
    }
}

// case: A span that loses its first
sealed class Drain(LeasePool pool) : IDisposable
{
    readonly Lease?[] items = new Lease?[8];
    int count;

    public void Add(int size)
    {
        if (count < items.Length)
            items[count++] = pool.Rent(size);
    }

    public void Dispose()
    {
        var rest = items.AsSpan();
        while (!rest.IsEmpty)
        {
            if (rest[0] is { } x)
                pool.Return(x);
            rest = rest[1..];
        }
    }
}

// case: The last is used and freed at its place
sealed class Slots(LeasePool pool) : IDisposable
{
    readonly Lease?[] items = new Lease?[8];
    int count;

    public void Add(int size)
    {
        if (count < items.Length)
            items[count++] = pool.Rent(size);
    }

    public int Use()
    {
        if (count == 0)
            return 0;
        count--;
        var n = items[count]!.Length;
        pool.Return(items[count]!);
        return n;
    }

    public void Dispose()
    {
        for (var i = 0; i < count; i++)
            pool.Return(items[i]!);
    }
}
