using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace NdisRules.Analyzers.Verification.Bodies;

/// <summary>
/// What runs when an object is made, in order: the initialisers of its fields and properties, the constructor of the base class
/// where the constructor calls none itself, its own body.
/// </summary>
static class ConstructorParts
{
    /// <param name="constructor">The constructor that is called.</param>
    /// <param name="bodies">Where bodies come from.</param>
    /// <param name="cancellation">Ends the search early.</param>
    public static IReadOnlyList<Body> Of(IMethodSymbol constructor, MethodBodies bodies, CancellationToken cancellation)
    {
        constructor = constructor.OriginalDefinition;
        var syntax = constructor.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax(cancellation);
        var chained = syntax switch
        {
            ConstructorDeclarationSyntax { Initializer: { } initializer } => initializer.Kind(),
            TypeDeclarationSyntax { BaseList.Types: [PrimaryConstructorBaseTypeSyntax, ..] } => SyntaxKind.BaseConstructorInitializer,
            _ => SyntaxKind.None,
        };
        var parts = new List<Body>();
        if (chained != SyntaxKind.ThisConstructorInitializer)
            parts.AddRange(InitialisersOf(constructor.ContainingType, bodies, cancellation));
        if (chained == SyntaxKind.None && constructor.ContainingType is { TypeKind: TypeKind.Class, BaseType: { DeclaringSyntaxReferences.IsEmpty: false } parent }
            && parent.InstanceConstructors.FirstOrDefault(candidate => candidate.Parameters.All(parameter => parameter.IsOptional || parameter.IsParams)) is { } inherited)
            parts.AddRange(Of(inherited, bodies, cancellation));
        parts.AddRange(bodies.Of(constructor, cancellation).Take(1));
        return parts;
    }

    /// <summary>Whether its parameters are fields in all but name.</summary>
    public static bool IsPrimary(IMethodSymbol constructor) => constructor.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax() is TypeDeclarationSyntax;

    static IEnumerable<Body> InitialisersOf(INamedTypeSymbol type, MethodBodies bodies, CancellationToken cancellation) => type.GetMembers()
        .Where(member => member is IFieldSymbol { IsStatic: false, IsConst: false, AssociatedSymbol: null } or IPropertySymbol { IsStatic: false })
        .SelectMany(member => bodies.Of(member, cancellation))
        .Where(body => body.Symbol is IFieldSymbol or IPropertySymbol && body.Declaration is EqualsValueClauseSyntax);
}
