// case: An async lock of one's own, released by a struct
sealed class AsyncLock
{
    readonly SemaphoreSlim semaphore = new(1);

    public async ValueTask<Releaser> EnterAsync(CancellationToken stop = default)
    {
        await semaphore.WaitAsync(stop);
        return new(semaphore);
    }

    public readonly struct Releaser(SemaphoreSlim semaphore) : IDisposable
    {
        public void Dispose() => semaphore.Release();
    }
}

sealed class Guarded(LeasePool pool) : IAsyncDisposable
{
    readonly AsyncLock gate = new();
    Lease? current;

    public async Task ReplaceAsync(int size)
    {
        using (await gate.EnterAsync())
        {
            if (current is not null)
                pool.Return(current);
            current = await pool.RentAsync(size);
        }
    }

    public async ValueTask DisposeAsync()
    {
        using var held = await gate.EnterAsync();
        if (current is not null)
            pool.Return(current);
        current = null;
    }
}

sealed class GuardedBadly(LeasePool pool) : IAsyncDisposable
{
    readonly AsyncLock gate = new();
    Lease? current;

    public async Task ReplaceAsync(int size)
    {
        using (await gate.EnterAsync())
            current = await pool.RentAsync(size); // NDIS0002
    }

    public async ValueTask DisposeAsync()
    {
        using var held = await gate.EnterAsync();
        if (current is not null)
            pool.Return(current);
    }
}

// case: Await using over several, and one that is moved out
sealed class Session(Lease lease, LeasePool pool) : IAsyncDisposable
{
    Lease? lease = lease;

    public int Length => lease?.Length ?? 0;

    public Lease Detach()
    {
        var taken = lease ?? throw new ObjectDisposedException(nameof(Session));
        lease = null;
        return taken;
    }

    public ValueTask DisposeAsync()
    {
        if (lease is not null)
            pool.Return(lease);
        lease = null;
        return default;
    }
}

static class Sessions
{
    public static async Task<int> GoodAsync(LeasePool pool)
    {
        await using var first = new Session(pool.Rent(1), pool);
        await using var second = new Session(await pool.RentAsync(2), pool);
        await Task.Yield();
        return first.Length + second.Length;
    }

    public static async Task<Lease> GoodDetachedAsync(LeasePool pool)
    {
        await using var session = new Session(pool.Rent(1), pool);
        await Task.Yield();
        return session.Detach();
    }

    public static async Task<int> BadAsync(LeasePool pool)
    {
        var session = new Session(await pool.RentAsync(1), pool); // NDIS0005
        await Task.Yield();
        if (session.Length == 0)
            return 0;
        await session.DisposeAsync();
        return 1;
    }

    public static async Task<int> BadDetachedAsync(LeasePool pool)
    {
        await using var session = new Session(pool.Rent(1), pool); // NDIS0005
        await Task.Yield();
        return session.Detach().Length;
    }
}
