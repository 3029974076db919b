// case: The null of a handle is told by a property pattern
class Patterns(NetBufferPool pool, Mdl mdl)
{
    public int Good()
    {
        if (NdisAllocateNetBuffer(pool, mdl, 0, 4) is not { IsNull: false } nb)
            return 0;
        var length = nb.DataLength;
        NdisFreeNetBuffer(nb);
        return length;
    }

    public int Switched() => NdisAllocateNetBuffer(pool, mdl, 0, 4) switch
    {
        { IsNull: true } => 0,
        var nb => Measure(nb),
    };

    static int Measure(NetBuffer nb)
    {
        var length = nb.DataLength;
        NdisFreeNetBuffer(nb);
        return length;
    }

    public int Bad()
    {
        if (NdisAllocateNetBuffer(pool, mdl, 0, 4) is not { IsNull: true } nb) // NDIS0005
            return 0;
        return nb.DataLength; // NDIS0010
    }
}

// case: A null-conditional assignment
class Holder
{
    public NetBuffer Buffer;
}

class Conditional(NetBufferPool pool, Mdl mdl)
{
    public void Good(Holder? holder)
    {
        if (holder is null)
            return;
        var nb = NdisAllocateNetBuffer(pool, mdl, 0, 4);
        holder?.Buffer = nb;
    }

    public void Bad(int size)
    {
        Holder? holder = size > 3 ? new Holder() : null;
        var nb = NdisAllocateNetBuffer(pool, mdl, 0, 4); // NDIS0005
        holder?.Buffer = nb;
        if (holder is { Buffer.IsNull: false })
            NdisFreeNetBuffer(holder.Buffer);
    }
}

// case: A free of what nobody allocated in this build
class Optional(NetBufferPool pool, Mdl mdl, bool wanted)
{
    public void Good()
    {
        NetBuffer? nb = wanted ? NdisAllocateNetBuffer(pool, mdl, 0, 4) : null;
        if (nb is { IsNull: false } taken)
            NdisFreeNetBuffer(taken);
    }

    public void Bad()
    {
        NetBuffer? nb = wanted ? NdisAllocateNetBuffer(pool, mdl, 0, 4) : null; // NDIS0005
        if (nb is { DataLength: > 2 } taken)
            NdisFreeNetBuffer(taken);
    }
}

// case: A default pool made on demand, asked for twice
class Pools
{
    public int Good()
    {
        NetBufferPool? pool = null;
        for (var i = 0; i < 3; i++)
        {
            pool ??= NdisAllocateNetBufferPool(null, new NetBufferPoolParameters { PoolTag = 1 });
            if (pool is null)
                return -1;
        }

        NdisFreeNetBufferPool(pool!);
        return 0;
    }

    public int Bad()
    {
        var pool = NdisAllocateNetBufferPool(null, new NetBufferPoolParameters { PoolTag = 1 });
        NdisFreeNetBufferPool(pool); // NDIS0010
        return 0;
    }
}

// case: A native pointer compared in every way
unsafe class Raw
{
    public static int Good(int size)
    {
        void* block = size > 0 ? NativeMemory.AllocZeroed((nuint)size) : null;
        if (block == null)
            return 0;
        var first = *(byte*)block;
        NativeMemory.Free(block);
        return first;
    }

    public static int Freely(int size)
    {
        void* block = null;
        if (size > 0)
            block = NativeMemory.Alloc((nuint)size);
        NativeMemory.Free(block);
        return size;
    }

    public static int Bad(int size)
    {
        nint block = size > 0 ? Marshal.AllocHGlobal(size) : 0; // NDIS0005
        if (block is 0)
            return 0;
        return Marshal.ReadByte(block);
    }
}

// case: A maker that throws instead of giving null
class Throwing(NetBufferPool pool, Mdl mdl)
{
    NetBuffer Take(int n)
    {
        var nb = NdisAllocateNetBuffer(pool, mdl, 0, n);
        return nb ? nb : throw new OutOfMemoryException();
    }

    public int Good()
    {
        var nb = Take(3);
        var length = nb.DataLength;
        NdisFreeNetBuffer(nb);
        return length;
    }

    public int Bad()
    {
        var nb = Take(3); // NDIS0005
        return nb.DataLength;
    }
}

// case: Tested together in a tuple pattern
class Together(NetBufferPool pool, NetBufferListPool lists, Mdl mdl)
{
    public int Good()
    {
        var nb = NdisAllocateNetBuffer(pool, mdl, 0, 1);
        var list = NdisAllocateNetBufferList(lists, 0, 0);
        switch (nb.IsNull, list.IsNull)
        {
            case (false, false):
                NdisFreeNetBuffer(nb);
                NdisFreeNetBufferList(list);
                return 2;
            case (false, true):
                NdisFreeNetBuffer(nb);
                return 1;
            case (true, false):
                NdisFreeNetBufferList(list);
                return 1;
            default:
                return 0;
        }
    }

