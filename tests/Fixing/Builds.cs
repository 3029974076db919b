using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using NdisRules.Analyzers;

namespace NdisRules.Fixing;

/// <summary>What a build of a project says.</summary>
internal static class Builds
{
    /// <summary>What a build says: the analyzers, and the compiler's errors and warnings, without those of the files that all cases share.</summary>
    public static async Task<IReadOnlyList<Diagnostic>> DiagnosticsAsync(Project project)
    {
        var compilation = (await project.GetCompilationAsync())!;
        var options = new CompilationWithAnalyzersOptions(project.AnalyzerOptions, onAnalyzerException: null, concurrentAnalysis: false, logAnalyzerExecutionTime: false);
        var analyzed = compilation.WithAnalyzers([new PairingAnalyzer(), new RoleDeclarationAnalyzer()], options);
        return [.. (await analyzed.GetAllDiagnosticsAsync())
            .Where(diagnostic => (IsOurs(diagnostic) || diagnostic.Severity >= DiagnosticSeverity.Warning) && diagnostic.Location.SourceTree?.FilePath.StartsWith("/Shared", StringComparison.Ordinal) != true)
            .OrderBy(diagnostic => diagnostic.Location.SourceTree?.FilePath, StringComparer.Ordinal).ThenBy(diagnostic => diagnostic.Location.SourceSpan.Start).ThenBy(diagnostic => diagnostic.GetMessage(null), StringComparer.Ordinal)];
    }

    public static bool IsOurs(Diagnostic diagnostic) => diagnostic.Id.StartsWith("NDIS", StringComparison.Ordinal);
}
