// case: A console host's service
sealed class Sniffer(NetBufferPool pool, Mdl mdl) : IDisposable
{
    NetBuffer capture;
    int captured;

    public bool Start()
    {
        if (!capture.IsNull)
            return true;
        capture = NdisAllocateNetBuffer(pool, mdl, 0, 1514);
        return !capture.IsNull;
    }

    public void OnPacket(int length)
    {
        if (capture.IsNull)
            return;
        capture.DataLength = length;
        captured++;
    }

    public void Stop()
    {
        if (capture.IsNull)
            return;
        NdisFreeNetBuffer(capture);
        capture = default;
    }

    public void Dispose()
    {
        Stop();
        Console.WriteLine(captured);
    }
}

sealed class SnifferBadly(NetBufferPool pool, Mdl mdl) : IDisposable
{
    NetBuffer capture;

    public bool Start()
    {
        if (!capture.IsNull)
            return true;
        capture = NdisAllocateNetBuffer(pool, mdl, 0, 1514);
        return !capture.IsNull;
    }

    public void OnPacket(int length)
    {
        if (!capture.IsNull)
            capture.DataLength = length; // NDIS0004
    }

    public void Stop()
    {
        if (!capture.IsNull)
            NdisFreeNetBuffer(capture); // NDIS0003
    }

    public void Dispose() => Stop();
}

// case: Two ways to end
sealed class TwoEnds(LeasePool pool) : IDisposable, IAsyncDisposable
{
    readonly Lease lease = pool.Rent(10);

    public void Dispose() => pool.Return(lease);

    public ValueTask DisposeAsync()
    {
        pool.Return(lease);
        return ValueTask.CompletedTask;
    }
}

sealed class TwoEndsBadly(LeasePool pool) : IDisposable, IAsyncDisposable
{
    readonly Lease lease = pool.Rent(10);

    public void Dispose() => pool.Return(lease);

    public ValueTask DisposeAsync() => ValueTask.CompletedTask; // NDIS0001
}

// case: A hosted service
sealed class Heartbeat(NetBufferPool pool, Mdl mdl)
{
    NetBuffer beat;

    public Task StartAsync(CancellationToken cancellation)
    {
        beat = NdisAllocateNetBuffer(pool, mdl, 0, 60);
        return beat.IsNull ? Task.FromException(new InsufficientMemoryException()) : Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellation)
    {
        if (!beat.IsNull)
            NdisFreeNetBuffer(beat);
        beat = default;
        return Task.CompletedTask;
    }
}

// case: The owner of a disposable of this project
sealed class Inner(NetBufferPool pool) : IDisposable
{
    readonly NetBuffer nb = NdisAllocateNetBuffer(pool, default, 0, 0);

    public int Length => nb.IsNull ? 0 : nb.DataLength;

    public void Dispose()
    {
        if (nb)
            NdisFreeNetBuffer(nb);
    }
}

class Owner(NetBufferPool pool)
{
    public int Good()
    {
        using var inner = new Inner(pool);
        return inner.Length;
    }

    public int Bad()
    {
        var inner = new Inner(pool); // NDIS0005
        return inner.Length;
    }

    public int ByHand(bool quick)
    {
        var inner = new Inner(pool); // NDIS0005
        if (quick)
            return 0;
        var length = inner.Length;
        inner.Dispose();
        return length;
    }
}

// case: A singleton made on first use
sealed class Singleton : IDisposable
{
    static Singleton? instance;
    readonly NetBuffer shared;

    Singleton(NetBufferPool pool) => shared = NdisAllocateNetBuffer(pool, default, 0, 0);

    public static Singleton Get(NetBufferPool pool) => instance ??= new Singleton(pool);

    public int Length => shared.IsNull ? 0 : shared.DataLength;

    public void Dispose()
    {
        if (shared)
            NdisFreeNetBuffer(shared);
    }
}

// case: A finalizer is no end for others
sealed class Finalized : IDisposable
{
    NetBuffer nb;

    public Finalized(NetBufferPool pool) => nb = NdisAllocateNetBuffer(pool, default, 0, 0);

    void Release()
    {
        if (nb)
            NdisFreeNetBuffer(nb);
        nb = default;
    }

    public void Dispose()
    {
        Release();
        GC.SuppressFinalize(this);
    }

    ~Finalized() => Release();
}

// case: A reference count decides
sealed class Counted : IDisposable
{
    readonly LeasePool pool;
    readonly Lease lease;
    int references = 1;

    public Counted(LeasePool pool)
    {
        this.pool = pool;
        lease = pool.Rent(16);
    }

    public void AddRef() => Interlocked.Increment(ref references);

