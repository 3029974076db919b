using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using NdisRules.Analyzers.Flow;
using NdisRules.Analyzers.Verification.Library;
using NdisRules.Analyzers.Verification.RuleFiles;
using NdisRules.Analyzers.Verification.Running;
using NdisRules.Analyzers.Verification.Worlds;

namespace NdisRules.Analyzers.Verification.Evaluation;

/// <summary>Calls: what the rule says of the member, what its source shows, and what is assumed of the rest.</summary>
sealed partial class Evaluator
{
    IReadOnlyList<Outcome> Call(IInvocationOperation call, World world)
    {
        if (call.TargetMethod.MethodKind == MethodKind.LocalFunction && CalleeOf(call.TargetMethod) is null)
            world = EscapeCaptured(call, world);
        return Evaluate(call.Instance, world).Then((ready, receiver) => call.Instance is null ? Outcome.One(ready, receiver) : [Found(call.Instance, ready, receiver)]).Then((ready, receiver) =>
            [.. Arguments(call.Arguments, call.Instance is null ? ready : Waiting(call.Instance, new(ready, receiver))).SelectMany(arguments => Call(call, arguments.World, receiver, arguments.Values))]);
    }

    /// <summary>The arguments in the order in which they are evaluated; an <c>out</c> has no value yet.</summary>
    IReadOnlyList<(World World, Value[] Values)> Arguments(IEnumerable<IArgumentOperation> arguments, World world)
    {
        IReadOnlyList<(World World, Value[] Values)> read = [(world, [])];
        foreach (var argument in arguments)
            read = [.. read.SelectMany(so => (argument.Parameter?.RefKind == RefKind.Out ? Outcome.One(so.World, Value.Unknown) : Evaluate(argument.Value, so.World))
                .Select(outcome => (Waiting(argument, outcome), (Value[])[.. so.Values, outcome.Value])))];
        return read;
    }

    /// <summary>An object that has no name yet waits in a temporary for what else the statement does.</summary>
    World Waiting(IOperation operation, Outcome outcome) => outcome.Value is { Kind: ValueKind.Tracked or ValueKind.Instance, Origin: null }
        ? outcome.World.Write(run.Places.Temporary(operation, body.Graph), outcome.Value)
        : outcome.World;

    IReadOnlyList<Outcome> Call(IInvocationOperation call, World world, Value receiver, Value[] arguments)
    {
        if (IsEquality(call.TargetMethod) && (call.Instance is null ? arguments : [receiver, .. arguments]) is [var left, var right])
            return Compare(world, left, right, equal: true);
        var method = Implemented(call.TargetMethod, call.Instance);
        switch (Rule.RowOf(method))
        {
            case { Kind: RowKind.Acquires } row:
                thrown?.Invoke(world);
                return Uses(call, call.Arguments, world, receiver, arguments).Then((after, _) => Acquire(call, row, after));
            case { Kind: RowKind.Releases } row:
                return UsesBesides(row.Slot, call, world, receiver, arguments).Then((after, _) => Release(call, after, ValueIn(row.Slot, call.Arguments, receiver, arguments)));
            case { Kind: RowKind.Transfers } row:
                thrown?.Invoke(world);
                return UsesBesides(row.Slot, call, world, receiver, arguments)
                    .Then((after, _) => Look(after, ValueIn(row.Slot, call.Arguments, receiver, arguments), call))
                    .Then((after, given) => Outcome.One(after.Escape(given), Value.Unknown));
            case { Kind: RowKind.Null } row:
                return EqualTo(world, ValueIn(row.Slot, call.Arguments, receiver, arguments), null, equal: true);
            case { Kind: RowKind.Views }:
                return Uses(call, call.Arguments, world, receiver, arguments).Then((after, _) => Outcome.One(after, receiver.ReachesTracked || arguments.Any(value => value.ReachesTracked) ? Value.View : Value.Unknown));
            case { Kind: RowKind.Borrows }:
                thrown?.Invoke(world);
                // It borrows what the rule hands out; an object of the user's own that leads there it may well keep.
                return Uses(call, call.Arguments, world, receiver, arguments).Then((after, _) => Outcome.One(
                    Windows(call.Arguments, OutArguments(call.Arguments, arguments.Where(value => !value.ReachesTracked).Aggregate(after, (next, value) => next.Escape(value))), arguments),
                    ViewFrom(call.TargetMethod, receiver, arguments)));
            default:
                if (IsNullable(call.TargetMethod.ContainingType))
                    return call.TargetMethod.Name == "get_HasValue" ? EqualTo(world, receiver, null, equal: false) : Outcome.One(world, receiver);
                if (call.TargetMethod.Name == "<Clone>$")
                    return Copied(call, world, receiver);
                if (Collect(call, world, receiver, arguments) is { } collected)
                    return collected;
                if (Promises.Passes(call.TargetMethod))
                    return Continued(call, world, receiver, arguments);
                return Look(world, receiver, call, followed: IsFollowing(call)).Then((after, _) =>
                    Invoke(call, method, call.Arguments, after, receiver, call.TargetMethod.MethodKind == MethodKind.LocalFunction ? ThisPlace(after) : ReceiverPlace(call.Instance, after, receiver), arguments));
        }
    }

