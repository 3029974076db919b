using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;
using NdisRules.Analyzers.Flow;
using NdisRules.Analyzers.Verification.Bodies;
using NdisRules.Analyzers.Verification.Library;
using NdisRules.Analyzers.Verification.RuleFiles;
using NdisRules.Analyzers.Verification.Worlds;

namespace NdisRules.Analyzers.Verification.Evaluation;

/// <summary>
/// Containers of the library: what is put in, taken out and looked at. To look at an element of which it is not known which one it
/// is comes out in as many ways as there are elements that matter, and in one more: it was another one.
/// </summary>
sealed partial class Evaluator
{
    Container ContainerAt(World world, Place heap) => new(world, heap, run.Places);

    /// <summary>Whether a value is a container, or a walk over one, that this world knows.</summary>
    static bool IsContainer(IOperation? operation, Value value) => value.Kind == ValueKind.Instance && (Collections.Is(operation.Unconverted()?.Type) || Collections.Is(operation?.Type));

    /// <summary>A call on a container; null when the callee is no member of one.</summary>
    IReadOnlyList<Outcome>? Collect(IInvocationOperation call, World world, Value receiver, Value[] arguments)
    {
        var method = call.TargetMethod;
        if (receiver is { Kind: ValueKind.Instance, Target: { } walk } && SourceOf(world, walk) is { } walked)
            return Walk(call, world, walk, walked);
        var isExtension = call.Instance is null && method is { IsExtensionMethod: true, Parameters.Length: > 0 } && arguments.Length > 0;
        var (instance, value) = isExtension ? (call.Arguments[0].Value, arguments[0]) : (call.Instance, receiver);
        if (instance is null)
            return OfArrays(call, world, arguments);
        if (!IsContainer(instance, value))
            return null;
        return Apply(call, method, call.Arguments, world, value.Target!, arguments, Collections.OrderOf(instance.Unconverted()?.Type ?? instance.Type));
    }

