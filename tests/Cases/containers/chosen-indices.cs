// case: A loop that chooses an index in each round
class Chosen
{
    public void Range()
    {
        var all = new nint[4];
        for (var i = 0; i < all.Length; i++)
            all[i] = Marshal.AllocHGlobal(4);
        foreach (var i in Enumerable.Range(0, all.Length))
            Marshal.FreeHGlobal(all[i]);
    }

    public void FilledByRange()
    {
        var all = new nint[4];
        foreach (var i in Enumerable.Range(0, all.Length))
            all[i] = Marshal.AllocHGlobal(4);
        foreach (var i in Enumerable.Range(0, all.Length))
            Marshal.FreeHGlobal(all[i]);
    }

    public void Bits(uint used)
    {
        var all = new nint[32];
        for (var i = 0; i < all.Length; i++)
            all[i] = Marshal.AllocHGlobal(4);
        for (var bits = used; bits != 0; bits &= bits - 1)
        {
            var i = System.Numerics.BitOperations.TrailingZeroCount(bits);
            Marshal.FreeHGlobal(all[i]);
        }
    }

    public void InOrder(int[] order)
    {
        var all = new nint[order.Length];
        for (var i = 0; i < all.Length; i++)
            all[i] = Marshal.AllocHGlobal(4);
        foreach (var i in order)
            Marshal.FreeHGlobal(all[i]);
    }

    public void FromQueue(Queue<int> order)
    {
        var all = new nint[order.Count];
        for (var i = 0; i < all.Length; i++)
            all[i] = Marshal.AllocHGlobal(4);
        while (order.TryDequeue(out var i))
            Marshal.FreeHGlobal(all[i]);
    }

    public void Again(int rounds, int[] order)
    {
        for (var round = 0; round < rounds; round++)
        {
            var all = new nint[order.Length];
            for (var i = 0; i < all.Length; i++)
                all[i] = Marshal.AllocHGlobal(4);
            foreach (var i in order)
                Marshal.FreeHGlobal(all[i]);
        }
    }

    public void Twice()
    {
        var all = new nint[4];
        for (var i = 0; i < all.Length; i++)
            all[i] = Marshal.AllocHGlobal(4);
        foreach (var i in Enumerable.Range(0, all.Length))
            Marshal.FreeHGlobal(all[i]);
        foreach (var i in Enumerable.Range(0, all.Length))
            Marshal.FreeHGlobal(all[i]); // NDIS0003
    }

    public void OnlyLooked()
    {
        var all = new nint[4];
        for (var i = 0; i < all.Length; i++)
            all[i] = Marshal.AllocHGlobal(4); // NDIS0005
        foreach (var i in Enumerable.Range(0, all.Length))
            Console.WriteLine(all[i]);
    }
}

// case: A row of a table at a number of its own
sealed class Rows(LeasePool pool) : IDisposable
{
    struct Row
    {
        public Lease? Value;
    }

    readonly Row[] rows = new Row[4];
    int used;

    public int Add(int size)
    {
        var index = used++;
        rows[index].Value = pool.Rent(size);
        return index;
    }

    public void Dispose()
    {
        foreach (var row in rows)
            if (row.Value is not null)
                pool.Return(row.Value);
    }
}

sealed class RowsKept(LeasePool pool) : IDisposable
{
    struct Row
    {
        public Lease? Value;
    }

    readonly Row[] rows = new Row[4];
    int used;

    public int Add(int size)
    {
        var index = used++;
        rows[index].Value = pool.Rent(size);
        return index;
    }

    public void Dispose() // NDIS0001
    {
        foreach (var row in rows)
            Console.WriteLine(row.Value?.Length);
    }
}

// case: A handle is made an index
sealed class Handles(LeasePool pool) : IDisposable
{
    struct Row
    {
        public Lease? Value;
    }

    readonly Row[] rows = new Row[4];

    public void Add(int index, int size)
    {
        ref var row = ref rows[index];
        if (row.Value is null)
            row.Value = pool.Rent(size);
    }

    Lease? Get(int index) => rows[index].Value;

    public void Remove(long handle)
    {
        if (Get((int)handle) is not { } lease)
            return;
        rows[(int)handle].Value = null;
        pool.Return(lease);
    }

    public void Dispose()
    {
        foreach (ref var row in rows.AsSpan())
        {
            if (row.Value is null)
                continue;
            pool.Return(row.Value);
            row.Value = null;
        }
    }
}

// case: The greatest of a list is one of its elements
class Greatest(LeasePool pool)
{
    public int Good(int[] sizes)
    {
        var leases = new List<Lease>();
        foreach (var size in sizes)
            leases.Add(pool.Rent(size));
        var length = leases.MaxBy(lease => lease.Length)?.Length ?? 0;
        foreach (var lease in leases)
            pool.Return(lease);
        return length;
    }

    public int Bad(int[] sizes)
    {
        var leases = new List<Lease>();
        foreach (var size in sizes)
            leases.Add(pool.Rent(size)); // NDIS0005
        var best = leases.MaxBy(lease => lease.Length);
        return best is null ? 0 : best.Length;
    }
}

// case: An index comes from the stack of those that are free
sealed class Tickets(LeasePool pool) : IDisposable
{
    readonly record struct Ticket(int Index);

    readonly List<(Lease? Lease, int Generation)> entries = [];
    readonly Stack<int> free = new();

    Ticket Open(int size)
    {
        var lease = pool.Rent(size);
        if (!free.TryPop(out var index))
        {
            entries.Add((lease, 1));
            return new Ticket(entries.Count - 1);
        }

        entries[index] = (lease, entries[index].Generation + 1);
        return new Ticket(index);
    }

    void Close(Ticket ticket)
    {
        var (lease, generation) = entries[ticket.Index];
        if (lease is null)
            return;
        entries[ticket.Index] = (null, generation);
        free.Push(ticket.Index);
        pool.Return(lease);
    }

    public void Use(int size)
    {
        var ticket = Open(size);
        if (size % 2 == 0)
            Close(ticket);
    }

    public void Dispose()
    {
        foreach (var (lease, _) in entries)
            if (lease is not null)
                pool.Return(lease);
        entries.Clear();
    }
}

// case: Down to a number that the caller says
sealed class Pages(LeasePool pool) : IDisposable
{
    readonly List<Lease> pages = [];

    public void Add(int size) => pages.Add(pool.Rent(size));

    void Trim(int keep)
    {
        for (var i = pages.Count - 1; i >= keep; i--)
        {
            pool.Return(pages[i]);
            pages.RemoveAt(i);
        }
    }

    public void Dispose() => Trim(0);
}

sealed class OnePageStays(LeasePool pool) : IDisposable
{
    readonly List<Lease> pages = [];

    public void Add(int size) => pages.Add(pool.Rent(size));

    void Trim(int keep)
    {
        for (var i = pages.Count - 1; i >= keep; i--)
        {
            pool.Return(pages[i]);
            pages.RemoveAt(i);
        }
    }

    public void Dispose() => Trim(1); // NDIS0001
}
