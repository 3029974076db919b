using System.Collections.Concurrent;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using NdisRules.Analyzers.Verification.Bodies;
using NdisRules.Analyzers.Verification.RuleFiles;
using NdisRules.Analyzers.Verification.Running;
using NdisRules.Analyzers.Verification.Worlds;

namespace NdisRules.Analyzers.Verification.Evaluation;

/// <summary>
/// Whether a body leaves an object, or the null of its acquire, to whoever calls it: returned, given out, or held by something that its caller may hold too. What
/// it frees, loses or gives away for good concerns no caller, and to lead every caller to it would cost the product of all ways there.
/// </summary>
/// <param name="rule">What acquires.</param>
/// <param name="bodies">Where the bodies of callees come from.</param>
/// <param name="contextType">The type of <c>this</c>, where it is known.</param>
/// <param name="isHandedOut">Whether a body does no more than to hand out what one of its operations gives.</param>
sealed class Leavings(Rule rule, MethodBodies bodies, INamedTypeSymbol? contextType, Func<Body, IOperation, CancellationToken, bool> isHandedOut)
{
    /// <summary>What is known already, by the way to the object. Only final answers are in it, so that threads may share them.</summary>
    readonly ConcurrentDictionary<Way, LeftTo> known = new();

    /// <param name="acquire">What gives the object.</param>
    /// <param name="followsStatics">Whether what only statics lead to is owed by anybody: by a driver, whose statics end with it, and by nobody else.</param>
    /// <param name="cancellation">Ends the search early.</param>
    public bool MayLeave(Acquire acquire, bool followsStatics, CancellationToken cancellation)
    {
        var way = Way.To(acquire);
        if (!known.TryGetValue(way, out var left))
            left = known.GetOrAdd(way, Find(acquire, cancellation));
        return left == LeftTo.Callers || (followsStatics && left == LeftTo.Statics);
    }

    LeftTo Find(Acquire acquire, CancellationToken cancellation)
    {
        if (isHandedOut(acquire.Root, acquire.Path.Count > 0 ? acquire.Path[0] : acquire.Operation, cancellation) || IsOpen(acquire.Root) || HandsOn(acquire) || acquire.Path.Any(call => acquire.Root.Contains(call) && IsOpenCall(call)))
            return LeftTo.Callers;
        var run = new Run(rule, acquire, contextType, bodies, cancellation) { Allowance = acquire.Path.Count > 1 ? Budget.TransfersToLeave : Budget.TransfersToLeaveNear };
        try
        {
            var departures = new BodyRunner(run).Execute(acquire.Root, [World.Start], Focus.None, call: null);
            return run.LeftOut is not null || departures.Any(departure => Leaves(departure, acquire, followsStatics: false)) ? LeftTo.Callers
                : departures.Any(departure => Leaves(departure, acquire, followsStatics: true)) ? LeftTo.Statics : LeftTo.Nobody;
        }
        catch (BudgetException)
        {
            // An object that lies so deep in data structures is led through its own member, not through all that leads there.
            return LeftTo.Nobody;
        }
    }

    /// <summary>Whether a caller may come to the object, or to the null of its acquire, when a body is left so.</summary>
    public bool Leaves(Departure departure, Acquire acquire, bool followsStatics) => acquire.Row.IsDuty ? IsLeftOpen(departure.World, acquire) : departure.World.State != ObjectState.Unallocated
        ? departure.World.Holders.Any(holder => IsKnownOutside(holder, acquire.Root, followsStatics) && !IsLeftToFinalizer(holder, acquire)) || departure.World.IsReachedByOffset || departure.World.IsReachedBy(departure.Result)
        : departure.Result.IsFailedAcquire || departure.World.Store.Any((place, held) => held.IsFailedAcquire && IsKnownOutside(place, acquire.Root, followsStatics));

    /// <summary>A duty lies on an object that the caller knows by a name of its own: where it is done in the body, or was never taken, nothing of it is left.</summary>
    bool IsLeftOpen(World world, Acquire acquire) => world.State == ObjectState.Allocated ? !world.Holders.Any(holder => IsLeftToFinalizer(holder, acquire))
        : world.State == ObjectState.Unallocated && Trace.HasSince(world.Trace, null, StepKind.Acquire);

