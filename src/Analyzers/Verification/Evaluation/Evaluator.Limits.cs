using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using NdisRules.Analyzers.Flow;
using NdisRules.Analyzers.Verification.Bodies;
using NdisRules.Analyzers.Verification.Library;
using NdisRules.Analyzers.Verification.Worlds;

namespace NdisRules.Analyzers.Verification.Evaluation;

/// <summary>Containers that may say no to what they are given, or give up for it what lies there.</summary>
sealed partial class Evaluator
{
    /// <summary>
    /// Whether a container plainly need not take what it is given: it has a bound, or it has keys and any caller may name one that is there already. Who has asked for
    /// the key before knows, and so does who makes keys himself.
    /// </summary>
    bool MayRefuse(IInvocationOperation call, Container container)
    {
        if (call.TargetMethod.Parameters is [{ Name: "key" }, ..])
            return IndexOf(call.Arguments, container.World) is IParameterSymbol key && IsChosenByCallers(key) && container.World.Store[container.Slot(key)].Kind == ValueKind.Unknown
                && call.Syntax is InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Expression: var keyed } } && !IsAskedFor(key, keyed);
        if (container.Heap.Identity is IObjectCreationOperation { Type.Name: "BlockingCollection" } made)
            return made.Arguments.Any(static argument => argument.Parameter?.Type.SpecialType == SpecialType.System_Int32);
        return call.Instance.Unconverted() is IPropertyReferenceOperation { Property.Name: "Writer", Instance: { } channel }
            && channel.Unconverted() switch { IFieldReferenceOperation field => field.Field, ILocalReferenceOperation local => local.Local, _ => (ISymbol?)null } is { } kept && run.Bodies.Traits.IsBounded(kept);
    }

    /// <summary>
    /// Whether what lies at an index may be written over: who calls chooses it, and it is not looked at here first, or it is a cursor that comes round, and nobody counts how many
    /// there are. Who chooses a key that is taken out again by its name vouches that it is new.
    /// </summary>
    bool MayComeAgain(ISymbol index, IOperation holder) => index switch
    {
        IParameterSymbol chosen => IsChosenByCallers(chosen) && !IsAskedFor(chosen, holder.Syntax) && !Guards.Has(chosen, holder.Syntax) && !IsShifted(holder) && !(holder.Unconverted() is IFieldReferenceOperation { Field: var table } && Collections.IsKeyed(table.Type) && run.Bodies.Traits.TakesKeysOut(table)),
        IFieldSymbol cursor => run.Bodies.Traits.ComesRound(cursor) && !body.Operations.All.Any(operation => IsOtherCounter(operation, cursor)),
        _ => false,
    };

    /// <summary>Whether the body makes room in a container by moving its elements: what lies at an index has gone on to the next one.</summary>
    bool IsShifted(IOperation holder) => IndexScan.VariableOf(holder) is { } container && body.Operations.All.Any(operation => operation switch
    {
        ISimpleAssignmentOperation { Target: var to, Value: var from } => ElementOf(to) is { Holder: var one } && IsOf(one, container) && ElementOf(from) is { Holder: var other } && IsOf(other, container),
        IInvocationOperation { TargetMethod.Name: "Copy" or "CopyTo" } copy => copy.DescendantsAndSelf().Count(part => IsOf(part, container)) > 1,
        _ => false,
    });

    static bool IsOf(IOperation operation, ISymbol variable) => SymbolEqualityComparer.Default.Equals(IndexScan.VariableOf(operation), variable);

    static bool IsOtherCounter(IOperation operation, IFieldSymbol cursor) => operation is IFieldReferenceOperation { Field: { IsConst: false, IsReadOnly: false } field }
        && field.Type.SpecialType is >= SpecialType.System_SByte and <= SpecialType.System_UInt64 && !SymbolEqualityComparer.Default.Equals(field.OriginalDefinition, cursor);

    /// <summary>Whether anybody may call with whatever key or index he likes: the same as the time before.</summary>
    bool IsChosenByCallers(IParameterSymbol key) => run.Depth == 0
        && key is { RefKind: RefKind.None, ContainingSymbol: IMethodSymbol { MethodKind: MethodKind.Ordinary, DeclaredAccessibility: not Accessibility.Private } method }
        && SymbolEqualityComparer.Default.Equals(method, body.Symbol);

    /// <summary>
    /// Whether it has been asked before what lies under the key or at the index: of the container, of a method of the same object, or by a comparison. To acquire something of
    /// that size asks for nothing.
    /// </summary>
    /// <param name="key">The key or index.</param>
    /// <param name="container">Where it is used.</param>
    /// <param name="isSeen">Whether it does not count to have asked only whether something is there.</param>
    static bool IsAskedFor(IParameterSymbol key, SyntaxNode container, bool isSeen = false)
        => container.FirstAncestorOrSelf<MemberDeclarationSyntax>()?.DescendantNodes().TakeWhile(node => node.SpanStart < container.SpanStart)
            .Any(node => node is IdentifierNameSyntax name && name.Identifier.ValueText == key.Name && name.Parent switch
            {
                ArgumentSyntax { Parent.Parent: InvocationExpressionSyntax { Expression: SimpleNameSyntax or MemberAccessExpressionSyntax { Expression: ThisExpressionSyntax } } } => true,
                ArgumentSyntax { Parent.Parent: InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Expression: var asked, Name.Identifier.ValueText: var how } } } => SyntaxFactory.AreEquivalent(asked, container) && !(isSeen && how == "ContainsKey"),
                ArgumentSyntax { Parent.Parent: ElementAccessExpressionSyntax { Expression: var asked } } => SyntaxFactory.AreEquivalent(asked, container),
                BinaryExpressionSyntax { RawKind: (int)SyntaxKind.EqualsExpression or (int)SyntaxKind.NotEqualsExpression, Left: not LiteralExpressionSyntax, Right: not LiteralExpressionSyntax } => true,
                _ => false,
            }) == true;
}
