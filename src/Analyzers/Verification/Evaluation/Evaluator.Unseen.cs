using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using NdisRules.Analyzers.Flow;
using NdisRules.Analyzers.Verification.Bodies;
using NdisRules.Analyzers.Verification.Library;
using NdisRules.Analyzers.Verification.RuleFiles;
using NdisRules.Analyzers.Verification.Running;
using NdisRules.Analyzers.Verification.Worlds;

namespace NdisRules.Analyzers.Verification.Evaluation;

/// <summary>Calls that no row speaks of: their source if it is in sight, what is assumed of them otherwise.</summary>
sealed partial class Evaluator
{
    /// <summary>A call that no row speaks of: its source if there is one, else the attributes of its parameters, else the rule's assumption.</summary>
    IReadOnlyList<Outcome> Invoke(IOperation call, IMethodSymbol? method, IReadOnlyList<IArgumentOperation> arguments, World world, Value receiver, Place? receiverPlace, Value[] values)
    {
        if (method is null)
            return Outcome.One(AllEscaped(values, world), Value.Unknown);
        // A partial method that nobody wrote is not called.
        if (method is { IsPartialDefinition: true, PartialImplementationPart: null, ReturnsVoid: true })
            return Outcome.One(world, Value.Unknown);
        if (Exchanged(method, arguments, world, values) is { } exchanged)
            return exchanged;
        if (run.Bodies.Traits.ThrowsOnly(method))
        {
            if (thrown is null)
                new Custody(run, body).CheckThrow(world, call);
            thrown?.Invoke(world);
            return Outcome.None;
        }

        if (run.Bodies.Traits.EndsProgram(method))
            return Outcome.None;
        var candidates = Dispatched(call, method, receiverPlace);
        if (candidates is [var only])
            return EndedByLibrary(call, only, world, receiver, receiverPlace) ?? MakeSequence(call, only, arguments, world, receiverPlace, values)
                ?? (Concerns(call, only, world, receiver, receiverPlace, values) ? Into(only, world) : Unseen(call, method, arguments, world, receiver, receiverPlace, values));
        var ways = Ways(call, method, candidates, world);
        if (!ConcernsAny(call, ways, receiver, receiverPlace, values))
            return Unseen(call, method, arguments, world, receiver, receiverPlace, values);
        var outcomes = new List<Outcome>();
        foreach (var (candidate, chosen) in ways)
            outcomes.AddRange(Into(candidate, chosen));
        return outcomes;

        IReadOnlyList<Outcome> Into(IMethodSymbol candidate, World chosen) => ByRowOf(call, candidate, method, chosen, receiver, values)
            ?? ReleasedAgain(call, candidate, arguments, chosen, values)
            ?? (Concerns(call, candidate, chosen, receiver, receiverPlace, values) ? AsDeclared(call, arguments, values, chosen, Execute(call, candidate, arguments, chosen, receiver, receiverPlace, values)) : null)
            ?? Unseen(call, candidate, arguments, chosen, receiver, receiverPlace, values);
    }

    /// <summary>
    /// A body shows what becomes of what it is given, and counts for more than an attribute; but where it does nothing with the object and says that it takes it, it
    /// does so in a way that nobody sees, or will.
    /// </summary>
    IReadOnlyList<Outcome>? AsDeclared(IOperation call, IReadOnlyList<IArgumentOperation> arguments, Value[] values, World before, IReadOnlyList<Outcome>? executed)
    {
        if (executed is null || before.State != ObjectState.Allocated)
            return executed;
        for (var i = 0; i < arguments.Count && i < values.Length; i++)
            if (values[i].Kind == ValueKind.Tracked && arguments[i].Parameter is { } parameter && OwnershipAttributes.OfParameter(parameter) is { } declared and (RowKind.Releases or RowKind.Transfers)
                && executed.All(outcome => outcome.World.State == ObjectState.Allocated && outcome.World.Holders.All(holder => before.Store[holder].Kind == ValueKind.Tracked)))
                return executed.Then((after, result) => declared == RowKind.Transfers ? Outcome.One(after.Forget(), result) : HandedToRelease(call, after).Then((freed, _) => Outcome.One(freed, result)));
        return executed;
    }

    bool ConcernsAny(IOperation call, IReadOnlyList<(IMethodSymbol Method, World World)> ways, Value receiver, Place? receiverPlace, Value[] values)
    {
        for (var i = 0; i < ways.Count; i++)
            if (Concerns(call, ways[i].Method, ways[i].World, receiver, receiverPlace, values))
                return true;
        return false;
    }

    World AllEscaped(Value[] values, World world)
    {
        foreach (var value in values)
            world = Escaped(world, value);
        return world;
    }

