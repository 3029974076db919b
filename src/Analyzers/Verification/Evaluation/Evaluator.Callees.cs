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
    /// <summary>
    /// The worlds after the callee; null when it cannot be looked into. A body that runs inside itself cannot be handed references to
    /// its own variables of the outer time.
    /// </summary>
    IReadOnlyList<Outcome>? Execute(IOperation call, IMethodSymbol target, IReadOnlyList<IArgumentOperation> arguments, World world, Value receiver, Place? receiverPlace, Value[] values)
        => HandsOnItsOwn(MethodBodies.Implementation(target), Referred(arguments, world)) ? null
            : target.MethodKind == MethodKind.Constructor ? Inherited(call, target, arguments, world, receiverPlace, values)
            : CalleeOf(target) is { } callee ? ExecuteBody(call, target, callee, arguments, world, receiver, receiverPlace, values) : null;

    bool HandsOnItsOwn(ISymbol callee, Place?[] places) => run.TimesRunning(callee) > 0 && places.Any(place => place is not null && Scopes.IsVariableOf(place, callee));

    IReadOnlyList<Outcome>? ExecuteBody(IOperation call, IMethodSymbol target, Body callee, IReadOnlyList<IArgumentOperation> arguments, World world, Value receiver, Place? receiverPlace, Value[] values)
    {
        var (apart, extended) = Apart(call, callee, world, receiver);
        var places = Referred(arguments, world);
        return Run(call, callee, apart, receiverPlace, entered => Called(entered, target, callee, extended, arguments, values, places));
    }

    /// <summary>The world at the start of a callee; what lives on of an earlier call of it is not mixed with this one.</summary>
    World EnteredBy(Body callee, World world, Place? receiverPlace)
    {
        world = Closures.Reenter(run, world, location => Scopes.IsVariableOf(location, callee.Symbol));
        if (receiverPlace is { Kind: PlaceKind.Heap } && callee.Symbol.Name is ("Dispose" or "DisposeAsync"))
            world = world.Write(run.Places.Closed(receiverPlace!), Value.True);
        return receiverPlace is null ? world : world.With(world.Store.With(run.Places.This(callee.Symbol), Value.Reference(receiverPlace)));
    }

    /// <summary>Parameters have their values; in a member of an extension block the receiver has the name that the block gives it.</summary>
    World Called(World world, IMethodSymbol target, Body callee, Value receiver, IReadOnlyList<IArgumentOperation> arguments, Value[] values, Place?[] places)
    {
        if (!ExtensionBlocks.Has(callee.Symbol) || callee.Symbol.IsStatic)
            return Bound(world, callee, arguments, values, places);
        var isFunction = ExtensionBlocks.IsMadeFor(target);
        world = Extending(world, callee, isFunction ? values[0] : receiver);
        return isFunction ? Bound(world, callee, [.. arguments.Skip(1)], [.. values.Skip(1)], [.. places.Skip(1)], shift: -1) : Bound(world, callee, arguments, values, places);
    }

    /// <summary>
    /// The places that are given by reference, as the caller's world names them: a body that runs inside itself and hands on what it was given by reference
    /// has that parameter twice.
    /// </summary>
    Place?[] Referred(IReadOnlyList<IArgumentOperation> arguments, World world) => [.. arguments.Select(argument => argument.Parameter is { RefKind: not RefKind.None } ? PlaceOf(argument.Value, world) : null)];

    /// <summary>What a member of an extension block is called on, under the name that the block gives it.</summary>
    World Extending(World world, Body callee, Value receiver) => ExtensionBlocks.ReceiverIn(callee) is { } extended ? Given(world, extended, receiver) : world;

    /// <summary>
    /// The members of an extension block share one variable for what they are called on: a struct in it, on which one calls another, lies apart while that
    /// variable is set aside.
    /// </summary>
    (World World, Value Receiver) Apart(IOperation call, Body callee, World world, Value receiver)
    {
        if (receiver.Origin is not { } origin || !run.IsBlockRunning(callee.Symbol) || !Scopes.IsVariableOf(origin, callee.Symbol) || !world.HasMembers(origin))
            return (world, receiver);
        var temporary = run.Places.Temporary(call, body.Graph);
        return (world.Write(temporary, receiver), receiver.From(temporary));
    }

    World Bound(World world, Body callee, IReadOnlyList<IArgumentOperation> arguments, Value[] values, Place?[] places, int shift = 0)
    {
        for (var i = 0; i < Math.Min(arguments.Count, values.Length); i++)
            world = Bound(world, callee.Method!, arguments[i], values[i], places[i], shift);
        return world;
    }

    /// <summary>Executes a callee in the world at its start: each way it may return, while its exceptions go to the handlers here.</summary>
    /// <param name="call">The operation that runs it.</param>
    /// <param name="callee">What runs.</param>
    /// <param name="world">The world before.</param>
    /// <param name="receiverPlace">What <c>this</c> is in it.</param>
    /// <param name="bind">Gives its parameters their values.</param>
    IReadOnlyList<Outcome>? Run(IOperation call, Body callee, World world, Place? receiverPlace, Func<World, World> bind)
    {
        Activation? outer = null;
        if (run.IsRunning(callee.Symbol) || run.IsBlockRunning(callee.Symbol))
        {
            if (run.TimesRunning(callee.Symbol) > Budget.Recursion || (outer = Activation.Of(run, world, callee)) is null)
                return null;
            world = outer.Inner;
        }

        var bystanders = Bystanders.Of(run, bind(EnteredBy(callee, world, receiverPlace)), callee, body);
        var outcomes = new List<Outcome>();
        foreach (var departure in new BodyRunner(run).Call(callee, Bystanders.Blurred(run, bystanders.Left, callee), focus, call, faultsMatter: thrown is not null))
        {
            if (Tasks.IsLeftAlone(call, callee))
                outcomes.AddRange(LeftAlone(departure, callee, call, world).Select(left => left with { World = Restored(left.World) }));
            else if (departure.Edge.Kind == EdgeKind.Yield)
                continue;
            else if (departure.Edge.Kind is EdgeKind.Throw or EdgeKind.Fault)
                thrown?.Invoke(Restored(Closures.Leave(run, departure.World, location => BelongsTo(location, callee.Symbol))));
            else
                outcomes.Add(HandedOut(Returned(departure, callee, call), callee, call) is var returned ? returned with { World = Restored(returned.World) } : default);
        }

        return outcomes;

        World Restored(World left) => Told(bystanders.Restored(outer?.Restored(left) ?? left));
    }

    /// <summary>
    /// What an async method leaves that nobody waits for here: it is taken to have run to its end, but an object that it frees after
    /// an await may not be freed yet, so nothing is said of that before the task is waited for. Its exception lies in the task.
    /// </summary>
    IReadOnlyList<Outcome> LeftAlone(Departure departure, Body callee, IOperation call, World before)
    {
        if (departure.Edge.Kind is EdgeKind.Fault)
            return Outcome.None;
        var left = departure.Edge.Kind == EdgeKind.Throw
            ? new Outcome(Closures.Leave(run, departure.World, location => BelongsTo(location, callee.Symbol)), Value.NotNull)
            : Returned(departure, callee, call);
        return before.State == ObjectState.Allocated && left.World.State == ObjectState.Freed && callee.HasAwait ? Outcome.One(NotYet(left.World, call), left.Value) : [left];
    }

    /// <summary>Freed once the task has been waited for; a task that nobody keeps is never waited for.</summary>
    World NotYet(World world, IOperation call) => call.Parent is ISimpleAssignmentOperation { Target: ILocalReferenceOperation { Local: var task } }
        ? world.With(world.Store.With(run.Places.Pending(task), Value.True)) : world.Forget();

    Body? CalleeOf(IMethodSymbol target)
    {
        if (target is { IsAbstract: true } or { IsExtern: true } or { MethodKind: MethodKind.DelegateInvoke })
            return null;
        if (run.Depth >= Budget.CallDepth)
            run.LeftOut = $"calls that concern an object go deeper than {Budget.CallDepth}";
        if (run.Depth >= Budget.CallDepth || MethodBodies.Implementation(target) is not IMethodSymbol implementation || run.TimesRunning(implementation) > Budget.Recursion)
            return null;
        var callee = run.Bodies.OfCallee(implementation, run.Cancellation);
        // What an iterator does happens when somebody walks it, not when it is called.
        return callee is null || callee.HasYield ? null : callee;
    }

    World Bound(World world, IMethodSymbol callee, IArgumentOperation argument, Value value, Place? place, int shift)
    {
        if (argument.Parameter is not { } formal || formal.Ordinal + shift >= callee.Parameters.Length)
            return Escaped(world, value);
        if (value.IsNumber && run.TimesRunning(callee) > 1)
            value = Value.Unknown; // a depth that is counted down must not make every time another one
        var location = run.Places.Variable(callee.Parameters[formal.Ordinal + shift]);
        if (formal.RefKind == RefKind.None)
            return Given(world, callee.Parameters[formal.Ordinal + shift], value);
        if (place is not null)
            return world.With(world.Store.With(location, Value.Reference(place)));
        // What is written into a place that is not followed has gone there; only a discard is none.
        return formal.RefKind is RefKind.Out or RefKind.Ref && argument.Value.Unconverted() is not IDiscardOperation ? world.With(world.Store.With(location, Value.Reference(run.Places.Elsewhere))) : world;
    }

    /// <summary>The world in which a parameter has its value; a struct comes with its members.</summary>
    World Given(World world, IParameterSymbol parameter, Value value)
        => parameter.Type.IsValueType ? world.Write(run.Places.Variable(parameter), value) : world.With(world.Store.With(run.Places.Variable(parameter), value));

    static bool BelongsTo(Place location, ISymbol callee) => location.Root is { Kind: PlaceKind.Parameter or PlaceKind.This or PlaceKind.Result, Identity: ISymbol symbol }
        && (SymbolEqualityComparer.Default.Equals(symbol, callee) || Scopes.Owns(callee, symbol));

    /// <summary>A property or indexer with code of its own is a call.</summary>
    /// <param name="property">The mention of it.</param>
    /// <param name="accessor">Which half runs.</param>
    /// <param name="world">The world before.</param>
    /// <param name="receiver">What it is a property of.</param>
    /// <param name="values">What an indexer is given, then what is stored.</param>
    IReadOnlyList<Outcome>? Accessor(IOperation property, IMethodSymbol? accessor, World world, Value receiver, params Value[] values)
    {
        if (accessor is null || property is not IPropertyReferenceOperation { Property: var symbol, Instance: var instance } || IsAutoProperty(symbol) || receiver.ReachesTracked)
            return null;
        // Which place an indexer chooses by its index has to be the same one when it is asked again: what is learned of an index that has a name tells, of any other nothing does.
        if (symbol.IsIndexer && ChoosesByIndex(accessor) && !symbol.Parameters.Zip(values, IsAskedAgain).All(same => same))
            return null;
        return Implicit(property, accessor, ReceiverPlace(instance, world, receiver), world, receiver, values);
    }

    static bool IsAskedAgain(IParameterSymbol parameter, Value index) => index.Kind == ValueKind.Constant || (index.Origin is not null && (parameter.Type.SpecialType == SpecialType.System_Boolean || parameter.Type.TypeKind == TypeKind.Enum));

    bool ChoosesByIndex(IMethodSymbol accessor) => CalleeOf(accessor) is { Index: { } index } && Enumerable.Range(0, index.BlockCount)
        .Any(block => index.MentionedInCondition(block).Any(mentioned => mentioned is IParameterSymbol { Name: not "value" }));

    /// <summary>Code that runs where no call is written; null when it is not looked into.</summary>
    IReadOnlyList<Outcome>? Implicit(IOperation where, IMethodSymbol method, Place? place, World world, Value receiver, Value[] values)
    {
        var ways = Ways(where, method, Dispatched(where, method, place), world).Where(way => Concerns(where, way.Method, way.World, receiver, place, values)).ToArray();
        if (ways.Length == 0 || ways.Any(way => CalleeOf(way.Method)?.Method?.Parameters.Length != values.Length))
            return null;
        var outcomes = new List<Outcome>();
        foreach (var (callee, chosen) in ways.Select(way => (CalleeOf(way.Method)!, way.World)))
        {
            var (apart, extended) = Apart(where, callee, chosen, receiver);
            if (Run(where, callee, apart, place, start => callee.Method!.Parameters.Zip(values, (parameter, value) => (parameter, value))
                .Aggregate(Extending(start, callee, extended), (entered, pair) => Given(entered, pair.parameter, pair.value))) is not { } returned)
                return null;
            outcomes.AddRange(returned);
        }

        return outcomes;
    }

    /// <summary>A library's method that ends an object runs what the object's own class does at its end.</summary>
    IReadOnlyList<Outcome>? EndedByLibrary(IOperation call, IMethodSymbol method, World world, Value receiver, Place? receiverPlace)
        => receiverPlace is not null && Endings.Below(method, TypeAt(receiverPlace, call)) is { } end && Concerns(call, end, world, receiver, receiverPlace, none) && CalleeOf(end) is { } callee
            ? Run(call, callee, world, receiverPlace, entered => end.Parameters.Aggregate(entered, (given, disposing) => Given(given, disposing, Value.True)))
            : null;

    /// <summary>The type of an object that was seen made, of the context, or else the one that the code says it has.</summary>
    INamedTypeSymbol? TypeAt(Place receiverPlace, IOperation call)
        => receiverPlace.MadeType ?? (receiverPlace.Kind == PlaceKind.Context ? run.ContextType : null) ?? (call as IInvocationOperation)?.Instance.Unconverted()?.Type as INamedTypeSymbol;

    /// <summary>What runs of a constructor, and of those that it calls without saying so, once the initialisers have run.</summary>
    IReadOnlyList<Outcome>? Chain(IOperation call, IMethodSymbol constructor, IReadOnlyList<IArgumentOperation> arguments, World world, Place? place, Value[] values)
    {
        var parts = ConstructorParts.OfChain(constructor, run.Bodies, run.Cancellation);
        if (parts.Count == 0 || run.Depth >= Budget.CallDepth || parts.Any(part => run.IsRunning(part.Symbol)))
            return null;
        var places = Referred(arguments, world);
        return parts.Aggregate(Outcome.One(world, Value.NotNull), (outcomes, part) => outcomes.Then((after, _) => part.Method is null && place is not null ? On(part, call, place, after)
            : Run(call, part, after, place, entered => SymbolEqualityComparer.Default.Equals(part.Symbol, constructor.OriginalDefinition) ? Bound(entered, part, arguments, values, places) : entered)
                ?? Outcome.One(values.Aggregate(after, Escaped), Value.NotNull)));
    }

    /// <summary>A constructor that another one calls on the same object. What a primary one is given, the object keeps where its code names it.</summary>
    IReadOnlyList<Outcome>? Inherited(IOperation call, IMethodSymbol constructor, IReadOnlyList<IArgumentOperation> arguments, World world, Place? place, Value[] values)
        => place is null || !ConstructorParts.IsPrimary(constructor) ? Chain(call, constructor, arguments, world, place, values)
            : Primary(call, constructor, arguments, WithPrimaryParameters(world, place, constructor, arguments, values), place, values);

    /// <summary>What comes back, with the field that it was read from: what the caller learns about it is learned about the field. A struct comes back with its members.</summary>
    Outcome Returned(Departure departure, Body callee, IOperation call)
    {
        var result = run.Places.Result(callee.Symbol);
        var (world, value) = (departure.World, departure.Result);
        if (world.HasMembers(result))
        {
            var temporary = run.Places.Temporary(call, body.Graph);
            world = world.Write(temporary, Value.Unknown.From(result));
            value = value.From(temporary);
        }
        else if (value is { Origin: { } origin } && BelongsTo(origin, callee.Symbol))
        {
            value = value.From(null);
        }

        return new(Closures.Leave(run, world, location => BelongsTo(location, callee.Symbol), value), value);
    }

    /// <summary>The object on which a call runs: what a reference leads to, where a struct lies.</summary>
    Place? ReceiverPlace(IOperation? instance, World world, Value receiver) => instance is null ? null
        : receiver is { Kind: ValueKind.Instance, Target: { } heap } ? heap
        : HolderPlace(instance, world);

    /// <summary>What a call may run: on the context its own override, since its type is known; else all that are in sight.</summary>
    IReadOnlyList<IMethodSymbol> Dispatched(IOperation call, IMethodSymbol method, Place? receiverPlace)
        => receiverPlace?.Kind == PlaceKind.Context && run.ContextType is not null ? [Dispatch.Of(call, method, run.ContextType)]
            : receiverPlace?.MadeType is { } made && Implementations.On(made, method) is { } only ? [Dispatch.IsOnBase(call) ? method : only]
            : Dispatch.Candidates(call, method, body, run.Bodies, run.TypeOf, run.Cancellation);
}
