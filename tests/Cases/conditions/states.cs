// case: A status code comes back and the caller tests it
class Codes(NetBufferPool pool, Mdl mdl)
{
    NdisStatus Get(int length, out NetBuffer buffer)
    {
        buffer = default;
        if (length <= 0)
            return NdisStatus.InvalidLength;
        buffer = NdisAllocateNetBuffer(pool, mdl, 0, length);
        return buffer.IsNull ? NdisStatus.Resources : NdisStatus.Success;
    }

    public int Good(int length)
    {
        var status = Get(length, out var buffer);
        if (status != NdisStatus.Success)
            return -1;
        var result = buffer.DataLength;
        NdisFreeNetBuffer(buffer);
        return result;
    }

    public int GoodSwitch(int length)
    {
        switch (Get(length, out var buffer))
        {
            case NdisStatus.Success:
                var result = buffer.DataLength;
                NdisFreeNetBuffer(buffer);
                return result;
            case NdisStatus.Resources:
                return 0;
            default:
                return -1;
        }
    }

    public int Bad(int length)
    {
        var status = Get(length, out var buffer); // NDIS0005
        if (status == NdisStatus.InvalidLength || status == NdisStatus.Resources)
            return -1;
        if (buffer.DataLength > 100)
            return -2;
        NdisFreeNetBuffer(buffer);
        return 0;
    }

    public int BadInverted(int length)
    {
        if (Get(length, out var buffer) == NdisStatus.Success) // NDIS0005
            return 0;
        return buffer.IsNull ? 1 : 2;
    }
}

// case: A result is an enum of one's own
enum TakeResult { Taken, Empty, Closed }

sealed class Source(LeasePool pool)
{
    bool closed;

    public TakeResult Take(int size, out Lease? lease)
    {
        lease = null;
        if (closed)
            return TakeResult.Closed;
        if (size == 0)
            return TakeResult.Empty;
        lease = pool.Rent(size);
        return TakeResult.Taken;
    }

    public void Close() => closed = true;

    public int Good(int size) => Take(size, out var lease) switch
    {
        TakeResult.Taken => Finish(lease!),
        TakeResult.Empty => 0,
        _ => -1,
    };

    int Finish(Lease lease)
    {
        var length = lease.Length;
        pool.Return(lease);
        return length;
    }

    public int Bad(int size) => Take(size, out var lease) switch // NDIS0005
    {
        TakeResult.Taken => lease!.Length,
        TakeResult.Empty => 0,
        _ => -1,
    };
}

// case: Patterns over the size decide what is rented
static class Sizes
{
    public static int Good(ReadOnlySpan<byte> data)
    {
        byte[]? rented = null;
        Span<byte> target = data.Length switch
        {
            <= 128 => stackalloc byte[128],
            _ => rented = ArrayPool<byte>.Shared.Rent(data.Length),
        };
        data.CopyTo(target);
        var sum = 0;
        foreach (var b in target[..data.Length])
            sum += b;
        if (rented is { Length: > 0 } array)
            ArrayPool<byte>.Shared.Return(array);
        return sum;
    }

    public static int Bad(ReadOnlySpan<byte> data)
    {
        byte[]? rented = null;
        Span<byte> target = data.Length <= 128 ? stackalloc byte[128] : (rented = ArrayPool<byte>.Shared.Rent(data.Length)); // NDIS0005
        data.CopyTo(target);
        if (target[0] == 0)
            return 0;
        if (rented is not null)
            ArrayPool<byte>.Shared.Return(rented);
        return target[0]; // NDIS0004
    }

    public static bool GoodClears(ReadOnlySpan<char> text, bool secret)
    {
        char[]? rented = null;
        Span<char> buffer = text.Length > 256 ? (rented = ArrayPool<char>.Shared.Rent(text.Length)) : stackalloc char[256];
        var written = text.ToUpperInvariant(buffer);
        var same = text.SequenceEqual(buffer[..written]);
        if (rented != null)
        {
            if (secret)
                buffer[..written].Clear();
            ArrayPool<char>.Shared.Return(rented, secret);
        }

        return same;
    }
}

// case: A kind decides how it ends
enum Kind { Borrowed, Owned, Shared }

sealed class Holder(LeasePool pool)
{
    public int Good(Kind kind, Lease given)
    {
        var lease = kind == Kind.Owned ? pool.Rent(3) : given;
        var length = lease.Length;
        if (kind == Kind.Owned)
            pool.Return(lease);
        return length;
    }

    public int Bad(Kind kind, Lease given)
    {
        var lease = kind != Kind.Borrowed ? pool.Rent(3) : given; // NDIS0005
        var length = lease.Length;
        if (kind == Kind.Owned)
            pool.Return(lease);
        return length;
    }
}

