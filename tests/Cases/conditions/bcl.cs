// case: The stack for small ones, the pool for large ones
class Encoder
{
    public int Good(string text)
    {
        byte[]? rented = null;
        var needed = text.Length * 3;
        Span<byte> buffer = needed <= 256 ? stackalloc byte[256] : (rented = ArrayPool<byte>.Shared.Rent(needed));
        var written = System.Text.Encoding.UTF8.GetBytes(text, buffer);
        if (rented is not null)
            ArrayPool<byte>.Shared.Return(rented);
        return written;
    }

    public int Bad(string text)
    {
        byte[]? rented = null;
        var needed = text.Length * 3;
        Span<byte> buffer = needed <= 256 ? stackalloc byte[256] : (rented = ArrayPool<byte>.Shared.Rent(needed)); // NDIS0005
        var written = System.Text.Encoding.UTF8.GetBytes(text, buffer);
        if (rented is not null && written > 10)
            ArrayPool<byte>.Shared.Return(rented);
        return written;
    }
}

// case: Rented only if the given one is too small
class Sizing
{
    public int Good(byte[] given, int needed)
    {
        var array = given;
        if (given.Length < needed)
            array = ArrayPool<byte>.Shared.Rent(needed);
        array[0] = 1;
        var first = array[0];
        if (array != given)
            ArrayPool<byte>.Shared.Return(array);
        return first;
    }

    public int Bad(byte[] given, int needed)
    {
        var array = given;
        if (given.Length < needed)
            array = ArrayPool<byte>.Shared.Rent(needed); // NDIS0005
        array[0] = 1;
        if (array == given)
            return 0;
        return array[0];
    }
}

// case: A handle that says whether it is allocated
class Handles
{
    public nint Good(object? target)
    {
        GCHandle handle = default;
        if (target is not null)
            handle = GCHandle.Alloc(target);
        var pointer = handle.IsAllocated ? GCHandle.ToIntPtr(handle) : 0;
        if (handle.IsAllocated)
            handle.Free();
        return pointer;
    }

    public bool Bad(object? target, bool keep)
    {
        var handle = GCHandle.Alloc(target, GCHandleType.Weak); // NDIS0005
        if (!keep)
            handle.Free();
        return keep;
    }
}
