using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;
using NdisRules.Analyzers.Verification.Bodies;
using NdisRules.Analyzers.Verification.Running;
using NdisRules.Analyzers.Verification.Worlds;

namespace NdisRules.Analyzers.Verification.Evaluation;

/// <summary>
/// A body that runs while it is running has its variables twice. Those of the outer time are set aside and come back when the
/// inner one has ended; in between only a mark says that something still holds the object, so that the inner time sees the same
/// world however deep it is.
/// </summary>
sealed class Activation
{
    readonly Run run;
    readonly Store aside;
    readonly World outer;

    Activation(Run run, World outer, Store aside, World inner) => (this.run, this.outer, this.aside, Inner) = (run, outer, aside, inner);

    /// <summary>The world without the variables of the body.</summary>
    public World Inner { get; }

    /// <summary>Sets the variables of a running body aside; null when a function shares them with code that the inner time may run.</summary>
    public static Activation? Of(Run run, World world, Body body)
    {
        bool Own(Place place) => IsOf(place, body);
        if (Closures.AnyShares(run, world, Own))
            return null;
        var aside = default(Store);
        var marks = new List<(Place Place, Value Value)>();
        for (var i = 0; i < world.Store.Count; i++)
        {
            var (place, value) = (world.Store.PlaceAt(i), world.Store.ValueAt(i));
            if (!Own(place))
                continue;
            aside = aside.With(place, value);
            if (MarkOf(run, value) is { } mark)
                marks.Add((mark, value.From(null)));
        }

        var inner = world.Drop(Own);
        foreach (var (place, value) in marks)
            inner = inner.With(inner.Store.With(place, value));
        return new(run, world, aside, inner);
    }

    /// <summary>The world after the inner time: the variables are back, and what was given away in between is no longer theirs.</summary>
    public World Restored(World world)
    {
        var store = world.Store;
        for (var i = 0; i < aside.Count; i++)
        {
            var (place, value) = (aside.PlaceAt(i), aside.ValueAt(i));
            var isStill = MarkOf(run, value) is not { } mark || world.Store[mark].Equals(value.From(null));
            store = store.With(place, isStill ? value : Value.NotNull.From(value.Origin));
        }

        return world.With(store.Select((place, held) => place.Kind == PlaceKind.Aside && outer.Store[place].Kind == ValueKind.Unknown ? Value.Unknown : held));
    }

    static Place? MarkOf(Run run, Value value) => value switch
    {
        { ReachesTracked: true } => run.Places.Aside(value.Kind),
        { Kind: ValueKind.Instance, Target: { } heap } => run.Places.Aside(heap),
        { Function: { } function } => run.Places.Aside(function),
        _ => null,
    };

    static bool IsOf(Place place, Body body) => place.Root switch
    {
        { Kind: PlaceKind.Capture, Identity: ValueTuple<CaptureId, ControlFlowGraph> capture } => ReferenceEquals(capture.Item2, body.Graph),
        { Kind: PlaceKind.Temporary, Identity: ValueTuple<IOperation, ControlFlowGraph> temporary } => ReferenceEquals(temporary.Item2, body.Graph),
        { Kind: PlaceKind.Asked, Identity: AskedCondition condition } => ReferenceEquals(condition.Graph, body.Graph),
        { Kind: PlaceKind.This or PlaceKind.Result, Identity: ISymbol symbol } => SymbolEqualityComparer.Default.Equals(symbol, body.Symbol),
        var root => Scopes.IsVariableOf(root, body.Symbol),
    };

    /// <summary>Whether a place is a variable of the body: what refers to it cannot be handed to the inner time.</summary>
    public static bool Owns(Body body, Place place) => IsOf(place, body);
}
