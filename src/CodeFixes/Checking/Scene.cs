using System.Collections.Concurrent;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;
using NdisRules.Analyzers.Verification;
using NdisRules.Analyzers.Verification.Findings;
using NdisRules.Analyzers.Verification.RuleFiles;

namespace NdisRules.CodeFixes.Checking;

/// <summary>A document as it stands, with what the engine finds in the types it declares: asked member by member, and of a member once.</summary>
internal sealed class Scene
{
    /// <summary>What all complaints about null are counted under.</summary>
    public const string AboutNull = "null";

    readonly CancellationToken cancellation;
    readonly Engine engine;
    readonly RuleOptions options;
    readonly ConcurrentDictionary<ISymbol, IReadOnlyList<Finding>> asked = new(SymbolEqualityComparer.Default);
    readonly ConcurrentDictionary<TextSpan, ILookup<string, Diagnostic>> complaints = new();
    IReadOnlyList<Finding>? findings;

    Scene(Document document, SyntaxNode root, SourceText text, SemanticModel model, CancellationToken cancellation)
    {
        Document = document;
        Root = root;
        Text = text;
        Model = model;
        this.cancellation = cancellation;
        options = new RuleOptions(document.Project.AnalyzerOptions.AnalyzerConfigOptionsProvider);
        engine = new Engine(model.Compilation, [.. RuleBook.BuiltIn, .. RuleFile.RulesOf(document.Project.AnalyzerOptions.AdditionalFiles, cancellation)], options);
    }

    public Document Document { get; }

    public SyntaxNode Root { get; }

    public SourceText Text { get; }

    public SemanticModel Model { get; }

    public RuleBook Book => engine.Book;

    /// <summary>The findings of the types in this document, in whichever of their files.</summary>
    public IReadOnlyList<Finding> Findings => findings ??= [.. Members().SelectMany(FindingsIn)];

    /// <summary>The findings that are shown in this document, in the order of the source.</summary>
    public IEnumerable<Finding> Shown => Ordered(Findings);

    /// <summary>Errors and warnings of the compiler in this document, by id: made when first asked for.</summary>
    public ILookup<string, Diagnostic> Complaints => ComplaintsIn(Root.FullSpan);

    public static async Task<Scene?> OfAsync(Document document, CancellationToken cancellation)
        => await document.GetSyntaxRootAsync(cancellation).ConfigureAwait(false) is { } root
            && await document.GetSemanticModelAsync(cancellation).ConfigureAwait(false) is { } model
            ? new(document, root, await document.GetTextAsync(cancellation).ConfigureAwait(false), model, cancellation)
            : null;

    /// <summary>The findings that a member reports.</summary>
    public IReadOnlyList<Finding> FindingsIn(ISymbol member) => asked.GetOrAdd(member, one => engine.FindingsOf(one, cancellation));

    /// <summary>The findings that are shown at a position: only the member there is asked.</summary>
    public IEnumerable<Finding> ShownAt(int position) => Ordered(MembersAt(position).SelectMany(FindingsIn));

    /// <summary>The members whose declaration holds a position: one, but for fields that share a declaration.</summary>
    public IReadOnlyList<ISymbol> MembersAt(int position)
    {
        foreach (var node in Root.FindToken(position).Parent!.AncestorsAndSelf())
            if (DeclaredBy(node) is { Count: > 0 } members)
                return members;
        return [];
    }

    /// <summary>The text of the member around a position; of the whole file where there is none.</summary>
    public TextSpan SpanAround(int position)
        => Root.FindToken(position).Parent!.FirstAncestorOrSelf<MemberDeclarationSyntax>(member => member is not (GlobalStatementSyntax or BaseTypeDeclarationSyntax or BaseNamespaceDeclarationSyntax))?.FullSpan ?? Root.FullSpan;

    /// <summary>The member around a position; of a program of statements, all of it.</summary>
    public SyntaxNode CodeAround(int position) => Around.Code(Root.FindToken(position).Parent!);