    /// <summary>A member of a task that will give the object hands it on; what a continuation is given, it may keep.</summary>
    IReadOnlyList<Outcome> Continued(IInvocationOperation call, World world, Value receiver, Value[] arguments)
    {
        var after = arguments.Aggregate(world, (next, value) => next.Escape(value));
        if (Promises.Gives(call.Type, Rule))
            return Outcome.One(after, receiver);
        return Outcome.One(receiver.ReachesTracked && call.Arguments.Any(argument => argument.Parameter?.Type.TypeKind == TypeKind.Delegate) ? after.Forget() : after, Value.Unknown);
    }

    /// <summary>What a call through an interface runs, where the type of the receiver says it: a <c>using</c> disposes through IDisposable.</summary>
    static IMethodSymbol Implemented(IMethodSymbol method, IOperation? instance)
        => method.ContainingType.TypeKind == TypeKind.Interface && instance.Unconverted()?.Type is { TypeKind: TypeKind.Class or TypeKind.Struct } type
            && type.FindImplementationForInterfaceMember(method) is IMethodSymbol implementation ? implementation : method;

    /// <summary>An acquire gives an object or null. The tracked one starts the object's life; an older object from the same place lives on in a world of its own.</summary>
    IReadOnlyList<Outcome> Acquire(IInvocationOperation call, RuleRow row, World world)
    {
        var outcomes = new List<Outcome>();
        if (run.IsTracked(call))
        {
            if (world.State != ObjectState.Unallocated)
                outcomes.AddRange(Give(call, row, world, Value.Unknown.GivenBy(call)));
            var fresh = world.Forget();
            outcomes.AddRange(Give(call, row, fresh.With(ObjectState.Allocated).Noting(new(StepKind.Acquire, call.Syntax, "allocated here")), Value.Tracked));
            if (Rule.MayGiveNull)
                outcomes.AddRange(Fail(call, row, fresh.Noting(new(StepKind.AcquireFailed, call.Syntax, "null was returned here"))));
            return outcomes;
        }

        outcomes.AddRange(Give(call, row, world, (Rule.MayGiveNull ? Value.Unknown : Value.NotNull).GivenBy(call)));
        if (row.Slot != Slot.Return)
            outcomes.AddRange(Fail(call, row, world));
        return outcomes;
    }

    IReadOnlyList<Outcome> Give(IInvocationOperation call, RuleRow row, World world, Value value)
    {
        var after = OutArguments(call.Arguments, world);
        if (row.Slot == Slot.Return)
            return Outcome.One(after, value);
        if (ArgumentOf(row.Slot, call.Arguments) is { } argument && PlaceOf(argument.Value, after) is { } place)
            after = after.Write(place, value);
        else if (value.ReachesTracked)
            after = after.Forget();
        return Outcome.One(after, Success(call, row) is { } success ? Value.Of(success) : Value.Unknown);
    }

    IReadOnlyList<Outcome> Fail(IInvocationOperation call, RuleRow row, World world)
    {
        var after = OutArguments(call.Arguments, world);
        if (row.Slot == Slot.Return)
            return Outcome.One(after, Value.Null.GivenBy(call));
        if (ArgumentOf(row.Slot, call.Arguments) is { } argument && PlaceOf(argument.Value, after) is { } place)
            after = after.Write(place, Value.Null);
        return Outcome.One(after, Success(call, row) is { } success ? Value.Unknown.Given(success, equal: false) : Value.Unknown);
    }

