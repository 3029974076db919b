using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;
using NdisRules.Analyzers.Verification.Bodies;
using NdisRules.Analyzers.Verification.Running;
using NdisRules.Analyzers.Verification.Worlds;

namespace NdisRules.Analyzers.Verification.Evaluation;

/// <summary>
/// The simple truths that a callee cannot come to: those of variables of the code that calls it, and of members that neither it nor anything it leads to names.
/// They are set aside while it runs and come back as they were, so that calls which differ in nothing else are one to <see cref="CallMemo"/>: in a long
/// program most of what is known at a call has nothing to do with it.
/// </summary>
sealed class Bystanders
{
    readonly Store aside;

    Bystanders(World left, Store aside) => (Left, this.aside) = (left, aside);

    /// <summary>The world without them.</summary>
    public World Left { get; }

    /// <param name="run">The run.</param>
    /// <param name="world">The world at the start of the callee, its parameters bound.</param>
    /// <param name="callee">What runs.</param>
    /// <param name="caller">The body of the call.</param>
    public static Bystanders Of(Run run, World world, Body callee, Body caller)
    {
        // What shares variables with the code around it comes to them without a name, and so does who is given a function, or takes something apart.
        if (callee.Method is not { } method || method.Parameters.Any(static parameter => parameter.Type.TypeKind == TypeKind.Delegate) || callee.Operations.All.Any(static operation => operation is IDeconstructionAssignmentOperation) || method.MethodKind is MethodKind.LocalFunction or MethodKind.AnonymousFunction || MayComeBack(run, method) || world.Store.Any(static (_, held) => held.Function is { Shares: true }))
            return new(world, default);
        var chosen = new bool[world.Store.Count];
        for (var i = 0; i < chosen.Length; i++)
            chosen[i] = IsSimple(world.Store.ValueAt(i)) && world.Store.PlaceAt(i) is var place && !run.Kept.Contains(place) && !Closures.IsShared(run, world, place) && IsOutOfReach(run, place, callee, method, caller);
        while (LetGo(world.Store, chosen))
        {
        }

        return Apart(world, chosen);
    }

    /// <summary>The world after the callee, with what was set aside.</summary>
    public World Restored(World world)
    {
        var store = world.Store;
        for (var i = 0; i < aside.Count; i++)
            store = store.With(aside.PlaceAt(i), aside.ValueAt(i));
        return world.With(store);
    }

    /// <summary>The world in which a body is executed that was executed in many already: of numbers only their sign is left, but for those that name a state.</summary>
    public static World Blurred(Run run, World world, Body callee) => !run.Memo.IsOftenMet(callee) || callee.Method is not { } method || MayComeBack(run, method) ? world
        : world.With(world.Store.Select(static (place, held) => held.IsNumber && place.Kind is PlaceKind.Local or PlaceKind.Parameter or PlaceKind.Member && !IsState(place.Symbol) ? held.Sign : held));

    /// <summary>
    /// Whether a method, or one that is running around it, may run inside itself: that comes to rest when it meets itself in the very world that it had outside, so what is known there
    /// is neither less nor more than elsewhere.
    /// </summary>
    static bool MayComeBack(Run run, IMethodSymbol method) => NamesItself(run, method) || run.Running.Any(around => around.Method is { } outer && NamesItself(run, outer));

    static bool NamesItself(Run run, IMethodSymbol method) => run.Bodies.Traits.MayName(method, method.Name);

    static bool IsState(ISymbol? variable) => (variable switch { ILocalSymbol local => local.Type, IParameterSymbol parameter => parameter.Type, IFieldSymbol field => field.Type, IPropertySymbol property => property.Type, _ => null }) is { TypeKind: TypeKind.Enum };

    static Bystanders Apart(World world, bool[] chosen)
    {
        if (!chosen.Contains(true))
            return new(world, default);
        var aside = default(Store);
        for (var i = 0; i < chosen.Length; i++)
            if (chosen[i])
                aside = aside.With(world.Store.PlaceAt(i), world.Store.ValueAt(i) is { Origin: { } origin } held && !Has(world.Store, chosen, origin) ? held.From(null) : world.Store.ValueAt(i));
        var left = world.Store.Select((place, held) => aside[place].Kind != ValueKind.Unknown ? Value.Unknown : held.Origin is { } origin && aside[origin].Kind != ValueKind.Unknown ? held.From(null) : held);
        return new(world.With(left), aside);
    }

