using System.Collections.Concurrent;
using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace NdisRules.Analyzers.Verification.Roles;

/// <summary>
/// Every life cycle of a compilation. Nothing is computed before it is asked for, and nothing here waits for another thread:
/// two that ask at once may both compute, and both get what the first published.
/// </summary>
sealed class LifeCycleMap(Compilation compilation, Func<SyntaxTree, SemanticModel> modelOf)
{
    readonly ConcurrentDictionary<ISymbol, LifeCycle?> ofType = new(SymbolEqualityComparer.Default);
    RoleRegistry? registry;
    SourceTypes? types;

    public RoleRegistry Registry => Published(ref registry, () => RoleRegistry.Of(compilation, modelOf));

    SourceTypes Types => Published(ref types, () => new SourceTypes(compilation));

    /// <summary>The life cycle that the member takes part in, in a role or as a helper of one; the first of <see cref="AllOf"/>.</summary>
    public LifeCycle? Of(ISymbol member) => AllOf(member).FirstOrDefault();

    /// <summary>
    /// Every life cycle that the member takes part in: a member of a base class takes part in those of all classes derived from it,
    /// a static handler in that of the context type it serves.
    /// </summary>
    public ImmutableArray<LifeCycle> AllOf(ISymbol member)
    {
        if ((member as INamedTypeSymbol ?? member.ContainingType) is not { } type)
            return ImmutableArray<LifeCycle>.Empty;

        return FirstNonEmpty(
            LifeCycles(Handlings(member).Select(handling => handling.Context)),
            LifeCycles([type]),
            LifeCycles(Registry.DeclaredIn(type).Select(handling => handling.Context)));
    }

    /// <summary>The life cycle of objects whose class is the type; null where the type has neither roles nor an end.</summary>
    public LifeCycle? OfType(INamedTypeSymbol type) => ofType.GetOrAdd(type.OriginalDefinition, _ => Compute(type.OriginalDefinition));

    LifeCycle? Compute(INamedTypeSymbol type) => SymbolEqualityComparer.Default.Equals(type.ContainingAssembly, compilation.Assembly)
        ? new NdisLifeCycle(Registry).Of(type) ?? PlainLifeCycle.Of(type)
        : null;

    /// <summary>An abstract class lives in its derived ones; where the compilation has none of them, as itself.</summary>
    IEnumerable<LifeCycle> LifeCycles(IEnumerable<INamedTypeSymbol> contexts) => contexts
        .OrderBy(SourceOrder.PathOf, StringComparer.Ordinal)
        .ThenBy(SourceOrder.StartOf)
        .SelectMany(context => Types.ConcreteFrom(context).DefaultIfEmpty(context))
        .Select(OfType)
        .OfType<LifeCycle>()
        .Distinct();

    static ImmutableArray<LifeCycle> FirstNonEmpty(params IEnumerable<LifeCycle>[] choices) => choices
        .Select(choice => choice.ToImmutableArray())
        .Where(choice => !choice.IsEmpty)
        .DefaultIfEmpty(ImmutableArray<LifeCycle>.Empty)
        .First();

    /// <summary>The roles of the member; of a local, a lambda or a local function, those of the innermost method around it that has any.</summary>
    IEnumerable<Handling> Handlings(ISymbol member)
    {
        for (var owner = member; owner is not (null or INamespaceOrTypeSymbol); owner = owner.ContainingSymbol)
        {
            if (owner is IMethodSymbol method && Registry.Of(method).ToList() is { Count: > 0 } found)
                return found;
        }

        return [];
    }

    static T Published<T>(ref T? place, Func<T> compute) where T : class
    {
        if (Volatile.Read(ref place) is { } known)
            return known;

        var computed = compute();
        return Interlocked.CompareExchange(ref place, computed, null) ?? computed;
    }
}
