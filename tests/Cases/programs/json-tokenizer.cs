// case: A tokenizer over a pooled window grows while it reads, and is given back where it ends badly
using System.Globalization;
using System.Text;

enum TokenKind
{
    None,
    ObjectStart,
    ObjectEnd,
    ArrayStart,
    ArrayEnd,
    Name,
    Text,
    Number,
    Word,
    End,
}

sealed class TokenException(string message, long position) : FormatException(message)
{
    public long Position { get; } = position;
}

sealed class Tokenizer : IDisposable
{
    readonly Stream stream;
    byte[] window;
    int start;
    int end;
    long consumed;
    int depth;
    bool atEnd;

    public Tokenizer(Stream stream, int size = 512)
    {
        this.stream = stream;
        window = ArrayPool<byte>.Shared.Rent(size);
    }

    public TokenKind Kind { get; private set; }
    public string? Value { get; private set; }
    public int Depth => depth;

    public bool Read()
    {
        SkipBlanks();
        if (!Has(1))
        {
            if (depth > 0)
                throw new TokenException("The text ends early.", consumed);
            Kind = TokenKind.End;
            return false;
        }

        Value = null;
        switch (window[start])
        {
            case (byte)'{':
                return Open(TokenKind.ObjectStart);
            case (byte)'[':
                return Open(TokenKind.ArrayStart);
            case (byte)'}':
                return Close(TokenKind.ObjectEnd);
            case (byte)']':
                return Close(TokenKind.ArrayEnd);
            case (byte)'"':
                ReadText();
                return true;
            case (byte)'-' or (>= (byte)'0' and <= (byte)'9'):
                ReadWhile(TokenKind.Number, static one => one is (byte)'-' or (byte)'+' or (byte)'.' or (byte)'e' or (byte)'E' or (>= (byte)'0' and <= (byte)'9'));
                return true;
            case >= (byte)'a' and <= (byte)'z':
                ReadWhile(TokenKind.Word, static one => one is >= (byte)'a' and <= (byte)'z');
                return true;
            default:
                throw new TokenException($"0x{window[start]:X2} is not expected.", consumed);
        }
    }

    public double Number() => Kind == TokenKind.Number ? double.Parse(Value!, CultureInfo.InvariantCulture) : throw new InvalidOperationException();

    bool Open(TokenKind kind)
    {
        depth++;
        Kind = kind;
        Skip(1);
        return true;
    }

    bool Close(TokenKind kind)
    {
        if (--depth < 0)
            throw new TokenException("Nothing is open.", consumed);
        Kind = kind;
        Skip(1);
        return true;
    }

    void ReadText()
    {
        var length = 1;
        while (true)
        {
            if (!Has(length + 1))
                throw new TokenException("A text has no end.", consumed);
            if (window[start + length] == (byte)'"')
                break;
            length += window[start + length] == (byte)'\\' ? 2 : 1;
        }

        Value = Encoding.UTF8.GetString(window, start + 1, length - 1);
        Skip(length + 1);
        SkipBlanks();
        var isName = Has(1) && window[start] == (byte)':';
        if (isName)
            Skip(1);
        Kind = isName ? TokenKind.Name : TokenKind.Text;
    }

    void ReadWhile(TokenKind kind, Func<byte, bool> belongs)
    {
        var length = 1;
        while (Has(length + 1) && belongs(window[start + length]))
            length++;
        Kind = kind;
        Value = Encoding.ASCII.GetString(window, start, length);
        Skip(length);
    }

    void SkipBlanks()
    {
        while (Has(1) && window[start] is (byte)' ' or (byte)'\n' or (byte)'\r' or (byte)'\t' or (byte)',')
            Skip(1);
    }

    void Skip(int count)
    {
        start += count;
        consumed += count;
    }

    bool Has(int count)
    {
        while (end - start < count)
        {
            if (atEnd)
                return false;
            if (start > 0)
            {
                window.AsSpan(start, end - start).CopyTo(window);
                end -= start;
                start = 0;
            }

            if (end == window.Length)
                Enlarge();
            var read = stream.Read(window, end, window.Length - end);
            atEnd = read == 0;
            end += read;
        }

        return true;
    }

    void Enlarge()
    {
        var old = window;
        window = ArrayPool<byte>.Shared.Rent(old.Length * 2);
        old.AsSpan(0, end).CopyTo(window);
        ArrayPool<byte>.Shared.Return(old);
    }

    public void Dispose()
    {
        ArrayPool<byte>.Shared.Return(window);
        window = [];
        start = end = 0;
    }
}

static class Tokens
{
    public static Dictionary<TokenKind, int> Count(Stream stream)
    {
        var counts = new Dictionary<TokenKind, int>();
        using var tokenizer = new Tokenizer(stream);
        while (tokenizer.Read())
            counts[tokenizer.Kind] = counts.GetValueOrDefault(tokenizer.Kind) + 1;
        return counts;
    }

    public static double SumOfNumbers(Stream stream)
    {
        var tokenizer = new Tokenizer(stream, 64);
        try
        {
            var sum = 0.0;
            while (tokenizer.Read())
            {
                if (tokenizer is { Kind: TokenKind.Number })
                    sum += tokenizer.Number();
            }

            return sum;
        }
        catch (TokenException)
        {
            return double.NaN;
        }
        finally
        {
            tokenizer.Dispose();
        }
    }
}
