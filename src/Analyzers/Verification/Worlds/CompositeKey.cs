using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace NdisRules.Analyzers.Verification.Worlds;

/// <summary>A key that is made of variables and constants: <c>(x, y)</c>, <c>packet.Id</c>. The same expression means the same key until one of them changes.</summary>
sealed class CompositeKey(IReadOnlyList<object> parts) : IEquatable<CompositeKey>
{
    readonly IReadOnlyList<object> parts = parts;

    /// <summary>Whether it says something else once a variable changes.</summary>
    public bool Names(ISymbol variable) => parts.Any(part => part is ISymbol symbol ? SymbolEqualityComparer.Default.Equals(symbol, variable) : part is CompositeKey inner && inner.Names(variable));

    /// <summary>A variable of a body that is part of it; null when there is none.</summary>
    public ISymbol? VariableOf(ISymbol owner) => parts.Select(part => part switch
    {
        ILocalSymbol or IParameterSymbol when SymbolEqualityComparer.Default.Equals(((ISymbol)part).ContainingSymbol, owner) => (ISymbol)part,
        CompositeKey inner => inner.VariableOf(owner),
        _ => null,
    }).FirstOrDefault(found => found is not null);

    /// <summary>Whether it is a sum or a difference, and another one for each value of a variable in it.</summary>
    public bool IsSum => parts is [_, BinaryOperatorKind.Add or BinaryOperatorKind.Subtract, _] && parts.OfType<CompositeKey>().All(static inner => inner.IsSum || !inner.Locals.Any());

    /// <summary>Whether it is an index that is one at least: <c>i + 1</c>.</summary>
    public bool IsAboveZero => parts is [ILocalSymbol or IParameterSymbol or IFieldSymbol, BinaryOperatorKind.Add, > 0L];

    /// <summary>Whether it is made of a field: a cursor, which other code moves too.</summary>
    public bool NamesField => parts.Any(static part => part is IFieldSymbol { IsConst: false } || (part is CompositeKey { NamesField: true }));

    /// <summary>The local variables that it is made of.</summary>
    public IEnumerable<ILocalSymbol> Locals => parts.SelectMany(static part => part switch { ILocalSymbol local => [local], CompositeKey inner => inner.Locals, _ => Enumerable.Empty<ILocalSymbol>() });

    public bool Equals(CompositeKey? other) => other is not null && parts.SequenceEqual(other.parts);

    public override bool Equals(object? obj) => Equals(obj as CompositeKey);

    public override int GetHashCode() => parts.Aggregate(parts.Count, (hash, part) => hash * 31 + part.GetHashCode());
}
