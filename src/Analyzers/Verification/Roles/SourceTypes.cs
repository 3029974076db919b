using Microsoft.CodeAnalysis;

namespace NdisRules.Analyzers.Verification.Roles;

/// <summary>The classes of a compilation, and which of them derive from which.</summary>
sealed class SourceTypes
{
    readonly ILookup<ISymbol, INamedTypeSymbol> derived;

    public SourceTypes(Compilation compilation) => derived = In(compilation.Assembly.GlobalNamespace)
        .Where(type => type.TypeKind == TypeKind.Class && type.BaseType is not null)
        .OrderBy(SourceOrder.PathOf, StringComparer.Ordinal)
        .ThenBy(SourceOrder.StartOf)
        .ToLookup(type => (ISymbol)type.BaseType!.OriginalDefinition, SymbolEqualityComparer.Default);

    /// <summary>The classes an object of which is an object of the type, the type itself first; abstract ones are left out, static ones stand for their statics.</summary>
    public IEnumerable<INamedTypeSymbol> ConcreteFrom(INamedTypeSymbol type)
    {
        var own = type is { IsAbstract: true, IsStatic: false } ? [] : new[] { type.OriginalDefinition };
        return own.Concat(derived[type.OriginalDefinition].SelectMany(ConcreteFrom));
    }

    static IEnumerable<INamedTypeSymbol> In(INamespaceSymbol space) => space.GetTypeMembers().SelectMany(WithNested).Concat(space.GetNamespaceMembers().SelectMany(In));

    static IEnumerable<INamedTypeSymbol> WithNested(INamedTypeSymbol type) => type.GetTypeMembers().SelectMany(WithNested).Prepend(type);
}