    /// <summary>Errors and warnings of the compiler in a part of the document, by id.</summary>
    public ILookup<string, Diagnostic> ComplaintsIn(TextSpan span) => complaints.GetOrAdd(span, asked => Model.GetDiagnostics(asked == Root.FullSpan ? null : asked, cancellation).Where(diagnostic => diagnostic.Severity >= DiagnosticSeverity.Warning).ToLookup(diagnostic => IsAboutNull(diagnostic.Id) ? AboutNull : diagnostic.Id));

    /// <summary>The compiler tells of a null where it comes first: as an argument, or as a use if that comes before. That is one complaint.</summary>
    static bool IsAboutNull(string id) => id is "CS8600" or "CS8601" or "CS8602" or "CS8603" or "CS8604" or "CS8605";

    public Rule? RuleOf(Finding finding) => Book.Rules.FirstOrDefault(rule => rule.Name == finding.Rule);

    /// <summary>How a rule is to be applied in this document.</summary>
    public RuleSettings SettingsOf(Rule rule) => options.Of(rule.Text, Root.SyntaxTree);

    /// <summary>Whether a finding is told of a release of its rule.</summary>
    public bool IsRelease(Finding finding)
        => Root.FindNode(finding.Primary.SourceSpan, getInnermostNodeForTie: true).FirstAncestorOrSelf<InvocationExpressionSyntax>() is { } call
            && Model.GetSymbolInfo(call, cancellation).Symbol is { } method && RuleOf(finding)?.RowOf(method)?.Kind == RowKind.Releases;

    /// <summary>What the .editorconfig says, without the severity behind the colon; null when it says nothing.</summary>
    public string? Option(string key)
        => Document.Project.AnalyzerOptions.AnalyzerConfigOptionsProvider.GetOptions(Root.SyntaxTree).TryGetValue(key, out var value)
            ? value.Split(':')[0].Trim() : null;

    IEnumerable<Finding> Ordered(IEnumerable<Finding> some) => some.Where(finding => ReferenceEquals(finding.Primary.SourceTree, Root.SyntaxTree))
        .OrderBy(finding => finding.Primary.SourceSpan.Start).ThenBy(finding => finding.Message, StringComparer.Ordinal);

    IReadOnlyList<ISymbol> DeclaredBy(SyntaxNode node) => node switch
    {
        BaseFieldDeclarationSyntax fields => [.. fields.Declaration.Variables.Select(variable => Model.GetDeclaredSymbol(variable, cancellation)).OfType<ISymbol>()],
        ArrowExpressionClauseSyntax { Parent: PropertyDeclarationSyntax or IndexerDeclarationSyntax } arrow => Known((Model.GetDeclaredSymbol(arrow.Parent!, cancellation) as IPropertySymbol)?.GetMethod),
        AccessorDeclarationSyntax or BaseMethodDeclarationSyntax or BasePropertyDeclarationSyntax => Known(Model.GetDeclaredSymbol(node, cancellation)),
        TypeDeclarationSyntax type => Known((Model.GetDeclaredSymbol(type, cancellation) as INamedTypeSymbol)?.InstanceConstructors.FirstOrDefault(one => one.DeclaringSyntaxReferences.Any(reference => reference.Span == type.Span))),
        CompilationUnitSyntax unit when IsProgram(unit) => Known(Model.GetDeclaredSymbol(unit, cancellation)),
        _ => [],
    };

    static IReadOnlyList<ISymbol> Known(ISymbol? symbol) => symbol is null ? [] : [symbol];

    static bool IsProgram(CompilationUnitSyntax unit) => unit.Members.Any(member => member is GlobalStatementSyntax);

    IEnumerable<ISymbol> Members()
    {
        var types = Root.DescendantNodes().OfType<BaseTypeDeclarationSyntax>().Select(type => Model.GetDeclaredSymbol(type, cancellation))
            .OfType<INamedTypeSymbol>().Distinct<INamedTypeSymbol>(SymbolEqualityComparer.Default);
        var members = types.SelectMany(type => type.GetMembers()).Where(member => member is not INamedTypeSymbol);
        return Root is CompilationUnitSyntax unit && IsProgram(unit) && Model.GetDeclaredSymbol(unit, cancellation) is { } program
            ? members.Append(program) : members;
    }
}
