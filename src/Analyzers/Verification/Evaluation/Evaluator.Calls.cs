using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using NdisRules.Analyzers.Flow;
using NdisRules.Analyzers.Verification.Bodies;
using NdisRules.Analyzers.Verification.RuleFiles;
using NdisRules.Analyzers.Verification.Worlds;

namespace NdisRules.Analyzers.Verification.Evaluation;

/// <summary>Calls: what the rule says of the member, what its source shows, and what is assumed of the rest.</summary>
sealed partial class Evaluator
{
    IReadOnlyList<Outcome> Call(IInvocationOperation call, World world)
    {
        if (call.TargetMethod.ReturnsVoid && run.Bodies.Traits.IsLeftOut(call.TargetMethod, call.Syntax.SyntaxTree))
            return Outcome.One(world, Value.Unknown);
        if (call.TargetMethod.MethodKind == MethodKind.LocalFunction && CalleeOf(call.TargetMethod) is null)
            world = EscapedFunction(world, FunctionOf(call.TargetMethod, world).Function!);
        var outcomes = Evaluate(call.Instance, world);
        return outcomes.Count == 1 ? CallOn(call, outcomes[0]) : outcomes.Then((ready, receiver) => CallOn(call, new(ready, receiver)));
    }

    /// <summary>The call, once it is known what it is made on.</summary>
    IReadOnlyList<Outcome> CallOn(IInvocationOperation call, Outcome receiver)
    {
        var found = call.Instance is null ? receiver : Found(call.Instance, receiver.World, receiver.Value);
        var read = Arguments(call.Arguments, call.Instance is null ? found.World : Waiting(call.Instance, found));
        if (read.Count == 1)
            return Call(call, read[0].World, found.Value, read[0].Values);
        var outcomes = new List<Outcome>(read.Count);
        for (var i = 0; i < read.Count; i++)
            outcomes.AddRange(Call(call, read[i].World, found.Value, read[i].Values));
        return outcomes;
    }

    /// <summary>The arguments in the order in which they are evaluated; an <c>out</c> has no value yet.</summary>
    IReadOnlyList<(World World, Value[] Values)> Arguments(ImmutableArray<IArgumentOperation> arguments, World world)
    {
        var values = arguments.IsEmpty ? none : new Value[arguments.Length];
        for (var i = 0; i < arguments.Length; i++)
        {
            var outcomes = Evaluated(arguments[i], world);
            if (outcomes.Count != 1)
                return ArgumentsFrom(i, outcomes, values, arguments);
            (world, values[i]) = (Waiting(arguments[i], outcomes[0]), outcomes[0].Value);
        }

        return [(world, values)];
    }

    static readonly Value[] none = [];

    /// <summary>The same, where an argument comes out in more than one way, or in none.</summary>
    List<(World World, Value[] Values)> ArgumentsFrom(int first, IReadOnlyList<Outcome> outcomes, Value[] values, ImmutableArray<IArgumentOperation> arguments)
    {
        var read = new List<(World World, Value[] Values)>();
        AddRead(first, outcomes, values, read);
        for (var i = first + 1; i < arguments.Length; i++)
        {
            var further = new List<(World World, Value[] Values)>();
            foreach (var so in read)
                AddRead(i, Evaluated(arguments[i], so.World), so.Values, further);
            read = further;
        }

        return read;

        void AddRead(int argument, IReadOnlyList<Outcome> ways, Value[] earlier, List<(World World, Value[] Values)> into)
        {
            for (var i = 0; i < ways.Count; i++)
            {
                var own = (Value[])earlier.Clone();
                own[argument] = ways[i].Value;
                into.Add((Waiting(arguments[argument], ways[i]), own));
            }
        }
    }

    IReadOnlyList<Outcome> Evaluated(IArgumentOperation argument, World world)
        => argument.Parameter?.RefKind != RefKind.Out ? Evaluate(argument.Value, world)
            : argument.Value.Unconverted() is IArrayElementReferenceOperation or IPropertyReferenceOperation { Property.IsIndexer: true } ? EvaluateReceiver(argument.Value, world).Then((after, _) => Outcome.One(after, Value.Unknown))
            : Outcome.One(world, Value.Unknown);