    public int Bad()
    {
        var nb = NdisAllocateNetBuffer(pool, mdl, 0, 1); // NDIS0005
        var list = NdisAllocateNetBufferList(lists, 0, 0);
        switch (nb.IsNull, list.IsNull)
        {
            case (false, false):
                NdisFreeNetBuffer(nb);
                NdisFreeNetBufferList(list);
                return 2;
            case (_, true):
                return 1;
            default:
                NdisFreeNetBufferList(list);
                return 0;
        }
    }
}

// case: Member not null when a property says so
sealed class Slot(LeasePool pool) : IDisposable
{
    Lease? lease;

    [System.Diagnostics.CodeAnalysis.MemberNotNullWhen(true, nameof(lease))]
    bool HasLease => lease is not null;

    public void Fill()
    {
        if (!HasLease)
            lease = pool.Rent(1);
    }

    public void Dispose()
    {
        if (HasLease)
            lease.Dispose();
    }
}

// case: A null object instead of null
sealed class Nothing
{
    public static readonly NetBuffer None = default;
}

class NullObjects(NetBufferPool pool, Mdl mdl)
{
    NetBuffer Maybe(bool wanted) => wanted ? NdisAllocateNetBuffer(pool, mdl, 0, 1) : Nothing.None;

    public void Good(bool wanted)
    {
        var nb = Maybe(wanted);
        if (nb != Nothing.None)
            NdisFreeNetBuffer(nb);
    }

    public void Bad(bool wanted)
    {
        var nb = Maybe(wanted); // NDIS0005
        if (nb == Nothing.None)
            return;
        nb.DataLength = 3;
    }
}

// case: Nullable structs in every form
readonly struct Block(nint address)
{
    public nint Address => address;
    public bool IsNull => address == 0;
    public void Free() => Marshal.FreeHGlobal(address);
}

class Blocks
{
    static Block? Take(int n) => n > 0 ? new Block(Marshal.AllocHGlobal(n)) : null;

    public static void Conditional(int n)
    {
        var block = Take(n);
        block?.Free();
    }

    public static void Value(int n)
    {
        var block = Take(n);
        if (block.HasValue)
            block.Value.Free();
    }

    public static void Default(int n)
    {
        var block = Take(n);
        if (block is not null)
            block.GetValueOrDefault().Free();
    }

    public static void Coalesced(int n)
    {
        var block = Take(n) ?? new Block(Marshal.AllocHGlobal(1));
        block.Free();
    }

    public static void Cast(int n)
    {
        if (Take(n) is Block block)
            block.Free();
    }

    public static bool Bad(int n)
    {
        var block = Take(n); // NDIS0005
        return block?.IsNull ?? true;
    }

    public static void Twice(int n)
    {
        var block = Take(n);
        if (block is not { } taken)
            return;
        taken.Free();
        block.Value.Free(); // NDIS0003
    }

    public static void Renewed(int n)
    {
        Block? block = null;
        for (var i = 0; i < n; i++)
        {
            block?.Free();
            block = Take(i);
        }

        block?.Free();
    }
}

// case: A tuple that may be null
class Maybe(LeasePool pool)
{
    (Lease Lease, int Size)? Take(int n) => n > 0 ? (pool.Rent(n), n) : null;

    public int Good(int n)
    {
        if (Take(n) is not var (lease, size))
            return 0;
        lease.Dispose();
        return size;
    }

    public int Valued(int n)
    {
        var taken = Take(n);
        if (taken == null)
            return 0;
        taken.Value.Lease.Dispose();
        return taken.Value.Size;
    }

    public int Bad(int n)
    {
        var taken = Take(n); // NDIS0005
        return taken?.Size ?? 0;
    }
}

// case: Helpers that ask for null what never is null
class Doubtful(ArrayPool<byte> pool)
{
    public int Sum(int size)
    {
        var first = pool.Rent(size);
        var second = Checked(size);
        if (second is null)
            return 0;
        var sum = first[0] + second[0];
        pool.Return(first);
        pool.Return(second);
        return sum;
    }

    public int Product(int size)
    {
        var first = pool.Rent(size); // NDIS0005
        var second = Found(size);
        if (second is null)
            return 0;
        var product = first[0] * second[0];
        pool.Return(first);
        pool.Return(second);
        return product;
    }

    byte[]? Checked(int size)
    {
        var array = pool.Rent(size);
        if (array == null)
        {
            Console.WriteLine("no memory");
            return null;
        }

        array[0] = 1;
        return array;
    }

    byte[]? Found(int size)
    {
        if (size > 4096)
            return null;
        var array = pool.Rent(size);
        return array is not null ? array : null;
    }
}
