// case: A weak cache with a finalizer as the last resort
sealed unsafe class Native : IDisposable
{
    byte* block;

    public Native(int size) => block = (byte*)NativeMemory.Alloc((nuint)size);

    public void Dispose()
    {
        Release();
        GC.SuppressFinalize(this);
    }

    ~Native() => Release();

    void Release()
    {
        var old = block;
        block = null;
        NativeMemory.Free(old);
    }
}

sealed unsafe class NativeBadly : IDisposable
{
    byte* block;
    readonly bool owned;

    public NativeBadly(int size, bool owned)
    {
        this.owned = owned;
        block = (byte*)NativeMemory.Alloc((nuint)size); // NDIS0005
    }

    public void Dispose()
    {
        if (owned)
            NativeMemory.Free(block);
        block = null;
    }
}

// case: The canonical pattern with Dispose(bool)
class Base : IDisposable
{
    nint memory = Marshal.AllocHGlobal(64);
    bool disposed;

    protected nint Memory => memory;

    protected virtual void Dispose(bool disposing)
    {
        if (disposed)
            return;
        Marshal.FreeHGlobal(memory);
        memory = 0;
        disposed = true;
    }

    public void Dispose()
    {
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    ~Base() => Dispose(false);
}

sealed class Derived(LeasePool pool) : Base
{
    readonly Lease extra = pool.Rent(3);

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            extra.Dispose();
        base.Dispose(disposing);
    }
}

// case: A cancelled registration and a lease
sealed class Subscription : IDisposable
{
    readonly CancellationTokenRegistration registration;
    Lease? lease;

    public Subscription(LeasePool pool, CancellationToken cancellation)
    {
        lease = pool.Rent(4);
        registration = cancellation.Register(static state => ((Subscription)state!).Clear(), this);
    }

    void Clear() => Interlocked.Exchange(ref lease, null)?.Dispose();

    public void Dispose()
    {
        registration.Dispose();
        Clear();
    }
}

// case: An async disposable with both ends
sealed class Connection(LeasePool pool) : IAsyncDisposable, IDisposable
{
    Lease? lease = pool.Rent(9);

    public int Length => lease?.Length ?? 0;

    public void Dispose()
    {
        lease?.Dispose();
        lease = null;
    }

    public async ValueTask DisposeAsync()
    {
        await Task.Yield();
        Dispose();
    }
}

sealed class ConnectionBadly(LeasePool pool) : IAsyncDisposable
{
    Lease? lease = pool.Rent(9);

    public int Length => lease?.Length ?? 0;

    public ValueTask DisposeAsync() // NDIS0001
    {
        if (lease is { Length: 0 })
            lease.Dispose();
        return default;
    }
}

// case: A thread static scratch buffer
static class Scratch
{
    [ThreadStatic]
    static byte[]? cached;

    public static byte[] Take(int n)
    {
        var array = cached;
        if (array is not null && array.Length >= n)
        {
            cached = null;
            return array;
        }

        return ArrayPool<byte>.Shared.Rent(n);
    }

    public static void Give(byte[] array)
    {
        if (cached is null)
            cached = array;
        else
            ArrayPool<byte>.Shared.Return(array);
    }

    public static int Good(int n)
    {
        var array = Take(n);
        var length = array.Length;
        Give(array);
        return length;
    }

    public static int Bad(int n)
    {
        var array = Take(n); // NDIS0005
        return array.Length;
    }
}

// case: A double buffer that swaps
sealed class Doubled : IDisposable
{
    byte[] front = ArrayPool<byte>.Shared.Rent(64);
    byte[] back = ArrayPool<byte>.Shared.Rent(64);

    public void Swap() => (front, back) = (back, front);

    public void Dispose()
    {
        ArrayPool<byte>.Shared.Return(front);
        ArrayPool<byte>.Shared.Return(back);
    }
}

sealed class DoubledBadly : IDisposable
{
    byte[] front = ArrayPool<byte>.Shared.Rent(64);
    byte[] back = ArrayPool<byte>.Shared.Rent(64); // NDIS0002

    public void Publish() => front = back;

    public void Dispose()
    {
        ArrayPool<byte>.Shared.Return(front);
        if (!ReferenceEquals(front, back))
            ArrayPool<byte>.Shared.Return(back);
    }
}

