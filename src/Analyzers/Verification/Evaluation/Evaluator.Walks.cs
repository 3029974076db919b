using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using NdisRules.Analyzers.Flow;
using NdisRules.Analyzers.Verification.Bodies;
using NdisRules.Analyzers.Verification.Library;
using NdisRules.Analyzers.Verification.Worlds;

namespace NdisRules.Analyzers.Verification.Evaluation;

/// <summary>Walks over containers: by an enumerator, by the nodes of a linked list, by an index. One that went to the end was at every element.</summary>
sealed partial class Evaluator
{
    /// <summary>A walk is an object of its own, which knows the container and where it has been.</summary>
    IReadOnlyList<Outcome> Begin(IOperation operation, World world, Place heap)
    {
        var walk = run.Places.Made(operation);
        var begun = WithNew(WithoutCurrent(ContainerAt(world, heap), walk: null), walk);
        return Outcome.One(begun.Write(run.Places.Element(walk, ElementMark.Source), Value.Instance(heap)), Value.Instance(walk));
    }

    /// <summary>An older walk, or node, of the same operation is not followed any more; what it goes over lies there all the same.</summary>
    World WithNew(World world, Place walk)
        => world.Write(run.Places.Element(walk, ElementMark.Source), Value.Unknown).Write(run.Places.Element(walk, ElementMark.Current), Value.Unknown).Renewed(walk);

    /// <summary>The world in which a walk over a container is at an element.</summary>
    World At(World world, Place walk, Container container, Value element)
        => world.Write(run.Places.Element(walk, ElementMark.Source), Value.Instance(container.Heap)).Write(run.Places.Element(walk, ElementMark.Current), element);

    /// <summary>A chain that begins at the object: a walk over it, and over others of which nothing is known.</summary>
    IReadOnlyList<Outcome> Chain(IPropertyReferenceOperation property, World world, Value first)
    {
        if (first.Kind != ValueKind.Tracked || property.Instance is null)
            return Outcome.One(world, Value.Unknown);
        var links = run.Places.Made(property.Instance);
        return Begin(property, ContainerAt(world.Renewed(links), links).Add(first, Order.None).World, links);
    }

    Place? SourceOf(World world, Place walk) => !world.Store.Has(PlaceKind.Element) ? null : world.Store[run.Places.Element(walk, ElementMark.Source)] is { Kind: ValueKind.Instance, Target: { } source } ? source : null;

    IReadOnlyList<Outcome>? Walk(IInvocationOperation call, World world, Place walk, Place source) => call.TargetMethod.Name switch
    {
        "MoveNext" or "MoveNextAsync" => Step(world, walk, source),
        "Dispose" or "DisposeAsync" => Outcome.One(world, Value.Unknown),
        "GetEnumerator" or "GetAsyncEnumerator" => Outcome.One(world, Value.Instance(walk)),
        _ => null,
    };

    /// <summary>One step: to another element, or to the end, which only comes when the walk has been everywhere.</summary>
    IReadOnlyList<Outcome> Step(World world, Place walk, Place source)
    {
        world = WithoutCurrent(ContainerAt(world, source), walk);
        var container = ContainerAt(world, source);
        var outcomes = new List<Outcome>();
        if (SizeOf(container).Equal(0L) != true)
            outcomes.Add(new(world.Write(run.Places.Element(walk, ElementMark.Current), Value.Unknown), Value.True));
        if (container.IsPart || container.Concerned.All(slot => container.IsVisited(walk, null, slot)))
            outcomes.Add(new(world.State == ObjectState.Freed && MayTakeOutMet(world, source) ? WithoutStale(container, isAnywhere: false).World : world, Value.False));
        return outcomes;
    }

    /// <summary>An element that had a name while a walk was at it, <c>foreach (ref var row in rows)</c>, has none any more.</summary>
    static World WithoutCurrent(Container container, Place? walk)
    {
        if (!container.World.Store.Has(PlaceKind.Element))
            return container.World;
        foreach (var slot in container.Known)
            if (slot.Identity is IPropertyReferenceOperation { Property.Name: "Current" } current)
                container = (walk is null ? container : container.Visited(walk, null, slot)).WithoutName(current);
        return container.World;
    }

