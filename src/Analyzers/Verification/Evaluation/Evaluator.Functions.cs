using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;
using NdisRules.Analyzers.Flow;
using NdisRules.Analyzers.Verification.Bodies;
using NdisRules.Analyzers.Verification.Running;
using NdisRules.Analyzers.Verification.Worlds;

namespace NdisRules.Analyzers.Verification.Evaluation;

/// <summary>
/// Delegates as values: what a lambda, a local function or a method group is made into is known wherever it goes in sight, and
/// where it is invoked its body runs in the world of whoever invokes it.
/// </summary>
sealed partial class Evaluator
{
    IReadOnlyList<Outcome> Delegate(IDelegateCreationOperation creation, World world) => creation.Target switch
    {
        IFlowAnonymousFunctionOperation lambda => Made(world, FunctionOf(lambda.Symbol, world)),
        IMethodReferenceOperation { Method.MethodKind: MethodKind.LocalFunction } local => Made(world, FunctionOf(local.Method, world)),
        IMethodReferenceOperation reference => InstanceOf(reference) is var instance ? Evaluate(instance, world).Then((after, receiver) => MethodGroup(creation, reference, instance, after, receiver)) : [],
        { } target => Evaluate(target, world),
    };

    Value FunctionOf(IMethodSymbol nested, World world)
    {
        var place = nested.IsStatic ? null : ThisPlace(world);
        var captures = run.Bodies.OfCallee(nested, run.Cancellation)?.Captures;
        return Value.Of(new Function(new FunctionTarget(nested, place, Bound: null, run.Depth, Shares: captures?.Variables.Count > 0 || place?.Kind == PlaceKind.Heap)));
    }

    /// <summary>Where there are too many worlds already, functions are not followed.</summary>
    IReadOnlyList<Outcome> Made(World world, Value function) => run.UsesFocus ? Outcome.One(world, function) : Outcome.One(Escaped(world, function), Value.NotNull);

    /// <summary>What a method group keeps. The graph does not say what one of an extension does; the text does, where that is a variable.</summary>
    IOperation? InstanceOf(IMethodReferenceOperation reference)
        => reference.Instance is null && reference.Method is { IsExtensionMethod: true } or { ReducedFrom: not null } && (run.Bodies.ModelOf(reference.Syntax.SyntaxTree).GetOperation(reference.Syntax, run.Cancellation) as IMethodReferenceOperation)?.Instance is { } kept
            && kept.Unconverted() is ILocalReferenceOperation or IParameterReferenceOperation or IFieldReferenceOperation { Instance: null or IInstanceReferenceOperation } ? kept : reference.Instance;

    /// <summary>A method group keeps its receiver: an object of the rule gets a place of its own, where the delegate holds it.</summary>
    IReadOnlyList<Outcome> MethodGroup(IDelegateCreationOperation creation, IMethodReferenceOperation reference, IOperation? instance, World world, Value receiver)
    {
        Place? bound = null;
        if (receiver.ReachesTracked || IsUntestedNull(world, receiver))
        {
            bound = run.Places.Bound(creation);
            run.Kept.Add(bound);
            world = world.Write(bound, receiver.From(null));
        }

        var place = bound is null && ReceiverPlace(instance, world, receiver) is { Kind: PlaceKind.Context or PlaceKind.Heap } lasting ? lasting : null;
        return Made(world, Value.Of(new Function(new FunctionTarget(reference.Method, place, bound, run.Depth, Shares: bound is not null || place?.Kind == PlaceKind.Heap))));
    }

    /// <summary>What a value holds goes where it is not followed: the object, or what a function shares with the code around it.</summary>
    World Escaped(World world, Value value)
        => Closures.In(world, value).Aggregate(world, EscapedFunction).Escape(value);

    World EscapedFunction(World world, Function function)
    {
        run.KnowsEscapes = true;
        return Closures.Escape(run, world, function);
    }

