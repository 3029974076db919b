// case: A helper says whether a key is known
sealed class Registry(LeasePool pool) : IDisposable
{
    readonly Dictionary<int, Lease> byId = [];

    bool Knows(int id) => byId.ContainsKey(id);

    Lease? Find(int id) => byId.TryGetValue(id, out var lease) ? lease : null;

    public void Open(int id)
    {
        if (Knows(id))
            return;
        byId[id] = pool.Rent(id);
    }

    public void OpenOnce(int id)
    {
        if (byId.TryGetValue(id, out _))
            throw new InvalidOperationException("open already");
        Put(id, pool.Rent(id));
    }

    void Put(int id, Lease lease) => byId[id] = lease;

    public void Close(int id)
    {
        if (Find(id) is not { } lease)
            return;
        byId.Remove(id);
        pool.Return(lease);
    }

    public void CloseIndexed(int id)
    {
        if (!byId.ContainsKey(id))
            return;
        pool.Return(byId[id]);
        byId.Remove(id);
    }

    public void CloseWalking(int id)
    {
        foreach (var (key, lease) in byId)
            if (key == id)
                pool.Return(lease);
        byId.Remove(id);
    }

    public void Sweep()
    {
        var dead = new List<int>();
        foreach (var (id, lease) in byId)
        {
            if (lease.Length > 0)
                continue;
            pool.Return(lease);
            dead.Add(id);
        }

        foreach (var id in dead)
            byId.Remove(id);
    }

    public void Dispose()
    {
        foreach (var lease in byId.Values)
            lease.Dispose();
        byId.Clear();
    }
}

// case: A place is cleared by a helper before it is filled
sealed class Places(LeasePool pool) : IDisposable
{
    readonly Lease?[] places = new Lease?[8];

    public void Set(int index, int size)
    {
        Clear(index);
        places[index] = pool.Rent(size);
    }

    public void Clear(int index)
    {
        places[index]?.Dispose();
        places[index] = null;
    }

    public void Dispose()
    {
        for (var i = 0; i < places.Length; i++)
            Clear(i);
    }
}

// case: A place is filled without a look, and another one
sealed class Places(LeasePool pool) : IDisposable
{
    readonly Lease?[] places = new Lease?[8];

    public void Set(int index, int size) => places[index] = pool.Rent(size); // NDIS0002

    public void Dispose()
    {
        for (var i = 0; i < places.Length; i++)
            Clear(i);
    }

    void Clear(int index)
    {
        places[index]?.Dispose();
        places[index] = null;
    }
}

// case: Taken and given back one by one, by helpers that have the index
sealed class Slots(NetBufferPool pool, Mdl mdl) : IDisposable
{
    readonly NetBuffer[] slots = new NetBuffer[8];
    bool filled;

    public bool Fill()
    {
        if (filled)
            return true;
        for (var i = 0; i < slots.Length; i++)
        {
            if (Take(i))
                continue;
            while (--i >= 0)
                Give(i);
            return false;
        }

        return filled = true;
    }

    bool Take(int index)
    {
        slots[index] = NdisAllocateNetBuffer(pool, mdl, 0, index);
        return !slots[index].IsNull;
    }

    void Give(int index)
    {
        NdisFreeNetBuffer(slots[index]);
        slots[index] = default;
    }

    public void Dispose()
    {
        if (!filled)
            return;
        for (var i = 0; i < slots.Length; i++)
            Give(i);
        filled = false;
    }
}

// case: A helper that has the index begins at the second one
sealed class Slots(LeasePool pool) : IDisposable
{
    readonly Lease?[] slots = new Lease?[8];

    public void Fill()
    {
        for (var i = 0; i < slots.Length; i++)
            slots[i] ??= pool.Rent(i);
    }

    void Give(int index)
    {
        slots[index]?.Dispose();
        slots[index] = null;
    }

    public void Dispose() // NDIS0001
    {
        for (var i = 0; i < slots.Length - 1; i++)
            Give(i);
    }
}

// case: A cursor looks whether its place is taken
sealed class Recent(LeasePool pool) : IDisposable
{
    readonly Lease?[] slots = new Lease?[8];
    int next;

    public void Put(int size)
    {
        var old = Interlocked.Exchange(ref slots[next], pool.Rent(size));
        old?.Dispose();
        next = (next + 1) % slots.Length;
    }

    public bool TryPut(int size)
    {
        if (slots[next] is not null)
            return false;
        slots[next] = pool.Rent(size);
        next = (next + 1) & 7;
        return true;
    }

    public void Dispose()
    {
        foreach (var lease in slots)
            lease?.Dispose();
    }
}

// case: Keys that are made here are new
sealed class Tickets(LeasePool pool) : IDisposable
{
    readonly ConcurrentDictionary<Guid, Lease> byTicket = new();

    public Guid Open(int size)
    {
        var ticket = Guid.NewGuid();
        byTicket.TryAdd(ticket, pool.Rent(size));
        return ticket;
    }

    public Guid Reopen(int size)
    {
        var ticket = Guid.NewGuid();
        byTicket[ticket] = pool.Rent(size);
        return ticket;
    }

    public void Close(Guid ticket)
    {
        if (byTicket.TryRemove(ticket, out var lease))
            pool.Return(lease);
    }

    public void Dispose()
    {
        foreach (var ticket in byTicket.Keys)
            Close(ticket);
    }
}

// case: Bits of an enum say which of two there are
sealed class Optional(LeasePool pool)
{
    [Flags]
    enum Has
    {
        None = 0,
        Header = 1,
        Body = 2,
    }

    public int Good(bool withHeader, bool withBody)
    {
        var has = Has.None;
        Lease? header = null, body = null;
        if (withHeader)
        {
            header = pool.Rent(1);
            has |= Has.Header;
        }

        if (withBody)
        {
            body = pool.Rent(2);
            has |= Has.Body;
        }

        if (has.HasFlag(Has.Header))
            header!.Dispose();
        if ((has & Has.Body) == Has.Body)
            body!.Dispose();
        return (int)has;
    }

    public int Bad(bool withHeader, bool withBody)
    {
        var has = Has.None;
        Lease? header = null, body = null;
        if (withHeader)
        {
            header = pool.Rent(1);
            has |= Has.Header;
        }

        if (withBody)
        {
            body = pool.Rent(2); // NDIS0005
            has |= Has.Body;
        }

        if (has.HasFlag(Has.Header))
            header!.Dispose();
        if (has == Has.Body)
            body!.Dispose();
        return (int)has;
    }
}