// case: A singleton lease with double checked locking
sealed class Singleton(LeasePool pool) : IDisposable
{
    readonly object gate = new();
    volatile Lease? lease;

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

// case: A weak table keeps a buffer beside an object
static class Attached
{
    static readonly System.Runtime.CompilerServices.ConditionalWeakTable<object, Lease> table = [];

    public static void Good(object key, LeasePool pool) => table.Add(key, pool.Rent(3));

    public static int Bad(object key, LeasePool pool)
    {
        var lease = pool.Rent(3); // NDIS0005
        return table.TryGetValue(key, out var known) ? known.Length : lease.Length;
    }
}

// case: A thread local scratch list
sealed class Scratch : IDisposable
{
    readonly ThreadLocal<byte[]> buffers = new(() => ArrayPool<byte>.Shared.Rent(64), trackAllValues: true);

    public int Use(int n)
    {
        var buffer = buffers.Value!;
        buffer[0] = (byte)n;
        return buffer[0];
    }

    public void Dispose()
    {
        foreach (var buffer in buffers.Values)
            ArrayPool<byte>.Shared.Return(buffer);
        buffers.Dispose();
    }
}

// case: The owner is moved out under a condition
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

class UsesResponse(LeasePool pool)
{
    public int Good()
    {
        using var response = new Response(pool);
        using var body = response.Detach();
        return body?.Length ?? 0;
    }

    public int Bad()
    {
        using var response = new Response(pool); // NDIS0005
        var body = response.Detach();
        return body?.Length ?? 0;
    }

    public int Plain()
    {
        using var response = new Response(pool);
        return 1;
    }
}

// case: An interlocked flag guards the end
sealed class Once : IDisposable
{
    readonly nint block = Marshal.AllocHGlobal(32);
    int disposed;

    public byte First => Volatile.Read(ref disposed) == 0 ? Marshal.ReadByte(block) : throw new ObjectDisposedException(nameof(Once));

    public void Dispose()
    {
        if (Interlocked.Exchange(ref disposed, 1) == 0)
            Marshal.FreeHGlobal(block);
    }
}

sealed class OnceCompared : IDisposable
{
    readonly nint block = Marshal.AllocHGlobal(32);
    int state;

    public void Dispose()
    {
        if (Interlocked.CompareExchange(ref state, 1, 0) != 0)
            return;
        Marshal.FreeHGlobal(block);
    }
}

sealed class Never : IDisposable
{
    readonly nint block = Marshal.AllocHGlobal(32);
    int disposed;

    public void Dispose()
    {
        if (disposed > 1)
            return;
        disposed++;
        Marshal.FreeHGlobal(block);
    }
}

// case: The buffer of a stream reader that is reset
sealed class Reader : IDisposable
{
    Stream? stream;
    byte[]? buffer;

    public void Reset(Stream next)
    {
        stream = next;
        buffer ??= ArrayPool<byte>.Shared.Rent(512);
    }

    public int Read() => stream is null || buffer is null ? -1 : stream.Read(buffer);

    public void Dispose()
    {
        stream = null;
        if (Interlocked.Exchange(ref buffer, null) is { } taken)
            ArrayPool<byte>.Shared.Return(taken);
    }
}

// case: A field array of owners of fixed size
sealed class Planes(int width, int height) : IDisposable
{
    readonly IMemoryOwner<byte>[] planes =
    [
        MemoryPool<byte>.Shared.Rent(width * height),
        MemoryPool<byte>.Shared.Rent(width * height / 4),
        MemoryPool<byte>.Shared.Rent(width * height / 4),
    ];

    public Span<byte> this[int plane] => planes[plane].Memory.Span;

    public void Dispose()
    {
        foreach (var plane in planes)
            plane.Dispose();
    }
}

sealed class PlanesBadly(int width, int height) : IDisposable
{
    readonly IMemoryOwner<byte>[] planes =
    [
        MemoryPool<byte>.Shared.Rent(width * height),
        MemoryPool<byte>.Shared.Rent(width * height / 4),
    ];

    public void Dispose() // NDIS0001
    {
        planes[0].Dispose();
    }
}

// case: A lease under a semaphore with try-enter
sealed class Exclusive(LeasePool pool) : IDisposable
{
    readonly SemaphoreSlim gate = new(1);
    Lease? lease;

