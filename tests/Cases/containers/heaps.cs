// case: The last one takes the place of the first
sealed class Popping(LeasePool pool) : IDisposable
{
    readonly Lease?[] items = new Lease?[4];
    int count;

    public void Push(int size)
    {
        if (count < items.Length)
            items[count++] = pool.Rent(size);
    }

    public void Pop()
    {
        if (count == 0)
            return;
        var top = items[0]!;
        items[0] = items[--count];
        pool.Return(top);
    }

    public void Dispose()
    {
        for (var i = 0; i < count; i++)
            pool.Return(items[i]!);
    }
}

// case: The same in two steps, and the place that is left is cleared
sealed class Clearing(LeasePool pool) : IDisposable
{
    readonly Lease?[] items = new Lease?[4];
    int count;

    public void Push(int size)
    {
        if (count < items.Length)
            items[count++] = pool.Rent(size);
    }

    public int Pop()
    {
        if (count == 0)
            return 0;
        var top = items[0]!;
        count--;
        items[0] = items[count];
        items[count] = null;
        var length = top.Length;
        pool.Return(top);
        return length;
    }

    public void Dispose()
    {
        while (count > 0)
            Pop();
    }
}

// case: The first is overwritten and not given back
sealed class Overwriting(LeasePool pool) : IDisposable
{
    readonly Lease?[] items = new Lease?[4];
    int count;

    public void Push(int size)
    {
        if (count < items.Length)
            items[count++] = pool.Rent(size); // NDIS0005
    }

    public void Pop()
    {
        if (count == 0)
            return;
        items[0] = items[--count];
        items[count] = null;
    }

    public void Dispose()
    {
        for (var i = 0; i < count; i++)
            pool.Return(items[i]!);
    }
}

// case: A heap in a list
sealed class ListHeap(LeasePool pool) : IDisposable
{
    readonly List<Lease> items = [];

    public void Push(int size) => items.Add(pool.Rent(size));

    Lease Pop()
    {
        var top = items[0];
        items[0] = items[^1];
        items.RemoveAt(items.Count - 1);
        return top;
    }

    public void Dispose()
    {
        while (items.Count > 0)
            pool.Return(Pop());
    }
}

// case: A heap of pairs that are swapped up and down
sealed class SiftedHeap(LeasePool pool) : IDisposable
{
    readonly (int Key, Lease Lease)[] items = new (int, Lease)[16];
    int count;

    public void Push(int key)
    {
        if (count == items.Length)
            return;
        var at = count++;
        items[at] = (key, pool.Rent(key));
        while (at > 0 && items[(at - 1) / 2].Key > items[at].Key)
        {
            (items[at], items[(at - 1) / 2]) = (items[(at - 1) / 2], items[at]);
            at = (at - 1) / 2;
        }
    }

    public void Pop()
    {
        if (count == 0)
            return;
        var top = items[0];
        items[0] = items[--count];
        items[count] = default;
        var at = 0;
        while (true)
        {
            var child = 2 * at + 1;
            if (child >= count)
                break;
            if (child + 1 < count && items[child + 1].Key < items[child].Key)
                child++;
            if (items[at].Key <= items[child].Key)
                break;
            (items[at], items[child]) = (items[child], items[at]);
            at = child;
        }

        pool.Return(top.Lease);
    }

    public void Dispose()
    {
        while (count > 0)
            Pop();
    }
}
