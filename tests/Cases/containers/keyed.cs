// case: A queue that takes no more, and nobody looks at what it said
sealed class Inbox(NetBufferPool pool, Mdl mdl) : IDisposable
{
    readonly BlockingCollection<NetBuffer> waiting = new(64);

    public bool Offer(int length)
    {
        var frame = NdisAllocateNetBuffer(pool, mdl, 0, length);
        if (frame.IsNull)
            return false;
        if (waiting.TryAdd(frame))
            return true;
        NdisFreeNetBuffer(frame);
        return false;
    }

    public void OfferBadly(int length)
    {
        var frame = NdisAllocateNetBuffer(pool, mdl, 0, length); // NDIS0005
        if (frame.IsNull)
            return;
        waiting.TryAdd(frame);
    }

    public void Dispose()
    {
        while (waiting.TryTake(out var frame))
            NdisFreeNetBuffer(frame);
        waiting.Dispose();
    }
}

// case: TryWrite of a bounded channel
sealed class Outbound(LeasePool pool) : IDisposable
{
    readonly Channel<Lease> channel = Channel.CreateBounded<Lease>(8);

    public bool Good(int size)
    {
        var lease = pool.Rent(size);
        lease.Write([1, 2, 3]);
        if (!channel.Writer.TryWrite(lease))
        {
            pool.Return(lease);
            return false;
        }

        return true;
    }

    public void Bad(int size)
    {
        var lease = pool.Rent(size); // NDIS0005
        lease.Write([1, 2, 3]);
        channel.Writer.TryWrite(lease);
    }

    public bool BadAsWell(int size)
    {
        var lease = pool.Rent(size); // NDIS0005
        return channel.Writer.TryWrite(lease);
    }

    public void Dispose()
    {
        channel.Writer.Complete();
        while (channel.Reader.TryRead(out var lease))
            pool.Return(lease);
    }
}

// case: An unbounded channel takes whatever comes
sealed class Unbounded(LeasePool pool) : IDisposable
{
    readonly Channel<Lease> channel = Channel.CreateUnbounded<Lease>();

    public void Post(int size)
    {
        var lease = pool.Rent(size);
        channel.Writer.TryWrite(lease);
    }

    public void Dispose()
    {
        while (channel.Reader.TryRead(out var lease))
            pool.Return(lease);
    }
}

// case: A connection table in which the second of one id must go back
sealed class Connections(LeasePool pool) : IDisposable
{
    readonly ConcurrentDictionary<int, Lease> open = new();

    public Lease Open(int id)
    {
        if (open.TryGetValue(id, out var known))
            return known;
        var fresh = pool.Rent(id);
        if (open.TryAdd(id, fresh))
            return fresh;
        pool.Return(fresh);
        return open[id];
    }

    public void OpenBadly(int id)
    {
        var fresh = pool.Rent(id); // NDIS0005
        open.TryAdd(id, fresh);
    }

    public void Close(int id)
    {
        if (open.TryRemove(id, out var lease))
            pool.Return(lease);
    }

    public void Dispose()
    {
        foreach (var id in open.Keys)
            Close(id);
    }
}

// case: A lease per name, made when the name is first heard
sealed class Names(LeasePool pool) : IDisposable
{
    readonly Dictionary<string, Lease> byName = new(StringComparer.Ordinal);

    public int Length(string name)
    {
        if (!byName.TryGetValue(name, out var lease))
        {
            lease = pool.Rent(name.Length);
            byName.Add(name, lease);
        }

        return lease.Length;
    }

    public void Forget(string name)
    {
        if (byName.Remove(name, out var lease))
            pool.Return(lease);
    }

    public void Dispose()
    {
        foreach (var (_, lease) in byName)
            pool.Return(lease);
        byName.Clear();
    }
}

// case: A lease per name is forgotten without being given back
sealed class Forgetful(LeasePool pool) : IDisposable
{
    readonly Dictionary<string, Lease> byName = new(StringComparer.Ordinal);

    public int Length(string name)
    {
        if (!byName.TryGetValue(name, out var lease))
            byName[name] = lease = pool.Rent(name.Length); // NDIS0005
        return lease.Length;
    }

    public void Forget(string name) => byName.Remove(name);

    public void Dispose()
    {
        foreach (var lease in byName.Values)
            pool.Return(lease);
        byName.Clear();
    }
}

// case: The old one under the same key goes back first
sealed class Latest(LeasePool pool) : IDisposable
{
    readonly Dictionary<int, Lease> byPort = [];

