// case: All the ways to ask a handle whether it is there
class Spellings(NetBufferPool pool, Mdl mdl)
{
    public void Equality()
    {
        var a = NdisAllocateNetBuffer(pool, mdl, 0, 1);
        if (a != null)
            NdisFreeNetBuffer(a);
        var b = NdisAllocateNetBuffer(pool, mdl, 0, 1);
        if (b != default)
            NdisFreeNetBuffer(b);
        var c = NdisAllocateNetBuffer(pool, mdl, 0, 1);
        if (c == default(NetBuffer))
            return;
        NdisFreeNetBuffer(c);
    }

    public void Patterns()
    {
        if (NdisAllocateNetBuffer(pool, mdl, 0, 1) is { IsNull: false } a)
            NdisFreeNetBuffer(a);
        var b = NdisAllocateNetBuffer(pool, mdl, 0, 1);
        if (b is { IsNull: true })
            return;
        NdisFreeNetBuffer(b);
    }

    public void Bools()
    {
        var a = NdisAllocateNetBuffer(pool, mdl, 0, 1);
        var missing = a.IsNull;
        if (missing)
            return;
        NdisFreeNetBuffer(a);
        var b = NdisAllocateNetBuffer(pool, mdl, 0, 1);
        var there = b ? true : false;
        if (there)
            NdisFreeNetBuffer(b);
    }

    public void Wrong()
    {
        var a = NdisAllocateNetBuffer(pool, mdl, 0, 1);
        if (a.IsNull)
            NdisFreeNetBuffer(a); // NDIS0007
        else
            NdisFreeNetBuffer(a);
        var b = NdisAllocateNetBuffer(pool, mdl, 0, 1); // NDIS0005
        if (!b.IsNull)
            return;
        Console.WriteLine("none");
    }

    public void Late()
    {
        var a = NdisAllocateNetBuffer(pool, mdl, 0, 1);
        a.DataLength = 3; // NDIS0010
        if (!a.IsNull)
            NdisFreeNetBuffer(a);
    }
}

// case: The test is in a helper
class Helped(NetBufferPool pool, Mdl mdl)
{
    static bool IsUsable(NetBuffer buffer) => !buffer.IsNull && buffer.DataLength >= 0;

    static void Require(NetBuffer buffer)
    {
        if (buffer.IsNull)
            throw new InvalidOperationException("no buffer");
    }

    public void Good()
    {
        var buffer = NdisAllocateNetBuffer(pool, mdl, 0, 4);
        Require(buffer);
        buffer.DataLength = 2;
        NdisFreeNetBuffer(buffer);
    }

    public void GoodUsable()
    {
        var buffer = NdisAllocateNetBuffer(pool, mdl, 0, 4);
        if (IsUsable(buffer))
            buffer.DataLength = 2;
        if (!buffer.IsNull)
            NdisFreeNetBuffer(buffer);
    }

    public void Bad()
    {
        var buffer = NdisAllocateNetBuffer(pool, mdl, 0, 4); // NDIS0005
        if (!IsUsable(buffer))
            return;
        NdisFreeNetBuffer(buffer);
    }
}

// case: A null-conditional end of what may be missing
class Conditional(LeasePool pool)
{
    public int Good(int size)
    {
        var lease = size > 0 ? pool.Rent(size) : null;
        var length = lease?.Length ?? 0;
        lease?.Dispose();
        return length;
    }

    public int GoodPattern(int size)
    {
        pool.TryRent(size, out var lease);
        if (lease is not { Length: var length })
            return 0;
        lease.Dispose();
        return length;
    }

    public int Bad(int size)
    {
        var lease = size > 0 ? pool.Rent(size) : null; // NDIS0005
        return lease?.Length ?? 0;
    }

    public int BadChain(int size)
    {
        Lease? lease = null;
        if (size > 0)
            lease = pool.Rent(size); // NDIS0005
        lease ??= null;
        if (lease is { Length: > 100 })
            return -1;
        lease?.Dispose();
        return 0;
    }
}

// case: A handle in a nullable, and one in an object
class Wrapped(NetBufferPool pool, Mdl mdl)
{
    NetBuffer? Take(int length)
    {
        var buffer = NdisAllocateNetBuffer(pool, mdl, 0, length);
        return buffer.IsNull ? null : buffer;
    }

    public int Good(int length)
    {
        if (Take(length) is not { } buffer)
            return 0;
        var result = buffer.DataLength;
        NdisFreeNetBuffer(buffer);
        return result;
    }

    public int GoodValue(int length)
    {
        var taken = Take(length);
        if (!taken.HasValue)
            return 0;
        NdisFreeNetBuffer(taken.Value);
        return 1;
    }

    public int Bad(int length)
    {
        var taken = Take(length); // NDIS0005
        return taken.HasValue ? taken.Value.DataLength : 0;
    }
}

// case: Native pointers are null when there is no memory
static unsafe class Native
{
    public static int Good(int size)
    {
        var memory = (byte*)NativeMemory.Alloc((nuint)size);
        if (memory == null)
            return 0;
        memory[0] = 1;
        var value = memory[0];
        NativeMemory.Free(memory);
        return value;
    }

    public static int Bad(int size)
    {
        var memory = (byte*)NativeMemory.AllocZeroed((nuint)size); // NDIS0005
        var value = memory[0];
        if (value != 0)
            return value;
        NativeMemory.Free(memory);
        return 0;
    }

    public static int BadAligned(int size)
    {
        var memory = NativeMemory.AlignedAlloc((nuint)size, 64);
        var value = *(int*)memory;
        NativeMemory.Free(memory); // NDIS0008
        return value;
    }
}
