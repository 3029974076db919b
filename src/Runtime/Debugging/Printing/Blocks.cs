namespace NdisRules.Runtime.Debugging;

/// <summary>A part of an answer, for people.</summary>
abstract record Block;

/// <summary>Names and values, one pair a line.</summary>
sealed record FieldBlock(string Title, IReadOnlyList<(string Name, string Value)> Fields) : Block;

/// <summary>A table; <paramref name="IsNumber"/> says which columns are set to the right.</summary>
sealed record TableBlock(string Title, IReadOnlyList<string> Columns, IReadOnlyList<bool> IsNumber, IReadOnlyList<IReadOnlyList<string>> Rows) : Block;

/// <summary>Text that is set as it is.</summary>
sealed record TextBlock(string Text) : Block;

/// <summary>Builds a table out of things of one kind.</summary>
sealed class TableOf<T>(string title)
{
    readonly List<(string Title, bool IsNumber, Func<T, string?> Cell)> columns = [];

    internal TableOf<T> Text(string column, Func<T, string?> cell)
    {
        columns.Add((column, false, cell));
        return this;
    }

    internal TableOf<T> Number(string column, Func<T, long> cell)
    {
        columns.Add((column, true, one => cell(one).ToString(System.Globalization.CultureInfo.InvariantCulture)));
        return this;
    }

    internal TableBlock Of(IEnumerable<T> rows) => new(
        title, columns.ConvertAll(column => column.Title), columns.ConvertAll(column => column.IsNumber),
        [.. rows.Select(row => columns.ConvertAll(column => column.Cell(row) ?? "-"))]);
}
