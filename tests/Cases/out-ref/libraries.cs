// case: TryFormat into a growing rented array by ref
static class Formatting
{
    static void Ensure(ref char[] buffer, int length)
    {
        if (buffer.Length >= length)
            return;
        var larger = ArrayPool<char>.Shared.Rent(length);
        buffer.CopyTo(larger, 0);
        ArrayPool<char>.Shared.Return(buffer);
        buffer = larger;
    }

    static void EnsureBadly(ref char[] buffer, int length)
    {
        if (buffer.Length >= length)
            return;
        var larger = ArrayPool<char>.Shared.Rent(length);
        buffer.CopyTo(larger, 0);
        buffer = larger;
    }

    public static string Good(ReadOnlySpan<int> values)
    {
        var buffer = ArrayPool<char>.Shared.Rent(16);
        var length = 0;
        foreach (var value in values)
        {
            int written;
            while (!value.TryFormat(buffer.AsSpan(length), out written))
                Ensure(ref buffer, buffer.Length * 2);
            length += written;
        }

        var text = new string(buffer, 0, length);
        ArrayPool<char>.Shared.Return(buffer);
        return text;
    }

    public static string Bad(int value)
    {
        var buffer = ArrayPool<char>.Shared.Rent(4);
        if (!value.TryFormat(buffer, out var written))
        {
            EnsureBadly(ref buffer, 16); // NDIS0002
            value.TryFormat(buffer, out written);
        }

        var text = new string(buffer, 0, written);
        ArrayPool<char>.Shared.Return(buffer);
        return text;
    }
}

// case: Two outs, of which the second may fail
class TwoOuts(NetBufferPool pool, Mdl mdl)
{
    bool TryTake(out NetBuffer first, out NetBuffer second)
    {
        second = default;
        first = NdisAllocateNetBuffer(pool, mdl, 0, 1);
        if (first.IsNull)
            return false;
        second = NdisAllocateNetBuffer(pool, mdl, 1, 1);
        if (!second.IsNull)
            return true;
        NdisFreeNetBuffer(first);
        first = default;
        return false;
    }

    public bool Good()
    {
        if (!TryTake(out var first, out var second))
            return false;
        NdisFreeNetBuffer(second);
        NdisFreeNetBuffer(first);
        return true;
    }

    public bool Bad()
    {
        if (!TryTake(out var first, out var second)) // NDIS0005
            return false;
        NdisFreeNetBuffer(first);
        return second.DataLength > 0;
    }

    public bool BadDiscard()
    {
        if (!TryTake(out var first, out _)) // NDIS0005
            return false;
        NdisFreeNetBuffer(first);
        return true;
    }
}

// case: Cleared through a ref by the one who frees
class Clearing(NetBufferPool pool, Mdl mdl)
{
    static void Free(ref NetBuffer buffer)
    {
        if (buffer.IsNull)
            return;
        NdisFreeNetBuffer(buffer);
        buffer = default;
    }

    static void FreeOnly(in NetBuffer buffer)
    {
        if (!buffer.IsNull)
            NdisFreeNetBuffer(buffer);
    }

    public void Good()
    {
        var buffer = NdisAllocateNetBuffer(pool, mdl, 0, 1);
        Free(ref buffer);
        Free(ref buffer);
    }

    public void Bad()
    {
        var buffer = NdisAllocateNetBuffer(pool, mdl, 0, 1);
        FreeOnly(buffer);
        FreeOnly(in buffer); // NDIS0003
    }

    public void BadUse()
    {
        var buffer = NdisAllocateNetBuffer(pool, mdl, 0, 1);
        if (buffer.IsNull)
            return;
        FreeOnly(buffer);
        buffer.DataLength = 0; // NDIS0004
    }
}

// case: Swapped by ref in a double buffer
sealed class DoubleBuffer(int size) : IDisposable
{
    byte[] front = ArrayPool<byte>.Shared.Rent(size);
    byte[] back = ArrayPool<byte>.Shared.Rent(size);

    static void Swap<T>(ref T a, ref T b) => (a, b) = (b, a);

    public void Flip() => Swap(ref front, ref back);

    public byte Peek() => front[0];

    public void Dispose()
    {
        ArrayPool<byte>.Shared.Return(front);
        ArrayPool<byte>.Shared.Return(back);
        front = back = [];
    }
}

// case: A parser that takes what it needs through a ref reader
ref struct SpanReader(ReadOnlySpan<byte> data)
{
    ReadOnlySpan<byte> rest = data;

    public bool TryReadLength(out int length)
    {
        length = rest.IsEmpty ? 0 : rest[0];
        if (rest.Length < length + 1)
            return false;
        rest = rest[1..];
        return true;
    }

    public ReadOnlySpan<byte> Read(int length)
    {
        var read = rest[..length];
        rest = rest[length..];
        return read;
    }
}

static class Parsing
{
    public static bool TryGood(ReadOnlySpan<byte> data, LeasePool pool, out Lease? lease)
    {
        var reader = new SpanReader(data);
        if (!reader.TryReadLength(out var length))
        {
            lease = null;
            return false;
        }

        lease = pool.Rent(length);
        lease.Write(reader.Read(length));
        return true;
    }

    public static bool TryBad(ReadOnlySpan<byte> data, LeasePool pool, out Lease? lease)
    {
        lease = null;
        var taken = pool.Rent(data.Length); // NDIS0005
        var reader = new SpanReader(data);
        if (!reader.TryReadLength(out var length))
            return false;
        taken.Write(reader.Read(length));
        lease = taken;
        return true;
    }
}
