// case: A reader of comma separated values loses its old line when it grows
using System.Text;

sealed class CsvOptions
{
    public char Separator { get; init; } = ',';
    public int MaximumField { get; init; } = 64 * 1024;
    public bool SkipComments { get; init; }
}

sealed class CsvException(string message, int line) : Exception($"{message} (line {line})")
{
    public int Line { get; } = line;
}

sealed class CsvReader : IDisposable
{
    readonly TextReader input;
    readonly CsvOptions options;
    readonly List<(int Start, int Length)> fields = new();
    char[] line;
    int length;
    int number;

    public CsvReader(TextReader input, CsvOptions? options = null)
    {
        this.input = input;
        this.options = options ?? new CsvOptions();
        line = ArrayPool<char>.Shared.Rent(256);
    }

    public int LineNumber => number;
    public int FieldCount => fields.Count;
    public ReadOnlySpan<char> this[int field] => line.AsSpan(fields[field].Start, fields[field].Length);

    public bool Read()
    {
        while (ReadLine())
        {
            if (length == 0 || options.SkipComments && line[0] == '#')
                continue;
            Split();
            return true;
        }

        return false;
    }

    public IEnumerable<string[]> Rest()
    {
        while (Read())
        {
            var row = new string[FieldCount];
            for (var i = 0; i < row.Length; i++)
                row[i] = this[i].ToString();
            yield return row;
        }
    }

    bool ReadLine()
    {
        length = 0;
        number++;
        int next;
        while ((next = input.Read()) >= 0)
        {
            if (next == '\n')
                return true;
            if (next == '\r')
                continue;
            Put((char)next);
        }

        return length > 0;
    }

    void Put(char character)
    {
        if (length == line.Length)
        {
            if (length >= options.MaximumField)
                throw new CsvException("The line is too long", number);
            var larger = ArrayPool<char>.Shared.Rent(line.Length * 2); // NDIS0002
            line.CopyTo(larger, 0);
            line = larger;
        }

        line[length++] = character;
    }

    void Split()
    {
        fields.Clear();
        var start = 0;
        var quoted = false;
        for (var i = 0; i < length; i++)
        {
            if (line[i] == '"')
                quoted = !quoted;
            else if (line[i] == options.Separator && !quoted)
            {
                Add(start, i - start);
                start = i + 1;
            }
        }

        if (quoted)
            throw new CsvException("A quote is not closed", number);
        Add(start, length - start);
    }

    void Add(int start, int count)
    {
        if (count >= 2 && line[start] == '"' && line[start + count - 1] == '"')
        {
            start++;
            count -= 2;
        }

        fields.Add((start, count));
    }

    public void Dispose()
    {
        ArrayPool<char>.Shared.Return(line);
        line = [];
        length = 0;
    }
}

static class CsvSummary
{
    public static string Describe(string text)
    {
        using var reader = new CsvReader(new StringReader(text));
        var builder = new StringBuilder();
        while (reader.Read())
            builder.Append(reader.LineNumber).Append(':').Append(reader.FieldCount).Append('\n');
        return builder.ToString();
    }
}
