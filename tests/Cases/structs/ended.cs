// Structs, and classes that say nothing of IDisposable, have an end when others can call it.

// case: A builder over a rented array that grows
ref struct TextBuilder
{
    char[]? rented;
    Span<char> chars;
    int length;

    public TextBuilder(Span<char> initial) => chars = initial;

    public void Append(char value)
    {
        if (length >= chars.Length)
            Grow(1);
        chars[length++] = value;
    }

    void Grow(int more)
    {
        var bigger = ArrayPool<char>.Shared.Rent(chars.Length * 2 + more);
        chars[..length].CopyTo(bigger);
        var old = rented;
        chars = rented = bigger;
        if (old is not null)
            ArrayPool<char>.Shared.Return(old);
    }

    public void Dispose()
    {
        var old = rented;
        this = default;
        if (old is not null)
            ArrayPool<char>.Shared.Return(old);
    }
}

// case: A builder that forgets the old array when it grows
ref struct TextBuilder
{
    char[]? rented;
    Span<char> chars;
    int length;

    public TextBuilder(Span<char> initial) => chars = initial;

    public void Append(char value)
    {
        if (length >= chars.Length)
            Grow(1);
        chars[length++] = value;
    }

    void Grow(int more)
    {
        var bigger = ArrayPool<char>.Shared.Rent(chars.Length * 2 + more); // NDIS0002
        chars[..length].CopyTo(bigger);
        chars = rented = bigger;
    }

    public void Dispose()
    {
        var old = rented;
        this = default;
        if (old is not null)
            ArrayPool<char>.Shared.Return(old);
    }
}

// case: A struct that is disposable and forgets its array
struct Writer : IDisposable
{
    byte[]? bytes;
    int count;

    public void Add(byte value)
    {
        bytes ??= ArrayPool<byte>.Shared.Rent(64);
        bytes[count++] = value;
    }

    public void Dispose() => count = 0; // NDIS0001
}

// case: A struct that is disposable and returns its array
struct Writer : IDisposable
{
    byte[]? bytes;
    int count;

    public void Add(byte value)
    {
        bytes ??= ArrayPool<byte>.Shared.Rent(64);
        bytes[count++] = value;
    }

    public void Dispose()
    {
        if (bytes is not null)
            ArrayPool<byte>.Shared.Return(bytes);
        bytes = null;
    }
}

// case: A class with an end that no interface declares
class Text
{
    char[]? rented;

    public void Grow(int length)
    {
        var bigger = ArrayPool<char>.Shared.Rent(length); // NDIS0002
        rented = bigger;
    }

    public void Dispose()
    {
        if (rented is not null)
            ArrayPool<char>.Shared.Return(rented);
        rented = null;
    }
}

// case: A class whose end that no interface declares forgets
class Pattern
{
    readonly byte[] bytes = ArrayPool<byte>.Shared.Rent(10);

    public int Length => bytes.Length;

    public void Dispose() => Console.WriteLine(Length); // NDIS0001
}

// case: A class whose end that no interface declares returns what it has
class Pattern
{
    readonly byte[] bytes = ArrayPool<byte>.Shared.Rent(10);

    public int Length => bytes.Length;

    public void Dispose() => ArrayPool<byte>.Shared.Return(bytes);
}

// case: A walk over a rented array
readonly struct Walk(byte[] bytes, int count)
{
    public Enumerator GetEnumerator() => new(bytes, count);

    public struct Enumerator(byte[] bytes, int count) : IDisposable
    {
        int at = -1;

        public readonly byte Current => bytes[at];

        public bool MoveNext() => ++at < count;

        public readonly void Dispose() => ArrayPool<byte>.Shared.Return(bytes);
    }
}

static class Walker
{
    public static int Sum(int count)
    {
        var sum = 0;
        foreach (var value in new Walk(ArrayPool<byte>.Shared.Rent(count), count))
            sum += value;
        return sum;
    }
}
