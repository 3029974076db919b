// A strategy is kept where it was used first.

// case: A constructor keeps the strategy by which it takes
interface IAllocator
{
    byte[] Take(int size);
    void Give(byte[] bytes);
}

sealed class Pooled : IAllocator
{
    public byte[] Take(int size) => ArrayPool<byte>.Shared.Rent(size);
    public void Give(byte[] bytes) => ArrayPool<byte>.Shared.Return(bytes);
}

sealed class Plain : IAllocator
{
    public byte[] Take(int size) => new byte[size];

    public void Give(byte[] bytes)
    {
    }
}

sealed class User : IDisposable
{
    readonly IAllocator allocator;
    readonly byte[] bytes;

    public User(IAllocator allocator)
    {
        this.allocator = allocator;
        bytes = allocator.Take(3);
    }

    public void Dispose() => allocator.Give(bytes);
}

// case: An abstract class as the strategy, used by its new name
abstract class Allocator
{
    public abstract Lease Take(int size);

    public virtual void Give(Lease lease)
    {
    }
}

sealed class Pooled(LeasePool pool) : Allocator
{
    public override Lease Take(int size) => pool.Rent(size);
    public override void Give(Lease lease) => pool.Return(lease);
}

sealed class Plain : Allocator
{
    public override Lease Take(int size) => new();
}

sealed class User : IDisposable
{
    readonly Allocator allocator;
    readonly Lease lease;

    public User(Allocator allocator)
    {
        this.allocator = allocator;
        lease = this.allocator.Take(3);
    }

    public void Dispose() => allocator.Give(lease);
}

// case: Another strategy gives than took
interface IAllocator
{
    byte[] Take(int size);
    void Give(byte[] bytes);
}

sealed class Pooled : IAllocator
{
    public byte[] Take(int size) => ArrayPool<byte>.Shared.Rent(size);
    public void Give(byte[] bytes) => ArrayPool<byte>.Shared.Return(bytes);
}

sealed class Plain : IAllocator
{
    public byte[] Take(int size) => new byte[size];

    public void Give(byte[] bytes)
    {
    }
}

sealed class User : IDisposable
{
    readonly IAllocator other;
    readonly byte[] bytes;

    public User(IAllocator allocator, IAllocator other)
    {
        this.other = other;
        bytes = allocator.Take(3);
    }

    public void Dispose() => other.Give(bytes); // NDIS0001
}
