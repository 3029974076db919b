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

// case: An entry is given back on a walk, and its key taken out after it
sealed class Closed(LeasePool pool) : IDisposable
{
    readonly Dictionary<int, Lease> byId = [];

    public void Open(int id)
    {
        if (!byId.ContainsKey(id))
            byId.Add(id, pool.Rent(id));
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

// case: Keys that sound like something else
sealed class Named(LeasePool pool) : IDisposable
{
    readonly Dictionary<string, Lease> byName = [];

    public void Open()
    {
        if (!byName.ContainsKey("count"))
            byName["count"] = pool.Rent(1);
        if (!byName.ContainsKey("last"))
            byName["last"] = pool.Rent(2);
        if (!byName.TryGetValue("next", out _))
            byName.Add("next", pool.Rent(3));
    }

    public int Length() => byName["count"].Length + byName["last"].Length;

    public void Close()
    {
        if (byName.Remove("count", out var lease))
            pool.Return(lease);
    }

    public void Dispose()
    {
        foreach (var lease in byName.Values)
            pool.Return(lease);
        byName.Clear();
    }
}

sealed class NamedBadly(LeasePool pool) : IDisposable
{
    readonly Dictionary<string, Lease> byName = [];

    public void Open()
    {
        byName["somewhere"] = pool.Rent(1); // NDIS0002
        if (!byName.ContainsKey("nothing"))
            byName["nothing"] = pool.Rent(2);
    }

    public void Close()
    {
        if (byName.Remove("nothing", out var lease))
            pool.Return(lease);
    }

    public void Dispose() // NDIS0001
    {
        if (byName.TryGetValue("somewhere", out var lease))
            pool.Return(lease);
    }
}

// case: What shows itself as a collection
sealed class Shown(LeasePool pool) : IDisposable
{
    readonly System.Collections.ObjectModel.ObservableCollection<Lease> leases = [];
    readonly System.Collections.ObjectModel.ObservableCollection<Lease> others = [];

    public void Open(int size)
    {
        leases.Add(pool.Rent(size));
        others.Add(pool.Rent(size));
    }

    public void Dispose() // NDIS0001
    {
        foreach (var lease in leases)
            pool.Return(lease);
        foreach (var lease in others)
            Console.WriteLine(lease.Length);
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
