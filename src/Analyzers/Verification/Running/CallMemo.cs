using Microsoft.CodeAnalysis;
using NdisRules.Analyzers.Verification.Bodies;
using NdisRules.Analyzers.Verification.Worlds;

namespace NdisRules.Analyzers.Verification.Running;

/// <summary>
/// What a callee does to a world, kept for the next call that meets it in the same world: without it a chain of calls would cost
/// twice as much with each call more, since a body is solved first and then passed once more.
/// </summary>
sealed class CallMemo
{
    readonly Dictionary<Key, IReadOnlyList<Departure>> known = [];

    /// <param name="callee">What is called.</param>
    /// <param name="entry">The world at its start.</param>
    /// <param name="faultsMatter">Whether a handler waits for its exceptions.</param>
    /// <param name="leadsToAcquire">Whether the call is a step of the way to the tracked acquire, which makes an acquire below it another one.</param>
    /// <param name="outermost">The call of the root under which sightings are told; null while nothing is told.</param>
    /// <param name="types">The method with its type arguments, where it has any: they decide what calls in it run.</param>
    /// <param name="execute">Does it, when it was not done before.</param>
    public IReadOnlyList<Departure> Get(Body callee, World entry, bool faultsMatter, bool leadsToAcquire, IOperation? outermost, IMethodSymbol? types, Func<IReadOnlyList<Departure>> execute)
    {
        var key = new Key(callee, entry.State, entry.Store, faultsMatter, leadsToAcquire, outermost, types);
        if (!known.TryGetValue(key, out var departures))
            known.Add(key, departures = execute());
        return departures;
    }

    sealed record Key(Body Callee, ObjectState State, Store Store, bool FaultsMatter, bool LeadsToAcquire, IOperation? Outermost, IMethodSymbol? Types);
}
