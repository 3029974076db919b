// case: A table makes by a function what it does not have
sealed class Names(LeasePool pool) : IDisposable
{
    readonly ConcurrentDictionary<string, Lease> byName = new();

    public Lease Get(string name) => byName.GetOrAdd(name, static (asked, from) => from.Rent(asked.Length), pool);

    public void Drop(string name)
    {
        if (byName.TryRemove(name, out var lease))
            pool.Return(lease);
    }

    public void Dispose()
    {
        foreach (var lease in byName.Values)
            lease.Dispose();
        byName.Clear();
    }
}

sealed class NamesBadly(LeasePool pool) : IDisposable
{
    readonly ConcurrentDictionary<string, Lease> byName = new();

    public Lease Get(string name) => byName.GetOrAdd(name, asked => pool.Rent(asked.Length)); // NDIS0005

    public int Length(string name) => Get(name).Length;

    public void Dispose() => byName.Clear();
}

// case: A method is the function, and nobody empties the table
sealed class Sizes(LeasePool pool) : IDisposable
{
    readonly ConcurrentDictionary<int, Lease> bySize = new();

    public Lease Get(int size) => bySize.GetOrAdd(size, pool.Rent);

    public void Dispose() // NDIS0001
    {
    }
}

sealed class SizesByHelper(LeasePool pool) : IDisposable
{
    readonly ConcurrentDictionary<int, Lease> bySize = new();

    Lease Make(int size)
    {
        var lease = pool.Rent(size);
        lease.Write([1, 2, 3]);
        return lease;
    }

    public Lease Get(int size) => bySize.GetOrAdd(size, Make);

    public void Dispose() // NDIS0001
    {
    }
}

// case: What was made beforehand may not go in
sealed class Beforehand(LeasePool pool) : IDisposable
{
    readonly ConcurrentDictionary<string, Lease> byName = new();

    public int Good(string name)
    {
        var mine = pool.Rent(name.Length);
        var there = byName.GetOrAdd(name, mine);
        if (!ReferenceEquals(there, mine))
            mine.Dispose();
        return there.Length;
    }

    public int Bad(string name)
    {
        if (byName.TryGetValue(name, out var there))
            return there.Length;
        return byName.GetOrAdd(name, pool.Rent(name.Length)).Length; // NDIS0005 (another thread was faster)
    }

    public void Dispose()
    {
        foreach (var lease in byName.Values)
            lease.Dispose();
    }
}

// case: What lies there is given back before another one takes its place
sealed class Renewed(LeasePool pool) : IDisposable
{
    readonly ConcurrentDictionary<int, Lease> byKey = new();

    public void Good(int key) => byKey.AddOrUpdate(key, asked => pool.Rent(asked), (asked, old) =>
    {
        old.Dispose();
        return pool.Rent(asked + 1);
    });

    public void Same(int key) => byKey.AddOrUpdate(key, asked => pool.Rent(asked), (_, old) => old);

    public void Dispose()
    {
        foreach (var lease in byKey.Values)
            lease.Dispose();
    }
}

sealed class RenewedBadly(LeasePool pool) : IDisposable
{
    readonly ConcurrentDictionary<int, Lease> byKey = new();

    public void Put(int key, Lease given) => byKey.AddOrUpdate(key, asked => pool.Rent(asked), (_, _) => given); // NDIS0005

    public void Dispose()
    {
        foreach (var lease in byKey.Values)
            lease.Dispose();
    }
}

// case: A query fills an array or a list
class Filled(LeasePool pool)
{
    public void Good(int count)
    {
        var all = Enumerable.Range(0, count).Select(pool.Rent).ToList();
        foreach (var lease in all)
            pool.Return(lease);
    }

    public int Finally(int count)
    {
        var all = Enumerable.Range(0, count).Select(size => pool.Rent(size + 1)).ToArray();
        try
        {
            return all.Sum(lease => lease.Length);
        }
        finally
        {
            for (var i = 0; i < all.Length; i++)
                all[i].Dispose();
        }
    }

    public Lease[] HandedOut(int count) => [.. Enumerable.Range(0, count).Select(size => pool.Rent(size))];

    public int Bad(int count)
    {
        var all = Enumerable.Range(0, count).Select(size => pool.Rent(size)).ToArray(); // NDIS0005
        return all.Length;
    }

    public void Cleared(int count)
    {
        var all = Enumerable.Range(0, count).Select(pool.Rent).ToList(); // NDIS0005
        all.Clear();
    }

    public int AllButTheFirst(int count)
    {
        var all = Enumerable.Range(0, count).Select(pool.Rent).ToArray(); // NDIS0005
        for (var i = 1; i < all.Length; i++)
            pool.Return(all[i]);
        return count;
    }

    public int Spread(int count)
    {
        Lease[] all = [.. Enumerable.Range(0, count).Select(size => pool.Rent(size))]; // NDIS0005
        return all.Length;
    }
}

// case: A loop walks what a query makes
class Walked(LeasePool pool)
{
    public void Good(int count)
    {
        foreach (var lease in Enumerable.Range(0, count).Select(pool.Rent))
            pool.Return(lease);
    }

    public void Bad(int count)
    {
        foreach (var lease in Enumerable.Range(0, count).Select(pool.Rent)) // NDIS0005
            Console.WriteLine(lease.Length);
    }
}

// case: One is made for each element of another container
class Converted(NetBufferPool pool, Mdl mdl)
{
    public void Good(List<int> lengths)
    {
        var all = lengths.ConvertAll(length => NdisAllocateNetBuffer(pool, mdl, 0, length));
        foreach (var nb in all)
        {
            if (nb)
                NdisFreeNetBuffer(nb);
        }
    }

    public int Bad(int[] lengths)
    {
        var all = Array.ConvertAll(lengths, length => NdisAllocateNetBuffer(pool, mdl, 0, length)); // NDIS0005
        return all.Length;
    }
}

// case: A query that nobody carries out makes nothing
class Planned(LeasePool pool)
{
    public int Good(int count)
    {
        var plan = Enumerable.Range(0, count).Select(pool.Rent);
        return plan is null ? 0 : count;
    }
}
