// case: Freed after the awaits
class Sender(NetBufferPool pool, Mdl mdl)
{
    public async Task Good(Stream wire)
    {
        var nb = NdisAllocateNetBuffer(pool, mdl, 0, 64);
        if (nb.IsNull)
            return;
        await wire.FlushAsync().ConfigureAwait(false);
        nb.DataLength = 3;
        NdisFreeNetBuffer(nb);
    }

    public async Task<int> Bad(Stream wire, byte[] block)
    {
        var nb = NdisAllocateNetBuffer(pool, mdl, 0, 64); // NDIS0005
        if (nb.IsNull)
            return 0;
        var read = await wire.ReadAsync(block);
        if (read == 0)
            return 0;
        NdisFreeNetBuffer(nb);
        return read;
    }

    public async ValueTask<bool> Guarded(Stream wire, CancellationToken token)
    {
        var nb = NdisAllocateNetBuffer(pool, mdl, 0, 64);
        if (nb.IsNull)
            return false;
        try
        {
            await wire.FlushAsync(token);
            token.ThrowIfCancellationRequested();
            return true;
        }
        catch (OperationCanceledException)
        {
            return false;
        }
        finally
        {
            NdisFreeNetBuffer(nb);
        }
    }

    public async ValueTask<bool> Swallowed(Stream wire, CancellationToken token)
    {
        var nb = NdisAllocateNetBuffer(pool, mdl, 0, 64); // NDIS0005
        if (nb.IsNull)
            return false;
        try
        {
            await wire.FlushAsync(token);
            NdisFreeNetBuffer(nb);
            return true;
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }
}

// case: An async acquire and an async helper that frees
class Renter(LeasePool pool)
{
    async Task ReturnLater(Lease lease, TimeSpan delay)
    {
        await Task.Delay(delay);
        pool.Return(lease);
    }

    public async Task Good(int size)
    {
        var lease = await pool.RentAsync(size);
        lease.Length = 3;
        await ReturnLater(lease, TimeSpan.FromSeconds(1));
    }

    public async Task GoodUnawaited(int size)
    {
        var lease = await pool.RentAsync(size).ConfigureAwait(false);
        _ = ReturnLater(lease, TimeSpan.FromSeconds(1));
    }

    public async Task Bad(int size)
    {
        var lease = await pool.RentAsync(size); // NDIS0005
        await Task.Delay(lease.Length);
    }

    public async Task Late(int size)
    {
        var lease = await pool.RentAsync(size);
        await ReturnLater(lease, TimeSpan.Zero);
        lease.Length++; // NDIS0004
    }

    public async Task Twice(int size)
    {
        var lease = await pool.RentAsync(size);
        await ReturnLater(lease, TimeSpan.Zero);
        pool.Return(lease); // NDIS0003
    }
}

// case: A task is kept and awaited later
class Kept(LeasePool pool)
{
    async Task<Lease> TakeAsync(int size)
    {
        await Task.Yield();
        return pool.Rent(size);
    }

    public async Task Good(int size)
    {
        var first = TakeAsync(size);
        var second = TakeAsync(size * 2);
        pool.Return(await first);
        pool.Return(await second);
    }

    public async Task Bad(int size)
    {
        var first = TakeAsync(size);
        var second = TakeAsync(size * 2); // NDIS0005
        pool.Return(await first);
        Console.WriteLine((await second).Length);
    }

    public async Task WhenAll(int size)
    {
        var leases = await Task.WhenAll(TakeAsync(size), TakeAsync(size)); // for now: NDIS0005 NDIS0005
        foreach (var lease in leases)
            pool.Return(lease);
    }

    public async Task WhenAny(int size)
    {
        var winner = await Task.WhenAny(TakeAsync(size), TakeAsync(size));
        pool.Return(await winner);
    }
}

// case: Await using over a wrapper
sealed class AsyncLease(LeasePool pool, int size) : IAsyncDisposable
{
    readonly Lease lease = pool.Rent(size);

    public Memory<byte> Memory => lease.Memory;

    public ValueTask DisposeAsync()
    {
        pool.Return(lease);
        return default;
    }
}

sealed class AsyncLeaseBadly(LeasePool pool, int size) : IAsyncDisposable
{
    readonly Lease lease = pool.Rent(size);

    public Memory<byte> Memory => lease.Memory;

    public ValueTask DisposeAsync() => default; // NDIS0001
}

class UsesAsync(LeasePool pool)
{
    public async Task<int> Good(Stream stream)
    {
        await using var lease = new AsyncLease(pool, 100);
        return await stream.ReadAsync(lease.Memory);
    }
}

// case: A background service with StartAsync and StopAsync
sealed class Pump(LeasePool pool)
{
    Lease? window;

