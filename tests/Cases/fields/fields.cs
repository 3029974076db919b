// case: A disposable that frees its field, and one that forgets
sealed class Frame(NetBufferPool pool, Mdl mdl) : IDisposable
{
    readonly NetBuffer buffer = NdisAllocateNetBuffer(pool, mdl, 0, 64);

    public int Length => buffer.IsNull ? 0 : buffer.DataLength;

    public void Dispose()
    {
        if (buffer)
            NdisFreeNetBuffer(buffer);
    }
}

sealed class LeakyFrame : IDisposable
{
    readonly NetBuffer buffer;
    bool disposed;

    public LeakyFrame(NetBufferPool pool, Mdl mdl) => buffer = NdisAllocateNetBuffer(pool, mdl, 0, 64);

    public int Length => buffer.IsNull ? 0 : buffer.DataLength;

    public void Dispose() => disposed = true; // NDIS0001
}

// case: Dispose may be called twice
sealed class Guarded(LeasePool pool) : IDisposable
{
    readonly Lease lease = pool.Rent(10);
    bool disposed;

    public void Dispose()
    {
        if (disposed)
            return;
        disposed = true;
        pool.Return(lease);
    }
}

sealed class Nulling(LeasePool pool) : IDisposable
{
    Lease? lease = pool.Rent(10);

    public void Dispose()
    {
        if (lease is null)
            return;
        pool.Return(lease);
        lease = null;
    }
}

sealed class Coalescing(LeasePool pool) : IDisposable
{
    Lease? lease = pool.Rent(10);

    public void Dispose()
    {
        lease?.Dispose();
        lease = null;
    }
}

sealed class Exchanging(LeasePool pool) : IDisposable
{
    Lease? lease = pool.Rent(10);

    public void Dispose() => Interlocked.Exchange(ref lease, null)?.Dispose();
}

// case: Allocated on first use
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

sealed class Sloppy(NetBufferPool pool, Mdl mdl) : IDisposable
{
    NetBuffer buffer;

    public int Refresh()
    {
        buffer = NdisAllocateNetBuffer(pool, mdl, 0, 64); // NDIS0002
        return buffer.IsNull ? 0 : buffer.DataLength;
    }

    public void Dispose()
    {
        if (!buffer.IsNull)
            NdisFreeNetBuffer(buffer);
    }
}

// case: Opened and closed as often as one likes
sealed class Port(NetBufferPool pool, Mdl mdl) : IDisposable
{
    NetBuffer window;
    bool open;

    public bool Open()
    {
        if (open)
            return true;
        window = NdisAllocateNetBuffer(pool, mdl, 0, 512);
        open = window != null;
        return open;
    }

    public void Close()
    {
        if (!open)
            return;
        NdisFreeNetBuffer(window);
        open = false;
    }

    public void Dispose() => Close();
}

sealed class LeakyPort(NetBufferPool pool, Mdl mdl) : IDisposable
{
    NetBuffer window;
    bool open;

    public bool Open()
    {
        if (open)
            return true;
        window = NdisAllocateNetBuffer(pool, mdl, 0, 512); // NDIS0002
        open = window != null;
        return open;
    }

    public void Close() => open = false;

    public void Dispose()
    {
        if (open)
            Close();
        if (window)
            NdisFreeNetBuffer(window);
    }
}

// case: Freed by a method, used by the next one
sealed class Stale(NetBufferPool pool, Mdl mdl) : IDisposable
{
    NetBuffer buffer = NdisAllocateNetBuffer(pool, mdl, 0, 64);

    public void Flush()
    {
        if (buffer.IsNull)
            return;
        NdisFreeNetBuffer(buffer);
        buffer = default;
    }

    public int Length() => buffer.IsNull ? 0 : buffer.DataLength;

    public void Dispose() => Flush();
}

sealed class Staler(LeasePool pool) : IDisposable
{
    readonly Lease lease = pool.Rent(3);
    bool flushed;

    public void Flush()
    {
        if (!flushed)
            pool.Return(lease);
        flushed = true;
    }

    public int Length() => lease.Length; // NDIS0004

    public void Dispose() => Flush();
}

// case: Two fields, one name each, then both names for one
sealed class TwoFields(NetBufferPool pool, Mdl mdl) : IDisposable
{
    NetBuffer head, tail;

    public void Append()
    {
        var nb = NdisAllocateNetBuffer(pool, mdl, 0, 10);
        if (nb.IsNull)
            return;
        Clear();
        head = nb;
        tail = nb;
    }

    void Clear()
    {
        if (head)
            NdisFreeNetBuffer(head);
        head = tail = default;
    }

    public void Dispose() => Clear();
}

sealed class TwoFieldsBadly(NetBufferPool pool, Mdl mdl) : IDisposable
{
    NetBuffer head, tail;

    public void Append()
    {
        if (head)
            return;
        head = NdisAllocateNetBuffer(pool, mdl, 0, 10);
        tail = head;
    }

    public void Dispose()
    {
        if (head)
            NdisFreeNetBuffer(head);
        if (tail)
            NdisFreeNetBuffer(tail); // NDIS0003
    }
}

// case: A static of a class without an end belongs to the process
static class Shared
{
    static NetBuffer template;

