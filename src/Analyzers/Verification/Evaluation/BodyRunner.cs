using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;
using NdisRules.Analyzers.Flow;
using NdisRules.Analyzers.Verification.Bodies;
using NdisRules.Analyzers.Verification.Running;
using NdisRules.Analyzers.Verification.Worlds;

namespace NdisRules.Analyzers.Verification.Evaluation;

/// <summary>Executes one body: solves it from the worlds at its entry and hands back those that leave it.</summary>
sealed class BodyRunner(Run run)
{
    /// <param name="body">What is executed.</param>
    /// <param name="entry">The worlds at its start, parameters already bound.</param>
    /// <param name="outer">The focus of the caller: what it tells apart stays apart.</param>
    /// <param name="call">The call that executes it; null where a run begins.</param>
    /// <param name="faultsMatter">Whether a handler outside waits for what operations of the body may throw.</param>
    public IReadOnlyList<Departure> Execute(Body body, IEnumerable<World> entry, Focus outer, IOperation? call, bool faultsMatter = false)
    {
        var worlds = entry.Select(world => call is null ? Closures.Reenter(run, world, location => location.Kind == PlaceKind.Local && Scopes.IsVariableOf(location, body.Symbol)) : world).ToArray();
        var sightings = run.Sightings;
        run.Enter(body, call, worlds);
        try
        {
            var focus = run.UsesFocus ? outer.And(FocusOf(body, worlds)) : Focus.None;
            var lattice = new WorldSet.Lattice(focus);
            var transfer = new BodyTransfer(run, body, focus, lattice);
            var solver = new Solver<WorldSet>(body.Graph, lattice, transfer, faultsMatter);
            solver.Solve(FirstBlock(body, worlds, focus), lattice.Of(worlds), run.Cancellation);
            return transfer.Leave(solver);
        }
        finally
        {
            run.Sightings = sightings;
            run.Leave();
        }
    }

    /// <summary>
    /// Where to begin: at the acquire, when nothing before it can matter to the object. That is so when the way there neither
    /// tests nor assigns what decides the object's events.
    /// </summary>
    int FirstBlock(Body body, World[] entry, Focus focus)
    {
        if (run.Depth > 0 || entry is not [var only] || !ReferenceEquals(only, World.Start) || run.AcquireIn(body) is not { } acquire || body.Index.HasReferences || body.Index.HasFunctions || Relations.BeginBefore(run, acquire))
            return 0;
        var block = body.Index.BlockOf(acquire);
        if (Regions.Around(body.Graph.Blocks[block]).Any(region => region.Kind is ControlFlowRegionKind.Finally or ControlFlowRegionKind.Catch or ControlFlowRegionKind.Filter))
            return 0;
        var earlier = body.Index.BlocksBefore(block);
        // A container or an object that is made before the acquire has to be seen in the making.
        if (body.Index.Assignments.Any(assignment => assignment.Block != block && earlier[assignment.Block] && FocusFinder.MayLead(assignment.Type, run.Types)))
            return 0;
        for (var before = 0; before < earlier.Length; before++)
            if (earlier[before] && before != block && focus.Any(identity => body.Index.Mentions(before, identity)))
                return 0;
        return block;
    }

    /// <summary>
    /// Executes a callee; what it does to one world is remembered. Nothing is told of it before the caller's facts have settled, and only if there is
    /// something to tell is it executed again for it.
    /// </summary>
    public IReadOnlyList<Departure> Call(Body callee, World entry, Focus outer, IOperation call, bool faultsMatter)
    {
        var sightings = run.Sightings;
        if (sightings is { IsProvisional: true })
            run.Sightings = null;

        var types = call is IInvocationOperation { TargetMethod: { TypeArguments.IsEmpty: false } constructed } ? constructed : null;
        var (departures, isQuiet) = run.Memo.Get(callee, entry, faultsMatter, run.DirectionOf(callee, call), run.Sightings is null ? null : run.OutermostCall ?? call,
            types, () => run.Depth == Budget.CallsOfStack ? FreshStack.Run(Executed) : Executed());
        if (sightings is { IsProvisional: true } && !isQuiet)
            sightings.IsIncomplete = true;
        run.Sightings = sightings;
        return departures;

        IReadOnlyList<Departure> Executed() => Execute(callee, [entry], outer, call, faultsMatter);
    }

    IReadOnlyList<object> FocusOf(Body body, World[] entry)
    {
        var finder = new FocusFinder(body, run.Rule, run.Types, run.Bodies, run.Cancellation);
        var seeds = entry.SelectMany(world => world.Holders).Select(holder => holder.Identity).OfType<object>();
        var here = run.AcquireIn(body);
        return finder.Find(finder.Holders(seeds, here), here);
    }
}
