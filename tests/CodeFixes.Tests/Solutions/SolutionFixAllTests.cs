using System.Diagnostics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using NdisRules.CodeFixes.Tests.Measure;
using NdisRules.Fixing;
using Xunit.Abstractions;

namespace NdisRules.CodeFixes.Tests.Solutions;

/// <summary>Fix-all beyond a document. <c>ALL_CASES=1</c> takes 500 findings and ten runs; how long each took is in the output.</summary>
public sealed class SolutionFixAllTests(ITestOutputHelper output)
{
    const string Id = "NDIS0005";

    static readonly bool isWhole = Environment.GetEnvironmentVariable("ALL_CASES") == "1";

    [Fact]
    public async Task A_solution_is_fixed_at_once_always_the_same_way_and_then_for_good()
    {
        var (files, defects, runs) = isWhole ? (50, 10, 10) : (4, 10, 3);
        var solution = await SolutionAsync(files, defects);
        Assert.Equal(files * defects, await FixAllRunner.CountAsync(solution, Id));

        var texts = new List<string>();
        for (var run = 0; run < runs; run++)
        {
            var (watch, used) = (Stopwatch.StartNew(), Process.GetCurrentProcess().TotalProcessorTime);
            var solutionAfter = await FixAllAsync(await SolutionAsync(files, defects), FixAllScope.Solution);
            texts.Add(await FixAllRunner.TextAsync(solutionAfter));
            used = Process.GetCurrentProcess().TotalProcessorTime - used;
            output.WriteLine($"{files * defects} findings in {watch.Elapsed.TotalSeconds:F1} s; {used.TotalSeconds:F1} s of processors");
            solution = solutionAfter;
        }

        Assert.Single(texts.Distinct());
        Assert.Equal(0, await FixAllRunner.CountAsync(solution, Id));
        Assert.Equal(texts[0], await FixAllRunner.TextAsync(await FixAllAsync(solution, FixAllScope.Solution)));
        foreach (var project in solution.Projects)
            Assert.Empty(await Builds.DiagnosticsAsync(project));
    }

    [Fact]
    public async Task A_project_and_a_document_are_fixed_and_nothing_else()
    {
        var solution = await SolutionAsync(files: 4, defects: 2);
        Assert.Equal(4, await FixAllRunner.CountAsync(await FixAllAsync(solution, FixAllScope.Project), Id));
        Assert.Equal(6, await FixAllRunner.CountAsync(await FixAllAsync(solution, FixAllScope.Document), Id));
    }

    static Task<Solution> FixAllAsync(Solution solution, FixAllScope scope)
        => FixAllRunner.RunAsync(solution.Projects.First().Documents.First(), new FreeBeforeExits(), scope);

    /// <summary>Two projects with half of the files each.</summary>
    static async Task<Solution> SolutionAsync(int files, int defects)
    {
        var all = Enumerable.Range(0, files).Select(number => ManyDefects.File(number, defects)).ToArray();
        var first = await Workbench.OfAsync(all.Take(files / 2));
        var info = ProjectInfo.Create(ProjectId.CreateNewId(), VersionStamp.Default, "Second", "Second", LanguageNames.CSharp,
            compilationOptions: first.CompilationOptions, parseOptions: first.ParseOptions, metadataReferences: first.MetadataReferences);
        var second = first.Solution.AddProject(info).GetProject(info.Id)!;
        foreach (var (name, text) in all.Skip(files / 2))
            second = second.AddDocument(name, text, filePath: "/" + name).Project;
        return second.Solution;
    }
}
