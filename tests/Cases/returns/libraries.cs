// case: A rented array that is handed out with its length
static class Compressor
{
    public static (byte[] Buffer, int Length) Compress(ReadOnlySpan<byte> data)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(data.Length + 16);
        data.CopyTo(buffer);
        return (buffer, data.Length);
    }

    public static byte[] Good(ReadOnlySpan<byte> data)
    {
        var (buffer, length) = Compress(data);
        try
        {
            return buffer.AsSpan(0, length).ToArray();
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    public static byte[] Bad(ReadOnlySpan<byte> data)
    {
        var (buffer, length) = Compress(data); // NDIS0005
        return buffer.AsSpan(0, length).ToArray();
    }

    public static ArraySegment<byte> GoodSegment(ReadOnlySpan<byte> data)
    {
        var compressed = Compress(data);
        return new(compressed.Buffer, 0, compressed.Length);
    }

    public static ReadOnlyMemory<byte> BadMemory(ReadOnlySpan<byte> data)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(data.Length);
        data.CopyTo(buffer);
        ReadOnlyMemory<byte> memory = buffer.AsMemory(0, data.Length);
        ArrayPool<byte>.Shared.Return(buffer);
        return memory; // NDIS0004
    }
}

// case: A builder that can be asked once
sealed class OneShot(LeasePool pool)
{
    Lease? lease = pool.Rent(8);

    public Lease Build() => Interlocked.Exchange(ref lease, null) ?? throw new InvalidOperationException("built already");
}

class UsesOneShot(LeasePool pool)
{
    public int Good()
    {
        using var lease = new OneShot(pool).Build();
        return lease.Length;
    }

    public int Bad()
    {
        var lease = new OneShot(pool).Build(); // NDIS0005
        return lease.Length;
    }
}

// case: Returned from a nested function through three conditions
class Choosing(LeasePool pool)
{
    Lease? Choose(int kind, int size) => kind switch
    {
        0 => null,
        1 => pool.Rent(size),
        2 when size > 8 => pool.Rent(8),
        _ => Choose(kind - 1, size),
    };

    public int Good(int kind)
    {
        var lease = Choose(kind, 4);
        if (lease is null)
            return 0;
        try
        {
            return lease.Length;
        }
        finally
        {
            pool.Return(lease);
        }
    }

    public int Bad(int kind)
    {
        var lease = Choose(kind, 4); // NDIS0005
        if (lease is null)
            return 0;
        return lease.Length;
    }
}

// case: A result class with an object and an error
sealed class Outcome
{
    public Lease? Lease { get; private init; }
    public string? Error { get; private init; }

    public static Outcome Of(Lease lease) => new() { Lease = lease };

    public static Outcome Failed(string error) => new() { Error = error };
}

class Outcomes(LeasePool pool)
{
    Outcome Get(int size) => size < 0 ? Outcome.Failed("negative") : Outcome.Of(pool.Rent(size));

    public int Good(int size)
    {
        var outcome = Get(size);
        if (outcome.Error is not null || outcome.Lease is null)
            return -1;
        var length = outcome.Lease.Length;
        pool.Return(outcome.Lease);
        return length;
    }

    public int Bad(int size)
    {
        var outcome = Get(size); // NDIS0005
        if (outcome.Lease is null)
            return -1;
        return outcome.Lease.Length;
    }
}