    public void Dispose()
    {
        if (Interlocked.Decrement(ref references) == 0)
            pool.Return(lease);
    }
}

// case: Events subscribed and unsubscribed
sealed class Listener : IDisposable
{
    readonly LeasePool pool;
    readonly System.Timers.Timer timer;
    Lease? last;

    public Listener(LeasePool pool)
    {
        this.pool = pool;
        timer = new System.Timers.Timer(100);
        timer.Elapsed += OnElapsed;
    }

    void OnElapsed(object? sender, System.Timers.ElapsedEventArgs e)
    {
        last?.Dispose();
        last = pool.Rent(4);
    }

    public void Dispose()
    {
        timer.Elapsed -= OnElapsed;
        timer.Dispose();
        last?.Dispose();
    }
}

// case: An end that is only inherited, and a method of its own that gives up
class Pump
{
    public void Copy(Stream from, Stream to) => new Inner(to, 512).Run(from);

    sealed class Inner(Stream to, int size) : MemoryStream
    {
        byte[]? space = ArrayPool<byte>.Shared.Rent(size);

        public void Run(Stream from)
        {
            try
            {
                to.Write(space!, 0, from.Read(space!, 0, space!.Length));
            }
            finally
            {
                ArrayPool<byte>.Shared.Return(space!);
                space = null;
            }
        }
    }
}

sealed class PumpBadly(Stream to, int size) : MemoryStream
{
    readonly byte[] space = ArrayPool<byte>.Shared.Rent(size); // NDIS0001

    public void Run(Stream from) => to.Write(space, 0, from.Read(space, 0, space.Length));
}

// case: An object that nobody names, but its finalizer
sealed class Watch
{
    GCHandle watched;
    readonly Func<object?, bool> look;

    Watch(object watched, Func<object?, bool> look)
    {
        this.look = look;
        this.watched = GCHandle.Alloc(watched, GCHandleType.Weak);
    }

    ~Watch()
    {
        if (look(watched.Target))
            GC.ReRegisterForFinalize(this);
        else
            watched.Free();
    }

    public static void Start(object watched, Func<object?, bool> look) => new Watch(watched, look);
}

// case: A finalizer that frees nothing
sealed class WatchBadly
{
    readonly GCHandle watched;

    WatchBadly(object watched) => this.watched = GCHandle.Alloc(watched, GCHandleType.Weak);

    ~WatchBadly() => GC.KeepAlive(watched.Target);

    public static void Start(object watched) => new WatchBadly(watched); // NDIS0005
}

// case: An argument that branches in a call on this
sealed class Sized : IDisposable
{
    readonly byte[] bytes;
    bool isOver;

    public Sized(bool isLong, int size) => bytes = ArrayPool<byte>.Shared.Rent(isLong ? size * 2 : size);

    public Sized(bool isLong)
        : this(isLong, isLong ? 28 : 16)
    {
    }

    public void Dispose()
    {
        if (isOver)
            return;
        isOver = true;
        ArrayPool<byte>.Shared.Return(bytes);
    }
}

sealed class SizedBadly : IDisposable
{
    readonly byte[] bytes;

    public SizedBadly(bool isLong, int size) => bytes = ArrayPool<byte>.Shared.Rent(isLong ? size * 2 : size);

    public SizedBadly(bool isLong)
        : this(isLong, isLong ? 28 : 16)
    {
    }

    public void Dispose() => bytes.AsSpan().Clear(); // NDIS0001
}

// case: A method that may be overridden is called on this
class Growing : IDisposable
{
    byte[]? bytes = ArrayPool<byte>.Shared.Rent(16);
    bool isOver;

    public void WriteAll(int count) => Write(count);

    public virtual void Write(int count)
    {
        if (count > bytes!.Length)
            Grow(count);
    }

    void Grow(int count)
    {
        var grown = ArrayPool<byte>.Shared.Rent(count);
        var old = bytes!;
        bytes = grown;
        ArrayPool<byte>.Shared.Return(old);
    }

    public void Dispose()
    {
        if (isOver)
            return;
        isOver = true;
        ArrayPool<byte>.Shared.Return(bytes!);
        bytes = null;
    }
}

class GrowingBadly : IDisposable
{
    byte[]? bytes;
    bool isOver;

    public void WriteAll(int count) => Write(count);

    public virtual void Write(int count)
    {
        isOver = count > 100;
        bytes ??= ArrayPool<byte>.Shared.Rent(count);
    }

    public void Dispose() // NDIS0001
    {
        if (isOver)
            return;
        isOver = true;
        if (bytes is not null)
            ArrayPool<byte>.Shared.Return(bytes);
        bytes = null;
    }
}
