using Microsoft.CodeAnalysis;

namespace NdisRules.CodeFixes.Writing;

/// <summary>The free of an element that is on its way out of a container.</summary>
internal static class ElementFreeing
{
    /// <summary>The element has no name yet that the free could be bound with: it is bound with a place of the same type. Null where it cannot be written.</summary>
    /// <param name="draft">Where it is written.</param>
    /// <param name="call">The free.</param>
    /// <param name="position">Where its names are to be understood.</param>
    /// <param name="type">The type of the element.</param>
    /// <param name="element">How the element is going to be reached.</param>
    public static string? ElementFree(this Draft draft, ReleaseCall call, int position, ITypeSymbol type, string element)
    {
        var stand = $"default({type.WithNullableAnnotation(NullableAnnotation.NotAnnotated).ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat)})";
        return call.At(position, stand) is { } free ? free.Replace(stand, element) : null;
    }
}
