using System.Collections.Concurrent;
using Microsoft.CodeAnalysis;
using NdisRules.Analyzers.Verification.Bodies;
using NdisRules.Analyzers.Verification.Names;
using NdisRules.Analyzers.Verification.RuleFiles;

namespace NdisRules.Analyzers.Verification.Running;

/// <summary>
/// Lists the objects of a body: the acquires it makes itself, and those of the methods it calls, each with its way there. An object
/// that its callee sees to the end of is no caller's; the index of names keeps the search from bodies that cannot matter, and how
/// far the next acquire is from walking ways that end at none: of those there may be more than anybody can count.
/// </summary>
/// <param name="rule">What acquires.</param>
/// <param name="bodies">Where the bodies of callees come from.</param>
/// <param name="touching">The names that may lead to a rule.</param>
/// <param name="contextType">The type of <c>this</c>, where it is known: it decides what a virtual call runs.</param>
/// <param name="mayLeave">Whether an object may be met by whoever calls the body at its root.</param>
/// <param name="isSettled">Whether there is nothing to tell of what an operation of a body gives: where that is the root, or wherever it is.</param>
/// <param name="runsOthers">Whether a body that makes an object runs other code beside that.</param>
sealed class AcquireFinder(Rule rule, MethodBodies bodies, TouchingNames touching, INamedTypeSymbol? contextType, Func<Acquire, CancellationToken, bool> mayLeave, Func<Body, IOperation, bool, CancellationToken, bool> isSettled, Func<Body, CancellationToken, bool> runsOthers)
{
    const int Nowhere = int.MaxValue;

    /// <summary>How many calls a body is from the nearest acquire. Only final answers are in it, so that threads may share them.</summary>
    readonly ConcurrentDictionary<Body, int> distances = new();

    /// <summary>At most one more than <see cref="Budget.Objects"/>: who gets that many knows that some are left out.</summary>
    /// <param name="root">Where the search begins.</param>
    /// <param name="cut">Why it was given up, where there was more to look at than the budget allows; null where all was looked at.</param>
    /// <param name="cancellation">Ends the search early.</param>
    public IReadOnlyList<Acquire> In(Body root, out string? cut, CancellationToken cancellation)
    {
        var callees = new CalleeFinder(rule, bodies, touching, contextType, cancellation);
        var walk = new Walk(root, contextType is not null, callees, body => DistanceOf(body, callees, cancellation), (body, operation, isRoot) => isSettled(body, operation, isRoot, cancellation), body => runsOthers(body, cancellation), acquire => IsLeftToRoot(acquire, cancellation), cancellation);
        if (DistanceOf(root, callees, cancellation) < Nowhere)
            walk.Add(new Link(null, null, root), isAnswered: true, [], []);
        cut = walk.Cut;
        return walk.Acquires;
    }

    /// <summary>Whether every body on the way leaves the object to its caller, as far as a body can tell that alone.</summary>
    bool IsLeftToRoot(Acquire acquire, CancellationToken cancellation)
    {
        for (var depth = acquire.Way.Count; depth > 0; depth--)
            if (acquire.Sees[depth] && !mayLeave(acquire.SeenFrom(depth), cancellation) && !(acquire.Row.IsDuty && IsDoneAbove(acquire, depth)))
                return false;
        return true;
    }

    /// <summary>Whether a caller does a duty itself, which a callee may have done already.</summary>
    bool IsDoneAbove(Acquire acquire, int depth) => acquire.Root.Calls.Any(rule.IsRelease) || acquire.Way.Take(depth - 1).Any(body => body.Calls.Any(rule.IsRelease));

    /// <summary>A search from one root, along the calls that come nearer to an acquire.</summary>
    sealed class Walk(Body root, bool isOfContext, CalleeFinder callees, Func<Body, int> distanceOf, Func<Body, IOperation, bool, bool> isSettled, Func<Body, bool> runsOthers, Func<Acquire, bool> isLeftToRoot, CancellationToken cancellation)
    {
        readonly List<Acquire> found = [];
        int steps;
        bool isTooDeep;

        public IReadOnlyList<Acquire> Acquires => found;

        public string? Cut => steps > Budget.Ways ? $"the ways to what it acquires have more than {Budget.Ways} operations" : isTooDeep ? $"what it acquires lies deeper than {Budget.CallDepth} calls" : null;

        /// <param name="link">What is searched.</param>
        /// <param name="isAnswered">Whether what it hands out is settled as well: in the root, and below a call whose result is.</param>
        /// <param name="way">The way there.</param>
        /// <param name="levels">How far out each step of it is known.</param>
        public void Add(Link link, bool isAnswered, IReadOnlyList<Link> way, IReadOnlyList<int> levels)
        {
            foreach (var call in link.Body.Calls)
            {
                cancellation.ThrowIfCancellationRequested();
                if (found.Count > Budget.Objects || ++steps > Budget.Ways)
                    return;
                var isAnsweredHere = isSettled(link.Body, call, isAnswered);
                if (callees.AcquireAt(call, link) is not var (row, level))
                    Follow(call, link, isAnsweredHere, way, levels);
                else if (!isAnsweredHere)
                    Found(Acquired(way, call, row, [.. levels, level]));
            }
        }

