using System.Diagnostics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using NdisRules.Analyzers;
using NdisRules.Tool.Loading;

namespace NdisRules.Tool.Checking;

/// <summary>Runs the analyzers over one project, as its build would.</summary>
internal static class ProjectChecker
{
    public static async Task<ProjectResult> CheckAsync(LoadedProject project, Stopwatch watch, CancellationToken cancellation)
    {
        var options = new CompilationWithAnalyzersOptions(new AnalyzerOptions(project.AdditionalFiles, project.Configs.Options),
            onAnalyzerException: null, concurrentAnalysis: true, logAnalyzerExecutionTime: false, reportSuppressedDiagnostics: true);
        var analyzed = project.Compilation.WithAnalyzers([new PairingAnalyzer(), new RoleDeclarationAnalyzer()], options);
        var said = await analyzed.GetAllDiagnosticsAsync(cancellation);
        if (said.Where(diagnostic => IsError(diagnostic)).OrderBy(diagnostic => diagnostic.Location.SourceTree?.FilePath, StringComparer.Ordinal).ThenBy(diagnostic => diagnostic.Location.SourceSpan.Start).FirstOrDefault() is { } error)
            throw new ToolException($"'{project.Path}' does not compile: {PlaceOf(error)}{error.Id}: {error.GetMessage(null)}");
        var defects = said.Where(diagnostic => Ids.IsOurs(diagnostic.Id)).Select(diagnostic => DefectReader.Read(diagnostic, project.Path, analyzed.Compilation));
        return new(project.Path, project.Answer.Name, project.Answer.Framework, project.Compilation.SyntaxTrees.Length, Fingerprints.Written(defects),
            RuleUses.Of(project, (CSharpCompilation)analyzed.Compilation, cancellation), watch.Elapsed.TotalSeconds);
    }

    /// <summary>What the language forbids; a warning that the project makes an error does not hinder the analysis.</summary>
    static bool IsError(Diagnostic diagnostic) => diagnostic is { DefaultSeverity: DiagnosticSeverity.Error, Severity: DiagnosticSeverity.Error } && !Ids.IsOurs(diagnostic.Id);

    static string PlaceOf(Diagnostic error) => Place.Of(error.Location) is { Path.Length: > 0 } place ? $"{place.Path}({place.Line},{place.Column}): " : "";
}
