// case: Mutable struct in an array and by ref
struct Entry
{
    public NetBuffer Buffer;
    public int Uses;
}

sealed class Entries(NetBufferPool pool, Mdl mdl) : IDisposable
{
    readonly Entry[] entries = new Entry[8];

    public bool Fill()
    {
        for (var i = 0; i < entries.Length; i++)
        {
            ref var entry = ref entries[i];
            if (!entry.Buffer.IsNull)
                continue;
            entry.Buffer = NdisAllocateNetBuffer(pool, mdl, 0, 64);
            if (entry.Buffer.IsNull)
                return false;
            entry.Uses = 0;
        }

        return true;
    }

    public void Dispose()
    {
        foreach (ref var entry in entries.AsSpan())
        {
            if (!entry.Buffer.IsNull)
                NdisFreeNetBuffer(entry.Buffer);
            entry = default;
        }
    }
}

sealed class EntriesBadly(NetBufferPool pool, Mdl mdl) : IDisposable
{
    readonly Entry[] entries = new Entry[8];

    public void Fill()
    {
        for (var i = 0; i < entries.Length; i++)
            entries[i].Buffer = NdisAllocateNetBuffer(pool, mdl, 0, 64); // NDIS0002
    }

    public void Dispose()
    {
        for (var i = 0; i < entries.Length; i++)
        {
            if (!entries[i].Buffer.IsNull)
                NdisFreeNetBuffer(entries[i].Buffer);
        }
    }
}

// case: Value list that grows in place
ref struct ValueList
{
    Span<char> span;
    char[]? rented;
    int count;

    public ValueList(Span<char> initial)
    {
        span = initial;
        rented = null;
        count = 0;
    }

    public void Append(char value)
    {
        if (count == span.Length)
            Grow();
        span[count++] = value;
    }

    void Grow()
    {
        var larger = ArrayPool<char>.Shared.Rent(Math.Max(16, span.Length * 2));
        span[..count].CopyTo(larger);
        var old = rented;
        span = rented = larger;
        if (old is not null)
            ArrayPool<char>.Shared.Return(old);
    }

    public override readonly string ToString() => span[..count].ToString();

    public void Dispose()
    {
        var old = rented;
        this = default;
        if (old is not null)
            ArrayPool<char>.Shared.Return(old);
    }
}

static class Joiner
{
    public static string Good(string text)
    {
        var list = new ValueList(stackalloc char[32]);
        foreach (var letter in text)
        {
            if (!char.IsWhiteSpace(letter))
                list.Append(letter);
        }

        var result = list.ToString();
        list.Dispose();
        return result;
    }

    public static string Bad(string text)
    {
        var list = new ValueList(stackalloc char[32]);
        foreach (var letter in text)
            list.Append(letter); // NDIS0005
        return list.ToString();
    }
}

// case: A struct with an address in it is copied into native memory
[StructLayout(LayoutKind.Sequential)]
struct Token(int size)
{
    public int Size = size;
    public nint Bytes = Marshal.AllocHGlobal(size);
}

class Tokens
{
    readonly nint descriptor = Marshal.AllocHGlobal(Marshal.SizeOf<Token>());

    public void Good(int size)
    {
        var token = new Token(size);
        Marshal.StructureToPtr(token, descriptor, fDeleteOld: false);
    }

    public int Bad(int size)
    {
        var token = new Token(size); // NDIS0005
        return token.Size;
    }
}
