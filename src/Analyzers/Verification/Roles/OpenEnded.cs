using Microsoft.CodeAnalysis;

namespace NdisRules.Analyzers.Verification.Roles;

/// <summary>Life cycles of NDIS that open and have no role in which to close.</summary>
internal static class OpenEnded
{
    /// <summary>The opening roles of the method that nothing undoes, with the life cycle that lacks it. An abstract class leaves it to those derived from it.</summary>
    public static IEnumerable<(NdisRole Opening, LifeCycle Life)> Of(IMethodSymbol method, LifeCycleMap map) =>
        from life in map.AllOf(method)
        where life.IsMiniport && !life.Context.IsAbstract | life.Context.IsStatic
        from played in life.Opening
        where SymbolEqualityComparer.Default.Equals(played.Method, method)
        let opening = NdisRoles.Named(played.Name)
        where opening is { Closing: not null } && !IsClosed(life, opening.Closing)
        select (opening, life);

    private static bool IsClosed(LifeCycle life, string closing) =>
        life.Closing.Any(method => method.Name == closing) || InheritsFromLibrary(life.Context, closing);

    // A base class without source may close for us: it is not MiniportAdapter itself, whose HaltEx does nothing.
    private static bool InheritsFromLibrary(INamedTypeSymbol type, string closing)
    {
        for (var level = type.BaseType; level is not null && !NdisRoles.IsAdapter(level); level = level.BaseType)
        {
            if (!SourceOrder.IsSameAssembly(level, type) && level.GetMembers(closing).OfType<IMethodSymbol>().Any(method => method.IsOverride))
                return true;
        }

        return false;
    }
}
