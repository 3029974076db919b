// case: An address in a field, from method to method
sealed class Block(int size) : IDisposable
{
    readonly nint memory = Marshal.AllocHGlobal(size);
    bool isOpen = true;

    public void Close()
    {
        if (isOpen)
            Marshal.FreeHGlobal(memory);
        isOpen = false;
    }

    public void Bad() => Marshal.WriteByte(memory, 1); // NDIS0004

    public void Good()
    {
        if (isOpen)
            Marshal.WriteByte(memory, 1);
    }

    public void Dispose() => Close();
}

sealed class BlockBadly(int size) : IDisposable
{
    readonly nint memory = Marshal.AllocHGlobal(size);

    public void Close() => Marshal.FreeHGlobal(memory); // NDIS0003

    public void Dispose() => Close();
}

// case: A field of an interface that a library declares
sealed class Owned(MemoryPool<byte> pool) : IDisposable
{
    IDisposable? owner = pool.Rent(3);

    public void Close()
    {
        owner?.Dispose();
        owner = null;
    }

    public void Dispose() => Close();
}

sealed class OwnedBadly(MemoryPool<byte> pool) : IDisposable
{
    readonly IDisposable owner = pool.Rent(3);

    public void Close() => owner.Dispose(); // NDIS0003

    public void Dispose() => Close();
}