    /// <summary>Whether the body takes keys out of what is walked over: those of which elements, which were collected on the walk, nobody follows.</summary>
    bool MayTakeOutMet(World world, Place source) => body.Index.TablesTakenFrom.Any(table => ReferenceEquals(HolderPlace(table, world), source));

    /// <summary>The nodes of a linked list are a walk that begins at one end; an empty list has none.</summary>
    IReadOnlyList<Outcome> FirstNode(IOperation operation, Container container, object end)
    {
        var walk = run.Places.Made(operation);
        var isEmpty = SizeOf(container).Equal(0L);
        var nodes = isEmpty == true ? [] : Pick(operation, container, end, removes: false, walk: null).Then((after, value) =>
        {
            var begun = At(WithNew(after, walk), walk, container, value.Kind == ValueKind.Unknown ? Value.Other : value);
            var there = ContainerAt(begun, container.Heap);
            return Outcome.One(there.Visited(walk, null, there.Slot(end)).World, Value.Instance(walk));
        });
        return isEmpty == false || container.Concerned.Count > 0 ? nodes : [.. nodes, new(container.World, Value.Null)];
    }

    /// <summary>What is put into a linked list gets a node, by which it is known elsewhere too: in a table of nodes. What is put in with its node has one.</summary>
    IReadOnlyList<Outcome> Linked(IOperation operation, Container container, IMethodSymbol method, IReadOnlyList<IArgumentOperation> given, Value[] values)
    {
        Value[] elements = [.. values.Select(value => value is { Kind: ValueKind.Instance, Target: { Identity: IOperation { Type.Name: "LinkedListNode" } } linked } ? Aliased(container.World, run.Places.Element(linked, ElementMark.Current)) : value)];
        var added = Added(container, method, given, elements, Order.None);
        if (method.ReturnsVoid || ArgumentOf(Collections.ElementOf(method), given) is not { } argument || elements[IndexIn(given, argument)] is var element && !added.IsConcernedBy(element))
            return Outcome.One(added, Value.NotNull);
        var node = run.Places.Made(operation);
        return Outcome.One(At(WithNew(added, node), node, container, element), Value.Instance(node));
    }

    /// <summary>Who frees what lies in a linked list takes its node out of the tables of nodes, before that or after it: nobody meets it there any more.</summary>
    static World WithoutNodes(World world) => !world.Store.Has(PlaceKind.Element) ? world : world.Drop(static place => IsCurrentOfNode(place) || IsCurrentOfNode(place.Holder));

    static bool IsCurrentOfNode(Place? place) => place is { Kind: PlaceKind.Element, Holder: { } holder } && ReferenceEquals(place.Identity, ElementMark.Current) && IsNode(holder);

    static bool IsNode(Place place) => place is { Kind: PlaceKind.Heap, Identity: IInvocationOperation { TargetMethod.ReturnType.Name: "LinkedListNode" } };

    /// <summary>A member of a node: its element, or its neighbour.</summary>
    IReadOnlyList<Outcome>? OfNode(IPropertyReferenceOperation property, World world, Place walk, Place source) => property.Property.Name switch
    {
        "Current" => Current(property, world, walk, source),
        "Value" when property.Property.ContainingType.Name == "LinkedListNode" => Current(property, world, walk, source),
        "Next" or "Previous" when IsLeft(property) => Neighbour(world, walk, source),
        "Next" or "Previous" => Current(property, world, walk, source).Then((seen, _) => NeighbourOf(property, seen, walk, source)),
        _ => null,
    };

    IReadOnlyList<Outcome> NeighbourOf(IPropertyReferenceOperation property, World world, Place walk, Place source)
    {
        var (forked, other) = Forked(property, world, walk, source);
        return Neighbour(forked, other, source);
    }

    IReadOnlyList<Outcome> Neighbour(World world, Place walk, Place source) => [.. Step(world, walk, source).Select(outcome => outcome with { Value = outcome.Value.AsBool == true ? Value.Instance(walk) : Value.Null })];

