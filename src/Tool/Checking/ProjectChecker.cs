using System.Diagnostics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using NdisRules.Analyzers;
using NdisRules.Analyzers.Verification;
using NdisRules.Tool.Loading;

namespace NdisRules.Tool.Checking;

/// <summary>Runs the analyzers over one project, as its build would, and with the source of the projects that it refers to.</summary>
internal static class ProjectChecker
{
    /// <param name="project">The project.</param>
    /// <param name="referred">The projects whose source is looked into as well; empty to see what the build sees.</param>
    /// <param name="watch">Started when work on the project began.</param>
    /// <param name="rules">Told which rule is at work.</param>
    /// <param name="cancellation">Ends the check.</param>
    public static async Task<ProjectResult> CheckAsync(LoadedProject project, IReadOnlyList<LoadedProject> referred, Stopwatch watch, IRuleWatch rules, CancellationToken cancellation)
    {
        var uses = RuleUses.Of(project, project.Compilation, cancellation);
        var concerned = uses.Values.Contains(RuleUse.Applies) ? [.. referred.Where(other => RuleUses.IsLookedInto(other, project, cancellation))] : Array.Empty<LoadedProject>();
        var (joined, alone) = concerned.Length == 0 ? (null, "") : await CheckJoinedAsync(project, concerned, rules, cancellation);
        return new(project.Path, project.Answer.Name, project.Answer.Framework, project.Compilation.SyntaxTrees.Length,
            Fingerprints.Written(joined ?? await CheckAloneAsync(project, rules, cancellation)), uses, watch.Elapsed.TotalSeconds)
        {
            JoinedWith = joined is null ? [] : [.. concerned.Select(other => other.Answer.Name)],
            WhyAlone = alone,
        };
    }

    /// <summary>As the build does it: one pass, of the compiler and of the analyzers.</summary>
    static async Task<IReadOnlyList<Defect>> CheckAloneAsync(LoadedProject project, IRuleWatch rules, CancellationToken cancellation)
    {
        var analyzed = Analyzed(project, project.Compilation, rules);
        var said = await analyzed.GetAllDiagnosticsAsync(cancellation);
        MustCompile(project, said);
        return DefectsIn(said, project, analyzed.Compilation);
    }

    /// <summary>A program and the tests of it both begin somewhere; that hinders nobody who only looks.</summary>
    const string SeveralEntryPoints = "CS0017";

    /// <summary>What is found with the source of other projects; null, and why, where they do not compile as one.</summary>
    static async Task<(IReadOnlyList<Defect>? Defects, string Why)> CheckJoinedAsync(LoadedProject project, IReadOnlyList<LoadedProject> concerned, IRuleWatch rules, CancellationToken cancellation)
    {
        var (joined, why) = JoinedProject.Of(project, concerned, cancellation);
        if (joined is null)
            return (null, why);
        if (FirstError(joined.GetDiagnostics(cancellation).Where(said => said.Id != SeveralEntryPoints)) is { } error)
            return (null, $"{error.Id}: {error.GetMessage(null)}");
        MustCompile(project, project.Compilation.GetDiagnostics(cancellation)); // joined, it may see what it must not see alone
        var analyzed = Analyzed(project, joined, rules);
        return (DefectsIn(await SaidOfOwnFilesAsync(analyzed, project, cancellation), project, analyzed.Compilation), "");
    }

    /// <summary>File by file, as an editor asks: what lies in the files of other projects is not verified once more for each project that refers to them.</summary>
    static async Task<IEnumerable<Diagnostic>> SaidOfOwnFilesAsync(CompilationWithAnalyzers analyzed, LoadedProject project, CancellationToken cancellation)
    {
        var said = new List<Diagnostic>();
        foreach (var tree in project.Compilation.SyntaxTrees)
        {
            said.AddRange(await analyzed.GetAnalyzerSyntaxDiagnosticsAsync(tree, cancellation));
            said.AddRange(await analyzed.GetAnalyzerSemanticDiagnosticsAsync(analyzed.Compilation.GetSemanticModel(tree), filterSpan: null, cancellation));
        }

        foreach (var file in project.AdditionalFiles)
            said.AddRange((await analyzed.GetAnalysisResultAsync(file, cancellation)).GetAllDiagnostics());
        return said;
    }

    static CompilationWithAnalyzers Analyzed(LoadedProject project, CSharpCompilation compilation, IRuleWatch rules) => compilation.WithAnalyzers([new PairingAnalyzer(rules), new RoleDeclarationAnalyzer()],
        new CompilationWithAnalyzersOptions(new AnalyzerOptions(project.AdditionalFiles, project.Configs.Options), onAnalyzerException: null, concurrentAnalysis: true, logAnalyzerExecutionTime: false, reportSuppressedDiagnostics: true));

    /// <summary>What the analyzers say of the project's own files; what is said of a joined project's is said when that is checked.</summary>
    static IReadOnlyList<Defect> DefectsIn(IEnumerable<Diagnostic> said, LoadedProject project, Compilation analyzed) =>
        [.. said.Where(diagnostic => Ids.IsOurs(diagnostic.Id) && (diagnostic.Location.SourceTree is not { } tree || project.Compilation.ContainsSyntaxTree(tree)))
            .Select(diagnostic => DefectReader.Read(diagnostic, project.Path, analyzed))];

    public static void MustCompile(LoadedProject project, IEnumerable<Diagnostic> said)
    {
        if (FirstError(said) is { } error)
            throw new ToolException($"'{project.Path}' does not compile: {PlaceOf(error)}{error.Id}: {error.GetMessage(null)}");
    }

    static Diagnostic? FirstError(IEnumerable<Diagnostic> said) => said.Where(IsError)
        .OrderBy(diagnostic => diagnostic.Location.SourceTree?.FilePath, StringComparer.Ordinal).ThenBy(diagnostic => diagnostic.Location.SourceSpan.Start).FirstOrDefault();

    /// <summary>What the language forbids; a warning that the project makes an error does not hinder the analysis.</summary>
    static bool IsError(Diagnostic diagnostic) => diagnostic is { DefaultSeverity: DiagnosticSeverity.Error, Severity: DiagnosticSeverity.Error } && !Ids.IsOurs(diagnostic.Id);

    static string PlaceOf(Diagnostic error) => Place.Of(error.Location) is { Path.Length: > 0 } place ? $"{place.Path}({place.Line},{place.Column}): " : "";
}
