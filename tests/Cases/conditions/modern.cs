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

// case: Short circuits that allocate on the way
class Circuits(NetBufferPool pool, Mdl mdl)
{
    bool Take(ref NetBuffer nb, int n)
    {
        nb = NdisAllocateNetBuffer(pool, mdl, 0, n);
        return nb ? true : false;
    }

    public int Good()
    {
        NetBuffer first = default, second = default;
        var ok = Take(ref first, 1) && Take(ref second, 2);
        if (second)
            NdisFreeNetBuffer(second);
        if (first)
            NdisFreeNetBuffer(first);
        return ok ? 1 : 0;
    }

    public int Bad()
    {
        NetBuffer first = default, second = default;
        if (Take(ref first, 1) && Take(ref second, 2)) // NDIS0005
        {
            NdisFreeNetBuffer(second);
            NdisFreeNetBuffer(first);
            return 1;
        }

        return 0;
    }
}

// case: A nullable enum and a pattern with and
class Modes(LeasePool pool)
{
    enum Mode { Off, Half, Full }

    public void Good(int? setting)
    {
        Mode? mode = setting switch { null => null, < 1 => Mode.Off, < 50 => Mode.Half, _ => Mode.Full };
        Lease? lease = mode is not (null or Mode.Off) ? pool.Rent(3) : null;
        if (mode is Mode.Half or Mode.Full)
            lease!.Dispose();
    }

    public void Bad(int? setting)
    {
        Mode? mode = setting switch { null => null, < 1 => Mode.Off, < 50 => Mode.Half, _ => Mode.Full };
        Lease? lease = mode is not null ? pool.Rent(3) : null; // NDIS0005
        if (mode is Mode.Half or Mode.Full)
            lease!.Dispose();
    }
}

// case: A string decides twice
class Schemes(LeasePool pool)
{
    public int Good(string scheme)
    {
        Lease? lease = null;
        if (scheme is "http" or "https")
            lease = pool.Rent(4);
        var length = lease?.Length ?? 0;
        switch (scheme)
        {
            case "http":
            case "https":
                lease!.Dispose();
                break;
        }

        return length;
    }

    public int Bad(string scheme)
    {
        Lease? lease = null;
        if (scheme is "http" or "https")
            lease = pool.Rent(4); // NDIS0005
        if (scheme == "http")
            lease!.Dispose();
        return lease?.Length ?? 0; // NDIS0004
    }
}

// case: A bool parameter decides about ownership
class Owned(LeasePool pool)
{
    static int Use(Lease lease, bool leaveOpen = false)
    {
        try
        {
            return lease.Length;
        }
        finally
        {
            if (!leaveOpen)
                lease.Dispose();
        }
    }

    public int Good() => Use(pool.Rent(3));

    public int Left()
    {
        var lease = pool.Rent(3);
        var length = Use(lease, leaveOpen: true);
        lease.Dispose();
        return length;
    }

    public int Bad() => Use(pool.Rent(3), leaveOpen: true); // NDIS0005

    public int Twice()
    {
        var lease = pool.Rent(3);
        var length = Use(lease);
        lease.Dispose(); // NDIS0003
        return length;
    }
}

// case: A counter of what is held decides the end
class Held(LeasePool pool)
{
    public void Good(bool wantA, bool wantB)
    {
        Lease? a = null, b = null;
        var held = 0;
        if (wantA)
        {
            a = pool.Rent(1);
            held++;
        }

        if (wantB)
        {
            b = pool.Rent(2);
            held++;
        }

        if (held == 0)
            return;
        a?.Dispose();
        b?.Dispose();
    }

    public void Bad(bool wantA, bool wantB)
    {
        Lease? a = null, b = null;
        var held = 0;
        if (wantA)
        {
            a = pool.Rent(1); // NDIS0005
            held++;
        }

        if (wantB)
        {
            b = pool.Rent(2); // NDIS0005
            held++;
        }

        if (held < 2)
            return;
        a!.Dispose();
        b!.Dispose();
    }
}
