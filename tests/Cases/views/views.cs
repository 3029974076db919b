// case: A span of a lease outlives it
class Spans(LeasePool pool)
{
    public int Good(int size)
    {
        var lease = pool.Rent(size);
        var span = lease.Span;
        span.Clear();
        var first = span[0];
        pool.Return(lease);
        return first;
    }

    public int Bad(int size)
    {
        var lease = pool.Rent(size);
        var span = lease.Span;
        pool.Return(lease);
        return span[0]; // NDIS0004
    }

    public int Sliced(int size)
    {
        var lease = pool.Rent(size);
        var tail = lease.Span[4..];
        pool.Return(lease);
        return tail[0]; // NDIS0004
    }

    public int Copied(int size)
    {
        var lease = pool.Rent(size);
        var copy = lease.Span.ToArray();
        pool.Return(lease);
        return copy.Length;
    }

    public int Measured(int size)
    {
        var lease = pool.Rent(size);
        var length = lease.Span.Length;
        pool.Return(lease);
        return length;
    }
}

// case: A memory is passed around
class Memories(LeasePool pool)
{
    static int Sum(ReadOnlyMemory<byte> memory)
    {
        var sum = 0;
        foreach (var b in memory.Span)
            sum += b;
        return sum;
    }

    public int Good(int size)
    {
        var lease = pool.Rent(size);
        var sum = Sum(lease.Memory);
        pool.Return(lease);
        return sum;
    }

    public int Bad(int size)
    {
        var lease = pool.Rent(size);
        var memory = lease.Memory;
        pool.Return(lease);
        return Sum(memory); // NDIS0004
    }

    public int BySlice(int size)
    {
        var lease = pool.Rent(size);
        ReadOnlyMemory<byte> memory = lease.Memory.Slice(2);
        pool.Return(lease);
        return Sum(memory); // NDIS0004
    }
}

// case: A ref local to a field of the buffer
class Refs(NetBufferPool pool, Mdl mdl)
{
    public void Good()
    {
        var nb = NdisAllocateNetBuffer(pool, mdl, 0, 1);
        if (!nb)
            return;
        ref var length = ref nb.DataLength;
        length = 3;
        NdisFreeNetBuffer(nb);
    }

    public void Bad()
    {
        var nb = NdisAllocateNetBuffer(pool, mdl, 0, 1);
        if (!nb)
            return;
        ref var length = ref nb.DataLength;
        NdisFreeNetBuffer(nb);
        length = 3; // NDIS0004
    }

    public int ByMacro()
    {
        var nb = NdisAllocateNetBuffer(pool, mdl, 0, 1);
        if (!nb)
            return 0;
        ref var length = ref NET_BUFFER_DATA_LENGTH(nb);
        NdisFreeNetBuffer(nb);
        return length; // NDIS0004
    }

    public nint Reserved()
    {
        var nb = NdisAllocateNetBuffer(pool, mdl, 0, 1);
        if (!nb)
            return 0;
        var reserved = nb.MiniportReserved;
        reserved[0] = 5;
        NdisFreeNetBuffer(nb);
        return reserved[0]; // NDIS0004
    }
}

// case: The bytes behind the MDL of a buffer
class Bytes(NetBufferPool pool)
{
    public void Good(byte[] data)
    {
        var nb = NdisAllocateNetBufferMdlAndData(pool);
        if (!nb)
            return;
        data.CopyTo(nb.MdlChain.Span);
        NdisFreeNetBuffer(nb);
    }

    public int Bad()
    {
        var nb = NdisAllocateNetBufferMdlAndData(pool);
        if (!nb)
            return 0;
        var bytes = nb.MdlChain.Span;
        bytes[0] = 1;
        NdisFreeNetBuffer(nb);
        return bytes[0]; // NDIS0004
    }

    public int OwnMdl()
    {
        var nb = NdisAllocateNetBufferMdlAndData(pool);
        if (!nb)
            return 0;
        var mdl = nb.MdlChain;
        NdisFreeNetBuffer(nb);
        return mdl.ByteCount; // NDIS0004
    }
}

