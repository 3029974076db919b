using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace NdisRules.Analyzers.Verification.Roles;

/// <summary>Who acts in the life of one context type, and when.</summary>
sealed class LifeCycle
{
    // Most lives are never asked who acts in them, since no rule is about them. Nothing here waits for another thread.
    readonly Lazy<ImmutableArray<RoleMethod>> methods;
    readonly Lazy<HashSet<ISymbol>> members;
    readonly Lazy<IReadOnlyList<IMethodSymbol>> workers;

    /// <param name="context">The type whose fields go from one role to the next.</param>
    /// <param name="isMiniport">Whether the roles are those of NDIS.</param>
    /// <param name="declared">Who has a role.</param>
    /// <param name="modelOf">Binds what is looked for besides.</param>
    public LifeCycle(INamedTypeSymbol context, bool isMiniport, IReadOnlyList<RoleMethod> declared, Func<SyntaxTree, SemanticModel> modelOf)
    {
        Context = context;
        IsMiniport = isMiniport;
        Homes = [.. SourceOrder.SourceChain(context), .. declared.Select(method => method.Method)];
        methods = new(() => InOrder([.. declared, .. Besides(declared, Callbacks.Of(context, modelOf))]), LazyThreadSafetyMode.PublicationOnly);
        workers = new(() => [.. Workers.Of(context, modelOf)], LazyThreadSafetyMode.PublicationOnly);
        members = new(() => new(Methods.Select(method => (ISymbol)method.Method), SymbolEqualityComparer.Default), LazyThreadSafetyMode.PublicationOnly);
    }

    static ImmutableArray<RoleMethod> InOrder(IEnumerable<RoleMethod> methods) => methods
        .OrderBy(method => method.Role)
        .ThenBy(ClosingRank)
        .ThenBy(method => SourceOrder.PathOf(method.Method), StringComparer.Ordinal)
        .ThenBy(method => SourceOrder.StartOf(method.Method))
        .ThenBy(method => method.Name, StringComparer.Ordinal)
        .ToImmutableArray();

    /// <summary>Each once, and none that has a role of its own.</summary>
    static IEnumerable<RoleMethod> Besides(IReadOnlyList<RoleMethod> declared, IEnumerable<RoleMethod> callbacks)
    {
        var known = new HashSet<ISymbol>(declared.Select(method => (ISymbol)method.Method), SymbolEqualityComparer.Default);
        return callbacks.Where(callback => known.Add(callback.Method));
    }

    /// <summary>The type whose fields go from one role to the next.</summary>
    public INamedTypeSymbol Context { get; }

    /// <summary>In one of these lies whatever takes part in the life: the types of the context, and handlers that may be written elsewhere.</summary>
    public IReadOnlyList<ISymbol> Homes { get; }

    /// <summary>True: the roles of NDIS. False: a plain .NET type, from its constructor to <c>Dispose</c>.</summary>
    public bool IsMiniport { get; }

    /// <summary>By role, then by file and place in it; closing methods in the order in which a host calls them.</summary>
    public ImmutableArray<RoleMethod> Methods => methods.Value;

    /// <summary>What runs beside the object.</summary>
    public IReadOnlyList<IMethodSymbol> Beside => workers.Value;

    public IEnumerable<RoleMethod> Opening => Of(Role.Opening);

    public IEnumerable<RoleMethod> Closing => Of(Role.Closing);

    /// <summary>
    /// The ways in which the life can end, each a sequence: an owner calls <c>Dispose</c> or <c>DisposeAsync</c>, not both, and <c>StopAsync</c> before either.
    /// One empty sequence where nothing in source closes.
    /// </summary>
    public ImmutableArray<ImmutableArray<RoleMethod>> Endings
    {
        get
        {
            var stops = Closing.Where(method => method.Name == "StopAsync").ToImmutableArray();
            var disposals = Closing.Where(method => method.Name != "StopAsync").ToImmutableArray();
            return disposals.IsEmpty || IsMiniport ? ImmutableArray.Create(stops.AddRange(disposals)) : disposals.Select(stops.Add).ToImmutableArray();
        }
    }

    public IEnumerable<RoleMethod> Of(Role role) => Methods.Where(method => method.Role == role);

    /// <summary>Whether the member has a role of its own; a helper that roles only call has none.</summary>
    public bool Contains(ISymbol member) =>
        members.Value.Contains(member is IMethodSymbol method ? SourceOrder.Definition(method) : member.OriginalDefinition);

    /// <summary>The members with all code that runs in the life before anything is called: roles, constructors, and what fields and properties begin with.</summary>
    public IEnumerable<ISymbol> Members => Methods.Select(method => MemberAround(method.Method)).Concat(SourceOrder.SourceChain(Context).SelectMany(type => type.GetMembers()
        .Where(member => member is IFieldSymbol { IsStatic: false, IsConst: false, AssociatedSymbol: null } or IPropertySymbol { IsStatic: false } or IMethodSymbol { MethodKind: MethodKind.Constructor })));

    static ISymbol MemberAround(ISymbol function)
    {
        while (function is IMethodSymbol { MethodKind: MethodKind.AnonymousFunction or MethodKind.LocalFunction })
            function = function.ContainingSymbol;
        return function;
    }

    static int ClosingRank(RoleMethod method) => method.Name switch
    {
        "StopAsync" => 0,
        "DisposeAsync" => 2,
        _ => 1,
    };
}
