using Microsoft.CodeAnalysis;
using NdisRules.Analyzers.Flow;
using NdisRules.Analyzers.Verification.Bodies;
using NdisRules.Analyzers.Verification.Running;
using NdisRules.Analyzers.Verification.Worlds;

namespace NdisRules.Analyzers.Verification.Evaluation;

/// <summary>Asks, wherever names have gone, whether somebody still owes the release of an allocated object.</summary>
sealed class Custody(Run run, Body body)
{
    /// <summary>After an operation: was the object's last name overwritten, or was it never given one?</summary>
    public World Check(World before, World after, IOperation operation)
    {
        if (after.State != ObjectState.Allocated || after.IsHeld)
            return Retired(after);
        if (run.Sightings is { } sightings && !run.IsBelowAcquiringCall)
        {
            var last = before.BestHolder;
            var fresh = before.Holders.Select(holder => after.Store[holder].AcquiredBy).FirstOrDefault(acquire => acquire is not null);
            sightings.Add(fresh is null
                ? Lost(after, new Exit(last is null ? ExitForm.Discard : ExitForm.Overwrite, operation.Syntax.GetLocation(), last?.Display), last)
                : new(Defect.NotAlternating, (run.OutermostCall ?? fresh).Syntax.GetLocation(), after, run.Home, Name: last?.Display));
        }

        return after.Forget();
    }

    /// <summary>After a passage: did the object's last name go out of scope?</summary>
    public World Check(World before, World after, FlowEdge edge)
    {
        if (after.State != ObjectState.Allocated || after.IsHeld)
            return Retired(after);
        if (run.Sightings is { } sightings && edge.Kind != EdgeKind.Fault && !run.IsBelowAcquiringCall)
        {
            var last = before.BestHolder;
            sightings.Add(Lost(after, ExitFinder.Find(edge, body, Scopes.SyntaxOf(last), last?.Kind == PlaceKind.Capture ? null : last?.Display), last));
        }

        return after.Forget();
    }

    Sighting Lost(World world, Exit exit, Place? last)
        => new(Defect.Lost, exit.Where, world, run.Home, exit, last?.Display, Deciding(world, exit, last) is { } branch ? $" when {branch.Text}" : "");

    /// <summary>
    /// The test that a person would name. Before a jump it is the last one; at the end of a block it is the one that would have led
    /// to the release.
    /// </summary>
    Step? Deciding(World world, Exit exit, Place? last)
    {
        var branches = Trace.Steps(world.Trace).Where(step => step.Kind == StepKind.Branch);
        if (exit.Form is not (ExitForm.EndOfBlock or ExitForm.Overwrite))
            return branches.LastOrDefault();
        var guards = last?.Identity is { } name ? body.Index.GuardsOf(operation => run.Rule.IsRelease(operation), name) : [];
        return branches.LastOrDefault(step => guards.Contains(step.Where));
    }

    /// <summary>A freed object that nothing names any more can meet no event.</summary>
    static World Retired(World world)
        => world.State == ObjectState.Freed && !world.Holders.Any(holder => holder.Kind != PlaceKind.Capture) ? world.Forget() : world;
}