    /// <summary>Whether the variable that is at a node goes on to the next: <c>node = node.Next</c>.</summary>
    static bool IsLeft(IPropertyReferenceOperation property) => property is { Instance: ILocalReferenceOperation { Local: var local }, Parent: ISimpleAssignmentOperation { Target: ILocalReferenceOperation { Local: var target } } }
        && SymbolEqualityComparer.Default.Equals(local, target);

    /// <summary>Another walk that has been where this one was, and goes on by itself: the one that the last round left is over by then.</summary>
    (World World, Place Walk) Forked(IPropertyReferenceOperation property, World world, Place walk, Place source)
    {
        var other = run.Places.Made(property) is var made && !ReferenceEquals(made, walk) ? made : run.Places.Made(property.Instance!);
        var forked = ContainerAt(At(WithNew(world, other), other, ContainerAt(world, source), Value.Unknown), source);
        foreach (var slot in forked.Concerned)
            if (forked.IsVisited(walk, null, slot))
                forked = forked.Visited(other, null, slot);
        return (forked.World, other);
    }

    /// <summary>The element that a walk is at.</summary>
    IReadOnlyList<Outcome> Current(IPropertyReferenceOperation property, World world, Place walk, Place source)
    {
        var current = run.Places.Element(walk, ElementMark.Current);
        if (world.Store[current].Kind != ValueKind.Unknown || world.HasMembers(current))
            return Outcome.One(world, Aliased(world, current));
        var drains = world.Store[run.Places.Element(walk, ElementMark.Draining)].AsBool == true;
        var picked = Pick(property, ContainerAt(world, source), index: null, removes: drains, walk);
        var yielded = YieldedBy(source, world);
        // The variable of a foreach is all that has it; by hand, who asks twice gets the same one.
        if (yielded.Count > 0)
            return [.. picked, .. property.IsImplicit ? yielded : yielded.Then((after, value) => Outcome.One(after.Write(current, value), value.From(current)))];
        return picked.Then((after, value) => IsPair(property.Type)
            ? Outcome.One(after.Write(current, Value.NotNull).Write(ValueOfPair(current, property.Type!), value), Value.NotNull.From(current))
            : IsAnother(after, value) ? Outcome.One(after.Write(current, Value.Other), Value.Other)
            : Outcome.One(after.Write(current, value), value.From(current)));
    }

    /// <summary>Nothing is known of it: it is none of those that matter. A struct is known by its members.</summary>
    static bool IsAnother(World world, Value element) => element.Kind == ValueKind.Unknown && !(element.Origin is { } origin && world.HasMembers(origin));

    static bool IsPair(ITypeSymbol? type) => type is INamedTypeSymbol { Name: "KeyValuePair", TypeArguments.Length: 2 };

    Place ValueOfPair(Place pair, ITypeSymbol type) => run.Places.Member(pair, type.OriginalDefinition.GetMembers("Value").First())!;

    /// <summary>The world in which a loop over elements has ended; null where it ends though it has not been at one that matters: that cannot be.</summary>
    public World? Ended(IOperation condition, World world)
    {
        if (world.State == ObjectState.Allocated && body.Index.Loops.WalkOf(condition) is { } walk && walk.FreesAll(Rule) && world.Holders.All(holder => IsInNode(holder, walk.Node)))
            return null;
        if (world.State == ObjectState.Unallocated || !world.Store.Has(PlaceKind.Element) || body.Index.Loops.ScanOf(condition) is not { } scan || !(scan.Lowest is not { } lowest || (PlaceOf(lowest, world) is { } limit && world.Read(limit).IsWithin(null, scan.MostLowest) == true)))
            return world;
        if ((world.State != ObjectState.Freed || scan.Fills) && EndsTooEarly(scan, world))
            return null;
        World? ended = world;
        foreach (var holder in scan.Short)
            if (ended is not null && HolderPlace(holder, ended) is { Kind: PlaceKind.Heap } heap && Collections.Is(holder.Unconverted()?.Type))
                ended = AllButOne(scan, ContainerAt(ended, heap));
        if (scan.Compacts && ended is { State: ObjectState.Freed })
            foreach (var holder in scan.Holders)
                if (HolderPlace(holder, ended) is { Kind: PlaceKind.Heap } heap && Collections.Is(holder.Unconverted()?.Type))
                    ended = WithoutStale(ContainerAt(ended, heap)).World;
        // The next time the loop chooses anew.
        return scan.IsChosen && ended is not null ? Container.Unvisited(ended, scan.Index) : ended;
    }

