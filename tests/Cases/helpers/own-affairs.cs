// What a private helper does wrong with a field is its own affair, whoever calls it.

// case: A helper uses the array that it has just returned
sealed class Writer : IDisposable
{
    byte[] buffer = ArrayPool<byte>.Shared.Rent(100);
    int written;

    public void Add(byte value)
    {
        if (written == buffer.Length)
            Grow();
        buffer[written++] = value;
    }

    void Grow()
    {
        ArrayPool<byte>.Shared.Return(buffer);
        buffer = ArrayPool<byte>.Shared.Rent(buffer.Length * 2); // NDIS0004
    }

    public void Dispose() => ArrayPool<byte>.Shared.Return(buffer);
}

// case: A helper keeps the old array in a local and forgets it
sealed class Writer : IDisposable
{
    byte[] buffer = ArrayPool<byte>.Shared.Rent(4); // NDIS0005
    int used;

    public void Add(byte value)
    {
        if (used == buffer.Length)
            Grow();
        buffer[used++] = value;
    }

    public void AddTwice(byte value)
    {
        if (used + 2 > buffer.Length)
            Grow();
        buffer[used++] = value;
        buffer[used++] = value;
    }

    void Grow()
    {
        var old = buffer;
        buffer = ArrayPool<byte>.Shared.Rent(old.Length * 2); // NDIS0005
        old.CopyTo(buffer, 0);
    }

    public void Dispose() => ArrayPool<byte>.Shared.Return(buffer);
}

// case: A helper grows as it should
sealed class Writer : IDisposable
{
    byte[] buffer = ArrayPool<byte>.Shared.Rent(4);
    int used;

    public void Add(byte value)
    {
        if (used == buffer.Length)
            Grow();
        buffer[used++] = value;
    }

    void Grow()
    {
        var old = buffer;
        buffer = ArrayPool<byte>.Shared.Rent(old.Length * 2);
        old.CopyTo(buffer, 0);
        ArrayPool<byte>.Shared.Return(old);
    }

    public void Dispose() => ArrayPool<byte>.Shared.Return(buffer);
}

// case: A helper frees twice by itself, and one is called twice
sealed class Twice(LeasePool pool) : IDisposable
{
    readonly Lease first = pool.Rent(1);
    readonly Lease second = pool.Rent(2);

    void EndFirst()
    {
        pool.Return(first);
        pool.Return(first); // NDIS0003
    }

    void EndSecond() => pool.Return(second);

    public void Dispose()
    {
        EndFirst();
        EndSecond();
        EndSecond(); // NDIS0003
    }
}

// case: A helper of a base class fills what is owed
abstract class Filler(LeasePool pool)
{
    protected Lease? lease;

    protected void Fill() => lease = pool.Rent(8); // NDIS0002

    protected void Free()
    {
        if (lease is not null)
            pool.Return(lease);
    }
}

sealed class Filled(LeasePool pool) : Filler(pool), IDisposable
{
    public void Use() => Fill();

    public void Dispose() => Free();
}