    public void Put(int port, int size)
    {
        if (byPort.Remove(port, out var old))
            pool.Return(old);
        byPort[port] = pool.Rent(size);
    }

    public void PutWithLook(int port, int size)
    {
        var fresh = pool.Rent(size);
        if (byPort.TryGetValue(port, out var old))
            old.Dispose();
        byPort[port] = fresh;
    }

    public void Dispose()
    {
        foreach (var lease in byPort.Values)
            lease.Dispose();
        byPort.Clear();
    }
}

// case: A constant key is put twice
sealed class Settings(LeasePool pool) : IDisposable
{
    readonly Dictionary<string, Lease> leases = [];

    public void Reload(int size) => leases["main"] = pool.Rent(size); // NDIS0002

    public void Dispose()
    {
        foreach (var lease in leases.Values)
            pool.Return(lease);
        leases.Clear();
    }
}

// case: An id that is taken out again by its name is new when it comes
sealed class Sessions(LeasePool pool) : IDisposable
{
    readonly Dictionary<Guid, Lease> open = [];

    public void Open(Guid session, int size) => open[session] = pool.Rent(size);

    public void Close(Guid session)
    {
        if (open.Remove(session, out var lease))
            pool.Return(lease);
    }

    public void Dispose()
    {
        foreach (var lease in open.Values)
            pool.Return(lease);
    }
}

// case: Nobody gives back what is open at the end
sealed class Forgetful(LeasePool pool) : IDisposable
{
    readonly OrderedDictionary<Guid, Lease> open = [];

    public void Open(Guid session, int size) => open[session] = pool.Rent(size); // NDIS0005

    public void Close(Guid session)
    {
        if (open.Remove(session, out var lease))
            pool.Return(lease);
    }

    public void Dispose() => open.Clear();
}

// case: A port that is never taken out is bound again
sealed class Ports(LeasePool pool) : IDisposable
{
    readonly SortedList<int, Lease> byPort = [];

    public void Bind(int port, int size) => byPort[port] = pool.Rent(size); // NDIS0002

    public void Dispose()
    {
        foreach (var (_, lease) in byPort)
            pool.Return(lease);
    }
}

// case: Keys that count up never meet
sealed class Requests(LeasePool pool) : IDisposable
{
    readonly Dictionary<int, Lease> pending = [];
    int next;

    public int Begin(int size)
    {
        var id = next++;
        pending[id] = pool.Rent(size);
        return id;
    }

    public void End(int id)
    {
        if (!pending.TryGetValue(id, out var lease))
            return;
        pending.Remove(id);
        pool.Return(lease);
    }

    public void Dispose()
    {
        foreach (var lease in pending.Values)
            pool.Return(lease);
    }
}

// case: A cache that is trimmed by what a query finds
sealed class Trimmed(LeasePool pool) : IDisposable
{
    readonly Dictionary<string, (Lease Lease, DateTime Used)> cache = [];

    public Lease Get(string key)
    {
        if (cache.TryGetValue(key, out var entry))
        {
            cache[key] = (entry.Lease, DateTime.UtcNow);
            return entry.Lease;
        }

        var lease = pool.Rent(key.Length);
        cache.Add(key, (lease, DateTime.UtcNow));
        return lease;
    }

    public void Trim(DateTime before)
    {
        foreach (var key in cache.Where(pair => pair.Value.Used < before).Select(pair => pair.Key).ToList())
        {
            cache[key].Lease.Dispose();
            cache.Remove(key);
        }
    }

    public void Dispose()
    {
        foreach (var entry in cache.Values)
            entry.Lease.Dispose();
        cache.Clear();
    }
}

// case: Cleared with everything in it
sealed class Cleared(LeasePool pool) : IDisposable
{
    readonly List<Lease> held = [];

    public void Hold(int size) => held.Add(pool.Rent(size)); // NDIS0005

    public void Reset() => held.Clear();

    public void Dispose()
    {
        foreach (var lease in held)
            pool.Return(lease);
        held.Clear();
    }
}

// case: A stack of free ones, a limit, and a count
sealed class FreeList(int limit) : IDisposable
{
    readonly Stack<byte[]> free = new();

    public byte[] Take(int size) => free.Count > 0 ? free.Pop() : ArrayPool<byte>.Shared.Rent(size);

    public void Give(byte[] array)
    {
        if (free.Count < limit)
            free.Push(array);
        else
            ArrayPool<byte>.Shared.Return(array);
    }

