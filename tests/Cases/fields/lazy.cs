// case: Made when somebody first asks, and given back if anybody did
sealed class Asked(LeasePool pool) : IDisposable
{
    readonly Lazy<Lease> lease = new(() => pool.Rent(4));

    public int Use() => lease.Value.Length;

    public void Dispose()
    {
        if (lease.IsValueCreated)
            lease.Value.Dispose();
    }
}

sealed class AskedAtTheEnd(LeasePool pool) : IDisposable
{
    readonly Lazy<Lease> lease = new(() => pool.Rent(4));

    public int Use() => lease.Value.Length;

    public void Dispose() => lease.Value.Dispose();
}

// case: Made when somebody first asks, and never given back
sealed class Forgotten(LeasePool pool) : IDisposable
{
    readonly Lazy<Lease> lease = new(() => pool.Rent(4));

    public int Use() => lease.Value.Length;

    public void Dispose() // NDIS0001
    {
    }
}

sealed class Shown : IDisposable
{
    readonly Lazy<byte[]> block = new(() => ArrayPool<byte>.Shared.Rent(64));

    public byte[] Block => block.Value;

    public void Dispose() => Console.WriteLine(block.IsValueCreated); // NDIS0001
}

// case: A lazy value of a method
class Local(LeasePool pool)
{
    public int Good(bool deep)
    {
        var lease = new Lazy<Lease>(() => pool.Rent(3));
        var length = deep ? lease.Value.Length : 0;
        if (lease.IsValueCreated)
            pool.Return(lease.Value);
        return length;
    }

    public int Bad(bool deep)
    {
        var lease = new Lazy<Lease>(() => pool.Rent(3));
        return deep ? lease.Value.Length : 0; // NDIS0005
    }

    public int Twice()
    {
        var lease = new Lazy<Lease>(() => pool.Rent(3));
        pool.Return(lease.Value);
        pool.Return(lease.Value); // NDIS0003
        return 0;
    }
}

// case: A place that is filled if it is null
sealed class Ensured(LeasePool pool) : IDisposable
{
    Lease? lease;

    public int Use() => LazyInitializer.EnsureInitialized(ref lease, () => pool.Rent(3)).Length;

    public void Dispose() => lease?.Dispose();
}

sealed class EnsuredBadly(LeasePool pool) : IDisposable
{
    Lease? lease;

    public Lease Use() => LazyInitializer.EnsureInitialized(ref lease, () => pool.Rent(3)); // NDIS0005

    public void Dispose() => lease = null;
}
