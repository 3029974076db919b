using Microsoft.CodeAnalysis;

namespace NdisRules.Analyzers.Verification.Roles;

/// <summary>One definition for every spelling of a symbol, and one order for symbols, whatever thread asks.</summary>
static class SourceOrder
{
    /// <summary>The definition that carries the body.</summary>
    public static IMethodSymbol Definition(IMethodSymbol method)
    {
        var definition = (method.ReducedFrom ?? method).OriginalDefinition;
        return definition.PartialImplementationPart ?? definition;
    }

    public static string PathOf(ISymbol symbol) => FirstPlace(symbol)?.SourceTree?.FilePath ?? "";

    public static int StartOf(ISymbol symbol) => FirstPlace(symbol)?.SourceSpan.Start ?? -1;

    /// <summary>The type and those it derives from that are written in this compilation, most derived first.</summary>
    public static IEnumerable<INamedTypeSymbol> SourceChain(INamedTypeSymbol type)
    {
        for (var level = type.OriginalDefinition; level is not null && IsSameAssembly(level, type); level = level.BaseType?.OriginalDefinition)
            yield return level;
    }

    public static bool IsSameAssembly(ISymbol one, ISymbol other) =>
        SymbolEqualityComparer.Default.Equals(one.ContainingAssembly, other.ContainingAssembly);

    // The parts of a partial type may come in any order.
    static Location? FirstPlace(ISymbol symbol) => symbol.Locations is [var only] ? only.IsInSource ? only : null : symbol.Locations
        .Where(place => place.IsInSource)
        .OrderBy(place => place.SourceTree!.FilePath, StringComparer.Ordinal)
        .ThenBy(place => place.SourceSpan.Start)
        .FirstOrDefault();
}
