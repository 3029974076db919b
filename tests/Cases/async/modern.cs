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

// case: A read loop over a pipe-like source
sealed class Pump(LeasePool pool, Stream stream) : IAsyncDisposable
{
    readonly CancellationTokenSource stop = new();
    Task? running;

    public void Start() => running = RunAsync(stop.Token);

    async Task RunAsync(CancellationToken cancellation)
    {
        while (!cancellation.IsCancellationRequested)
        {
            var lease = await pool.RentAsync(64, cancellation);
            try
            {
                if (await stream.ReadAsync(lease.Memory, cancellation) == 0)
                    return;
            }
            finally
            {
                pool.Return(lease);
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync();
        if (running is not null)
            await running;
        stop.Dispose();
    }
}

// case: Rented by one task, used by several, returned after all
class Fan(LeasePool pool)
{
    static async Task<int> Use(Lease lease, int i)
    {
        await Task.Delay(i);
        return lease.Length;
    }

    public async Task<int> Good(int n)
    {
        var lease = pool.Rent(8);
        var tasks = Enumerable.Range(0, n).Select(i => Use(lease, i)).ToList();
        var results = await Task.WhenAll(tasks);
        lease.Dispose();
        return results.Sum();
    }

    public async Task<int> Bad()
    {
        var lease = pool.Rent(8);
        var task = Use(lease, 3);
        lease.Dispose();
        var late = await Use(lease, 4); // NDIS0004
        return late + await task;
    }
}

// case: An async local function with a shared scratch
class Scratch
{
    public static async Task<long> Good(Stream[] streams)
    {
        var scratch = ArrayPool<byte>.Shared.Rent(1024);
        long total = 0;
        foreach (var stream in streams)
            total += await Count(stream);
        ArrayPool<byte>.Shared.Return(scratch);
        return total;

        async Task<long> Count(Stream stream)
        {
            long sum = 0;
            int read;
            while ((read = await stream.ReadAsync(scratch)) > 0)
                sum += read;
            return sum;
        }
    }

    public static async Task<long> Bad(Stream[] streams)
    {
        var scratch = ArrayPool<byte>.Shared.Rent(1024); // NDIS0005
        long total = 0;
        foreach (var stream in streams)
        {
            var count = await Count(stream);
            if (count == 0)
                return total;
            total += count;
        }

        ArrayPool<byte>.Shared.Return(scratch);
        return total;

        async Task<long> Count(Stream stream) => await stream.ReadAsync(scratch);
    }
}

// case: An async local of a lease
sealed class Ambient(LeasePool pool)
{
    static readonly AsyncLocal<Lease?> current = new();

    public async Task<int> Good(Func<Task<int>> body)
    {
        var lease = pool.Rent(4);
        current.Value = lease;
        try
        {
            return await body();
        }
        finally
        {
            current.Value = null;
            lease.Dispose();
        }
    }
}

// case: A value task source that is awaited twice by mistake
class Twice(Store store)
{
    public async Task Good(string text)
    {
        var work = await store.BeginAsync();
        work.Execute(text);
        work.Commit();
    }

    public async Task Bad(string text, bool dry)
    {
        var work = await store.BeginAsync(); // NDIS0005
        work.Execute(text);
        if (dry)
            return;
        work.Commit();
    }

    public async Task Ended(string text)
    {
        var work = await store.BeginAsync();
        try
        {
            work.Execute(text);
            await Task.Yield();
            work.Commit();
        }
        finally
        {
            work.Rollback(); // NDIS0003
        }
    }
}
