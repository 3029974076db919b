using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;
using NdisRules.Analyzers;
using NdisRules.CodeFixes.Tests.Measure;
using NdisRules.Fixing;

namespace NdisRules.CodeFixes.Tests.Editing;

/// <summary>Asks of a workspace what an editor asks: it opens a document, types, wants the findings of what is on the screen and the light bulb at the caret.</summary>
internal sealed class Editor : IDisposable
{
    readonly AdhocWorkspace workspace = new();
    readonly DocumentId id;

    Editor(Project project, string text)
    {
        var info = ProjectInfo.Create(ProjectId.CreateNewId(), VersionStamp.Default, project.Name, project.Name, LanguageNames.CSharp,
            compilationOptions: project.CompilationOptions, parseOptions: project.ParseOptions, metadataReferences: project.MetadataReferences);
        id = DocumentId.CreateNewId(info.Id);
        var file = DocumentInfo.Create(id, "Open.cs", loader: TextLoader.From(TextAndVersion.Create(SourceText.From(text), VersionStamp.Create())), filePath: "/Open.cs");
        workspace.AddProject(info.WithDocuments([file]));
        workspace.OpenDocument(id);
    }

    public Document Document => workspace.CurrentSolution.GetDocument(id)!;

    public static async Task<Editor> OpenAsync(string text) => new(await Workbench.OfAsync([]), text);

    public async Task<string> TextAsync() => (await Document.GetTextAsync()).ToString();

    public async Task TypeAsync(int position, string text) => Change(Document.WithText((await Document.GetTextAsync()).WithChanges(new TextChange(new(position, 0), text))).Project.Solution);

    public async Task DeleteAsync(string text)
    {
        var position = (await TextAsync()).IndexOf(text, StringComparison.Ordinal);
        Change(Document.WithText((await Document.GetTextAsync()).WithChanges(new TextChange(new(position, text.Length), ""))).Project.Solution);
    }

    public async Task TypeBehindAsync(string mark, string text) => await TypeAsync((await TextAsync()).IndexOf(mark, StringComparison.Ordinal) + mark.Length, text);

    /// <summary>What an editor shows in a part of the document; in all of it without one.</summary>
    public async Task<IReadOnlyList<Diagnostic>> FindingsAsync(TextSpan? span = null)
    {
        var model = (await Document.GetSemanticModelAsync())!;
        var analyzed = model.Compilation.WithAnalyzers([new PairingAnalyzer(), new RoleDeclarationAnalyzer()], Document.Project.AnalyzerOptions);
        return [.. (await analyzed.GetAnalyzerSemanticDiagnosticsAsync(model, span, default)).OrderBy(diagnostic => diagnostic.Location.SourceSpan.Start)];
    }

    /// <summary>The same without analyzers: what the compiler says there.</summary>
    public async Task<int> CompilerAsync(TextSpan span) => (await Document.GetSemanticModelAsync())!.GetDiagnostics(span).Length;

    /// <summary>The fixes for what is shown where the caret stands.</summary>
    public async Task<IReadOnlyList<CodeAction>> LightBulbAsync(int caret)
    {
        var line = (await Document.GetTextAsync()).Lines.GetLineFromPosition(caret).Span;
        var actions = new List<CodeAction>();
        foreach (var finding in (await FindingsAsync(line)).Where(finding => finding.Location.SourceSpan.IntersectsWith(line)))
            actions.AddRange((await FixProviders.OfferedAsync(Document, finding)).Select(offer => offer.Action));
        return actions;
    }

    public async Task<int> CaretAtAsync(string mark) => (await TextAsync()).IndexOf(mark, StringComparison.Ordinal);

    public async Task ApplyAsync(CodeAction action) => Change(await FixProviders.ApplyAsync(action));

    public void Dispose() => workspace.Dispose();

    void Change(Solution solution)
    {
        if (!workspace.TryApplyChanges(solution))
            throw new InvalidOperationException("The workspace did not take the change.");
    }
}
