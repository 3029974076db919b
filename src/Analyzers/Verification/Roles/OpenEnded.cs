using Microsoft.CodeAnalysis;

namespace NdisRules.Analyzers.Verification.Roles;

/// <summary>Life cycles of NDIS that open and have no role in which to close.</summary>
static class OpenEnded
{
    /// <summary>The opening roles of the method that nothing undoes, with the life cycle that lacks it. An abstract class leaves it to those derived from it.</summary>
    public static IEnumerable<(NdisRole Opening, LifeCycle Life)> Of(IMethodSymbol method, LifeCycleMap map)
    {
        // Nearly every method stops here, and no life cycle is computed for it.
        if (!method.IsOverride && method.GetAttributes().IsEmpty && map.Registry.IsEmpty)
            return [];

        var openings = NdisRoles.OfAttributes(method).Append(NdisRoles.OfOverride(method)).Concat(map.Registry.Of(method).Select(handling => handling.Role))
            .Where(role => role is { Closing: { } closing } && !(method.IsOverride && Overrides(method.ContainingType, closing)))
            .Distinct()
            .ToList();

        return openings.Count == 0 ? [] :
            from life in map.AllOf(method)
            where life.IsMiniport && (life.Context.IsStatic || !life.Context.IsAbstract)
            from opening in openings
            where life.Opening.Any(played => played.Name == opening.Name && SymbolEqualityComparer.Default.Equals(played.Method, method))
            where !IsClosed(life, opening.Closing!, map.Registry)
            select (opening, life);
    }

    // Whoever derives from the type closes by that override, or by one of his own: no life cycle has to be computed to see it.
    static bool Overrides(INamedTypeSymbol type, string closing)
        => SourceOrder.SourceChain(type).Any(level => level.GetMembers(closing).Any(member => member is IMethodSymbol { IsAbstract: false } method && NdisRoles.OfOverride(method)?.Name == closing));

    // A method of a library may be registered to close: it is no part of the life cycle, having no source.
    static bool IsClosed(LifeCycle life, string closing, RoleRegistry registry) =>
        life.Closing.Any(method => method.Name == closing)
        || SourceOrder.SourceChain(life.Context).SelectMany(registry.Serving).Any(handling => handling.Role.Name == closing)
        || InheritsFromLibrary(life.Context, closing);

    // A base class without source may close for us: it is not MiniportAdapter itself, whose HaltEx does nothing.
    static bool InheritsFromLibrary(INamedTypeSymbol type, string closing)
    {
        for (var level = type.BaseType; level is not null && !NdisRoles.IsInstance(level); level = level.BaseType)
        {
            if (!SourceOrder.IsSameAssembly(level, type) && level.GetMembers(closing).OfType<IMethodSymbol>().Any(method => method.IsOverride))
                return true;
        }

        return false;
    }
}
