using System.Reflection;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.Diagnostics;
using NdisRules.Analyzers;
using NdisRules.CodeFixes;
using NdisRules.Tool.Checking;

namespace NdisRules.Tool.Fixing;

/// <summary>Applies the code fixes to a project, id after id, as <c>dotnet format analyzers</c> does: each where the analyzers, run over the code as it is by then, find something.</summary>
internal sealed class Fixer(Selection selection, CancellationToken cancellation)
{
    static readonly CodeFixProvider[] providers = [.. typeof(FindingFix).Assembly.GetTypes()
        .Where(type => type.GetCustomAttribute<ExportCodeFixProviderAttribute>() is not null)
        .Select(type => (CodeFixProvider)Activator.CreateInstance(type)!)
        .OrderBy(provider => provider.FixableDiagnosticIds[0], StringComparer.Ordinal).ThenBy(provider => provider.GetType().Name, StringComparer.Ordinal)];

    /// <summary>The files that change, with their text before and after; and how many findings were there before and are there after.</summary>
    public async Task<FixResult> FixAsync(Project project)
    {
        var before = project;
        var found = await FindAsync(project);
        var first = found.Count;
        foreach (var provider in providers)
        {
            if (!found.Any(diagnostic => provider.FixableDiagnosticIds.Contains(diagnostic.Id)))
                continue;
            var context = new FixAllContext(project.Documents.First(), provider, FixAllScope.Project, "NdisRules." + provider.FixableDiagnosticIds[0], provider.FixableDiagnosticIds, new Known(found), cancellation);
            if (await provider.GetFixAllProvider()!.GetFixAsync(context) is not { } action)
                continue;
            var changed = (await action.GetOperationsAsync(cancellation)).OfType<ApplyChangesOperation>().Single().ChangedSolution;
            project = changed.GetProject(project.Id)!;
            found = await FindAsync(project);
        }

        return new(await ChangesAsync(before, project), first, found.Count);
    }

    async Task<IReadOnlyList<Diagnostic>> FindAsync(Project project)
    {
        var compilation = (await project.GetCompilationAsync(cancellation))!;
        var analyzed = compilation.WithAnalyzers([new PairingAnalyzer(), new RoleDeclarationAnalyzer()], project.AnalyzerOptions);
        return [.. (await analyzed.GetAnalyzerDiagnosticsAsync(cancellation)).Where(diagnostic => selection.Has(DefectReader.Read(diagnostic, project.FilePath ?? "", analyzed.Compilation)))];
    }

    async Task<IReadOnlyList<FileChange>> ChangesAsync(Project before, Project after)
    {
        var changes = new List<FileChange>();
        foreach (var id in after.GetChanges(before).GetChangedDocuments())
            if (after.GetDocument(id) is { FilePath: { } path } document && File.Exists(path)) // what a generator wrote has no file
                changes.Add(new(path, await before.GetDocument(id)!.GetTextAsync(cancellation), await document.GetTextAsync(cancellation)));
        return [.. changes.Where(change => !change.Before.ContentEquals(change.After)).OrderBy(change => change.Path, StringComparer.Ordinal)];
    }

    sealed class Known(IReadOnlyList<Diagnostic> found) : FixAllContext.DiagnosticProvider
    {
        public override Task<IEnumerable<Diagnostic>> GetAllDiagnosticsAsync(Project project, CancellationToken cancellationToken) => Task.FromResult<IEnumerable<Diagnostic>>(found);

        public override async Task<IEnumerable<Diagnostic>> GetDocumentDiagnosticsAsync(Document document, CancellationToken cancellationToken)
        {
            var tree = await document.GetSyntaxTreeAsync(cancellationToken);
            return found.Where(diagnostic => diagnostic.Location.SourceTree == tree);
        }

        public override Task<IEnumerable<Diagnostic>> GetProjectDiagnosticsAsync(Project project, CancellationToken cancellationToken) => Task.FromResult<IEnumerable<Diagnostic>>([]);
    }
}
