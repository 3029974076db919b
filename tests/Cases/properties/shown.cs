// case: A property shows what a field owns
sealed class Frame(LeasePool pool) : IDisposable
{
    Lease? body;

    public Lease Body => body ??= pool.Rent(64);

    public void Dispose()
    {
        body?.Dispose();
        body = null;
    }
}

// case: A property shows what nobody gives back
sealed class Frame(LeasePool pool) : IDisposable
{
    Lease? body;

    public Lease Body
    {
        get
        {
            if (body is null)
                body = pool.Rent(64);
            return body;
        }
    }

    public void Dispose() => Console.WriteLine("done"); // NDIS0001
}

// case: A property that hands out a fresh one each time
sealed class Source(LeasePool pool) : IDisposable
{
    public Lease Next => pool.Rent(8);

    public void Dispose() { }
}

// case: A method hands out and takes back
sealed class Checkout(LeasePool pool) : IDisposable
{
    Lease? spare;

    public Lease Take()
    {
        if (spare is { } kept)
        {
            spare = null;
            return kept;
        }

        return pool.Rent(8);
    }

    public void Give(Lease lease)
    {
        if (spare is null)
            spare = lease;
        else
            pool.Return(lease);
    }

    public void Dispose()
    {
        if (spare is not null)
            pool.Return(spare);
    }
}

// case: Span properties of a field
sealed class Scratch : IDisposable
{
    byte[] array = ArrayPool<byte>.Shared.Rent(128);

    public Span<byte> Bytes => array;
    public ReadOnlyMemory<byte> Memory => array.AsMemory(0, 16);
    public byte[] Array => array;

    public void Dispose()
    {
        var returned = Interlocked.Exchange(ref array, []);
        if (returned.Length > 0)
            ArrayPool<byte>.Shared.Return(returned);
    }
}
