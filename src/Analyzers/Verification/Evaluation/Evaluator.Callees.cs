using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using NdisRules.Analyzers.Flow;
using NdisRules.Analyzers.Verification.Bodies;
using NdisRules.Analyzers.Verification.Running;
using NdisRules.Analyzers.Verification.Worlds;

namespace NdisRules.Analyzers.Verification.Evaluation;

/// <summary>Calls whose source is in sight and concerns the object: the callee is executed in the caller's world.</summary>
sealed partial class Evaluator
{
    /// <summary>Whether executing the callee can matter to the object. Everything else stays outside, for speed.</summary>
    bool Concerns(IOperation call, IMethodSymbol target, World world, Value receiver, Place? receiverPlace, Value[] values)
    {
        if (run.LeadsToAcquire(call) || run.IsOnWay(MethodBodies.Implementation(target)))
            return true;
        if (target.DeclaringSyntaxReferences.IsEmpty)
            return false;
        // Whether a release has nothing to free may hang on what a test of the source says.
        if (run.Acquire is null && target.ReturnType.SpecialType == SpecialType.System_Boolean)
            return true;
        // A local function shares the variables around it by reference.
        if (target.MethodKind == MethodKind.LocalFunction && (world.IsHeld || world.KnowsFailedAcquire))
            return true;
        if (world.IsConcernedBy(receiver) || values.Any(value => world.IsConcernedBy(value) && (!value.IsFailedAcquire || IsUntestedNull(world, value))))
            return true;
        return IsHeldBy(world, PlaceKind.Static, root: null) || (receiverPlace is not null && IsHeldBy(world, receiverPlace.Root.Kind, receiverPlace.Root));
    }

    /// <summary>Whether a member of the receiver, or a static, leads to the object or the null that its acquire gave.</summary>
    static bool IsHeldBy(World world, PlaceKind kind, Place? root)
    {
        if (!world.Store.Has(kind))
            return false;
        for (var i = 0; i < world.Store.Count; i++)
            if (world.Store.PlaceAt(i).Root is var held && held.Kind == kind && (root is null || ReferenceEquals(root, held)) && world.IsConcernedBy(world.Store.ValueAt(i)))
                return true;
        return false;
    }

    /// <summary>The worlds after the callee; null when it cannot be looked into.</summary>
    IReadOnlyList<Outcome>? Execute(IOperation call, IMethodSymbol target, IReadOnlyList<IArgumentOperation> arguments, World world, Place? receiverPlace, Value[] values)
    {
        if (CalleeOf(target) is not { } callee)
            return null;

        var entered = receiverPlace is null ? world : world.With(world.Store.With(run.Places.This(callee.Symbol), Value.Reference(receiverPlace)));
        foreach (var (argument, value) in arguments.Zip(values, (argument, value) => (argument, value)))
            entered = Bound(entered, (IMethodSymbol)callee.Symbol, argument, value);

        var outcomes = new List<Outcome>();
        foreach (var departure in new BodyRunner(run).Call(callee, entered, focus, call, faultsMatter: thrown is not null))
        {
            if (departure.Edge.Kind is EdgeKind.Throw or EdgeKind.Fault)
                thrown?.Invoke(departure.World.Drop(location => BelongsTo(location, callee.Symbol)));
            else
                outcomes.Add(Returned(departure, callee, call));
        }

        return outcomes;
    }

    Body? CalleeOf(IMethodSymbol target)
    {
        if (target is { IsAbstract: true } or { MethodKind: MethodKind.DelegateInvoke or MethodKind.AnonymousFunction })
            return null;
        if (run.Depth >= Budget.CallDepth)
            run.LeftOut = $"calls that concern an object go deeper than {Budget.CallDepth}";
        if (run.Depth >= Budget.CallDepth || MethodBodies.Implementation(target) is not IMethodSymbol implementation || run.IsRunning(implementation))
            return null;
        var callee = run.Bodies.OfCallee(implementation, run.Cancellation);
        // What an iterator does happens when somebody walks it, not when it is called.
        return callee is null || callee.HasYield ? null : callee;
    }

    World Bound(World world, IMethodSymbol callee, IArgumentOperation argument, Value value)
    {
        if (argument.Parameter is not { } formal || formal.Ordinal >= callee.Parameters.Length)
            return world.Escape(value);
        var location = run.Places.Variable(callee.Parameters[formal.Ordinal]);
        if (formal.RefKind == RefKind.None)
            return formal.Type.IsValueType ? world.Write(location, value) : world.With(world.Store.With(location, value));
        return PlaceOf(argument.Value, world) is { } place ? world.With(world.Store.With(location, Value.Reference(place))) : world;
    }

