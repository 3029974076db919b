using System.Globalization;

namespace NdisRules.Cases.Tests;

/// <summary>The table of <c>README.md</c>, which is made from the marks.</summary>
internal static class Table
{
    const string Begin = "<!-- table -->";
    const string End = "<!-- end of table -->";

    static string Readme { get; } = Path.Combine(Suite.Folder, "README.md");

    public static string OfMarks()
    {
        var rows = Suite.Cases.GroupBy(one => one.Family).OrderBy(family => family.Key, StringComparer.Ordinal).Select(family => (family.Key, Cases: family.ToList())).ToList();
        return string.Join('\n',
            [
                "| family | cases | lines expected | seen | missed for now | false alarms for now |",
                "|---|---|---|---|---|---|",
                .. rows.Select(row => Row(row.Key, row.Cases)),
                Row("all", Suite.Cases),
            ]);
    }

    public static string InReadme()
    {
        var text = Text();
        return text[BeginIn(text)..EndIn(text)].Trim();
    }

    public static void Write()
    {
        var text = Text();
        File.WriteAllText(Readme, $"{text[..BeginIn(text)]}\n{OfMarks()}\n{text[EndIn(text)..]}");
    }

    static string Text() => File.ReadAllText(Readme).ReplaceLineEndings("\n");

    static int BeginIn(string text) => text.IndexOf(Begin, StringComparison.Ordinal) + Begin.Length;

    static int EndIn(string text) => text.IndexOf(End, StringComparison.Ordinal);

    static string Row(string name, IReadOnlyCollection<Case> cases)
    {
        var marks = cases.SelectMany(one => one.Marks).Select(line => line.Mark).ToList();
        var expected = marks.Sum(mark => mark.Expected.Count);
        var missed = marks.Sum(mark => mark.Missed.Count());
        return string.Create(CultureInfo.InvariantCulture, $"| {name} | {cases.Count} | {expected} | {expected - missed} | {missed} | {marks.Sum(mark => mark.FalseAlarms.Count())} |");
    }
}
