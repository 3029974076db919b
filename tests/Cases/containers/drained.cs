// case: Drained through a value that is null when nothing is left
sealed class DrainByNull(LeasePool pool) : IDisposable
{
    readonly Queue<Lease> items = new();

    public void Push(int size) => items.Enqueue(pool.Rent(size));

    Lease? Pop() => items.TryDequeue(out var lease) ? lease : null;

    public void Dispose()
    {
        while (Pop() is { } lease)
            pool.Return(lease);
    }
}

sealed class DrainByNullByCount(LeasePool pool) : IDisposable
{
    readonly Queue<Lease> items = new();

    public void Push(int size) => items.Enqueue(pool.Rent(size));

    Lease? Pop()
    {
        if (items.Count == 0)
            return null;
        return items.Dequeue();
    }

    public void Dispose()
    {
        while (Pop() is { } lease)
            pool.Return(lease);
    }
}

static class DrainLocalByNull
{
    static Lease? Pop(Stack<Lease> items) => items.TryPop(out var lease) ? lease : null;

    public static void Run(LeasePool pool, int n)
    {
        var items = new Stack<Lease>();
        for (var i = 0; i < n; i++)
            items.Push(pool.Rent(i));
        while (Pop(items) is { } lease)
            pool.Return(lease);
    }
}

sealed class DrainByNullNetBuffers(NetBufferPool pool, Mdl mdl) : IDisposable
{
    readonly Queue<NetBuffer> items = new();

    public void Push(int size)
    {
        var nb = NdisAllocateNetBuffer(pool, mdl, 0, size);
        if (nb)
            items.Enqueue(nb);
    }

    NetBuffer Pop() => items.TryDequeue(out var nb) ? nb : default;

    public void Dispose()
    {
        for (var nb = Pop(); nb; nb = Pop())
            NdisFreeNetBuffer(nb);
    }
}

sealed class DrainByBoolWorks(LeasePool pool) : IDisposable
{
    readonly Queue<Lease> items = new();

    public void Push(int size) => items.Enqueue(pool.Rent(size));

    bool TryTake(out Lease? lease) => items.TryDequeue(out lease);

    public void Dispose()
    {
        while (TryTake(out var lease))
            pool.Return(lease!);
    }
}

// case: The first of a list, as long as there is one
sealed class Drain(LeasePool pool) : IDisposable
{
    readonly List<Lease> items = new();
    int next;

    public void Add(int size) => items.Add(pool.Rent(size));

    public void Dispose()
    {
        while (items.FirstOrDefault() is { } x)
        {
            items.Remove(x);
            pool.Return(x);
        }
    }
}

// case: Each of them once
sealed class Drain(LeasePool pool) : IDisposable
{
    readonly List<Lease> items = new();
    int next;

    public void Add(int size) => items.Add(pool.Rent(size));

    public void Dispose()
    {
        foreach (var x in items.Distinct())
            pool.Return(x);
    }
}

// case: As long as it has any, as a pattern
sealed class Drain(LeasePool pool) : IDisposable
{
    readonly Queue<Lease> items = new();
    int next;

    public void Add(int size) => items.Enqueue(pool.Rent(size));

    public void Dispose()
    {
        while (items is { Count: > 0 })
            pool.Return(items.Dequeue());
    }
}

// case: Taken out, and none of them is null
sealed class Drain(LeasePool pool) : IDisposable
{
    readonly Stack<Lease> items = new();
    int next;

    public void Add(int size) => items.Push(pool.Rent(size));

    public void Dispose()
    {
        while (items.TryPop(out var x) && x is not null)
            pool.Return(x);
    }
}

// case: A sorted list by the place of a value
sealed class Drain(LeasePool pool) : IDisposable
{
    readonly SortedList<int, Lease> items = new();
    int next;

    public void Add(int size) => items.Add(next++, pool.Rent(size));

    public void Dispose()
    {
        for (var i = 0; i < items.Count; i++)
            pool.Return(items.Values[i]);
    }
}

// case: A blocking collection until it is completed
sealed class Drain(LeasePool pool) : IDisposable
{
    readonly BlockingCollection<Lease> items = new();
    int next;

    public void Add(int size) => items.Add(pool.Rent(size));

    public void Dispose()
    {
        items.CompleteAdding();
        while (!items.IsCompleted)
            if (items.TryTake(out var x, 10))
                pool.Return(x);
    }
}

// case: What is drained is not given back
sealed class DrainedAndLost(LeasePool pool) : IDisposable
{
    readonly Queue<Lease> items = new();

    public void Push(int size) => items.Enqueue(pool.Rent(size)); // NDIS0005

    Lease? Pop() => items.TryDequeue(out var lease) ? lease : null;

    public void Dispose()
    {
        while (Pop() is { } lease)
            Console.WriteLine(lease.Length);
    }
}

sealed class DrainedOnce(LeasePool pool) : IDisposable
{
    readonly Queue<Lease> items = new();

    public void Push(int size) => items.Enqueue(pool.Rent(size));

    Lease? Pop() => items.TryDequeue(out var lease) ? lease : null;

    public void Dispose() // NDIS0001
    {
        if (Pop() is { } lease)
            pool.Return(lease);
    }
}

sealed class DrainedTwice(LeasePool pool) : IDisposable
{
    readonly Queue<Lease> items = new();

    public void Push(int size) => items.Enqueue(pool.Rent(size));

    public void Dispose()
    {
        foreach (var lease in items.Distinct())
            pool.Return(lease);
        while (items is { Count: > 0 })
            pool.Return(items.Dequeue()); // NDIS0003
    }
}

// case: Nullable elements end a drain early
sealed class Gaps(LeasePool pool) : IDisposable
{
    readonly Queue<Lease?> items = new();

    public void Push(int size) => items.Enqueue(pool.Rent(size));

    public void PushNothing() => items.Enqueue(null);

    public void Dispose() // NDIS0001
    {
        while (items.TryDequeue(out var lease) && lease is not null)
            pool.Return(lease);
    }
}

// case: All but one, and that one too
class C(LeasePool pool)
{
    static int Use(Lease l) => l.Length;

    public int Run(int[] a, int n)
    {
        var q = new Queue<Lease>();
        foreach (var k in a)
            q.Enqueue(pool.Rent(k));
        while (q.Count > 1)
            pool.Return(q.Dequeue());
        if (q.Count == 0)
            return 0;
        var r = q.Dequeue();
        var v = Use(r);
        pool.Return(r);
        return v;
    }
}

// case: Cut down to a count that may also be more
sealed class SetCountToZero(LeasePool pool) : IDisposable
{
    readonly List<Lease> chunks = [];

    public void SetCount(int count)
    {
        while (chunks.Count > count)
        {
            var last = chunks[^1];
            chunks.RemoveAt(chunks.Count - 1);
            pool.Return(last);
        }
        while (chunks.Count < count)
            chunks.Add(pool.Rent(3));
    }

    public void Dispose() => SetCount(0);
}
