// case: A chain of nodes of one type
sealed class Node(Node? next, int size) : IDisposable
{
    readonly byte[] buffer = ArrayPool<byte>.Shared.Rent(size);

    public int Sum() => buffer[0] + (next?.Sum() ?? 0);

    public void Dispose()
    {
        ArrayPool<byte>.Shared.Return(buffer);
        next?.Dispose();
    }
}

// case: Equality and copies between instances
sealed class Slice : IDisposable
{
    byte[]? bytes;

    public Slice(int size) => bytes = ArrayPool<byte>.Shared.Rent(size);

    Slice(byte[] taken) => bytes = taken;

    public Slice Move()
    {
        var moved = new Slice(bytes!);
        bytes = null;
        return moved;
    }

    public bool SameAs(Slice other) => ReferenceEquals(bytes, other.bytes);

    public void CopyTo(Slice other)
    {
        if (other.bytes is not null)
            ArrayPool<byte>.Shared.Return(other.bytes);
        other.bytes = ArrayPool<byte>.Shared.Rent(bytes!.Length);
        bytes.CopyTo(other.bytes, 0);
    }

    public void Dispose()
    {
        if (bytes is not null)
            ArrayPool<byte>.Shared.Return(bytes);
        bytes = null;
    }
}
