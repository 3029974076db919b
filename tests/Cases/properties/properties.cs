// case: An auto property of a disposable
sealed class Auto(LeasePool pool) : IDisposable
{
    public Lease Buffer { get; } = pool.Rent(4);
    public void Dispose() => Buffer.Dispose();
}

sealed class AutoBadly(LeasePool pool) : IDisposable
{
    public Lease Buffer { get; } = pool.Rent(4);
    public Lease? Other { get; private set; }
    public void Take() => Other ??= pool.Rent(8);
    public void Dispose() => Buffer.Dispose(); // NDIS0001
}

// case: A setter that frees the old value
sealed class Setter(NetBufferPool pool, Mdl mdl) : IDisposable
{
    NetBuffer current;

    NetBuffer Current
    {
        get => current;
        set
        {
            if (current)
                NdisFreeNetBuffer(current);
            current = value;
        }
    }

    public void Renew() => Current = NdisAllocateNetBuffer(pool, mdl, 0, 3);

    public int Length() => Current.IsNull ? 0 : Current.DataLength;

    public void Dispose() => Current = default;
}

sealed class SetterBadly(NetBufferPool pool, Mdl mdl) : IDisposable
{
    NetBuffer current;

    NetBuffer Current
    {
        get => current;
        set => current = value;
    }

    public void Renew() => Current = NdisAllocateNetBuffer(pool, mdl, 0, 3); // NDIS0002

    public void Dispose()
    {
        if (Current)
            NdisFreeNetBuffer(Current);
    }
}

// case: A getter that allocates for each caller
sealed class Spring(NetBufferPool pool, Mdl mdl)
{
    NetBuffer Fresh => NdisAllocateNetBuffer(pool, mdl, 0, 9);

    public void Good()
    {
        var nb = Fresh;
        if (nb)
            NdisFreeNetBuffer(nb);
    }

    public void Bad()
    {
        var nb = Fresh; // NDIS0005
        if (nb)
            nb.DataLength = 3;
    }

    public void Twice()
    {
        if (Fresh.IsNull) // NDIS0005
            return;
        NdisFreeNetBuffer(Fresh); // NDIS0010
    }
}

// case: A lazy getter and a Dispose that does not ask the getter
sealed class LazyGetter(LeasePool pool) : IDisposable
{
    Lease? lease;

    public Lease Lease => lease ??= pool.Rent(16);

    public int Length => Lease.Length;

    public void Dispose() => lease?.Dispose();
}

sealed class LazyGetterBadly(LeasePool pool) : IDisposable
{
    Lease? lease;

    public Lease Lease => lease ??= pool.Rent(16);

    public void Reset() => lease = pool.Rent(32); // NDIS0002

    public void Dispose() => lease?.Dispose();
}

// case: The field keyword
sealed class Semi(LeasePool pool) : IDisposable
{
    public Lease? Buffer
    {
        get;
        private set
        {
            field?.Dispose();
            field = value;
        }
    }

    public void Renew(int size) => Buffer = pool.Rent(size);

    public void Dispose() => Buffer = null;
}

sealed class SemiBadly(LeasePool pool) : IDisposable
{
    public Lease? Buffer
    {
        get;
        private set => field = value?.Length > 0 ? value : null;
    }

    public void Renew(int size)
    {
        if (Buffer is null)
            Buffer = pool.Rent(size); // NDIS0005
    }

    public void Dispose() => Buffer?.Dispose();
}

// case: Init and required properties
sealed class Options(LeasePool pool) : IDisposable
{
    public required Lease Main { get; init; }
    public Lease? Extra { get; init; }

    public static Options Create(LeasePool pool) => new(pool) { Main = pool.Rent(5), Extra = pool.Rent(6) };

    public void Dispose()
    {
        pool.Return(Main);
        if (Extra != null)
            pool.Return(Extra);
    }
}

// case: An indexer hands out slots of an array
sealed class Table(LeasePool pool) : IDisposable
{
    readonly Lease?[] entries = new Lease?[8];

    public Lease this[int index] => entries[index] ??= pool.Rent(index + 1);

    public void Dispose()
    {
        foreach (var entry in entries)
            entry?.Dispose();
    }
}

sealed class TableBadly(LeasePool pool) : IDisposable
{
    readonly Lease?[] entries = new Lease?[8];

    public Lease this[int index] => entries[index] ??= pool.Rent(index + 1); // NDIS0005

    public void Dispose() => Array.Clear(entries);
}

// case: A property that tells, by a test of its own
sealed class Telling(NetBufferPool pool, Mdl mdl) : IDisposable
{
    NetBuffer nb;

    bool HasBuffer => !nb.IsNull;

    public void Fill()
    {
        if (!HasBuffer)
            nb = NdisAllocateNetBuffer(pool, mdl, 0, 3);
    }

    public void Dispose()
    {
        if (HasBuffer)
            NdisFreeNetBuffer(nb);
    }
}

sealed class TellingBadly(NetBufferPool pool, Mdl mdl) : IDisposable
{
    NetBuffer nb;

    bool HasBuffer => !nb.IsNull;

    public void Fill()
    {
        if (!HasBuffer)
            nb = NdisAllocateNetBuffer(pool, mdl, 0, 3);
    }

    public void Dispose() // NDIS0001
    {
        if (!HasBuffer)
            NdisFreeNetBuffer(nb); // NDIS0007
    }
}

// case: A property of the object is no new name of it
class Members(NetBufferPool pool, Mdl mdl)
{
    public int Length()
    {
        var nb = NdisAllocateNetBuffer(pool, mdl, 0, 3); // NDIS0005
        if (nb.IsNull)
            return 0;
        var pool2 = nb.NdisPoolHandle;
        return nb.DataLength + (int)pool2.PoolTag;
    }

    public int LengthWell()
    {
        var nb = NdisAllocateNetBuffer(pool, mdl, 0, 3);
        if (nb.IsNull)
            return 0;
        var length = nb.DataLength;
        ref var offset = ref nb.DataOffset;
        offset = 3;
        NdisFreeNetBuffer(nb);
        return length;
    }

    public int LengthLate()
    {
        var nb = NdisAllocateNetBuffer(pool, mdl, 0, 3);
        if (nb.IsNull)
            return 0;
        ref var offset = ref nb.DataOffset;
        NdisFreeNetBuffer(nb);
        return offset; // NDIS0004
    }
}

// case: A property of a base class is overridden
abstract class Source
{
    protected abstract Lease Buffer { get; }
    public int Length() => Buffer.Length;
}

sealed class PoolSource(LeasePool pool) : Source, IDisposable
{
    Lease? lease;
    protected override Lease Buffer => lease ??= pool.Rent(7);
    public void Dispose() => lease?.Dispose();
}

// case: A static property that is a fresh one each time
static class Fresh
{
    static readonly LeasePool Pool = new();
    public static Lease Next => Pool.Rent(12);
    public static void Give(Lease lease) => Pool.Return(lease);
}

class UsesFresh
{
    public void Good()
    {
        var lease = Fresh.Next;
        Fresh.Give(lease);
    }

    public void Bad()
    {
        var length = Fresh.Next.Length; // NDIS0005
        Console.WriteLine(length);
    }
}
