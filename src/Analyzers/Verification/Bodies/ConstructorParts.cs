using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace NdisRules.Analyzers.Verification.Bodies;

/// <summary>What runs when an object is made: the initialisers of its fields and properties and of those of its base classes, then the constructors.</summary>
static class ConstructorParts
{
    /// <summary>All that a creation runs.</summary>
    public static IReadOnlyList<Body> Of(IMethodSymbol constructor, MethodBodies bodies, CancellationToken cancellation)
        => [.. InitialisersOf(constructor.ContainingType.OriginalDefinition, bodies, cancellation), .. OfChain(constructor, bodies, cancellation)];

    /// <summary>A constructor and, where it calls none itself, the one of the base class. One that it does call stands in its body.</summary>
    /// <param name="constructor">The constructor that is called.</param>
    /// <param name="bodies">Where bodies come from.</param>
    /// <param name="cancellation">Ends the search early.</param>
    public static IReadOnlyList<Body> OfChain(IMethodSymbol constructor, MethodBodies bodies, CancellationToken cancellation)
    {
        constructor = constructor.OriginalDefinition;
        var parts = new List<Body>();
        var own = bodies.Of(constructor, cancellation).Take(1).ToArray();
        if (!CallsAnother(constructor.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax(cancellation)) && !Array.Exists(own, CallsConstructor)
            && constructor.ContainingType is { TypeKind: TypeKind.Class, BaseType: { DeclaringSyntaxReferences.IsEmpty: false } parent }
            && parent.InstanceConstructors.FirstOrDefault(candidate => candidate.Parameters.All(parameter => parameter.IsOptional || parameter.IsParams)) is { } inherited)
            parts.AddRange(OfChain(inherited, bodies, cancellation));
        parts.AddRange(own);
        return parts;
    }

    /// <summary>A graph of a constructor that is written out has the call of the one of the base class in it, though nobody wrote that.</summary>
    static bool CallsConstructor(Body body) => body.Calls.Any(call => call is IInvocationOperation { TargetMethod.MethodKind: MethodKind.Constructor });

    static bool CallsAnother(SyntaxNode? declaration) => declaration is ConstructorDeclarationSyntax { Initializer: not null } or TypeDeclarationSyntax { BaseList.Types: [PrimaryConstructorBaseTypeSyntax, ..] };

    static IEnumerable<Body> InitialisersOf(INamedTypeSymbol type, MethodBodies bodies, CancellationToken cancellation)
    {
        var inherited = type.BaseType is { DeclaringSyntaxReferences.IsEmpty: false } parent ? InitialisersOf(parent.OriginalDefinition, bodies, cancellation) : [];
        return inherited.Concat(type.GetMembers()
            .Where(member => member is IFieldSymbol { IsStatic: false, IsConst: false, AssociatedSymbol: null } or IPropertySymbol { IsStatic: false })
            .SelectMany(member => bodies.Of(member, cancellation))
            .Where(body => body.Symbol is IFieldSymbol or IPropertySymbol && body.Declaration is EqualsValueClauseSyntax));
    }
}
