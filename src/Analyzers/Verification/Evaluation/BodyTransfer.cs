using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using NdisRules.Analyzers.Flow;
using NdisRules.Analyzers.Verification.Bodies;
using NdisRules.Analyzers.Verification.Running;
using NdisRules.Analyzers.Verification.Worlds;

namespace NdisRules.Analyzers.Verification.Evaluation;

/// <summary>
/// What a body does to sets of worlds: each world goes through the <see cref="Evaluator"/>, and wherever names have gone it is
/// asked whether the object lost its last one.
/// </summary>
sealed class BodyTransfer(Run run, Body body, Focus focus, WorldSet.Lattice lattice) : ITransfer<WorldSet>
{
    readonly Scopes scopes = new(body);
    readonly Custody custody = new(run, body);
    readonly IReadOnlyCollection<int>? beforeAcquire = run.Depth == 0 && !run.ComesFromIterator && run.AcquireIn(body) is { } acquire ? body.Index.BlocksBefore(body.Index.BlockOf(acquire)) : null;

    /// <summary>What each point showed when it was last passed.</summary>
    readonly List<Shown?> shown = [];
    readonly Sightings? told = run.Sightings;
    List<Departure> departures = [];
    bool isTelling;

    public void Begin(int point)
    {
        while (shown.Count <= point)
            shown.Add(null);
        departures = [];
        run.Sightings = told is null || isTelling ? told : new Sightings { IsProvisional = true };
        shown[point] = new(departures, run.Sightings);
    }

    /// <summary>
    /// The worlds that leave the body, once the facts have settled. What was seen on the way is told now; a point that calls is passed once
    /// more for it, since nothing is told of a callee before it is known in which worlds it is called.
    /// </summary>
    public IReadOnlyList<Departure> Leave(Solver<WorldSet> solver)
    {
        var all = new List<Departure>();
        isTelling = true;
        foreach (var point in solver.Points)
        {
            run.Cancellation.ThrowIfCancellationRequested();
            if (shown[point]!.Sightings is { IsIncomplete: true })
                solver.PassAgain(point);
            else if (shown[point]!.Sightings is { } seen)
                told!.AddAll(seen);
            all.AddRange(shown[point]!.Departures);
        }

        return all;
    }

    sealed record Shown(List<Departure> Departures, Sightings? Sightings);

    public WorldSet After(IOperation operation, WorldSet before, Action<WorldSet>? thrown)
    {
        var evaluator = Evaluator(thrown);
        if (operation is IReturnOperation { Kind: OperationKind.YieldReturn, ReturnedValue: { } element })
            foreach (var world in before.Worlds)
                departures.AddRange(Yielded(evaluator, operation, element, world));
        if (before.Worlds.Count != 1)
            return lattice.Of(before.Worlds.SelectMany(world => Worlds(world, Outcomes(evaluator, operation, world), operation)));
        var only = before.Worlds[0];
        var outcomes = Outcomes(evaluator, operation, only);
        return outcomes.Count != 1 ? lattice.Of(Worlds(only, outcomes, operation))
            : custody.Check(only, Settled(outcomes[0].World), operation) is var after && ReferenceEquals(after, only) ? before : lattice.Of(after);
    }

    IEnumerable<World> Worlds(World before, IReadOnlyList<Outcome> outcomes, IOperation operation)
        => outcomes.Select(outcome => custody.Check(before, Settled(outcome.World), operation));

    public (WorldSet WhenTrue, WorldSet WhenFalse) Decide(IOperation condition, WorldSet before, Action<WorldSet>? thrown)
    {
        var evaluator = Evaluator(thrown);
        List<World> whenTrue = [], whenFalse = [];
        foreach (var world in before.Worlds)
            foreach (var outcome in Conditions(evaluator, condition, world))
            {
                var after = custody.Check(world, Settled(outcome.World), condition);
                if (outcome.Value.AsBool != false)
                    whenTrue.Add(Noted(after, condition, true));
                if (outcome.Value.AsBool != true && !evaluator.EndsTooEarly(condition, outcome.World))
                    whenFalse.Add(Noted(after, condition, false));
            }

        return (lattice.Of(whenTrue), lattice.Of(whenFalse));
    }

    public WorldSet Result(IOperation value, bool isThrown, WorldSet before, Action<WorldSet>? thrown)
    {
        var evaluator = Evaluator(thrown);
        return lattice.Of(before.Worlds.SelectMany(world => Results(evaluator, value, world)
            .Select(outcome => Settled(isThrown ? outcome.World : outcome.World.Write(run.Places.Result(body.Symbol), outcome.Value)))));
    }

