using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;
using NdisRules.Analyzers.Verification.Findings;

namespace NdisRules.CodeFixes.Writing;

/// <summary>Takes the statements behind a <c>using</c> statement into its block, up to the last that names what they use.</summary>
internal sealed class ScopeExtension(Draft draft, Finding finding)
{
    SemanticModel Model => draft.Scene.Model;

    /// <summary>False where the object is not given back by a <c>using</c> statement above its use, in one list.</summary>
    public bool Write()
    {
        if (!ReferenceEquals(finding.Primary.SourceTree, draft.Scene.Root.SyntaxTree))
            return false;
        var use = draft.Scene.Root.FindNode(finding.Primary.SourceSpan, getInnermostNodeForTie: true);
        if (draft.Scene.RuleOf(finding) is not { } rule || new GivingBack(draft.Scene, rule).Before(finding, use)?.FirstAncestorOrSelf<UsingStatementSyntax>() is not { } scope || Siblings.In(Siblings.After(scope), use) is null)
            return false;
        var names = new HashSet<ISymbol>(use.DescendantNodesAndSelf().OfType<IdentifierNameSyntax>().Select(name => Model.GetSymbolInfo(name).Symbol).Where(symbol => symbol is ILocalSymbol or IParameterSymbol).OfType<ISymbol>(), SymbolEqualityComparer.Default);
        var moved = Needed(Siblings.After(scope), names);
        if (moved.Count == 0)
            return false;
        Move(scope, moved);
        return true;
    }

    /// <summary>All up to the last that names what is used, or a local that is declared before that.</summary>
    IReadOnlyList<StatementSyntax> Needed(IReadOnlyList<StatementSyntax> below, HashSet<ISymbol> names)
    {
        for (var count = 0; ;)
        {
            var last = below.Select((statement, index) => Names(statement).Any(names.Contains) ? index + 1 : 0).Max();
            if (last == count)
                return [.. below.Take(count)];
            names.UnionWith(below.Take(count = last).SelectMany(Declared));
        }
    }

    void Move(UsingStatementSyntax scope, IReadOnlyList<StatementSyntax> moved)
    {
        draft.Keeps(scope);
        var text = draft.Scene.Text;
        var (first, last) = (moved[0], moved[moved.Count - 1]);
        // The blank line that set them apart from the scope goes.
        var start = text.Lines.GetLineFromPosition(first.GetLeadingTrivia().FirstOrDefault(trivia => !string.IsNullOrWhiteSpace(trivia.ToString())) is { RawKind: not 0 } comment ? comment.SpanStart : first.SpanStart).Start;
        if (scope.Statement is BlockSyntax block)
            draft.Replace(TextSpan.FromBounds(text.Lines.GetLineFromPosition(block.CloseBraceToken.SpanStart).Start, start), "");
        else
        {
            var opening = text.Lines.GetLineFromPosition(scope.CloseParenToken.SpanStart).EndIncludingLineBreak;
            draft.Insert(opening, draft.IndentOf(scope.SpanStart) + "{" + draft.NewLine);
        }

        draft.Insert(text.Lines.GetLineFromPosition(last.Span.End).EndIncludingLineBreak, draft.IndentOf(scope.SpanStart) + "}" + draft.NewLine);
        draft.Reformat(TextSpan.FromBounds(scope.SpanStart, last.Span.End));
    }

    IEnumerable<ISymbol> Names(StatementSyntax statement) => statement.DescendantNodes().OfType<IdentifierNameSyntax>().Select(name => Model.GetSymbolInfo(name).Symbol).OfType<ISymbol>();

    IEnumerable<ISymbol> Declared(StatementSyntax statement) => statement.DescendantNodesAndSelf().Where(node => node is VariableDeclaratorSyntax or SingleVariableDesignationSyntax).Select(node => Model.GetDeclaredSymbol(node)).OfType<ISymbol>();
}
