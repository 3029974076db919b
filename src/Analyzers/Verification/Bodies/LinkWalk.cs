using Microsoft.CodeAnalysis;
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
/// <param name="inside">What is done in the loop.</param>
sealed class LinkWalk(INamedTypeSymbol node, IReadOnlyList<IOperation> inside)
{
    /// <summary>The class of the nodes.</summary>
    public INamedTypeSymbol Node => node;

    /// <summary>Whether the loop gives back what the nodes hold.</summary>
    public bool Frees(Rule rule) => inside.Any(rule.IsRelease);

    /// <summary>The walk that goes on while a condition holds; null when that ends no such loop.</summary>
    /// <param name="condition">What may end a loop.</param>
    /// <param name="all">The operations of its graph.</param>
    public static LinkWalk? Of(IOperation condition, IReadOnlyList<IOperation> all)
    {
        if (condition.Syntax.Parent is not (ForStatementSyntax or WhileStatementSyntax or DoStatementSyntax) || WalkerIn(condition) is not { Type: INamedTypeSymbol { TypeKind: TypeKind.Class, DeclaringSyntaxReferences.IsEmpty: false } node } walker)
            return null;
        var inside = all.Where(operation => condition.Syntax.Parent.Span.Contains(operation.Syntax.Span)).ToArray();
        return inside.Any(operation => operation is ISimpleAssignmentOperation { Target: ILocalReferenceOperation { Local: var target }, Value: var next } && SymbolEqualityComparer.Default.Equals(target, walker)
            && next.Unconverted() is IMemberReferenceOperation { Instance: ILocalReferenceOperation { Local: var from }, Type: var type } && SymbolEqualityComparer.Default.Equals(from, walker) && SymbolEqualityComparer.Default.Equals(type, node)) ? new(node.OriginalDefinition, inside) : null;
    }

    static ILocalSymbol? WalkerIn(IOperation condition) => (NullTests.Of(condition)?.Operand ?? (condition.Unconverted() as IBinaryOperation)?.LeftOperand).Unconverted() is ILocalReferenceOperation { Local: var local } ? local : null;
}
