// case: An echo server's loop, one array per connection
sealed class EchoServer
{
    public static async Task GoodAsync(Stream connection, CancellationToken stop)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(4096);
        try
        {
            while (!stop.IsCancellationRequested)
            {
                var read = await connection.ReadAsync(buffer, stop).ConfigureAwait(false);
                if (read == 0)
                    break;
                await connection.WriteAsync(buffer.AsMemory(0, read), stop).ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException)
        {
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    public static async Task BadAsync(Stream connection, CancellationToken stop)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(4096); // NDIS0005
        while (!stop.IsCancellationRequested)
        {
            var read = await connection.ReadAsync(buffer, stop).ConfigureAwait(false);
            if (read == 0)
                return;
            await connection.WriteAsync(buffer.AsMemory(0, read), stop).ConfigureAwait(false);
        }

        ArrayPool<byte>.Shared.Return(buffer);
    }
}

// case: A middleware that copies the body and calls the next one
sealed class Request
{
    public Stream Body { get; set; } = Stream.Null;
    public Dictionary<string, object> Items { get; } = [];
}

sealed class Buffering(Func<Request, Task> next)
{
    public async Task GoodAsync(Request request)
    {
        using var owner = MemoryPool<byte>.Shared.Rent(1024);
        var read = await request.Body.ReadAsync(owner.Memory);
        var original = request.Body;
        request.Body = new MemoryStream(owner.Memory[..read].ToArray());
        try
        {
            await next(request);
        }
        finally
        {
            request.Body = original;
        }
    }

    public async Task BadAsync(Request request)
    {
        var owner = MemoryPool<byte>.Shared.Rent(1024); // NDIS0005
        var read = await request.Body.ReadAsync(owner.Memory);
        if (read == 0)
        {
            await next(request);
            return;
        }

        request.Body = new MemoryStream(owner.Memory[..read].ToArray());
        await next(request);
        owner.Dispose();
    }
}

// case: A lock around an await, a lease inside
sealed class Gate(LeasePool pool)
{
    readonly SemaphoreSlim gate = new(1);

    public async Task<int> GoodAsync(CancellationToken stop)
    {
        await gate.WaitAsync(stop);
        try
        {
            var lease = await pool.RentAsync(4, stop);
            try
            {
                await Task.Delay(1, stop);
                return lease.Length;
            }
            finally
            {
                pool.Return(lease);
            }
        }
        finally
        {
            gate.Release();
        }
    }

    public async Task<int> BadAsync(CancellationToken stop)
    {
        await gate.WaitAsync(stop);
        try
        {
            var lease = await pool.RentAsync(4, stop); // NDIS0005
            await Task.Delay(1, stop);
            if (lease.Length == 0)
                return 0;
            pool.Return(lease);
            return 1;
        }
        finally
        {
            gate.Release();
        }
    }
}

// case: A fast path that is already complete
sealed class Fast(LeasePool pool)
{
    public ValueTask<int> GoodAsync(Stream stream)
    {
        var lease = pool.Rent(16);
        var reading = stream.ReadAsync(lease.Memory);
        if (!reading.IsCompletedSuccessfully)
            return SlowAsync(reading, lease);
        var read = reading.Result;
        pool.Return(lease);
        return new(read);
    }

    async ValueTask<int> SlowAsync(ValueTask<int> reading, Lease lease)
    {
        try
        {
            return await reading;
        }
        finally
        {
            pool.Return(lease);
        }
    }

    public ValueTask<int> BadAsync(Stream stream)
    {
        var lease = pool.Rent(16); // NDIS0005
        var reading = stream.ReadAsync(lease.Memory);
        if (reading.IsCompletedSuccessfully)
            return new(reading.Result);
        return SlowAsync(reading, lease);
    }
}

// case: A producer and a consumer over a channel
sealed class Pump(LeasePool pool)
{
    readonly Channel<Lease> channel = Channel.CreateBounded<Lease>(16);

    public async Task ProduceAsync(Stream stream, CancellationToken stop)
    {
        try
        {
            while (true)
            {
                var lease = pool.Rent(128);
                var read = await stream.ReadAsync(lease.Memory, stop);
                if (read == 0)
                {
                    pool.Return(lease);
                    break;
                }

                lease.Length = read;
                await channel.Writer.WriteAsync(lease, stop);
            }
        }
        finally
        {
            channel.Writer.Complete();
        }
    }

    public async Task<int> ConsumeAsync()
    {
        var total = 0;
        await foreach (var lease in channel.Reader.ReadAllAsync())
        {
            total += lease.Length;
            pool.Return(lease);
        }

        return total;
    }

