using System.Collections.Concurrent;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using NdisRules.Analyzers.Verification.Bodies;
using NdisRules.Analyzers.Verification.RuleFiles;

namespace NdisRules.Analyzers.Verification.Running;

/// <summary>
/// Lists the objects of a body: the acquires it makes itself, and those of the methods it calls, each with its way there. The
/// index of names keeps it from asking for bodies that cannot matter, and how far the next acquire is from walking ways that end
/// at none: of those there may be more than anybody can count.
/// </summary>
/// <param name="rule">What acquires.</param>
/// <param name="bodies">Where the bodies of callees come from.</param>
/// <param name="touching">The names that may lead to a rule.</param>
/// <param name="contextType">The type of <c>this</c>, where it is known: it decides what a virtual call runs.</param>
sealed class AcquireFinder(Rule rule, MethodBodies bodies, TouchingNames touching, INamedTypeSymbol? contextType)
{
    const int Nowhere = int.MaxValue;

    /// <summary>How many calls a body is from the nearest acquire. Only final answers are in it, so that threads may share them.</summary>
    readonly ConcurrentDictionary<Body, int> distances = new();

    /// <summary>At most one more than <see cref="Budget.Objects"/>: who gets that many knows that some are left out.</summary>
    public IReadOnlyList<Acquire> In(Body root, CancellationToken cancellation)
    {
        var found = new List<Acquire>();
        if (DistanceOf(root, cancellation) < Nowhere)
            Add(root, root, [], found, cancellation);
        return found;
    }

    void Add(Body root, Body body, IReadOnlyList<IOperation> path, List<Acquire> found, CancellationToken cancellation)
    {
        foreach (var call in body.Calls)
        {
            cancellation.ThrowIfCancellationRequested();
            if (found.Count > Budget.Objects)
                return;
            if (IsAcquire(call))
                found.Add(new(root, path, body, call));
            else if (path.Count < Budget.CallDepth && Callee(call, cancellation) is { } callee
                && DistanceOf(callee, cancellation) < Budget.CallDepth - path.Count && !IsOn(path, callee) && !ReferenceEquals(callee.Graph, root.Graph))
                Add(root, callee, [.. path, call], found, cancellation);
        }
    }

    /// <summary>Looks at everything that can be reached from a body, once, and carries distances back along the calls.</summary>
    int DistanceOf(Body start, CancellationToken cancellation)
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
            if (distances.TryGetValue(body, out var distance) || (body.Calls.Any(IsAcquire) && (distance = 0) == 0))
            {
                At(reached, distance).Add(body);
                if (distance > 0)
                    continue;
            }

            foreach (var callee in body.Calls.Where(call => !IsAcquire(call)).Select(call => Callee(call, cancellation)).OfType<Body>())
            {
                if (!callers.TryGetValue(callee, out var callersOfCallee))
                {
                    callers.Add(callee, callersOfCallee = []);
                    waiting.Enqueue(callee);
                }

                callersOfCallee.Add(body);
            }
        }

        return Settle(start, callers, reached);
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

    bool IsAcquire(IOperation call) => call is IInvocationOperation { TargetMethod: var target } && rule.RowOf(target) is { Kind: RowKind.Acquires };

    /// <summary>The method whose source runs at a call or at the read of a property.</summary>
    IMethodSymbol? TargetOf(IOperation call) => call switch
    {
        IInvocationOperation { Instance: var instance, TargetMethod: var method } => OnContext(call, instance, method),
        IPropertyReferenceOperation { Parent: ISimpleAssignmentOperation { Target: var target } } property when ReferenceEquals(target, property) => null,
        IPropertyReferenceOperation { Instance: var instance, Property.GetMethod: { } getter } => OnContext(call, instance, getter),
        _ => null,
    };

    IMethodSymbol OnContext(IOperation call, IOperation? instance, IMethodSymbol method)
        => instance is IInstanceReferenceOperation ? Dispatch.Of(call, method, contextType) : method;

    Body? Callee(IOperation call, CancellationToken cancellation)
    {
        if (TargetOf(call) is not { } target || target.IsAbstract || target.MethodKind == MethodKind.DelegateInvoke || target.DeclaringSyntaxReferences.IsEmpty)
            return null;
        if (target.MethodKind != MethodKind.LocalFunction && !touching.Contains(NameOf(target)))
            return null;
        // What a row says of a member is all that is asked of it.
        if (rule.RowOf(target) is not null)
            return null;
        var callee = bodies.OfCallee(target, cancellation);
        return callee is null || callee.HasYield ? null : callee;
    }

    /// <summary>The name under which the source declares it.</summary>
    static string NameOf(IMethodSymbol method)
        => method.MethodKind == MethodKind.Constructor ? method.ContainingType.Name : (method.AssociatedSymbol ?? method).Name;

    bool IsOn(IReadOnlyList<IOperation> path, Body callee)
        => path.Select(TargetOf).OfType<IMethodSymbol>().Any(target => SymbolEqualityComparer.Default.Equals(MethodBodies.Implementation(target), callee.Symbol));
}
