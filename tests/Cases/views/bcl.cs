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
        return memory.Span[0]; // NDIS0004
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

// case: How long a span is, it knows without its memory
class Doubling
{
    public int Good(Func<Span<byte>, int> fill)
    {
        byte[]? rented = null;
        Span<byte> space = stackalloc byte[32];
        while (true)
        {
            var filled = fill(space);
            if (rented is not null)
                ArrayPool<byte>.Shared.Return(rented);
            if (filled < space.Length)
                return filled;
            rented = ArrayPool<byte>.Shared.Rent(space.Length * 2);
            space = rented;
        }
    }

    public int Bad(Stream from, int size)
    {
        var rented = ArrayPool<byte>.Shared.Rent(size);
        Span<byte> space = rented;
        var filled = from.Read(space);
        ArrayPool<byte>.Shared.Return(rented);
        return filled < space.Length ? space[filled] : 0; // NDIS0004
    }
}

// case: Native memory that is handed out as a span, or by reference
unsafe class NativeSpans
{
    public Span<int> Good(int count)
    {
        var memory = NativeMemory.Alloc((nuint)count, 4);
        return new Span<int>(memory, count);
    }

    public ref byte GoodByReference(int size) => ref System.Runtime.CompilerServices.Unsafe.AsRef<byte>(NativeMemory.Alloc((nuint)size));

    public void GoodThroughPointer(int size)
    {
        var bytes = new Span<byte>(NativeMemory.Alloc((nuint)size), size);
        bytes.Clear();
        fixed (byte* first = bytes)
            NativeMemory.Free(first);
    }

    public int Bad(int size)
    {
        var bytes = new Span<byte>(NativeMemory.Alloc((nuint)size), size); // NDIS0005
        bytes.Clear();
        return bytes.Length;
    }
}

// case: An address that is moved on while a header is filled
unsafe class Headered
{
    public nint Good(int size)
    {
        var bytes = (byte*)NativeMemory.Alloc((nuint)size + 4);
        var length = (int*)bytes;
        bytes += 4;
        *length = size;
        return (nint)bytes;
    }

    public int Bad(int size)
    {
        var bytes = (byte*)NativeMemory.Alloc((nuint)size + 4); // NDIS0005
        var length = (int*)bytes;
        *length = size;
        return *length;
    }
}