    /// <summary>What a row says of the very method that runs, where the call names another: an interface's, a base's.</summary>
    IReadOnlyList<Outcome>? ByRowOf(IOperation call, IMethodSymbol candidate, IMethodSymbol method, World world, Value receiver, Value[] values)
    {
        if (call is not IInvocationOperation invocation || SymbolEqualityComparer.Default.Equals(candidate, method) || (Rule.RowOf(candidate) ?? RowOfInterface(candidate, receiver)) is not { } row)
            return null;
        var site = new CallSite(call, candidate, invocation.Instance, invocation.Arguments, receiver, values);
        return Misplaced(site, row, world) ?? Named(site, row, world);
    }

    /// <summary>A method that says of a parameter that it releases it is given what was freed before: whatever its body does with that, it is a second release.</summary>
    IReadOnlyList<Outcome>? ReleasedAgain(IOperation call, IMethodSymbol method, IReadOnlyList<IArgumentOperation> arguments, World world, Value[] values)
        => world.State == ObjectState.Freed && !FollowsDuty && IsInSource(method) && arguments.Zip(values, static (argument, value) => (argument, value)).Any(static pair => pair.value.Kind == ValueKind.Tracked && pair.argument.Parameter is { } parameter && OwnershipAttributes.OfParameter(parameter) == RowKind.Releases)
            ? Reported(Defect.FreedTwice, call, world) : null;

    /// <summary>A call of something that is not looked into: it borrows, unless it says or may do more.</summary>
    IReadOnlyList<Outcome> Unseen(IOperation call, IMethodSymbol method, IReadOnlyList<IArgumentOperation> arguments, World world, Value receiver, Place? receiverPlace, Value[] values)
    {
        MayThrow(call, method, world);
        if (world.State == ObjectState.Freed && !FollowsDuty && Array.FindIndex(values, static value => value.ReachesTracked) is var freed and >= 0 && freed < arguments.Count && arguments[freed] is var stale)
            return Reported(Ownership.Of(method, stale.Parameter, run, IsInSource(method), values[freed].Kind == ValueKind.Tracked) == OwnershipKind.Releases ? Defect.FreedTwice : Defect.UsedAfterFree, call, world);
        var after = world;
        var state = after.State;
        for (var i = 0; i < arguments.Count && i < values.Length; i++)
        {
            var (argument, value) = (arguments[i], values[i]);
            if (!after.IsReachedBy(value))
            {
                after = Lent(after, value);
                continue;
            }

            var ownership = value.Kind == ValueKind.Instance && Collections.Is(argument.Value.Unconverted()?.Type) || argument.Value.Unconverted()?.Type is { IsTupleType: true } || IsCalledBack(argument.Parameter, value) ? OwnershipKind.Escapes : Ownership.Of(method, argument.Parameter, run, IsInSource(method), value.Kind == ValueKind.Tracked);
            if (ownership == OwnershipKind.Escapes && value.ReachesTracked && Ownership.IsState(method, argument.Parameter) && AreLookingOnly(arguments, values))
                continue;
            if (ownership == OwnershipKind.Releases && value.ReachesTracked && HandedToRelease(call, after) is [var released])
                after = released.World;
            else if (ownership == OwnershipKind.Escapes || argument.Parameter?.RefKind == RefKind.Ref)
                after = after.Forget();
        }

        if (IsInSource(method))
            after = WrittenBy(method, after.Escape(receiver), receiver, values);
        if (state == after.State && MayReachFields(method, receiverPlace, values, arguments, after))
            after = after.IsHeld && after.Holders.All(static holder => holder.Root.Kind is PlaceKind.Context or PlaceKind.Static) && IsNamedIn(method, after) ? after.Forget() : Unsettled(after, call, method, receiverPlace);
        if (receiver.Function is not null && IsFollowing(call))
            after = Escaped(after, receiver);
        var result = state != after.State || IsInSource(method) ? run.Bodies.Fixed.Of(method, run.Cancellation) ?? (run.Results.NeverNull(method) ? Value.NotNull : Value.Unknown) : Made(call, method, Through(call.Type, receiver, values));
        if (Checked(method, values, Windows(arguments, OutArguments(arguments, Closures.Unsettled(run, after)), values)) is not { } left)
            return Outcome.None;
        return Teaches(method) ? Taught(method, arguments, left, values).Then((known, taught) => Outcome.One(known, taught.Kind == ValueKind.Unknown ? result : taught)) : Outcome.One(left, result);
    }

    /// <summary>Whether all delegates that a call is given are lambdas in sight that do no more than look at the objects of the rule which they are given.</summary>
    bool AreLookingOnly(IReadOnlyList<IArgumentOperation> arguments, Value[] values) => arguments.Any(static argument => argument.Parameter?.Type.TypeKind == TypeKind.Delegate) && arguments.Zip(values, (argument, value) => (argument, value))
        .Where(static pair => pair.argument.Parameter?.Type.TypeKind == TypeKind.Delegate)
        .All(pair => pair.value.Function is { } function && function.Targets.All(target => target.IsNested && run.Bodies.OfCallee(target.Method, run.Cancellation) is { } body
            && target.Method.Parameters.All(parameter => !(run.Types.Has(parameter.Type) || parameter.Type.SpecialType == SpecialType.System_Object) || Looks.Only(run, body, parameter))));

