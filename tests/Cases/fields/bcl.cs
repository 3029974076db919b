// case: A writer over a rented array
sealed class PooledWriter(int size) : IBufferWriter<byte>, IDisposable
{
    byte[] array = ArrayPool<byte>.Shared.Rent(size);
    int used;

    public void Advance(int count) => used += count;

    public Memory<byte> GetMemory(int hint = 0)
    {
        Grow(hint);
        return array.AsMemory(used);
    }

    public Span<byte> GetSpan(int hint = 0)
    {
        Grow(hint);
        return array.AsSpan(used);
    }

    void Grow(int hint)
    {
        if (array.Length - used >= Math.Max(hint, 1))
            return;
        var larger = ArrayPool<byte>.Shared.Rent(array.Length * 2 + hint);
        array.AsSpan(0, used).CopyTo(larger);
        ArrayPool<byte>.Shared.Return(array);
        array = larger;
    }

    public void Dispose() => ArrayPool<byte>.Shared.Return(array);
}

// case: A writer that grows and forgets the old array
sealed class LeakyWriter(int size) : IDisposable
{
    byte[] array = ArrayPool<byte>.Shared.Rent(size);
    int used;

    public void Write(byte value)
    {
        if (used == array.Length)
        {
            var larger = ArrayPool<byte>.Shared.Rent(array.Length * 2); // NDIS0002
            array.CopyTo(larger, 0);
            array = larger;
        }

        array[used++] = value;
    }

    public void Dispose() => ArrayPool<byte>.Shared.Return(array);
}

// case: Dispose that leaves a null behind
sealed class Reusable : IDisposable
{
    byte[]? array;

    public Span<byte> Get(int size)
    {
        array ??= ArrayPool<byte>.Shared.Rent(size);
        return array;
    }

    public void Dispose()
    {
        var toReturn = array;
        array = null;
        if (toReturn != null)
            ArrayPool<byte>.Shared.Return(toReturn);
    }
}

sealed class ReusableBadly : IDisposable
{
    byte[]? array;

    public Span<byte> Get(int size)
    {
        array ??= ArrayPool<byte>.Shared.Rent(size); // NDIS0005
        return array;
    }

    public void Dispose() => array = null;
}

// case: A pinned delegate for the life of the object
sealed class CallbackHolder : IDisposable
{
    GCHandle handle;

    public CallbackHolder(Action callback) => handle = GCHandle.Alloc(callback);

    public nint Pointer => GCHandle.ToIntPtr(handle);

    public void Dispose()
    {
        if (handle.IsAllocated)
            handle.Free();
    }
}

sealed class CallbackHolderBadly(Action callback) : IDisposable
{
    readonly GCHandle handle = GCHandle.Alloc(callback);

    public nint Pointer => GCHandle.ToIntPtr(handle);

    public void Dispose() => GC.KeepAlive(Pointer); // NDIS0001
}

// case: A native buffer with a finalizer
sealed unsafe class NativeBuffer(int size) : IDisposable
{
    byte* memory = (byte*)NativeMemory.Alloc((nuint)size);

    public Span<byte> Span => new(memory, size);

    public void Dispose()
    {
        NativeMemory.Free(memory);
        memory = null;
        GC.SuppressFinalize(this);
    }

    ~NativeBuffer() => NativeMemory.Free(memory);
}

sealed unsafe class NativeBufferBadly(int size) : IDisposable
{
    readonly byte* memory = (byte*)NativeMemory.Alloc((nuint)size);

    public Span<byte> Span => new(memory, size);

    public void Dispose() => Span.Clear(); // NDIS0001
}

// case: An owner that is replaced
sealed class Frame : IDisposable
{
    IMemoryOwner<byte>? owner;

    public Memory<byte> Renew(int size)
    {
        owner?.Dispose();
        owner = MemoryPool<byte>.Shared.Rent(size);
        return owner.Memory;
    }

    public void Dispose()
    {
        owner?.Dispose();
        owner = null;
    }
}

sealed class FrameBadly : IDisposable
{
    IMemoryOwner<byte>? owner;

    public Memory<byte> Renew(int size)
    {
        owner = MemoryPool<byte>.Shared.Rent(size); // NDIS0002
        return owner.Memory;
    }

    public void Dispose() => owner?.Dispose();
}
