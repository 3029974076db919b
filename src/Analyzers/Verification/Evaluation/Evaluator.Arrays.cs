using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Operations;
using NdisRules.Analyzers.Flow;
using NdisRules.Analyzers.Verification.Library;
using NdisRules.Analyzers.Verification.Worlds;

namespace NdisRules.Analyzers.Verification.Evaluation;

/// <summary>Elements by their index, and arrays as they are made.</summary>
sealed partial class Evaluator
{
    /// <summary>An element of an array, or what an indexer of a container gives.</summary>
    IReadOnlyList<Outcome> ReadElement(IOperation element, IOperation holder, IEnumerable<IOperation> indices, World world)
        => EvaluateHolder(holder, indices, world).Then((after, receiver) => IsContainer(holder, receiver)
            ? IsRange(indices.First()) ? Sliced(element, ContainerAt(after, receiver.Target!).WithoutNothing(), indices.First())
                : indices.Count() == 1 && IsPop(indices.First()) ? Popped(element, ContainerAt(after, receiver.Target!), IndexOf(indices.First(), after))
                : (indices.Count() == 1 ? IndexOf(indices.First(), after) : null) is { } index ? Pick(element, ContainerAt(after, receiver.Target!), index, removes: false, walk: null)
                : PickSome(element, ContainerAt(after, receiver.Target!))
            : Look(after, receiver, element, followed: true).Then((next, _) => Outcome.One(next, receiver.ReachesTracked ? ViewOf(element, receiver) : Value.Unknown)));

    /// <summary>
    /// An element of which it is not known where it lies. If it is an object, what is put into it lies there until the same access is made again, perhaps to another one.
    /// </summary>
    IReadOnlyList<Outcome> PickSome(IOperation element, Container container)
        => IsFollowed(element.Type) ? Pick(element, container.WithoutName(element), element, removes: false, walk: null) : Pick(element, container, index: null, removes: false, walk: null);

    /// <summary><c>a[..n]</c> is no element, but an array of some: a bound is taken for the length.</summary>
    static bool IsRange(IOperation index) => index.Unconverted()?.Type is { Name: "Range", ContainingNamespace.Name: "System" };

    /// <summary><c>a[1..]</c> and <c>a[..^1]</c> leave out an end; any other range is taken for all.</summary>
    IReadOnlyList<Outcome> Sliced(IOperation element, Container container, IOperation range) => range.Unconverted() is not IRangeOperation { LeftOperand: var from, RightOperand: var to } ? Outcome.One(container.World, Value.Instance(container.Heap)) : (BoundIn(from), BoundIn(to)) switch
    {
        ({ ConstantValue: { HasValue: true, Value: 1 } }, null) => AllBut(element, container, 0L),
        (null, IUnaryOperation { OperatorKind: UnaryOperatorKind.Hat, Operand.ConstantValue: { HasValue: true, Value: 1 } }) => AllBut(element, container, ElementMark.Last),
        // What begins somewhere is a part, as AsSpan(k) is: what another part has freed is not met in it for certain.
        (not (null or { ConstantValue: { HasValue: true, Value: 0 } }), _) => Outcome.One(WithoutStale(container, isAnywhere: false).World, Value.Instance(container.Heap)),
        _ => Outcome.One(container.World, Value.Instance(container.Heap)),
    };

    /// <summary>A bound as it is written, before it is made an <c>Index</c>.</summary>
    static IOperation? BoundIn(IOperation? bound) => bound is IConversionOperation conversion ? BoundIn(conversion.Operand) : bound;

    /// <summary><c>a[--n]</c> takes the topmost element: what is above the index counts as gone.</summary>
    static bool IsPop(IOperation index) => index.Unconverted() is IIncrementOrDecrementOperation { Kind: OperationKind.Decrement, IsPostfix: false };

    IReadOnlyList<Outcome> Popped(IOperation element, Container container, object? index)
    {
        var size = container.Size;
        return Pick(element, container, index, removes: true, walk: null).Then((after, value) => Outcome.One(ContainerAt(after, container.Heap).Sized(size).World, value));
    }

    /// <summary>The slot that an access names; null when its index says nothing, and nothing was found by it.</summary>
    Place? SlotOf(IOperation access, IOperation holder, IOperation index, World world)
        => !Collections.Is(holder.Unconverted()?.Type) || HolderPlace(holder, world) is not { Kind: PlaceKind.Heap } heap ? null
            : IndexOf(index, world) is { } known ? run.Places.Element(heap, known)
            : run.Places.Element(heap, access) is var found && world.Store[found].Kind != ValueKind.Unknown ? found : null;

