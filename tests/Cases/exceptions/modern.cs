// case: An owner is handed over at the very end, or disposed by the finally
static class Decoder
{
    public static IMemoryOwner<byte> Good(Stream stream, int length)
    {
        IMemoryOwner<byte>? owner = MemoryPool<byte>.Shared.Rent(length);
        try
        {
            stream.ReadExactly(owner.Memory.Span[..length]);
            var result = owner;
            owner = null;
            return result;
        }
        finally
        {
            owner?.Dispose();
        }
    }

    public static IMemoryOwner<byte> Bad(Stream stream, int length)
    {
        var owner = MemoryPool<byte>.Shared.Rent(length);
        try
        {
            stream.ReadExactly(owner.Memory.Span[..length]);
            return owner; // NDIS0004
        }
        finally
        {
            owner.Dispose();
        }
    }

    public static int Use(Stream stream)
    {
        var owner = Bad(stream, 3);
        var length = owner.Memory.Length; // NDIS0004
        return length;
    }
}

// case: An error is captured and thrown later
class Deferred(LeasePool pool)
{
    public void Good(Action<Lease> body)
    {
        var lease = pool.Rent(3);
        System.Runtime.ExceptionServices.ExceptionDispatchInfo? error = null;
        try
        {
            body(lease);
        }
        catch (Exception e)
        {
            error = System.Runtime.ExceptionServices.ExceptionDispatchInfo.Capture(e);
        }

        lease.Dispose();
        error?.Throw();
    }

    public void Bad(Action<Lease> body)
    {
        var lease = pool.Rent(3); // NDIS0005
        Exception? error = null;
        try
        {
            body(lease);
        }
        catch (Exception e)
        {
            error = e;
        }

        if (error is not null)
            throw new InvalidOperationException("failed", error);
        lease.Dispose();
    }
}

// case: A cancelled operation is an ordinary end
class Pump(LeasePool pool)
{
    public async Task Good(CancellationToken cancellation)
    {
        var lease = await pool.RentAsync(4, cancellation);
        try
        {
            while (true)
                await Task.Delay(lease.Length, cancellation);
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
        }
        finally
        {
            pool.Return(lease);
        }
    }

    public async Task Bad(CancellationToken cancellation)
    {
        var lease = await pool.RentAsync(4, cancellation); // NDIS0005
        try
        {
            await Task.Delay(lease.Length, cancellation);
            pool.Return(lease);
        }
        catch (OperationCanceledException)
        {
        }
    }
}

// case: Guards of the framework throw for the caller
class Guarded(LeasePool pool)
{
    public void Good(string? name, int size)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentOutOfRangeException.ThrowIfNegative(size);
        var lease = pool.Rent(size);
        lease.Write([(byte)name[0]]);
        lease.Dispose();
    }

    public void Bad(string? name, int size)
    {
        var lease = pool.Rent(size); // NDIS0005
        if (string.IsNullOrEmpty(name))
            throw new ArgumentException("no name", nameof(name));
        lease.Write([(byte)name[0]]);
        lease.Dispose();
    }

    public void Throws(string? name, int size)
    {
        var lease = pool.Rent(size); // NDIS0005
        lease.Write([(byte)(name ?? throw new ArgumentNullException(nameof(name)))[0]]);
        lease.Dispose();
    }
}

// case: An aggregate of errors while all are disposed
class Closer(LeasePool pool)
{
    public void Good()
    {
        var first = pool.Rent(1);
        var second = pool.Rent(2);
        List<Exception>? errors = null;
        foreach (Action close in (Action[])[() => first.Dispose(), () => second.Dispose()])
        {
            try
            {
                close();
            }
            catch (Exception e)
            {
                (errors ??= []).Add(e);
            }
        }

        if (errors is not null)
            throw new AggregateException(errors);
    }
}

// case: A lock, a wait and a pulse around a shared lease
class Monitored(LeasePool pool) : IDisposable
{
    readonly Lock gate = new();
    Lease? shared;
    bool closed;

    public void Put(int size)
    {
        lock (gate)
        {
            ObjectDisposedException.ThrowIf(closed, this);
            shared ??= pool.Rent(size);
        }
    }

    public void Dispose()
    {
        lock (gate)
        {
            if (closed)
                return;
            closed = true;
            shared?.Dispose();
            shared = null;
        }
    }
}

