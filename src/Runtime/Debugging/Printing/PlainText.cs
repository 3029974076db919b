namespace NdisRules.Runtime.Debugging;

/// <summary>Prints an answer where there is no terminal.</summary>
static class PlainText
{
    internal static void Write(Answer answer, TextWriter output)
    {
        if (answer.AsJson)
        {
            output.WriteLine(answer.ToJson());
            return;
        }
        for (var at = 0; at < answer.Blocks.Count; at++)
        {
            if (at > 0) output.WriteLine();
            Write(answer.Blocks[at], output);
        }
        if (answer.NextPage is { } next) output.WriteLine($"more: {next}");
    }

    static void Write(Block block, TextWriter output)
    {
        switch (block)
        {
            case FieldBlock fields:
                WriteTitle(fields.Title, output);
                var width = fields.Fields.Max(field => field.Name.Length);
                foreach (var (name, value) in fields.Fields) output.WriteLine($"  {name.PadRight(width)}  {value}".TrimEnd());
                break;
            case TableBlock table:
                WriteTitle(table.Title, output);
                WriteRows(table, output);
                break;
            case TextBlock text:
                output.WriteLine(text.Text);
                break;
        }
    }

    static void WriteTitle(string title, TextWriter output)
    {
        if (title.Length > 0) output.WriteLine(title);
    }

    static void WriteRows(TableBlock table, TextWriter output)
    {
        if (table.Rows.Count == 0)
        {
            output.WriteLine("  none");
            return;
        }
        var widths = Enumerable.Range(0, table.Columns.Count).Select(at => Math.Max(table.Columns[at].Length, table.Rows.Max(row => row[at].Length))).ToArray();
        WriteRow(table.Columns);
        foreach (var row in table.Rows) WriteRow(row);

        void WriteRow(IReadOnlyList<string> cells) => output.WriteLine(
            ("  " + string.Join("  ", cells.Select((cell, at) => table.IsNumber[at] ? cell.PadLeft(widths[at]) : cell.PadRight(widths[at])))).TrimEnd());
    }
}
