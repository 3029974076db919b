// Elements that are structs, under other names.

// case: A pair of a table is taken apart, and its struct is freed
class Table
{
    readonly record struct Part(byte[] Bytes, int Count);

    public void Struct(string[] names)
    {
        var parts = new Dictionary<string, Part>();
        foreach (var name in names)
            if (!parts.ContainsKey(name))
                parts.Add(name, new(ArrayPool<byte>.Shared.Rent(8), 1));
        foreach (var (_, part) in parts)
            ArrayPool<byte>.Shared.Return(part.Bytes);
    }

    public void Tuple(string[] names)
    {
        var parts = new Dictionary<string, (byte[] Bytes, int Count)>();
        foreach (var name in names)
            if (!parts.ContainsKey(name))
                parts.Add(name, (ArrayPool<byte>.Shared.Rent(8), 1));
        foreach (var (_, part) in parts)
            ArrayPool<byte>.Shared.Return(part.Bytes);
    }

    public int Forgets(string[] names)
    {
        var (parts, count) = (new Dictionary<string, Part>(), 0);
        foreach (var name in names)
            if (!parts.ContainsKey(name))
                parts.Add(name, new(ArrayPool<byte>.Shared.Rent(8), 1)); // NDIS0005
        foreach (var (_, part) in parts)
            count += part.Count;
        return count;
    }
}

// case: An array of structs is filled through a reference
class Rows
{
    struct Row
    {
        public byte[] Bytes;
        public int Count;
    }

    public void Frees(int count)
    {
        var rows = new Row[count];
        for (var i = 0; i < count; i++)
        {
            ref var row = ref rows[i];
            row.Bytes = ArrayPool<byte>.Shared.Rent(8);
        }

        foreach (var row in rows)
            ArrayPool<byte>.Shared.Return(row.Bytes);
    }

    public int Forgets(int count)
    {
        var rows = new Row[count];
        for (var i = 0; i < count; i++)
        {
            ref var row = ref rows[i];
            row.Bytes = ArrayPool<byte>.Shared.Rent(8); // NDIS0005
            row.Count = i;
        }

        return rows[0].Count;
    }

    public void Twice(int count)
    {
        var rows = new Row[count];
        ref var row = ref rows[0];
        row.Bytes = ArrayPool<byte>.Shared.Rent(8);
        row.Bytes = ArrayPool<byte>.Shared.Rent(16); // NDIS0002
        ArrayPool<byte>.Shared.Return(row.Bytes);
    }
}

// case: An array of tuples is filled and emptied through references
class Rows(LeasePool pool)
{
    public void Run(int count)
    {
        var rows = new (Lease Lease, int Number)[count];
        for (var i = 0; i < count; i++)
        {
            ref var row = ref rows[i];
            row.Number = i;
            row.Lease = pool.Rent(i);
        }

        for (var i = 0; i < count; i++)
        {
            ref var row = ref rows[i];
            pool.Return(row.Lease);
        }
    }
}

// case: An array that grows by one, and its last place
class Appender(LeasePool pool) : IDisposable
{
    Lease[] all = [];

    public void Add(int size)
    {
        Array.Resize(ref all, all.Length + 1);
        all[^1] = pool.Rent(size);
    }

    public void Dispose()
    {
        foreach (var lease in all)
            lease.Dispose();
        all = [];
    }
}

// case: A local array that grows by one
class Appender(LeasePool pool)
{
    public void Frees(int count)
    {
        Lease[] all = [];
        for (var i = 0; i < count; i++)
        {
            Array.Resize(ref all, all.Length + 1);
            all[all.Length - 1] = pool.Rent(2);
        }

        foreach (var lease in all)
            lease.Dispose();
    }

    public void WithoutGrowing(int count)
    {
        var all = new Lease[1];
        for (var i = 0; i < count; i++)
            all[^1] = pool.Rent(2); // NDIS0002
        foreach (var lease in all)
            lease?.Dispose();
    }
}

// case: A table is emptied under the keys by which it was filled
class Keyed(LeasePool pool)
{
    public void Numbers(int count)
    {
        var table = new Dictionary<int, Lease>();
        for (var i = 0; i < count; i++)
            table.Add(i, pool.Rent(i));
        for (var i = 0; i < count; i++)
            if (table.Remove(i, out var lease))
                pool.Return(lease);
    }

    public void Looks(int count)
    {
        var table = new Dictionary<int, Lease>();
        for (var i = 0; i < count; i++)
            table[i] = pool.Rent(i);
        for (var i = 0; i < count; i++)
            if (table.TryGetValue(i, out var lease))
                pool.Return(lease);
    }

    public void Names(string[] names)
    {
        var table = new Dictionary<string, Lease>();
        foreach (var name in names)
            table.Add(name, pool.Rent(1));
        foreach (var name in names)
            if (table.Remove(name, out var lease))
                lease.Dispose();
    }

    public void Drops(int count)
    {
        var table = new Dictionary<int, Lease>();
        for (var i = 0; i < count; i++)
            table.Add(i, pool.Rent(i)); // NDIS0005
        for (var i = 0; i < count; i++)
            if (table.TryGetValue(i, out var lease))
                lease.Length = i;
    }
}

// case: An array is given back in two parts
class Parts(LeasePool pool)
{
    public void Both(int count, int middle)
    {
        var all = new Lease[count];
        for (var i = 0; i < count; i++)
            all[i] = pool.Rent(i);
        foreach (var lease in all[..middle])
            pool.Return(lease);
        foreach (var lease in all[middle..])
            pool.Return(lease);
    }

    public void Again(int count)
    {
        var all = new Lease[count];
        for (var i = 0; i < count; i++)
            all[i] = pool.Rent(i);
        foreach (var lease in all)
            pool.Return(lease);
        foreach (var lease in all)
            pool.Return(lease); // NDIS0003
    }
}
