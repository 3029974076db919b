using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace NdisRules.Analyzers.Verification.Bodies;

/// <summary>
/// Marks beside an array that say which of its places are taken: <c>if (taken[i]) return; taken[i] = true;</c>, or the bits of a number. Told from names alone: what such a mark says of a place is not
/// followed, only that somebody keeps it.
/// </summary>
static class Guards
{
    /// <summary>Whether code asks for the mark of an index, and changes it, in the member that uses the index.</summary>
    /// <param name="index">The variable that indexes.</param>
    /// <param name="use">Where it does.</param>
    public static bool Has(ISymbol index, SyntaxNode use)
    {
        if (use.FirstAncestorOrSelf<MemberDeclarationSyntax>() is not { } member)
            return false;
        var marks = member.DescendantNodes().OfType<IfStatementSyntax>().Where(test => test.SpanStart < use.SpanStart)
            .SelectMany(test => test.Condition.DescendantNodesAndSelf().OfType<IdentifierNameSyntax>().Where(name => name.Identifier.ValueText == index.Name)).SelectMany(MarksAt).ToArray();
        return marks.Length > 0 && member.DescendantNodes().OfType<AssignmentExpressionSyntax>().Any(change => NameOf(change.Left) is { } changed && marks.Contains(changed)
            && (change.Left is not ElementAccessExpressionSyntax element || element.ArgumentList.Arguments is [{ Expression: IdentifierNameSyntax at }] && at.Identifier.ValueText == index.Name));
    }

    /// <summary>What is asked by an index: the array of marks, or the number whose bits they are.</summary>
    static IEnumerable<string> MarksAt(IdentifierNameSyntax index) => index.Parent switch
    {
        ArgumentSyntax { Parent.Parent: ElementAccessExpressionSyntax marks } when IsAsked(marks) => NameOf(marks) is { } name ? [name] : [],
        BinaryExpressionSyntax { RawKind: (int)SyntaxKind.LeftShiftExpression or (int)SyntaxKind.RightShiftExpression } shift => shift.FirstAncestorOrSelf<BinaryExpressionSyntax>(static mask => mask.IsKind(SyntaxKind.BitwiseAndExpression))?
            .DescendantNodes().OfType<IdentifierNameSyntax>().Select(static name => name.Identifier.ValueText).Where(name => name != index.Identifier.ValueText) ?? [],
        _ => [],
    };

    /// <summary>Whether an expression is a truth that decides by itself, not a number that is compared.</summary>
    static bool IsAsked(ExpressionSyntax mark) => mark.Parent switch
    {
        IfStatementSyntax => true,
        ParenthesizedExpressionSyntax or PrefixUnaryExpressionSyntax { RawKind: (int)SyntaxKind.LogicalNotExpression } or BinaryExpressionSyntax { RawKind: (int)SyntaxKind.LogicalAndExpression or (int)SyntaxKind.LogicalOrExpression } => IsAsked((ExpressionSyntax)mark.Parent),
        _ => false,
    };

    static string? NameOf(ExpressionSyntax expression) => Cursors.NameOf(expression is ElementAccessExpressionSyntax element ? element.Expression : expression);
}
