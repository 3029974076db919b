using Microsoft.CodeAnalysis;
using NdisRules.Analyzers.Flow;
using NdisRules.Analyzers.Verification.Bodies;
using NdisRules.Analyzers.Verification.Running;
using NdisRules.Analyzers.Verification.Worlds;

namespace NdisRules.Analyzers.Verification.Evaluation;

/// <summary>
/// What a body does to sets of worlds: each world goes through the <see cref="Evaluator"/>, and wherever names have gone it is
/// asked whether the object lost its last one.
/// </summary>
internal sealed class BodyTransfer(Run run, Body body, Focus focus, WorldSet.Lattice lattice) : ITransfer<WorldSet>
{
    readonly Scopes scopes = new(body);

    /// <summary>Takes the worlds that leave the body, once the facts have settled; null before.</summary>
    public List<Departure>? Departures { get; set; }

    public WorldSet After(IOperation operation, WorldSet before, Action<WorldSet>? thrown)
    {
        var evaluator = Evaluator(thrown);
        return lattice.Of(before.Worlds.SelectMany(world => Outcomes(evaluator, operation, world).Select(outcome => CheckHeld(world, outcome.World, operation))));
    }

    public (WorldSet WhenTrue, WorldSet WhenFalse) Decide(IOperation condition, WorldSet before, Action<WorldSet>? thrown)
    {
        var evaluator = Evaluator(thrown);
        List<World> whenTrue = [], whenFalse = [];
        foreach (var world in before.Worlds)
            foreach (var outcome in Conditions(evaluator, condition, world))
            {
                var after = CheckHeld(world, outcome.World, condition);
                if (outcome.Value.AsBool != false)
                    whenTrue.Add(Noted(after, condition, true));
                if (outcome.Value.AsBool != true)
                    whenFalse.Add(Noted(after, condition, false));
            }

        return (lattice.Of(whenTrue), lattice.Of(whenFalse));
    }

    public WorldSet Result(IOperation value, bool isThrown, WorldSet before, Action<WorldSet>? thrown)
    {
        var evaluator = Evaluator(thrown);
        return lattice.Of(before.Worlds.SelectMany(world => Outcomes(evaluator, value, world)
            .Select(outcome => isThrown ? outcome.World : outcome.World.Write(run.Places.Result(body.Symbol), outcome.Value))));
    }

    public WorldSet Pass(FlowEdge edge, WorldSet fact)
    {
        var left = Regions.Left(edge.From, edge.LeavesBody ? null : edge.To).ToArray();
        if (!edge.LeavesBody)
            return lattice.Of(fact.Worlds.Select(world => CheckHeld(world, DropDead(world.Drop(location => scopes.EndsWith(left, location)), edge.To!.Ordinal), edge)));

        foreach (var world in fact.Worlds)
        {
            var gone = CheckHeld(world, world.Drop(scopes.BelongsToBody), edge);
            if (edge.Kind != EdgeKind.Fault)
                Departures?.Add(new(gone.Drop(location => location.Kind == PlaceKind.Result && ReferenceEquals(location.Identity, body.Symbol)), edge, gone.Read(run.Places.Result(body.Symbol)).From(null)));
        }

        return fact;
    }

    IReadOnlyList<Outcome> Outcomes(Evaluator evaluator, IOperation operation, World world)
    {
        run.CountTransfer();
        return evaluator.Evaluate(operation, world);
    }

    IReadOnlyList<Outcome> Conditions(Evaluator evaluator, IOperation condition, World world)
    {
        run.CountTransfer();
        return evaluator.EvaluateCondition(condition, world);
    }

    Evaluator Evaluator(Action<WorldSet>? thrown)
        => new(run, body, focus, thrown is null ? null : world => thrown(lattice.Of([world])));

    /// <summary>What is known of variables that nobody reads any more would only keep worlds apart; but a name of an allocated object is a duty.</summary>
    World DropDead(World world, int block) => world.With(world.Store.Select((location, held) =>
        (held.ReachesTracked && world.State == ObjectState.Allocated) || held.Kind == ValueKind.Reference || location.Holder is not null || location.Identity is not { } identity || !scopes.BelongsToBody(location) || body.Index.IsLiveInto(block, identity)
            ? held : Value.Unknown));

    World Noted(World world, IOperation condition, bool outcome)
        => world.State == ObjectState.Unallocated && run.Acquire is not null ? world
            : world.Noting(new(StepKind.Branch, condition.Syntax, $"'{Text(condition.Syntax)}' is {(outcome ? "true" : "false")}"));

    static string Text(SyntaxNode syntax) => syntax.ToString() is { Length: > 60 } text ? text.Substring(0, 57) + "..." : syntax.ToString();

    /// <summary>After an operation: was the object's last name overwritten, or was it never given one?</summary>
    World CheckHeld(World before, World after, IOperation operation)
    {
        if (after.State != ObjectState.Allocated || after.IsHeld)
            return Retired(after);
        if (run.Sightings is { } sightings && !run.IsBelowAcquiringCall)
        {
            var last = before.BestHolder;
            var fresh = before.Holders.Select(holder => after.Store[holder].AcquiredBy).FirstOrDefault(acquire => acquire is not null);
            if (fresh is not null)
                sightings.Add(new(Defect.NotAlternating, (run.OutermostCall ?? fresh).Syntax.GetLocation(), after, run.Home, Name: last?.Display));
            else
                sightings.Add(new(Defect.Lost, operation.Syntax.GetLocation(), after, run.Home,
                    new Exit(last is null ? ExitForm.Discard : ExitForm.Overwrite, operation.Syntax.GetLocation(), last?.Display), last?.Display));
        }

        return after.Forget();
    }

    /// <summary>After a passage: did the object's last name go out of scope?</summary>
    World CheckHeld(World before, World after, FlowEdge edge)
    {
        if (after.State != ObjectState.Allocated || after.IsHeld)
            return Retired(after);
        if (run.Sightings is { } sightings && edge.Kind != EdgeKind.Fault && !run.IsBelowAcquiringCall)
        {
            var last = before.BestHolder;
            var exit = ExitFinder.Find(edge, body, Scopes.SyntaxOf(last), last?.Kind == PlaceKind.Capture ? null : last?.Display);
            sightings.Add(new(Defect.Lost, exit.Where, after, run.Home, exit, last?.Display));
        }

        return after.Forget();
    }

    /// <summary>A freed object that nothing names any more can meet no event.</summary>
    static World Retired(World world)
        => world.State == ObjectState.Freed && !world.Holders.Any(holder => holder.Kind != PlaceKind.Capture) ? world.Forget() : world;
}
