using NdisRules.Analyzers.Verification.RuleFiles;
using NdisRules.Analyzers.Verification.Running;
using NdisRules.Analyzers.Verification.Worlds;

namespace NdisRules.Analyzers.Verification.Evaluation;

/// <summary>
/// Duties on an object that was there before: a context pushed on a list, a reference counted on a handle. Several may lie on one
/// object; a run follows one of them, counts those above it and knows of those below.
/// </summary>
sealed partial class Evaluator
{
    const int DeepestPile = 3;

    static readonly LedgerEntry[] matchesAbove = [LedgerEntry.MatchAbove1, LedgerEntry.MatchAbove2, LedgerEntry.MatchAbove3];

    /// <summary>Whether the run follows a duty: after its release the object itself lives on.</summary>
    bool FollowsDuty => run.Acquire?.Row.IsDuty == true;

    IReadOnlyList<Outcome> TakeOn(CallSite site, RuleRow row, World world)
    {
        var outcomes = new List<Outcome>();
        var given = site.ValueIn(row.Slot);
        // Without an order nobody can tell which of two is released first.
        if (given.ReachesTracked && !Rule.Text.IsLifo && !run.IsTracked(site.Operation))
            world = world.Forget();
        if (!run.IsTracked(site.Operation))
            outcomes.AddRange(Give(site, row, OnTop(site, given, world)));
        else
        {
            if (world.State == ObjectState.Allocated)
                outcomes.AddRange(Give(site, row, OnTop(site, given, world)));
            outcomes.AddRange(Give(site, row, Begun(site, row, world, given)));
        }

        // An argument that tells of success is set by it; otherwise the call throws.
        if (row.When is not null && row.WhenSlot == Slot.Return)
            outcomes.AddRange(Fail(site, row, run.IsTracked(site.Operation) ? Refused(site, row, world, given) : world));
        return outcomes;
    }

    /// <summary>Nothing was put on the object: it remembers that, and by which call.</summary>
    World Refused(CallSite site, RuleRow row, World world, Value given)
        => world.State == ObjectState.Unallocated && (given.Origin ?? PlaceOf(site.OperandIn(row.Slot), world)) is { Kind: not (PlaceKind.Elsewhere or PlaceKind.Capture) } place
            ? world.Becoming(place, value => value.GivenBy(site.Operation)) : world;

    /// <summary>A release of a duty: a defect if it was refused on every way there, and nobody else is known to have put one on the object before.</summary>
    void MeetDuty(CallSite site, int slot, World world)
    {
        if (run.Depth > 0 || run.Acquire is not { Path.Count: 0 } acquire)
            return;
        var isRefused = world.State == ObjectState.Unallocated && ReferenceEquals(site.ValueIn(slot).AcquiredBy, acquire.Operation) && world.Store[Note(LedgerEntry.Below)].Kind != ValueKind.Constant;
        Met(Defect.FreedWithoutAcquire, site.Operation, isRefused, world, "was not allocated");
    }

    /// <summary>The argument is no new object: only the result tells something.</summary>
    IReadOnlyList<Outcome> Give(CallSite site, RuleRow row, World world) => Succeeded(site, row, OutArguments(site.Arguments, world), Value.Unknown);

    /// <summary>From here on the names of the object are names of the duty. What has no name is not followed; nor is <c>this</c>, which is none that could be lost.</summary>
    World Begun(CallSite site, RuleRow row, World world, Value given)
    {
        var below = world.State == ObjectState.Unallocated ? world.Store[Note(LedgerEntry.Below)] : Value.Unknown;
        var matchBelow = world.Store[Note(LedgerEntry.MatchBelow)];
        var fresh = world.Forget();
        if ((given.Origin ?? PlaceOf(site.OperandIn(row.Slot), fresh)) is not { Kind: not (PlaceKind.Elsewhere or PlaceKind.Capture or PlaceKind.Context) } place)
            return fresh;
        fresh = fresh.With(fresh.Store.With(Note(LedgerEntry.Below), below).With(Note(LedgerEntry.MatchBelow), matchBelow));
        return Related(site, row, fresh.Becoming(place, _ => Value.Tracked))
            .With(ObjectState.Allocated).Noting(new(StepKind.Acquire, site.Operation.Syntax, "taken on here"));
    }

    /// <summary>Another duty of the rule: above the tracked one when it lies on the same object, below it when that is still to come.</summary>
    World OnTop(CallSite site, Value given, World world)
    {
        if (world.State == ObjectState.Unallocated)
            return world.With(world.Store.With(Note(LedgerEntry.Below), Value.True)
                .With(Note(LedgerEntry.MatchBelow), MatchOf(site, 0)));
        if (!given.ReachesTracked)
            return world;
        var above = CountAbove(world);
        if (!Rule.Text.IsLifo || above >= DeepestPile || world.State == ObjectState.Freed)
            return world.Forget();
        return world.With(world.Store.With(Note(LedgerEntry.Above), Value.Of(above + 1)).With(Note(matchesAbove[above]), MatchOf(site, 0)));
    }

    long CountAbove(World world) => world.Store[Note(LedgerEntry.Above)].Constant as long? ?? 0;

    /// <summary>The release of the newest duty, which is not the tracked one; or an attempt at the tracked one, out of order.</summary>
    World Popped(CallSite site, World world)
    {
        var above = CountAbove(world);
        var top = Note(matchesAbove[above - 1]);
        if (Rule.Text.Matches.Count > 0)
        {
            var given = site.ValueIn(Rule.Text.Matches[0].Release);
            if (Differ(given, world.Store[top]) && AreSame(given, world.Store[Note(LedgerEntry.Match)]))
            {
                Saw(Defect.OutOfOrder, site.Operation, world, "is released before a newer one");
                return world.Forget();
            }
        }

        return world.With(world.Store.With(top, Value.Unknown).With(Note(LedgerEntry.Above), above == 1 ? Value.Unknown : Value.Of(above - 1)));
    }

    Place Note(LedgerEntry entry) => run.Places.Ledger(entry);
}
