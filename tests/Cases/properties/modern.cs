// case: The field keyword grows a buffer on demand
sealed class Growing : IDisposable
{
    public int Capacity
    {
        get;
        set
        {
            if (value <= field)
                return;
            var larger = ArrayPool<byte>.Shared.Rent(value);
            if (buffer is not null)
                ArrayPool<byte>.Shared.Return(buffer);
            buffer = larger;
            field = value;
        }
    }

    byte[]? buffer;

    public void Dispose()
    {
        if (buffer is not null)
            ArrayPool<byte>.Shared.Return(buffer);
        buffer = null;
    }
}

sealed class GrowingBadly : IDisposable
{
    public int Capacity
    {
        get;
        set
        {
            if (value <= field)
                return;
            buffer = ArrayPool<byte>.Shared.Rent(value); // NDIS0002
            field = value;
        }
    }

    byte[]? buffer;

    public void Dispose()
    {
        if (buffer is not null)
            ArrayPool<byte>.Shared.Return(buffer);
    }
}

// case: A lazy property with the field keyword
sealed class LazyBuffer(LeasePool pool) : IDisposable
{
    Lease? made;

    public Lease Buffer => made ??= pool.Rent(16);

    public int Length => Buffer.Length;

    public void Dispose() => made?.Dispose();
}

sealed class LazyField(LeasePool pool) : IDisposable
{
    public Lease? Buffer { get => field ??= pool.Rent(16); set; }

    public void Dispose() // NDIS0001
    {
        if (Buffer is null)
            Buffer?.Dispose();
    }
}

// case: A Lazy of the framework
sealed class Deferred : IDisposable
{
    readonly Lazy<Lease> lease;

    public Deferred(LeasePool pool) => lease = new(() => pool.Rent(4));

    public int Length => lease.Value.Length;

    public void Dispose()
    {
        if (lease.IsValueCreated)
            lease.Value.Dispose();
    }
}

// case: A property whose getter checks for disposal
sealed class Checked : IDisposable
{
    byte[]? array = ArrayPool<byte>.Shared.Rent(12);

    byte[] Array => array ?? throw new ObjectDisposedException(nameof(Checked));

    public Span<byte> Span => Array.AsSpan(0, 12);

    public void Dispose()
    {
        if (array is not { } taken)
            return;
        array = null;
        ArrayPool<byte>.Shared.Return(taken);
    }
}

sealed class CheckedBadly : IDisposable
{
    byte[]? array = ArrayPool<byte>.Shared.Rent(12); // NDIS0005

    byte[] Array => array ?? throw new ObjectDisposedException(nameof(CheckedBadly));

    public int Last()
    {
        ArrayPool<byte>.Shared.Return(Array);
        return Array[^1]; // NDIS0004
    }

    public void Dispose() => array = null;
}

// case: An indexer of a wrapper over an owner
sealed class Bytes(int length) : IDisposable
{
    readonly IMemoryOwner<byte> owner = MemoryPool<byte>.Shared.Rent(length);

    public byte this[Index index]
    {
        get => owner.Memory.Span[index];
        set => owner.Memory.Span[index] = value;
    }

    public ReadOnlySpan<byte> this[Range range] => owner.Memory.Span[range];

    public void Dispose() => owner.Dispose();
}

class UsesBytes
{
    public static int Good()
    {
        using var bytes = new Bytes(4);
        bytes[^1] = 3;
        return bytes[..2].Length + bytes[0];
    }

    public static int Bad()
    {
        var bytes = new Bytes(4);
        bytes.Dispose();
        return bytes[0]; // NDIS0004
    }

    public static int Lost()
    {
        var bytes = new Bytes(4); // NDIS0005
        return bytes[0];
    }
}

// case: A property hands out a view only while it is open
sealed class Window : IDisposable
{
    IMemoryOwner<byte>? owner = MemoryPool<byte>.Shared.Rent(64);

    public bool IsOpen => owner is not null;

    public Span<byte> Bytes => IsOpen ? owner!.Memory.Span : [];

    public void Dispose()
    {
        if (!IsOpen)
            return;
        owner!.Dispose();
        owner = null;
    }
}

sealed class WindowBadly : IDisposable
{
    IMemoryOwner<byte>? owner = MemoryPool<byte>.Shared.Rent(64);

    public bool IsOpen => owner is not null;

    public void Dispose() // NDIS0001
    {
        if (IsOpen)
            return;
        owner!.Dispose();
        owner = null;
    }
}

// case: An init property takes the ownership
sealed class Job : IDisposable
{
    readonly Lease? lease;

    public required Lease Lease { get => lease!; init => lease = value; }

    public void Dispose() => lease?.Dispose();
}

class Jobs(LeasePool pool)
{
    public int Good()
    {
        using var job = new Job { Lease = pool.Rent(4) };
        return job.Lease.Length;
    }

    public int Bad()
    {
        var job = new Job { Lease = pool.Rent(4) }; // NDIS0005
        return job.Lease.Length;
    }
}

// case: A static property with a private setter is replaced
sealed class Shared
{
    public static Lease? Current { get; private set; }

    public static void Replace(LeasePool pool, int size)
    {
        var old = Current;
        Current = pool.Rent(size);
        old?.Dispose();
    }
}

// case: A property pattern with a computed property
sealed class Box(LeasePool pool, int size) : IDisposable
{
    readonly Lease lease = pool.Rent(size);

    public bool IsLarge => lease.Length > 100;

    public void Dispose() => lease.Dispose();
}

class Boxes(LeasePool pool)
{
    public int Good(int size)
    {
        using var box = new Box(pool, size);
        return box is { IsLarge: true } ? 1 : 0;
    }

    public int Bad(int size)
    {
        var box = new Box(pool, size); // NDIS0005
        if (box is { IsLarge: true })
            return 1;
        box.Dispose();
        return 0;
    }
}