    /// <summary>The same of what a call is given and may keep: a lambda that only looks at the object does not take it along.</summary>
    World Lent(World world, Value value)
    {
        if (value.Function is not { } function)
            return Escaped(world, value);
        run.KnowsEscapes = true;
        return Closures.Escape(run, world, function, isLent: true);
    }

    /// <summary>What a container keeps of delegates, and of objects that have some, is not followed.</summary>
    World FunctionsEscaped(World world, IReadOnlyList<Value> values)
    {
        for (var i = 0; i < values.Count; i++)
            world = Closures.In(world, values[i]).Aggregate(world, EscapedFunction);
        return world;
    }

    static Value WithoutFunction(Value value) => value.Function is null ? value : Value.NotNull;

    static Value[] WithoutFunctions(Value[] values) => Array.Exists(values, static value => value.Function is not null) ? [.. values.Select(WithoutFunction)] : values;

    /// <summary>Whether a delegate that is handed to a callee makes the callee matter.</summary>
    bool Matters(World world, Value value) => Closures.In(world, value).Any(function => Closures.Matters(run, world, function));

    /// <summary>What a readonly field of a delegate is given when its object is made, and so is for ever; null when it is not known from the text.</summary>
    Function? Initial(IOperation? invoked, World world)
    {
        if (Captured(invoked) is not IMemberReferenceOperation { Member: IFieldSymbol { IsReadOnly: true } or IPropertySymbol { SetMethod: null } } member)
            return null;
        var receiver = member.Instance is IInstanceReferenceOperation ? ThisPlace(world) : null;
        Function? all = null;
        foreach (var target in new DelegateTargets(run.Bodies, run.Cancellation).Of(member, new Link(null, null, body)))
        {
            var one = new Function(new FunctionTarget(target.Method, target.Method.IsStatic ? null : receiver, Bound: null, run.Depth, Shares: receiver?.Kind == PlaceKind.Heap));
            if ((all = all is null ? one : all.Or(one)) is null)
                return null;
        }

        return all;
    }

    /// <summary>What a capture stands for.</summary>
    IOperation? Captured(IOperation? operation)
    {
        while (operation.Unconverted() is IFlowCaptureReferenceOperation capture && body.Index.Assignments.FirstOrDefault(assignment => assignment.Target.Equals((capture.Id, body.Graph))) is { } captured)
            operation = captured.Value;
        return operation.Unconverted();
    }

    /// <summary>Runs the targets of a known delegate one after the other; the last one's value is the result.</summary>
    /// <param name="call">What runs them.</param>
    /// <param name="function">What is known of the delegate.</param>
    /// <param name="world">The world before.</param>
    /// <param name="given">What stands for their parameters, one after the other.</param>
    /// <param name="arguments">The values of these.</param>
    IReadOnlyList<Outcome> InvokeFunction(IOperation call, Function function, World world, IReadOnlyList<IArgumentOperation> given, Value[] arguments)
        => [.. function.Ways.SelectMany(way => way.Aggregate(Outcome.One(world, Value.Unknown), (outcomes, target) => outcomes.Then((after, _) => InvokeTarget(call, target, after, given, arguments))))];

    IReadOnlyList<Outcome> InvokeTarget(IOperation call, FunctionTarget target, World world, IReadOnlyList<IArgumentOperation> given, Value[] arguments)
    {
        var receiver = target.Bound is { } bound ? world.Read(bound) : Value.Unknown;
        var isExtension = ExtensionOf(target.Method, given) is not null;
        world = HandedTo(target, world, arguments, receiver);
        if (!isExtension && call is IInvocationOperation { TargetMethod: var named } && ByRowOf(call, target.Method, named, world, receiver, arguments) is { } known)
            return known;
        return Look(world, isExtension ? Value.Unknown : receiver, call).Then((after, _) => RunTarget(call, target, after, receiver, given, arguments));
    }

