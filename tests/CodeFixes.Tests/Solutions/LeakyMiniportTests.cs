using Microsoft.CodeAnalysis;
using NdisRules.CodeFixes.Tests.Measure;
using NdisRules.Fixing;

namespace NdisRules.CodeFixes.Tests.Solutions;

/// <summary>The sample with every defect, mended as <c>dotnet format analyzers</c> does it: id after id.</summary>
public sealed class LeakyMiniportTests
{
    [Fact]
    public async Task Fix_all_of_every_id_leaves_nothing_and_a_second_run_changes_nothing()
    {
        var mended = await MendedAsync((await Samples.OpenAsync("LeakyMiniport")).Solution);
        Assert.Empty((await Builds.DiagnosticsAsync(mended.Projects.Single())).Select(diagnostic => diagnostic.ToString()));
        Assert.Equal(await FixAllRunner.TextAsync(mended), await FixAllRunner.TextAsync(await MendedAsync(mended)));
    }

    static Task<Solution> MendedAsync(Solution solution) => FixAllRunner.EachAsync(solution.Projects.Single());
}