    /// <summary>The result with which an acquire through an <c>out</c> succeeds.</summary>
    static object? Success(IInvocationOperation call, RuleRow row) => row.When switch
    {
        null => null,
        "true" => true,
        "false" => false,
        var name => call.TargetMethod.ReturnType.GetMembers(name).OfType<IFieldSymbol>().FirstOrDefault()?.ConstantValue,
    };

    IReadOnlyList<Outcome> Release(IInvocationOperation call, World world, Value value)
    {
        if (value.ReachesTracked)
        {
            if (world.State == ObjectState.Allocated)
                return Outcome.One(world.With(ObjectState.Freed).Noting(new(StepKind.Release, call.Syntax, "freed here")), Value.Unknown);
            Saw(Defect.FreedTwice, call, world);
            return Outcome.One(world.Forget(), Value.Unknown);
        }

        if (Rule.Text.NullReleaseIsDefect && IsUntestedNull(world, value))
            return Look(world, value, call, followed: true);
        if (Rule.Text.NullReleaseIsDefect && run.Depth == 0)
            run.Sightings?.Released(call, value.IsNull, world, run.Home);
        return Outcome.One(world, Value.Unknown);
    }

    /// <summary>A call that no row speaks of: its source if there is one, else the attributes of its parameters, else the rule's assumption.</summary>
    IReadOnlyList<Outcome> Invoke(IOperation call, IMethodSymbol? method, IReadOnlyList<IArgumentOperation> arguments, World world, Value receiver, Place? receiverPlace, Value[] values)
    {
        if (method is null)
            return Outcome.One(values.Aggregate(world, (next, value) => next.Escape(value)), Value.Unknown);
        if (run.Bodies.Traits.EndsProgram(method))
            return Outcome.None;
        if (Exchanged(method, arguments, world, values) is { } exchanged)
            return exchanged;
        if (run.Bodies.Traits.ThrowsOnly(method))
        {
            if (thrown is null)
                new Custody(run, body).CheckThrow(world, call);
            thrown?.Invoke(world);
            return Outcome.None;
        }

        var target = Dispatched(call, method, receiverPlace);
        if (Concerns(call, target, world, receiver, receiverPlace, values) && Execute(call, target, arguments, world, receiverPlace, values) is { } executed)
            return executed;

        thrown?.Invoke(world);
        if (world.State == ObjectState.Freed && arguments.Zip(values, (argument, value) => (argument, value)).FirstOrDefault(pair => pair.value.ReachesTracked) is { argument: { } stale })
            return Reported(Ownership.Of(method, stale.Parameter, Rule, IsInSource(method)) == OwnershipKind.Releases ? Defect.FreedTwice : Defect.UsedAfterFree, call, world);
        var after = world;
        var state = after.State;
        foreach (var (argument, value) in arguments.Zip(values, (argument, value) => (argument, value)))
        {
            if (!after.IsReachedBy(value))
                continue;
            var ownership = value.Kind == ValueKind.Instance && Collections.Is(argument.Value.Unconverted()?.Type) ? OwnershipKind.Escapes : Ownership.Of(method, argument.Parameter, Rule, IsInSource(method));
            if (ownership == OwnershipKind.Releases && value.ReachesTracked && Release(call, after, value) is [var released])
                after = released.World;
            else if (ownership == OwnershipKind.Escapes || argument.Parameter?.RefKind == RefKind.Ref)
                after = after.Forget();
        }

        if (IsInSource(method))
            after = after.Escape(receiver);
        if (state == after.State && MayReachFields(method, receiverPlace, values, arguments, after))
            after = after.Holders.All(holder => holder.Root.Kind is PlaceKind.Context or PlaceKind.Static) && after.IsHeld ? after.Forget() : Unsettled(after);
        return Outcome.One(Windows(arguments, OutArguments(arguments, after), values), state == after.State ? ViewFrom(method, receiver, values) : Value.Unknown);
    }