sealed class MonitoredBadly(LeasePool pool) : IDisposable
{
    readonly Lock gate = new();
    Lease? shared;
    bool closed;

    public void Put(int size)
    {
        using (gate.EnterScope())
            shared ??= pool.Rent(size); // NDIS0005
    }

    public void Dispose()
    {
        lock (gate)
        {
            if (!closed)
                shared = null;
            closed = true;
        }
    }
}

// case: A using inside a try whose finally frees another
class Layers(LeasePool pool)
{
    public int Good(int size)
    {
        var outer = pool.Rent(size);
        try
        {
            using var inner = pool.Rent(size + 1);
            if (inner.Length == outer.Length)
                throw new InvalidOperationException();
            return inner.Length;
        }
        catch (InvalidOperationException) when (size > 3)
        {
            return -1;
        }
        finally
        {
            outer.Dispose();
        }
    }

    public int Bad(int size)
    {
        var outer = pool.Rent(size); // NDIS0005
        try
        {
            using var inner = pool.Rent(size + 1);
            if (inner.Length == outer.Length)
                throw new InvalidOperationException();
            outer.Dispose();
            return inner.Length;
        }
        catch (InvalidOperationException) when (size > 3)
        {
            return -1;
        }
    }
}

// case: The result of a task is awaited in a catch
class Saver(LeasePool pool)
{
    public async Task<bool> Good(Func<Lease, Task> save, Func<Exception, Task> log)
    {
        var lease = pool.Rent(4);
        try
        {
            await save(lease);
            return true;
        }
        catch (Exception e)
        {
            await log(e);
            return false;
        }
        finally
        {
            lease.Dispose();
        }
    }

    public async Task<bool> Bad(Func<int, Task> save, Func<Exception, Task> log)
    {
        var lease = pool.Rent(4); // NDIS0005
        try
        {
            await save(lease.Length);
        }
        catch (Exception e)
        {
            await log(e);
            return false;
        }

        lease.Dispose();
        return true;
    }
}

// case: A stream of one's own that rents
sealed class Buffered(Stream inner) : Stream
{
    byte[]? buffer = ArrayPool<byte>.Shared.Rent(4096);
    int used;

    public override bool CanRead => false;
    public override bool CanSeek => false;
    public override bool CanWrite => true;
    public override long Length => throw new NotSupportedException();
    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }
    public override int Read(byte[] target, int offset, int count) => throw new NotSupportedException();
    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();
    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] source, int offset, int count)
    {
        ObjectDisposedException.ThrowIf(buffer is null, this);
        if (used + count > buffer.Length)
            Flush();
        source.AsSpan(offset, count).CopyTo(buffer.AsSpan(used));
        used += count;
    }

    public override void Flush()
    {
        if (buffer is null)
            return;
        inner.Write(buffer, 0, used);
        used = 0;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing && buffer is { } taken)
        {
            Flush();
            buffer = null;
            ArrayPool<byte>.Shared.Return(taken);
        }

        base.Dispose(disposing);
    }
}

sealed class BufferedBadly(Stream inner) : Stream
{
    readonly byte[] buffer = ArrayPool<byte>.Shared.Rent(4096);
    int used;

    public override bool CanRead => false;
    public override bool CanSeek => false;
    public override bool CanWrite => true;
    public override long Length => throw new NotSupportedException();
    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }
    public override int Read(byte[] target, int offset, int count) => throw new NotSupportedException();
    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();
    public override void SetLength(long value) => throw new NotSupportedException();
    public override void Write(byte[] source, int offset, int count) => used += count;
    public override void Flush() => inner.Write(buffer, 0, used);

    protected override void Dispose(bool disposing) // NDIS0001
    {
        Flush();
        base.Dispose(disposing);
    }
}

class UsesStreams
{
    public static void Good(Stream stream)
    {
        using var buffered = new Buffered(stream);
        buffered.Write([1, 2, 3]);
    }

    public static void Bad(Stream stream)
    {
        var buffered = new Buffered(stream); // NDIS0005
        buffered.Write([1, 2, 3], 0, 3);
        buffered.Flush();
    }

    public static async Task Async(Stream stream)
    {
        await using var buffered = new Buffered(stream);
        buffered.Write([1, 2, 3]);
    }
}