    public void Dispose()
    {
        foreach (var array in free)
            ArrayPool<byte>.Shared.Return(array);
        free.Clear();
    }
}

class UsesFreeList
{
    public static int Good(FreeList list, int n)
    {
        var array = list.Take(n);
        try
        {
            return array[0];
        }
        finally
        {
            list.Give(array);
        }
    }
}

// case: A window of unacknowledged segments by sequence number
sealed class SendWindow(NetBufferPool pool, Mdl mdl) : IDisposable
{
    readonly SortedDictionary<uint, NetBuffer> unacknowledged = [];
    uint nextSequence;

    public NdisStatus Send(int length)
    {
        if (unacknowledged.Count >= 32)
            return NdisStatus.Resources;
        var segment = NdisAllocateNetBuffer(pool, mdl, 0, length);
        if (segment.IsNull)
            return NdisStatus.Resources;
        unacknowledged.Add(nextSequence, segment);
        nextSequence += (uint)length;
        return NdisStatus.Success;
    }

    public void Acknowledge(uint sequence)
    {
        while (unacknowledged.Count > 0)
        {
            var (first, segment) = unacknowledged.First();
            if (first >= sequence)
                break;
            unacknowledged.Remove(first);
            NdisFreeNetBuffer(segment);
        }
    }

    public void Dispose()
    {
        foreach (var segment in unacknowledged.Values)
            NdisFreeNetBuffer(segment);
        unacknowledged.Clear();
    }
}

// case: A reorder buffer that drops duplicates
sealed class Reorder(LeasePool pool) : IDisposable
{
    readonly SortedList<int, Lease> early = [];
    int expected;

    public void Receive(int sequence, ReadOnlySpan<byte> data)
    {
        if (sequence < expected || early.ContainsKey(sequence))
            return;
        var lease = pool.Rent(data.Length);
        lease.Write(data);
        early.Add(sequence, lease);
        while (early.Count > 0 && early.Keys[0] == expected)
        {
            var ready = early.Values[0];
            early.RemoveAt(0);
            expected++;
            Console.WriteLine(ready.Length);
            pool.Return(ready);
        }
    }

    public void Dispose()
    {
        foreach (var lease in early.Values)
            pool.Return(lease);
        early.Clear();
    }
}

// case: A reorder buffer that forgets what it drops
sealed class Reorder(LeasePool pool) : IDisposable
{
    readonly SortedList<int, Lease> early = [];
    int expected;

    public void Receive(int sequence, ReadOnlySpan<byte> data)
    {
        var lease = pool.Rent(data.Length); // NDIS0005
        lease.Write(data);
        if (sequence < expected)
            return;
        if (!early.TryAdd(sequence, lease))
        {
            pool.Return(lease);
            return;
        }

        while (early.Remove(expected, out var ready))
        {
            expected++;
            pool.Return(ready);
        }
    }

    public void Dispose()
    {
        foreach (var lease in early.Values)
            pool.Return(lease);
        early.Clear();
    }
}

// case: A bag that is swapped for an empty one and drained
sealed class Swapped(LeasePool pool) : IDisposable
{
    List<Lease> collecting = [];

    public void Add(int size)
    {
        lock (this)
            collecting.Add(pool.Rent(size));
    }

    public int Flush()
    {
        List<Lease> full;
        lock (this)
        {
            full = collecting;
            collecting = [];
        }

        var sum = 0;
        foreach (var lease in full)
        {
            sum += lease.Length;
            pool.Return(lease);
        }

        return sum;
    }

    public void Dispose() => Flush();
}

// case: A pattern looks into each pair
sealed class Directory(LeasePool pool) : IDisposable
{
    readonly Dictionary<string, Lease> byName = new();

    public void Add(string name)
    {
        if (!byName.ContainsKey(name))
            byName.Add(name, pool.Rent(name.Length));
    }

    public void Dispose()
    {
        foreach (var pair in byName)
        {
            if (pair is { Key: var name, Value: { } lease })
            {
                Console.WriteLine(name);
                lease.Dispose();
            }
        }
    }
}

// case: A pattern picks some of the pairs
sealed class Directory(LeasePool pool) : IDisposable
{
    readonly Dictionary<string, Lease> byName = new();

    public void Add(string name)
    {
        if (!byName.ContainsKey(name))
            byName.Add(name, pool.Rent(name.Length));
    }

    public void Dispose() // NDIS0001
    {
        foreach (var pair in byName)
        {
            if (pair is { Key: "home", Value: { } lease })
                lease.Dispose();
        }
    }
}
