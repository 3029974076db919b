using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using NdisRules.Analyzers.Flow;
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

    /// <summary>Whether what lies at an index may be written over: who calls chooses it, and it is not looked at here first, or it is a cursor that comes round, and nobody counts how many there are.</summary>
    bool MayComeAgain(ISymbol index, IOperation holder) => index switch
    {
        IParameterSymbol chosen => IsChosenByCallers(chosen) && !IsAskedFor(chosen, holder.Syntax),
        IFieldSymbol cursor => run.Bodies.Traits.ComesRound(cursor) && !body.Operations.All.Any(operation => operation is IFieldReferenceOperation { Field: { IsConst: false, IsReadOnly: false, Type.SpecialType: >= SpecialType.System_SByte and <= SpecialType.System_UInt64 } other } && !SymbolEqualityComparer.Default.Equals(other.OriginalDefinition, cursor)),
        _ => false,
    };

    /// <summary>Whether anybody may call with whatever key or index he likes: the same as the time before.</summary>
    bool IsChosenByCallers(IParameterSymbol key) => run.Depth == 0 && key is { RefKind: RefKind.None, ContainingSymbol: IMethodSymbol { MethodKind: MethodKind.Ordinary, DeclaredAccessibility: not Accessibility.Private } method } && SymbolEqualityComparer.Default.Equals(method, body.Symbol);

    /// <summary>Whether the container has been asked for the key, or for what lies at an index, before: by a call or an indexer.</summary>
    static bool IsAskedFor(IParameterSymbol key, SyntaxNode container)
        => container.FirstAncestorOrSelf<MemberDeclarationSyntax>()?.DescendantNodes().TakeWhile(node => node.SpanStart < container.SpanStart).Any(node => node switch
        {
            InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Expression: var asked }, ArgumentList.Arguments: [{ Expression: IdentifierNameSyntax { Identifier.ValueText: var name } }, ..] } => name == key.Name && SyntaxFactory.AreEquivalent(asked, container),
            ElementAccessExpressionSyntax { Expression: var asked, ArgumentList.Arguments: [{ Expression: IdentifierNameSyntax { Identifier.ValueText: var name } }] } => name == key.Name && SyntaxFactory.AreEquivalent(asked, container),
            _ => false,
        }) == true;
}