    public WorldSet Pass(FlowEdge edge, WorldSet fact)
    {
        run.CountTransfer();
        var left = Regions.Left(edge.From, edge.LeavesBody ? null : edge.To).ToArray();
        if (!edge.LeavesBody)
            return lattice.Of(fact.Worlds
                .Select(world => custody.Check(world, Closures.Sweep(run, Closures.EndScope(run, DropDead(world, edge.To!.Ordinal), location => scopes.EndsWith(left, location))), edge))
                .Where(world => !IsIdle(world, edge.To!.Ordinal)));

        foreach (var world in fact.Worlds)
        {
            // An index of this body means nothing to anybody else.
            var settled = world.Store.Has(PlaceKind.Element) ? Container.Left(world, body.Symbol) : world;
            var gone = custody.Check(settled, Left(settled), edge);
            departures.Add(new(gone.Drop(location => location.Kind == PlaceKind.Result && ReferenceEquals(location.Identity, body.Symbol)), edge, gone.Store[run.Places.Result(body.Symbol)]));
        }

        return fact;
    }

    /// <summary>An object that an iterator yields and names no more is its consumer's; what it still has it may free itself.</summary>
    IEnumerable<Departure> Yielded(Evaluator evaluator, IOperation yield, IOperation element, World world)
    {
        var block = body.Graph.Blocks[body.Index.BlockOf(yield)];
        var result = run.Places.Result(body.Symbol);
        foreach (var outcome in Results(evaluator, element, world))
        {
            if (!outcome.World.IsConcernedBy(outcome.Value) || outcome.World.Holders.Any(holder => holder.Root.Identity is { } name && body.Index.IsNamedAfter(block, yield, name)))
                continue;
            var left = Left(Settled(outcome.World.Write(result, outcome.Value)));
            if (left.Holders.All(holder => ReferenceEquals(holder.Root, result) || holder.Root.Kind == PlaceKind.Heap))
                yield return new(left.Drop(location => ReferenceEquals(location, result)), new(block, null, EdgeKind.Yield, block), left.Store[result]);
        }
    }

    /// <summary>The world without the body's variables. What a body gives to nobody in sight, when it hands out a function, is not followed.</summary>
    World Left(World world)
    {
        var result = world.Store[run.Places.Result(body.Symbol)];
        if (run.Depth == 0 && result.Function is { } handedOut)
            world = Closures.Escape(run, world, handedOut);
        return Closures.Sweep(run, Closures.Leave(run, world, scopes.BelongsToBody));
    }

    /// <summary>At the end of a statement its temporaries end.</summary>
    World Settled(World world) => world.Store.Has(PlaceKind.Temporary) ? world.Drop(scopes.EndsWithStatement) : world;

    IReadOnlyList<Outcome> Outcomes(Evaluator evaluator, IOperation operation, World world)
    {
        run.CountTransfer();
        return evaluator.Evaluate(operation, world);
    }

    IReadOnlyList<Outcome> Results(Evaluator evaluator, IOperation value, World world)
    {
        run.CountTransfer();
        return evaluator.EvaluateResult(value, world);
    }

    IReadOnlyList<Outcome> Conditions(Evaluator evaluator, IOperation condition, World world)
    {
        run.CountTransfer();
        return evaluator.EvaluateCondition(condition, world);
    }

    Evaluator Evaluator(Action<WorldSet>? thrown)
        => new(run, body, focus, thrown is null ? null : world => thrown(lattice.Of(world)));

    /// <summary>What is known of variables that nobody reads any more would only keep worlds apart; but a name of an allocated object is a duty.</summary>
    World DropDead(World world, int block) => world.With(world.Store.Select((location, held) =>
        (held.ReachesTracked && world.State == ObjectState.Allocated) || held.Kind is ValueKind.Reference or ValueKind.Instance || location.Holder is not null || location.Identity is not { } identity || !scopes.BelongsToBody(location) || body.Index.IsLiveInto(block, identity) || IsReferredTo(world, location)
            ? held : Value.Unknown));

    /// <summary>A variable that nobody names any more may still be read through a <c>ref</c> local.</summary>
    bool IsReferredTo(World world, Place location)
        => body.Index.HasReferences && world.Store.Any((_, held) => held.Kind == ValueKind.Reference && ReferenceEquals(held.Target, location));

    /// <summary>Where the object's life is over, or never began, and its acquire cannot come any more, nothing is left to verify.</summary>
    bool IsIdle(World world, int block) => beforeAcquire is not null && world.State == ObjectState.Unallocated && !beforeAcquire.Contains(block) && !KnowsFailure(world);

    /// <summary>Whether something may still be done to what the acquire did not give, or did not put on an object.</summary>
    bool KnowsFailure(World world) => run.Acquire is { Row.IsDuty: true } ? world.Store.Any(static (_, held) => held.AcquiredBy is not null) : world.KnowsFailedAcquire;

    World Noted(World world, IOperation condition, bool outcome)
        => world.State == ObjectState.Unallocated && run.Acquire is not null ? world
            : world.Noting(new(StepKind.Branch, condition.Syntax, BranchText.Of(condition, outcome), outcome));
}
