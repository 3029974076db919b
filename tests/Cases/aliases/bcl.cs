// case: Sliced, and returned by the slice's owner
class Slices
{
    public int Good(int size)
    {
        var array = ArrayPool<byte>.Shared.Rent(size);
        Span<byte> span = array;
        span[..size].Fill(1);
        ArraySegment<byte> segment = new(array, 0, size);
        var sum = segment.Count + span.Length;
        ArrayPool<byte>.Shared.Return(array);
        return sum;
    }

    public int Late(int size)
    {
        var array = ArrayPool<byte>.Shared.Rent(size);
        Span<byte> span = array;
        ArrayPool<byte>.Shared.Return(array);
        return span[0]; // NDIS0004
    }

    public int LateArray(int size)
    {
        var array = ArrayPool<byte>.Shared.Rent(size);
        ArrayPool<byte>.Shared.Return(array);
        return array[0]; // NDIS0004
    }
}

// case: Returned to another pool than it came from
class TwoPools
{
    readonly ArrayPool<byte> own = ArrayPool<byte>.Create();

    public void Good(int size)
    {
        var array = own.Rent(size);
        own.Return(array);
    }

    public void Bad(int size)
    {
        var array = own.Rent(size);
        ArrayPool<byte>.Shared.Return(array); // NDIS0008
    }
}

// case: A pointer kept as an integer
unsafe class Addresses
{
    public void Good()
    {
        var address = (nint)NativeMemory.Alloc(16);
        *(int*)address = 3;
        NativeMemory.Free((void*)address);
    }

    public void Bad()
    {
        var address = (nint)NativeMemory.Alloc(16); // NDIS0005
        *(int*)address = 3;
    }

    public void Twice()
    {
        var memory = NativeMemory.Alloc(16);
        var same = (byte*)memory;
        NativeMemory.Free(memory);
        NativeMemory.Free(same); // NDIS0003
    }

    public int Moved(nuint size)
    {
        var memory = (int*)NativeMemory.Alloc(size);
        memory = (int*)NativeMemory.Realloc(memory, size * 2);
        var value = *memory;
        NativeMemory.Free(memory);
        return value;
    }
}

// case: Two names of a handle
class HandleNames
{
    public object? Good(object target)
    {
        var handle = GCHandle.Alloc(target);
        var pointer = GCHandle.ToIntPtr(handle);
        var again = GCHandle.FromIntPtr(pointer);
        var result = again.Target;
        again.Free();
        return result;
    }

    public object? Late(object target)
    {
        var handle = GCHandle.Alloc(target);
        handle.Free();
        return handle.Target; // NDIS0004
    }
}
