// case: An async stream of frames, each owned by its consumer
class Frames(LeasePool pool)
{
    async IAsyncEnumerable<Lease> Read(int count, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellation = default)
    {
        for (var i = 0; i < count; i++)
        {
            await Task.Delay(1, cancellation);
            yield return pool.Rent(i);
        }
    }

    public async Task<int> Good()
    {
        var sum = 0;
        await foreach (var lease in Read(3))
        {
            sum += lease.Length;
            lease.Dispose();
        }

        return sum;
    }

    public async Task<int> Bad()
    {
        var sum = 0;
        await foreach (var lease in Read(3)) // NDIS0005
        {
            if (lease.Length == 0)
                continue;
            sum += lease.Length;
            lease.Dispose();
        }

        return sum;
    }
}

// case: The first of two tasks wins, the other is awaited for its buffer
class Race(LeasePool pool)
{
    async Task<int> Use(Lease lease, int delay)
    {
        await Task.Delay(delay);
        var length = lease.Length;
        lease.Dispose();
        return length;
    }

    public async Task<int> Good()
    {
        var slow = Use(pool.Rent(1), 100);
        var fast = Use(pool.Rent(2), 10);
        await Task.WhenAny(slow, fast);
        return await slow + await fast;
    }
}

// case: A semaphore, an await and a configured task
class Gate(LeasePool pool)
{
    readonly SemaphoreSlim gate = new(1);

    public async ValueTask<int> Good(Stream stream)
    {
        await gate.WaitAsync().ConfigureAwait(false);
        try
        {
            using var lease = await pool.RentAsync(4).ConfigureAwait(false);
            return await stream.ReadAsync(lease.Memory).ConfigureAwait(false);
        }
        finally
        {
            gate.Release();
        }
    }

    public async ValueTask<int> Bad(Stream stream)
    {
        await gate.WaitAsync().ConfigureAwait(false);
        try
        {
            var lease = await pool.RentAsync(4).ConfigureAwait(false); // NDIS0005
            var read = await stream.ReadAsync(lease.Memory).ConfigureAwait(false);
            if (read == 0)
                return 0;
            lease.Dispose();
            return read;
        }
        finally
        {
            gate.Release();
        }
    }
}

// case: A hand-written state machine of a lease and its task
sealed class Download : IAsyncDisposable
{
    readonly LeasePool pool;
    readonly Lease lease;
    readonly Task<int> running;

    public Download(LeasePool pool, Stream stream)
    {
        this.pool = pool;
        lease = pool.Rent(64);
        running = stream.ReadAsync(lease.Memory).AsTask();
    }

    public async ValueTask DisposeAsync()
    {
        try
        {
            await running;
        }
        catch (IOException)
        {
        }

        pool.Return(lease);
    }
}

// case: An async method with a synchronous fast path
class FastPath(LeasePool pool)
{
    public ValueTask<int> Good(Stream stream)
    {
        var lease = pool.Rent(8);
        var reading = stream.ReadAsync(lease.Memory);
        if (reading.IsCompletedSuccessfully)
        {
            var read = reading.Result;
            pool.Return(lease);
            return new(read);
        }

        return Slow(reading, lease, pool);

        static async ValueTask<int> Slow(ValueTask<int> reading, Lease lease, LeasePool pool)
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
    }

    public ValueTask<int> Bad(Stream stream)
    {
        var lease = pool.Rent(8); // NDIS0005
        var reading = stream.ReadAsync(lease.Memory);
        if (reading.IsCompletedSuccessfully)
        {
            var read = reading.Result;
            return new(read);
        }

        return Slow(reading, lease, pool);

        static async ValueTask<int> Slow(ValueTask<int> reading, Lease lease, LeasePool pool)
        {
            var read = await reading;
            pool.Return(lease);
            return read;
        }
    }
}

// case: A completion source is fulfilled with a lease
class Promise(LeasePool pool)
{
    public Task<Lease> Good(int size)
    {
        var source = new TaskCompletionSource<Lease>();
        source.SetResult(pool.Rent(size));
        return source.Task;
    }

    public async Task Use()
    {
        var lease = await Good(4);
        lease.Dispose();
    }
}

// case: A periodic timer takes one a tick
sealed class Ticker(LeasePool pool)
{
    public async Task Good(CancellationToken cancellation)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(1));
        while (await timer.WaitForNextTickAsync(cancellation))
        {
            using var lease = pool.Rent(4);
            lease.Write([1]);
        }
    }

    public async Task Bad(CancellationToken cancellation)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(1));
        Lease? last = null;
        while (await timer.WaitForNextTickAsync(cancellation))
            last = pool.Rent(4); // NDIS0002
        last?.Dispose();
    }
}