    /// <summary>An object that has no name yet waits in a temporary for what else the statement does.</summary>
    World Waiting(IOperation operation, Outcome outcome) => outcome.Value is { Kind: ValueKind.Tracked or ValueKind.Instance, Origin: null }
        ? outcome.World.Write(run.Places.Temporary(operation, body.Graph), outcome.Value)
        : outcome.World;

    IReadOnlyList<Outcome> Call(IInvocationOperation call, World world, Value receiver, Value[] arguments)
    {
        if (IsEquality(call.TargetMethod) && (call.Instance is null ? arguments : [receiver, .. arguments]) is [var left, var right])
            return Compare(world, left, right, equal: true);
        if (call.TargetMethod.MethodKind == MethodKind.DelegateInvoke)
        {
            if ((receiver.Function ?? Initial(call.Instance, world)) is { } function)
                return MayBeHeardElsewhere(call.Instance) ? InvokeFunction(call, function, world, call.Arguments, arguments).Then((after, _) => BlindlyInvoked(after, Value.Unknown, arguments)) : InvokeFunction(call, function, world, call.Arguments, arguments);
            world = InvokedUnknown(world);
        }

        if (KeepsByToken(call))
            world = world.Escape(arguments[0]);
        var method = Implemented(Promises.Unconfigured(call.TargetMethod), receiver.Kind == ValueKind.Tracked ? run.Types.Declared.FirstOrDefault() : receiver.Target?.MadeType ?? call.Instance.Unconverted()?.Type);
        var site = new CallSite(call, method, call.Instance, call.Arguments, receiver, arguments);
        var row = Rule.RowOf(method) ?? RowOfInterface(method, receiver);
        world = ParentEnded(site, world);
        return Misplaced(site, row, world) ?? (row is null ? Unnamed(site, world) : Named(site, row, world));
    }

    /// <summary>
    /// Whether a GCHandle is made that keeps an object alive for whoever has the number which stands for it: a body that turns a handle into a number hands that to code which comes back with
    /// it. A handle that pins is there for the address of what it pins.
    /// </summary>
    bool KeepsByToken(IInvocationOperation call) => call is { TargetMethod: { Name: "Alloc", ContainingType: { Name: "GCHandle", ContainingNamespace.Name: "InteropServices" } }, Arguments: [_] or [_, { Value.ConstantValue: { HasValue: true, Value: 2 } }] }
        && body.Operations.All.Any(static operation => operation is IInvocationOperation { TargetMethod: { Name: "ToIntPtr", ContainingType.Name: "GCHandle" } } or IConversionOperation { OperatorMethod.ContainingType.Name: "GCHandle", Type.SpecialType: SpecialType.System_IntPtr });

    /// <summary>What the rule says of an interface's member is said of whatever implements it, when it is called on the object.</summary>
    RuleRow? RowOfInterface(IMethodSymbol method, Value receiver)
    {
        if (receiver.Kind != ValueKind.Tracked || method.IsStatic || method.ContainingType.TypeKind is not (TypeKind.Class or TypeKind.Struct))
            return null;
        foreach (var member in method.ContainingType.AllInterfaces.SelectMany(type => type.GetMembers(method.Name)))
            if (Rule.RowOf(member) is { IsPattern: false } row && SymbolEqualityComparer.Default.Equals(method.ContainingType.FindImplementationForInterfaceMember(member), method))
                return row;
        return OwnershipAttributes.DisposesThis(method) ? new RuleRow(RowKind.Releases, RuleRow.ByAttribute, Slot.This, When: null, Line: 0) : null;
    }

    /// <summary>A call that a row of the rule speaks of.</summary>
    IReadOnlyList<Outcome> Named(CallSite site, RuleRow row, World world)
    {
        switch (row.Kind)
        {
            case RowKind.Acquires:
                return AcquireAt(site, row, world);
            case RowKind.Releases:
                return ReleaseAt(site, row, world);
            case RowKind.Transfers when !IsLentOnly(site, row):
                return HandedOver(site, row, world);
            case RowKind.Null:
                return EqualTo(world, site.ValueIn(row.Slot), null, equal: true);
            case RowKind.Live:
                return IsLive(site.OperandIn(row.Slot), world, site.ValueIn(row.Slot));
            case RowKind.Same:
                return Uses(site, world).Then((after, _) => Outcome.One(after, site.ValueIn(row.Slot)));
            case RowKind.Views:
                return Uses(site, world).Then((after, _) => Outcome.One(after, site.AllValues.Any(value => value.ReachesTracked) ? Value.View : Value.Unknown));
            default:
                MayThrow(site.Operation, site.Member, world);
                return Uses(site, world, row.Kind == RowKind.Optional ? row.Slot : null).Then((after, _) => Borrowed(site, after));
        }
    }

