using System.Collections.Immutable;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.Text;

namespace Microsoft.CodeAnalysis.Testing;

/// <summary>
/// An analyzer test whose findings are then fixed: one after the other until no fix is offered, and by Fix All in the document.
/// Either way must give the fixed code to the letter, and the fixed code has no finding but those marked in it.
/// Without <see cref="FixedCode"/> no fix may be offered.
/// </summary>
public abstract class CodeFixTest<TVerifier> : AnalyzerTest<TVerifier>
    where TVerifier : IVerifier, new()
{
    protected CodeFixTest()
    {
        FixedState = new(DefaultFilePathPrefix, DefaultFileExt);
        BatchFixedState = new(DefaultFilePathPrefix, DefaultFileExt);
    }

    public string FixedCode { set => FixedState.Sources.Add(value); }
    public SolutionState FixedState { get; }

    /// <summary>What Fix All gives, where it differs from <see cref="FixedCode"/>.</summary>
    public string BatchFixedCode { set => BatchFixedState.Sources.Add(value); }
    public SolutionState BatchFixedState { get; }

    /// <summary>Which of several offered fixes to take: its place among them, and its equivalence key where given.</summary>
    public int? CodeActionIndex { get; set; }
    public string? CodeActionEquivalenceKey { get; set; }
    public CodeFixTestBehaviors CodeFixTestBehaviors { get; set; }

    /// <summary>How many fixes the test needs one at a time; by default at most one per finding.</summary>
    public int? NumberOfIncrementalIterations { get; set; }

    /// <summary>How many rounds of Fix All each document needs.</summary>
    public int? NumberOfFixAllIterations { get; set; }

    protected abstract IEnumerable<CodeFixProvider> GetCodeFixProviders();

    protected override async Task RunImplAsync(CancellationToken cancellationToken)
    {
        await base.RunImplAsync(cancellationToken);
        var project = await CreateProjectAsync(TestState, cancellationToken);
        var fixedState = FixedState.Over(TestState);
        var oneByOne = await FixEachAsync(project, cancellationToken);
        await VerifyFixedAsync("one fix at a time", oneByOne, fixedState, cancellationToken);
        if ((CodeFixTestBehaviors & (CodeFixTestBehaviors.SkipFixAllInDocumentCheck | CodeFixTestBehaviors.FixOne)) != 0) return;

        var atOnce = await FixAllAsync(project, cancellationToken);
        await VerifyFixedAsync("Fix All in the document", atOnce, BatchFixedState.Over(fixedState), cancellationToken);
    }

    async Task<Project> FixEachAsync(Project project, CancellationToken cancellationToken)
    {
        var offered = await OffersAsync(project, cancellationToken);
        var most = CodeFixTestBehaviors.HasFlag(CodeFixTestBehaviors.FixOne) ? 1 : NumberOfIncrementalIterations ?? offered.Count;
        for (var done = 0; offered.Count > 0 && done < Math.Abs(most); done++)
        {
            project = await ApplyAsync(project, offered[0].Action, cancellationToken);
            offered = await OffersAsync(project, cancellationToken);
        }

        return project;
    }

    async Task<Project> FixAllAsync(Project project, CancellationToken cancellationToken)
    {
        var most = project.DocumentIds.Count * Math.Abs(NumberOfFixAllIterations ?? 1);
        for (var done = 0; done < most; done++)
        {
            if (await OffersAsync(project, cancellationToken) is not [var offer, ..] || offer.Provider.GetFixAllProvider() is not { } all) break;
            var found = await BuildAsync(project, withCompiler: true, cancellationToken);
            var (document, provider, chosen) = offer;
            var context = new FixAllContext(
                document, provider, FixAllScope.Document, chosen.EquivalenceKey, provider.FixableDiagnosticIds, new Found(found), cancellationToken);
            if (await all.GetFixAsync(context) is not { } action)
            {
                Verify.Fail($"Fix All of {provider} gives nothing for '{chosen.Title}' (equivalence key '{chosen.EquivalenceKey}').");
                break;
            }

            project = await ApplyAsync(project, action, cancellationToken);
        }

        return project;
    }

    /// <summary>The fixes on offer, in the order of the code; for each finding the one that the test asks for.</summary>
    async Task<List<Offer>> OffersAsync(Project project, CancellationToken cancellationToken)
    {
        var offers = new List<Offer>();
        var order = project.DocumentIds.ToList();
        var found = (await BuildAsync(project, withCompiler: true, cancellationToken))
            .Select(diagnostic => (diagnostic, document: project.GetDocument(diagnostic.Location.SourceTree)))
            .Where(one => one.document is not null)
            .OrderBy(one => order.IndexOf(one.document!.Id)).ThenBy(one => one.diagnostic.Location.SourceSpan.Start);
        foreach (var (diagnostic, document) in found)
        {
            foreach (var provider in GetCodeFixProviders().Where(provider => provider.FixableDiagnosticIds.Contains(diagnostic.Id)))
            {
                var actions = new List<CodeAction>();
                await provider.RegisterCodeFixesAsync(new CodeFixContext(document!, diagnostic, (action, _) => actions.Add(action), cancellationToken));
                var matching = actions.Where(action => CodeActionEquivalenceKey is null || action.EquivalenceKey == CodeActionEquivalenceKey);
                if (matching.ElementAtOrDefault(CodeActionIndex ?? 0) is { } chosen) offers.Add(new(document!, provider, chosen));
            }
        }

        return offers;
    }

    /// <summary>The project after the action, its changed files parsed anew from their text: what counts is what lands on the disk.</summary>
    async Task<Project> ApplyAsync(Project project, CodeAction action, CancellationToken cancellationToken)
    {
        var operations = await action.GetOperationsAsync(cancellationToken);
        var changed = operations.OfType<ApplyChangesOperation>().SingleOrDefault()?.ChangedSolution ?? project.Solution;
        var solution = changed;
        foreach (var document in changed.GetProject(project.Id)!.Documents)
            solution = solution.WithDocumentText(document.Id, SourceText.From((await document.GetTextAsync(cancellationToken)).ToString()));

        var after = solution.GetProject(project.Id)!;
        Verify.True(await FilesDifferAsync(project, after, cancellationToken), $"The fix '{action.Title}' is offered and changes nothing.");
        return after;
    }

    static async Task<bool> FilesDifferAsync(Project before, Project after, CancellationToken cancellationToken)
    {
        foreach (var document in after.Documents.Concat(after.AdditionalDocuments))
        {
            var old = before.GetDocument(document.Id) ?? before.GetAdditionalDocument(document.Id);
            if (old is null || !(await old.GetTextAsync(cancellationToken)).ContentEquals(await document.GetTextAsync(cancellationToken))) return true;
        }

        return before.DocumentIds.Count != after.DocumentIds.Count;
    }

    async Task VerifyFixedAsync(string way, Project project, SolutionState state, CancellationToken cancellationToken)
    {
        var expected = Expect(state);
        await VerifyFilesAsync(way, expected.Sources, project.Documents, cancellationToken);
        await VerifyFilesAsync(way, expected.AdditionalFiles, project.AdditionalDocuments, cancellationToken);
        var title = $"After {way} the findings differ from those marked in the fixed code.";
        await VerifyDiagnosticsAsync(title, project, expected.Diagnostics, cancellationToken);
    }

    async Task VerifyFilesAsync(
        string way, ImmutableArray<(string Path, SourceText Text)> expected, IEnumerable<TextDocument> actual, CancellationToken cancellationToken)
    {
        var documents = actual.ToDictionary(document => document.FilePath ?? document.Name);
        var (names, expectedNames) = (string.Join(", ", documents.Keys.Order()), string.Join(", ", expected.Select(file => file.Path).Order()));
        Verify.True(names == expectedNames, $"After {way} the files are {names}; expected {expectedNames}.");
        foreach (var (path, text) in expected)
        {
            var found = (await documents[path].GetTextAsync(cancellationToken)).ToString();
            Verify.True(found == text.ToString(), Report.Difference($"After {way} {path} is not the fixed code.", text.ToString(), found));
        }
    }

    sealed record Offer(Document Document, CodeFixProvider Provider, CodeAction Action);

    sealed class Found(ImmutableArray<Diagnostic> diagnostics) : FixAllContext.DiagnosticProvider
    {
        public override Task<IEnumerable<Diagnostic>> GetAllDiagnosticsAsync(Project project, CancellationToken cancellationToken) =>
            Task.FromResult(diagnostics.AsEnumerable());

        public override async Task<IEnumerable<Diagnostic>> GetDocumentDiagnosticsAsync(Document document, CancellationToken cancellationToken)
        {
            var tree = await document.GetSyntaxTreeAsync(cancellationToken);
            return diagnostics.Where(diagnostic => diagnostic.Location.SourceTree == tree);
        }

        public override Task<IEnumerable<Diagnostic>> GetProjectDiagnosticsAsync(Project project, CancellationToken cancellationToken) =>
            Task.FromResult(diagnostics.Where(diagnostic => !diagnostic.Location.IsInSource));
    }
}
