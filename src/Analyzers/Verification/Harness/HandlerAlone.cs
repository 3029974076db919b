using Microsoft.CodeAnalysis;
using NdisRules.Analyzers.Verification.Bodies;
using NdisRules.Analyzers.Verification.Evaluation;
using NdisRules.Analyzers.Verification.Roles;
using NdisRules.Analyzers.Verification.RuleFiles;
using NdisRules.Analyzers.Verification.Running;
using NdisRules.Analyzers.Verification.Worlds;

namespace NdisRules.Analyzers.Verification.Harness;

/// <summary>
/// What a handler shows by itself, without the others of its life. Most objects of a class with many methods are taken and given back in one of them: to lead each through
/// all of the others would cost their product, and tell nothing more.
/// </summary>
/// <param name="rule">What acquires.</param>
/// <param name="bodies">Where bodies come from.</param>
/// <param name="life">The life that the handler plays a part in.</param>
/// <param name="leavings">What is left of the objects of its bodies.</param>
sealed class HandlerAlone(Rule rule, MethodBodies bodies, LifeCycle life, Leavings leavings)
{
    /// <summary>
    /// What is seen of an object that the handler sees to its end: nothing, whatever it finds in its context, or something that no context can change. Null where a life has to be
    /// led to tell: where the object is left behind, or the context may decide what becomes of it, or what runs, or something goes on later.
    /// </summary>
    /// <param name="acquire">The object, and the handler at the root of its way.</param>
    /// <param name="settings">How the rule is to be applied to it.</param>
    /// <param name="released">Takes the releases that meet it.</param>
    /// <param name="transfers">The steps that it took.</param>
    /// <param name="cancellation">Ends the search early.</param>
    public IReadOnlyList<Sighting>? SightingsOf(Acquire acquire, RuleSettings settings, HashSet<IOperation> released, out int transfers, CancellationToken cancellation)
    {
        transfers = 0;
        if (!settings.IsEnabled || MayRunOthers(acquire.Root))
            return null;
        var (sightings, met, journey) = (new Sightings(), new HashSet<IOperation>(), new Journey());
        var run = new Run(rule, acquire, life.Context, bodies, cancellation) { Settings = settings, Sightings = sightings, Released = met, Journey = journey, HasOtherInstances = !life.IsMiniport, Allowance = Budget.TransfersToLeaveNear };
        try
        {
            var departures = new BodyRunner(run).Execute(acquire.Root, [World.Start], Focus.None, call: null);
            Sighting[] seen = [.. sightings.All, .. sightings.OfNothing()];
            if (run.LeftOut is not null || journey.IsHandedOn || journey.Bodies.Any(MayRunOthers) || (seen.Length > 0 && journey.Bodies.Any(AsksContext)))
                return null;
            // Who acquires may be left there by another handler: a lazy value, a delegate.
            if (!departures.Any(static departure => Trace.HasSince(departure.World.Trace, null, StepKind.Acquire)) || departures.Any(departure => departure.World.State == ObjectState.Allocated || leavings.Leaves(departure, acquire, life.IsMiniport)))
                return null;
            released.UnionWith(met);
            return seen;
        }
        catch (BudgetException)
        {
            return null;
        }
        finally
        {
            transfers = run.Transfers;
        }
    }

    /// <summary>Whether what a body runs may depend on what it finds in its context, or run later.</summary>
    bool MayRunOthers(Body body) => body.Index.HasFunctions || body.HasAwait || body.HasYield || leavings.IsOpen(body);

    /// <summary>Whether a branch of a body hangs on what may be different each time it is found.</summary>
    static bool AsksContext(Body body) => Footprint.DecidedIn(body).Any(static identity => identity is IFieldSymbol { IsConst: false } field && !(field.IsStatic && field.IsReadOnly)
        || identity is IPropertySymbol { DeclaringSyntaxReferences.IsEmpty: false } or IParameterSymbol);
}