// case: Three flags in a row, each with its object
class Flags(LeasePool pool)
{
    public int Good(bool a, bool b, bool c)
    {
        Lease? x = null, y = null, z = null;
        if (a)
            x = pool.Rent(1);
        if (b)
            y = pool.Rent(2);
        if (c)
            z = pool.Rent(3);
        var sum = (x?.Length ?? 0) + (y?.Length ?? 0) + (z?.Length ?? 0);
        if (c)
            pool.Return(z!);
        if (b)
            pool.Return(y!);
        if (a)
            pool.Return(x!);
        return sum;
    }

    public int Bad(bool a, bool b, bool c)
    {
        Lease? x = null, y = null, z = null;
        if (a)
            x = pool.Rent(1);
        if (b)
            y = pool.Rent(2); // NDIS0005
        if (c)
            z = pool.Rent(3);
        var sum = (x?.Length ?? 0) + (y?.Length ?? 0) + (z?.Length ?? 0);
        if (c)
            pool.Return(z!);
        if (b && a)
            pool.Return(y!);
        if (a)
            pool.Return(x!);
        return sum;
    }
}

// case: Flags in the bits of an integer
[Flags]
enum Have
{
    None = 0,
    Header = 1,
    Body = 2,
}

sealed class Bits(NetBufferPool pool, Mdl mdl) : IDisposable
{
    NetBuffer header, body;
    Have have;

    public bool Open()
    {
        if (have != Have.None)
            return false;
        header = NdisAllocateNetBuffer(pool, mdl, 0, 8);
        if (header.IsNull)
            return false;
        have |= Have.Header;
        body = NdisAllocateNetBuffer(pool, mdl, 8, 8);
        if (body.IsNull)
        {
            Dispose();
            return false;
        }

        have |= Have.Body;
        return true;
    }

    public void Dispose()
    {
        if ((have & Have.Body) != 0)
            NdisFreeNetBuffer(body);
        if ((have & Have.Header) != 0)
            NdisFreeNetBuffer(header);
        have = Have.None;
    }
}

// case: A parser with states and a rented token buffer
sealed class Tokenizer
{
    enum State { Start, Word, Number, End }

    public static int Good(string text)
    {
        var buffer = ArrayPool<char>.Shared.Rent(Math.Max(1, text.Length));
        var state = State.Start;
        int length = 0, tokens = 0, at = 0;
        while (state != State.End)
        {
            var c = at < text.Length ? text[at] : '\0';
            switch (state)
            {
                case State.Start when c == '\0':
                    state = State.End;
                    break;
                case State.Start when char.IsDigit(c):
                    state = State.Number;
                    break;
                case State.Start when char.IsLetter(c):
                    state = State.Word;
                    break;
                case State.Start:
                    at++;
                    break;
                case State.Number when char.IsDigit(c):
                case State.Word when char.IsLetter(c):
                    buffer[length++] = c;
                    at++;
                    break;
                default:
                    tokens++;
                    length = 0;
                    state = State.Start;
                    break;
            }
        }

        ArrayPool<char>.Shared.Return(buffer);
        return tokens;
    }

    public static int Bad(string text)
    {
        var buffer = ArrayPool<char>.Shared.Rent(Math.Max(1, text.Length)); // NDIS0005
        var state = State.Start;
        int length = 0, tokens = 0;
        foreach (var c in text)
        {
            switch (state)
            {
                case State.Start when char.IsDigit(c):
                    state = State.Number;
                    goto case State.Number;
                case State.Start when char.IsLetter(c):
                    state = State.Word;
                    break;
                case State.Number when !char.IsDigit(c):
                    tokens++;
                    length = 0;
                    state = State.Start;
                    break;
                case State.Number:
                    buffer[length++] = c;
                    break;
                case State.Word:
                    return -1;
            }
        }

        ArrayPool<char>.Shared.Return(buffer);
        return tokens;
    }
}

// case: The negated result of a helper
class Negated(LeasePool pool)
{
    bool TryFill(int size, out Lease? lease)
    {
        lease = null;
        if (size > 200)
            return false;
        lease = pool.Rent(size);
        lease.Write([1]);
        return true;
    }

    public int Good(int size)
    {
        if (!TryFill(size, out var lease))
            return 0;
        using (lease)
            return lease!.Length;
    }

    public int GoodStored(int size)
    {
        var ok = TryFill(size, out var lease);
        var failed = !ok;
        if (failed)
            return 0;
        var length = lease!.Length;
        lease.Dispose();
        return length;
    }

    public int Bad(int size)
    {
        var ok = TryFill(size, out var lease); // NDIS0005
        if (!ok || size < 10)
            return 0;
        lease!.Dispose();
        return 1;
    }
}
