using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;
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
    readonly bool[]? beforeAcquire = run.Depth == 0 && !run.ComesFromIterator && run.AcquireIn(body) is { } acquire ? body.Index.BlocksBefore(body.Index.BlockOf(acquire)) : null;

    readonly Evaluator silent = new(run, body, focus, thrown: null);
    readonly AskedConditions asked = body.Asked(run.Bodies, run.Cancellation);

    /// <summary>What each point showed when it was last passed.</summary>
    readonly List<Shown?> shown = [];
    readonly Sightings? told = run.Sightings;

    /// <summary>Where the two ways out of a condition are gathered: one condition is decided at a time.</summary>
    readonly List<World> whenTrue = [], whenFalse = [];
    Shown? current;
    Action<WorldSet>? throwing;
    Evaluator? thrower;
    bool isTelling;

    public void Begin(int point)
    {
        while (shown.Count <= point)
            shown.Add(null);
        run.Sightings = told is null || isTelling ? told : new Sightings { IsProvisional = true };
        shown[point] = current = new(run.Sightings);
    }

    /// <summary>
    /// The worlds that leave the body, once the facts have settled. What was seen on the way is told now; a point that calls is passed once
    /// more for it, since nothing is told of a callee before it is known in which worlds it is called.
    /// </summary>
    public IReadOnlyList<Departure> Leave(Solver<WorldSet> solver)
    {
        List<Departure>? all = null;
        isTelling = true;
        foreach (var point in solver.Points)
        {
            run.Cancellation.ThrowIfCancellationRequested();
            if (shown[point]!.Sightings is { IsIncomplete: true })
                solver.PassAgain(point);
            else if (shown[point]!.Sightings is { } seen)
                told!.AddAll(seen);
            if (shown[point]!.Departures is { } departures)
                (all ??= []).AddRange(departures);
        }

        return all ?? nobody;
    }

    static readonly List<Departure> nobody = [];

    /// <summary>What passing a point showed: what went wrong, and who left the body there.</summary>
    sealed class Shown(Sightings? sightings)
    {
        public Sightings? Sightings => sightings;

        public List<Departure>? Departures { get; private set; }

        public void Add(Departure departure) => (Departures ??= []).Add(departure);
    }

    public WorldSet After(IOperation operation, WorldSet before, Action<WorldSet>? thrown)
    {
        var evaluator = Evaluator(thrown);
        if (operation is IReturnOperation { Kind: OperationKind.YieldReturn, ReturnedValue: { } element })
            for (var i = 0; i < before.Count; i++)
                foreach (var departure in Yielded(evaluator, operation, element, before[i]))
                    current!.Add(departure);
        var after = lattice.Gather(WorldSet.Empty);
        for (var i = 0; i < before.Count; i++)
        {
            var world = before[i];
            var outcomes = Outcomes(evaluator, operation, world);
            for (var k = 0; k < outcomes.Count; k++)
            {
                var kept = Unanswered(custody.Check(world, Settled(outcomes[k].World), operation), operation);
                if (before.Count == 1 && outcomes.Count == 1 && ReferenceEquals(kept, world))
                    return before;
                after.Add(kept);
            }
        }

        return after.Set;
    }

    public (WorldSet WhenTrue, WorldSet WhenFalse) Decide(IOperation condition, WorldSet before, Action<WorldSet>? thrown)
    {
        var evaluator = Evaluator(thrown);
        whenTrue.Clear();
        whenFalse.Clear();
        for (var i = 0; i < before.Count; i++)
        {
            var outcomes = Conditions(evaluator, condition, before[i]);
            for (var k = 0; k < outcomes.Count; k++)
            {
                var (world, value) = outcomes[k];
                var after = Unanswered(custody.Check(before[i], Settled(world), condition), condition);
                if (value.AsBool != false && !evaluator.IsCountedOut(condition, world, isSo: true))
                    whenTrue.Add(Noted(evaluator.Compared(condition, after, isSo: true), condition, true));
                if (value.AsBool != true && !evaluator.IsCountedOut(condition, world, isSo: false) && evaluator.Ended(condition, after) is { } ended)
                    whenFalse.Add(Noted(evaluator.Compared(condition, ended, isSo: false), condition, false));
            }
        }

        return (Gathered(whenTrue, before), Gathered(whenFalse, before));
    }

    /// <summary>The worlds as a set; the very set that came where nothing was learned.</summary>
    WorldSet Gathered(List<World> worlds, WorldSet before)
    {
        if (worlds.Count == 1 && before.Count == 1 && ReferenceEquals(worlds[0], before[0]))
            return before;
        var gathered = lattice.Gather(WorldSet.Empty);
        foreach (var world in worlds)
            gathered.Add(world);
        return gathered.Set;
    }

    public WorldSet Result(IOperation value, bool isThrown, WorldSet before, Action<WorldSet>? thrown)
    {
        var evaluator = Evaluator(thrown);
        var after = lattice.Gather(WorldSet.Empty);
        for (var i = 0; i < before.Count; i++)
        {
            var outcomes = Results(evaluator, value, before[i]);
            for (var k = 0; k < outcomes.Count; k++)
                after.Add(Settled(isThrown ? outcomes[k].World : outcomes[k].World.Write(run.Places.Result(body.Symbol), outcomes[k].Value)));
        }

        return after.Set;
    }

    public WorldSet Pass(FlowEdge edge, WorldSet fact)
    {
        run.CountTransfer();
        if (edge.LeavesBody)
            for (var i = 0; i < fact.Count; i++)
                Depart(edge, fact[i]);
        return edge.LeavesBody ? fact : PassInside(edge, fact, Regions.Left(edge.From, edge.To));
    }

    WorldSet PassInside(FlowEdge edge, WorldSet fact, IReadOnlyList<ControlFlowRegion> left)
    {
        var block = edge.To!.Ordinal;
        if (fact.Count == 1 && Passed(edge, fact[0], left) is var only)
            return IsIdle(only, block) ? WorldSet.Empty : ReferenceEquals(only, fact[0]) ? fact : lattice.Of(only);
        var passed = lattice.Gather(WorldSet.Empty);
        for (var i = 0; i < fact.Count; i++)
            if (Passed(edge, fact[i], left) is var world && !IsIdle(world, block))
                passed.Add(world);
        return passed.Set;
    }

    World Passed(FlowEdge edge, World world, IReadOnlyList<ControlFlowRegion> left)
    {
        var ended = DropDead(world, edge.To!.Ordinal);
        return custody.Check(world, Closures.Sweep(run, left.Count > 0 ? EndScope(ended, left) : ended), edge);
    }

    World EndScope(World world, IReadOnlyList<ControlFlowRegion> left)
    {
        for (var i = 0; i < world.Store.Count; i++)
            if (world.Store.ValueAt(i).Kind == ValueKind.Function || scopes.EndsWith(left, world.Store.PlaceAt(i)) || (world.Store.ValueAt(i).Origin is { } origin && scopes.EndsWith(left, origin)) || (world.Store.ValueAt(i).Target is { } target && scopes.EndsWith(left, target)))
                return Closures.EndScope(run, world, location => scopes.EndsWith(left, location));
        return world;
    }

    void Depart(FlowEdge edge, World world)
    {
        // An index of this body means nothing to anybody else.
        var settled = world.Store.Has(PlaceKind.Element) ? Container.Left(world, body.Symbol) : world;
        var gone = custody.Check(settled, Left(settled, isThrown: edge.Kind == EdgeKind.Throw), edge);
        var result = run.Places.Result(body.Symbol);
        // What was good when it was returned, and what a finally or the end of a scope has made stale on the way out.
        if (run.Depth == 0 && edge is { Kind: EdgeKind.Return, Origin.BranchValue: { } returned } && world.State == ObjectState.Freed && IsReturned(gone, result))
            silent.Saw(Defect.UsedAfterFree, returned, world);
        current!.Add(new(gone.Drop(place => ReferenceEquals(place, result)), edge, gone.Store[result]));
    }

    /// <summary>Whether what is returned is useless without the object: it, or memory of it, a struct with either, an object that frees it at its own end.</summary>
    bool IsReturned(World world, Place result)
    {
        for (var i = 0; i < world.Store.Count; i++)
            if (ReferenceEquals(world.Store.PlaceAt(i).Root, result) && silent.IsUselessOnceFreed(world.Store.ValueAt(i)))
                return true;
        return world.Store[result] is { Kind: ValueKind.Instance, Target.MadeType: { } made } wrapper && world.IsReachedBy(wrapper) && silent.IsFreedHere(world) && Endings.MayFree(made, run.Rule, run.Bodies.Traits);
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
    World Left(World world, bool isThrown = false)
    {
        var result = world.Store[run.Places.Result(body.Symbol)];
        if (run.Depth == 0)
            foreach (var handedOut in Closures.In(world, result))
                world = Closures.Escape(run, world, handedOut);
        // Nobody looks at what an out parameter was given by a method that has thrown.
        return Closures.Sweep(run, Closures.Leave(run, world, isThrown && run.Depth == 0 ? place => scopes.BelongsToBody(place) || scopes.IsOut(place) : scopes.BelongsToBody));
    }

    /// <summary>At the end of a statement its temporaries end.</summary>
    World Settled(World world) => world.Store.Has(PlaceKind.Temporary) ? world.Drop(scopes.EndsWithStatement) : world;

    /// <summary>Looks, for who asks, at what an operation made of a world with the object in it. What static methods of a library do with it they do whatever was left where it came by.</summary>
    IReadOnlyList<Outcome> Noted(IOperation operation, World before, IReadOnlyList<Outcome> outcomes)
    {
        if (run.Journey is { IsHandedOn: false } journey && before.State == ObjectState.Allocated && outcomes.Any(outcome => outcome.World.State == ObjectState.Unallocated && !Trace.HasSince(outcome.World.Trace, before.Trace, StepKind.Release)))
            journey.IsHandedOn = GraphOperations.Below(operation).Any(static part => part is IInvocationOperation { TargetMethod.IsStatic: false } or IDynamicInvocationOperation or IAssignmentOperation { Target: not ILocalReferenceOperation });
        return outcomes;
    }

    IReadOnlyList<Outcome> Outcomes(Evaluator evaluator, IOperation operation, World world)
    {
        run.CountTransfer(world.Store.Count);
        return Noted(operation, world, evaluator.Evaluate(operation, world));
    }

    IReadOnlyList<Outcome> Results(Evaluator evaluator, IOperation value, World world)
    {
        run.CountTransfer(world.Store.Count);
        return Noted(value, world, evaluator.EvaluateResult(value, world));
    }

    IReadOnlyList<Outcome> Conditions(Evaluator evaluator, IOperation condition, World world)
    {
        run.CountTransfer(world.Store.Count);
        return Noted(condition, world, Answered(condition, evaluator.EvaluateCondition(condition, world)));
    }

    /// <summary>What is asked again has the answer that it had; what is asked for the first time comes out both ways, and each remembers which.</summary>
    IReadOnlyList<Outcome> Answered(IOperation condition, IReadOnlyList<Outcome> outcomes)
    {
        if (asked.IsEmpty || asked.Of(condition) is not var (question, isNegated))
            return outcomes;
        var place = run.Places.Answer(question);
        var isOpen = outcomes.Any(static outcome => outcome.Value.AsBool != true) && outcomes.Any(static outcome => outcome.Value.AsBool != false);
        return !isOpen ? outcomes : outcomes.Then((world, value) => (value.AsBool, world.Store[place].AsBool) switch
        {
            ({ } way, { } known) => way == (known != isNegated) ? Outcome.One(world, value) : Outcome.None,
            ({ } way, null) => Outcome.One(world.With(world.Store.With(place, Value.Of(way != isNegated))), value),
            (null, { } known) => Outcome.One(world, Value.Of(known != isNegated)),
            _ => [new(world.With(world.Store.With(place, Value.True)), Value.Of(!isNegated)), new(world.With(world.Store.With(place, Value.False)), Value.Of(isNegated))],
        });
    }

    /// <summary>The world in which nothing is known any more of what an operation may have changed.</summary>
    World Unanswered(World world, IOperation operation)
    {
        if (asked.IsEmpty || !world.Store.Has(PlaceKind.Asked))
            return world;
        var store = world.Store;
        foreach (var question in asked.EndedBy(operation))
            store = store.With(run.Places.Answer(question), Value.Unknown);
        return world.With(store);
    }

    /// <summary>
    /// What executes in a block: one evaluator for all of its operations. A world that has been thrown there already goes the same way again, so
    /// a handler hears of it once.
    /// </summary>
    Evaluator Evaluator(Action<WorldSet>? thrown)
    {
        if (thrown is null)
            return silent;
        if (ReferenceEquals(thrown, throwing))
            return thrower!;
        (throwing, var met) = (thrown, new List<World>());
        return thrower = new(run, body, focus, world => Throw(world, met, thrown));
    }

    void Throw(World world, List<World> met, Action<WorldSet> thrown)
    {
        foreach (var known in met)
            if (ReferenceEquals(known, world))
                return;
        met.Add(world);
        thrown(lattice.Of(Settled(world)));
    }

    /// <summary>What is known of variables that nobody reads any more would only keep worlds apart; but a name of an allocated object is a duty.</summary>
    World DropDead(World world, int block)
    {
        for (var i = 0; i < world.Store.Count; i++)
            if (IsDead(world, world.Store.PlaceAt(i), world.Store.ValueAt(i), block))
                return WithoutDead(world, block);
        return world;
    }

    World WithoutDead(World world, int block) => world.With(world.Store.Select((place, held) => IsDead(world, place, held, block) ? Value.Unknown : held));

    bool IsDead(World world, Place place, Value held, int block)
        => place.Kind != PlaceKind.Asked && !(held.ReachesTracked && world.State == ObjectState.Allocated) && held.Kind is not (ValueKind.Reference or ValueKind.Instance) && place.Holder is null && place.Identity is { } identity
            && scopes.BelongsToBody(place) && !body.Index.IsLiveInto(block, identity) && !IsReferredTo(world, place);

    /// <summary>A variable that nobody names any more may still be read through a <c>ref</c> local.</summary>
    bool IsReferredTo(World world, Place location)
        => body.Index.HasReferences && world.Store.Any((_, held) => held.Kind == ValueKind.Reference && ReferenceEquals(held.Target, location));

    /// <summary>Where the object's life is over, or never began, and its acquire cannot come any more, nothing is left to verify.</summary>
    bool IsIdle(World world, int block) => beforeAcquire is not null && world.State == ObjectState.Unallocated && !beforeAcquire[block] && !KnowsFailure(world);

    /// <summary>Whether something may still be done to what the acquire did not give, or did not put on an object.</summary>
    bool KnowsFailure(World world) => run.Acquire is { Row.IsDuty: true } ? world.Store.Any(static (_, held) => held.AcquiredBy is not null) : world.KnowsFailedAcquire;

    World Noted(World world, IOperation condition, bool outcome)
        => world.State == ObjectState.Unallocated && run.Acquire is not null ? world
            : world.Noting(new(condition, outcome));
}
