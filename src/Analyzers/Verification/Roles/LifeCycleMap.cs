using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using NdisRules.Analyzers.Verification.Bodies;
using NdisRules.Analyzers.Verification.Names;

namespace NdisRules.Analyzers.Verification.Roles;

/// <summary>
/// Every life cycle of a compilation. Nothing is computed before it is asked for, and nothing here waits for another thread:
/// two that ask at once may both compute, and both get what the first published.
/// </summary>
sealed class LifeCycleMap(Compilation compilation, Func<SyntaxTree, SemanticModel> modelOf, Func<NameMentions> mentionsOf)
{
    static readonly ConditionalWeakTable<Compilation, LifeCycleMap> shared = new();

    readonly ConcurrentDictionary<ISymbol, LifeCycle?> ofType = new(SymbolEqualityComparer.Default);
    readonly ConcurrentDictionary<INamedTypeSymbol, ImmutableArray<LifeCycle>> ofMembers = new(SymbolEqualityComparer.Default);
    RoleRegistry? registry;
    SourceTypes? types;

    /// <summary>The one map of a compilation, shared by everything that asks about it.</summary>
    public static LifeCycleMap Of(Compilation compilation) => shared.GetValue(compilation, static added => Made(added, MethodBodies.Of(added)));

    static LifeCycleMap Made(Compilation compilation, MethodBodies bodies) => new(compilation, bodies.ModelOf, () => bodies.Traits.Mentions);

    readonly Lazy<bool> hasRoles = new(() => (NdisRoles.IsRuntimeReferenced(compilation) || RoleMentions.MayBeIn(compilation)) && NdisRoles.AreKnownIn(compilation), LazyThreadSafetyMode.PublicationOnly);

    /// <summary>Whether anything in the compilation may have a role.</summary>
    public bool HasRoles => hasRoles.Value;

    public RoleRegistry Registry => Volatile.Read(ref registry) ?? Published(ref registry, HasRoles ? RoleRegistry.Of(compilation, modelOf) : RoleRegistry.None);

    SourceTypes Types => Volatile.Read(ref types) ?? Published(ref types, new SourceTypes(compilation));

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

        var handlings = Handlings(member);
        return handlings.Count > 0 && LifeCycles(handlings.Select(handling => handling.Context)) is { IsEmpty: false } served ? served : OfMembersOf(type);
    }

    /// <summary>The lives in which the members of a type play a part that say nothing of themselves: asked for by each of them.</summary>
    ImmutableArray<LifeCycle> OfMembersOf(INamedTypeSymbol type) => ofMembers.TryGetValue(type, out var known) ? known : ofMembers.GetOrAdd(type, asked
        => LifeCycles([asked]) is { IsEmpty: false } own ? own : LifeCycles(Registry.DeclaredIn(asked).Select(handling => handling.Context)));

    /// <summary>The life cycle of objects whose class is the type; null where the type has neither roles nor an end.</summary>
    public LifeCycle? OfType(INamedTypeSymbol type) => ofType.GetOrAdd(type.OriginalDefinition, _ => Compute(type.OriginalDefinition));

    LifeCycle? Compute(INamedTypeSymbol type) => SymbolEqualityComparer.Default.Equals(type.ContainingAssembly, compilation.Assembly)
        ? new NdisLifeCycle(Registry, modelOf).Of(type) ?? PlainLifeCycle.Of(type, mentionsOf(), modelOf)
        : null;

    /// <summary>An abstract class lives in its derived ones; where the compilation has none of them, as itself.</summary>
    ImmutableArray<LifeCycle> LifeCycles(IEnumerable<INamedTypeSymbol> contexts) => contexts
        .OrderBy(SourceOrder.PathOf, StringComparer.Ordinal)
        .ThenBy(SourceOrder.StartOf)
        .SelectMany(context => Types.ConcreteFrom(context).DefaultIfEmpty(context))
        .Select(OfType)
        .OfType<LifeCycle>()
        .Distinct()
        .ToImmutableArray();

    /// <summary>The roles of the member; of a local, a lambda or a local function, those of the innermost method around it that has any.</summary>
    IReadOnlyList<Handling> Handlings(ISymbol member)
    {
        if (Registry.IsEmpty)
            return [];
        for (var owner = member; owner is not (null or INamespaceOrTypeSymbol); owner = owner.ContainingSymbol)
        {
            if (owner is IMethodSymbol method && Registry.Of(method) is { Count: > 0 } found)
                return found;
        }

        return [];
    }

    static T Published<T>(ref T? place, T computed) where T : class => Interlocked.CompareExchange(ref place, computed, null) ?? computed;
}
