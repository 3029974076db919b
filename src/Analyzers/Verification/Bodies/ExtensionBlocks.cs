using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace NdisRules.Analyzers.Verification.Bodies;

/// <summary>
/// Members of <c>extension(Lease lease) { … }</c>. The oldest compiler that we run in knows no such blocks: to it each is a type without a name, in a static
/// class, that declares the receiver as a parameter.
/// </summary>
static class ExtensionBlocks
{
    /// <summary>Whether a member is called on what its block extends: the receiver is an argument, and may be null.</summary>
    public static bool Has(ISymbol member) => member.ContainingSymbol is INamedTypeSymbol { Name: "", ContainingType.IsStatic: true };

    /// <summary>Whether a method is what the compiler makes of a member of a block, to be called as <c>Leases.GiveBack(lease)</c>.</summary>
    public static bool IsMadeFor(IMethodSymbol method) => method is { IsStatic: true, IsImplicitlyDeclared: true, MethodKind: MethodKind.Ordinary, ContainingType.IsStatic: true, DeclaringSyntaxReferences.Length: 1 };

    /// <summary>The member of a block that such a method was made of; the method itself when it is none.</summary>
    public static IMethodSymbol MemberOf(IMethodSymbol method) => !IsMadeFor(method) ? method
        : method.ContainingType.GetTypeMembers("").SelectMany(block => block.GetMembers()).OfType<IMethodSymbol>().FirstOrDefault(member => IsFrom(member, method.DeclaringSyntaxReferences[0])) ?? method;

    static bool IsFrom(IMethodSymbol member, SyntaxReference source) => member.DeclaringSyntaxReferences is [var own] && own.SyntaxTree == source.SyntaxTree && own.Span == source.Span;

    /// <summary>The name that a block gives the receiver, where a member of it mentions that; null for any other body.</summary>
    public static IParameterSymbol? ReceiverIn(Body body) => !Has(body.Symbol) ? null : body.Operations.All.OfType<IParameterReferenceOperation>()
        .Select(reference => reference.Parameter).FirstOrDefault(parameter => SymbolEqualityComparer.Default.Equals(parameter.ContainingSymbol, body.Symbol.ContainingSymbol));
}
