using System.Collections.Concurrent;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using NdisRules.Analyzers.Verification.RuleFiles;
using NdisRules.Analyzers.Verification.Worlds;

namespace NdisRules.Analyzers.Verification.Bodies;

/// <summary>
/// How far the counters in private fields have to be counted: as far as the code of their type asks. A position, a length, a statistic is compared with other variables, never with 2,
/// and to tell 1 from 2 would make a world of each step, in every method of the type. What is copied is counted to the full, since nobody looks where the copy goes.
/// </summary>
/// <param name="modelOf">Knows what is constant.</param>
sealed class FieldCounting(Func<SyntaxTree, SemanticModel> modelOf)
{
    readonly ConcurrentDictionary<ISymbol, int> known = new(SymbolEqualityComparer.Default);

    /// <summary>The greatest number that is told apart from others; null for what may be asked out of sight.</summary>
    public int? Most(IFieldSymbol field) => field is { DeclaredAccessibility: Accessibility.Private, DeclaringSyntaxReferences.IsEmpty: false, Type.SpecialType: >= SpecialType.System_SByte and <= SpecialType.System_UInt64 }
        ? known.GetOrAdd(field.OriginalDefinition, asked => Asked((IFieldSymbol)asked)) : null;

    int Asked(IFieldSymbol field)
    {
        var (most, stepsUp, stepsDown, isAskedForLast) = ((int?)null, false, false, false);
        foreach (var part in field.ContainingType.DeclaringSyntaxReferences)
            foreach (var token in part.GetSyntax().DescendantTokens())
                if (token.IsKind(SyntaxKind.IdentifierToken) && token.ValueText == field.Name && token.Parent is IdentifierNameSyntax name)
                {
                    var mention = name.Parent is MemberAccessExpressionSyntax access && access.Name == name ? access : (ExpressionSyntax)name;
                    most = AskedOf(mention) is { } asked ? Math.Max(most ?? 0, asked) : most;
                    stepsUp |= mention.Parent?.Kind() is SyntaxKind.PreIncrementExpression or SyntaxKind.PostIncrementExpression;
                    var isStepDown = mention.Parent?.Kind() is SyntaxKind.PreDecrementExpression or SyntaxKind.PostDecrementExpression;
                    stepsDown |= isStepDown;
                    isAskedForLast |= (isStepDown ? mention.Parent : mention)?.Parent?.Kind() is SyntaxKind.EqualsExpression or SyntaxKind.NotEqualsExpression
                        || (isStepDown && mention.Parent!.Parent?.Kind() is SyntaxKind.LessThanOrEqualExpression or SyntaxKind.GreaterThanExpression);
                }

        // What goes up and down one by one may be asked which the last one is.
        return most is null ? 0 : stepsUp && stepsDown && isAskedForLast ? Budget.Count : most.Value;
    }

    /// <summary>How far a value has to be known for what is asked of it; null where nothing is.</summary>
    int? AskedOf(ExpressionSyntax value) => value.Parent switch
    {
        ParenthesizedExpressionSyntax or CastExpressionSyntax or CheckedExpressionSyntax => AskedOf((ExpressionSyntax)value.Parent),
        PrefixUnaryExpressionSyntax sign when sign.Kind() is SyntaxKind.UnaryMinusExpression or SyntaxKind.UnaryPlusExpression => AskedOf(sign),
        PrefixUnaryExpressionSyntax step => IsWhole(step) ? null : AskedOf(step),
        PostfixUnaryExpressionSyntax step => IsWhole(step) ? null : More(AskedOf(step), 1),
        AssignmentExpressionSyntax assignment when assignment.Left == value => IsWhole(assignment) || assignment.Right is LiteralExpressionSyntax ? null : AskedOf(assignment),
        AssignmentExpressionSyntax { RawKind: not (int)SyntaxKind.SimpleAssignmentExpression } => null,
        BinaryExpressionSyntax binary => AskedBy(binary, binary.Left == value ? binary.Right : binary.Left),
        InterpolationSyntax or ReturnStatementSyntax or ArrowExpressionClauseSyntax => null,
        ArgumentSyntax { Parent: BracketedArgumentListSyntax { Parent: ElementAccessExpressionSyntax element } } => ObjectTypes.IsPlain(modelOf(element.SyntaxTree).GetTypeInfo(element).Type) ? null : Budget.Count,
        ArgumentSyntax { RefKindKeyword.RawKind: (int)SyntaxKind.None, Parent: ArgumentListSyntax } => null,
        _ => Budget.Count,
    };

    int? AskedBy(BinaryExpressionSyntax binary, ExpressionSyntax other)
    {
        var constant = Value.Of(modelOf(other.SyntaxTree).GetConstantValue(other).Value).Constant as long?;
        return binary.Kind() switch
        {
            SyntaxKind.EqualsExpression or SyntaxKind.NotEqualsExpression or SyntaxKind.LessThanExpression or SyntaxKind.LessThanOrEqualExpression or SyntaxKind.GreaterThanExpression or SyntaxKind.GreaterThanOrEqualExpression
                => constant is { } number && Math.Abs(number) <= Budget.Count ? (int)Math.Abs(number) : null,
            SyntaxKind.AddExpression or SyntaxKind.SubtractExpression => constant is { } step && Math.Abs(step) <= Budget.Count ? More(AskedOf(binary), (int)Math.Abs(step)) : null,
            _ => constant is null ? null : AskedOf(binary),
        };
    }

    static int? More(int? asked, int step) => asked is { } most ? Math.Min(Budget.Count, most + step) : null;

    /// <summary>Whether a step is all that happens, so that nobody asks for what it gives.</summary>
    static bool IsWhole(SyntaxNode step) => step.Parent is ExpressionStatementSyntax or ForStatementSyntax;
}
