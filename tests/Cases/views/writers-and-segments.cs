// case: A sequence segment over a rented array
class Segments
{
    public int Good(int size)
    {
        var array = ArrayPool<byte>.Shared.Rent(size);
        var sequence = new ReadOnlySequence<byte>(array, 0, size);
        var sum = 0;
        foreach (var memory in sequence)
            sum += memory.Length;
        ArrayPool<byte>.Shared.Return(array);
        return sum;
    }

    public int Bad(int size)
    {
        var array = ArrayPool<byte>.Shared.Rent(size);
        var memory = array.AsMemory(0, size);
        var tail = memory[1..];
        ArrayPool<byte>.Shared.Return(array);
        return tail.Span[0]; // NDIS0004
    }
}

// case: A span of a lease in a ref local
class Spans(LeasePool pool)
{
    public byte Good()
    {
        var lease = pool.Rent(4);
        ref var first = ref lease.Span[0];
        first++;
        var value = first;
        pool.Return(lease);
        return value;
    }

    public byte Bad()
    {
        var lease = pool.Rent(4);
        ref var first = ref lease.Span[0];
        pool.Return(lease);
        first++; // NDIS0004
        return 1;
    }

    public byte Sliced()
    {
        using var lease = pool.Rent(4);
        var span = lease.Span.Slice(1, 2);
        lease.Dispose();
        return span[0]; // NDIS0004
    }
}

// case: A view that is handed out of the scope that frees
class Leaked
{
    public Memory<byte> Bad(int size)
    {
        using var owner = MemoryPool<byte>.Shared.Rent(size);
        return owner.Memory[..size]; // NDIS0004
    }

    public int Good(int size)
    {
        using var owner = MemoryPool<byte>.Shared.Rent(size);
        return owner.Memory[..size].Length;
    }

    public IMemoryOwner<byte> Handed(int size)
    {
        var owner = MemoryPool<byte>.Shared.Rent(size);
        owner.Memory.Span.Clear();
        return owner;
    }
}

// case: A pinned handle and its address
unsafe class Pins
{
    public byte Good(byte[] data)
    {
        var pin = GCHandle.Alloc(data, GCHandleType.Pinned);
        try
        {
            return *(byte*)pin.AddrOfPinnedObject();
        }
        finally
        {
            pin.Free();
        }
    }

    public byte Bad(byte[] data)
    {
        var pin = GCHandle.Alloc(data, GCHandleType.Pinned); // NDIS0005
        if (data.Length == 0)
            return 0;
        var value = *(byte*)pin.AddrOfPinnedObject();
        pin.Free();
        return value;
    }

    public void Pinned(Memory<byte> memory)
    {
        using var handle = memory.Pin();
        *(byte*)handle.Pointer = 1;
    }
}

// case: A buffer writer that keeps its array
sealed class Writer : IBufferWriter<byte>, IDisposable
{
    byte[] buffer = ArrayPool<byte>.Shared.Rent(256);
    int written;

    public void Advance(int count) => written += count;

    public Memory<byte> GetMemory(int sizeHint = 0)
    {
        Ensure(sizeHint);
        return buffer.AsMemory(written);
    }

    public Span<byte> GetSpan(int sizeHint = 0)
    {
        Ensure(sizeHint);
        return buffer.AsSpan(written);
    }

    void Ensure(int sizeHint)
    {
        if (buffer.Length - written >= Math.Max(1, sizeHint))
            return;
        var old = buffer;
        buffer = ArrayPool<byte>.Shared.Rent(old.Length * 2);
        old.AsSpan(0, written).CopyTo(buffer);
        ArrayPool<byte>.Shared.Return(old);
    }

    public void Dispose()
    {
        if (buffer.Length == 0)
            return;
        ArrayPool<byte>.Shared.Return(buffer);
        buffer = [];
    }
}

// case: A view of the data of a buffer list
class Views(NetBufferPool pool, Mdl mdl)
{
    public int Good()
    {
        var nb = NdisAllocateNetBuffer(pool, mdl, 0, 4);
        if (!nb)
            return 0;
        ref var length = ref nb.DataLength;
        length = 3;
        var copy = length;
        NdisFreeNetBuffer(nb);
        return copy;
    }

    public int Bad()
    {
        var nb = NdisAllocateNetBuffer(pool, mdl, 0, 4);
        if (!nb)
            return 0;
        var reserved = nb.MiniportReserved;
        NdisFreeNetBuffer(nb);
        return (int)reserved[0]; // NDIS0004
    }
}