    public async Task ProduceBadlyAsync(Stream stream, CancellationToken stop)
    {
        while (true)
        {
            var lease = pool.Rent(128); // NDIS0005
            var read = await stream.ReadAsync(lease.Memory, stop);
            if (read == 0)
                break;
            lease.Length = read;
            await channel.Writer.WriteAsync(lease, stop);
        }

        channel.Writer.Complete();
    }
}

// case: An asynchronous stream lends each chunk until the next
static class Chunks
{
    public static async IAsyncEnumerable<ReadOnlyMemory<byte>> ReadAsync(Stream stream)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(256);
        try
        {
            int read;
            while ((read = await stream.ReadAsync(buffer)) > 0)
                yield return buffer.AsMemory(0, read);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    public static async Task<int> SumAsync(Stream stream)
    {
        var sum = 0;
        await foreach (var chunk in ReadAsync(stream))
            sum += chunk.Length;
        return sum;
    }
}

// case: Awaited together, each with a buffer of its own
static class Together
{
    public static async Task<int> GoodAsync(Stream left, Stream right)
    {
        var a = ArrayPool<byte>.Shared.Rent(64);
        var b = ArrayPool<byte>.Shared.Rent(64);
        try
        {
            var reads = await Task.WhenAll(left.ReadAsync(a, 0, 64), right.ReadAsync(b, 0, 64));
            return reads[0] + reads[1] + a[0] + b[0];
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(a);
            ArrayPool<byte>.Shared.Return(b);
        }
    }

    public static async Task<int> BadAsync(Stream left, Stream right)
    {
        var a = ArrayPool<byte>.Shared.Rent(64);
        var b = ArrayPool<byte>.Shared.Rent(64); // NDIS0005
        try
        {
            var reads = await Task.WhenAll(left.ReadAsync(a, 0, 64), right.ReadAsync(b, 0, 64));
            return reads[0] + reads[1] + a[0] + b[0];
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(a);
        }
    }
}

// case: A background worker drains its queue when it stops
sealed class Worker(LeasePool pool) : IAsyncDisposable
{
    readonly Channel<Lease> work = Channel.CreateUnbounded<Lease>();
    readonly CancellationTokenSource stop = new();
    Task? loop;

    public void Start() => loop ??= Task.Run(RunAsync);

    public void Post(int size)
    {
        var lease = pool.Rent(size);
        if (!work.Writer.TryWrite(lease))
            pool.Return(lease);
    }

    async Task RunAsync()
    {
        try
        {
            while (await work.Reader.WaitToReadAsync(stop.Token))
            {
                while (work.Reader.TryRead(out var lease))
                {
                    Console.WriteLine(lease.Length);
                    pool.Return(lease);
                }
            }
        }
        catch (OperationCanceledException)
        {
        }
    }

    public async ValueTask DisposeAsync()
    {
        work.Writer.TryComplete();
        await stop.CancelAsync();
        if (loop is not null)
            await loop;
        while (work.Reader.TryRead(out var lease))
            pool.Return(lease);
        stop.Dispose();
    }
}

// case: A result is set from a callback, or the lease comes back
sealed class Callbacks(LeasePool pool)
{
    public Task<int> GoodAsync(int size)
    {
        var lease = pool.Rent(size);
        return Task.Run(() => lease.Length).ContinueWith(done =>
        {
            pool.Return(lease);
            return done.Result;
        });
    }

    public async Task<int> BadAsync(int size)
    {
        var lease = pool.Rent(size); // NDIS0005
        var length = await Task.Run(() => lease.Length);
        if (length > 3)
            throw new InvalidOperationException("too long");
        pool.Return(lease);
        return length;
    }
}

// case: Used after it was returned, with an await in between
sealed class Late(LeasePool pool)
{
    public async Task<int> BadAsync(Stream stream)
    {
        var lease = pool.Rent(12);
        await stream.WriteAsync(lease.Memory);
        pool.Return(lease);
        await stream.FlushAsync();
        return lease.Length; // NDIS0004
    }

    public async Task<int> GoodAsync(Stream stream)
    {
        var lease = pool.Rent(12);
        await stream.WriteAsync(lease.Memory);
        var length = lease.Length;
        pool.Return(lease);
        await stream.FlushAsync();
        return length;
    }
}

// case: A task per item, all awaited at the end
sealed class Fan(LeasePool pool)
{
    public async Task<int> GoodAsync(IReadOnlyList<Stream> streams)
    {
        var totals = await Task.WhenAll(streams.Select(stream => OneAsync(stream)));
        return totals.Sum();
    }

    async Task<int> OneAsync(Stream stream)
    {
        using var lease = pool.Rent(32);
        return await stream.ReadAsync(lease.Memory);
    }

    public async Task<int> GoodListAsync(IReadOnlyList<Stream> streams)
    {
        var leases = new List<Lease>(streams.Count);
        var tasks = new List<Task<int>>(streams.Count);
        try
        {
            foreach (var stream in streams)
            {
                var lease = pool.Rent(32);
                leases.Add(lease);
                tasks.Add(stream.ReadAsync(lease.Memory).AsTask());
            }

            var totals = await Task.WhenAll(tasks);
            return totals.Sum();
        }
        finally
        {
            foreach (var lease in leases)
                pool.Return(lease);
        }
    }
}
