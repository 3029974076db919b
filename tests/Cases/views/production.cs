// case: Fixed pointers and pinned handles
sealed unsafe class Pointers
{
    public static int Good(int size)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(size);
        int sum;
        fixed (byte* start = buffer)
            sum = start[0] + start[size - 1];
        ArrayPool<byte>.Shared.Return(buffer);
        return sum;
    }

    public static int Bad(int size)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(size);
        fixed (byte* start = buffer)
        {
            ArrayPool<byte>.Shared.Return(buffer);
            return start[0]; // NDIS0004
        }
    }

    public static byte Pin(Memory<byte> memory)
    {
        var pin = memory.Pin();
        var first = (byte*)pin.Pointer;
        pin.Dispose();
        return *first; // NDIS0004
    }

    public static byte PinGood(Memory<byte> memory)
    {
        using var pin = memory.Pin();
        var first = (byte*)pin.Pointer;
        return *first;
    }

    public static nint Handle(byte[] data)
    {
        var handle = GCHandle.Alloc(data, GCHandleType.Pinned);
        var address = handle.AddrOfPinnedObject();
        handle.Free();
        return Marshal.ReadIntPtr(address); // NDIS0004
    }
}

// case: A native span over memory
static unsafe class NativeSpan
{
    public static int Good(int count)
    {
        var memory = (int*)NativeMemory.Alloc((nuint)count, sizeof(int));
        var span = new Span<int>(memory, count);
        span.Clear();
        var first = span[0];
        NativeMemory.Free(memory);
        return first;
    }

    public static int Bad(int count)
    {
        var memory = (int*)NativeMemory.Alloc((nuint)count, sizeof(int));
        var span = new Span<int>(memory, count);
        span.Clear();
        NativeMemory.Free(memory);
        return span[0]; // NDIS0004
    }

    public static int Lost(int count)
    {
        var memory = (int*)NativeMemory.Alloc((nuint)count, sizeof(int)); // NDIS0005
        var span = new Span<int>(memory, count);
        return span.Length > 0 ? span[0] : 0;
    }
}
