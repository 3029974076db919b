// case: A method that rents when the caller's span is too small
static class Encoding
{
    public static Span<byte> Ensure(Span<byte> initial, int length, out byte[]? rented)
    {
        rented = null;
        if (length <= initial.Length)
            return initial[..length];
        rented = ArrayPool<byte>.Shared.Rent(length);
        return rented.AsSpan(0, length);
    }

    public static int Good(int length)
    {
        var bytes = Ensure(stackalloc byte[128], length, out var rented);
        bytes.Clear();
        var last = bytes[^1];
        if (rented is not null)
            ArrayPool<byte>.Shared.Return(rented);
        return last;
    }

    public static int Bad(int length)
    {
        var bytes = Ensure(stackalloc byte[128], length, out var rented); // NDIS0005
        bytes.Clear();
        return bytes[^1];
    }

    public static int After(int length)
    {
        var bytes = Ensure(stackalloc byte[128], length, out var rented);
        if (rented is not null)
            ArrayPool<byte>.Shared.Return(rented);
        return bytes[^1]; // NDIS0004
    }
}

// case: A ref field of a ref struct writes back
ref struct Taker(ref NetBuffer place, NetBufferPool pool)
{
    readonly ref NetBuffer place = ref place;

    public readonly bool Take(Mdl mdl)
    {
        place = NdisAllocateNetBuffer(pool, mdl, 0, 3);
        return !place.IsNull;
    }
}

class Takers(NetBufferPool pool, Mdl mdl)
{
    public void Good()
    {
        NetBuffer nb = default;
        var taker = new Taker(ref nb, pool);
        if (taker.Take(mdl))
            NdisFreeNetBuffer(nb);
    }
}

// case: A Try method with an attribute that says when it is not null
class Sessions(LeasePool pool)
{
    bool TryOpen(int size, [System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out Lease? lease)
    {
        if (size < 0)
        {
            lease = null;
            return false;
        }

        lease = pool.Rent(size);
        if (lease.Length != size)
        {
            lease.Dispose();
            lease = null;
            return false;
        }

        return true;
    }

    public int Good(int size)
    {
        if (!TryOpen(size, out var lease))
            return 0;
        using (lease)
            return lease.Length;
    }

    public int Bad(int size) => TryOpen(size, out var lease) ? lease.Length : 0; // NDIS0005

    public int Discarded(int size) => TryOpen(size, out _) ? size : 0; // NDIS0005
}

// case: A ref that is cleared by a helper named like the framework's
static class Disposer
{
    public static void DisposeAndClear<T>(ref T? value) where T : class, IDisposable
    {
        var old = Interlocked.Exchange(ref value, null);
        old?.Dispose();
    }
}

sealed class Owner(LeasePool pool) : IDisposable
{
    Lease? rx = pool.Rent(1);
    Lease? tx = pool.Rent(2);

    public void Dispose()
    {
        Disposer.DisposeAndClear(ref rx);
        Disposer.DisposeAndClear(ref tx);
    }
}

sealed class OwnerBadly(LeasePool pool) : IDisposable
{
    Lease? rx = pool.Rent(1);
    Lease? tx = pool.Rent(2);

    public void Dispose() // NDIS0001
    {
        Disposer.DisposeAndClear(ref rx);
        if (rx is not null)
            Disposer.DisposeAndClear(ref tx);
    }
}

// case: Out of a tuple, a deconstruction into existing variables
class Pairs(LeasePool pool)
{
    (Lease Head, Lease Tail) Both() => (pool.Rent(1), pool.Rent(2));

    public void Good()
    {
        var (head, tail) = Both();
        head.Dispose();
        tail.Dispose();
    }

    public void Bad()
    {
        var (head, _) = Both(); // NDIS0005
        head.Dispose();
    }
}
