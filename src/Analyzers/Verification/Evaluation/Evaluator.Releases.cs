using Microsoft.CodeAnalysis;
using NdisRules.Analyzers.Verification.RuleFiles;
using NdisRules.Analyzers.Verification.Running;
using NdisRules.Analyzers.Verification.Worlds;

namespace NdisRules.Analyzers.Verification.Evaluation;

/// <summary>Releases: by the rule's own partner, by that of another rule, and what must not come before.</summary>
sealed partial class Evaluator
{
    /// <summary>A row of the rule names the call as a release.</summary>
    IReadOnlyList<Outcome> ReleaseAt(CallSite site, RuleRow row, World world)
        => UsesBesides(row.Slot, site, world).Then((after, _) => row.IsElements ? ReleaseElements(site, row.Slot, after) : Release(site, row.Slot, after));

    /// <summary>What a reallocation is given goes back, whatever it is.</summary>
    IReadOnlyList<Outcome> TakenBack(CallSite site, int slot, World world) => site.ValueIn(slot).ReachesTracked ? Release(site, slot, world) : Outcome.One(world, Value.Unknown);

    IReadOnlyList<Outcome> Release(CallSite site, int slot, World world)
    {
        var (call, value) = (site.Operation, site.ValueIn(slot));
        if (FollowsDuty)
            MeetDuty(site, slot, world);
        if (value.Kind is ValueKind.View or ValueKind.Offset)
            return Outcome.One(world.Forget(), Value.Unknown);
        if (value.ReachesTracked)
            return ReleaseTracked(site, slot, world);
        var needsObject = Rule.NeedsObject(site.Member);
        if (needsObject && IsUntestedNull(world, value))
            return Look(world, value, call, followed: true);
        if (needsObject && run.Acquire is null && run.Depth == 0)
            Met(Defect.FreedWithoutAcquire, call, value.IsNull, world);
        return Outcome.One(world, Value.Unknown);
    }

    IReadOnlyList<Outcome> ReleaseTracked(CallSite site, int slot, World world)
    {
        if (world.State != ObjectState.Allocated)
            return ReleasedAgain(site, world);
        if (FollowsDuty && CountAbove(world) > 0)
            return Outcome.One(Popped(site, world), Value.Unknown);
        if (OutlivesParent(world))
            return Outcome.One(world.Forget(), Value.Unknown);
        run.Released?.Add(site.Operation);
        if (Mismatch(site, slot, world) is not var (defect, note))
            return Outcome.One(Freed(Emptied(site, slot, world), site.Operation, "freed here"), Value.Unknown);
        Saw(defect, site.Operation, world, note);
        return Outcome.One(world.Forget(), Value.Unknown);
    }

    static World Freed(World world, IOperation where, string text) => WithoutNodes(world.With(ObjectState.Freed)).Noting(new(StepKind.Release, where.Syntax, text));

    /// <summary>A second release: of an older duty, allowed by the rule, or a defect.</summary>
    IReadOnlyList<Outcome> ReleasedAgain(CallSite site, World world)
    {
        // Who did not put the duty there takes off what others had put there before.
        var isOlder = FollowsDuty && (world.Store[Note(LedgerEntry.Below)].Kind == ValueKind.Constant || !ReferenceEquals(run.Acquire!.Owner.Graph, body.Graph));
        if (Rule.Text.AllowsDoubleRelease)
            return Outcome.One(world, Value.Unknown);
        if (!isOlder)
            Saw(Defect.FreedTwice, site.Operation, world);
        return Outcome.One(world.Forget(), Value.Unknown);
    }

    /// <summary>
    /// A call that takes back what another rule gave, or that must not come while the release is owed: null when it is neither.
    /// A row of the rule itself that names the member always goes first; a pattern does not.
    /// </summary>
    IReadOnlyList<Outcome>? Misplaced(CallSite site, RuleRow? row, World world)
    {
        if (world.State == ObjectState.Unallocated || row is { IsPattern: false, Kind: not RowKind.Before } || site.Member is not IMethodSymbol method)
            return null;
        if (row is { Kind: RowKind.Before })
            return site.ValueIn(row.Slot).Kind == ValueKind.Tracked && world.State == ObjectState.Allocated
                ? Reported(Defect.OutOfOrder, site.Operation, world, "is still owed here") : null;
        if (FollowsDuty || Rule.Book?.PartnerAt(method) is not { IsTelling: true } partner)
            return null;
        return site.ValueIn(partner.Slot).Kind switch
        {
            ValueKind.Tracked => Reported(Defect.WrongPartner, site.Operation, world, $"is freed by the partner of {partner.Rule.Name}"),
            ValueKind.Part when world.State == ObjectState.Allocated => Reported(Defect.FreedWithoutAcquire, site.Operation, world),
            _ => null,
        };
    }

    IReadOnlyList<Outcome> Reported(Defect defect, IOperation where, World world, string note = "")
    {
        Saw(defect, where, world, note);
        return Outcome.One(world.Forget(), Value.Unknown);
    }

    /// <summary>Handed to a parameter that says of itself that it releases.</summary>
    IReadOnlyList<Outcome> HandedToRelease(IOperation call, World world)
        => world.State == ObjectState.Allocated
            ? Outcome.One(Freed(world, call, "handed over to be freed"), Value.Unknown)
            : Reported(Defect.FreedTwice, call, world);
}
