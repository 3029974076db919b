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

// case: A UTF-8 writer over a rented buffer, advanced by hand
ref struct Utf8Writer(Span<byte> target)
{
    Span<byte> rest = target;
    public int Written { get; private set; }

    public void Write(ReadOnlySpan<char> text)
    {
        var used = System.Text.Encoding.UTF8.GetBytes(text, rest);
        rest = rest[used..];
        Written += used;
    }

    public readonly byte Peek() => rest[0];
}

class Writers
{
    public static int Good(string text)
    {
        var array = ArrayPool<byte>.Shared.Rent(256);
        var writer = new Utf8Writer(array);
        writer.Write(text);
        var written = writer.Written;
        ArrayPool<byte>.Shared.Return(array);
        return written;
    }

    public static int Bad(string text)
    {
        var array = ArrayPool<byte>.Shared.Rent(256);
        var writer = new Utf8Writer(array);
        writer.Write(text);
        ArrayPool<byte>.Shared.Return(array);
        return writer.Peek(); // NDIS0004
    }
}

// case: A memory is stored in a request and used after the return
sealed class Request
{
    public Memory<byte> Payload { get; set; }
}

class Requests
{
    public static int Good(int n)
    {
        using var owner = MemoryPool<byte>.Shared.Rent(n);
        var request = new Request { Payload = owner.Memory[..n] };
        return request.Payload.Length + request.Payload.Span[0];
    }

    public static int Bad(int n)
    {
        var request = new Request();
        using (var owner = MemoryPool<byte>.Shared.Rent(n))
            request.Payload = owner.Memory[..n];
        return request.Payload.Span[0]; // NDIS0004
    }
}

// case: A span of structs over native memory
unsafe struct Header
{
    public int Length;
    public byte Kind;
}

unsafe class Headers
{
    public static int Good(int n)
    {
        var block = NativeMemory.AllocZeroed((nuint)n, (nuint)sizeof(Header));
        ref var first = ref *(Header*)block;
        first.Length = n;
        var length = ((Header*)block)->Length + first.Length;
        NativeMemory.Free(block);
        return length;
    }

    public static int Bad(int n)
    {
        var block = NativeMemory.AllocZeroed((nuint)n, (nuint)sizeof(Header));
        var header = (Header*)block;
        NativeMemory.Free(block);
        return header->Length; // NDIS0004
    }

    public static int Grown(int n)
    {
        var block = (Header*)NativeMemory.Alloc((nuint)(n * sizeof(Header)));
        var old = block;
        block = (Header*)NativeMemory.Realloc(block, (nuint)(2 * n * sizeof(Header)));
        var kind = old->Kind; // NDIS0004
        NativeMemory.Free(block);
        return kind;
    }
}

// case: A searched span and an index that outlives it
class Search
{
    public static int Good(Stream stream)
    {
        var array = ArrayPool<byte>.Shared.Rent(1024);
        var span = array.AsSpan(0, stream.Read(array));
        var end = span.IndexOf((byte)'\n');
        var line = end < 0 ? [] : span[..end].ToArray();
        ArrayPool<byte>.Shared.Return(array);
        return line.Length + end;
    }

    public static string Bad(Stream stream)
    {
        var array = ArrayPool<byte>.Shared.Rent(1024);
        ReadOnlySpan<byte> span = array.AsSpan(0, stream.Read(array));
        var line = span[..span.IndexOf((byte)'\n')];
        ArrayPool<byte>.Shared.Return(array);
        return System.Text.Encoding.UTF8.GetString(line); // NDIS0004
    }
}

// case: String creation from what was rented
class Strings
{
    public static string Good(ReadOnlySpan<char> text)
    {
        var array = ArrayPool<char>.Shared.Rent(text.Length);
        try
        {
            var count = text.ToUpperInvariant(array);
            return new(array, 0, count);
        }
        finally
        {
            ArrayPool<char>.Shared.Return(array);
        }
    }

    public static ReadOnlySpan<char> Bad(ReadOnlySpan<char> text)
    {
        var array = ArrayPool<char>.Shared.Rent(text.Length);
        var count = text.ToUpperInvariant(array);
        ArrayPool<char>.Shared.Return(array);
        return array.AsSpan(0, count); // NDIS0004
    }
}
