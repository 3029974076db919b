using System.Text;

namespace NdisRules.Cases.Tests;

public sealed class CaseTests
{
    public static IEnumerable<object[]> Rows => Suite.Cases.Select(one => new object[] { one.File, one.Name });

    [Theory]
    [MemberData(nameof(Rows))]
    public async Task Reports_exactly_what_is_marked(string file, string name)
    {
        var program = Suite.Cases.Single(one => one.File == file && one.Name == name);
        var reported = (await Verifier.RunAsync(program)).ToLookup(report => report.Line);
        var marks = program.Marks.ToDictionary(line => line.Line, line => line.Mark);

        var differences = new StringBuilder();
        foreach (var line in marks.Keys.Union(reported.Select(line => line.Key)).Order())
        {
            var mark = marks.GetValueOrDefault(line, Mark.None);
            if (!Mark.Same(mark.Today, reported[line].Select(report => report.Id)))
                differences.AppendLine(Difference(program, line, mark, [.. reported[line]]));
        }

        Assert.True(differences.Length == 0, $"\n{differences}");
    }

    /// <summary>Of an object that one local keeps from acquire to release nothing is to be told: a run of it has to say the same.</summary>
    [Theory]
    [MemberData(nameof(Files))]
    public async Task Whatever_is_spared_a_run_would_find_nothing(string file)
    {
        foreach (var program in Suite.Cases.Where(one => one.File == file))
            Assert.Equal(await Verifier.RunAsync(program, sparesRuns: false), await Verifier.RunAsync(program));
    }

    public static IEnumerable<object[]> Files => Suite.Cases.Select(one => one.File).Distinct().Select(file => new object[] { file });

    [Fact]
    public void Every_case_has_a_name_of_its_own() =>
        Assert.Empty(Suite.Cases.GroupBy(one => (one.File, one.Name)).Where(same => same.Count() > 1).Select(same => same.Key));

    [Fact]
    public void There_are_at_least_400() => Assert.InRange(Suite.Cases.Count, 400, int.MaxValue);

    [Fact]
    public void The_table_in_the_readme_is_that_of_the_marks() => Assert.Equal(Table.OfMarks(), Table.InReadme());

    static string Difference(Case program, int line, Mark mark, Report[] reported)
    {
        var expected = mark.Today.Count == 0 ? "silence" : string.Join(' ', mark.Today);
        var right = mark.ForNow is not null && Mark.Same(mark.Expected, reported.Select(report => report.Id)) ? "; that is right, so the mark 'for now' has to go" : "";
        var got = reported.Length == 0 ? "silence" : string.Join("\n    ", reported.Select(report => $"{report.Id}: {report.Message}"));
        return $"tests/Cases/{program.File}({line}): expected {expected}, got {got}{right}";
    }
}
