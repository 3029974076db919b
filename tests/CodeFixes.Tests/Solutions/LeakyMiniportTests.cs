using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using NdisRules.CodeFixes.Tests.Measure;

namespace NdisRules.CodeFixes.Tests.Solutions;

/// <summary>The sample with every defect, mended as <c>dotnet format analyzers</c> does it: id after id.</summary>
public sealed class LeakyMiniportTests
{
    [Fact]
    public async Task Fix_all_of_every_id_leaves_nothing_and_a_second_run_changes_nothing()
    {
        var mended = await MendedAsync((await Samples.OpenAsync("LeakyMiniport")).Solution);
        Assert.Empty((await Workbench.DiagnosticsAsync(mended.Projects.Single())).Select(diagnostic => diagnostic.ToString()));
        Assert.Equal(await FixAllRunner.TextAsync(mended), await FixAllRunner.TextAsync(await MendedAsync(mended)));
    }

    static async Task<Solution> MendedAsync(Solution solution)
    {
        foreach (var provider in FixProviders.All.OrderBy(provider => provider.FixableDiagnosticIds[0], StringComparer.Ordinal))
            solution = await FixAllRunner.RunAsync(solution.Projects.Single().Documents.First(), provider, FixAllScope.Project);
        return solution;
    }
}
