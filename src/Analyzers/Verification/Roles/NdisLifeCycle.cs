using Microsoft.CodeAnalysis;

namespace NdisRules.Analyzers.Verification.Roles;

/// <summary>The life of an adapter context, from the roles that its type, its base types and other classes declare.</summary>
/// <param name="registry">What attributes and delegates declare.</param>
/// <param name="modelOf">Binds what is looked for besides.</param>
sealed class NdisLifeCycle(RoleRegistry registry, Func<SyntaxTree, SemanticModel> modelOf)
{
    /// <summary>Null for a type that no role serves.</summary>
    public LifeCycle? Of(INamedTypeSymbol type)
    {
        var chain = SourceOrder.SourceChain(type).ToList();
        var roles = chain.SelectMany(Declared)
            .Select(handling => handling with { Method = MostDerived(handling.Method, chain) })
            .GroupBy(handling => handling.Role.Name, StringComparer.Ordinal)
            .SelectMany(sameRole => Nearest(sameRole, chain))
            .Select(handling => new RoleMethod(handling.Method, handling.Role.Role, handling.Role.Name, handling.ContextParameter))
            .ToList();
        return roles.Count == 0 ? null : new(type, isMiniport: true, [.. roles, .. Construction.Of(type), .. PlainLifeCycle.Disposals(type).Where(IsNoRole)], modelOf);

        bool IsNoRole(RoleMethod disposal) => !roles.Exists(role => SymbolEqualityComparer.Default.Equals(role.Method, disposal.Method));
    }

    IEnumerable<Handling> Declared(INamedTypeSymbol level) => level.GetMembers()
        .OfType<IMethodSymbol>()
        .Select(method => (Method: method, Role: NdisRoles.OfOverride(method)))
        .Where(one => one.Role is not null)
        .Select(one => new Handling(SourceOrder.Definition(one.Method), one.Role!, level, null))
        .Concat(registry.Serving(level).Where(handling => SourceOrder.IsSameAssembly(handling.Method, level)));

    // The runtime calls the base's virtual method and arrives in the override, which carries no attribute of its own.
    static IMethodSymbol MostDerived(IMethodSymbol method, List<INamedTypeSymbol> chain)
    {
        if (!method.IsVirtual && !method.IsAbstract && !method.IsOverride)
            return method;

        return chain.SelectMany(level => level.GetMembers(method.Name))
            .OfType<IMethodSymbol>()
            .Select(SourceOrder.Definition)
            .FirstOrDefault(candidate => IsOrOverrides(candidate, method)) ?? method;
    }

    static bool IsOrOverrides(IMethodSymbol candidate, IMethodSymbol method)
    {
        for (var level = candidate; level is not null; level = level.OverriddenMethod?.OriginalDefinition)
        {
            if (SymbolEqualityComparer.Default.Equals(level, method))
                return true;
        }

        return false;
    }

    /// <summary>A role declared again in a derived type replaces the one of its base; two of one level both stay.</summary>
    static IEnumerable<Handling> Nearest(IEnumerable<Handling> sameRole, List<INamedTypeSymbol> chain)
    {
        var distinct = sameRole.GroupBy(handling => (ISymbol)handling.Method, SymbolEqualityComparer.Default)
            .Select(same => same.First())
            .ToLookup(Level);
        return distinct[distinct.Min(level => level.Key)];

        int Level(Handling handling)
        {
            var own = chain.FindIndex(type => SymbolEqualityComparer.Default.Equals(type, handling.Method.ContainingType));
            return own >= 0 ? own : chain.FindIndex(type => SymbolEqualityComparer.Default.Equals(type, handling.Context));
        }
    }
}