    static bool BelongsTo(Place location, ISymbol callee) => location.Root is { Kind: PlaceKind.Parameter or PlaceKind.This or PlaceKind.Result, Identity: ISymbol symbol }
        && (SymbolEqualityComparer.Default.Equals(symbol, callee) || SymbolEqualityComparer.Default.Equals(symbol.ContainingSymbol, callee));

    /// <summary>A property with code of its own is a call.</summary>
    IReadOnlyList<Outcome>? Accessor(IOperation property, IMethodSymbol? accessor, World world, Value receiver, Value? value)
    {
        if (accessor is null || property is not IPropertyReferenceOperation { Property: var symbol, Instance: var instance, Arguments.IsEmpty: true } || IsAutoProperty(symbol) || receiver.ReachesTracked)
            return null;
        var place = ReceiverPlace(instance, world, receiver);
        accessor = Dispatched(property, accessor, place);
        Value[] values = value is null ? [] : [value];
        if (!Concerns(property, accessor, world, receiver, place, values) || CalleeOf(accessor) is not { } callee)
            return null;
        var entered = place is null ? world : world.With(world.Store.With(run.Places.This(callee.Symbol), Value.Reference(place)));
        if (value is not null)
            entered = entered.With(entered.Store.With(run.Places.Variable(((IMethodSymbol)callee.Symbol).Parameters[0]), value));
        return [.. new BodyRunner(run).Call(callee, entered, focus, property, faultsMatter: false)
            .Where(departure => departure.Edge.Kind == EdgeKind.Return)
            .Select(departure => Returned(departure, callee, property))];
    }

    /// <summary>What comes back, with the field that it was read from: what the caller learns about it is learned about the field. A struct comes back with its members.</summary>
    Outcome Returned(Departure departure, Body callee, IOperation call)
    {
        var result = run.Places.Result(callee.Symbol);
        var (world, value) = (departure.World, departure.Result);
        if (HasMembers(world, result))
        {
            var temporary = run.Places.Temporary(call, body.Graph);
            world = world.Write(temporary, Value.Unknown.From(result));
            value = value.From(temporary);
        }
        else if (value is { Origin: { } origin } && BelongsTo(origin, callee.Symbol))
        {
            value = value.From(null);
        }

        return new(world.Drop(location => BelongsTo(location, callee.Symbol)), value);
    }

    static bool HasMembers(World world, Place holder)
    {
        for (var i = 0; i < world.Store.Count; i++)
            if (ReferenceEquals(world.Store.PlaceAt(i).Holder, holder))
                return true;
        return false;
    }

    /// <summary>The object on which a call runs: what a reference leads to, where a struct lies.</summary>
    Place? ReceiverPlace(IOperation? instance, World world, Value receiver) => instance is null ? null
        : receiver is { Kind: ValueKind.Instance, Target: { } heap } ? heap
        : HolderPlace(instance, world);

    /// <summary>What a virtual call on the context runs: the context's own override, since its type is known.</summary>
    IMethodSymbol Dispatched(IOperation call, IMethodSymbol method, Place? receiverPlace)
        => receiverPlace?.Kind == PlaceKind.Context ? Dispatch.Of(call, method, run.ContextType) : method;

    /// <summary>The atomic operations of Interlocked, Volatile and of a handle itself: reads and writes of the place they are given.</summary>
    IReadOnlyList<Outcome>? Exchanged(IMethodSymbol method, IReadOnlyList<IArgumentOperation> arguments, World world, Value[] values)
    {
        if (!method.IsStatic || !(method.ContainingType.Name is "Interlocked" or "Volatile" || Rule.Gives(method.ContainingType)))
            return null;
        if (arguments.Count == 0 || arguments[0].Parameter?.RefKind is not (RefKind.Ref or RefKind.In) || PlaceOf(arguments[0].Value, world) is not { } place)
            return null;
        var old = world.Read(place).From(null);
        return (method.Name, arguments.Count) switch
        {
            ("Exchange", 2) => Outcome.One(Put(world, place, values[1]), old),
            ("Write" or "VolatileWrite", 2) => Outcome.One(Put(world, place, values[1]), Value.Unknown),
            ("Read" or "VolatileRead", 1) => Outcome.One(world, old),
            ("CompareExchange", 3) => Compare(world, world.Read(place), values[2], equal: true).Then((after, same) => same.AsBool switch
            {
                true => Outcome.One(Put(after, place, values[1]), after.Read(place).From(null)),
                false => Outcome.One(after, after.Read(place).From(null)),
                _ => [new(Put(after, place, values[1]), values[2].From(null)), new(after, old)],
            }),
            _ => null,
        };
    }

    World Put(World world, Place place, Value value) => KeepsFollowed(place) || !world.IsReachedBy(value) ? world.Write(place, value) : world.Forget().Write(place, Value.NotNull);
}
