// case: A least recently used cache of a dictionary and a list
sealed class Lru(LeasePool pool, int capacity) : IDisposable
{
    readonly Dictionary<string, LinkedListNode<(string Key, Lease Lease)>> map = [];
    readonly LinkedList<(string Key, Lease Lease)> order = [];

    public Lease Get(string key)
    {
        if (map.TryGetValue(key, out var node))
        {
            order.Remove(node);
            order.AddFirst(node);
            return node.Value.Lease;
        }

        if (map.Count >= capacity)
        {
            var last = order.Last!;
            order.RemoveLast();
            map.Remove(last.Value.Key);
            pool.Return(last.Value.Lease);
        }

        var lease = pool.Rent(key.Length);
        map[key] = order.AddFirst((key, lease));
        return lease;
    }

    public void Dispose()
    {
        foreach (var (_, lease) in order)
            pool.Return(lease);
        order.Clear();
        map.Clear();
    }
}

// case: Stale sessions are collected first and removed after
sealed class Sessions(NetBufferPool pool, Mdl mdl) : IDisposable
{
    readonly Dictionary<uint, (NetBuffer Buffer, long Seen)> sessions = [];

    public bool Open(uint id, long now)
    {
        if (sessions.ContainsKey(id))
            return false;
        var nb = NdisAllocateNetBuffer(pool, mdl, 0, 64);
        if (!nb)
            return false;
        sessions.Add(id, (nb, now));
        return true;
    }

    public void Expire(long now)
    {
        var stale = sessions.Where(pair => pair.Value.Seen < now).Select(pair => pair.Key).ToArray();
        foreach (var id in stale)
        {
            if (sessions.Remove(id, out var session))
                NdisFreeNetBuffer(session.Buffer);
        }
    }

    public void Dispose()
    {
        foreach (var (buffer, _) in sessions.Values)
            NdisFreeNetBuffer(buffer);
        sessions.Clear();
    }
}

// case: A dictionary that is filled where it is made
class Fixed(LeasePool pool)
{
    public int Good()
    {
        var byName = new Dictionary<string, Lease> { ["a"] = pool.Rent(1), ["b"] = pool.Rent(2) };
        var sum = 0;
        foreach (var (name, lease) in byName)
            sum += name.Length * lease.Length;
        foreach (var lease in byName.Values)
            pool.Return(lease);
        return sum;
    }

    public int Bad()
    {
        var byName = new Dictionary<string, Lease>();
        byName["a"] = pool.Rent(1); // NDIS0005
        var sum = 0;
        foreach (var (name, lease) in byName)
            sum += name.Length * lease.Length;
        return sum;
    }

    public void Filled(string[] names)
    {
        var byName = new Dictionary<string, Lease>();
        foreach (var name in names)
        {
            if (!byName.TryGetValue(name, out var lease))
                byName[name] = lease = pool.Rent(name.Length);
            lease.Length++;
        }

        foreach (var pair in byName)
            pair.Value.Dispose();
    }

    public void Grouped(string[] names)
    {
        var byLength = new Dictionary<int, List<Lease>>();
        foreach (var name in names)
        {
            if (!byLength.TryGetValue(name.Length, out var list))
                byLength.Add(name.Length, list = []);
            list.Add(pool.Rent(name.Length));
        }

        foreach (var list in byLength.Values)
        {
            foreach (var lease in list)
                pool.Return(lease);
        }
    }
}

// case: Numbers are asked of buffers by queries
class Queries(LeasePool pool)
{
    public double Good(int[] sizes)
    {
        var leases = sizes.Select(size => pool.Rent(size)).ToList();
        var average = leases.Count == 0 ? 0 : leases.Average(lease => lease.Length);
        var longest = leases.MaxBy(lease => lease.Length)?.Length;
        foreach (var lease in leases)
            pool.Return(lease);
        return average + (longest ?? 0);
    }

    public bool Bad(int[] sizes)
    {
        var leases = new List<Lease>();
        foreach (var size in sizes)
            leases.Add(pool.Rent(size)); // NDIS0005
        return leases.Exists(lease => lease.Length > 5) || leases.All(lease => lease.Length == 0);
    }

    public string Names(int[] sizes)
    {
        var leases = new List<Lease>();
        foreach (var size in sizes)
            leases.Add(pool.Rent(size));
        var names = string.Join(",", leases.Select(lease => lease.Length));
        leases.ForEach(lease => lease.Dispose());
        return names;
    }

    public int Query(int[] sizes)
    {
        var leases = new List<Lease>();
        foreach (var size in sizes)
            leases.Add(pool.Rent(size)); // NDIS0005
        return (from lease in leases where lease.Length > 3 select lease.Length).Sum();
    }
}