    public Task StartAsync(CancellationToken token)
    {
        window = pool.Rent(64);
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken token)
    {
        window?.Dispose();
        window = null;
        return Task.CompletedTask;
    }
}

sealed class PumpBadly(LeasePool pool)
{
    Lease? window;

    public async Task StartAsync(CancellationToken token)
    {
        await Task.Yield();
        window = pool.Rent(64);
    }

    public async Task StopAsync(CancellationToken token) // NDIS0001
    {
        await Task.Delay(10, token);
        Console.WriteLine(window?.Length);
    }
}

// case: An async lambda and Task.Run
class Offload(NetBufferPool pool, Mdl mdl)
{
    public Task Good()
    {
        var nb = NdisAllocateNetBuffer(pool, mdl, 0, 3);
        if (nb.IsNull)
            return Task.CompletedTask;
        return Task.Run(async () =>
        {
            await Task.Delay(5);
            NdisFreeNetBuffer(nb);
        });
    }

    public Task Inside() => Task.Run(async () =>
    {
        var nb = NdisAllocateNetBuffer(pool, mdl, 0, 3); // NDIS0005
        if (nb.IsNull)
            return;
        await Task.Delay(nb.DataLength);
    });

    public async Task Joined()
    {
        var nb = NdisAllocateNetBuffer(pool, mdl, 0, 3);
        if (nb.IsNull)
            return;
        var work = Task.Run(() => nb.DataLength * 2);
        var doubled = await work;
        Console.WriteLine(doubled);
        NdisFreeNetBuffer(nb);
    }
}

// case: A continuation takes it over
class Continued(LeasePool pool)
{
    public Task Good(Stream stream, int size)
    {
        var lease = pool.Rent(size);
        return stream.WriteAsync(lease.Memory).AsTask().ContinueWith(_ => pool.Return(lease));
    }

    public Task GoodState(Stream stream, int size)
    {
        var lease = pool.Rent(size);
        return stream.FlushAsync().ContinueWith(static (_, state) => ((Lease)state!).Dispose(), lease);
    }

    public void Completed(TaskCompletionSource<Lease> promise, int size) => promise.SetResult(pool.Rent(size));

    public void TryCompleted(TaskCompletionSource<Lease> promise, int size)
    {
        var lease = pool.Rent(size);
        if (!promise.TrySetResult(lease))
            pool.Return(lease);
    }
}

// case: A semaphore around the buffer
class Gated(NetBufferPool pool, Mdl mdl)
{
    readonly SemaphoreSlim gate = new(1);

    public async Task Good()
    {
        await gate.WaitAsync();
        try
        {
            var nb = NdisAllocateNetBuffer(pool, mdl, 0, 3);
            if (nb.IsNull)
                return;
            NdisFreeNetBuffer(nb);
        }
        finally
        {
            gate.Release();
        }
    }

    public async Task Bad(TimeSpan patience)
    {
        var nb = NdisAllocateNetBuffer(pool, mdl, 0, 3); // NDIS0005
        if (nb.IsNull)
            return;
        if (!await gate.WaitAsync(patience))
            return;
        try
        {
            NdisFreeNetBuffer(nb);
        }
        finally
        {
            gate.Release();
        }
    }
}

// case: Fire and forget with async void
class Fire(LeasePool pool)
{
    public async void Forget(int size)
    {
        var lease = pool.Rent(size); // NDIS0005
        await Task.Delay(size);
        if (size > 3)
            throw new InvalidOperationException();
        pool.Return(lease);
    }

    public void Blocking(int size)
    {
        var lease = pool.RentAsync(size).AsTask().GetAwaiter().GetResult();
        pool.Return(lease);
    }

    public void BlockingBadly(int size)
    {
        var lease = pool.RentAsync(size).Result; // NDIS0005
        lease.Length = 3;
    }
}

// case: A view is written by an await after the return
class Views(LeasePool pool)
{
    public async Task Good(Stream stream)
    {
        var lease = pool.Rent(64);
        var memory = lease.Memory;
        await stream.WriteAsync(memory);
        pool.Return(lease);
    }

    public async Task Bad(Stream stream)
    {
        var lease = pool.Rent(64);
        var memory = lease.Memory;
        pool.Return(lease);
        await stream.WriteAsync(memory); // NDIS0004
    }
}

// case: A unit of work that begins asynchronously
class Bookkeeper(Store store)
{
    public async Task Good(IReadOnlyList<string> lines)
    {
        var work = await store.BeginAsync();
        try
        {
            foreach (var line in lines)
                work.Execute(line);
            work.Commit();
        }
        catch (Exception)
        {
            work.Rollback();
            throw;
        }
    }

    public async Task Bad(IReadOnlyList<string> lines)
    {
        var work = await store.BeginAsync(); // NDIS0005
        foreach (var line in lines)
        {
            if (line.Length == 0)
                return;
            work.Execute(line);
        }

        work.Commit();
    }
}