    IReadOnlyList<Outcome>? Apply(IOperation operation, ISymbol member, IReadOnlyList<IArgumentOperation> given, World world, Place heap, Value[] values, Order order)
    {
        var container = ContainerAt(world, heap);
        if (Chooses(member, given))
            world = (container = container.WithoutNothing()).World;
        switch (Collections.EffectOf(member))
        {
            case CollectionEffect.Asks when member.Name == "ContainsKey" && IndexOf(given, world) is { } key && container.Has(key):
                return Outcome.One(world, Value.True);
            case CollectionEffect.Asks when member.Name == "IsCompleted" && SizeOf(container).Equal(0L) == false:
                return Outcome.One(world, Value.False);
            case CollectionEffect.Asks:
            case CollectionEffect.Unknown when AsksForKey(operation):
                return Outcome.One(world, Value.Unknown);
            case CollectionEffect.Adds when member is IMethodSymbol { ContainingType.Name: "LinkedList" } method:
                return Linked(operation, container, method, given, values);
            // No other is equal to what was acquired.
            case CollectionEffect.Adds when member is IMethodSymbol { ReturnType.SpecialType: SpecialType.System_Boolean, ContainingType.Name: "HashSet" } && container.Heap.Identity is not IObjectCreationOperation { Arguments.IsEmpty: false } && values is [{ Kind: ValueKind.Tracked }]:
                return container.Concerned.Any(slot => world.Store[slot].Kind == ValueKind.Tracked) ? Outcome.One(world, Value.False) : Outcome.One(Added(container, member, given, values, order), Value.True);
            case CollectionEffect.Adds when member is IMethodSymbol { ReturnType.SpecialType: SpecialType.System_Boolean } && operation.Parent is not IExpressionStatementOperation:
                return [new(Added(container, member, given, values, order), Value.True), new(world, Value.False)];
            case CollectionEffect.Adds:
                return Outcome.One(Added(container, member, given, values, order), Value.NotNull);
            case CollectionEffect.TriesToAdd:
                // Who does not ask whether it went in is sure that it did, unless it is plain that it need not.
                var added = new Outcome(Added(container, member, given, values, order), Value.True);
                return operation.Parent is IExpressionStatementOperation && !MayRefuse((IInvocationOperation)operation, container) ? [added] : [added, new(world, Value.False)];
            case CollectionEffect.AddsAll:
                return Outcome.One(AddedAll(container, values), Value.Unknown);
            case CollectionEffect.Takes:
                return Pick(operation, container, EndOf(member), removes: true, walk: null);
            case CollectionEffect.Looks when member is IPropertySymbol { ContainingType.Name: "LinkedList" }:
                return FirstNode(operation, container, EndOf(member)!);
            case CollectionEffect.Looks when member.Name is "FirstOrDefault" or "LastOrDefault" or "SingleOrDefault" && HoldsNoNull(operation):
                var looked = SizeOf(container).Equal(0L) == true ? [] : Pick(operation, container, EndOf(member) ?? IndexOf(given, world), removes: false, walk: null).Then(static (after, value) => Outcome.One(after, value.Kind is ValueKind.Unknown or ValueKind.Limited ? value.Except(null) : value));
                return container.Concerned.Count > 0 && !given.Any(IsDelegate) || SizeOf(container).Equal(0L) == false ? looked : [.. looked, new(world, Value.Null)];
            case CollectionEffect.Looks:
                return Pick(operation, container, EndOf(member) ?? IndexOf(given, world), removes: false, walk: null);
            case CollectionEffect.TriesToTake:
                return Try(operation, container, given, removes: true);
            case CollectionEffect.TriesToLook:
                return Try(operation, container, given, removes: false);
            case CollectionEffect.Removes when values.Length == 0 && EndOf(member) is { } end:
                return Pick(operation, container, end, removes: true, walk: null);
            case CollectionEffect.Removes:
                return Remove(operation, container, member, given, values);
            case CollectionEffect.Clears:
                return Outcome.One(container.Cleared().World, Value.Unknown);
            case CollectionEffect.Counts:
                var counted = container.Sized(SizeOf(container));
                return Outcome.One(counted.World, counted.Size.From(run.Places.Element(heap, ElementMark.Count)));
            case CollectionEffect.IsEmpty:
                return Decided(world, SizeOf(container).Equal(0L));
            case CollectionEffect.HasAny:
                return Decided(world, !SizeOf(container).Equal(0L));
            case CollectionEffect.Passes or CollectionEffect.Filters when LeftOutBy(member, given) is { } end:
                return AllBut(operation, container, end);
            case CollectionEffect.Passes when given.Any(static argument => argument is { Parameter.Name: "start", Value.ConstantValue.HasValue: false }):
                return Outcome.One(WithoutStale(container, isAnywhere: false).World, Value.Instance(heap));
            // How many are taken is a variable, which is taken for how many there are.
            case CollectionEffect.Passes:
            case CollectionEffect.Filters when member.Name == "Take" && given.All(static argument => argument.Value.ConstantValue is not { HasValue: true }):
                return Outcome.One(world, Value.Instance(heap));
            case CollectionEffect.Copies or CollectionEffect.Filters when Copy(operation, container) is var copy:
                return [new((Collections.EffectOf(member) == CollectionEffect.Filters && !given.Any(AsksForNull) ? WithoutStale(copy).AsPart() : copy).World, Value.Instance(copy.Heap)), .. Collected(container, copy)];
            case CollectionEffect.Joins:
                return Outcome.One(AddedAll(Copy(operation, container), [.. values.Skip(1)]), Value.Instance(Copy(operation, container).Heap));
            case CollectionEffect.Walks:
                return Begin(operation, world, heap);
            case CollectionEffect.Drains:
                return Begin(operation, world, heap).Then((begun, walk) => Outcome.One(begun.Write(run.Places.Element(walk.Target!, ElementMark.Draining), Value.True), walk));
            case CollectionEffect.Unknown when member is IMethodSymbol method && IsLookedThrough(method, given):
                return Outcome.One(container.WithoutNothing().World, Value.Unknown);
            default:
                return Outcome.One(given.Zip(values, (argument, value) => (argument, value)).Where(pair => pair.argument.Parameter?.Type is not { IsRefLikeType: true } || pair.value.Kind != ValueKind.View)
                    .Aggregate(world.Escape(Value.Instance(heap)), (next, pair) => next.Escape(pair.value)), Value.Unknown);
        }
    }

