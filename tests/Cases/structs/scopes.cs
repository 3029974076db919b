// case: A ref struct that owns and hands out a span
ref struct Scratch
{
    byte[]? array;

    public Scratch(int size)
    {
        array = ArrayPool<byte>.Shared.Rent(size);
        Span = array.AsSpan(0, size);
    }

    public Span<byte> Span { get; private set; }

    public void Dispose()
    {
        var returned = array;
        this = default;
        if (returned is not null)
            ArrayPool<byte>.Shared.Return(returned);
    }
}

static class UsesScratch
{
    public static int Good(int n)
    {
        using var scratch = new Scratch(n);
        scratch.Span.Fill(3);
        return scratch.Span[0];
    }

    public static int GoodByHand(int n)
    {
        var scratch = new Scratch(n);
        scratch.Span.Fill(3);
        var first = scratch.Span[0];
        scratch.Dispose();
        return first;
    }

    public static int Bad(int n)
    {
        var scratch = new Scratch(n); // NDIS0005
        scratch.Span.Fill(3);
        if (scratch.Span[0] == 0)
            return 0;
        scratch.Dispose();
        return 1;
    }
}

// case: A token struct that must be released once
readonly struct Token(Ring ring, Slot slot)
{
    public int Index => slot.Index;

    public void Publish() => ring.Publish(slot);

    public void Abandon() => ring.Abandon(slot);

    public static bool TryTake(Ring ring, out Token token)
    {
        var slot = ring.Claim();
        token = new(ring, slot);
        return !slot.IsEmpty;
    }
}

static class Tokens
{
    public static int Good(Ring ring)
    {
        if (!Token.TryTake(ring, out var token))
            return -1;
        var index = token.Index;
        if (index > 2)
            token.Abandon();
        else
            token.Publish();
        return index;
    }

    public static int Bad(Ring ring)
    {
        if (!Token.TryTake(ring, out var token)) // NDIS0005
            return -1;
        var index = token.Index;
        if (index > 2)
            token.Abandon();
        return index;
    }

    public static void BadTwice(Ring ring)
    {
        if (!Token.TryTake(ring, out var token))
            return;
        token.Publish();
        token.Abandon(); // NDIS0003
    }
}

// case: A record struct result with an owner inside
readonly record struct ReadResult(bool Success, IMemoryOwner<byte>? Owner, int Length);

static class Reading
{
    static ReadResult Read(Stream stream)
    {
        var owner = MemoryPool<byte>.Shared.Rent(64);
        var read = stream.Read(owner.Memory.Span);
        if (read > 0)
            return new(true, owner, read);
        owner.Dispose();
        return default;
    }

    public static int Good(Stream stream)
    {
        var result = Read(stream);
        if (!result.Success)
            return 0;
        using var owner = result.Owner;
        return owner!.Memory.Span[0];
    }

    public static int GoodDeconstructed(Stream stream)
    {
        var (success, owner, length) = Read(stream);
        if (!success)
            return 0;
        var first = owner!.Memory.Span[length - 1];
        owner.Dispose();
        return first;
    }

    public static int Bad(Stream stream)
    {
        var result = Read(stream); // NDIS0005
        return result is { Success: true, Length: var length } ? length : 0;
    }
}

// case: A struct of two handles, opened and closed as one
struct PinnedPair
{
    GCHandle left, right;

    public static PinnedPair Pin(byte[] a, byte[] b) => new()
    {
        left = GCHandle.Alloc(a, GCHandleType.Pinned),
        right = GCHandle.Alloc(b, GCHandleType.Pinned),
    };

    public readonly nint Left => left.AddrOfPinnedObject();

    public void Free()
    {
        if (left.IsAllocated)
            left.Free();
        if (right.IsAllocated)
            right.Free();
    }
}

static class Pinning
{
    public static long Good(byte[] a, byte[] b)
    {
        var pair = PinnedPair.Pin(a, b);
        try
        {
            return pair.Left;
        }
        finally
        {
            pair.Free();
        }
    }
}

// case: A struct that frees only one of two
struct PinnedPair
{
    GCHandle left, right;

    public static PinnedPair Pin(byte[] a, byte[] b) => new()
    {
        left = GCHandle.Alloc(a, GCHandleType.Pinned),
        right = GCHandle.Alloc(b, GCHandleType.Pinned),
    };

    public void Free()
    {
        if (left.IsAllocated)
            left.Free();
    }
}

static class Pinning
{
    public static void Bad(byte[] a, byte[] b)
    {
        var pair = PinnedPair.Pin(a, b); // NDIS0005
        pair.Free();
    }
}

// case: A pooled string builder struct as library code has it
ref struct TextBuilder
{
    char[]? toReturn;
    Span<char> chars;
    int position;

    public TextBuilder(Span<char> initial)
    {
        toReturn = null;
        chars = initial;
        position = 0;
    }

    public TextBuilder(int capacity)
    {
        toReturn = ArrayPool<char>.Shared.Rent(capacity);
        chars = toReturn;
        position = 0;
    }

    public void Append(char c)
    {
        var at = position;
        if ((uint)at < (uint)chars.Length)
        {
            chars[at] = c;
            position = at + 1;
        }
        else
        {
            GrowAndAppend(c);
        }
    }

    public void Append(string? text)
    {
        if (text is null)
            return;
        foreach (var c in text)
            Append(c);
    }

    void GrowAndAppend(char c)
    {
        Grow(1);
        Append(c);
    }

    void Grow(int more)
    {
        var larger = ArrayPool<char>.Shared.Rent((int)Math.Max((uint)(position + more), (uint)chars.Length * 2));
        chars[..position].CopyTo(larger);
        var old = toReturn;
        chars = toReturn = larger;
        if (old != null)
            ArrayPool<char>.Shared.Return(old);
    }

    public override string ToString()
    {
        var text = chars[..position].ToString();
        Dispose();
        return text;
    }

    public bool TryCopyTo(Span<char> target, out int written)
    {
        if (chars[..position].TryCopyTo(target))
        {
            written = position;
            Dispose();
            return true;
        }

        written = 0;
        Dispose();
        return false;
    }

    public void Dispose()
    {
        var old = toReturn;
        this = default;
        if (old != null)
            ArrayPool<char>.Shared.Return(old);
    }
}

static class Formats
{
    public static string Good(int[] values)
    {
        var builder = new TextBuilder(stackalloc char[64]);
        foreach (var value in values)
        {
            builder.Append(value.ToString());
            builder.Append(';');
        }

        return builder.ToString();
    }

    public static bool GoodTry(string text, Span<char> target, out int written)
    {
        var builder = new TextBuilder(text.Length);
        builder.Append(text);
        return builder.TryCopyTo(target, out written);
    }

    public static int Bad(string text)
    {
        var builder = new TextBuilder(256); // NDIS0005
        builder.Append('x'); // NDIS0005 (the larger one)
        return text.Length;
    }
}
