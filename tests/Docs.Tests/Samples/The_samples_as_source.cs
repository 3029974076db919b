namespace NdisRules.Docs.Tests.Samples;

public sealed class The_samples_as_source
{
    [Fact]
    public async Task LeakyMiniport_has_the_defects_it_marks_and_no_other() =>
        Mark.AreSame(Sample.Marks("LeakyMiniport"), await Analysis.RunAsync(Sample.Files("LeakyMiniport")));

    [Fact]
    public async Task CleanMiniport_has_none()
    {
        Assert.Empty(Sample.Marks("CleanMiniport"));
        Assert.Empty(await Analysis.RunAsync(Sample.Files("CleanMiniport")));
    }

    [Fact]
    public async Task OwnRules_has_the_defects_it_marks_and_no_other()
    {
        var rules = File.ReadAllText(Path.Combine(Sample.Folder("OwnRules"), "Sessions.ndisrules"));
        Mark.AreSame(Sample.Marks("OwnRules"), await Analysis.RunAsync(Sample.Files("OwnRules"), rules));
        Assert.Contains($"**{Sample.Marks("OwnRules").Count} defects**", File.ReadAllText(Path.Combine(Sample.Folder("OwnRules"), "README.md")));
    }

    /// <summary>NDIS0006 is asked by no built-in rule, NDIS0008 and NDIS0009 are shown by samples/OwnRules, and a driver of NDIS0021 would not run. A method beyond the budget would be no pleasure to read, so NDIS0031 has its test elsewhere; NDIS0030 speaks of rule files, and the driver has none.</summary>
    [Fact]
    public void LeakyMiniport_shows_every_diagnostic_but_a_few() => Assert.Equal(
        Analysis.Analyzers.SelectMany(analyzer => analyzer.SupportedDiagnostics).Select(descriptor => descriptor.Id).Except(["NDIS0006", "NDIS0008", "NDIS0009", "NDIS0021", "NDIS0030", "NDIS0031"]).Order(),
        Sample.Marks("LeakyMiniport").Select(mark => mark.Id).Distinct().Order());

    [Fact]
    public void The_readme_of_LeakyMiniport_lists_each_defect()
    {
        var readme = File.ReadAllText(Path.Combine(Sample.Folder("LeakyMiniport"), "README.md"));
        var marks = Sample.Marks("LeakyMiniport");
        var rows = readme.Split('\n').Where(line => line.StartsWith("| NDIS", StringComparison.Ordinal)).Select(row => row.Split(['|', ',']));

        Assert.Equal(marks.Select(mark => (mark.Id, mark.File)).Order(), rows.Select(cells => (cells[1].Trim(), cells[2].Trim())).Order());
        Assert.Contains($"**{marks.Count} defects**", readme);
    }
}
