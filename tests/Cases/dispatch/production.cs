// case: Two strategies behind an interface
interface IMemory
{
    nint Take(int size);
    void Give(nint block);
}

sealed class GlobalMemory : IMemory
{
    public nint Take(int size) => Marshal.AllocHGlobal(size);
    public void Give(nint block) => Marshal.FreeHGlobal(block);
}

sealed class LoggedMemory(IMemory inner) : IMemory
{
    public nint Take(int size)
    {
        Console.WriteLine(size);
        return inner.Take(size);
    }

    public void Give(nint block) => inner.Give(block);
}

sealed class Consumer
{
    readonly GlobalMemory memory = new();

    public byte Good(int size)
    {
        var block = memory.Take(size);
        var value = Marshal.ReadByte(block);
        memory.Give(block);
        return value;
    }

    public byte Bad(int size)
    {
        var block = memory.Take(size); // NDIS0005
        var value = Marshal.ReadByte(block);
        if (value != 0)
            return value;
        memory.Give(block);
        return 0;
    }

    public byte Through(IMemory any, int size)
    {
        var block = any.Take(size);
        var value = Marshal.ReadByte(block);
        any.Give(block);
        return value;
    }
}

// case: Template method
abstract class Job(LeasePool pool)
{
    public int Run(int size)
    {
        var lease = pool.Rent(size);
        try
        {
            return Execute(lease);
        }
        finally
        {
            if (!Keeps)
                pool.Return(lease);
        }
    }

    protected LeasePool Pool => pool;
    protected virtual bool Keeps => false;
    protected abstract int Execute(Lease lease);
}

sealed class Counting(LeasePool pool) : Job(pool)
{
    protected override int Execute(Lease lease) => lease.Length;
}

sealed class Keeping(LeasePool pool) : Job(pool)
{
    readonly List<Lease> kept = [];

    protected override bool Keeps => true;

    protected override int Execute(Lease lease)
    {
        kept.Add(lease);
        return 0;
    }
}

// case: Generic constraint with static abstract members
interface IAllocator<TSelf> where TSelf : IAllocator<TSelf>
{
    static abstract nint Allocate(int size);
    static abstract void Free(nint block);
}

readonly struct Heap : IAllocator<Heap>
{
    public static nint Allocate(int size) => Marshal.AllocHGlobal(size);
    public static void Free(nint block) => Marshal.FreeHGlobal(block);
}

readonly struct TaskHeap : IAllocator<TaskHeap>
{
    public static nint Allocate(int size) => Marshal.AllocCoTaskMem(size);
    public static void Free(nint block) => Marshal.FreeCoTaskMem(block);
}

static class Algorithms
{
    public static byte Good<T>(int size) where T : IAllocator<T>
    {
        var block = T.Allocate(size);
        var value = Marshal.ReadByte(block);
        T.Free(block);
        return value;
    }

    public static byte UseHeap() => Good<Heap>(3);
    public static byte UseTask() => Good<TaskHeap>(3);

    public static byte Bad(int size)
    {
        var block = Heap.Allocate(size); // NDIS0005
        return Marshal.ReadByte(block);
    }
}

// case: Policy objects choose how to give back
abstract class Policy
{
    public abstract Lease Take(LeasePool pool, int size);
    public abstract void Give(LeasePool pool, Lease lease);
    public virtual bool Owns => true;
}

sealed class Plain : Policy
{
    public override Lease Take(LeasePool pool, int size) => pool.Rent(size);
    public override void Give(LeasePool pool, Lease lease) => pool.Return(lease);
}

sealed class Shared(Lease shared) : Policy
{
    public override Lease Take(LeasePool pool, int size) => shared;
    public override void Give(LeasePool pool, Lease lease) { }
    public override bool Owns => false;
}

sealed class PolicyUser(LeasePool pool, Policy policy)
{
    public int Good(int size)
    {
        var lease = policy.Take(pool, size);
        var length = lease.Length;
        policy.Give(pool, lease);
        return length;
    }

    public int GoodOwns(int size)
    {
        var lease = policy.Take(pool, size);
        var length = lease.Length;
        if (policy.Owns)
            pool.Return(lease);
        return length;
    }

    public int GoodParameter(Policy other, int size)
    {
        var lease = other.Take(pool, size);
        try
        {
            return lease.Length;
        }
        finally
        {
            other.Give(pool, lease);
        }
    }

    public int Bad(int size)
    {
        var lease = policy.Take(pool, size); // NDIS0005
        if (lease.Length > 4)
            return 4;
        policy.Give(pool, lease);
        return 0;
    }
}
