using Microsoft.CodeAnalysis;
using NdisRules.Analyzers.Verification.Bodies;
using NdisRules.Analyzers.Verification.Worlds;

namespace NdisRules.Analyzers.Verification.Running;

/// <summary>
/// What a callee does to a world, kept for the next call that meets it in the same world: without it a chain of calls would cost
/// twice as much with each call more, since a body is solved first and then passed once more. A call that meets itself gets what is
/// known of it so far, at first nothing, and it is executed again until nothing more comes of it.
/// </summary>
sealed class CallMemo
{
    const int Final = int.MaxValue;

    /// <summary>What came of each call, how the world had come there that it was executed in, and whether there was nothing to tell.</summary>
    readonly Dictionary<Key, (Trace? Way, IReadOnlyList<Departure> Departures, bool IsQuiet)> known = [];
    readonly Dictionary<Key, Open> open = [];

    /// <summary>In how many worlds a body was executed, whoever called it.</summary>
    readonly Dictionary<Body, int> entries = [];

    /// <summary>The outermost call in execution that what is computed now depends on.</summary>
    int dependsOn = Final;

    /// <summary>Whether there was nothing to tell so far in the call that is executed now.</summary>
    bool isQuiet = true;

    /// <summary>A call in execution: how many are around it, what is known of it so far, and whether somebody asked.</summary>
    sealed class Open(int number, IReadOnlyList<Departure> soFar)
    {
        public int Number { get; } = number;

        public IReadOnlyList<Departure> SoFar { get; set; } = soFar;

        public bool WasAsked { get; set; }
    }

    /// <param name="callee">What is called.</param>
    /// <param name="entry">The world at its start.</param>
    /// <param name="faultsMatter">Whether a handler waits for its exceptions.</param>
    /// <param name="direction">Where the call leads: on the way to the tracked acquire an acquire below it is another one, and so is an object that is made.</param>
    /// <param name="outermost">The call of the root under which sightings are told; null while nothing is told.</param>
    /// <param name="types">The method with its type arguments, where it has any: they decide what calls in it run.</param>
    /// <param name="execute">Does it, when it was not done before.</param>
    /// <returns>Those who leave it, and whether there is nothing to tell of it. Of a call that is met inside itself there is not: the outer one tells it.</returns>
    public (IReadOnlyList<Departure> Departures, bool IsQuiet) Get(Body callee, World entry, bool faultsMatter, CallDirection direction, IOperation? outermost, IMethodSymbol? types, Func<IReadOnlyList<Departure>> execute)
    {
        var key = new Key(callee, entry.State, entry.Store, faultsMatter, direction, outermost, types);
        if (known.TryGetValue(key, out var before))
        {
            isQuiet &= before.IsQuiet;
            return (ReferenceEquals(before.Way, entry.Trace) ? before.Departures : [.. before.Departures.Select(departure => departure with { World = departure.World.Moved(before.Way, entry.Trace) })], before.IsQuiet);
        }

        if (open.TryGetValue(key, out var running))
        {
            running.WasAsked = true;
            dependsOn = Math.Min(dependsOn, running.Number);
            return (running.SoFar, true);
        }

        // What was found out silently is what is passed once more to be told.
        return Settle(key, new Open(open.Count, outermost is not null && known.TryGetValue(key with { Outermost = null }, out var silent) ? silent.Departures : []), entry.Trace, execute);
    }

    /// <summary>Whether a body was met in so many worlds that the next ones are told apart by less.</summary>
    public bool IsOftenMet(Body callee) => entries.TryGetValue(callee, out var met) && met >= Budget.Entries;

    /// <summary>What goes wrong in the call that is executed now could be told, and is not.</summary>
    public void KeepSilent() => isQuiet = false;

    (IReadOnlyList<Departure> Departures, bool IsQuiet) Settle(Key key, Open call, Trace? way, Func<IReadOnlyList<Departure>> execute)
    {
        var (before, wasQuiet) = (dependsOn, isQuiet);
        entries[key.Callee] = entries.TryGetValue(key.Callee, out var met) ? met + 1 : 1;
        open.Add(key, call);
        try
        {
            for (var round = 0; ; round++)
            {
                dependsOn = Final;
                call.WasAsked = false;
                isQuiet = true;
                var departures = Departure.Distinct(execute());
                if (call.WasAsked && !AreSame(departures, call.SoFar))
                {
                    if (round == Budget.Rounds)
                        throw new BudgetException($"{Budget.Rounds} rounds of a recursion");
                    call.SoFar = departures;
                    continue;
                }

                // What still depends on a call further out is not final: that one may have more to say.
                if (dependsOn >= call.Number)
                    known[key] = (way, departures, isQuiet);
                return (departures, isQuiet);
            }
        }
        finally
        {
            open.Remove(key);
            isQuiet &= wasQuiet;
            dependsOn = Math.Min(before, dependsOn >= call.Number ? Final : dependsOn);
        }
    }

    static bool AreSame(IReadOnlyList<Departure> left, IReadOnlyList<Departure> right)
        => left.Count == right.Count && left.Zip(right, (mine, theirs) => mine.IsAs(theirs)).All(same => same);

    sealed record Key(Body Callee, ObjectState State, Store Store, bool FaultsMatter, CallDirection Direction, IOperation? Outermost, IMethodSymbol? Types);
}
