using NdisRules.Runtime.Debugging;
using Spectre.Console;

namespace NdisRules.Debugger.Printing;

/// <summary>Prints an answer on a terminal.</summary>
internal static class TerminalText
{
    public static void Write(Answer answer, IAnsiConsole console)
    {
        foreach (var block in answer.Blocks)
        {
            switch (block)
            {
                case FieldBlock fields:
                    console.Write(Table(fields));
                    break;
                case TableBlock table:
                    console.Write(Table(table));
                    break;
                case TextBlock text:
                    console.WriteLine(text.Text);
                    break;
            }
        }
        if (answer.NextPage is { } next) console.WriteLine($"more: {next}", new Style(Color.Grey));
    }

    private static Table Table(FieldBlock fields)
    {
        var table = new Table().Border(TableBorder.None).HideHeaders().AddColumns("", "");
        if (fields.Title.Length > 0) table.Title(Markup.Escape(fields.Title));
        foreach (var (name, value) in fields.Fields) table.AddRow(new Text(name, new Style(Color.Grey)), new Text(value));
        return table;
    }

    private static Table Table(TableBlock rows)
    {
        var table = new Table().Border(TableBorder.Rounded);
        if (rows.Title.Length > 0) table.Title(Markup.Escape(rows.Title));
        for (var at = 0; at < rows.Columns.Count; at++)
        {
            var column = new TableColumn(Markup.Escape(rows.Columns[at]));
            table.AddColumn(rows.IsNumber[at] ? column.RightAligned() : column);
        }
        foreach (var row in rows.Rows) table.AddRow(row.Select(cell => new Text(cell, Style(cell))));
        return table;
    }

    private static Style Style(string cell) => cell is "BROKEN" or nameof(ObjectState.Damaged) ? new Style(Color.Red) : Spectre.Console.Style.Plain;
}
