using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using NdisRules.Analyzers.Flow;
using NdisRules.Analyzers.Verification.Bodies;
using NdisRules.Analyzers.Verification.Worlds;

namespace NdisRules.Analyzers.Verification.Evaluation;

/// <summary>
/// Iterators of the source. A call of one makes a sequence and runs nothing; whoever asks the sequence for an element gets one that the
/// iterator yields, or another one. How far it has come is not remembered: each element is any of those that it may ever yield.
/// </summary>
sealed partial class Evaluator
{
    /// <summary>What a sequence remembers of the call that made it: the value of a parameter.</summary>
    sealed record Handed(int Ordinal);

    const string Receiver = "receiver";

    /// <summary>The sequence that a call of an iterator makes, where the iterator may yield the object; null for any other call.</summary>
    IReadOnlyList<Outcome>? MakeSequence(IOperation call, IMethodSymbol candidate, IReadOnlyList<IArgumentOperation> arguments, World world, Place? receiverPlace, Value[] values)
    {
        if (!run.LeadsToAcquire(call) || IteratorOf(candidate) is null || values.Any(world.IsConcernedBy))
            return null;
        var heap = run.Places.Made(call);
        var store = world.Renewed(heap) is var fresh ? fresh.Store : default;
        foreach (var (argument, value) in arguments.Zip(values, (argument, value) => (argument, value)))
            if (argument.Parameter is { } formal && value.Function is null)
                store = store.With(run.Places.Element(heap, new Handed(formal.Ordinal)), value.From(null));
        if (receiverPlace is not null)
            store = store.With(run.Places.Element(heap, Receiver), Value.Reference(receiverPlace));
        return Outcome.One(fresh.With(store), Value.Instance(heap));
    }

    /// <summary>A sequence is walked to its end, into a container of its own: the object may be among what it yields.</summary>
    IReadOnlyList<Outcome> Collected(Container sequence, Container copy)
        => YieldedBy(sequence.Heap, copy.World).Then((after, value) => Outcome.One(ContainerAt(after, copy.Heap).Add(value, Order.None).World, Value.Instance(copy.Heap)));

    Body? IteratorOf(IMethodSymbol method)
        => MethodBodies.Implementation(method) is IMethodSymbol implementation && run.Bodies.OfCallee(implementation, run.Cancellation) is { HasYield: true } iterator ? iterator : null;

    /// <summary>The elements that matter among those that a sequence yields, each with the world in which it is yielded; none for any other container.</summary>
    IReadOnlyList<Outcome> YieldedBy(Place heap, World world)
    {
        if (heap is not { Kind: PlaceKind.Heap, Identity: IInvocationOperation call } || !run.LeadsToAcquire(call) || run.Depth >= Budget.CallDepth)
            return [];
        var receiver = world.Store[run.Places.Element(heap, Receiver)].Target;
        if (Dispatched(call, call.TargetMethod, receiver) is not [var target] || IteratorOf(target) is not { Method: { } method } iterator || run.IsRunning(iterator.Symbol))
            return [];
        var entered = method.Parameters.Aggregate(EnteredBy(iterator, world, receiver),
            (next, parameter) => Given(next, parameter, world.Store[run.Places.Element(heap, new Handed(parameter.Ordinal))]));
        return [.. new BodyRunner(run).Call(iterator, entered, focus, call, faultsMatter: false)
            .Where(departure => departure.Edge.Kind == EdgeKind.Yield)
            .Select(departure => Returned(departure, iterator, call))];
    }
}
