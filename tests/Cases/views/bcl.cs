// case: The memory of an owner that is gone
class OwnerViews
{
    public int Good(int size)
    {
        using var owner = MemoryPool<byte>.Shared.Rent(size);
        var span = owner.Memory.Span;
        span[0] = 1;
        return span[0];
    }

    public int Bad(int size)
    {
        Memory<byte> memory;
        using (var owner = MemoryPool<byte>.Shared.Rent(size))
            memory = owner.Memory;
        return memory.Length; // NDIS0004
    }
}

// case: A memory over a rented array
class ArrayViews
{
    public int Good(int size)
    {
        var array = ArrayPool<byte>.Shared.Rent(size);
        var memory = array.AsMemory(0, size);
        memory.Span.Fill(2);
        ArrayPool<byte>.Shared.Return(array);
        return size;
    }

    public int Bad(int size)
    {
        var array = ArrayPool<byte>.Shared.Rent(size);
        var memory = array.AsMemory(0, size);
        ArrayPool<byte>.Shared.Return(array);
        return memory.Span[0]; // NDIS0004
    }

    public int Element(int size)
    {
        var array = ArrayPool<int>.Shared.Rent(size);
        ref var first = ref array[0];
        ArrayPool<int>.Shared.Return(array);
        return first; // NDIS0004
    }
}

// case: A span over native memory
unsafe class NativeViews
{
    public int Good()
    {
        var memory = NativeMemory.Alloc(16);
        var span = new Span<byte>(memory, 16);
        span.Clear();
        var first = span[0];
        NativeMemory.Free(memory);
        return first;
    }

    public int Bad()
    {
        var memory = NativeMemory.Alloc(16);
        var span = new Span<byte>(memory, 16);
        NativeMemory.Free(memory);
        return span[0]; // NDIS0004
    }
}
