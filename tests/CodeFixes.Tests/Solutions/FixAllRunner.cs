using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using NdisRules.CodeFixes.Tests.Measure;

namespace NdisRules.CodeFixes.Tests.Solutions;

/// <summary>The command "Fix all occurrences in", as an editor and <c>dotnet format analyzers</c> give it.</summary>
internal static class FixAllRunner
{
    public static async Task<Solution> RunAsync(Document document, CodeFixProvider provider, FixAllScope scope)
    {
        var key = "NdisRules." + provider.FixableDiagnosticIds[0];
        var context = new FixAllContext(document, provider, scope, key, provider.FixableDiagnosticIds, new Built(), default);
        return await provider.GetFixAllProvider()!.GetFixAsync(context) is { } action ? await FixProviders.ApplyAsync(action) : document.Project.Solution;
    }

    /// <summary>The text of all files, in the order of their names.</summary>
    public static async Task<string> TextAsync(Solution solution)
    {
        var texts = new List<string>();
        foreach (var document in solution.Projects.SelectMany(project => project.Documents).OrderBy(document => document.FilePath, StringComparer.Ordinal))
            texts.Add($"// {document.FilePath}\n{await document.GetTextAsync()}");
        return string.Join('\n', texts);
    }

    public static async Task<int> CountAsync(Solution solution, string id)
    {
        var count = 0;
        foreach (var project in solution.Projects)
            count += (await Workbench.DiagnosticsAsync(project)).Count(diagnostic => diagnostic.Id == id);
        return count;
    }

    sealed class Built : FixAllContext.DiagnosticProvider
    {
        public override async Task<IEnumerable<Diagnostic>> GetAllDiagnosticsAsync(Project project, CancellationToken cancellationToken) => await Workbench.DiagnosticsAsync(project);

        public override async Task<IEnumerable<Diagnostic>> GetDocumentDiagnosticsAsync(Document document, CancellationToken cancellationToken)
        {
            var tree = await document.GetSyntaxTreeAsync(cancellationToken);
            return (await Workbench.DiagnosticsAsync(document.Project)).Where(diagnostic => diagnostic.Location.SourceTree == tree);
        }

        public override Task<IEnumerable<Diagnostic>> GetProjectDiagnosticsAsync(Project project, CancellationToken cancellationToken) => Task.FromResult<IEnumerable<Diagnostic>>([]);
    }
}