// case: Channels with a reader that drains the rest
sealed class Mailbox(LeasePool pool) : IAsyncDisposable
{
    readonly Channel<Lease> channel = Channel.CreateUnbounded<Lease>();

    public async Task Post(int size)
    {
        var lease = pool.Rent(size);
        await channel.Writer.WriteAsync(lease);
    }

    public async Task Run(CancellationToken cancellation)
    {
        await foreach (var lease in channel.Reader.ReadAllAsync(cancellation))
            pool.Return(lease);
    }

    public async ValueTask DisposeAsync()
    {
        channel.Writer.Complete();
        while (channel.Reader.TryRead(out var lease))
            pool.Return(lease);
        await channel.Reader.Completion;
    }
}

// case: A pipe's reader hands out what the pipe owns
class Piped(LeasePool pool)
{
    public async Task<int> Good(ChannelReader<Lease> reader, ChannelWriter<Lease> writer)
    {
        var lease = pool.Rent(3);
        try
        {
            await writer.WriteAsync(lease);
        }
        catch (ChannelClosedException)
        {
            lease.Dispose();
            return 0;
        }

        return 1;
    }

    public async Task<int> Drain(ChannelReader<Lease> reader)
    {
        var sum = 0;
        while (await reader.WaitToReadAsync())
        {
            while (reader.TryRead(out var lease))
            {
                sum += lease.Length;
                pool.Return(lease);
            }
        }

        return sum;
    }
}

// case: A lease across awaits of a parallel loop
class Parallels(LeasePool pool)
{
    public Task Good(string[] files) => Parallel.ForEachAsync(files, async (file, cancellation) =>
    {
        using var lease = pool.Rent(64);
        await using var stream = File.OpenRead(file);
        _ = await stream.ReadAsync(lease.Memory, cancellation);
    });

    public Task Bad(string[] files) => Parallel.ForEachAsync(files, async (file, cancellation) =>
    {
        var lease = pool.Rent(64); // NDIS0005
        await using var stream = File.OpenRead(file);
        if (await stream.ReadAsync(lease.Memory, cancellation) == 0)
            return;
        lease.Dispose();
    });
}

// case: A queue processed by a hosted loop with a poison pill
sealed class Processor : IAsyncDisposable
{
    readonly Channel<Lease?> channel = Channel.CreateBounded<Lease?>(16);
    readonly LeasePool pool;
    readonly Task loop;

    public Processor(LeasePool pool)
    {
        this.pool = pool;
        loop = Task.Run(LoopAsync);
    }

    public ValueTask SubmitAsync(int size) => channel.Writer.WriteAsync(pool.Rent(size));

    async Task LoopAsync()
    {
        await foreach (var lease in channel.Reader.ReadAllAsync())
        {
            if (lease is null)
                break;
            pool.Return(lease);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await channel.Writer.WriteAsync(null);
        await loop;
    }
}

// case: A task that owns its buffer and gives back a copy
class Copies
{
    public async Task<byte[]> Good(Stream stream, int n)
    {
        var array = ArrayPool<byte>.Shared.Rent(n);
        try
        {
            var read = await stream.ReadAsync(array.AsMemory(0, n));
            return array.AsSpan(0, read).ToArray();
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(array);
        }
    }

    public async Task<ReadOnlyMemory<byte>> Bad(Stream stream, int n)
    {
        var array = ArrayPool<byte>.Shared.Rent(n);
        try
        {
            var read = await stream.ReadAsync(array.AsMemory(0, n));
            return array.AsMemory(0, read); // NDIS0004
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(array);
        }
    }
}

// case: Cached tasks and an async lazy
sealed class AsyncOnce(LeasePool pool) : IAsyncDisposable
{
    Task<Lease>? opening;

    async Task<Lease> Open()
    {
        await Task.Yield();
        return pool.Rent(5);
    }

    public async Task<int> Length() => (await (opening ??= Open())).Length;

    public async ValueTask DisposeAsync()
    {
        if (opening is not null)
            (await opening).Dispose();
    }
}

// case: A timeout throws away the loser
class Timeouts(LeasePool pool)
{
    public async Task<int> Good(Stream stream, CancellationToken cancellation)
    {
        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        timeout.CancelAfter(100);
        var owner = MemoryPool<byte>.Shared.Rent(64);
        try
        {
            return await stream.ReadAsync(owner.Memory, timeout.Token);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            throw new TimeoutException();
        }
        finally
        {
            owner.Dispose();
        }
    }

    public async Task<int> Bad(Stream stream, CancellationToken cancellation)
    {
        var owner = MemoryPool<byte>.Shared.Rent(64); // NDIS0005
        try
        {
            return await stream.ReadAsync(owner.Memory, cancellation);
        }
        catch (OperationCanceledException)
        {
            owner.Dispose();
            throw;
        }
    }
}
