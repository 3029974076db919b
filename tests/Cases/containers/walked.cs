// case: A dictionary is walked over, and what lies in it given back or only looked at
sealed class Sessions(LeasePool pool) : IDisposable
{
    readonly Dictionary<int, Lease> byId = [];

    public void Open(int id, int size)
    {
        if (!byId.ContainsKey(id))
            byId[id] = pool.Rent(size);
    }

    public void Dispose()
    {
        foreach (var (_, lease) in byId)
            pool.Return(lease);
    }
}

sealed class SessionsBadly(LeasePool pool) : IDisposable
{
    readonly Dictionary<int, Lease> byId = [];

    public void Open(int id, int size)
    {
        if (!byId.ContainsKey(id))
            byId[id] = pool.Rent(size);
    }

    public void Dispose() // NDIS0001
    {
        foreach (var lease in byId.Values)
            Console.WriteLine(lease.Length);
    }
}

sealed class SessionsTakenApart(LeasePool pool) : IDisposable
{
    readonly SortedDictionary<int, Lease> byId = [];

    public void Open(int id, int size) => byId.Add(id, pool.Rent(size));

    public void Dispose() // NDIS0001
    {
        foreach (var (id, lease) in byId)
            Console.WriteLine($"{id}: {lease.Length}");
    }
}

// case: The same in one method
class Tables(LeasePool pool)
{
    public void Good(int key)
    {
        var table = new Dictionary<int, Lease>();
        table[key] = pool.Rent(1);
        foreach (var pair in table)
            pool.Return(pair.Value);
    }

    public void Bad(int key)
    {
        var table = new Dictionary<int, Lease>();
        table[key] = pool.Rent(1); // NDIS0005
        foreach (var pair in table)
            Console.WriteLine(pair.Value.Length);
    }

    public void BadWithParts(int key)
    {
        var table = new Dictionary<int, Lease>();
        table[key] = pool.Rent(1); // NDIS0005
        foreach (var (number, lease) in table)
            if (number > 7)
                pool.Return(lease);
    }
}

// case: Dead entries are given back on a walk, and their keys taken out after it
sealed class Swept(LeasePool pool) : IDisposable
{
    readonly Dictionary<int, Lease> byId = [];

    public void Open(int id)
    {
        if (!byId.ContainsKey(id))
            byId.Add(id, pool.Rent(id));
    }

    public void Sweep()
    {
        var dead = new List<int>();
        foreach (var pair in byId)
        {
            if (pair.Value.Length > 0)
                continue;
            pool.Return(pair.Value);
            dead.Add(pair.Key);
        }

        foreach (var id in dead)
            byId.Remove(id);
    }

    public void Close(int id)
    {
        foreach (var (key, lease) in byId)
            if (key == id)
                pool.Return(lease);
        byId.Remove(id);
    }

    public void Dispose()
    {
        foreach (var lease in byId.Values)
            pool.Return(lease);
        byId.Clear();
    }
}

sealed class NeverTakenOut(LeasePool pool) : IDisposable
{
    readonly Dictionary<int, Lease> byId = [];

    public void Open(int id)
    {
        if (!byId.ContainsKey(id))
            byId.Add(id, pool.Rent(id));
    }

    public void Sweep()
    {
        foreach (var pair in byId)
            if (pair.Value.Length == 0) // NDIS0004
                pool.Return(pair.Value);
    }

    public void Dispose()
    {
        foreach (var lease in byId.Values)
            pool.Return(lease); // NDIS0003
        byId.Clear();
    }
}

// case: A record is taken apart
sealed record Entry(int Key, Lease Lease);

class Entries(LeasePool pool)
{
    public void Good(int key)
    {
        var entry = new Entry(key, pool.Rent(key));
        var (_, lease) = entry;
        pool.Return(lease);
    }

    public void Bad(int key)
    {
        var entry = new Entry(key, pool.Rent(key)); // NDIS0005
        var (number, lease) = entry;
        if (number > 3)
            pool.Return(lease);
    }

    public int GoodOfMany(int n)
    {
        var all = new List<Entry>();
        for (var i = 0; i < n; i++)
            all.Add(new(i, pool.Rent(i)));
        var sum = 0;
        foreach (var (key, lease) in all)
        {
            sum += key;
            lease.Dispose();
        }

        return sum;
    }

    public int BadOfMany(int n)
    {
        var all = new List<Entry>();
        for (var i = 0; i < n; i++)
            all.Add(new(i, pool.Rent(i))); // NDIS0005
        var sum = 0;
        foreach (var (key, lease) in all)
            sum += key + lease.Length;
        return sum;
    }
}
