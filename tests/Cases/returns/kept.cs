// case: The same one is handed out again and again
sealed class Lazily(NetBufferPool pool, Mdl mdl) : IDisposable
{
    NetBuffer buffer;

    public NetBuffer Get()
    {
        if (buffer.IsNull)
            buffer = NdisAllocateNetBuffer(pool, mdl, 0, 64);
        return buffer;
    }

    public void Dispose()
    {
        if (!buffer.IsNull)
            NdisFreeNetBuffer(buffer);
        buffer = default;
    }
}

sealed class LazilyBadly(NetBufferPool pool, Mdl mdl) : IDisposable
{
    NetBuffer buffer;

    public NetBuffer Get()
    {
        if (buffer.IsNull)
            buffer = NdisAllocateNetBuffer(pool, mdl, 0, 64);
        return buffer;
    }

    public void Dispose() => Console.WriteLine("closed"); // NDIS0001
}

// case: A new one is handed out each time, and the last is remembered
sealed class Rotating(LeasePool pool) : IDisposable
{
    Lease? last;

    public int LastLength => last?.Length ?? 0;

    public Lease Next(int size)
    {
        last = pool.Rent(size);
        return last;
    }

    public void Dispose() => last = null;
}

// case: Under a lock, once for all
sealed class Single(LeasePool pool) : IDisposable
{
    readonly object gate = new();
    Lease? lease;

    public Lease Get()
    {
        if (lease is { } known)
            return known;
        lock (gate)
            return lease ??= pool.Rent(4);
    }

    public void Dispose()
    {
        lock (gate)
        {
            lease?.Dispose();
            lease = null;
        }
    }
}

sealed class SingleBadly(LeasePool pool) : IDisposable
{
    readonly object gate = new();
    Lease? lease;

    public Lease Get()
    {
        if (lease is { } known)
            return known;
        lock (gate)
            return lease ??= pool.Rent(4); // NDIS0005
    }

    public void Dispose()
    {
        lock (gate)
            lease = null;
    }
}

// case: A table makes what it does not have
sealed class Names(LeasePool pool) : IDisposable
{
    readonly Dictionary<string, Lease> byName = new(StringComparer.Ordinal);

    public Lease Get(string name)
    {
        if (!byName.TryGetValue(name, out var lease))
            byName.Add(name, lease = pool.Rent(name.Length));
        return lease;
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
    readonly Dictionary<string, Lease> byName = new(StringComparer.Ordinal);

    public Lease Get(string name)
    {
        if (byName.TryGetValue(name, out var found))
            return found;
        var lease = pool.Rent(name.Length);
        byName[name] = lease;
        return lease;
    }

    public void Dispose() // NDIS0001
    {
    }
}

// case: A table of sessions, each with a lease of its own
sealed class Session(Lease lease)
{
    public Lease Lease { get; } = lease;
    public int Hits;
}

sealed class Sessions(LeasePool pool) : IDisposable
{
    readonly Dictionary<int, Session> byId = [];

    public Session Of(int id)
    {
        if (!byId.TryGetValue(id, out var session))
        {
            session = new Session(pool.Rent(64));
            byId.Add(id, session);
        }

        return session;
    }

    public void Dispose()
    {
        foreach (var session in byId.Values)
            pool.Return(session.Lease);
        byId.Clear();
    }
}

sealed class SessionsBadly(LeasePool pool) : IDisposable
{
    readonly Dictionary<int, Session> byId = [];

    public Session Of(int id)
    {
        if (!byId.TryGetValue(id, out var session))
        {
            session = new Session(pool.Rent(64)); // NDIS0005
            byId.Add(id, session);
        }

        return session;
    }

    public void Dispose() => byId.Clear();
}

// case: Put where the caller says, and kept
sealed class Cache(LeasePool pool) : IDisposable
{
    readonly Dictionary<int, Lease> byId = [];

    public bool TryGet(int id, out Lease? lease)
    {
        if (byId.TryGetValue(id, out lease))
            return true;
        if (id < 0)
            return false;
        lease = pool.Rent(id);
        byId.Add(id, lease);
        return true;
    }

    public void Dispose() // NDIS0001
    {
    }
}

// case: Out on loan until it comes back
sealed class Lending(LeasePool pool) : IDisposable
{
    readonly HashSet<Lease> outside = [];

    public Lease Take()
    {
        var lease = pool.Rent(4);
        outside.Add(lease);
        return lease;
    }

    public void Give(Lease lease)
    {
        if (outside.Remove(lease))
            pool.Return(lease);
    }

    public void Dispose() => Console.WriteLine($"{outside.Count} are still out");
}

// case: Handed out, and noted that it was
sealed class Response(LeasePool pool) : IDisposable
{
    Lease? body = pool.Rent(8);
    bool detached;

    public Lease? Detach()
    {
        detached = true;
        return body;
    }

    public void Dispose()
    {
        if (!detached)
            body?.Dispose();
        body = null;
    }
}

// case: A task gives the same one each time
sealed class Awaited(LeasePool pool) : IAsyncDisposable
{
    Lease? lease;

    public async Task<Lease> GetAsync()
    {
        await Task.Yield();
        return lease ??= await pool.RentAsync(4);
    }

    public ValueTask DisposeAsync()
    {
        lease?.Dispose();
        return default;
    }
}

sealed class AwaitedBadly(LeasePool pool) : IAsyncDisposable
{
    Lease? lease;

    public async Task<Lease> GetAsync()
    {
        await Task.Yield();
        return lease ??= await pool.RentAsync(4);
    }

    public ValueTask DisposeAsync() => default; // NDIS0001
}