    /// <summary>Puts a value at an index of a container.</summary>
    IReadOnlyList<Outcome>? StoreElement(IOperation holder, IOperation? index, World world, Value value)
    {
        if (!Collections.Is(holder.Unconverted()?.Type) || HolderPlace(holder, world) is not { Kind: PlaceKind.Heap } heap)
            return null;
        (world, value) = (FunctionsEscaped(world, [value]), WithoutFunction(value));
        // How far a loop has filled it nobody counts; one place that is written out says nothing of the others.
        var container = IndexOf(index, world) is long ? ContainerAt(world, heap) : ContainerAt(world, heap).WithoutNothing();
        if (IndexOf(index, world) is not { } known)
            return Outcome.One(container.With(WithoutStale(container).Add(value, Order.None).World).Sized(container.Size).World, value);
        container = WithoutNumbered(container.WithoutSame(known), known);
        // A place that is emptied where the counter stands is the last one.
        if (known is IFieldSymbol counter && value.IsNull && run.Bodies.Traits.CountedBy(counter).Count > 0)
            container = container.WithoutSame(ElementMark.Last);
        // Whether the key is new is not known: there are as many as before or one more, and one at least.
        var grown = Collections.IsKeyed(holder.Unconverted()!.Type) && world.Store[container.Slot(known)].Kind == ValueKind.Unknown ? container.Sized(container.Size.Join(container.Size.Plus(1)).Within(1, null)) : container;
        return [Stored(grown), .. Overwritten(grown, known, holder).Select(Stored)];

        Outcome Stored(Container before) => new(before.Laid(known, value), value);
    }

    /// <summary>What lies at a number that a variable has now is what lies at the variable.</summary>
    Container WithoutNumbered(Container container, object index) => NumberOf(index, container.World) is { } number && container.Has(number)
        ? container.With(container.World.Write(container.Slot(number), Value.Unknown)) : container;

    /// <summary>
    /// Where the object lies somewhere inside, the element that an index overwrites may be it: a loop that fills the whole array anew
    /// ends only in worlds in which it was, and to some places a program comes again. Of an allocated one any other loop says nothing.
    /// </summary>
    IEnumerable<Container> Overwritten(Container container, object index, IOperation holder)
    {
        var world = container.World;
        if (world.State == ObjectState.Unallocated || index is not ISymbol walker || world.Store[container.Slot(index)].Kind != ValueKind.Unknown
            || (world.State == ObjectState.Allocated && !(walker is ILocalSymbol && body.Index.Loops.IsFilledBy(walker) && !IsShifted(holder)) && !MayComeAgain(walker, holder)))
            return [];
        return container.Concerned.Where(slot => slot.Identity is not ISymbol && !container.IsVisited(container.Heap, index, slot)).Select(slot => container.With(world.Write(slot, Value.Unknown)));
    }

    /// <summary>
    /// What is put at an index of which nothing is known, or taken out by one, may be where the object lies that was freed: nobody meets that one there for certain.
    /// </summary>
    /// <param name="container">Where that may be.</param>
    /// <param name="isAnywhere">Whether it may also be where an index is known.</param>
    static Container WithoutStale(Container container, bool isAnywhere = true)
    {
        if (container.World.State != ObjectState.Freed)
            return container;
        var world = container.World;
        foreach (var slot in container.Concerned)
            if ((isAnywhere || slot.Identity is not (ISymbol or long or CompositeKey)) && world.IsReachedBy(world.Store[slot].From(slot)))
                world = world.Write(slot, Value.Unknown);
        return container.With(world);
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
        var heap = run.MadeBy(creation);
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
            // Elements move within one array: what lay where the first of them goes is gone.
            case "Copy" when arguments.Where(value => value.Kind == ValueKind.Instance).ToArray() is [{ Target: { } moved }, { Target: { } into }] && ReferenceEquals(moved, into):
                return Outcome.One(IndexOf(ArgumentOf(3, call.Arguments)?.Value, world) is { } gap ? world.Write(run.Places.Element(into, gap), Value.Unknown) : world, Value.Unknown);
            case "Copy" when arguments.Where(value => value.Kind == ValueKind.Instance).ToArray() is [{ Target: { } from }, { Target: { } to }]:
                return Outcome.One(ContainerAt(AddedAll(ContainerAt(world, to), [Value.Instance(from)]), to).Sized(ContainerAt(world, to).Size).World, Value.Unknown);
            case "Resize":
                // How long the variable's array was, it need not be any more.
                if (PlaceOf(call.Arguments[0].Value, world) is { } resized)
                    world = world.Drop(place => place is { Kind: PlaceKind.Member, Symbol.Name: "Length" } && ReferenceEquals(place.Holder, resized));
                return Outcome.One(arguments is [{ Kind: ValueKind.Instance, Target: { } heap }, ..] ? ContainerAt(world, heap).Resized(arguments[1].From(null)).World : world, Value.Unknown);
            case "Clear" or "Fill" when arguments is [{ Kind: ValueKind.Instance, Target: { } cleared }, ..] && EmptiesAll(call, arguments):
                return Outcome.One(ContainerAt(world, cleared).Cleared().Sized(ContainerAt(world, cleared).Size).World, Value.Unknown);
            default:
                return null;
        }
    }

    /// <summary><c>Clear(a)</c>, <c>Clear(a, 0, a.Length)</c>, <c>Fill(a, null)</c>: every place of an array holds nothing afterwards.</summary>
    static bool EmptiesAll(IInvocationOperation call, Value[] arguments) => (call.TargetMethod.Name, arguments.Length) switch
    {
        ("Clear", 1) => true,
        ("Clear", 3) => call.Arguments is [{ Value: var array }, { Value.ConstantValue: { HasValue: true, Value: 0 } }, { Value: var length }]
            && length.Unconverted() is IPropertyReferenceOperation { Property.Name: "Length", Instance: { } measured } && array.Unconverted() is { } whole && SyntaxFactory.AreEquivalent(measured.Syntax, whole.Syntax),
        ("Fill", 2) => arguments[1].IsNull,
        _ => false,
    };
}
