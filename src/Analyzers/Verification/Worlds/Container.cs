using Microsoft.CodeAnalysis;

namespace NdisRules.Analyzers.Verification.Worlds;

/// <summary>
/// A container in a world: an array, a list, a queue. Of its elements only those are known one by one that lead to the tracked
/// object or are objects themselves; of the others there is a number. An element whose index is known (a constant, a variable that
/// has not changed since) lies in a slot of that index, all others lie in slots that say only that they are somewhere inside.
/// </summary>
readonly struct Container(World world, Place heap, Place.Table places)
{
    /// <summary>What is kept in mind of an element: that a walk has been at it.</summary>
    sealed record Visit(object? Index, object Element);

    /// <summary>Whether an index is another one as well, or that of the last element, as long as neither changes.</summary>
    sealed record Same(object Index, object Other)
    {
        public bool Names(ISymbol index) => Is(Index, index) || Is(Other, index);

        static bool Is(object one, ISymbol index) => one is ISymbol symbol ? SymbolEqualityComparer.Default.Equals(symbol, index) : one is CompositeKey key && key.Names(index);
    }

    /// <summary>Whether an index goes up.</summary>
    sealed record Heading(ISymbol Index);

    /// <summary>How many elements lie before one in the order in which they are taken.</summary>
    sealed record Ahead(object Element);

    public World World { get; } = world;

    public Place Heap { get; } = heap;

    /// <summary>How many elements there are.</summary>
    public Value Size => World.Store[places.Element(Heap, ElementMark.Count)];

    /// <summary>Whether it stands for a part of another container: a walk over it need not come by every element.</summary>
    public bool IsPart => World.Store[places.Element(Heap, ElementMark.Part)].AsBool == true;

    /// <summary>Truths about walks keep worlds apart.</summary>
    public static bool IsFlag(Place place) => place is { Kind: PlaceKind.Element, Identity: Visit or Same };

    /// <summary>An index changes: what lay in its slots lies somewhere from here on.</summary>
    public static World Spilled(World world, ISymbol index)
    {
        for (var i = 0; i < world.Store.Count; i++)
            if (ElementAround(world.Store.PlaceAt(i)) is { } slot && (slot.Identity is ISymbol symbol ? SymbolEqualityComparer.Default.Equals(symbol, index) : slot.Identity is CompositeKey key && ReferenceEquals(slot, world.Store.PlaceAt(i)) && key.Names(index)))
                return Spilled(Moved(world, slot), index);
        return world.Drop(place => place is { Kind: PlaceKind.Element, Identity: Same same } && same.Names(index));
    }

    /// <summary>A body ends: what its indices said of places is forgotten.</summary>
    public static World Left(World world, ISymbol owner)
    {
        for (var i = 0; i < world.Store.Count; i++)
            if (ElementAround(world.Store.PlaceAt(i)) is { } slot && (slot.Identity is CompositeKey key ? ReferenceEquals(slot, world.Store.PlaceAt(i)) ? key.VariableOf(owner) : null : slot.Identity as ISymbol) is { Kind: SymbolKind.Local or SymbolKind.Parameter } variable
                && SymbolEqualityComparer.Default.Equals(variable.ContainingSymbol, owner))
                return Left(Spilled(world, variable), owner);
        return world.Drop(place => place is { Kind: PlaceKind.Element, Identity: Visit { Index: { } index } } && index is ISymbol walked && SymbolEqualityComparer.Default.Equals(walked.ContainingSymbol, owner));
    }

    /// <summary>The element that a place is, or is a member of: an element may be a struct. One at a computed index keeps its members there: they would be too many places in too many worlds.</summary>
    static Place? ElementAround(Place? place)
    {
        while (place is not (null or { Kind: PlaceKind.Element }))
            place = place.Holder;
        return place;
    }

    /// <summary>The index has been at what lay there.</summary>
    static World Moved(World world, Place slot)
    {
        var value = world.Store[slot].From(slot);
        if (KeyOf(world, value) is { } key)
            world = Followed(world.Write(slot.Beside(key), value).Write(slot.Beside(new Visit(slot.Identity, key)), slot.Identity is ILocalSymbol ? Value.True : Value.Unknown), slot, slot.Beside(key));
        return world.Write(slot, Value.Unknown);
    }

    /// <summary>A reference to an element, or into it, still refers to that when the index has become another one: <c>ref var row = ref rows[count++]</c>.</summary>
    static World Followed(World world, Place from, Place to) => !world.Store.Any((_, held) => held.Kind == ValueKind.Reference && ReferenceEquals(ElementAround(held.Target), from)) ? world
        : world.With(world.Store.Select((_, held) => held.Kind != ValueKind.Reference ? held : ReferenceEquals(held.Target, from) ? Value.Reference(to).From(held.Origin) : ReferenceEquals(held.Target!.Holder, from) ? Value.Reference(held.Target.Under(to)).From(held.Origin) : held));

    public Container With(World changed) => new(changed, Heap, places);

    public Container Sized(Value size) => With(World.Write(places.Element(Heap, ElementMark.Count), size));

    /// <summary>With as many places as wanted: the last of them is another one than before.</summary>
    public Container Resized(Value size) => With(WithoutEnd(WithoutName(ElementMark.Last).World, Heap)).Sized(size);

    /// <summary>With one element more, or less, another one is the last.</summary>
    Container Grown(int step) => With(WithoutEnd(World, Heap)).Sized(Size.Plus(step));

    /// <summary>What indices were the same as the last one is forgotten, in one container or in all.</summary>
    public static World WithoutEnd(World world, Place? heap = null) => !world.Store.Has(PlaceKind.Element) ? world
        : world.Drop(place => place is { Kind: PlaceKind.Element, Identity: Same same } && (heap is null || ReferenceEquals(place.Holder, heap)) && (ReferenceEquals(same.Other, ElementMark.Last) || ReferenceEquals(same.Index, ElementMark.Last)));

    public Container AsPart() => With(World.Write(places.Element(Heap, ElementMark.Part), Value.True));

    public Place Slot(object index) => places.Element(Heap, index);

    /// <summary>Whether it is known what lies at an index or under a key.</summary>
    public bool Has(object index) => Slot(index) is var slot && (World.Store[slot].Kind != ValueKind.Unknown || World.HasMembers(slot));

    /// <summary>Lays a value at an index or under a key: one of which nothing is known is another one than those that are.</summary>
    public World Laid(object index, Value value) => World.Write(Slot(index), value.Kind == ValueKind.Unknown ? Value.Other.From(value.Origin).GivenBy(value.AcquiredBy) : value);

    /// <summary>The slots whose element is known, in a fixed order.</summary>
    public IReadOnlyList<Place> Known
    {
        get
        {
            var known = new List<Place>();
            for (var i = 0; i < World.Store.Count; i++)
                if (World.Store.PlaceAt(i) is { Kind: PlaceKind.Element } slot && ReferenceEquals(slot.Holder, Heap) && slot.Identity is not (Visit or Same or Heading or Ahead or ElementMark { IsNote: true }))
                    known.Add(slot);
                else if (World.Store.PlaceAt(i).Holder is { Kind: PlaceKind.Element } above && ReferenceEquals(above.Holder, Heap) && !known.Contains(above))
                    known.Add(above);
            return known;
        }
    }

    /// <summary>The slots that lead to the tracked object, or hold the null that its acquire gave.</summary>
    public IReadOnlyList<Place> Concerned
    {
        get
        {
            var world = World;
            return [.. Known.Where(slot => world.IsConcernedBy(world.Store[slot].From(slot)))];
        }
    }

    /// <summary>Somebody may have asked its elements for null, or chosen among them: that one of them is null is no longer said.</summary>
    public Container WithoutNothing()
    {
        var heap = Heap;
        var store = World.Store;
        return With(World.With(store.Select((place, held) => held.IsFailedAcquire && IsInside(place) ? Value.Other : held)));

        // In an element, or in a member of one: of the struct that it is, of the object that it leads to.
        bool IsInside(Place place)
        {
            for (var at = place; at is not null; at = at.Holder)
                if (ReferenceEquals(at.Holder, heap))
                    return true;
            return place.Root.Kind == PlaceKind.Heap && store.Any((slot, held) => ReferenceEquals(slot.Holder, heap) && held.Kind == ValueKind.Instance && ReferenceEquals(held.Target, place.Root));
        }
    }

    /// <summary>Adds an element at no index that is known.</summary>
    public Container Add(Value value, Order order)
    {
        var before = Size;
        var pushed = order == Order.LastFirst ? WithoutName(ElementMark.Next).Passed(1) : WithoutName(ElementMark.Last);
        var grown = pushed.Grown(1);
        if (KeyOf(World, value) is not { } key)
            return grown;
        var added = grown.With(grown.World.Write(Slot(key), value));
        return order == Order.None ? added : added.With(added.World.Write(Slot(new Ahead(key)), order == Order.FirstFirst ? before : Value.Of(0L)));
    }

    /// <summary>What lay at an end where another one is put now, or was what an access gave, lies somewhere.</summary>
    public Container WithoutName(object name) => World.Store[Slot(name)].Kind == ValueKind.Unknown ? this : With(Moved(World, Slot(name)));

    /// <summary>The same number of elements, one of which is the given one.</summary>
    public Container Holding(Value value) => Add(value, Order.None).Sized(Size);

    /// <summary>Every element that is known gets, or loses, one that is taken before it.</summary>
    Container Passed(int step)
    {
        var world = World;
        foreach (var slot in Known)
            if (KeyOf(world, world.Store[slot].From(slot)) is { } key && world.Store[Slot(new Ahead(key))] is { Kind: not ValueKind.Unknown } ahead)
                world = world.Write(Slot(new Ahead(key)), ahead.Plus(step));
        return With(world);
    }

    /// <summary>Whether an element is taken next: yes, no, or null when it is not known.</summary>
    public bool? IsNext(Place slot)
        => KeyOf(World, World.Store[slot].From(slot)) is { } key && World.Store[Slot(new Ahead(key))] is { Kind: not ValueKind.Unknown } ahead ? ahead.Equal(0L) : null;

    /// <summary>What an index names is what another one names as well, or is not.</summary>
    public Container Met(object index, object other, bool isSame = true) => With(World.Write(Slot(new Same(index, other)), Value.Of(isSame)));

    /// <summary>The slot whose index is known to be the same as another one; null when none is.</summary>
    public Place? SameAs(object index)
    {
        foreach (var slot in Known)
            if (World.Store[Slot(new Same(slot.Identity!, index))].AsBool == true)
                return slot;
        return null;
    }

    /// <summary>Whether what lies in a slot is known to be none that an index names.</summary>
    public bool IsApart(Place slot, object index) => slot.Identity is { } named && World.Store[Slot(new Same(named, index))].AsBool == false;

    /// <summary>Takes the last element out of its slot, and out of that of an index which names it too.</summary>
    public Container WithoutLast() => WithoutSame(ElementMark.Last).Without(Slot(ElementMark.Last));

    /// <summary>What an index names does not lie any more where another one does that is the same.</summary>
    public Container WithoutSame(object other)
    {
        var (world, heap) = (World, Heap);
        for (var i = 0; i < World.Store.Count; i++)
            if (World.Store.PlaceAt(i) is { Kind: PlaceKind.Element, Identity: Same same } note && ReferenceEquals(note.Holder, heap) && same.Other.Equals(other))
            {
                if (World.Store.ValueAt(i).AsBool == true)
                    world = world.Write(Slot(same.Index), Value.Unknown);
                world = world.Write(note, Value.Unknown);
            }

        return With(world);
    }

    /// <summary>Whether there may be another element than those that are known to be inside.</summary>
    public bool MayHaveMore(int known) => Size.IsWithin(null, known) != true;

    /// <summary>Takes an element out of its slot.</summary>
    public Container Without(Place slot)
        => With((KeyOf(World, World.Store[slot].From(slot)) is { } key ? World.Write(Slot(new Ahead(key)), Value.Unknown) : World).Write(slot, Value.Unknown)).Grown(-1).Passed(-1);

    /// <summary>Takes out one that is none of those that are known.</summary>
    public Container WithoutAnother() => Grown(-1).Passed(-1);

    public Container Cleared()
    {
        var world = World;
        foreach (var slot in Known)
            world = world.Write(slot, Value.Unknown);
        return With(world).Sized(Value.Of(0L));
    }

    /// <summary>Another container with the same elements, in no known order; or with all but the one at an index.</summary>
    public Container CopiedTo(Place copy, object? without = null)
    {
        var target = new Container(World, copy, places);
        foreach (var slot in Known)
            if (!Equals(slot.Identity, without) && KeyOf(World, World.Store[slot].From(slot)) is { } key)
                target = target.With(target.World.Write(target.Slot(key), World.Store[slot].From(slot)));
        return target.Sized(without is null ? Size : Size.Plus(-1));
    }

    /// <summary>Whether a walk has been at an element; what remembers it is the walk, or the container where an index walks.</summary>
    public bool IsVisited(Place walker, object? index, Place slot)
        => KeyOf(World, World.Store[slot].From(slot)) is { } key && World.Store[places.Element(walker, new Visit(index, key))].AsBool == true;

    public Container Visited(Place walker, object? index, Place slot)
        => KeyOf(World, World.Store[slot].From(slot)) is { } key ? With(World.Write(places.Element(walker, new Visit(index, key)), Value.True)) : this;

    /// <summary>A walk by an index begins anew.</summary>
    public static World Unvisited(World world, ISymbol index)
        => world.Drop(place => place is { Kind: PlaceKind.Element, Identity: Visit { Index: ISymbol walked } } && SymbolEqualityComparer.Default.Equals(walked, index));

    /// <summary>An index makes a step. Where it turns round, it comes by every element once more.</summary>
    public static World Stepped(World world, ISymbol index, bool isUp)
    {
        for (var i = 0; i < world.Store.Count; i++)
            if (world.Store.PlaceAt(i) is { Kind: PlaceKind.Element, Identity: ISymbol or Visit } place && (place.Identity is Visit visit ? visit.Index : place.Identity) is ISymbol walked && SymbolEqualityComparer.Default.Equals(walked, index))
            {
                var heading = place.Beside(new Heading(index));
                if (world.Store[heading].AsBool == isUp)
                    continue;
                var turned = world.Store[heading].AsBool is null ? world : Unvisited(world, index);
                return Stepped(turned.Write(heading, Value.Of(isUp)), index, isUp);
            }

        return world;
    }

    /// <summary>What an element is known by: the tracked object, with or without a struct around it, an object of its own, the null of an acquire.</summary>
    static object? KeyOf(World world, Value value) => value.Kind == ValueKind.Instance ? value.Target : world.IsReachedBy(value) ? ElementMark.Somewhere : value.IsFailedAcquire ? ElementMark.Nothing : null;
}

/// <summary>In which order elements come out again.</summary>
enum Order
{
    None,
    FirstFirst,
    LastFirst,
}
