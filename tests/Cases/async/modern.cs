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
