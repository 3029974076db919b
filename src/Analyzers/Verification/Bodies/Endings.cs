using Microsoft.CodeAnalysis;
using NdisRules.Analyzers.Verification.Roles;
using NdisRules.Analyzers.Verification.RuleFiles;

namespace NdisRules.Analyzers.Verification.Bodies;

/// <summary>
/// What a library runs of a class of the source that is derived from one of its own, when the object is ended: <c>Stream.Dispose</c> runs
/// <c>Dispose(bool)</c>, the <c>Dispose(bool)</c> of a SafeHandle runs <c>ReleaseHandle</c>; and what is run when it is collected.
/// </summary>
static class Endings
{
    /// <summary>The override that runs when a library's method ends an object of the type; null when the method ends nothing, or nothing is overridden.</summary>
    public static IMethodSymbol? Below(IMethodSymbol method, INamedTypeSymbol? type)
    {
        if (!method.DeclaringSyntaxReferences.IsEmpty || method.IsStatic || type is null || type.DeclaringSyntaxReferences.IsEmpty)
            return null;
        return PlainLifeCycle.IsDisposeCore(method) ? Nearest(type, PlainLifeCycle.IsReleaseOfHandle)
            : IsEnd(method) ? Nearest(type, PlainLifeCycle.IsDisposeCore) ?? Nearest(type, PlainLifeCycle.IsReleaseOfHandle)
            : null;
    }

    /// <summary>Whether an object of a type may give back what it holds when it is collected: by its finalizer, or by what a SafeHandle runs in its place.</summary>
    public static bool MayFreeWhenCollected(INamedTypeSymbol type, Rule rule, MemberTraits traits) => SourceOrder.SourceChain(type).Any(level => level.GetMembers().OfType<IMethodSymbol>()
        .Any(method => (method.MethodKind == MethodKind.Destructor || PlainLifeCycle.IsReleaseOfHandle(method)) && traits.MayRelease(method, rule)));

    /// <summary>Whether the end of an object of a type may give back what it holds.</summary>
    public static bool MayFree(INamedTypeSymbol type, Rule rule, MemberTraits traits) => SourceOrder.SourceChain(type).Any(level => level.GetMembers().OfType<IMethodSymbol>().Any(method => IsEnd(method) && traits.MayRelease(method, rule)));

    static bool IsEnd(IMethodSymbol method) => method.Parameters.IsEmpty
        && PlainLifeCycle.NameOf(method) is "Dispose" or "DisposeAsync" or "Close";

    static IMethodSymbol? Nearest(INamedTypeSymbol type, Func<IMethodSymbol, bool> isWanted)
    {
        foreach (var level in SourceOrder.SourceChain(type))
            foreach (var method in level.GetMembers().OfType<IMethodSymbol>())
                if (method is { IsOverride: true, IsAbstract: false } && isWanted(method))
                    return method;
        return null;
    }
}
