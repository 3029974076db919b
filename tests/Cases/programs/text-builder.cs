// case: A ref struct builds text in a stack buffer and then in rented ones
using System.Globalization;

ref struct TextBuilder
{
    char[]? rented;
    Span<char> characters;
    int length;

    public TextBuilder(Span<char> initial)
    {
        rented = null;
        characters = initial;
        length = 0;
    }

    public readonly int Length => length;
    public readonly ReadOnlySpan<char> Text => characters[..length];

    public void Append(char value)
    {
        if (length == characters.Length)
            Grow(1);
        characters[length++] = value;
    }

    public void Append(ReadOnlySpan<char> text)
    {
        if (text.Length > characters.Length - length)
            Grow(text.Length);
        text.CopyTo(characters[length..]);
        length += text.Length;
    }

    public void Append<T>(T value, ReadOnlySpan<char> format = default) where T : ISpanFormattable
    {
        int written;
        while (!value.TryFormat(characters[length..], out written, format, CultureInfo.InvariantCulture))
            Grow(16);
        length += written;
    }

    public readonly bool TryCopyTo(Span<char> destination, out int written)
    {
        written = 0;
        if (!Text.TryCopyTo(destination))
            return false;
        written = length;
        return true;
    }

    void Grow(int more)
    {
        var larger = ArrayPool<char>.Shared.Rent(Math.Max(length + more, characters.Length * 2));
        characters[..length].CopyTo(larger);
        var old = rented;
        characters = rented = larger;
        if (old is not null)
            ArrayPool<char>.Shared.Return(old);
    }

    public override string ToString()
    {
        var text = Text.ToString();
        Dispose();
        return text;
    }

    public void Dispose()
    {
        var array = rented;
        this = default;
        if (array is not null)
            ArrayPool<char>.Shared.Return(array);
    }
}

enum Severity
{
    Debug,
    Information,
    Warning,
    Error,
}

readonly record struct LogEvent(DateTime At, Severity Severity, string Source, string Message, IReadOnlyDictionary<string, string> Properties);

sealed class LogFormatter
{
    readonly Severity least;
    int suppressed;

    public LogFormatter(Severity least) => this.least = least;

    public int Suppressed => suppressed;

    public string? Format(in LogEvent one)
    {
        if (one.Severity < least)
        {
            suppressed++;
            return null;
        }

        Span<char> initial = stackalloc char[128];
        var text = new TextBuilder(initial);
        text.Append(one.At, "O");
        text.Append(' ');
        text.Append(Name(one.Severity));
        text.Append(' ');
        text.Append(one.Source);
        text.Append(": ");
        AppendEscaped(ref text, one.Message);
        foreach (var (key, value) in one.Properties.OrderBy(pair => pair.Key, StringComparer.Ordinal))
        {
            text.Append(' ');
            text.Append(key);
            text.Append('=');
            AppendEscaped(ref text, value);
        }

        return text.ToString();
    }

    public int FormatTo(in LogEvent one, TextWriter writer)
    {
        var text = new TextBuilder(stackalloc char[64]);
        try
        {
            text.Append((int)one.Severity);
            text.Append('|');
            text.Append(one.Message);
            writer.Write(text.Text);
            return text.Length;
        }
        finally
        {
            text.Dispose();
        }
    }

    static void AppendEscaped(ref TextBuilder text, string value)
    {
        foreach (var character in value)
        {
            switch (character)
            {
                case '\n':
                    text.Append("\\n");
                    break;
                case '"':
                    text.Append("\\\"");
                    break;
                default:
                    text.Append(character);
                    break;
            }
        }
    }

    static string Name(Severity severity) => severity switch
    {
        Severity.Debug => "DBG",
        Severity.Information => "INF",
        Severity.Warning => "WRN",
        Severity.Error => "ERR",
        _ => throw new ArgumentOutOfRangeException(nameof(severity)),
    };
}
