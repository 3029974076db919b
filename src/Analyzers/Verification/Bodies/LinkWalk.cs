using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using NdisRules.Analyzers.Flow;
using NdisRules.Analyzers.Verification.RuleFiles;

namespace NdisRules.Analyzers.Verification.Bodies;

/// <summary>
/// A loop that goes from node to node of a list that the program has linked itself, <c>for (var n = head; n != null; n = n.Next)</c>. How the nodes hang together nobody follows: that
/// it comes by all of them is taken on trust.
/// </summary>
/// <param name="node">The class of the nodes.</param>
/// <param name="condition">What ends the loop.</param>
/// <param name="inside">What is done in the loop.</param>
sealed class LinkWalk(INamedTypeSymbol node, SyntaxNode condition, IReadOnlyList<IOperation> inside)
{
    /// <summary>The class of the nodes.</summary>
    public INamedTypeSymbol Node => node;

    /// <summary>Whether the loop gives back in every round what a node holds, if it holds anything.</summary>
    public bool FreesAll(Rule rule) => inside.Any(operation => rule.IsRelease(operation) && IndexScan.IsInEveryRound(operation.Syntax, condition, AsksForNull));

    static bool AsksForNull(IfStatementSyntax test) => test.Else is null && test.Condition switch
    {
        BinaryExpressionSyntax { RawKind: (int)SyntaxKind.NotEqualsExpression, Right: var nothing } => nothing.IsKind(SyntaxKind.NullLiteralExpression),
        IsPatternExpressionSyntax { Pattern: UnaryPatternSyntax { Pattern: ConstantPatternSyntax { Expression: var nothing } } } => nothing.IsKind(SyntaxKind.NullLiteralExpression),
        IsPatternExpressionSyntax { Pattern: RecursivePatternSyntax { PropertyPatternClause.Subpatterns.Count: 0 } } => true,
        _ => false,
    };

    /// <summary>The walk that goes on while a condition holds; null when that ends no such loop.</summary>
    /// <param name="condition">What may end a loop.</param>
    /// <param name="all">The operations of its graph.</param>
    public static LinkWalk? Of(IOperation condition, IReadOnlyList<IOperation> all)
    {
        if (condition.Syntax.Parent is not (ForStatementSyntax or WhileStatementSyntax or DoStatementSyntax) || WalkerIn(condition) is not { Type: INamedTypeSymbol { TypeKind: TypeKind.Class, DeclaringSyntaxReferences.IsEmpty: false } node } walker)
            return null;
        var inside = all.Where(operation => condition.Syntax.Parent.Span.Contains(operation.Syntax.Span)).ToArray();
        var steps = inside.OfType<ISimpleAssignmentOperation>().ToArray();
        return steps.Any(step => Is(step.Target, walker) && IsNext(step.Value)) ? new(node.OriginalDefinition, condition.Syntax, inside) : null;

        // The next node may have been kept in a variable, before this one was taken apart.
        bool IsNext(IOperation value) => value.Unconverted() switch
        {
            IMemberReferenceOperation { Instance: { } from, Type: var type } => Is(from, walker) && SymbolEqualityComparer.Default.Equals(type, node),
            ILocalReferenceOperation { Local: var kept } => steps.Any(step => Is(step.Target, kept) && step.Value.Unconverted() is IMemberReferenceOperation && IsNext(step.Value)),
            _ => false,
        };
    }

    static bool Is(IOperation operation, ISymbol variable) => SymbolEqualityComparer.Default.Equals(IndexScan.VariableOf(operation), variable);

    static ILocalSymbol? WalkerIn(IOperation condition) => (NullTests.Of(condition)?.Operand ?? (condition.Unconverted() as IBinaryOperation)?.LeftOperand).Unconverted() is ILocalReferenceOperation { Local: var local } ? local : null;
}
