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

// case: The gap in an array is closed, unless it is at the end
sealed class GuardedByCount(LeasePool pool) : IDisposable
{
    readonly Lease?[] items = new Lease?[4];
    int count;

    public void Add(int size)
    {
        if (count < items.Length)
            items[count++] = pool.Rent(size);
    }

    public void RemoveAt(int index)
    {
        var lease = items[index]!;
        count--;
        if (index < count)
            Array.Copy(items, index + 1, items, index, count - index);
        items[count] = null;
        pool.Return(lease);
    }

    public void Dispose()
    {
        for (var i = 0; i < count; i++)
            pool.Return(items[i]!);
    }
}

// case: The same, counted before
sealed class GuardedBefore(LeasePool pool) : IDisposable
{
    readonly Lease?[] items = new Lease?[4];
    int count;

    public void Add(int size)
    {
        if (count < items.Length)
            items[count++] = pool.Rent(size);
    }

    public void RemoveAt(int index)
    {
        var lease = items[index]!;
        if (index < count - 1)
            Array.Copy(items, index + 1, items, index, count - index - 1);
        items[--count] = null;
        pool.Return(lease);
    }

    public void Dispose()
    {
        for (var i = 0; i < count; i++)
            pool.Return(items[i]!);
    }
}

sealed class GuardedByNumber(LeasePool pool) : IDisposable
{
    readonly Lease?[] items = new Lease?[4];
    int count;

    public void Add(int size)
    {
        if (count < items.Length)
            items[count++] = pool.Rent(size);
    }

    public void RemoveAt(int index)
    {
        var lease = items[index]!;
        var moved = count - index - 1;
        if (moved > 0)
            Array.Copy(items, index + 1, items, index, moved);
        items[--count] = null;
        pool.Return(lease);
    }

    public void Dispose()
    {
        for (var i = 0; i < count; i++)
            pool.Return(items[i]!);
    }
}

// case: The last one is moved into the gap, unless it is the one
sealed class SwapRemoved(LeasePool pool) : IDisposable
{
    readonly Lease?[] items = new Lease?[4];
    int count;

    public void Add(int size)
    {
        if (count < items.Length)
            items[count++] = pool.Rent(size);
    }

    public void RemoveAt(int index)
    {
        var lease = items[index]!;
        var last = count - 1;
        if (index != last)
            items[index] = items[last];
        items[last] = null;
        count = last;
        pool.Return(lease);
    }

    public void Dispose()
    {
        for (var i = 0; i < count; i++)
            pool.Return(items[i]!);
    }
}

// case: The gap is not closed
sealed class GapStays(LeasePool pool) : IDisposable
{
    readonly Lease?[] items = new Lease?[4];
    int count;

    public void Add(int size)
    {
        if (count < items.Length)
            items[count++] = pool.Rent(size);
    }

    public void RemoveAt(int index)
    {
        var lease = items[index]!;
        if (index < count - 1)
            Console.WriteLine(index);
        pool.Return(lease); // NDIS0003
    }

    public void Dispose()
    {
        for (var i = 0; i < count; i++)
            pool.Return(items[i]!);
    }
}

// case: What is kept is moved together, and freed later
static class Compacted
{
    public static void Run(LeasePool pool, Lease[] leases, int n)
    {
        for (var i = 0; i < leases.Length; i++)
            leases[i] = pool.Rent(4);
        var kept = 0;
        for (var i = 0; i < leases.Length; i++)
        {
            if ((i & n) == 0)
                leases[kept++] = leases[i];
            else
                pool.Return(leases[i]);
        }

        for (var i = 0; i < kept; i++)
            pool.Return(leases[i]);
    }
}

// case: What lives is moved together in a field
sealed class Swept(LeasePool pool) : IDisposable
{
    readonly Lease[] items = new Lease[32];
    int used;

    public void Add(int size)
    {
        if (used < items.Length)
            items[used++] = pool.Rent(size);
    }

    public void Sweep()
    {
        var keep = 0;
        for (var i = 0; i < used; i++)
        {
            if (items[i].Length == 0)
                pool.Return(items[i]);
            else
                items[keep++] = items[i];
        }

        used = keep;
    }

    public void Dispose()
    {
        for (var i = 0; i < used; i++)
            pool.Return(items[i]);
        used = 0;
    }
}

// case: What is dead is only given back
sealed class NotSwept(LeasePool pool) : IDisposable
{
    readonly Lease[] items = new Lease[32];
    int used;

    public void Add(int size)
    {
        if (used < items.Length)
            items[used++] = pool.Rent(size);
    }

    public void Sweep(int longest)
    {
        for (var i = 0; i < used; i++)
            if (i > longest)
                pool.Return(items[i]); // NDIS0003
    }

    public void Dispose()
    {
        for (var i = 0; i < used; i++)
            pool.Return(items[i]);
    }
}

// case: The last of a list moves into the gap
sealed class ListGap(LeasePool pool) : IDisposable
{
    readonly List<Lease> items = [];

    public void Add(int size) => items.Add(pool.Rent(size));

    public void RemoveAt(int at)
    {
        pool.Return(items[at]);
        items[at] = items[^1];
        items.RemoveAt(items.Count - 1);
    }

    public void Take(int at)
    {
        var gone = items[at];
        var last = items.Count - 1;
        items[at] = items[last];
        items.RemoveAt(last);
        pool.Return(gone);
    }

    public void Dispose()
    {
        foreach (var item in items)
            pool.Return(item);
        items.Clear();
    }
}

// case: Two places, and somebody who looks at either
sealed class Pair(LeasePool pool) : IDisposable
{
    readonly Lease[] pair = [pool.Rent(1), pool.Rent(2)];

    public int Length(int which) => pair[which].Length;

    public void Dispose()
    {
        pool.Return(pair[0]);
        pool.Return(pair[1]);
    }
}

sealed class HalfOfPair(LeasePool pool) : IDisposable
{
    readonly Lease[] pair = [pool.Rent(1), pool.Rent(2)];

    public int Length(int which) => pair[which].Length;

    public void Dispose() // NDIS0001
    {
        pool.Return(pair[0]);
    }
}

// case: The gap is closed one too few
sealed class OneTooFew(LeasePool pool) : IDisposable
{
    readonly Lease?[] items = new Lease?[4];
    int count;

    public void Add(int size)
    {
        if (count < items.Length)
            items[count++] = pool.Rent(size);
    }

    public void RemoveAt(int index)
    {
        pool.Return(items[index]!); // NDIS0003
        count--;
        if (index < count - 1)
            items[index] = items[count];
        items[count] = null;
    }

    public void Dispose()
    {
        for (var i = 0; i < count; i++)
            pool.Return(items[i]!);
    }
}

// case: A number that is made of itself says nothing of an index
static class OfItself
{
    static (int, int) Range(int n) => (n / 10, n % 10);

    public static void Run(LeasePool pool, int n)
    {
        var parts = new Lease[4];
        parts[0] = pool.Rent(4);
        var (offset, length) = Range(n);
        offset = offset + 1;
        if (offset >= length)
            Console.WriteLine();
        pool.Return(parts[0]);
    }
}

// case: Down to a number of its own
static class DownTo
{
    public static void Whole(LeasePool pool, int n)
    {
        var leases = new Lease[n];
        for (var i = 0; i < n; i++)
            leases[i] = pool.Rent(4);
        var top = -1;
        for (var i = n - 1; i > top; i--)
            pool.Return(leases[i]);
    }
}
