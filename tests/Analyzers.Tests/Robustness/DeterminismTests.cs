using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace NdisRules.Analyzers.Tests.Robustness;

/// <summary>The same files give the same findings, whatever the threads do.</summary>
public sealed class DeterminismTests
{
    [Fact]
    public async Task Ten_runs_give_the_same_findings_in_the_same_order()
    {
        var files = Sources.Programs().ToList();
        var first = await Findings(files, concurrent: false);
        Assert.True(first.Count > 50, $"only {first.Count} findings: the files were not analysed");
        for (var turn = 1; turn < 10; turn++)
            Assert.Equal(first, await Findings(files, concurrent: turn % 2 == 1));
    }

    [Fact]
    public async Task The_order_of_the_files_does_not_matter()
    {
        var files = Sources.Programs().ToList();
        var first = await Findings(files, concurrent: true);
        files.Reverse();
        Assert.Equal(first, await Findings(files, concurrent: true));
    }

    [Fact]
    public async Task A_second_look_through_the_same_compilation_finds_the_same()
    {
        var files = Sources.Programs().ToList();
        var compilation = await Sources.Compile(files);
        Assert.Equal(await Findings(compilation, concurrent: true), await Findings(compilation, concurrent: false));
    }

    static async Task<IReadOnlyList<string>> Findings(IEnumerable<(string Name, string Text)> files, bool concurrent)
        => await Findings(await Sources.Compile(files), concurrent);

    /// <summary>What several threads report arrives as they come; findings at one place keep the order in which they were reported.</summary>
    static async Task<IReadOnlyList<string>> Findings(Compilation compilation, bool concurrent)
    {
        ImmutableArray<DiagnosticAnalyzer> analyzers = [new PairingAnalyzer(), new RoleDeclarationAnalyzer()];
        var driver = compilation.WithAnalyzers(analyzers, new CompilationWithAnalyzersOptions(
            new AnalyzerOptions([]), onAnalyzerException: null, concurrentAnalysis: concurrent, logAnalyzerExecutionTime: false));
        return [.. (await driver.GetAnalyzerDiagnosticsAsync())
            .OrderBy(found => found.Location.SourceTree?.FilePath, StringComparer.Ordinal)
            .ThenBy(found => found.Location.SourceSpan.Start)
            .ThenBy(found => found.Location.SourceSpan.End)
            .Select(Told)];
    }

    static string Told(Diagnostic found)
        => $"{found} {string.Join(", ", found.AdditionalLocations.Select(place => place.GetLineSpan()))} {string.Join(", ", found.Properties.OrderBy(pair => pair.Key, StringComparer.Ordinal))}";
}