    /// <summary>The one element that a part of a container leaves out: <c>a.AsSpan(1)</c>, <c>a.SkipLast(1)</c>; null for any other part.</summary>
    static object? LeftOutBy(ISymbol member, IReadOnlyList<IArgumentOperation> given) => (member.Name, given.Where(static argument => argument.Parameter?.Type.SpecialType == SpecialType.System_Int32).ToArray()) switch
    {
        ("AsSpan" or "AsMemory" or "Slice" or "Skip", [{ Value.ConstantValue: { HasValue: true, Value: 1 } }]) => 0L,
        ("SkipLast", [{ Value.ConstantValue: { HasValue: true, Value: 1 } }]) => ElementMark.Last,
        _ => null,
    };

    /// <summary>All elements but one: to leave that out is to look at it.</summary>
    IReadOnlyList<Outcome> AllBut(IOperation operation, Container container, object end) => Pick(operation, container, end, removes: false, walk: null).Then((after, _) =>
    {
        var rest = run.MadeBy(operation);
        // A loop makes ever less of one and the same: span = span[1..].
        if (ReferenceEquals(rest, container.Heap))
            return Outcome.One((ContainerAt(after, rest) is var all && all.Has(end) ? all.Without(all.Slot(end)) : all).World, Value.Instance(rest));
        var others = ContainerAt(after.Renewed(rest), container.Heap).CopiedTo(rest, end);
        return Outcome.One(others.World, Value.Instance(rest));
    });

    /// <summary>Whether only one of the keys is asked for, or how many there are: nobody walks over them.</summary>
    static bool AsksForKey(IOperation operation)
    {
        if (operation is not IPropertyReferenceOperation { Property.Name: "Keys" })
            return false;
        var user = operation.Parent;
        while (user is IConversionOperation or IArgumentOperation)
            user = user.Parent;
        return user is IPropertyReferenceOperation or IInvocationOperation { TargetMethod: { Name: "First" or "FirstOrDefault" or "Last" or "LastOrDefault" or "Min" or "Max" or "Any" or "Count" or "Contains" or "ElementAt", ContainingNamespace.Name: "Linq" or "Generic" } };
    }

    /// <summary>Whether a member may ask for null, or leave some elements out: by a delegate, a bound, a search.</summary>
    static bool Chooses(ISymbol member, IReadOnlyList<IArgumentOperation> given) => Collections.EffectOf(member) switch
    {
        CollectionEffect.Filters => true,
        CollectionEffect.Asks => member.Name is "Contains" or "IndexOf" || given.Any(IsDelegate),
        CollectionEffect.Looks => given.Any(IsDelegate),
        CollectionEffect.Passes => given.Any(argument => argument.Parameter?.Type is { SpecialType: SpecialType.System_Int32 } or { Name: "Range" or "Index" }),
        _ => false,
    };

    /// <summary>Whether a member that asks a lambda, such as <c>Sum(x => x.Length)</c>, does no more than look at the elements, and gives nothing that leads to one.</summary>
    bool IsLookedThrough(IMethodSymbol method, IReadOnlyList<IArgumentOperation> given)
        => given.Any(IsDelegate) && !method.Name.StartsWith("Remove", StringComparison.Ordinal) && !MayBeOne(method.ReturnType)
            && given.Where(IsDelegate).All(argument => argument.Value.Unconverted() is IDelegateCreationOperation { Target: IFlowAnonymousFunctionOperation lambda } && run.Bodies.OfCallee(lambda.Symbol, run.Cancellation) is { } asked
                && lambda.Symbol.Parameters.All(parameter => !MayBeOne(parameter.Type) || (Looks.Only(run, asked, parameter) && (run.Types.Has(parameter.Type) || !NamesOne(asked)))));

    /// <summary>Whether code comes to what a tuple, a struct or an object leads to that may be the tracked object, or runs code of the source that may.</summary>
    bool NamesOne(Body asked) => asked.Operations.All.Any(operation => operation is IMemberReferenceOperation { Type: { } type } && MayBeOne(type)
        || operation is IPropertyReferenceOperation { Property: { DeclaringSyntaxReferences.IsEmpty: false } property } && !IsAutoProperty(property));