    static bool IsInNode(Place holder, INamedTypeSymbol node) => holder is { Symbol: { } member, Holder.Kind: PlaceKind.Heap } && SymbolEqualityComparer.Default.Equals(member.ContainingType?.OriginalDefinition, node);

    bool EndsTooEarly(IndexScan scan, World world)
    {
        foreach (var holder in scan.Holders)
            if (HolderPlace(holder, world) is { Kind: PlaceKind.Heap } heap && Collections.Is(holder.Unconverted()?.Type) && Missed(scan, ContainerAt(world, heap)).Any())
                return true;
        foreach (var holder in scan.Drained)
            if (HolderPlace(holder, world) is { Kind: PlaceKind.Heap } heap && Collections.Is(holder.Unconverted()?.Type) && ContainerAt(world, heap).Concerned.Count > 0)
                return true;
        foreach (var call in scan.Handed)
            foreach (var heap in IndexedIn(call, scan.Index, world))
                if (Missed(scan, ContainerAt(world, heap)).Any())
                    return true;
        return false;
    }

    static IEnumerable<Place> Missed(IndexScan scan, Container container)
        => container.Concerned.Where(slot => !Equals(slot.Identity, scan.Bound) && !Equals(slot.Identity, scan.Index) && !container.IsVisited(container.Heap, scan.Index, slot) && !(scan.Partner is not null && container.IsVisited(container.Heap, scan.Partner, slot)));

    /// <summary>A loop has been at all elements but the first, or the last: what it has not been at lies there, and what it has been at does not.</summary>
    static World? AllButOne(IndexScan scan, Container container)
    {
        var end = container.Slot(scan.LeftOut!);
        var missed = Missed(scan, container).Where(slot => !ReferenceEquals(slot, end)).ToArray();
        return (missed.Length, container.Has(scan.LeftOut!)) switch
        {
            (0, false) => container.Laid(scan.LeftOut!, Value.Other),
            (0, true) => container.World,
            _ when container.World.State == ObjectState.Freed => container.World,
            (1, false) => container.World.Write(end, container.World.Store[missed[0]].From(missed[0])).Write(missed[0], Value.Unknown),
            _ => null,
        };
    }

    /// <summary>The containers in which a callee, given a variable, looks at the element of that index: those of its object, and those that it is given with it.</summary>
    IEnumerable<Place> IndexedIn(IOperation call, ISymbol index, World world)
    {
        if (IndexScan.GivenTo(call, index) is not { } parameter || run.Bodies.OfCallee((IMethodSymbol)parameter.ContainingSymbol, run.Cancellation) is not { } callee)
            yield break;
        var instance = call switch { IInvocationOperation { Instance: var called } => called, IPropertyReferenceOperation { Instance: var asked } => asked, _ => null };
        foreach (var holder in IndexScan.IndexedBy(parameter, callee.Operations.All))
            if (Collections.Is(holder.Unconverted()?.Type) && SeenFromHere(holder) is { } place && world.Read(place) is { Kind: ValueKind.Instance, Target: { } heap })
                yield return heap;

        Place? SeenFromHere(IOperation holder) => holder.Unconverted() switch
        {
            IFieldReferenceOperation { Field.IsStatic: true } field => run.Places.Static(ElementOf(field.Field)),
            IFieldReferenceOperation { Instance: IInstanceReferenceOperation } field when (instance is not null ? HolderPlace(instance, world) : ThisPlace(world)) is { } owner => run.Places.Member(owner, ElementOf(field.Field)),
            IParameterReferenceOperation { Parameter: var given } when IndexScan.ArgumentsOf(call).FirstOrDefault(argument => argument.Parameter?.Ordinal == given.Ordinal) is { } argument => PlaceOf(argument.Value, world),
            _ => null,
        };
    }
}
