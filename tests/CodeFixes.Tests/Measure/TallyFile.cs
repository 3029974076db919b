namespace NdisRules.CodeFixes.Tests.Measure;

/// <summary>The tables that the measure is compared with: a heading and a table each.</summary>
internal static class TallyFile
{
    static readonly Lock writing = new();

    public static string Read(string path, string title)
    {
        var text = File.ReadAllText(path).ReplaceLineEndings("\n");
        var start = text.IndexOf(Heading(title), StringComparison.Ordinal);
        return start < 0 ? "" : Section(text, start + Heading(title).Length).Trim();
    }

    public static void Write(string path, string title, string table)
    {
        lock (writing)
        {
            var text = File.ReadAllText(path).ReplaceLineEndings("\n");
            var start = text.IndexOf(Heading(title), StringComparison.Ordinal);
            File.WriteAllText(path, start < 0
                ? $"{text.TrimEnd()}\n\n{Heading(title)}\n{table}\n"
                : text[..(start + Heading(title).Length)] + $"\n{table}\n" + text[(start + Heading(title).Length + Section(text, start + Heading(title).Length).Length)..].Insert(0, "\n").TrimEnd() + "\n");
        }
    }

    static string Heading(string title) => $"## {title}\n";

    static string Section(string text, int begin) => text.IndexOf("\n## ", begin, StringComparison.Ordinal) is var end and >= 0 ? text[begin..(end + 1)] : text[begin..];
}