    /// <summary>Whether a library is given an object of the source by an interface of its own, and what it calls of that gives the tracked object back: <c>ThreadPool.UnsafeQueueUserWorkItem(job, false)</c>.</summary>
    bool IsCalledBack(IParameterSymbol? parameter, Value value) => parameter is { Type: INamedTypeSymbol { TypeKind: TypeKind.Interface, DeclaringSyntaxReferences.IsEmpty: true } called } && value.Target?.MadeType is { } made
        && called.GetMembers().OfType<IMethodSymbol>().Any(member => made.FindImplementationForInterfaceMember(member) is IMethodSymbol implementation && !implementation.DeclaringSyntaxReferences.IsEmpty && run.Bodies.Traits.MayRelease(implementation, Rule));

    bool IsNamedIn(IMethodSymbol method, World world) => world.Holders.Any(holder => MayName(method, holder));

    /// <summary>
    /// Code that is not looked into may have changed what fields and statics hold: truths about those that it may change go, the object itself is assumed
    /// to stay. Of a method that others may stand in for it is not known what it names; on the context it is known which one runs.
    /// </summary>
    World Unsettled(World world, IOperation call, IMethodSymbol method, Place? receiverPlace)
    {
        if (!world.Store.Has(PlaceKind.Context) && !world.Store.Has(PlaceKind.Static))
            return world;
        var isOpen = method.IsVirtual || method.IsAbstract || method.IsOverride;
        if (isOpen && receiverPlace?.Kind == PlaceKind.Context && run.ContextType is { } context)
            (method, isOpen) = (Dispatch.Of(call, method, context), false);
        return world.With(world.Store.Select((location, held) =>
            location.Root.Kind is PlaceKind.Context or PlaceKind.Static && location.Symbol is not IFieldSymbol { IsReadOnly: true } && !held.ReachesTracked && held.Kind is not (ValueKind.Reference or ValueKind.Instance)
                && (isOpen || MayChange(method, location)) ? Value.Unknown : held));
    }

    /// <summary>Code that is not looked into may have given the members of an object that it runs on, or is given, other values.</summary>
    World WrittenBy(IMethodSymbol method, World world, Value receiver, Value[] values)
    {
        if (!world.Store.Has(PlaceKind.Heap) || !(receiver.Kind == ValueKind.Instance || Array.Exists(values, static value => value.Kind == ValueKind.Instance)))
            return world;
        return world.With(world.Store.Select((location, held) =>
            location is { Holder: not null, Symbol: not (null or IFieldSymbol { IsReadOnly: true }), Root: { Kind: PlaceKind.Heap } root } && !held.ReachesTracked && held.Kind is not (ValueKind.Reference or ValueKind.Instance or ValueKind.Function)
                && (IsAt(receiver, root) || Array.Exists(values, value => IsAt(value, root))) && MayChange(method, location) ? Value.Unknown : held));
    }

    /// <summary>Who may name a field may change what it leads to; what is one value, a reference too, changes only where it is assigned.</summary>
    bool MayChange(IMethodSymbol method, Place place) => MayName(method, place)
        && (place is not { Holder.Holder: null, Symbol: { } symbol } || !IsOneValue(symbol) || run.Bodies.Traits.MayChange(method, symbol));

    bool IsOneValue(ISymbol symbol) => (symbol switch { IFieldSymbol field => field.Type, IPropertySymbol property => property.Type, _ => null }) is { } type
        && (type.IsReferenceType || type.TypeKind == TypeKind.Enum || type.SpecialType is SpecialType.System_Boolean or >= SpecialType.System_Char and <= SpecialType.System_UInt64 || run.Types.Has(type));

    bool MayReachFields(IMethodSymbol method, Place? receiverPlace, Value[] values, IReadOnlyList<IArgumentOperation> arguments, World world)
        => IsInSource(method) && (receiverPlace?.Kind == PlaceKind.Context || method.IsStatic && world.Holders.Any(holder => holder.Root.Kind == PlaceKind.Static)
            || arguments.Any(static argument => argument.Value is IInstanceReferenceOperation));

    World OutArguments(IReadOnlyList<IArgumentOperation> arguments, World world)
    {
        for (var i = 0; i < arguments.Count; i++)
            if (arguments[i] is { Parameter.RefKind: RefKind.Out or RefKind.Ref } argument && PlaceOf(argument.Value, world) is { } place)
                world = world.Write(place, IsNeverNull(argument.Parameter) ? Value.NotNull : Value.Unknown);
        return world;
    }

    /// <summary>
    /// Whether this program says what a method does. Of native code it says only the name; and what another project of the solution declares is a library, in an
    /// editor as in a build, which sees no source of it.
    /// </summary>
    bool IsInSource(IMethodSymbol method) => !run.Bodies.Traits.IsNative(method) && run.Bodies.IsDeclaredHere(method);
}
