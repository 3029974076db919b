using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using NdisRules.Analyzers.Flow;
using NdisRules.Analyzers.Verification.Library;
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
        switch (Collections.EffectOf(member))
        {
            case CollectionEffect.Asks:
                return Outcome.One(world, Value.Unknown);
            case CollectionEffect.Adds:
                return Outcome.One(Added(container, member, given, values, order), Value.NotNull);
            case CollectionEffect.TriesToAdd:
                // Who does not ask whether it went in is sure that it did.
                var added = new Outcome(Added(container, member, given, values, order), Value.True);
                return operation.Parent is IExpressionStatementOperation ? [added] : [added, new(world, Value.False)];
            case CollectionEffect.AddsAll:
                return Outcome.One(AddedAll(container, values), Value.Unknown);
            case CollectionEffect.Takes:
                return Pick(operation, container, EndOf(member), removes: true, walk: null);
            case CollectionEffect.Looks when member is IPropertySymbol { ContainingType.Name: "LinkedList" }:
                return FirstNode(operation, container, EndOf(member)!);
            case CollectionEffect.Looks:
                return Pick(operation, container, EndOf(member) ?? IndexOf(given), removes: false, walk: null);
            case CollectionEffect.TriesToTake:
                return Try(operation, container, given, removes: true);
            case CollectionEffect.TriesToLook:
                return Try(operation, container, given, removes: false);
            case CollectionEffect.Removes:
                return Remove(operation, container, member, given, values);
            case CollectionEffect.Clears:
                return Outcome.One(container.Cleared().World, Value.Unknown);
            case CollectionEffect.Counts:
                return Outcome.One(world, SizeOf(container));
            case CollectionEffect.IsEmpty:
                return Decided(world, SizeOf(container).Equal(0L));
            case CollectionEffect.HasAny:
                return Decided(world, !SizeOf(container).Equal(0L));
            case CollectionEffect.Passes:
                return Outcome.One(world, Value.Instance(heap));
            case CollectionEffect.Copies or CollectionEffect.Filters when Copy(operation, container) is var copy:
                return Outcome.One((Collections.EffectOf(member) == CollectionEffect.Filters ? copy.AsPart() : copy).World, Value.Instance(copy.Heap));
            case CollectionEffect.Joins:
                return Outcome.One(AddedAll(Copy(operation, container), [.. values.Skip(1)]), Value.Instance(Copy(operation, container).Heap));
            case CollectionEffect.Walks:
                return Begin(operation, world, heap);
            case CollectionEffect.Drains:
                return Begin(operation, world, heap).Then((begun, walk) => Outcome.One(begun.Write(run.Places.Element(walk.Target!, Draining), Value.True), walk));
            default:
                return Outcome.One(values.Aggregate(world.Escape(Value.Instance(heap)), (next, value) => next.Escape(value)), Value.Unknown);
        }
    }

    static IReadOnlyList<Outcome> Decided(World world, bool? answer) => Outcome.One(world, answer is { } known ? Value.Of(known) : Value.Unknown);

    World Added(Container container, ISymbol member, IReadOnlyList<IArgumentOperation> given, Value[] values, Order order)
    {
        if (member is not IMethodSymbol method || ArgumentOf(Collections.ElementOf(method), given) is not { } argument)
            return container.World.Escape(Value.Instance(container.Heap));
        var value = values[IndexIn(given, argument)];
        if (method.Parameters is [{ Name: "key" }, ..] && given.FirstOrDefault(other => other.Parameter?.Ordinal == 0) is { } key && IndexOf(key.Value) is { } index)
            return container.Sized(container.Size.Plus(1)).World.Write(container.Slot(index), value.Kind == ValueKind.Unknown ? Value.Other.From(value.Origin).GivenBy(value.AcquiredBy) : value);
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
    static object? EndOf(ISymbol member) => member.Name switch
    {
        "Peek" or "TryPeek" or "Dequeue" or "TryDequeue" or "Pop" or "TryPop" or "TryRead" or "TryTake" or "First" or "FirstOrDefault" or "RemoveFirst" => "next",
        "Last" or "LastOrDefault" or "RemoveLast" => "last",
        _ => null,
    };

    /// <summary>An element: the one that is known to be there, or any that may be.</summary>
    /// <param name="operation">What asks for it.</param>
    /// <param name="container">Where it lies.</param>
    /// <param name="index">What is known of its place: an index, a key, an end; null when nothing is.</param>
    /// <param name="removes">Whether it is taken out.</param>
    /// <param name="walk">The walk that remembers where it has been; null when the index does, or nothing.</param>
    IReadOnlyList<Outcome> Pick(IOperation operation, Container container, object? index, bool removes, Place? walk)
    {
        var world = container.World;
        if (index is not null && world.Store[container.Slot(index)] is { Kind: not ValueKind.Unknown } || index is not null && HasMembers(world, container.Slot(index)))
            return [Given(operation, container, container.Slot(index), removes)];

        var concerned = container.Concerned.Where(slot => !Excludes(index, slot.Identity) && !((walk is not null || index is ILocalSymbol) && container.IsVisited(walk ?? container.Heap, walk is null ? index : null, slot))).ToArray();
        var outcomes = new List<Outcome>();
        foreach (var slot in concerned)
            if (!removes || container.IsNext(slot) != false)
                outcomes.Add(Found(operation, container, slot, index, removes, walk));
        var isCertain = removes && concerned.Any(slot => container.IsNext(slot) == true);
        if (!isCertain && container.MayHaveMore(container.Concerned.Count))
            outcomes.Add(Another(container, index, removes));
        return outcomes;
    }

    static bool Excludes(object? index, object? slot) => index is long or string && slot is long or string && !Equals(index, slot) && index.GetType() == slot.GetType() && slot is not "somewhere";

    Outcome Found(IOperation operation, Container container, Place slot, object? index, bool removes, Place? walk)
    {
        if (removes)
            return Given(operation, container, slot, removes: true);
        var visited = walk is not null || index is ILocalSymbol ? container.Visited(walk ?? container.Heap, index, slot) : container;
        if (index is null)
            return new(visited.World, Aliased(visited.World, slot));
        // Its place is known now, so it lies there.
        var moved = visited.World.Write(container.Slot(index), visited.World.Store[slot].From(slot)).Write(slot, Value.Unknown);
        return new(moved, Aliased(moved, container.Slot(index)));
    }

    Outcome Given(IOperation operation, Container container, Place slot, bool removes)
    {
        var world = container.World;
        if (!removes)
            return new(world, Aliased(world, slot));
        var temporary = run.Places.Temporary(operation, body.Graph);
        var taken = world.Write(temporary, world.Store[slot].From(slot));
        return new(container.With(taken).Without(slot).World, taken.Store[temporary].From(temporary));
    }

    static Outcome Another(Container container, object? index, bool removes)
    {
        if (removes)
            return new(container.WithoutAnother().World, Value.Unknown);
        return index is null ? new(container.World, Value.Unknown) : new(container.World.Write(container.Slot(index), Value.Other), Value.Other.From(container.Slot(index)));
    }

    static Value Aliased(World world, Place slot) => world.Store[slot].From(slot);

    /// <summary>A result of true with an element, or of false: then there was none.</summary>
    IReadOnlyList<Outcome> Try(IOperation operation, Container container, IReadOnlyList<IArgumentOperation> given, bool removes)
    {
        var member = ((IInvocationOperation)operation).TargetMethod;
        var index = EndOf(member) ?? IndexOf(given);
        var outcomes = new List<Outcome>();
        foreach (var outcome in Pick(operation, container, index, removes, walk: null))
            outcomes.Add(new(Out(given, outcome.World, outcome.Value), Value.True));
        var isKeyed = member.Parameters is [{ Name: "key" }, ..];
        if (isKeyed ? index is null || container.World.Store[container.Slot(index)].Kind == ValueKind.Unknown : container.Concerned.Count == 0 && SizeOf(container).Equal(0L) != false)
            outcomes.Add(new(Out(given, container.World, Value.Null), Value.False));
        return outcomes;
    }

    World Out(IReadOnlyList<IArgumentOperation> given, World world, Value value)
        => given.FirstOrDefault(argument => argument.Parameter?.RefKind == RefKind.Out) is { } argument
            ? PlaceOf(argument.Value, world) is { } place ? world.Write(place, value) : world.Escape(value)
            : world;

    /// <summary>What is taken out unseen is no loss unless it is known which one it was.</summary>
    IReadOnlyList<Outcome> Remove(IOperation operation, Container container, ISymbol member, IReadOnlyList<IArgumentOperation> given, Value[] values)
    {
        var index = EndOf(member) ?? IndexOf(given);
        if (values is [{ Kind: ValueKind.Instance, Target: { } walk }] && SourceOf(container.World, walk) is not null)
            values = [container.World.Store[run.Places.Element(walk, CurrentElement)]];
        var slot = index is null ? null : container.Slot(index);
        if (slot is null || container.World.Store[slot].Kind == ValueKind.Unknown)
            slot = values.Length == 0 ? container.Concerned.FirstOrDefault(one => !container.MayHaveMore(1))
                : container.Known.FirstOrDefault(known => values.Any(value => value.Kind is ValueKind.Tracked or ValueKind.Instance && value.From(null).GivenBy(null).Equals(container.World.Store[known].From(null).GivenBy(null))));
        if (given.Any(argument => argument.Parameter?.RefKind == RefKind.Out))
            return Try(operation, container, given, removes: true);
        return Outcome.One((slot is null ? container.WithoutAnother() : container.Without(slot)).World, Value.Unknown);
    }

    static Value SizeOf(Container container)
    {
        var known = container.Concerned.Count;
        return known == 0 || container.Size.IsWithin(known, null) == true ? container.Size : container.Size.Within(known, null);
    }

    Container Copy(IOperation operation, Container container)
    {
        var copy = run.Places.Made(operation);
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
        IIncrementOrDecrementOperation { IsPostfix: false, Target: IFieldReferenceOperation { Instance: null or IInstanceReferenceOperation } field } => field.Field.OriginalDefinition,
        { Syntax: PrefixUnaryExpressionSyntax { RawKind: (int)Microsoft.CodeAnalysis.CSharp.SyntaxKind.IndexExpression, Operand: LiteralExpressionSyntax { Token.ValueText: "1" } } } => "last",
        _ => null,
    };

    static object? IndexOf(IReadOnlyList<IArgumentOperation> given)
        => given.FirstOrDefault(argument => argument.Parameter is { Ordinal: 0, Name: "key" or "index" }) is { } argument ? IndexOf(argument.Value) : null;

    /// <summary>An element of an array, or what an indexer of a container gives.</summary>
    IReadOnlyList<Outcome> ReadElement(IOperation element, IOperation holder, IEnumerable<IOperation> indices, World world)
        => EvaluateHolder(holder, indices, world).Then((after, receiver) => IsContainer(holder, receiver)
            ? indices.Count() == 1 && IsPop(indices.First()) ? Popped(element, ContainerAt(after, receiver.Target!), IndexOf(indices.First()))
                : Pick(element, ContainerAt(after, receiver.Target!), indices.Count() == 1 ? IndexOf(indices.First()) : null, removes: false, walk: null)
            : Look(after, receiver, element, followed: true).Then((next, _) => Outcome.One(next, receiver.ReachesTracked ? ViewOf(element, receiver) : Value.Unknown)));

    /// <summary><c>a[--n]</c> takes the topmost element: what is above the index counts as gone.</summary>
    static bool IsPop(IOperation index) => index.Unconverted() is IIncrementOrDecrementOperation { Kind: OperationKind.Decrement, IsPostfix: false };

    IReadOnlyList<Outcome> Popped(IOperation element, Container container, object? index)
    {
        var size = container.Size;
        return Pick(element, container, index, removes: true, walk: null).Then((after, value) => Outcome.One(ContainerAt(after, container.Heap).Sized(size).World, value));
    }

    /// <summary>The slot that an access names; null when its index says nothing.</summary>
    Place? SlotOf(IOperation holder, IOperation index, World world)
        => Collections.Is(holder.Unconverted()?.Type) && IndexOf(index) is { } known && HolderPlace(holder, world) is { Kind: PlaceKind.Heap } heap ? run.Places.Element(heap, known) : null;

    /// <summary>Puts a value at an index of a container.</summary>
    IReadOnlyList<Outcome>? StoreElement(IOperation holder, IOperation? index, World world, Value value)
    {
        if (!Collections.Is(holder.Unconverted()?.Type) || HolderPlace(holder, world) is not { Kind: PlaceKind.Heap } heap)
            return null;
        (world, value) = (FunctionsEscaped(world, [value]), WithoutFunction(value));
        var container = ContainerAt(world, heap);
        if (IndexOf(index) is not { } known)
            return Outcome.One(container.With(container.Add(value, Order.None).World).Sized(container.Size).World, value);
        var grown = holder.Unconverted()!.Type is { Name: "Dictionary" or "ConcurrentDictionary" or "SortedDictionary" } && world.Store[container.Slot(known)].Kind == ValueKind.Unknown ? container.Sized(container.Size.Within(1, null)) : container;
        return Outcome.One(grown.World.Write(container.Slot(known), value.Kind == ValueKind.Unknown ? Value.Other.From(value.Origin).GivenBy(value.AcquiredBy) : value), value);
    }

    /// <summary>A new array, with its elements where they are written out.</summary>
    IReadOnlyList<Outcome> NewArray(IArrayCreationOperation creation, World world)
    {
        if (!IsFollowed(creation.Type))
            return Store(creation, world);
        var outcomes = Outcome.One(world, Value.Unknown);
        Value? length = null;
        foreach (var size in creation.DimensionSizes)
            outcomes = outcomes.Then((before, _) => Evaluate(size, before)).Then((after, value) =>
            {
                length = value.From(null);
                return Outcome.One(after, Value.Unknown);
            });
        return outcomes.Then((after, _) => Filled(creation, creation.Initializer is { } initializer ? initializer.ElementValues : Enumerable.Empty<IOperation>(), after, creation.DimensionSizes.Length == 1 ? length : null));
    }

    /// <summary>A container made of elements that are written out.</summary>
    IReadOnlyList<Outcome> Filled(IOperation creation, IEnumerable<IOperation> elements, World world, Value? length)
    {
        if (!IsFollowed(creation.Type))
            return Store(creation, world);
        var heap = run.Places.Made(creation);
        var made = ContainerAt(world.Renewed(heap), heap).Sized(length ?? Value.Of((long)elements.Count())).World;
        var outcomes = Outcome.One(Waiting(creation, new(made, Value.Instance(heap))), Value.Unknown);
        var at = 0L;
        foreach (var element in elements)
        {
            if (IsSpread(element))
            {
                outcomes = outcomes.Then((before, _) => Evaluate(element.ChildOperations.FirstOrDefault(), before)).Then((after, value) => Outcome.One(AddedAll(ContainerAt(after, heap), [value]), Value.Unknown));
                continue;
            }

            var index = at++;
            outcomes = outcomes.Then((before, _) => Evaluate(element, before)).Then((after, value) => Outcome.One(FunctionsEscaped(after, [value]).Write(run.Places.Element(heap, index), WithoutFunction(value)), Value.Unknown));
        }

        return outcomes.Then((after, _) => Outcome.One(after, Value.Instance(heap)));
    }

    /// <summary>Static members of Array: a copy of elements, a container under a new size.</summary>
    IReadOnlyList<Outcome>? OfArrays(IInvocationOperation call, World world, Value[] arguments)
    {
        if (call.TargetMethod.ContainingType.SpecialType != SpecialType.System_Array)
            return null;
        switch (call.TargetMethod.Name)
        {
            case "Copy" when arguments.Where(value => value.Kind == ValueKind.Instance).ToArray() is [{ Target: { } from }, { Target: { } to }]:
                return Outcome.One(ContainerAt(AddedAll(ContainerAt(world, to), [Value.Instance(from)]), to).Sized(ContainerAt(world, to).Size).World, Value.Unknown);
            case "Resize":
                return Outcome.One(arguments is [{ Kind: ValueKind.Instance, Target: { } heap }, ..] ? ContainerAt(world, heap).Sized(arguments[1].From(null)).World : world, Value.Unknown);
            case "Clear" when arguments is [{ Kind: ValueKind.Instance, Target: { } cleared }]:
                return Outcome.One(ContainerAt(world, cleared).Cleared().Sized(ContainerAt(world, cleared).Size).World, Value.Unknown);
            default:
                return null;
        }
    }
}
