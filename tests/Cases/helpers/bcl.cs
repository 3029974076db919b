// case: A helper class over the shared pool
static class Buffers
{
    public static byte[] Take(int size) => ArrayPool<byte>.Shared.Rent(size);

    public static void Give(byte[]? array)
    {
        if (array is { Length: > 0 })
            ArrayPool<byte>.Shared.Return(array);
    }

    public static void GiveAny(byte[]? array)
    {
        if (array is not null)
            ArrayPool<byte>.Shared.Return(array);
    }
}

class UsesBuffers
{
    public int Good(int size)
    {
        var array = Buffers.Take(size);
        var length = array.Length;
        Buffers.GiveAny(array);
        return length;
    }

    public int Bad(int size)
    {
        var array = Buffers.Take(size); // NDIS0005
        return array.Length;
    }

    public int Twice(int size)
    {
        var array = Buffers.Take(size);
        Buffers.GiveAny(array);
        Buffers.GiveAny(array); // NDIS0003
        return size;
    }
}

// case: Handed to a stream that only reads
class Copying
{
    public async Task<long> Good(Stream from, Stream to)
    {
        var array = ArrayPool<byte>.Shared.Rent(81920);
        long total = 0;
        int read;
        while ((read = await from.ReadAsync(array).ConfigureAwait(false)) != 0)
        {
            await to.WriteAsync(array.AsMemory(0, read)).ConfigureAwait(false);
            total += read;
        }

        ArrayPool<byte>.Shared.Return(array);
        return total;
    }

    public void Wrapped(byte[] data)
    {
        var array = ArrayPool<byte>.Shared.Rent(data.Length);
        data.CopyTo(array, 0);
        var stream = new MemoryStream(array, 0, data.Length);
        Console.WriteLine(stream.Length);
    }
}

// case: A disposable wrapper of this project
readonly struct PooledArray<T>(int size) : IDisposable
{
    readonly T[] array = ArrayPool<T>.Shared.Rent(size);

    public Span<T> Span => array.AsSpan(0, size);

    public void Dispose() => ArrayPool<T>.Shared.Return(array);
}

class UsesPooledArray
{
    public int Good(int size)
    {
        using var pooled = new PooledArray<int>(size);
        pooled.Span.Fill(3);
        return pooled.Span[0];
    }

    public int Bad(int size)
    {
        var pooled = new PooledArray<int>(size); // NDIS0005
        return pooled.Span[0];
    }
}

// case: A safe handle is held while its value is used
class Raw
{
    public void Good(Microsoft.Win32.SafeHandles.SafeFileHandle file)
    {
        var added = false;
        try
        {
            file.DangerousAddRef(ref added);
            Console.WriteLine(file.DangerousGetHandle());
        }
        finally
        {
            if (added)
                file.DangerousRelease();
        }
    }

    public nint Bad(Microsoft.Win32.SafeHandles.SafeFileHandle file)
    {
        var added = false;
        file.DangerousAddRef(ref added); // NDIS0005
        return file.DangerousGetHandle();
    }
}

// case: A pinned memory goes back
class Pins
{
    public unsafe int Good(Memory<byte> memory)
    {
        using var pin = memory.Pin();
        return ((byte*)pin.Pointer)[0];
    }

    public unsafe int Bad(Memory<byte> memory)
    {
        var pin = memory.Pin(); // NDIS0005
        if (pin.Pointer == null)
            return 0;
        var first = *(byte*)pin.Pointer;
        if (first == 0)
            return 0;
        pin.Dispose();
        return first;
    }
}

// case: A helper counts a reference and gives it back, whoever calls it
class Reader(SafeHandle handle)
{
    int Read()
    {
        var counted = false;
        try
        {
            handle.DangerousAddRef(ref counted);
            return Marshal.ReadByte(handle.DangerousGetHandle());
        }
        finally
        {
            if (counted)
                handle.DangerousRelease();
        }
    }

    public int Good() => Read() + Read();

    public int Once()
    {
        var read = Read();
        return read > 0 ? read : Read();
    }
}

// case: A helper keeps a reference on one way, and its caller does not know
class Keeper
{
    static bool Holds(SafeHandle handle, bool keep)
    {
        var counted = false;
        handle.DangerousAddRef(ref counted);
        if (keep)
            return true;
        handle.DangerousRelease();
        return false;
    }

    public void Good(SafeHandle handle, bool keep)
    {
        if (Holds(handle, keep))
            handle.DangerousRelease();
    }

    public void Bad(SafeHandle handle, bool keep)
    {
        Holds(handle, keep); // NDIS0005
    }
}
