using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;

namespace NdisRules.Fixing;

/// <summary>The command "Fix all occurrences in", as an editor and <c>dotnet format analyzers</c> give it.</summary>
internal static class FixAllRunner
{
    public static Task<Solution> RunAsync(Document document, CodeFixProvider provider, FixAllScope scope) => RunAsync(document, provider, scope, new Built(null, []));

    static async Task<Solution> RunAsync(Document document, CodeFixProvider provider, FixAllScope scope, Built built)
    {
        var key = "NdisRules." + provider.FixableDiagnosticIds[0];
        var context = new FixAllContext(document, provider, scope, key, provider.FixableDiagnosticIds, built, default);
        return await provider.GetFixAllProvider()!.GetFixAsync(context) is { } action ? await FixProviders.ApplyAsync(action) : document.Project.Solution;
    }

    /// <summary>All fixes of a project as <c>dotnet format analyzers</c> gives them: id after id, each where a build has found it.</summary>
    public static async Task<Solution> EachAsync(Project project)
    {
        var built = await Builds.DiagnosticsAsync(project);
        foreach (var provider in FixProviders.All.OrderBy(provider => provider.FixableDiagnosticIds[0], StringComparer.Ordinal))
        {
            if (!built.Any(diagnostic => provider.FixableDiagnosticIds.Contains(diagnostic.Id)))
                continue;
            var changed = await RunAsync(project.Documents.First(), provider, FixAllScope.Project, new Built(project.Id, built));
            if (await TextAsync(changed) == await TextAsync(project.Solution))
                continue;
            project = changed.GetProject(project.Id)!;
            built = await Builds.DiagnosticsAsync(project);
        }
        return project.Solution;
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
            count += (await Builds.DiagnosticsAsync(project)).Count(diagnostic => diagnostic.Id == id);
        return count;
    }

    /// <summary>What builds say; of one project it may be known already.</summary>
    sealed class Built(ProjectId? known, IReadOnlyList<Diagnostic> said) : FixAllContext.DiagnosticProvider
    {
        public override async Task<IEnumerable<Diagnostic>> GetAllDiagnosticsAsync(Project project, CancellationToken cancellationToken) => await OfAsync(project);

        public override async Task<IEnumerable<Diagnostic>> GetDocumentDiagnosticsAsync(Document document, CancellationToken cancellationToken)
        {
            var tree = await document.GetSyntaxTreeAsync(cancellationToken);
            return (await OfAsync(document.Project)).Where(diagnostic => diagnostic.Location.SourceTree == tree);
        }

        public override Task<IEnumerable<Diagnostic>> GetProjectDiagnosticsAsync(Project project, CancellationToken cancellationToken) => Task.FromResult<IEnumerable<Diagnostic>>([]);

        async Task<IReadOnlyList<Diagnostic>> OfAsync(Project project) => project.Id == known ? said : await Builds.DiagnosticsAsync(project);
    }
}
