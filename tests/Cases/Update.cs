namespace NdisRules.Cases.Tests;

/// <summary>
/// Brings the marks "for now" and the table up to what the engine reports: it never touches what is right, only what is so for now.
/// Runs only when asked for: <c>UPDATE_CASES=1 dotnet test tests/Cases --filter Update</c>, first for the marks, then once more for the table.
/// </summary>
public sealed class Update
{
    [Fact]
    public async Task The_marks_and_the_table()
    {
        if (Environment.GetEnvironmentVariable("UPDATE_CASES") != "1")
            return;
        var unfit = new List<string>();
        foreach (var file in Suite.Cases.GroupBy(one => one.File))
        {
            var path = Path.Combine(Suite.Folder, file.Key);
            var lines = File.ReadAllLines(path);
            foreach (var program in file)
            {
                var reports = await Verifier.RunAsync(program);
                unfit.AddRange(reports.Where(report => !IsOurs(report)).Select(report => $"{program.File}({report.Line}): {report.Id}: {report.Message}"));
                if (reports.Any(report => !IsOurs(report)))
                    continue;
                var reported = reports.ToLookup(report => report.Line, report => report.Id);
                foreach (var line in program.Marks.Select(mark => mark.Line).Union(reported.Select(line => line.Key)).Where(line => line > 0))
                    lines[line - 1] = Mark.Of(lines[line - 1]).Rewrite(lines[line - 1], [.. reported[line]]);
            }

            File.WriteAllLines(path, lines);
        }

        Table.Write();
        Assert.True(unfit.Count == 0, "\n" + string.Join('\n', unfit));
    }

    /// <summary>Anything else is an error of the compiler, or an analyzer that threw.</summary>
    static bool IsOurs(Report report) => report.Id.StartsWith("NDIS", StringComparison.Ordinal);
}
