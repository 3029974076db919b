// Queries that take an object for each element, and are carried out where they stand.

// case: What a query took is forgotten
class Taker(LeasePool pool)
{
    public int Syntax(int count)
    {
        var all = (from number in Enumerable.Range(0, count) select pool.Rent(number)).ToArray(); // NDIS0005
        return all.Length;
    }

    public int Ordered(int count)
    {
        var all = Enumerable.Range(0, count).Select(number => pool.Rent(number)).OrderBy(lease => lease.Length).ToList(); // NDIS0005
        return all.Count;
    }

    public int Summed(int count) => Enumerable.Range(0, count).Select(number => pool.Rent(number)).Sum(lease => lease.Length); // NDIS0005

    public int Flattened(int count)
    {
        var all = Enumerable.Range(0, count).SelectMany(number => new[] { pool.Rent(number) }).ToList(); // NDIS0005
        return all.Count;
    }

    public int Keyed(string[] names)
    {
        var all = names.ToDictionary(name => name, name => pool.Rent(name.Length)); // NDIS0005
        return all.Count;
    }
}

// case: What a query took is given back
class Taker(LeasePool pool)
{
    public void Syntax(int count)
    {
        var all = (from number in Enumerable.Range(0, count) select pool.Rent(number)).ToArray();
        foreach (var lease in all)
            pool.Return(lease);
    }

    public void Ordered(int count)
    {
        foreach (var lease in Enumerable.Range(0, count).Select(number => pool.Rent(number)).OrderBy(lease => lease.Length))
            pool.Return(lease);
    }

    public void Flattened(int count)
    {
        var all = Enumerable.Range(0, count).SelectMany(number => new[] { pool.Rent(number), pool.Rent(number + 1) }).ToList();
        foreach (var lease in all)
            pool.Return(lease);
    }

    public void Keyed(string[] names)
    {
        var all = names.ToDictionary(name => name, name => pool.Rent(name.Length));
        foreach (var lease in all.Values)
            pool.Return(lease);
    }

    public void Only(int count)
    {
        var first = Enumerable.Range(0, count).Select(number => pool.Rent(number)).First();
        pool.Return(first);
    }
}

// case: A filter drops what was taken
class Taker(LeasePool pool)
{
    public void Run(int count)
    {
        var all = Enumerable.Range(0, count).Select(number => pool.Rent(number)).Where(lease => lease.Length > 3).ToList(); // NDIS0005 for now: silent
        foreach (var lease in all)
            pool.Return(lease);
    }
}

// case: A table by keys is forgotten by the end of its class
class Table(LeasePool pool) : IDisposable
{
    Dictionary<string, Lease> all = [];

    public void Fill(string[] names)
    {
        if (all.Count > 0)
            return;
        all = names.ToDictionary(name => name, name => pool.Rent(name.Length));
    }

    public void Dispose() // NDIS0001
    {
    }
}

// case: A list of tuples is looked at by a query, and forgotten or not
class Parts
{
    public int Forgets(int count)
    {
        var parts = new List<(byte[] Bytes, int Number)>();
        for (var i = 0; i < count; i++)
            parts.Add((ArrayPool<byte>.Shared.Rent(8), i)); // NDIS0005
        return parts.Sum(part => part.Number);
    }

    public int Frees(int count)
    {
        var parts = new List<(byte[] Bytes, int Number)>();
        for (var i = 0; i < count; i++)
            parts.Add((ArrayPool<byte>.Shared.Rent(8), i));
        var sum = parts.Sum(part => part.Number);
        parts.ForEach(part => ArrayPool<byte>.Shared.Return(part.Bytes));
        return sum;
    }
}