    /// <summary>Who is handed an object that frees the other one when it is collected can lose neither; who makes it is led to that all the same.</summary>
    bool IsLeftToFinalizer(Place holder, Acquire acquire) => acquire.Path.Count > 0
        && (holder.Root.Kind == PlaceKind.Context && acquire.Root.Method is { MethodKind: MethodKind.Constructor } constructor ? constructor.ContainingType : holder.Root.MadeType) is { } made && Endings.MayFreeWhenCollected(made, rule, bodies.Traits);

    /// <summary>
    /// Whether a caller may come to the object through what holds it. An object that was found, not made, is known where it was
    /// found: in a variable of the caller's, or in one of the body's own that says nothing of whose it is.
    /// </summary>
    static bool IsKnownOutside(Place holder, Body body, bool followsStatics)
    {
        var root = holder.Root;
        while (root is { IsExternal: true, Identity: Place found })
            root = found.Root;
        return root.Kind switch
        {
            PlaceKind.Capture or PlaceKind.Temporary => false,
            PlaceKind.Local => IsAround(root.Symbol?.ContainingSymbol, body.Symbol.ContainingSymbol),
            PlaceKind.Parameter => IsAround(root.Symbol?.ContainingSymbol, body.Symbol),
            PlaceKind.Static => followsStatics,
            _ => true,
        };
    }

    /// <summary>Whether a variable's owner is the code itself or code around it.</summary>
    static bool IsAround(ISymbol? owner, ISymbol? code)
    {
        for (; code is IMethodSymbol; code = code.ContainingSymbol)
            if (SymbolEqualityComparer.Default.Equals(owner, code))
                return true;
        return false;
    }

    /// <summary>What a body gives to code that only its caller knows is not given away for good.</summary>
    public bool IsOpen(Body body) => body.Calls.Any(IsOpenCall);

    /// <summary>Whether a body hands on to the acquire a delegate that its own caller may have made, and something on the way gives objects to delegates.</summary>
    bool HandsOn(Acquire acquire) => acquire.Path.Count > 0 && acquire.Root.Method is { } method && method.Parameters.Any(IsDelegate)
        && CalleeFinder.ArgumentsOf(acquire.Path[0]).Any(argument => argument.Value.Type?.TypeKind == TypeKind.Delegate) && acquire.Way.Any(IsOpen);

    static bool IsDelegate(IParameterSymbol parameter) => parameter.Type.TypeKind == TypeKind.Delegate;

    bool IsOpenCall(IOperation call) => call is IInvocationOperation open
        && (open.TargetMethod.MethodKind == MethodKind.DelegateInvoke || (open.TargetMethod is { IsStatic: false, IsSealed: false, IsAbstract: true } or { IsVirtual: true } && !open.TargetMethod.DeclaringSyntaxReferences.IsEmpty))
        && open.Arguments.Any(argument => MayCarry(argument.Value.Type));

    /// <summary>A number or a text carries no object, unless the objects are numbers.</summary>
    bool MayCarry(ITypeSymbol? type) => type is not ({ TypeKind: TypeKind.Enum } or { SpecialType: >= SpecialType.System_Boolean and <= SpecialType.System_String }) || rule.Types.Has(type);

    /// <summary>Who may come to an object behind a body.</summary>
    enum LeftTo
    {
        Nobody,
        Statics,
        Callers,
    }

    /// <summary>The way to an acquire, from a body down.</summary>
    sealed record Way(Body Body, IOperation Step, Way? Rest)
    {
        public static Way To(Acquire acquire)
        {
            var way = new Way(acquire.Owner, acquire.Operation, null);
            for (var depth = acquire.Path.Count - 1; depth >= 0; depth--)
                way = new(depth == 0 ? acquire.Root : acquire.Way[depth - 1], acquire.Path[depth], way);
            return way;
        }
    }
}