// case: The caller's own MDL outlives the buffer
class Foreign(NetBufferPool pool, Mdl mdl)
{
    public int Good()
    {
        var nb = NdisAllocateNetBuffer(pool, mdl, 0, 1);
        if (!nb)
            return 0;
        var chain = nb.MdlChain;
        NdisFreeNetBuffer(nb);
        return mdl.ByteCount + chain.ByteCount;
    }
}

// case: NdisGetDataBuffer hands out a window
class DataBuffer(NetBufferPool pool)
{
    public int Good()
    {
        var nb = NdisAllocateNetBufferMdlAndData(pool);
        if (!nb)
            return 0;
        Span<byte> storage = stackalloc byte[14];
        var sum = 0;
        if (NdisGetDataBuffer(nb, 14, storage, 1, 0, out var header))
            sum = header[0];
        NdisFreeNetBuffer(nb);
        return sum;
    }

    public int Bad()
    {
        var nb = NdisAllocateNetBufferMdlAndData(pool);
        if (!nb)
            return 0;
        Span<byte> storage = stackalloc byte[14];
        var got = NdisGetDataBuffer(nb, 14, storage, 1, 0, out var header);
        NdisFreeNetBuffer(nb);
        return got ? header[0] : 0; // NDIS0004
    }
}

// case: A pinned pointer into the lease
unsafe class Pinned(LeasePool pool)
{
    public int Good(int size)
    {
        var lease = pool.Rent(size);
        int sum;
        fixed (byte* p = lease.Span)
            sum = p[0] + p[1];
        pool.Return(lease);
        return sum;
    }

    public int Bad(int size)
    {
        var lease = pool.Rent(size);
        fixed (byte* p = lease.Span)
        {
            pool.Return(lease);
            return p[0]; // NDIS0004
        }
    }
}

// case: A view returned to the caller
class Returned(LeasePool pool)
{
    Span<byte> Header(Lease lease) => lease.Span[..2];

    public byte Good(int size)
    {
        var lease = pool.Rent(size);
        var header = Header(lease);
        var first = header[0];
        pool.Return(lease);
        return first;
    }

    public byte Bad(int size)
    {
        var lease = pool.Rent(size);
        var header = Header(lease);
        pool.Return(lease);
        return header[0]; // NDIS0004
    }

    public Memory<byte> Dangling(int size)
    {
        var lease = pool.Rent(size);
        var memory = lease.Memory;
        pool.Return(lease);
        return memory; // NDIS0004
    }
}

// case: A view is no name of the object
class NotAName(LeasePool pool)
{
    public int Bad(int size)
    {
        var span = pool.Rent(size).Span; // NDIS0005
        span.Clear();
        return span.Length;
    }

    public int BadToo(Lease other, int size)
    {
        var lease = pool.Rent(size); // NDIS0005
        var span = lease.Span;
        lease = other;
        return span.Length + lease.Length;
    }
}

// case: Refreshed views after a swap
class Swapped(LeasePool pool)
{
    public void Good(Stream source, int rounds)
    {
        var lease = pool.Rent(16);
        var window = lease.Span;
        for (var i = 0; i < rounds; i++)
        {
            if (source.Read(window) < window.Length)
                break;
            var larger = pool.Rent(lease.Length * 2);
            window.CopyTo(larger.Span);
            pool.Return(lease);
            lease = larger;
            window = lease.Span;
        }

        pool.Return(lease);
    }

    public void Bad(Stream source, int rounds)
    {
        var lease = pool.Rent(16);
        var window = lease.Span;
        for (var i = 0; i < rounds; i++)
        {
            if (source.Read(window) < window.Length) // NDIS0004
                break;
            var larger = pool.Rent(lease.Length * 2);
            larger.Span.Clear();
            pool.Return(lease);
            lease = larger;
        }

        pool.Return(lease);
    }
}