    public async Task<bool> OpenAsync()
    {
        if (!await gate.WaitAsync(0))
            return false;
        try
        {
            lease ??= await pool.RentAsync(4);
            return true;
        }
        finally
        {
            gate.Release();
        }
    }

    public void Dispose()
    {
        gate.Dispose();
        lease?.Dispose();
        lease = null;
    }
}

// case: Copy on write
sealed class Snapshot(LeasePool pool) : IDisposable
{
    Lease current = pool.Rent(1);

    public void Update(int size)
    {
        var next = pool.Rent(size);
        next.Length = current.Length + 1;
        var old = Interlocked.Exchange(ref current, next);
        old.Dispose();
    }

    public void Dispose() => current.Dispose();
}

sealed class SnapshotBadly(LeasePool pool) : IDisposable
{
    Lease current = pool.Rent(1);

    public void Update(int size)
    {
        var next = pool.Rent(size); // NDIS0002
        next.Length = current.Length + 1;
        Interlocked.Exchange(ref current, next);
    }

    public void Dispose() => current.Dispose();
}

// case: A parent that children know
sealed class Session(LeasePool pool) : IDisposable
{
    readonly Lease lease = pool.Rent(4);
    readonly List<Cursor> cursors = [];

    public Cursor Open()
    {
        var cursor = new Cursor(this, pool);
        cursors.Add(cursor);
        return cursor;
    }

    internal void Closed(Cursor cursor) => cursors.Remove(cursor);

    public int Length => lease.Length;

    public void Dispose()
    {
        foreach (var cursor in cursors.ToArray())
            cursor.Dispose();
        lease.Dispose();
    }
}

sealed class Cursor(Session session, LeasePool pool) : IDisposable
{
    Lease? row = pool.Rent(1);

    public int Length => session.Length + (row?.Length ?? 0);

    public void Dispose()
    {
        if (row is null)
            return;
        row.Dispose();
        row = null;
        session.Closed(this);
    }
}

// case: A base constructor takes what the derived class gives back
abstract class Channel
{
    protected readonly byte[] Buffer;

    protected Channel() => Buffer = ArrayPool<byte>.Shared.Rent(64);
}

sealed class Serial : Channel, IDisposable
{
    public void Dispose() => ArrayPool<byte>.Shared.Return(Buffer);
}

sealed class Parallel : Channel, IDisposable
{
    readonly int port;

    public Parallel(int port) => this.port = port;

    public void Dispose() => Console.WriteLine(port); // NDIS0001
}

class UsesChannels
{
    public static void Good()
    {
        using var serial = new Serial();
        Console.WriteLine(serial);
    }

    public static int Bad()
    {
        var serial = new Serial(); // NDIS0005
        return serial.GetHashCode();
    }

    public static int BadToo()
    {
        var parallel = new Parallel(3); // NDIS0005
        return parallel.GetHashCode();
    }
}

// case: A hook of the base class is its only end
class Store : IDisposable
{
    readonly nint block = Marshal.AllocHGlobal(8);

    public byte First => Marshal.ReadByte(block);

    protected virtual void Release() => Marshal.FreeHGlobal(block);

    public void Dispose() // NDIS0001 (of a Forgetful)
    {
        Release();
        GC.SuppressFinalize(this);
    }
}

class Logged : Store
{
    protected override void Release()
    {
        Console.WriteLine("released");
        base.Release();
    }
}

class Forgetful : Store
{
    protected override void Release() => Console.WriteLine("released");
}

class UsesStores
{
    public static int Good()
    {
        using var store = new Logged();
        return store.First;
    }

    public static int Bad()
    {
        using var store = new Forgetful(); // NDIS0005
        return store.First;
    }
}

// case: A memory stream of one's own over a rented array
sealed class RentedStream : MemoryStream
{
    readonly byte[] array;

    RentedStream(byte[] array) : base(array) => this.array = array;

    public static RentedStream Create(int n) => new(ArrayPool<byte>.Shared.Rent(n));

    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);
        if (disposing)
            ArrayPool<byte>.Shared.Return(array);
    }
}

class UsesRentedStream
{
    public static long Good(byte[] data)
    {
        using var stream = RentedStream.Create(64);
        stream.Write(data);
        return stream.Position;
    }

    public static long Closed(byte[] data)
    {
        var stream = RentedStream.Create(64);
        stream.Write(data);
        var position = stream.Position;
        stream.Close();
        return position;
    }
}
