// case: A static abstract allocator chosen by a type argument
interface IAllocator
{
    static abstract nint Alloc(int size);
    static abstract void Free(nint block);
}

readonly struct Global : IAllocator
{
    public static nint Alloc(int size) => Marshal.AllocHGlobal(size);
    public static void Free(nint block) => Marshal.FreeHGlobal(block);
}

readonly struct CoTask : IAllocator
{
    public static nint Alloc(int size) => Marshal.AllocCoTaskMem(size);
    public static void Free(nint block) => Marshal.FreeCoTaskMem(block);
}

static class Blocks
{
    public static int Good<T>(int size) where T : IAllocator
    {
        var block = T.Alloc(size);
        var first = Marshal.ReadByte(block);
        T.Free(block);
        return first;
    }

    public static int Mixed(int size)
    {
        var block = Global.Alloc(size);
        CoTask.Free(block); // NDIS0008
        return size;
    }

    public static int Main(int size) => Good<Global>(size) + Good<CoTask>(size);
}

// case: A decorator of an allocator
interface ISource
{
    Lease Take(int size);
    void Give(Lease lease);
}

sealed class Direct(LeasePool pool) : ISource
{
    public Lease Take(int size) => pool.Rent(size);
    public void Give(Lease lease) => pool.Return(lease);
}

sealed class Counting(ISource inner) : ISource
{
    int taken;

    public Lease Take(int size)
    {
        taken++;
        return inner.Take(size);
    }

    public void Give(Lease lease)
    {
        taken--;
        inner.Give(lease);
    }
}

class Decorated(LeasePool pool)
{
    public void Good()
    {
        var source = new Counting(new Direct(pool));
        var lease = source.Take(3);
        source.Give(lease);
    }

    public void Bad()
    {
        var source = new Counting(new Direct(pool));
        var lease = source.Take(3); // NDIS0005
        lease.Write([1]);
    }

    public void Twice()
    {
        var source = new Counting(new Direct(pool));
        var lease = source.Take(3);
        source.Give(lease);
        source.Give(lease); // NDIS0003
    }
}

// case: A SafeHandle of one's own over global memory
sealed class GlobalBlock() : SafeHandle(0, ownsHandle: true)
{
    public override bool IsInvalid => handle == 0;

    public static GlobalBlock Allocate(int size)
    {
        var block = new GlobalBlock();
        block.SetHandle(Marshal.AllocHGlobal(size));
        return block;
    }

    protected override bool ReleaseHandle()
    {
        Marshal.FreeHGlobal(handle);
        return true;
    }
}

class UsesBlock
{
    public static int Good()
    {
        using var block = GlobalBlock.Allocate(8);
        return Marshal.ReadByte(block.DangerousGetHandle());
    }
}

// case: A pool policy with virtual hooks
abstract class Policy
{
    public abstract byte[] Create(int size);
    public virtual bool Return(byte[] array) => false;
}

sealed class Pooled : Policy
{
    public override byte[] Create(int size) => ArrayPool<byte>.Shared.Rent(size);

    public override bool Return(byte[] array)
    {
        ArrayPool<byte>.Shared.Return(array);
        return true;
    }
}

sealed class Lazily : Policy
{
    public override byte[] Create(int size) => ArrayPool<byte>.Shared.Rent(size);
}

class UsesPolicy
{
    public static int Good()
    {
        var policy = new Pooled();
        var array = policy.Create(4);
        var length = array.Length;
        policy.Return(array);
        return length;
    }

    public static int Bad()
    {
        Policy policy = new Lazily();
        var array = policy.Create(4); // NDIS0005
        policy.Return(array);
        return 4;
    }
}

// case: Covariant returns and a new method
class Shape(LeasePool pool)
{
    protected LeasePool Pool { get; } = pool;
    public virtual object Draw() => new();
}

class Circle(LeasePool pool) : Shape(pool)
{
    public override Lease Draw() => Pool.Rent(9);
}

class Canvas(LeasePool pool)
{
    public void Good()
    {
        var circle = new Circle(pool);
        using var drawn = circle.Draw();
        drawn.Write([1]);
    }

    public void Bad()
    {
        var circle = new Circle(pool);
        var drawn = circle.Draw(); // NDIS0005
        drawn.Write([1]);
    }
}
