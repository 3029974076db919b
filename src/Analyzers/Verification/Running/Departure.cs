using NdisRules.Analyzers.Flow;
using NdisRules.Analyzers.Verification.Worlds;

namespace NdisRules.Analyzers.Verification.Running;

/// <summary>A world as it leaves a body.</summary>
/// <param name="World">The world, without the body's own variables.</param>
/// <param name="Edge">How it left; its kind tells a return from a throw.</param>
/// <param name="Result">What was returned; unknown for a throw.</param>
sealed record Departure(World World, FlowEdge Edge, Value Result)
{
    /// <summary>
    /// What a caller can tell apart: where in the callee an exception comes from, and by which return it came back, makes no difference
    /// to it. Of departures that are one, the first stays.
    /// </summary>
    public static IReadOnlyList<Departure> Distinct(IReadOnlyList<Departure> departures)
    {
        if (departures.Count < 2)
            return departures;
        var met = new HashSet<(EdgeKind, ObjectState, Store, Value)>();
        return [.. departures.Where(departure => met.Add((departure.Edge.Kind, departure.World.State, departure.World.Store, departure.Result)))];
    }

    /// <summary>Whether both are one to a caller.</summary>
    public bool IsAs(Departure other) => Edge.Kind == other.Edge.Kind && World.State == other.World.State && World.Store.Equals(other.World.Store) && Result.Equals(other.Result);
}