    bool MayBeOne(ITypeSymbol type) => type.SpecialType == SpecialType.System_Object || FocusFinder.MayHold(type, run.Types);

    /// <summary>Whether a filter is a test for null and nothing more: an object that is there passes it.</summary>
    bool AsksForNull(IArgumentOperation argument)
        => argument.Value.Unconverted() is IDelegateCreationOperation { Target: IFlowAnonymousFunctionOperation lambda } && run.Bodies.OfCallee(lambda.Symbol, run.Cancellation) is { } asked
            && asked.Graph.Blocks.Select(block => block.BranchValue).OfType<IOperation>().ToArray() is [var test] && test.DescendantsAndSelf().All(part => IsNullTest(part) || part is IParameterReferenceOperation or IConversionOperation or IParenthesizedOperation or IUnaryOperation { OperatorKind: UnaryOperatorKind.Not });

    bool IsNullTest(IOperation operation) => operation switch
    {
        IPropertyReferenceOperation property => Rule.RowOf(property.Property) is { Kind: RowKind.Null },
        IUnaryOperation { OperatorMethod: { } method } => run.Types.Has(method.ContainingType),
        IBinaryOperation { OperatorKind: BinaryOperatorKind.NotEquals, OperatorMethod: null } binary => IsNullConstant(binary.LeftOperand) || IsNullConstant(binary.RightOperand),
        IIsPatternOperation { Pattern: INegatedPatternOperation { Pattern: IConstantPatternOperation { Value: var nothing } } } => IsNullConstant(nothing),
        IIsPatternOperation { Pattern: IRecursivePatternOperation { PropertySubpatterns.IsEmpty: true, DeconstructionSubpatterns.IsEmpty: true } } => true,
        IPatternOperation => true,
        _ => IsNullConstant(operation),
    };

    static bool IsNullConstant(IOperation operation) => operation.ConstantValue is { HasValue: true, Value: null };

    static bool IsDelegate(IArgumentOperation argument) => argument.Parameter?.Type.TypeKind == TypeKind.Delegate;

    static IReadOnlyList<Outcome> Decided(World world, bool? answer) => Outcome.One(world, answer is { } known ? Value.Of(known) : Value.Unknown);

    World Added(Container container, ISymbol member, IReadOnlyList<IArgumentOperation> given, Value[] values, Order order)
    {
        if (member is not IMethodSymbol method || ArgumentOf(Collections.ElementOf(method), given) is not { } argument)
            return container.World.Escape(Value.Instance(container.Heap));
        var value = values[IndexIn(given, argument)];
        if (method.Parameters is [{ Name: "key" }, ..] && given.FirstOrDefault(other => other.Parameter?.Ordinal == 0) is { } key && IndexOf(key.Value, container.World) is { } index)
            return container.Sized(container.Size.Plus(1)).Laid(index, value);
        return container.Add(value, order).World;
    }

    static int IndexIn(IReadOnlyList<IArgumentOperation> given, IArgumentOperation argument)
    {
        for (var i = 0; i < given.Count; i++)
            if (ReferenceEquals(given[i], argument))
                return i;
        return -1;
    }

    World AddedAll(Container container, Value[] values)
    {
        foreach (var value in values)
            if (value is { Kind: ValueKind.Instance, Target: { } other })
            {
                var source = ContainerAt(container.World, other);
                foreach (var slot in source.Known)
                    container = ContainerAt(container.World, container.Heap).Add(container.World.Read(slot), Order.None);
            }
            else if (container.World.IsReachedBy(value))
                container = container.With(container.World.Escape(value));
        return values.Any(value => value.Kind == ValueKind.Instance) ? container.Sized(Value.Unknown).World : container.World;
    }

    /// <summary>The name of an end of a container, so that looking at an end and taking it mean the same element.</summary>
    static ElementMark? EndOf(ISymbol member) => member.Name switch
    {
        "Peek" or "TryPeek" or "Dequeue" or "TryDequeue" or "Pop" or "TryPop" or "TryRead" or "TryTake" or "First" or "FirstOrDefault" or "RemoveFirst" => ElementMark.Next,
        "Last" or "LastOrDefault" or "RemoveLast" => ElementMark.Last,
        _ => null,
    };

