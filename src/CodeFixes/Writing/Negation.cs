using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace NdisRules.CodeFixes.Writing;

/// <summary>Turns a condition into its opposite, in the words that the author chose and with no more change than that takes.</summary>
internal static class Negation
{
    public static void Negate(this Draft draft, ExpressionSyntax condition)
    {
        switch (condition)
        {
            case PrefixUnaryExpressionSyntax { RawKind: (int)SyntaxKind.LogicalNotExpression, Operand: var operand } not:
                Unwrap(draft, not, operand);
                break;
            case ParenthesizedExpressionSyntax inner:
                draft.Negate(inner.Expression);
                break;
            case BinaryExpressionSyntax { RawKind: (int)SyntaxKind.EqualsExpression } equal:
                draft.Replace(equal.OperatorToken.Span, "!=");
                break;
            case BinaryExpressionSyntax { RawKind: (int)SyntaxKind.NotEqualsExpression } unequal:
                draft.Replace(unequal.OperatorToken.Span, "==");
                break;
            case IsPatternExpressionSyntax match when Opposite(match.Pattern) is var (span, text):
                draft.Replace(span, text);
                break;
            case IdentifierNameSyntax or MemberAccessExpressionSyntax or InvocationExpressionSyntax or ElementAccessExpressionSyntax:
                draft.Insert(condition.SpanStart, "!");
                break;
            default:
                draft.Insert(condition.SpanStart, "!(");
                draft.Insert(condition.Span.End, ")");
                break;
        }
    }

    /// <summary>The parentheses go with the negation that needed them.</summary>
    static void Unwrap(Draft draft, PrefixUnaryExpressionSyntax not, ExpressionSyntax operand)
    {
        draft.Replace(not.OperatorToken.Span, "");
        if (operand is not ParenthesizedExpressionSyntax { Expression: var inner } wrapped || (not.Parent is ExpressionSyntax && inner is BinaryExpressionSyntax or ConditionalExpressionSyntax or IsPatternExpressionSyntax))
            return;
        draft.Replace(wrapped.OpenParenToken.Span, "");
        draft.Replace(wrapped.CloseParenToken.Span, "");
    }

    /// <summary>What to write in place of which part of a pattern; null where the language has no short way, or a variable would lose its value.</summary>
    static (TextSpan Span, string Text)? Opposite(PatternSyntax pattern) => pattern switch
    {
        _ when pattern.DescendantNodes().Any(node => node is VariableDesignationSyntax) => null,
        UnaryPatternSyntax { Pattern: not ParenthesizedPatternSyntax } not => (TextSpan.FromBounds(not.SpanStart, not.Pattern.SpanStart), ""),
        RecursivePatternSyntax { Type: null, PositionalPatternClause: null, PropertyPatternClause.Subpatterns.Count: 0 } => (pattern.Span, "null"),
        ConstantPatternSyntax or RecursivePatternSyntax or TypePatternSyntax when KnowsNot(pattern) => (new(pattern.SpanStart, 0), "not "),
        _ => null,
    };

    static bool KnowsNot(SyntaxNode node) => node.SyntaxTree.Options is CSharpParseOptions { LanguageVersion: >= LanguageVersion.CSharp9 };
}