    public static NetBuffer Template(NetBufferPool pool, Mdl mdl)
    {
        if (template.IsNull)
            template = NdisAllocateNetBuffer(pool, mdl, 0, 128);
        return template;
    }
}

// case: A field of a class without an end escapes
class Holder(NetBufferPool pool, Mdl mdl)
{
    public NetBuffer Current;

    public void Fill() => Current = NdisAllocateNetBuffer(pool, mdl, 0, 128);

    public void Drop()
    {
        if (Current)
            NdisFreeNetBuffer(Current);
        Current = default;
    }
}

// case: Moved from one field to another
sealed class Stages(LeasePool pool) : IDisposable
{
    Lease? pending, active;

    public void Submit(int size)
    {
        pending?.Dispose();
        pending = pool.Rent(size);
    }

    public void Activate()
    {
        active?.Dispose();
        active = pending;
        pending = null;
    }

    public void Dispose()
    {
        pending?.Dispose();
        active?.Dispose();
    }
}

sealed class StagesBadly(LeasePool pool) : IDisposable
{
    Lease? pending, active;

    public void Submit(int size)
    {
        pending?.Dispose();
        pending = pool.Rent(size);
    }

    public void Activate()
    {
        active?.Dispose();
        active = pending;
        pending = null;
    }

    public void Dispose() => pending?.Dispose(); // NDIS0001
}

// case: Handed out and taken back
sealed class Lender(LeasePool pool) : IDisposable
{
    Lease? spare = pool.Rent(8);

    public Lease? Borrow()
    {
        var lent = spare;
        spare = null;
        return lent;
    }

    public void GiveBack(Lease lease)
    {
        spare?.Dispose();
        spare = lease;
    }

    public void Dispose() => spare?.Dispose();
}

// case: A constructor that throws half way
sealed class Throwing : IDisposable
{
    readonly Lease first, second;

    public Throwing(LeasePool pool, int size)
    {
        first = pool.Rent(size); // NDIS0005
        if (size > 100)
            throw new ArgumentOutOfRangeException(nameof(size));
        second = pool.Rent(size);
    }

    public void Dispose()
    {
        first.Dispose();
        second.Dispose();
    }
}

sealed class Careful : IDisposable
{
    readonly Lease first, second;

    public Careful(LeasePool pool, int size)
    {
        if (size > 100)
            throw new ArgumentOutOfRangeException(nameof(size));
        first = pool.Rent(size);
        second = pool.Rent(size);
    }

    public void Dispose()
    {
        first.Dispose();
        second.Dispose();
    }
}

// case: Dispose of a base and of a derived class
abstract class Base(LeasePool pool) : IDisposable
{
    readonly Lease own = pool.Rent(4);

    protected virtual void Dispose(bool disposing)
    {
        if (disposing)
            own.Dispose();
    }

    public void Dispose()
    {
        Dispose(true);
        GC.SuppressFinalize(this);
    }
}

sealed class Derived(LeasePool pool) : Base(pool)
{
    readonly Lease more = pool.Rent(5);

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            more.Dispose();
        base.Dispose(disposing);
    }
}

sealed class DerivedBadly(LeasePool pool) : Base(pool)
{
    readonly Lease more = pool.Rent(5);

    protected override void Dispose(bool disposing) // NDIS0001
    {
        if (disposing)
            more.Dispose();
    }
}

// case: The old one is freed after the new one is in place
sealed class Renewing(NetBufferPool pool, Mdl mdl) : IDisposable
{
    NetBuffer current;

    public bool Renew(int length)
    {
        var fresh = NdisAllocateNetBuffer(pool, mdl, 0, length);
        if (fresh.IsNull)
            return false;
        var old = current;
        current = fresh;
        if (old)
            NdisFreeNetBuffer(old);
        return true;
    }

    public void Dispose()
    {
        var old = NetBuffer.Exchange(ref current, default);
        if (old)
            NdisFreeNetBuffer(old);
    }
}

// case: A field set by CompareExchange so that one of two wins
sealed class Race(NetBufferPool pool, Mdl mdl) : IDisposable
{
    NetBuffer shared;

    public NetBuffer Get()
    {
        if (shared)
            return shared;
        var mine = NdisAllocateNetBuffer(pool, mdl, 0, 10);
        if (mine.IsNull)
            return default;
        var seen = NetBuffer.CompareExchange(ref shared, mine, default);
        if (seen.IsNull)
            return mine;
        NdisFreeNetBuffer(mine);
        return seen;
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

    public NetBuffer Get()
    {
        var mine = NdisAllocateNetBuffer(pool, mdl, 0, 10); // NDIS0005
        if (mine.IsNull)
            return default;
        var seen = NetBuffer.CompareExchange(ref shared, mine, default);
        return seen.IsNull ? mine : seen;
    }

    public void Dispose()
    {
        if (shared)
            NdisFreeNetBuffer(shared);
    }
}

// case: Reset frees through a local of the same name
sealed class Shadow(LeasePool pool) : IDisposable
{
    Lease? lease;

    public void Set(int size)
    {
        var lease = pool.Rent(size);
        this.lease?.Dispose();
        this.lease = lease;
    }

    public void SetBadly(int size)
    {
        var lease = pool.Rent(size); // NDIS0002 NDIS0005
        if (size > 10)
            this.lease = lease;
    }

    public void Dispose() => lease?.Dispose();
}
