// case: A receive loop over a rented array
class Receiver(Stream stream)
{
    public async Task<long> Good(CancellationToken cancellation)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(4096);
        try
        {
            long total = 0;
            int read;
            while ((read = await stream.ReadAsync(buffer, cancellation).ConfigureAwait(false)) > 0)
                total += read;
            return total;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    public async Task<long> Bad(CancellationToken cancellation)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(4096); // NDIS0005
        long total = 0;
        while (true)
        {
            var read = await stream.ReadAsync(buffer, cancellation).ConfigureAwait(false);
            if (read == 0)
                return total;
            if (cancellation.IsCancellationRequested)
                break;
            total += read;
        }

        ArrayPool<byte>.Shared.Return(buffer);
        return total;
    }

    public async Task Late(CancellationToken cancellation)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(4096);
        var pending = stream.ReadAsync(buffer, cancellation);
        await pending;
        ArrayPool<byte>.Shared.Return(buffer);
        await stream.WriteAsync(buffer, cancellation); // NDIS0004
    }
}

// case: A retry that rents anew in each attempt
class Retries(LeasePool pool, Func<Lease, Task<bool>> send)
{
    public async Task<bool> Good(int attempts)
    {
        for (var attempt = 0; attempt < attempts; attempt++)
        {
            var lease = await pool.RentAsync(64);
            try
            {
                if (await send(lease))
                    return true;
            }
            catch (TimeoutException) when (attempt < attempts - 1)
            {
                await Task.Delay(attempt);
            }
            finally
            {
                pool.Return(lease);
            }
        }

        return false;
    }

    public async Task<bool> Bad(int attempts)
    {
        for (var attempt = 0; attempt < attempts; attempt++)
        {
            var lease = await pool.RentAsync(64);
            try
            {
                if (await send(lease))
                {
                    pool.Return(lease);
                    return true;
                }
            }
            catch (TimeoutException)
            {
                pool.Return(lease);
            }
        }

        return false;
    }
}

// case: A producer and a consumer around a channel
class Pipe(LeasePool pool)
{
    readonly Channel<Lease> channel = Channel.CreateUnbounded<Lease>();

    public async Task Good(int count)
    {
        for (var i = 0; i < count; i++)
            await channel.Writer.WriteAsync(pool.Rent(i));
        channel.Writer.Complete();
        await foreach (var lease in channel.Reader.ReadAllAsync())
            pool.Return(lease);
    }

    public async Task<int> Bad()
    {
        var sum = 0;
        while (await channel.Reader.WaitToReadAsync())
        {
            while (channel.Reader.TryRead(out var lease))
            {
                sum += lease.Length;
                pool.Return(lease);
                if (sum > 100)
                    sum -= lease.Length;
            }
        }

        return sum;
    }
}

// case: An async disposable owner
sealed class Upload(LeasePool pool) : IAsyncDisposable
{
    readonly Lease lease = pool.Rent(16);

    public Task RunAsync() => Task.Delay(lease.Length);

    public async ValueTask DisposeAsync()
    {
        await Task.Yield();
        pool.Return(lease);
    }
}

class UploadUse(LeasePool pool)
{
    public async Task Good()
    {
        await using var upload = new Upload(pool);
        await upload.RunAsync();
    }

    public async Task AlsoGood()
    {
        var upload = new Upload(pool);
        await using (upload.ConfigureAwait(false))
            await upload.RunAsync();
    }

    public async Task Bad()
    {
        var upload = new Upload(pool); // NDIS0005
        await upload.RunAsync();
    }
}

// case: A task that is started and awaited later
class Started(LeasePool pool)
{
    async Task<Lease> Fill(int size)
    {
        await Task.Delay(1);
        return pool.Rent(size);
    }

    public async Task Good()
    {
        var first = Fill(1);
        var second = Fill(2);
        pool.Return(await first);
        pool.Return(await second);
    }

    public async Task Bad()
    {
        var first = Fill(1);
        var second = Fill(2); // NDIS0005
        pool.Return(await first);
        var lease = await second;
        lease.Length = 3;
    }

    public async Task All()
    {
        var leases = await Task.WhenAll(Fill(1), Fill(2));
        foreach (var lease in leases)
            pool.Return(lease);
    }
}

// case: A worker that stops
sealed class Worker(LeasePool pool)
{
    Lease? lease;
    Task? loop;
    readonly CancellationTokenSource stop = new();

    public Task StartAsync(CancellationToken cancellation)
    {
        lease = pool.Rent(32);
        loop = Loop();
        return Task.CompletedTask;
    }

    async Task Loop()
    {
        while (!stop.IsCancellationRequested)
        {
            lease!.Length++;
            await Task.Delay(10);
        }
    }

    public async Task StopAsync(CancellationToken cancellation)
    {
        stop.Cancel();
        if (loop is not null)
            await loop;
        if (lease is not null)
            pool.Return(lease);
        lease = null;
    }
}

// case: A worker that stops too soon
sealed class Worker(LeasePool pool)
{
    Lease? lease;
    Task? loop;

    public Task StartAsync(CancellationToken cancellation)
    {
        lease = pool.Rent(32);
        loop = Task.Delay(10, cancellation);
        return loop;
    }

    public async Task StopAsync(CancellationToken cancellation) // NDIS0001
    {
        if (cancellation.IsCancellationRequested)
            return;
        await loop!;
        pool.Return(lease!);
    }
}
