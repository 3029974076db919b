// case: A lazy of the framework around an owner
sealed class Lookup : IDisposable
{
    readonly Lazy<IMemoryOwner<byte>> table = new(static () => MemoryPool<byte>.Shared.Rent(256));

    public byte this[byte key] => table.Value.Memory.Span[key];

    public void Dispose()
    {
        if (table.IsValueCreated)
            table.Value.Dispose();
    }
}

// case: Interlocked state decides who gives back
sealed class Once(LeasePool pool) : IDisposable
{
    readonly Lease lease = pool.Rent(4);
    int state;

    public int Length => Volatile.Read(ref state) == 0 ? lease.Length : 0;

    public void Complete()
    {
        if (Interlocked.CompareExchange(ref state, 1, 0) == 0)
            pool.Return(lease);
    }

    public void Dispose()
    {
        if (Interlocked.Exchange(ref state, 2) == 0)
            pool.Return(lease);
    }
}

sealed class NotOnce(LeasePool pool) : IDisposable
{
    readonly Lease lease = pool.Rent(4);
    int state;

    public void Complete()
    {
        Interlocked.Increment(ref state);
        pool.Return(lease); // NDIS0003
    }

    public void Dispose()
    {
        if (Volatile.Read(ref state) == 0)
            pool.Return(lease);
    }
}

// case: The first to count gives back
sealed class Counted(LeasePool pool) : IDisposable
{
    readonly Lease lease = pool.Rent(4);
    int disposed;

    public int Length => lease.Length;

    public void Dispose()
    {
        if (Interlocked.Increment(ref disposed) == 1)
            pool.Return(lease);
    }
}

static class UsesCounted
{
    public static int Good(LeasePool pool)
    {
        using var counted = new Counted(pool);
        var length = counted.Length;
        counted.Dispose();
        return length;
    }

    public static int Bad(LeasePool pool)
    {
        var counted = new Counted(pool);
        counted.Dispose();
        return counted.Length; // NDIS0004
    }
}

// case: Two threads may fill a field at once, and the loser keeps its own
sealed class Race(NetBufferPool pool, Mdl mdl) : IDisposable
{
    NetBuffer shared;

    public int Length()
    {
        if (shared)
            return shared.DataLength;
        var mine = NdisAllocateNetBuffer(pool, mdl, 0, 10);
        if (mine.IsNull)
            return 0;
        var seen = NetBuffer.CompareExchange(ref shared, mine, default);
        if (!seen.IsNull)
            NdisFreeNetBuffer(mine);
        return shared.DataLength;
    }

    public void Dispose()
    {
        if (shared)
            NdisFreeNetBuffer(shared);
    }
}

sealed class RaceBadly(NetBufferPool pool, Mdl mdl) : IDisposable
{
    NetBuffer shared;

    public int Length()
    {
        if (shared)
            return shared.DataLength;
        var mine = NdisAllocateNetBuffer(pool, mdl, 0, 10); // NDIS0005
        if (mine.IsNull)
            return 0;
        NetBuffer.CompareExchange(ref shared, mine, default);
        return shared.DataLength;
    }

    public void Dispose()
    {
        if (shared)
            NdisFreeNetBuffer(shared);
    }
}
