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

// case: A stack of its own, while it has any
sealed class Slots(LeasePool pool) : IDisposable
{
    readonly Lease?[] items = new Lease?[8];
    int count;

    public void Add(int size)
    {
        if (count < items.Length)
            items[count++] = pool.Rent(size);
    }

    Lease Pop()
    {
        var lease = items[--count]!;
        items[count] = null;
        return lease;
    }

    public void Dispose()
    {
        while (count > 0)
            pool.Return(Pop());
    }
}

// case: A stack of its own whose Pop gives null at the end
sealed class Slots(LeasePool pool) : IDisposable
{
    readonly Lease?[] items = new Lease?[8];
    int count;

    public void Add(int size)
    {
        if (count < items.Length)
            items[count++] = pool.Rent(size);
    }

    Lease? Pop()
    {
        if (count == 0)
            return null;
        var lease = items[--count];
        items[count] = null;
        return lease;
    }

    public void Dispose()
    {
        while (Pop() is { } lease)
            pool.Return(lease);
    }
}

// case: A stack of any kind of element
sealed class MyStack<T>
{
    T[] items = new T[4];
    int count;

    public int Count => count;

    public void Push(T x)
    {
        if (count == items.Length)
            Array.Resize(ref items, count * 2);
        items[count++] = x;
    }

    public T Pop() => items[--count];
}

static class MyStackUser
{
    public static void Run(LeasePool pool, int n)
    {
        var s = new MyStack<Lease>();
        for (var i = 0; i < n; i++)
            s.Push(pool.Rent(i));
        while (s.Count > 0)
            pool.Return(s.Pop());
    }
}

// case: The last is removed by its place until there is none
sealed class DrainByRemoveAt(LeasePool pool) : IDisposable
{
    readonly Lease?[] items = new Lease?[4];
    int count;

    public void Add(int size)
    {
        if (count == items.Length)
            return;
        items[count++] = pool.Rent(size);
    }

    public void RemoveAt(int index)
    {
        var lease = items[index]!;
        items.AsSpan(index + 1, count - index - 1).CopyTo(items.AsSpan(index));
        items[--count] = null;
        pool.Return(lease);
    }

    public void Dispose()
    {
        while (count > 0)
            RemoveAt(count - 1);
    }
}

// case: Cut down to a count
sealed class TruncateToZero(LeasePool pool) : IDisposable
{
    readonly Lease?[] items = new Lease?[8];
    int count;

    public void Add()
    {
        if (count < items.Length)
            items[count++] = pool.Rent(3);
    }

    public void Truncate(int to)
    {
        while (count > to)
            pool.Return(items[--count]!);
    }

    public void Dispose() => Truncate(0);
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

// case: A slot is moved to another one
sealed class Slots(LeasePool pool) : IDisposable
{
    readonly Lease?[] items = new Lease?[8];
    int count;

    public void Set(int index, int size)
    {
        items[index]?.Dispose();
        items[index] = pool.Rent(size);
    }

    public void Move(int from, int to)
    {
        if (from == to)
            return;
        items[to]?.Dispose();
        items[to] = items[from];
        items[from] = null;
    }

    public void Dispose()
    {
        for (var i = 0; i < items.Length; i++)
        {
            items[i]?.Dispose();
            items[i] = null;
        }
    }
}

// case: Room is made for a new one
sealed class Slots(LeasePool pool) : IDisposable
{
    readonly Lease?[] items = new Lease?[8];
    int count;

    public void Insert(int at, int size)
    {
        if (count == items.Length)
            return;
        for (var i = count; i > at; i--)
            items[i] = items[i - 1];
        items[at] = pool.Rent(size);
        count++;
    }

    public void Dispose()
    {
        for (var i = 0; i < count; i++)
            pool.Return(items[i]!);
    }
}

// case: Freed in two halves
class C(LeasePool pool)
{
    static int Use(Lease l) => l.Length;

    public int Run(int[] a, int n)
    {
        var x = new Lease[n];
        for (var i = 0; i < n; i++)
            x[i] = pool.Rent(i);
        var m = n / 2;
        for (var i = 0; i < m; i++)
            pool.Return(x[i]);
        for (var i = m; i < n; i++)
            pool.Return(x[i]);
        return 0;
    }
}

// case: Freed from both ends, the middle once
class C(LeasePool pool)
{
    static int Use(Lease l) => l.Length;

    public int Run(int[] a, int n)
    {
        var x = new Lease[n];
        for (var i = 0; i < n; i++)
            x[i] = pool.Rent(i);
        for (int i = 0, j = n - 1; i <= j; i++, j--)
        {
            pool.Return(x[i]);
            if (i != j)
                pool.Return(x[j]);
        }
        return 0;
    }
}

// case: The first is kept until the others are freed
class C(LeasePool pool)
{
    static int Use(Lease l) => l.Length;

    public int Run(int[] a, int n)
    {
        var x = new Lease[n + 1];
        for (var i = 0; i <= n; i++)
            x[i] = pool.Rent(i);
        var keep = x[0];
        for (var i = 1; i < x.Length; i++)
            pool.Return(x[i]);
        var k = Use(keep);
        pool.Return(keep);
        return k;
    }
}

// case: A table of two dimensions
class Rectangular(LeasePool pool)
{
    public void Loops(int n)
    {
        var m = new Lease[n, 2];
        for (var i = 0; i < n; i++)
            for (var j = 0; j < 2; j++)
                m[i, j] = pool.Rent(j);
        for (var i = 0; i < n; i++)
            for (var j = 0; j < 2; j++)
                pool.Return(m[i, j]);
    }

