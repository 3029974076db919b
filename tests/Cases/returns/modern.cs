// case: A wrapper is returned that owns the array
readonly struct Rented<T>(int length) : IDisposable
{
    readonly T[] array = ArrayPool<T>.Shared.Rent(length);

    public Span<T> Span => array.AsSpan(0, length);

    public void Dispose() => ArrayPool<T>.Shared.Return(array);
}

class Users
{
    static Rented<int> Take(int n) => new(n);

    public int Good(int n)
    {
        using var rented = Take(n);
        rented.Span.Fill(3);
        return rented.Span[0];
    }

    public int Bad(int n)
    {
        var rented = Take(n); // NDIS0005
        rented.Span.Fill(3);
        return rented.Span[0];
    }
}

// case: A result type with a success and an error
readonly record struct Result<T>(T? Value, string? Error)
{
    public bool IsOk => Error is null;
    public static Result<T> Ok(T value) => new(value, null);
    public static Result<T> Fail(string error) => new(default, error);
}

class Opener(LeasePool pool)
{
    Result<Lease> Open(int size) => size > 256 ? Result<Lease>.Fail("too large") : Result<Lease>.Ok(pool.Rent(size));

    public int Good(int size)
    {
        var result = Open(size);
        if (!result.IsOk)
            return 0;
        var length = result.Value!.Length;
        result.Value.Dispose();
        return length;
    }

    public int Bad(int size)
    {
        var result = Open(size); // NDIS0005
        return result.IsOk ? result.Value!.Length : 0;
    }
}

// case: A conditional return of the argument or of a larger one
class Grower
{
    static byte[] Ensure(byte[] buffer, int length)
    {
        if (buffer.Length >= length)
            return buffer;
        var larger = ArrayPool<byte>.Shared.Rent(length);
        buffer.AsSpan().CopyTo(larger);
        ArrayPool<byte>.Shared.Return(buffer);
        return larger;
    }

    public static int Good(int first, int second)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(first);
        buffer = Ensure(buffer, second);
        var length = buffer.Length;
        ArrayPool<byte>.Shared.Return(buffer);
        return length;
    }

    public static int Bad(int first, int second)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(first);
        var other = Ensure(buffer, second); // NDIS0005
        var length = other.Length;
        ArrayPool<byte>.Shared.Return(buffer); // NDIS0003
        return length;
    }
}

// case: Returned from a switch of local functions
class Choices(LeasePool pool)
{
    public Lease? Make(string kind)
    {
        return kind switch
        {
            "small" => Small(),
            "large" => Large(),
            _ => None(),
        };

        Lease Small() => pool.Rent(1);
        Lease Large() => pool.Rent(256);
        static Lease? None() => null;
    }

    public void Good(string kind)
    {
        using var lease = Make(kind);
        lease?.Write([1]);
    }

    public void Bad(string kind)
    {
        var lease = Make(kind); // NDIS0005
        lease?.Write([1]);
    }
}

// case: An implicit conversion of a result
readonly struct Maybe<T>(T? value) where T : class
{
    public T? Value { get; } = value;

    public static implicit operator Maybe<T>(T? value) => new(value);
    public static bool operator true(Maybe<T> maybe) => maybe.Value is not null;
    public static bool operator false(Maybe<T> maybe) => maybe.Value is null;
}

class Maybes(LeasePool pool)
{
    Maybe<Lease> Find(int size) => size > 0 ? pool.Rent(size) : null;

    public void Good(int size)
    {
        var maybe = Find(size);
        if (maybe)
            maybe.Value!.Dispose();
    }

    public void Bad(int size)
    {
        var maybe = Find(size); // NDIS0005
        if (maybe)
            maybe.Value!.Write([3]);
    }
}

// case: Cleanup by a success flag, the object returned
class Opened(LeasePool pool)
{
    public Lease Good(int size)
    {
        var lease = pool.Rent(size);
        var ok = false;
        try
        {
            lease.Write(stackalloc byte[4]);
            if (lease.Length != size)
                throw new InvalidOperationException();
            ok = true;
            return lease;
        }
        finally
        {
            if (!ok)
                lease.Dispose();
        }
    }

    public Lease Bad(int size)
    {
        var lease = pool.Rent(size); // NDIS0005
        var ok = size > 4;
        try
        {
            if (lease.Length != size)
                throw new InvalidOperationException();
            return lease;
        }
        finally
        {
            if (!ok)
                Console.WriteLine("failed");
        }
    }
}

// case: The better of two is kept
class Better(LeasePool pool)
{
    public Lease Good(int a, int b)
    {
        var first = pool.Rent(a);
        var second = pool.Rent(b);
        var (kept, dropped) = first.Length >= second.Length ? (first, second) : (second, first);
        dropped.Dispose();
        return kept;
    }

    public Lease Bad(int a, int b)
    {
        var first = pool.Rent(a); // NDIS0005
        var second = pool.Rent(b); // NDIS0005
        return first.Length >= second.Length ? first : second;
    }
}

// case: A nullable struct that owns
readonly struct Owned(Lease lease) : IDisposable
{
    public Lease Lease => lease;
    public void Dispose() => lease.Dispose();
}

class Optional(LeasePool pool)
{
    Owned? Make(int size) => size > 0 ? new Owned(pool.Rent(size)) : null;

    public int Good(int size)
    {
        using var owned = Make(size);
        return owned?.Lease.Length ?? 0;
    }

    public int Bad(int size)
    {
        var owned = Make(size); // NDIS0005
        return owned.HasValue ? owned.Value.Lease.Length : 0;
    }

    public int Tested(int size)
    {
        if (Make(size) is not { } owned)
            return 0;
        owned.Dispose();
        return 1;
    }
}

// case: A list pool or null with a status
class Made
{
    static NetBufferListPool? Make(NdisHandle handle, out NdisStatus status)
    {
        var pool = NdisAllocateNetBufferListPool(handle, new NetBufferListPoolParameters { PoolTag = 4 });
        status = pool is null ? NdisStatus.Resources : NdisStatus.Success;
        return pool;
    }

    public static NdisStatus Good(NdisHandle handle)
    {
        var pool = Make(handle, out var status);
        if (status == NdisStatus.Success)
            NdisFreeNetBufferListPool(pool!);
        return status;
    }

    public static NdisStatus Bad(NdisHandle handle)
    {
        var pool = Make(handle, out var status); // NDIS0005
        if (status != NdisStatus.Success)
            NdisFreeNetBufferListPool(pool!); // NDIS0007
        return status;
    }
}
