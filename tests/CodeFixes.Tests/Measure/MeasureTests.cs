using System.Reflection;
using NdisRules.Cases.Tests;

namespace NdisRules.CodeFixes.Tests.Measure;

/// <summary>
/// How many of the findings of the labelled suite have a fix, and how many fixes do what they promise. The table is data, so that it fails when it
/// becomes worse, and when it becomes better without being told. A share of the cases, chosen by their names, is measured each time; all with <c>ALL_CASES=1</c>, and
/// <c>UPDATE_TALLIES=1</c> writes the table of whichever it was. <c>FIX_REPORT=file</c> says what became of each finding. What is offered nothing has its reason in a
/// table of its own.
/// </summary>
public sealed class MeasureTests
{
    const int Share = 8;

    static readonly string tallies = Metadata("Tallies");
    static readonly bool isWhole = Environment.GetEnvironmentVariable("ALL_CASES") == "1";

    [Fact]
    public async Task Fixes_of_the_labelled_suite_do_what_they_promise()
    {
        var programs = Suite.Cases.Where(program => isWhole || program.IsInShare(Share));
        var outcomes = new List<FixOutcome>();
        foreach (var program in programs)
            outcomes.AddRange(await FixMeasure.OfAsync(await Workbench.OfAsync(program), $"{program.File}: {program.Name}"));
        Compare(isWhole ? "all cases" : $"one case of {Share}", outcomes);
        Unfixed.Compare(outcomes, isWhole);
    }

    [Fact]
    public async Task Fixes_of_LeakyMiniport_do_what_they_promise()
        => Compare("LeakyMiniport", await FixMeasure.OfAsync(await Samples.OpenAsync("LeakyMiniport"), "LeakyMiniport"));

    static void Compare(string title, IReadOnlyList<FixOutcome> outcomes)
    {
        if (Environment.GetEnvironmentVariable("FIX_REPORT") is { } report)
            File.AppendAllLines(report, outcomes.Select(one => one.Report));
        var table = Tally.Table(Tally.Of(outcomes));
        if (Environment.GetEnvironmentVariable("UPDATE_TALLIES") == "1")
            TallyFile.Write(tallies, title, table);
        var known = TallyFile.Read(tallies, title);
        Assert.True(known == table, $"The fixes of '{title}' do other than {Path.GetFileName(tallies)} says; if that is better, or there are new cases, UPDATE_TALLIES=1 writes it.\nknown:\n{known}\nnow:\n{table}");
    }

    static string Metadata(string key) => typeof(MeasureTests).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(data => data.Key == key).Value!;
}