    /// <summary>What is known, and neither names the object nor leads anywhere.</summary>
    static bool IsSimple(Value value) => value is { Kind: ValueKind.Constant or ValueKind.Limited, IsFailedAcquire: false, Maker: null, IsParent: false, IsComparedWithVariable: false };

    static bool IsOutOfReach(Run run, Place place, Body callee, IMethodSymbol method, Body caller) => place switch
    {
        { Holder: null, Kind: PlaceKind.Local, Symbol: { } variable } => !Scopes.Owns(callee.Symbol, variable),
        { Holder: null, Kind: PlaceKind.Parameter, Symbol: { ContainingSymbol: IMethodSymbol { MethodKind: not MethodKind.Constructor } owner } } => !SymbolEqualityComparer.Default.Equals(owner, callee.Symbol),
        { Holder: null, Kind: PlaceKind.Capture, Identity: ValueTuple<CaptureId, ControlFlowGraph> capture } => !ReferenceEquals(capture.Item2, callee.Graph),
        { Kind: PlaceKind.Asked, Identity: AskedCondition condition } => !ReferenceEquals(condition.Graph, callee.Graph),
        { Kind: PlaceKind.Member, Symbol: IFieldSymbol or IPropertySymbol, Holder: { } holder } => !run.Bodies.Traits.MayName(method, place.Symbol.Name) && StaysTheSame(run, holder, method, caller),
        _ => false,
    };

    /// <summary>Whether a place surely means one object before the callee and after it: it makes no new one, and finds none, that would have the same place.</summary>
    static bool StaysTheSame(Run run, Place holder, IMethodSymbol method, Body caller) => holder switch
    {
        { Kind: PlaceKind.Context } => true,
        { Kind: PlaceKind.Heap, Identity: IObjectCreationOperation made } => MakerOf(run, made, caller) is { MethodKind: MethodKind.Ordinary } maker && !run.Bodies.Traits.MayName(method, maker.Name),
        { Kind: PlaceKind.Heap, Identity: Place { Holder: null, Kind: PlaceKind.Local or PlaceKind.Parameter } } => true,
        { Kind: PlaceKind.Heap, Identity: Place { Kind: PlaceKind.Member, Symbol: { } found, Holder: { } around } } => !run.Bodies.Traits.MayName(method, found.Name) && StaysTheSame(run, around, method, caller),
        _ => false,
    };

    /// <summary>The running method that made an object; null where it is no longer running.</summary>
    static IMethodSymbol? MakerOf(Run run, IOperation made, Body caller) => caller.Contains(made) ? caller.Method : run.RunningAround(made)?.Method;

    /// <summary>Lets go of what something else hangs on that is not set aside: what is learned of a copy would not come back. True when there was such.</summary>
    static bool LetGo(Store store, bool[] chosen)
    {
        var hasChanged = false;
        for (var i = 0; i < chosen.Length; i++)
        {
            var (place, value) = (store.PlaceAt(i), store.ValueAt(i));
            if (chosen[i])
            {
                // What it is a copy of may change, or become better known.
                if (value is { Origin: { } source, Kind: not ValueKind.Constant } && !Has(store, chosen, source))
                    (chosen[i], hasChanged) = (false, true);
                continue;
            }

            // An index that is a copy of what a loop steps is that loop's, whatever number it is.
            hasChanged |= Release(store, chosen, place.Holder) | Release(store, chosen, value.Target) | Release(store, chosen, value.Origin);
        }

        return hasChanged;
    }

    static bool Release(Store store, bool[] chosen, Place? place)
    {
        if (place is null)
            return false;
        for (var i = 0; i < chosen.Length; i++)
            if (chosen[i] && ReferenceEquals(store.PlaceAt(i), place))
            {
                chosen[i] = false;
                return true;
            }

        return false;
    }

    static bool Has(Store store, bool[] chosen, Place place)
    {
        for (var i = 0; i < chosen.Length; i++)
            if (chosen[i] && ReferenceEquals(store.PlaceAt(i), place))
                return true;
        return false;
    }
}