    public void Columns(int n)
    {
        var m = new Lease[n, 2];
        for (var i = 0; i < n; i++)
        {
            m[i, 0] = pool.Rent(1);
            m[i, 1] = pool.Rent(2);
        }
        for (var i = 0; i < n; i++)
        {
            pool.Return(m[i, 0]);
            pool.Return(m[i, 1]);
        }
    }

    public void Works(int n)
    {
        var m = new Lease[n][];
        for (var i = 0; i < n; i++)
        {
            m[i] = new Lease[2];
            for (var j = 0; j < 2; j++)
                m[i][j] = pool.Rent(j);
        }
        for (var i = 0; i < n; i++)
            for (var j = 0; j < 2; j++)
                pool.Return(m[i][j]);
    }
}

// case: Members of rows change places
sealed class SwapMembers(LeasePool pool) : IDisposable
{
    struct Entry { public Lease? Lease; }
    readonly Entry[] a = new Entry[4];

    public void Set(int i, int n) => a[i].Lease ??= pool.Rent(n);

    public void Swap(int i, int j) => (a[i].Lease, a[j].Lease) = (a[j].Lease, a[i].Lease);

    public void Dispose()
    {
        foreach (var e in a)
            if (e.Lease is not null)
                pool.Return(e.Lease);
    }
}

// case: The first row that is not used
sealed class UnusedByFlag(LeasePool pool) : IDisposable
{
    struct Entry { public Lease? Lease; public bool Used; }
    readonly Entry[] a = new Entry[4];

    public int Add(int n)
    {
        for (var i = 0; i < a.Length; i++)
        {
            ref var e = ref a[i];
            if (e.Used)
                continue;
            e.Used = true;
            e.Lease = pool.Rent(n);
            return i;
        }
        return -1;
    }

    public void Remove(int i)
    {
        ref var e = ref a[i];
        if (!e.Used)
            return;
        e.Used = false;
        pool.Return(e.Lease!);
        e.Lease = null;
    }

    public void Dispose()
    {
        foreach (var e in a)
            if (e.Lease is not null)
                pool.Return(e.Lease);
    }
}

// case: A row is filled through a reference
sealed class RefFillForeach(LeasePool pool) : IDisposable
{
    struct Entry { public Lease? Lease; }
    readonly Entry[] a = new Entry[4];

    public void Set(int i, int n)
    {
        ref var e = ref a[i];
        e.Lease?.Dispose();
        e.Lease = pool.Rent(n);
    }

    public void Dispose()
    {
        foreach (var e in a)
            if (e.Lease is not null)
                pool.Return(e.Lease);
    }
}

sealed class PlainFillForeachWorks(LeasePool pool) : IDisposable
{
    struct Entry { public Lease? Lease; }
    readonly Entry[] a = new Entry[4];

    public void Set(int i, int n)
    {
        a[i].Lease?.Dispose();
        a[i].Lease = pool.Rent(n);
    }

    public void Dispose()
    {
        foreach (var e in a)
            if (e.Lease is not null)
                pool.Return(e.Lease);
    }
}

// case: A stack of its own loses what it pops
sealed class Popped(LeasePool pool) : IDisposable
{
    readonly Lease?[] items = new Lease?[8];
    int count;

    public void Add(int size)
    {
        if (count < items.Length)
            items[count++] = pool.Rent(size); // NDIS0005
    }

    public void Dispose()
    {
        while (count > 0)
            Console.WriteLine(Pop().Length);
    }

    Lease Pop()
    {
        var lease = items[--count]!;
        items[count] = null;
        return lease;
    }
}

// case: A counter is set back, and what it counted stays
sealed class SetBack(LeasePool pool) : IDisposable
{
    readonly Lease?[] items = new Lease?[8];
    int count;

    public void Add(int size)
    {
        if (count < items.Length)
            items[count++] = pool.Rent(size);
    }

    public void Reset() => count = 0;

    public void Dispose() // NDIS0001 for now: silent
    {
        while (count > 0)
            pool.Return(items[--count]!);
    }
}

// case: Only the last of a stack is given back
sealed class OnlyTheLast(LeasePool pool) : IDisposable
{
    readonly Lease?[] items = new Lease?[8];
    int count;

    public void Add(int size)
    {
        if (count < items.Length)
            items[count++] = pool.Rent(size);
    }

    public void Dispose() // NDIS0001
    {
        if (count > 0)
            pool.Return(items[--count]!);
    }
}

// case: A list of any kind of element, by its indexer
sealed class MyList<T>
{
    T[] items = new T[4];

    public int Count { get; private set; }
    public T this[int i] => i < Count ? items[i] : throw new ArgumentOutOfRangeException(nameof(i));

    public void Add(T x)
    {
        if (Count == items.Length)
            Array.Resize(ref items, Count * 2);
        items[Count++] = x;
    }
}

static class MyListUser
{
    public static void Run(LeasePool pool, int n)
    {
        var s = new MyList<Lease>();
        for (var i = 0; i < n; i++)
            s.Add(pool.Rent(i));
        for (var i = 0; i < s.Count; i++)
            pool.Return(s[i]);
    }
}
