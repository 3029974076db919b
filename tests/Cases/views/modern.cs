// case: A memory manager over native memory
sealed unsafe class NativeManager(int length) : MemoryManager<byte>
{
    void* block = NativeMemory.Alloc((nuint)length);

    public override Span<byte> GetSpan() => new(block, length);

    public override MemoryHandle Pin(int elementIndex = 0) => new((byte*)block + elementIndex);

    public override void Unpin() { }

    protected override void Dispose(bool disposing)
    {
        NativeMemory.Free(block);
        block = null;
    }
}

class Managers
{
    public static int Good()
    {
        IMemoryOwner<byte> owner = new NativeManager(16);
        using (owner)
            return owner.Memory.Length;
    }
}

// case: A read-only sequence over two rented segments
sealed class Segment : ReadOnlySequenceSegment<byte>
{
    public Segment(ReadOnlyMemory<byte> memory) => Memory = memory;

    public Segment Append(ReadOnlyMemory<byte> memory)
    {
        var next = new Segment(memory) { RunningIndex = RunningIndex + Memory.Length };
        Next = next;
        return next;
    }
}

class Sequences
{
    public static long Good(int n)
    {
        var a = ArrayPool<byte>.Shared.Rent(n);
        var b = ArrayPool<byte>.Shared.Rent(n);
        var first = new Segment(a);
        var last = first.Append(b);
        var sequence = new ReadOnlySequence<byte>(first, 0, last, n);
        var length = sequence.Length;
        ArrayPool<byte>.Shared.Return(a);
        ArrayPool<byte>.Shared.Return(b);
        return length;
    }
}

// case: A span from CollectionsMarshal and a ref into a rented array
class Refs
{
    public static int Good(int n)
    {
        var array = ArrayPool<int>.Shared.Rent(n);
        ref var first = ref MemoryMarshal.GetArrayDataReference(array);
        first = 4;
        var value = first;
        ArrayPool<int>.Shared.Return(array);
        return value;
    }

    public static int Bad(int n)
    {
        var array = ArrayPool<int>.Shared.Rent(n);
        ref var first = ref array[0];
        ArrayPool<int>.Shared.Return(array);
        return first; // NDIS0004
    }
}

// case: Encoded in place and handed on as a segment
class Segments
{
    public static int Good(string text, Stream stream)
    {
        var array = ArrayPool<byte>.Shared.Rent(System.Text.Encoding.UTF8.GetMaxByteCount(text.Length));
        var used = System.Text.Encoding.UTF8.GetBytes(text, array);
        var segment = new ArraySegment<byte>(array, 0, used);
        stream.Write(segment);
        ArrayPool<byte>.Shared.Return(array);
        return used;
    }

    public static int Bad(string text, Stream stream)
    {
        var array = ArrayPool<byte>.Shared.Rent(System.Text.Encoding.UTF8.GetMaxByteCount(text.Length));
        var used = System.Text.Encoding.UTF8.GetBytes(text, array);
        var segment = new ArraySegment<byte>(array, 0, used);
        ArrayPool<byte>.Shared.Return(array);
        stream.Write(segment); // NDIS0004
        return used;
    }
}

// case: A pinned string and a native call
unsafe class Natives
{
    public static int Good(byte[] data, delegate* unmanaged<nint, int, int> call)
    {
        var handle = GCHandle.Alloc(data, GCHandleType.Pinned);
        try
        {
            return call(handle.AddrOfPinnedObject(), data.Length);
        }
        finally
        {
            if (handle.IsAllocated)
                handle.Free();
        }
    }

    public static int Bad(byte[] data, delegate* unmanaged<nint, int, int> call)
    {
        var handle = GCHandle.Alloc(data, GCHandleType.Pinned); // NDIS0005
        var result = call(handle.AddrOfPinnedObject(), data.Length);
        if (result < 0)
            throw new InvalidOperationException();
        handle.Free();
        return result;
    }
}
