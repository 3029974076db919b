using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace NdisRules.CodeFixes.Writing;

/// <summary>A value that may be the object itself: to free it first would hand out what is gone.</summary>
/// <param name="Value">The value.</param>
/// <param name="Holder">What the object is called.</param>
internal sealed record HandedOut(ExpressionSyntax Value, string Holder)
{
    /// <summary>Null where the value only looks at the object.</summary>
    public static HandedOut? Of(ExpressionSyntax value, string holder)
        => value.DescendantNodesAndSelf().OfType<ExpressionSyntax>().Any(part => part.ToString() == holder && IsWhole(part, value)) ? new(value, holder) : null;

    /// <summary>Where a condition decides between the object and something else, a test hands out the object, and the rest goes on without. False where it is another form.</summary>
    /// <param name="draft">Where it is written.</param>
    /// <param name="jump">The statement that hands out the value.</param>
    /// <param name="first">Writes the test, and behind it what is to be done where it is not the object.</param>
    public bool Write(Draft draft, StatementSyntax jump, Func<string, bool> first)
    {
        if (Bare(Value) is not ConditionalExpressionSyntax choice || IsObject(choice.WhenTrue) == IsObject(choice.WhenFalse) || Of(IsObject(choice.WhenTrue) ? choice.WhenFalse : choice.WhenTrue, Holder) is not null)
            return false;
        var (own, other) = IsObject(choice.WhenTrue) ? (choice.WhenTrue, choice.WhenFalse) : (choice.WhenFalse, choice.WhenTrue);
        var test = own == choice.WhenTrue ? choice.Condition.WithoutTrivia().ToString() : Opposite(choice.Condition);
        if (!first(Release.Guarded(draft, test, $"return {own.WithoutTrivia()};")))
            return false;
        draft.Replace(Value.Span, other.WithoutTrivia().ToString());
        return true;
    }

    bool IsObject(ExpressionSyntax part) => Bare(part).ToString() == Holder;

    static string Opposite(ExpressionSyntax condition) => condition switch
    {
        PrefixUnaryExpressionSyntax { RawKind: (int)SyntaxKind.LogicalNotExpression } not => Bare(not.Operand).ToString(),
        IdentifierNameSyntax or MemberAccessExpressionSyntax or InvocationExpressionSyntax => $"!{condition.WithoutTrivia()}",
        _ => $"!({condition.WithoutTrivia()})",
    };

    static ExpressionSyntax Bare(ExpressionSyntax part) => part switch
    {
        ParenthesizedExpressionSyntax inner => Bare(inner.Expression),
        PostfixUnaryExpressionSyntax { RawKind: (int)SyntaxKind.SuppressNullableWarningExpression } suppressed => Bare(suppressed.Operand),
        _ => part,
    };

    /// <summary>Whether a part is the value, or goes into it, as it is.</summary>
    static bool IsWhole(ExpressionSyntax part, ExpressionSyntax value)
    {
        for (SyntaxNode inner = part; inner != value; inner = inner.Parent!)
            if (inner.Parent is not (ParenthesizedExpressionSyntax or CastExpressionSyntax or PostfixUnaryExpressionSyntax or TupleExpressionSyntax or SwitchExpressionArmSyntax or SwitchExpressionSyntax or BinaryExpressionSyntax { RawKind: (int)SyntaxKind.CoalesceExpression })
                && !(inner.Parent is ConditionalExpressionSyntax choice && choice.Condition != inner) && !(inner is ArgumentSyntax && inner.Parent is TupleExpressionSyntax) && inner.Parent is not ArgumentSyntax { Parent: TupleExpressionSyntax })
                return false;
        return true;
    }
}
