using Microsoft.CodeAnalysis;

namespace NdisRules.Analyzers.Verification.RuleFiles;

/// <summary>
/// The types of the objects of a rule, as its members declare them: a generic pool hands out <c>T[]</c>, and that is every array.
/// Once an acquire is known, the one type that this call gives.
/// </summary>
sealed class ObjectTypes(IReadOnlyList<ITypeSymbol> declared)
{
    public IReadOnlyList<ITypeSymbol> Declared { get; } = declared;

    /// <summary>Whether a value of this type is an object of the rule, as far as types can say.</summary>
    public bool Has(ITypeSymbol? type)
    {
        if (type is null)
            return false;
        foreach (var candidate in Declared)
            if (Matches(candidate, type))
                return true;
        return false;
    }

    /// <summary>Whether a variable of this type may hold the object or reach into it: its own type, a base or an interface, an address.</summary>
    public bool MayBeHeldBy(ITypeSymbol? type)
    {
        if (type is null or { TypeKind: TypeKind.TypeParameter or TypeKind.Dynamic } or { IsRefLikeType: true })
            return true;
        return Has(type)
            || (type is INamedTypeSymbol { IsGenericType: true } named && named.TypeArguments.Any(Has))
            || (IsAddress(type) && Declared.Any(candidate => IsAddress(candidate) || IsHandle(candidate)))
            || (IsAroundBytes(type) && Declared.Any(candidate => candidate.TypeKind == TypeKind.Array))
            || Declared.Any(candidate => candidate.IsReferenceType && (type.SpecialType == SpecialType.System_Object || IsBaseOf(type, candidate)));
    }

    /// <summary>Memory and ArraySegment: an array under another name, which they give back.</summary>
    public static bool IsAroundBytes(ITypeSymbol? type) => type is INamedTypeSymbol { Name: "Memory" or "ReadOnlyMemory" or "ArraySegment", Arity: 1, ContainingNamespace: { Name: "System", ContainingNamespace.IsGlobalNamespace: true } };

    /// <summary>A number, a truth, a text, a date or the like: it is what it is, and leads to no object.</summary>
    public static bool IsPlain(ITypeSymbol? type) => type is { SpecialType: >= SpecialType.System_Boolean and <= SpecialType.System_String or SpecialType.System_Void or SpecialType.System_DateTime } or { TypeKind: TypeKind.Enum };

    public static bool IsAddress(ITypeSymbol? type) => type is { TypeKind: TypeKind.Pointer } or { SpecialType: SpecialType.System_IntPtr or SpecialType.System_UIntPtr };

    /// <summary>A struct of the base library that is an address in all but name, and is turned into one.</summary>
    static bool IsHandle(ITypeSymbol type) => type is { IsValueType: true, ContainingNamespace: { Name: "InteropServices" or "Buffers" } };

    static bool IsBaseOf(ITypeSymbol type, ITypeSymbol candidate)
    {
        for (var current = candidate.BaseType; current is not null; current = current.BaseType)
            if (Matches(current, type))
                return true;
        return type.TypeKind == TypeKind.Interface && candidate.AllInterfaces.Any(implemented => Matches(implemented, type));
    }

    static bool Matches(ITypeSymbol declared, ITypeSymbol type) => (declared, type) switch
    {
        // A bare T says nothing: it would be every type of the program.
        (ITypeParameterSymbol, _) => SymbolEqualityComparer.Default.Equals(declared, type),
        (IArrayTypeSymbol pattern, IArrayTypeSymbol array) => pattern.Rank == array.Rank && (pattern.ElementType is ITypeParameterSymbol || Matches(pattern.ElementType, array.ElementType)),
        (IPointerTypeSymbol { PointedAtType.SpecialType: SpecialType.System_Void }, IPointerTypeSymbol) => true,
        _ => SymbolEqualityComparer.Default.Equals(declared.OriginalDefinition, type.OriginalDefinition),
    };
}