    /// <summary>Whether a flag of the call says for certain that the object comes back when it returns.</summary>
    static bool IsLentOnly(CallSite site, RuleRow row)
    {
        if (row.Unless is not var (slot, _) || Rule.FlagOf(site.Member, row) is not { } flag)
            return false;
        return site.ValueIn(slot).Constant is long all ? (all & flag) == flag : Has(site.OperandIn(slot));

        // One that is added to others, of which nothing is known, is there all the same.
        bool Has(IOperation? part) => part.Unconverted() switch
        {
            { ConstantValue: { HasValue: true, Value: var constant } } => Value.Of(constant).Constant is long bits && (bits & flag) == flag,
            IBinaryOperation { OperatorKind: BinaryOperatorKind.Or } both => Has(both.LeftOperand) || Has(both.RightOperand),
            _ => false,
        };
    }

    /// <summary>A call that may throw instead of doing anything. A release never does, of whatever rule: else each free would need a handler of its own.</summary>
    void MayThrow(IOperation call, ISymbol member, World world)
    {
        if (member is IMethodSymbol method && Rule.Book?.Ends(method) == true)
            return;
        thrown?.Invoke(world);
        FaultBefore(call, world);
    }

    /// <summary>It borrows what the rule hands out; an object of the user's own that leads there it may well keep.</summary>
    IReadOnlyList<Outcome> Borrowed(CallSite site, World world)
    {
        var kept = world;
        foreach (var value in site.Values)
            kept = value.ReachesTracked ? kept : Lent(kept, value);
        return Outcome.One(Windows(site.Arguments, OutArguments(site.Arguments, kept), site.Values), Made(site.Operation, site.Member, Through(site.Operation.Type, site.Receiver, site.Values)));
    }

    /// <summary>Who is handed an object has it, even where the call throws: whether it took it before that, nobody can see.</summary>
    IReadOnlyList<Outcome> HandedOver(CallSite site, RuleRow row, World world)
    {
        var taken = Escaped(world, site.ValueIn(row.Slot));
        thrown?.Invoke(taken);
        FaultBefore(site.Operation, taken);
        return UsesBesides(row.Slot, site, world)
            .Then((after, _) => Look(after, site.ValueIn(row.Slot), site.Operation))
            .Then((after, given) => Outcome.One(Escaped(after, given), Value.Unknown));
    }

    /// <summary>A call that no row speaks of.</summary>
    IReadOnlyList<Outcome> Unnamed(CallSite site, World world)
    {
        var call = (IInvocationOperation)site.Operation;
        var (target, receiver) = (call.TargetMethod, site.Receiver);
        if (IsNullable(target.ContainingType))
            return target.Name == "get_HasValue" ? EqualTo(world, receiver, null, equal: false) : Outcome.One(world, receiver);
        // It asks for bits as an And does; what is not a number yet says neither yes nor no.
        if (target is { Name: "HasFlag", ContainingType.SpecialType: SpecialType.System_Enum } && receiver.Constant is long bits && site.Values is [{ Constant: long asked }])
            return Outcome.One(world, Value.Of((bits & asked) == asked));
        if (IsEmptyText(target, site.Values) is { } isEmpty)
            return Outcome.One(world, isEmpty);
        // The one array without elements is nobody's.
        if (target is { Name: "Empty", IsStatic: true, ContainingType.SpecialType: SpecialType.System_Array })
            return Outcome.One(world, Value.Other.Except(null));
        if (target.Name == "<Clone>$")
            return Copied(call, world, receiver);
        if (ByFactory(site, call, world) is { } made)
            return made;
        if (Collect(call, FunctionsEscaped(world, site.Values), receiver, WithoutFunctions(site.Values)) is { } collected)
            return collected;
        if (Promises.Configures(target) || Promises.IsMadeOfResult(target))
            return Outcome.One(world, site.Values[0]);
        if (Together(call, world, site.Values) is { } together)
            return together;
        if (Promises.Passes(target))
            return Continued(call, world, receiver, site.Values);
        if (MemberOfWrapper(target, call.Type, receiver, site.Values) is { } wrapped)
            return Uses(site, world).Then((after, _) => Outcome.One(after, wrapped));
        var looked = ExtensionBlocks.Has(target) ? Outcome.One(world, receiver) : Look(world, receiver, call, followed: IsFollowing(call));
        return looked.Count == 0 ? looked : Invoke(site, call, looked[0].World);
    }