    IReadOnlyList<Outcome> Release(IOperation call, World world, Value value)
        => world.State == ObjectState.Allocated
            ? Outcome.One(world.With(ObjectState.Freed).Noting(new(StepKind.Release, call.Syntax, "handed over to be freed")), Value.Unknown)
            : value.ReachesTracked ? Reported(Defect.FreedTwice, call, world) : Outcome.One(world, Value.Unknown);

    IReadOnlyList<Outcome> Reported(Defect defect, IOperation where, World world)
    {
        Saw(defect, where, world);
        return Outcome.One(world.Forget(), Value.Unknown);
    }

    /// <summary>Code that is not looked into may have changed what fields and statics hold: truths about them go, the object itself is assumed to stay.</summary>
    static World Unsettled(World world) => world.With(world.Store.Select((location, held) =>
        location.Root.Kind is PlaceKind.Context or PlaceKind.Static && location.Symbol is not IFieldSymbol { IsReadOnly: true } && !held.ReachesTracked && held.Kind is not (ValueKind.Reference or ValueKind.Instance) ? Value.Unknown : held));

    static bool MayReachFields(IMethodSymbol method, Place? receiverPlace, Value[] values, IReadOnlyList<IArgumentOperation> arguments, World world)
        => IsInSource(method) && (receiverPlace?.Kind == PlaceKind.Context || method.IsStatic && world.Holders.Any(holder => holder.Root.Kind == PlaceKind.Static)
            || arguments.Any(argument => argument.Value is IInstanceReferenceOperation));

    World OutArguments(IReadOnlyList<IArgumentOperation> arguments, World world)
    {
        foreach (var argument in arguments)
            if (argument.Parameter?.RefKind is RefKind.Out or RefKind.Ref && PlaceOf(argument.Value, world) is { } place)
                world = world.Write(place, Value.Unknown);
        return world;
    }

    IReadOnlyList<Outcome> Uses(IOperation call, IReadOnlyList<IArgumentOperation> followed, World world, Value receiver, Value[] arguments)
    {
        var outcomes = Look(world, receiver, call, followed: IsFollowing(call));
        foreach (var value in arguments)
            outcomes = outcomes.Then((after, _) => Look(after, value, call, followed: followed.Count > 0 && Rule.Text.NullReleaseIsDefect));
        return outcomes;
    }

    /// <summary>Whether a call on a null receiver is a mistake: a handle can always say what it is.</summary>
    static bool IsFollowing(IOperation call) => call is not IInvocationOperation { TargetMethod.Name: "ToString" or "GetHashCode" or "GetType" };

    IReadOnlyList<Outcome> UsesBesides(int slot, IInvocationOperation call, World world, Value receiver, Value[] arguments)
    {
        var outcomes = slot == Slot.This ? Outcome.One(world, receiver) : Look(world, receiver, call, followed: true);
        foreach (var (argument, value) in call.Arguments.Zip(arguments, (argument, value) => (argument, value)))
            if (argument.Parameter?.Ordinal != slot)
                outcomes = outcomes.Then((after, _) => Look(after, value, call));
        return outcomes;
    }

    static Value ValueIn(int slot, IReadOnlyList<IArgumentOperation> arguments, Value receiver, Value[] values)
    {
        if (slot == Slot.This)
            return receiver;
        for (var i = 0; i < arguments.Count; i++)
            if (arguments[i].Parameter?.Ordinal == slot)
                return values[i];
        return Value.Unknown;
    }

    static IArgumentOperation? ArgumentOf(int slot, IReadOnlyList<IArgumentOperation> arguments) => arguments.FirstOrDefault(argument => argument.Parameter?.Ordinal == slot);

    /// <summary><c>x.Equals(y)</c>, <c>Equals(x, y)</c> and <c>ReferenceEquals(x, y)</c>, of a rule's own type or of object.</summary>
    bool IsEquality(IMethodSymbol method) => method.Name is "Equals" or "ReferenceEquals" && method.ReturnType.SpecialType == SpecialType.System_Boolean
        && (Rule.Gives(method.ContainingType) || method.ContainingType.SpecialType == SpecialType.System_Object);

    static bool IsInSource(IMethodSymbol method) => !method.DeclaringSyntaxReferences.IsEmpty || method.ContainingType is { IsImplicitlyDeclared: false, DeclaringSyntaxReferences.Length: > 0 };
}
