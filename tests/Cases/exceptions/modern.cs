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
