// case: The last element of a list is looked at, taken out and given back
sealed class Stacked(LeasePool pool) : IDisposable
{
    readonly List<Lease> leases = [];

    public void Open(int size) => leases.Add(pool.Rent(size));

    public void CloseLast()
    {
        if (leases.Count == 0)
            return;
        var last = leases[leases.Count - 1];
        leases.RemoveAt(leases.Count - 1);
        pool.Return(last);
    }

    public void CloseLastByIndex()
    {
        if (leases.Count == 0)
            return;
        var last = leases[^1];
        leases.RemoveAt(leases.Count - 1);
        pool.Return(last);
    }

    public void CloseFirst()
    {
        if (leases.Count == 0)
            return;
        pool.Return(leases[0]);
        leases.RemoveAt(0);
    }

    public int Length() => leases.Count > 0 ? leases[^1].Length : 0;

    public void CloseMatching()
    {
        while (leases is [.., var tail])
        {
            leases.RemoveAt(leases.Count - 1);
            pool.Return(tail);
        }
    }

    public void CloseAt(int index)
    {
        var dead = leases[index];
        leases[index] = leases[^1];
        leases.RemoveAt(leases.Count - 1);
        dead.Dispose();
    }

    public void Dispose()
    {
        foreach (var lease in leases)
            pool.Return(lease);
        leases.Clear();
    }
}

// case: The last or the first one is taken out and forgotten
sealed class DropsLast(LeasePool pool) : IDisposable
{
    readonly List<Lease> leases = [];

    public void Open(int size) => leases.Add(pool.Rent(size)); // NDIS0005

    public void Close()
    {
        if (leases.Count > 0)
            leases.RemoveAt(leases.Count - 1);
    }

    public void Dispose()
    {
        foreach (var lease in leases)
            pool.Return(lease);
        leases.Clear();
    }
}

sealed class DropsFirst(LeasePool pool) : IDisposable
{
    readonly List<Lease> leases = [];

    public void Open(int size) => leases.Add(pool.Rent(size)); // NDIS0005

    public void Trim()
    {
        while (leases.Count > 4)
        {
            var first = leases[0];
            leases.RemoveAt(0);
            Console.WriteLine(first.Length);
        }
    }

    public void Dispose()
    {
        foreach (var lease in leases)
            pool.Return(lease);
        leases.Clear();
    }
}

// case: Elements at both ends are named in a pattern
class Patterns(LeasePool pool)
{
    public int Good(int n)
    {
        var leases = new List<Lease>();
        for (var i = 0; i < n; i++)
            leases.Add(pool.Rent(i));
        var sum = leases is [var first, .., var last] ? first.Length + last.Length : 0;
        foreach (var lease in leases)
            lease.Dispose();
        return sum;
    }

    public int GoodOfOne(int size)
    {
        Lease[] leases = [pool.Rent(size)];
        if (leases is [var only])
            only.Dispose();
        return size;
    }

    public int Bad(int size)
    {
        Lease[] leases = [pool.Rent(size), pool.Rent(size + 1)]; // NDIS0005
        if (leases is [var first, _])
            first.Dispose();
        return size;
    }

    public int BadOfNone(int n)
    {
        var leases = new List<Lease>();
        for (var i = 0; i < n; i++)
            leases.Add(pool.Rent(i)); // NDIS0005
        if (leases is [])
            return 0;
        leases[^1].Dispose();
        return leases.Count;
    }
}

// case: Another one on top is not the one that was looked at
sealed class Tower(LeasePool pool) : IDisposable
{
    readonly Stack<Lease> leases = [];
    readonly List<Lease> listed = [];

    public int Raise(int size)
    {
        if (leases.Count == 0)
            return 0;
        var top = leases.Peek();
        leases.Push(pool.Rent(size));
        var length = top.Length;
        leases.Pop().Dispose();
        return length;
    }

    public void Open(int size) => leases.Push(pool.Rent(size));

    public int Append(int size)
    {
        var before = listed.Count > 0 ? listed[^1].Length : 0;
        listed.Add(pool.Rent(size));
        listed[^1].Length = before;
        return before;
    }

    public void Dispose()
    {
        while (leases.TryPop(out var lease))
            lease.Dispose();
        foreach (var lease in listed)
            lease.Dispose();
    }
}

// case: The first of those that wait by number
sealed class Waiting(LeasePool pool) : IDisposable
{
    readonly SortedList<int, Lease> early = [];
    int expected;

    public void Receive(int sequence)
    {
        if (early.ContainsKey(sequence))
            return;
        early.Add(sequence, pool.Rent(sequence));
        while (early.Count > 0 && early.Keys[0] == expected)
        {
            var ready = early.Values[0];
            early.RemoveAt(0);
            expected++;
            ready.Dispose();
        }
    }

    public void Dispose()
    {
        foreach (var lease in early.Values)
            pool.Return(lease);
    }
}

sealed class WaitingBadly(LeasePool pool) : IDisposable
{
    readonly SortedList<int, Lease> early = [];
    int expected;

    public void Receive(int sequence)
    {
        if (early.ContainsKey(sequence))
            return;
        early.Add(sequence, pool.Rent(sequence)); // NDIS0005
        while (early.Count > 0 && early.Keys[0] == expected)
        {
            var ready = early.Values[0];
            early.RemoveAt(0);
            expected++;
            Console.WriteLine(ready.Length);
        }
    }

    public void Dispose()
    {
        foreach (var lease in early.Values)
            pool.Return(lease);
    }
}

// case: A key is taken out by whoever asked whether it is there
sealed class Known(LeasePool pool) : IDisposable
{
    readonly Dictionary<int, Lease> byId = [];

    public void Open(int id)
    {
        if (!byId.ContainsKey(id))
            byId[id] = pool.Rent(id); // NDIS0005
    }

    public void Close(int id)
    {
        if (byId.ContainsKey(id))
            byId.Remove(id);
    }

    public void Dispose()
    {
        foreach (var lease in byId.Values)
            pool.Return(lease);
    }
}
