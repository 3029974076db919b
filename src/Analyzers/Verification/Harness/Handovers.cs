using Microsoft.CodeAnalysis;
using NdisRules.Analyzers.Verification.Bodies;
using NdisRules.Analyzers.Verification.Running;
using NdisRules.Analyzers.Verification.Worlds;

namespace NdisRules.Analyzers.Verification.Harness;

/// <summary>
/// What a method of the context returns, or puts where its caller said, is the caller's from there on, unless it is only shown: a property shows
/// what a field owns, and so does a method that hands the same object out again when it is called again. Two callers cannot both own it.
/// </summary>
sealed class Handovers(Run run)
{
    readonly HashSet<Body> asked = [];
    readonly HashSet<Body> giving = [];

    /// <summary>The world in which the object is there when a body is entered; one that the body acquires is not.</summary>
    public World Resident(World world) => world.With(world.Store.With(run.Places.Ledger(LedgerEntry.Resident), Value.True));

    /// <summary>The departure from a handler, as it is when its caller has what it handed out.</summary>
    public Departure After(Departure departure, Body body)
    {
        var world = departure.World;
        if (HandsOut(departure) && (giving.Contains(body) || !IsShown(departure, body)))
            world = world.Escape(departure.Result) is { State: ObjectState.Unallocated } escaped ? escaped : world.Forget();
        return departure with { World = Left(world) };
    }

    /// <summary>
    /// Which of the bodies that were taken to show what the context keeps never hand out again what was there when they were called: those give. So does one
    /// that hands it out and notes that it did.
    /// </summary>
    /// <returns>Whether anything was learned, so that the life has to be led again.</returns>
    public bool Learn(Func<Body, IEnumerable<(World Entered, Departure Left)>> runsResident, Focus focus)
    {
        var learned = asked.Where(body => runsResident(body).Where(once => IsShownAgain(once.Left)).ToArray() is var again
            && (again.Length == 0 || !again.All(once => DecideTheSame(focus, once.Entered, once.Left.World)))).ToArray();
        giving.UnionWith(learned);
        asked.ExceptWith(learned);
        return learned.Length > 0;
    }

    bool IsShownAgain(Departure departure) => HandsOut(departure) && departure.World.Store[run.Places.Ledger(LedgerEntry.Resident)].AsBool == true;

    /// <summary>Whether the fields that decide what becomes of the object say the same as before.</summary>
    bool DecideTheSame(Focus focus, World before, World after) => focus.Fields.All(field => run.Places.Member(run.Places.Context, field) is not { } place
        || before.Store[place] is not { Kind: ValueKind.Constant, Constant: { } constant } || after.Store[place].Equal(constant) == true);

    static World Left(World world) => world.Drop(static place => place.Root.Kind is PlaceKind.Parameter or PlaceKind.Result);

    static bool HandsOut(Departure departure) => departure.World.State != ObjectState.Unallocated
        && (departure.World.IsReachedBy(departure.Result) || departure.World.Holders.Any(static holder => holder.Root.Kind == PlaceKind.Parameter));

    /// <summary>Who is shown the bytes of what a field holds does not have the object either.</summary>
    bool IsShown(Departure departure, Body body)
    {
        if (departure is { Result.Kind: ValueKind.View, World.IsHeld: true })
            return true;
        var isKept = Left(departure.World) is var left && left.Holders.Any(holder => Heap.Outside(left.Store, holder)?.Root.Kind == PlaceKind.Context);
        if (isKept && body.Symbol is IMethodSymbol { MethodKind: not MethodKind.PropertyGet })
            asked.Add(body);
        return isKept;
    }
}
