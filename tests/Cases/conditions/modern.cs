// case: A stack buffer or a rented one, told apart by the length
static class Hex
{
    public static string Good(ReadOnlySpan<byte> source)
    {
        char[]? rented = null;
        var length = source.Length * 2;
        Span<char> chars = length <= 64 ? stackalloc char[64] : (rented = ArrayPool<char>.Shared.Rent(length));
        chars = chars[..length];
        for (var i = 0; i < source.Length; i++)
            source[i].TryFormat(chars[(i * 2)..], out _, "x2");
        var text = new string(chars);
        if (rented is not null)
            ArrayPool<char>.Shared.Return(rented);
        return text;
    }

    public static bool Bad(ReadOnlySpan<byte> source, Span<char> target)
    {
        char[]? rented = null;
        var length = source.Length * 2;
        Span<char> chars = length <= 64 ? stackalloc char[64] : (rented = ArrayPool<char>.Shared.Rent(length)); // NDIS0005
        if (target.Length < length)
            return false;
        chars[..length].CopyTo(target);
        if (rented != null)
            ArrayPool<char>.Shared.Return(rented);
        return true;
    }
}

// case: A relational pattern decides twice
class Compressor(ArrayPool<byte> pool)
{
    public int Good(int size, ReadOnlySpan<byte> data)
    {
        byte[]? scratch = size switch
        {
            <= 0 => null,
            < 4096 => pool.Rent(4096),
            _ => pool.Rent(size),
        };
        var used = data.Length;
        if (size is > 0)
            pool.Return(scratch!);
        return used;
    }

    public int Bad(int size, ReadOnlySpan<byte> data)
    {
        byte[]? scratch = size switch
        {
            <= 0 => null,
            _ => pool.Rent(size), // NDIS0005
        };
        if (size > 1)
            pool.Return(scratch!);
        return data.Length;
    }
}

// case: An enum of two flags chosen by a tuple pattern
class Matrix(LeasePool pool)
{
    public void Good(bool urgent, bool large)
    {
        var lease = (urgent, large) switch
        {
            (true, _) => pool.Rent(1),
            (false, true) => pool.Rent(2),
            _ => null,
        };
        if (lease is null)
            return;
        lease.Write([1, 2]);
        lease.Dispose();
    }

    public void Bad(bool urgent, bool large)
    {
        var lease = (urgent, large) switch
        {
            (true, _) => pool.Rent(1), // NDIS0005
            (false, true) => pool.Rent(2),
            _ => null,
        };
        if (!urgent)
            lease?.Dispose();
    }
}

// case: A checked context and a bound
unsafe class Bounds
{
    public static long Good(int count)
    {
        if (count is < 1 or > 1 << 20)
            return -1;
        var bytes = checked((nuint)count * sizeof(long));
        var block = (long*)NativeMemory.Alloc(bytes);
        long sum = 0;
        checked
        {
            for (var i = 0; i < count; i++)
                sum += block[i] = i;
        }

        NativeMemory.Free(block);
        return sum;
    }

    public static long Bad(int count)
    {
        var block = (long*)NativeMemory.Alloc((nuint)count, sizeof(long)); // NDIS0005
        if (count is < 1 or > 1 << 20)
            return -1;
        var first = *block;
        NativeMemory.Free(block);
        return first;
    }
}

// case: A goto case shares the way out
class Dispatcher(NetBufferPool pool, Mdl mdl)
{
    enum Verb { Probe, Echo, Drop }

    NetBuffer Take(int n) => NdisAllocateNetBuffer(pool, mdl, 0, n);

    public int Good(int code)
    {
        var nb = Take(4);
        if (nb.IsNull)
            return -1;
        switch ((Verb)code)
        {
            case Verb.Probe:
                nb.DataLength = 2;
                goto case Verb.Drop;
            case Verb.Echo:
                nb.DataLength = 3;
                goto default;
            case Verb.Drop:
                NdisFreeNetBuffer(nb);
                return 0;
            default:
                NdisFreeNetBuffer(nb);
                return 1;
        }
    }

    public int Bad(int code)
    {
        var nb = Take(4); // NDIS0005
        if (nb.IsNull)
            return -1;
        switch ((Verb)code)
        {
            case Verb.Probe:
                NdisFreeNetBuffer(nb);
                goto case Verb.Drop;
            case Verb.Echo:
                goto default;
            case Verb.Drop:
                return 0;
            default:
                NdisFreeNetBuffer(nb);
                return 1;
        }
    }
}

// case: List patterns over the header
class Parser(LeasePool pool)
{
    public int Good(byte[] frame)
    {
        if (frame is not [0x45, .. var rest] || rest is [])
            return 0;
        var lease = pool.Rent(rest.Length);
        var kind = rest switch
        {
            [6, ..] => 1,
            [17, _, ..] => 2,
            [.., 0] => 3,
            _ => 0,
        };
        lease.Dispose();
        return kind;
    }

    public int Bad(byte[] frame)
    {
        var lease = pool.Rent(frame.Length); // NDIS0005
        switch (frame)
        {
            case [6, ..]:
                lease.Dispose();
                return 1;
            case [17, _, ..]:
                return 2;
            default:
                pool.Return(lease);
                return 0;
        }
    }
}
