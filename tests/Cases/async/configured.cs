// case: Configured awaits and disposals
sealed class Sock(LeasePool pool) : IAsyncDisposable
{
    Lease? buffer = pool.Rent(64);

    public async Task<int> ReadAsync()
    {
        await Task.Yield();
        return buffer!.Length;
    }

    public ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref buffer, null) is { } taken)
            pool.Return(taken);
        return default;
    }
}

class Clients(LeasePool pool)
{
    public async Task<int> Good()
    {
        var sock = new Sock(pool);
        await using var configured = sock.ConfigureAwait(false);
        return await sock.ReadAsync().ConfigureAwait(false);
    }

    public async Task<int> Bad()
    {
        var sock = new Sock(pool); // NDIS0005
        return await sock.ReadAsync().ConfigureAwait(false);
    }

    public async Task<int> Passed()
    {
        var sock = new Sock(pool);
        return await Use(sock).ConfigureAwait(false);
    }

    static async Task<int> Use(Sock sock)
    {
        await using (sock.ConfigureAwait(true))
            return await sock.ReadAsync();
    }
}