    /// <summary>A body that was handed a delegate does not know alone what becomes of an object that it gives it: its caller tells.</summary>
    World HandedTo(FunctionTarget target, World world, Value[] arguments, Value receiver)
    {
        if (world.State == ObjectState.Unallocated || target.Depth >= run.Depth || !(receiver.ReachesTracked || arguments.Any(world.IsReachedBy)))
            return world;
        var depth = world.Store[run.Places.Handed].Constant is long earlier ? Math.Min(earlier, target.Depth) : target.Depth;
        return world.With(world.Store.With(run.Places.Handed, Value.Of(depth)));
    }

    IReadOnlyList<Outcome> RunTarget(IOperation call, FunctionTarget target, World world, Value receiver, IReadOnlyList<IArgumentOperation> given, Value[] arguments)
    {
        var method = target.Method;
        var places = Referred(given, world);
        if (!target.IsNested)
        {
            if (ExtensionOf(method, given) is not { } extension)
                return Invoke(call, method, given, world, receiver, target.Receiver, arguments);
            if (ConcernsTarget(call, extension, target, world, [receiver, .. arguments]) && CalleeOf(extension) is { } extended)
                return Run(call, extended, world, null, entered => Bound(entered.With(entered.Store.With(run.Places.Variable(extended.Method!.Parameters[0]), receiver)), extended, given, arguments, places, shift: 1))
                    ?? BlindlyInvoked(world, receiver, arguments);
            return BlindlyInvoked(world, receiver, arguments);
        }

        if (!ConcernsTarget(call, method, target, world, arguments))
        {
            thrown?.Invoke(world);
            return Outcome.One(OutArguments(given, world), Value.Unknown);
        }

        return (CalleeOf(method) is { } callee && !HandsOnItsOwn(callee.Symbol, places) ? Run(call, callee, world, target.Receiver, entered => Bound(entered, callee, given, arguments, places)) : null)
            ?? BlindlyInvoked(EscapedFunction(world, new Function(target)), receiver, arguments);
    }

    /// <summary>The method of which a delegate keeps the first argument: <c>pool.GiveBack</c>, where that is an extension. Null for any other.</summary>
    static IMethodSymbol? ExtensionOf(IMethodSymbol method, IReadOnlyList<IArgumentOperation> given)
        => method.ReducedFrom ?? (method is { IsExtensionMethod: true, IsStatic: true } && given.Count == method.Parameters.Length - 1 ? method : null);

    IReadOnlyList<Outcome> BlindlyInvoked(World world, Value receiver, Value[] arguments)
    {
        thrown?.Invoke(world);
        return Outcome.One(Closures.Unsettled(run, arguments.Append(receiver).Aggregate(world, Escaped)), Value.Unknown);
    }

    /// <summary>A delegate that nobody knows may do anything with what it is given, and with the variables of code around this body.</summary>
    World InvokedUnknown(World world)
        => world.Holders.Any(holder => holder.Root is { Kind: PlaceKind.Local or PlaceKind.Parameter, Symbol.ContainingSymbol: { } owner } && !run.IsRunning(owner) && !run.Kept.Contains(holder.Root))
            ? world.Forget() : world;

    bool ConcernsTarget(IOperation call, IMethodSymbol method, FunctionTarget target, World world, Value[] values)
        => run.LeadsToAcquire(call) || run.IsOnWay(MethodBodies.Implementation(method))
            || values.Any(value => world.IsReachedBy(value) || IsUntestedNull(world, value) || Matters(world, value))
            || Closures.Matters(run, world, new Function(target))
            || IsHeldBy(world, method, PlaceKind.Static, root: null) || (target.Receiver is { } receiver && IsHeldBy(world, method, receiver.Root.Kind, receiver.Root));

    /// <summary><c>+=</c> and <c>-=</c> of delegates; null when neither side is known.</summary>
    static Value? Combined(BinaryOperatorKind kind, Value left, Value right) => (kind, left.Function, right.Function) switch
    {
        (BinaryOperatorKind.Add, { } first, { } second) when first.Then(second) is { } both => Value.Of(both),
        (BinaryOperatorKind.Add, null, { }) when left.IsNull => right,
        (BinaryOperatorKind.Add, { }, null) when right.IsNull => left,
        _ => null,
    };
}
