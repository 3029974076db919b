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

// case: A parser that owns what it could not finish
class Framer(LeasePool pool)
{
    bool TryRead(ref Lease? partial, ReadOnlySpan<byte> data, out Lease? frame)
    {
        partial ??= pool.Rent(64);
        partial.Write(data);
        if (data.Length < 4)
        {
            frame = null;
            return false;
        }

        frame = partial;
        partial = null;
        return true;
    }

    public int Good(byte[][] chunks)
    {
        Lease? partial = null;
        var sum = 0;
        foreach (var chunk in chunks)
        {
            if (!TryRead(ref partial, chunk, out var frame))
                continue;
            sum += frame!.Length;
            frame.Dispose();
        }

        partial?.Dispose();
        return sum;
    }

    public int Bad(byte[][] chunks)
    {
        Lease? partial = null;
        var sum = 0;
        foreach (var chunk in chunks)
        {
            if (!TryRead(ref partial, chunk, out var frame)) // NDIS0005
                continue;
            sum += frame!.Length;
            frame.Dispose();
        }

        return sum;
    }
}

// case: In parameters and ref readonly returns
readonly struct Pair(NetBuffer first, NetBuffer second)
{
    readonly NetBuffer first = first;
    readonly NetBuffer second = second;
    public NetBuffer First => first;
    public NetBuffer Second => second;
}

class Pairs(NetBufferPool pool, Mdl mdl)
{
    static void Free(in Pair pair)
    {
        if (pair.First)
            NdisFreeNetBuffer(pair.First);
        if (pair.Second)
            NdisFreeNetBuffer(pair.Second);
    }

    static void FreeFirst(in Pair pair)
    {
        if (pair.First)
            NdisFreeNetBuffer(pair.First);
    }

    public void Good()
    {
        var pair = new Pair(NdisAllocateNetBuffer(pool, mdl, 0, 1), NdisAllocateNetBuffer(pool, mdl, 1, 1));
        Free(in pair);
    }

    public void Bad()
    {
        var pair = new Pair(NdisAllocateNetBuffer(pool, mdl, 0, 1), NdisAllocateNetBuffer(pool, mdl, 1, 1)); // NDIS0005
        FreeFirst(pair);
    }
}

// case: An array segment by out, the array by return
class Segments
{
    static byte[] Encode(string text, out ArraySegment<byte> used)
    {
        var array = ArrayPool<byte>.Shared.Rent(text.Length * 3);
        used = new(array, 0, System.Text.Encoding.UTF8.GetBytes(text, array));
        return array;
    }

    public static int Good(string text, Stream stream)
    {
        var array = Encode(text, out var used);
        stream.Write(used);
        ArrayPool<byte>.Shared.Return(array);
        return used.Count;
    }

    public static int Bad(string text, Stream stream)
    {
        Encode(text, out var used); // NDIS0005
        stream.Write(used);
        return used.Count;
    }

    public static void BySegment(string text, Stream stream)
    {
        Encode(text, out var used);
        stream.Write(used);
        ArrayPool<byte>.Shared.Return(used.Array!);
    }
}

// case: A scoped ref swaps two places
class Swaps(LeasePool pool)
{
    static void Rotate<T>(scoped ref T a, scoped ref T b, scoped ref T c) => (a, b, c) = (b, c, a);

    public void Good()
    {
        var a = pool.Rent(1);
        var b = pool.Rent(2);
        var c = pool.Rent(3);
        Rotate(ref a, ref b, ref c);
        a.Dispose();
        b.Dispose();
        c.Dispose();
    }

    public void Bad()
    {
        var a = pool.Rent(1);
        var b = pool.Rent(2); // NDIS0005
        var c = pool.Rent(3);
        Rotate(ref a, ref b, ref c);
        b.Dispose();
        c.Dispose();
    }
}
