using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;
using NdisRules.Analyzers.Verification;
using NdisRules.Analyzers.Verification.Findings;
using NdisRules.Analyzers.Verification.RuleFiles;

namespace NdisRules.CodeFixes.Checking;

/// <summary>A document as it stands, with everything the engine finds in the types it declares.</summary>
internal sealed class Scene
{
    readonly RuleBook book;
    readonly CancellationToken cancellation;
    ILookup<string, Diagnostic>? complaints;

    Scene(Document document, SyntaxNode root, SourceText text, SemanticModel model, CancellationToken cancellation)
    {
        Document = document;
        Root = root;
        Text = text;
        Model = model;
        this.cancellation = cancellation;
        var engine = new Engine(model.Compilation, [.. RuleBook.BuiltIn, .. RuleFile.RulesOf(document.Project.AnalyzerOptions.AdditionalFiles, cancellation)],
            new RuleOptions(document.Project.AnalyzerOptions.AnalyzerConfigOptionsProvider));
        book = engine.Book;
        Findings = [.. Members().SelectMany(member => engine.FindingsOf(member, cancellation))];
    }

    public Document Document { get; }

    public SyntaxNode Root { get; }

    public SourceText Text { get; }

    public SemanticModel Model { get; }

    /// <summary>The findings of the types in this document, in whichever of their files.</summary>
    public IReadOnlyList<Finding> Findings { get; }

    /// <summary>The findings that are shown in this document, in the order of the source.</summary>
    public IEnumerable<Finding> Shown => Findings.Where(finding => ReferenceEquals(finding.Primary.SourceTree, Root.SyntaxTree))
        .OrderBy(finding => finding.Primary.SourceSpan.Start).ThenBy(finding => finding.Message, StringComparer.Ordinal);

    /// <summary>Errors and warnings of the compiler in this document, by id: made when first asked for.</summary>
    public ILookup<string, Diagnostic> Complaints => complaints ??= Model.GetDiagnostics(cancellationToken: cancellation)
        .Where(diagnostic => diagnostic.Severity >= DiagnosticSeverity.Warning).ToLookup(diagnostic => diagnostic.Id);

    public static async Task<Scene?> OfAsync(Document document, CancellationToken cancellation)
        => await document.GetSyntaxRootAsync(cancellation).ConfigureAwait(false) is { } root
            && await document.GetSemanticModelAsync(cancellation).ConfigureAwait(false) is { } model
            ? new(document, root, await document.GetTextAsync(cancellation).ConfigureAwait(false), model, cancellation)
            : null;

    public Rule? RuleOf(Finding finding) => book.Rules.FirstOrDefault(rule => rule.Name == finding.Rule);

    /// <summary>Whether a finding is told of a release of its rule.</summary>
    public bool IsRelease(Finding finding)
        => Root.FindNode(finding.Primary.SourceSpan, getInnermostNodeForTie: true).FirstAncestorOrSelf<InvocationExpressionSyntax>() is { } call
            && Model.GetSymbolInfo(call, cancellation).Symbol is { } method && RuleOf(finding)?.RowOf(method)?.Kind == RowKind.Releases;

    /// <summary>What the .editorconfig says, without the severity behind the colon; null when it says nothing.</summary>
    public string? Option(string key)
        => Document.Project.AnalyzerOptions.AnalyzerConfigOptionsProvider.GetOptions(Root.SyntaxTree).TryGetValue(key, out var value)
            ? value.Split(':')[0].Trim() : null;

    IEnumerable<ISymbol> Members()
    {
        var types = Root.DescendantNodes().OfType<BaseTypeDeclarationSyntax>().Select(type => Model.GetDeclaredSymbol(type, cancellation))
            .OfType<INamedTypeSymbol>().Distinct<INamedTypeSymbol>(SymbolEqualityComparer.Default);
        var members = types.SelectMany(type => type.GetMembers()).Where(member => member is not INamedTypeSymbol);
        return Root is CompilationUnitSyntax unit && unit.Members.Any(member => member is GlobalStatementSyntax) && Model.GetDeclaredSymbol(unit, cancellation) is { } program
            ? members.Append(program) : members;
    }
}
