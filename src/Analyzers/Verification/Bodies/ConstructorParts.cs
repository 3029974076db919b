using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace NdisRules.Analyzers.Verification.Bodies;

/// <summary>What runs when an object is made: the initialisers of its fields and properties and of those of its base classes, then the constructors.</summary>
static class ConstructorParts
{
    /// <summary>All that a creation runs. The initialisers that name a parameter of a primary constructor run with that, which has them among its parts.</summary>
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
        if (IsPrimary(constructor))
            parts.AddRange(OwnInitialisersOf(constructor.ContainingType, bodies, cancellation).Where(NamesParameter));
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

    /// <summary>What the fields and properties of a type begin with, whatever constructor runs, base classes first.</summary>
    public static IEnumerable<Body> InitialisersOf(INamedTypeSymbol type, MethodBodies bodies, CancellationToken cancellation)
    {
        var inherited = type.BaseType is { DeclaringSyntaxReferences.IsEmpty: false } parent ? InitialisersOf(parent.OriginalDefinition, bodies, cancellation) : [];
        return inherited.Concat(OwnInitialisersOf(type, bodies, cancellation).Where(static initialiser => !NamesParameter(initialiser)));
    }

    public static bool IsPrimary(IMethodSymbol constructor) => constructor.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax() is TypeDeclarationSyntax;

    static IEnumerable<Body> OwnInitialisersOf(INamedTypeSymbol type, MethodBodies bodies, CancellationToken cancellation) => type.GetMembers().Where(HasInitialiser)
        .SelectMany(member => bodies.Of(member.OriginalDefinition, cancellation)).Where(static body => IsInitialised(body.Symbol));

    static bool HasInitialiser(ISymbol member) => IsInitialised(member)
        && member.DeclaringSyntaxReferences.Any(static reference => reference.GetSyntax() is VariableDeclaratorSyntax { Initializer: not null } or PropertyDeclarationSyntax { Initializer: not null });

    static bool IsInitialised(ISymbol member) => member is IFieldSymbol { IsStatic: false, IsConst: false, AssociatedSymbol: null } or IPropertySymbol { IsStatic: false };

    static bool NamesParameter(Body initialiser) => initialiser.Operations.All.Any(static operation => operation is IParameterReferenceOperation { Parameter.ContainingSymbol: IMethodSymbol { MethodKind: MethodKind.Constructor } });
}
