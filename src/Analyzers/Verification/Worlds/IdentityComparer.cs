using Microsoft.CodeAnalysis;

namespace NdisRules.Analyzers.Verification.Worlds;

/// <summary>Compares what a location is known by: symbols as symbols, captures by value.</summary>
sealed class IdentityComparer : IEqualityComparer<object>
{
    public static IdentityComparer Instance { get; } = new();

    public new bool Equals(object? left, object? right)
        => left is ISymbol symbol && right is ISymbol other ? SymbolEqualityComparer.Default.Equals(symbol, other) : object.Equals(left, right);

    public int GetHashCode(object identity) => identity is ISymbol symbol ? SymbolEqualityComparer.Default.GetHashCode(symbol) : identity.GetHashCode();
}
