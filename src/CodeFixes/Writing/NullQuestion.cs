using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using NdisRules.Analyzers.Verification.RuleFiles;
using NdisRules.CodeFixes.Checking;

namespace NdisRules.CodeFixes.Writing;

/// <summary>A condition that asks whether there is an object.</summary>
/// <param name="Asked">What it asks of, as it is written there.</param>
/// <param name="WhenNothing">How it comes out where there is none.</param>
internal sealed record NullQuestion(ExpressionSyntax Asked, bool WhenNothing)
{
    /// <summary>Null for a condition that asks something else, or more.</summary>
    public static NullQuestion? Of(ExpressionSyntax condition, Scene scene) => condition switch
    {
        ParenthesizedExpressionSyntax inner => Of(inner.Expression, scene),
        PrefixUnaryExpressionSyntax { RawKind: (int)SyntaxKind.LogicalNotExpression } not => Of(not.Operand, scene) is { } asked ? asked with { WhenNothing = !asked.WhenNothing } : null,
        BinaryExpressionSyntax { RawKind: (int)SyntaxKind.EqualsExpression or (int)SyntaxKind.NotEqualsExpression } comparison => OfComparison(comparison, scene),
        IsPatternExpressionSyntax match => IsNothing(match.Pattern, scene) is { } whenNothing ? Asking(match.Expression, whenNothing, scene) : null,
        MemberAccessExpressionSyntax member when OfMember(member, scene) is { } asked => asked,
        ExpressionSyntax value => Asking(value, whenNothing: false, scene),
    };

    static NullQuestion? OfComparison(BinaryExpressionSyntax comparison, Scene scene)
    {
        var whenNothing = comparison.IsKind(SyntaxKind.EqualsExpression);
        return IsNull(comparison.Right) ? Asking(comparison.Left, whenNothing, scene) : IsNull(comparison.Left) ? Asking(comparison.Right, whenNothing, scene) : null;
    }

    /// <summary>A property that tells whether there is one, in the words of its rule.</summary>
    static NullQuestion? OfMember(MemberAccessExpressionSyntax member, Scene scene)
        => scene.Model.GetSymbolInfo(member).Symbol is IPropertySymbol property && KindOf(property, scene) is { } kind ? Asking(member.Expression, kind == RowKind.Null, scene) : null;

    static RowKind? KindOf(IPropertySymbol property, Scene scene)
        => scene.Book.Rules.SelectMany(rule => rule.Text.Rows).FirstOrDefault(row => row.Kind is RowKind.Null or RowKind.Live && row.Member == property.OriginalDefinition.GetDocumentationCommentId())?.Kind;

    static NullQuestion? Asking(ExpressionSyntax asked, bool whenNothing, Scene scene)
        => (SameValue.IsStable(asked, scene.Model) || IsSlot(asked, scene)) && scene.Model.GetTypeInfo(asked).Type is { } type && scene.Book.Follows(type) ? new(asked, whenNothing) : null;

    /// <summary>A slot of an array: to look into it does nothing.</summary>
    static bool IsSlot(ExpressionSyntax asked, Scene scene) => asked is ElementAccessExpressionSyntax { ArgumentList.Arguments: [var index] } element && SameValue.IsStable(element.Expression, scene.Model)
        && SameValue.IsStable(index.Expression, scene.Model) && scene.Model.GetTypeInfo(element.Expression).Type is IArrayTypeSymbol;

    static bool IsNull(ExpressionSyntax value) => value is LiteralExpressionSyntax literal && (literal.IsKind(SyntaxKind.NullLiteralExpression) || literal.IsKind(SyntaxKind.DefaultLiteralExpression));

    /// <summary>Whether the pattern fits where there is nothing.</summary>
    static bool? IsNothing(PatternSyntax pattern, Scene scene) => pattern switch
    {
        UnaryPatternSyntax not => !IsNothing(not.Pattern, scene),
        ParenthesizedPatternSyntax inner => IsNothing(inner.Pattern, scene),
        ConstantPatternSyntax constant => IsNull(constant.Expression) ? true : null,
        RecursivePatternSyntax { Type: null, PositionalPatternClause: null, PropertyPatternClause.Subpatterns: [] } => false,
        RecursivePatternSyntax { Type: null, PositionalPatternClause: null, PropertyPatternClause.Subpatterns: [{ NameColon.Name: var name, Pattern: ConstantPatternSyntax { Expression: LiteralExpressionSyntax value } }] }
            when scene.Model.GetSymbolInfo(name).Symbol is IPropertySymbol property && KindOf(property, scene) is { } kind => value.IsKind(SyntaxKind.TrueLiteralExpression) == (kind == RowKind.Null),
        _ => null,
    };
}