// case: A priority queue of timers
sealed class Timers(LeasePool pool) : IDisposable
{
    readonly PriorityQueue<Lease, long> due = new();

    public void Start(long when) => due.Enqueue(pool.Rent(8), when);

    public void Tick(long now)
    {
        while (due.TryPeek(out var lease, out var when) && when <= now)
        {
            due.Dequeue();
            pool.Return(lease);
        }
    }

    public void Dispose()
    {
        while (due.TryDequeue(out var lease, out _))
            pool.Return(lease);
    }
}

// case: A reorder buffer over an array of slots
sealed class Reorder(LeasePool pool) : IDisposable
{
    readonly Lease?[] window = new Lease?[16];
    int expected;

    public void Receive(int sequence)
    {
        var slot = sequence & 15;
        if (sequence < expected || window[slot] is not null)
            return;
        window[slot] = pool.Rent(64);
    }

    public void Deliver()
    {
        while (window[expected & 15] is { } lease)
        {
            window[expected & 15] = null;
            pool.Return(lease);
            expected++;
        }
    }

    public void Dispose()
    {
        for (var i = 0; i < window.Length; i++)
        {
            window[i]?.Dispose();
            window[i] = null;
        }
    }
}

// case: Fragments that wait for the last one
sealed class Reassembly(NetBufferPool pool, Mdl mdl) : IDisposable
{
    sealed class Datagram
    {
        public readonly List<NetBuffer> Fragments = [];
        public int Missing;
    }

    readonly Dictionary<ushort, Datagram> open = [];

    public void Fragment(ushort id, bool last)
    {
        var nb = NdisAllocateNetBuffer(pool, mdl, 0, 8);
        if (!nb)
            return;
        if (!open.TryGetValue(id, out var datagram))
            open[id] = datagram = new Datagram();
        datagram.Fragments.Add(nb);
        if (!last)
            return;
        open.Remove(id);
        Free(datagram);
    }

    static void Free(Datagram datagram)
    {
        foreach (var fragment in datagram.Fragments)
            NdisFreeNetBuffer(fragment);
        datagram.Fragments.Clear();
    }

    public void Dispose()
    {
        foreach (var datagram in open.Values)
            Free(datagram);
        open.Clear();
    }
}

// case: The oldest is taken out by its own key
sealed class Entry(int key, Lease lease)
{
    public int Key { get; } = key;
    public Lease Lease { get; } = lease;
    public long Used { get; set; }
}

sealed class Cache(LeasePool pool) : IDisposable
{
    readonly Dictionary<int, Entry> entries = new();
    long clock;

    public int Get(int key)
    {
        if (!entries.TryGetValue(key, out var entry))
        {
            MakeRoom();
            entries.Add(key, entry = new Entry(key, pool.Rent(16)));
        }

        entry.Used = ++clock;
        return entry.Lease.Length;
    }

    void MakeRoom()
    {
        if (entries.Count < 8)
            return;
        var oldest = entries.Values.First();
        foreach (var entry in entries.Values)
        {
            if (entry.Used < oldest.Used)
                oldest = entry;
        }

        entries.Remove(oldest.Key);
        oldest.Lease.Dispose();
    }

    public void Dispose()
    {
        foreach (var entry in entries.Values)
            entry.Lease.Dispose();
        entries.Clear();
    }
}

// case: The oldest is given back and stays
sealed class Entry(int key, Lease lease)
{
    public int Key { get; } = key;
    public Lease Lease { get; } = lease;
    public long Used { get; set; }
}

sealed class Cache(LeasePool pool) : IDisposable
{
    readonly Dictionary<int, Entry> entries = new();
    long clock;

    public int Get(int key)
    {
        if (!entries.TryGetValue(key, out var entry))
            entries.Add(key, entry = new Entry(key, pool.Rent(16)));

        entry.Used = ++clock;
        return entry.Lease.Length; // NDIS0004
    }

    public void MakeRoom()
    {
        foreach (var entry in entries.Values)
        {
            if (entry.Used > clock - 8)
                continue;
            entry.Lease.Dispose(); // NDIS0003
            break;
        }
    }

    public void Dispose()
    {
        foreach (var entry in entries.Values)
            entry.Lease.Dispose();
        entries.Clear();
    }
}

// case: A key is written again in a table that only makes room
sealed class Cache(LeasePool pool) : IDisposable
{
    readonly Dictionary<int, (int Key, Lease Lease)> entries = new();

    public void Put(int key, string text)
    {
        if (entries.Count > 8)
        {
            var first = entries.Values.First();
            entries.Remove(first.Key);
            first.Lease.Dispose();
        }

        entries[key] = (key, pool.Rent(text.Length)); // NDIS0002
    }

    public void Dispose()
    {
        foreach (var entry in entries.Values)
            entry.Lease.Dispose();
    }
}
