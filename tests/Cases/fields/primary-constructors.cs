// case: What a base with a primary constructor keeps
abstract class Block(Lease lease) : IDisposable
{
    protected Lease Lease { get; } = lease;

    public void Dispose() => Lease.Dispose();
}

sealed class SmallBlock(LeasePool pool) : Block(pool.Rent(4));

class Page(LeasePool pool, Lease lease) : IDisposable
{
    readonly Lease lease = lease;

    public void Dispose() => pool.Return(lease);
}

sealed class FirstPage : Page
{
    public FirstPage(LeasePool pool, int size)
        : base(pool, pool.Rent(size))
    {
    }
}

sealed class Chained(LeasePool pool, Lease lease) : IDisposable
{
    readonly Lease lease = lease;

    public Chained(LeasePool pool, int size)
        : this(pool, pool.Rent(size))
    {
    }

    public void Dispose() => pool.Return(lease);
}

// case: The same, and nobody gives it back
abstract class Kept(Lease lease) : IDisposable
{
    protected Lease Lease { get; } = lease;

    public void Dispose() => Console.WriteLine(Lease.Length); // NDIS0001
}

sealed class SmallKept(LeasePool pool) : Kept(pool.Rent(4));

// case: An initialiser acquires with what the constructor is given
class Sized(LeasePool pool, int size) : IDisposable
{
    readonly Lease lease = pool.Rent(size);

    public void Dispose() => pool.Return(lease);
}

sealed class Double(LeasePool pool, int size) : Sized(pool, 2 * size);

sealed class Default : Sized
{
    public Default(LeasePool pool)
        : base(pool, 64)
    {
    }
}

class Lost(LeasePool pool, int size) : IDisposable
{
    readonly Lease lease = pool.Rent(size);

    public void Dispose() => Console.WriteLine(lease.Length); // NDIS0001
}