        void Found(Acquire acquire)
        {
            if (isLeftToRoot(acquire))
                found.Add(acquire);
        }

        /// <summary>Of what only makes an object that is settled the rest is followed, where there is any.</summary>
        void Follow(IOperation call, Link link, bool isAnswered, IReadOnlyList<Link> way, IReadOnlyList<int> levels)
        {
            var left = Budget.CallDepth - way.Count;
            var isHanded = left > 0 && callees.HandsAcquire(call, link, body => distanceOf(body) < Nowhere);
            foreach (var (callee, level) in callees.Of(call, link, isHanded))
                if (link.Runs(callee) || (isAnswered && !runsOthers(callee)))
                {
                    continue;
                }
                else if (left > 0 && (isHanded || distanceOf(callee) < left || SharesDelegate(callee)))
                {
                    var next = new Link(link, call, callee);
                    Add(next, isAnswered, [.. way, next], [.. levels, level]);
                }
                else
                {
                    isTooDeep |= !isAnswered && distanceOf(callee) < Nowhere;
                }
        }

        /// <summary>Whether the callee may run a delegate in a variable that it shares with the code around it: alone it does not know which.</summary>
        static bool SharesDelegate(Body callee) => callee.Captures.Variables.Any(variable =>
            variable is ILocalSymbol { Type.TypeKind: TypeKind.Delegate } or IParameterSymbol { Type.TypeKind: TypeKind.Delegate });

        /// <summary>A body sees the acquire when no later step of the way is known only from further out.</summary>
        Acquire Acquired(IReadOnlyList<Link> way, IOperation operation, RuleRow row, IReadOnlyList<int> levels)
        {
            var sees = Enumerable.Range(0, way.Count + 1).Select(body => levels.Skip(body).All(level => level >= body));
            return new(root, [.. way.Select(link => link.Call!)], [.. way.Select(link => link.Body)], operation, row, [.. sees]) { IsOfContext = isOfContext };
        }
    }

    /// <summary>Looks at everything that can be reached from a body, once, and carries distances back along the calls.</summary>
    int DistanceOf(Body start, CalleeFinder finder, CancellationToken cancellation)
    {
        if (distances.TryGetValue(start, out var known))
            return known;
        var callers = new Dictionary<Body, List<Body>> { [start] = [] };
        var waiting = new Queue<Body>([start]);
        var reached = new SortedDictionary<int, List<Body>>();
        while (waiting.Count > 0)
        {
            cancellation.ThrowIfCancellationRequested();
            var body = waiting.Dequeue();
            var link = new Link(null, null, body);
            if (distances.TryGetValue(body, out var distance) || (Acquires(body, link, finder, cancellation) && (distance = 0) == 0))
            {
                At(reached, distance).Add(body);
                if (distance > 0)
                    continue;
            }

            foreach (var call in body.Calls)
            {
                var isAnswered = isSettled(body, call, false, cancellation);
                foreach (var (callee, _) in finder.Of(call, link))
                    if (!isAnswered || runsOthers(callee, cancellation))
                        Meet(callee, body);
                if (isAnswered)
                    continue;
                foreach (var callee in finder.MadeBy(call))
                    Meet(callee, body);
            }
        }

        return Settle(start, callers, reached);

        void Meet(Body callee, Body caller)
        {
            if (!callers.TryGetValue(callee, out var callersOfCallee))
            {
                callers.Add(callee, callersOfCallee = []);
                waiting.Enqueue(callee);
            }

            callersOfCallee.Add(caller);
        }
    }

    bool Acquires(Body body, Link link, CalleeFinder finder, CancellationToken cancellation)
    {
        foreach (var call in body.Calls)
            if ((finder.AcquireAt(call, link) is not null && !isSettled(body, call, false, cancellation)) || finder.MakesAcquire(call))
                return true;
        return false;
    }

    int Settle(Body start, Dictionary<Body, List<Body>> callers, SortedDictionary<int, List<Body>> reached)
    {
        var settled = new Dictionary<Body, int>();
        while (reached.Count > 0)
        {
            var (distance, nearest) = (reached.First().Key, reached.First().Value);
            reached.Remove(distance);
            foreach (var body in nearest)
            {
                if (settled.ContainsKey(body))
                    continue;
                settled.Add(body, distance);
                if (distance < Nowhere)
                    foreach (var caller in callers[body])
                        At(reached, distance + 1).Add(caller);
            }
        }

        foreach (var body in callers.Keys)
            distances.TryAdd(body, settled.TryGetValue(body, out var distance) ? distance : Nowhere);
        return distances[start];
    }

    static List<Body> At(SortedDictionary<int, List<Body>> reached, int distance)
    {
        if (!reached.TryGetValue(distance, out var there))
            reached.Add(distance, there = []);
        return there;
    }
}
