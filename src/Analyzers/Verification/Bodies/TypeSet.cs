using Microsoft.CodeAnalysis;

namespace NdisRules.Analyzers.Verification.Bodies;

/// <summary>The types that an object may have; in the order in which the compilation lists them, so that equal sets are written alike.</summary>
sealed class TypeSet(IReadOnlyList<INamedTypeSymbol> types) : IEquatable<TypeSet>
{
    readonly IReadOnlyList<INamedTypeSymbol> types = types;

    public bool IsEmpty => types.Count == 0;

    public TypeSet And(TypeSet other) => new([.. types.Where(type => other.types.Contains(type, SymbolEqualityComparer.Default))]);

    public bool Equals(TypeSet? other) => other is not null && types.SequenceEqual(other.types, SymbolEqualityComparer.Default);

    public override bool Equals(object? obj) => Equals(obj as TypeSet);

    public override int GetHashCode() => types.Count == 0 ? 0 : types.Count * 31 + SymbolEqualityComparer.Default.GetHashCode(types[0]);
}
