using System.Globalization;

namespace NdisRules.Cases.Tests;

/// <summary>
/// How many forgotten releases of the suite's good programs are told. Those that nobody is told of stand in <c>removals.md</c>, so that the test fails when one more is silent,
/// and when one is no longer. A share of the cases, chosen by their names, is measured each time; all with <c>ALL_CASES=1</c>, and <c>UPDATE_REMOVALS=1</c> beside that writes the table.
/// </summary>
public sealed class RemovalTests
{
    const int Share = 24;
    const string Head = "| case | what is taken out, and nobody is told |\n|---|---|\n";

    static readonly bool isWhole = Environment.GetEnvironmentVariable("ALL_CASES") == "1";
    static readonly string table = Path.Combine(Suite.Folder, "removals.md");

    [Fact]
    public async Task Who_forgets_a_release_is_told_but_for_those_in_the_table()
    {
        var programs = Suite.Cases.Where(program => isWhole || program.IsInShare(Share)).ToList();
        var removals = new List<Removal>();
        foreach (var program in programs)
            removals.AddRange(await Removals.OfAsync(program));
        if (isWhole && Environment.GetEnvironmentVariable("UPDATE_REMOVALS") == "1")
            Write(removals);
        var silent = removals.Where(removal => !removal.IsTold).Select(removal => removal.Row).Order(StringComparer.Ordinal);
        Assert.Equal(Known().Where(row => programs.Any(program => Removal.IsOf(program, row))).Order(StringComparer.Ordinal), silent);
    }

    [Fact]
    public void Each_row_of_the_table_is_of_a_case() => Assert.All(Known(), row => Assert.Contains(Suite.Cases, program => Removal.IsOf(program, row)));

    static IEnumerable<string> Known() => File.ReadAllText(table).ReplaceLineEndings("\n").Split(Head)[1].Split('\n', StringSplitOptions.RemoveEmptyEntries);

    static void Write(IReadOnlyList<Removal> removals)
    {
        var text = File.ReadAllText(table).ReplaceLineEndings("\n");
        var begin = text.IndexOf("<!-- table -->", StringComparison.Ordinal);
        File.WriteAllText(table, string.Create(CultureInfo.InvariantCulture, $"""
            {text[..begin]}<!-- table -->
            {removals.Count} releases are taken out, one at a time; of {removals.Count(removal => removal.IsTold)} somebody is told, of {removals.Count(removal => !removal.IsTold)} nobody:

            {Head}{string.Join('\n', removals.Where(removal => !removal.IsTold).Select(removal => removal.Row))}

            """));
    }
}
