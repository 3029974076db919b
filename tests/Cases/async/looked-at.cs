// What runs beside an object, and only looks at what a field holds, gives nothing back.

// case: A loop beside the object uses the field, and nobody gives it back
sealed class Sampler(LeasePool pool)
{
    Lease? current;
    Task? loop;

    public Task StartAsync(CancellationToken cancellation)
    {
        current = pool.Rent(32);
        loop = LoopAsync(cancellation);
        return Task.CompletedTask;
    }

    async Task LoopAsync(CancellationToken token)
    {
        await Task.Delay(5, token);
        current!.Span.Fill(1);
    }

    public async Task StopAsync(CancellationToken cancellation) // NDIS0001
    {
        if (loop is not null)
            await loop;
    }
}

// case: The same, and the end gives it back
sealed class Sampler(LeasePool pool)
{
    Lease? current;
    Task? loop;

    public Task StartAsync(CancellationToken cancellation)
    {
        current = pool.Rent(32);
        loop = LoopAsync(cancellation);
        return Task.CompletedTask;
    }

    async Task LoopAsync(CancellationToken token)
    {
        await Task.Delay(5, token);
        current!.Span.Fill(1);
    }

    public async Task StopAsync(CancellationToken cancellation)
    {
        if (loop is not null)
            await loop;
        if (current is not null)
            pool.Return(current);
        current = null;
    }
}

// case: A pump reads into a rented array that nobody returns
sealed class Pump(Stream stream) : IAsyncDisposable
{
    readonly byte[] page = ArrayPool<byte>.Shared.Rent(4096);
    Task? loop;

    public void Start() => loop = PumpAsync();

    async Task PumpAsync()
    {
        int count;
        while ((count = await stream.ReadAsync(page)) > 0)
            Console.WriteLine(count);
    }

    public async ValueTask DisposeAsync() // NDIS0001
    {
        if (loop is not null)
            await loop;
    }
}

// case: A task beside the object hands the field on
sealed class Poster(LeasePool pool, Channel<Lease> posted) : IDisposable
{
    readonly Lease lease = pool.Rent(4);

    public void Start() => Task.Run(Post);

    void Post() => posted.Writer.TryWrite(lease);

    public void Dispose()
    {
    }
}

// case: A task beside the object gives it another name first
sealed class Poster(LeasePool pool, Channel<Lease> posted) : IDisposable
{
    readonly Lease? lease = pool.Rent(4);

    public void Start() => Task.Run(Post);

    void Post()
    {
        if (lease is { } mine)
            posted.Writer.TryWrite(mine);
    }

    public void Dispose()
    {
    }
}
