using System.Collections.Concurrent;
using System.Collections.Immutable;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Microsoft.CodeAnalysis.Testing;

/// <summary>Runs analyzers over a project, as a build does and as an editor does. An analyzer that throws is an error, never a finding.</summary>
static class Findings
{
    /// <summary>What a build shows: every tree, all actions.</summary>
    public static Task<ImmutableArray<Diagnostic>> OfBuildAsync(
        Project project, IEnumerable<DiagnosticAnalyzer> analyzers, CancellationToken cancellationToken) =>
        RunAsync(project, analyzers, driver => driver.GetAnalyzerDiagnosticsAsync(cancellationToken), cancellationToken);

    /// <summary>What an editor shows: one file after the other, and of each only what is reported from inside the member it lies in.</summary>
    public static Task<ImmutableArray<Diagnostic>> OfEditorAsync(
        Project project, IEnumerable<DiagnosticAnalyzer> analyzers, CancellationToken cancellationToken) =>
        RunAsync(project, analyzers, async driver =>
        {
            var found = ImmutableArray.CreateBuilder<Diagnostic>();
            foreach (var tree in driver.Compilation.SyntaxTrees)
            {
                var model = driver.Compilation.GetSemanticModel(tree);
                found.AddRange(await driver.GetAnalyzerSyntaxDiagnosticsAsync(tree, cancellationToken));
                found.AddRange(await driver.GetAnalyzerSemanticDiagnosticsAsync(model, filterSpan: null, cancellationToken));
            }

            foreach (var file in project.AnalyzerOptions.AdditionalFiles)
            {
                var inFile = await driver.GetAnalysisResultAsync(file, cancellationToken);
                found.AddRange(inFile.AdditionalFileDiagnostics.Values.SelectMany(byAnalyzer => byAnalyzer.Values).SelectMany(ones => ones));
            }

            return found.ToImmutable();
        }, cancellationToken);

    static async Task<ImmutableArray<Diagnostic>> RunAsync(
        Project project,
        IEnumerable<DiagnosticAnalyzer> analyzers,
        Func<CompilationWithAnalyzers, Task<ImmutableArray<Diagnostic>>> run,
        CancellationToken cancellationToken)
    {
        var thrown = new ConcurrentQueue<string>();
        var compilation = (await project.GetCompilationAsync(cancellationToken))!;
        var driver = compilation.WithAnalyzers([.. analyzers], new CompilationWithAnalyzersOptions(
            project.AnalyzerOptions,
            onAnalyzerException: (exception, analyzer, _) => thrown.Enqueue($"The analyzer {analyzer} threw {exception}"),
            concurrentAnalysis: true,
            logAnalyzerExecutionTime: false,
            reportSuppressedDiagnostics: false));

        var found = await run(driver);
        return thrown.IsEmpty ? found : throw new InvalidOperationException(string.Join("\n\n", thrown.Distinct()));
    }
}
