using Microsoft.CodeAnalysis;

namespace NdisRules.Analyzers.Flow;

/// <summary>What a type is by its base classes.</summary>
static class TypeAncestry
{
    /// <summary>Whether a type is another one, or derives from it.</summary>
    public static bool IsOrDerivesFrom(this ITypeSymbol? type, ITypeSymbol ancestor)
    {
        for (var current = type; current is not null; current = current.BaseType)
            if (SymbolEqualityComparer.Default.Equals(current, ancestor))
                return true;
        return false;
    }

    /// <summary>The same of generic types, whatever stands for their parameters.</summary>
    public static bool IsOrDerivesFromAny(this ITypeSymbol? type, ITypeSymbol? ancestor)
    {
        for (var current = type; current is not null; current = current.BaseType)
            if (SymbolEqualityComparer.Default.Equals(current.OriginalDefinition, ancestor?.OriginalDefinition))
                return true;
        return false;
    }
}