    IReadOnlyList<Outcome> Invoke(CallSite site, IInvocationOperation call, World world)
        => Invoke(call, (IMethodSymbol)site.Member, call.Arguments, world, site.Receiver, call.TargetMethod.MethodKind == MethodKind.LocalFunction ? ThisPlace(world) : ReceiverPlace(call.Instance, world, site.Receiver), site.Values);

    /// <summary>A member of a task that will give the object hands it on; what a continuation is given, it may keep.</summary>
    IReadOnlyList<Outcome> Continued(IInvocationOperation call, World world, Value receiver, Value[] arguments)
    {
        if (receiver.Kind == ValueKind.InFlight && (arguments.Length == 0 || call.TargetMethod.Name == "ConfigureAwait"))
            return [Promises.Is(call.Type) ? new(world, receiver) : Landed(world, receiver, call)];
        var after = arguments.Aggregate(world, Escaped);
        if (Promises.Gives(call.Type, run.Types) || (Promises.HandsOn(call.TargetMethod) && after.IsConcernedBy(receiver)))
            return Outcome.One(after, receiver);
        return Outcome.One(receiver.ReachesTracked && call.Arguments.Any(argument => argument.Parameter?.Type.TypeKind == TypeKind.Delegate) ? after.Forget() : after, Value.Unknown);
    }

    /// <summary>What a call through an interface runs, where the type of the receiver says it: a <c>using</c> disposes through IDisposable.</summary>
    static IMethodSymbol Implemented(IMethodSymbol method, ITypeSymbol? receiver)
        => method.ContainingType.TypeKind == TypeKind.Interface && (IsNullable(receiver) ? ((INamedTypeSymbol)receiver!).TypeArguments[0] : receiver) is { TypeKind: TypeKind.Class or TypeKind.Struct } type
            && type.FindImplementationForInterfaceMember(method) is IMethodSymbol implementation ? implementation : method;

    IReadOnlyList<Outcome> Uses(CallSite site, World world, int? optional = null)
    {
        // A look comes out in one way at most.
        var outcomes = Look(world, site.Receiver, site.Operation, followed: IsFollowing(site.Operation));
        for (var i = 0; i < site.Values.Length && outcomes.Count > 0; i++)
            outcomes = Look(outcomes[0].World, site.Values[i], site.Operation, followed: Rule.Text.NullReleaseIsDefect && site.Arguments[i].Parameter?.Ordinal != optional);
        return outcomes;
    }

    /// <summary>Whether a call on a null receiver is a mistake: a handle can always say what it is.</summary>
    static bool IsFollowing(IOperation call) => call is not IInvocationOperation { TargetMethod.Name: "ToString" or "GetHashCode" or "GetType" };

    IReadOnlyList<Outcome> UsesBesides(int slot, CallSite site, World world)
    {
        var outcomes = slot == Slot.This ? Outcome.One(world, site.Receiver) : Look(world, site.Receiver, site.Operation, followed: true);
        for (var i = 0; i < site.Values.Length && outcomes.Count > 0; i++)
            if (site.Arguments[i].Parameter?.Ordinal != slot)
                outcomes = Look(outcomes[0].World, site.Values[i], site.Operation);
        return outcomes;
    }

    static IArgumentOperation? ArgumentOf(int slot, IReadOnlyList<IArgumentOperation> arguments) => arguments.FirstOrDefault(argument => argument.Parameter?.Ordinal == slot);

    /// <summary><c>x.Equals(y)</c>, <c>Equals(x, y)</c> and <c>ReferenceEquals(x, y)</c>, of a rule's own type or of object.</summary>
    bool IsEquality(IMethodSymbol method) => method.Name is "Equals" or "ReferenceEquals" && method.ReturnType.SpecialType == SpecialType.System_Boolean
        && (run.Types.Has(method.ContainingType) || method.ContainingType.SpecialType == SpecialType.System_Object);
}