    Container Copy(IOperation operation, Container container)
    {
        var copy = run.MadeBy(operation);
        return ReferenceEquals(copy, container.Heap) ? container : container.With(container.World.Renewed(copy)).CopiedTo(copy);
    }

    /// <summary>What the index or key of an access says: a constant, or a variable that still holds what it held.</summary>
    static object? IndexOf(IOperation? index) => index.Unconverted() switch
    {
        { ConstantValue: { HasValue: true, Value: { } constant } } => Value.Of(constant).Constant,
        ILocalReferenceOperation { Local.IsRef: false } local => local.Local,
        IParameterReferenceOperation { Parameter.RefKind: RefKind.None } parameter => parameter.Parameter,
        IFieldReferenceOperation { Instance: null or IInstanceReferenceOperation } field => field.Field.OriginalDefinition,
        IIncrementOrDecrementOperation { IsPostfix: false, Target: ILocalReferenceOperation local } => local.Local,
        IIncrementOrDecrementOperation { IsPostfix: true, Target: ILocalReferenceOperation local } step => KeyOf([local.Local, step.Kind == OperationKind.Increment ? BinaryOperatorKind.Subtract : BinaryOperatorKind.Add, 1L]),
        IIncrementOrDecrementOperation { IsPostfix: false, Target: IFieldReferenceOperation { Instance: null or IInstanceReferenceOperation } field } => field.Field.OriginalDefinition,
        IConversionOperation { OperatorMethod: null, Operand: var number } conversion when IsHandleToIndex(conversion) || IsWidening(conversion) => IndexOf(number),
        ITupleOperation tuple => KeyOf(tuple.Elements.Select(IndexOf)),
        IBinaryOperation { OperatorKind: BinaryOperatorKind.Subtract, RightOperand.ConstantValue: { HasValue: true, Value: 1 }, LeftOperand: IPropertyReferenceOperation { Property.Name: "Count" or "Length" } } => ElementMark.Last,
        // hash & mask, head % length
        IBinaryOperation { OperatorMethod: null } computed => KeyOf([IndexOf(computed.LeftOperand), computed.OperatorKind, IndexOf(computed.RightOperand)]),
        IMemberReferenceOperation { Member: IFieldSymbol or IPropertySymbol { IsIndexer: false }, Instance: { } holder } member when holder.Unconverted() is ILocalReferenceOperation or IParameterReferenceOperation
            => KeyOf([IndexOf(holder), member.Member.OriginalDefinition]),
        { Syntax: PrefixUnaryExpressionSyntax { RawKind: (int)Microsoft.CodeAnalysis.CSharp.SyntaxKind.IndexExpression, Operand: LiteralExpressionSyntax { Token.ValueText: "1" } } } => ElementMark.Last,
        IUnaryOperation { OperatorKind: UnaryOperatorKind.Hat, Operand: var fromEnd } => KeyOf([ElementMark.Last, BinaryOperatorKind.Subtract, IndexOf(fromEnd)]),
        _ => null,
    };

    static CompositeKey? KeyOf(IEnumerable<object?> parts) => parts.ToArray() is var all && Array.TrueForAll(all, static part => part is not null) ? new CompositeKey(all!) : null;

    object? IndexOf(IReadOnlyList<IArgumentOperation> given, World world)
        => given.FirstOrDefault(argument => argument.Parameter is { Ordinal: 0, Name: "key" or "index" } or { Name: "index", ContainingSymbol: IMethodSymbol { IsExtensionMethod: true } }) is { } argument ? IndexOf(argument.Value, world) : null;

    /// <summary>The same; a parameter that still is what a caller gave means the caller's variable, so that a loop there goes over what is indexed here.</summary>
    object? IndexOf(IOperation? index, World world)
        => IndexOf(index) is var said && run.Depth > 0 && said is IParameterSymbol parameter
            && world.Store[run.Places.Variable(parameter)].Origin is { Kind: PlaceKind.Local or PlaceKind.Parameter, Identity: ISymbol given }
            && !SymbolEqualityComparer.Default.Equals(given.ContainingSymbol, body.Symbol) ? given : said;
}
