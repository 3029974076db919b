using Microsoft.CodeAnalysis;

namespace NdisRules.Analyzers.Verification.Worlds;

/// <summary>
/// One way the program may be at a point: the state of the tracked object, the places that hold it, and the simple truths learned
/// on the way. Immutable; what led here, the trace, is carried along and is no part of the world.
/// </summary>
sealed class World
{
    World(ObjectState state, Store store, Trace? trace) => (State, Store, Trace) = (state, store, trace);

    /// <summary>Nothing acquired, nothing known.</summary>
    public static World Start { get; } = new(ObjectState.Unallocated, default, trace: null);

    public ObjectState State { get; }

    public Store Store { get; }

    public Trace? Trace { get; }

    public World With(ObjectState state) => state == State ? this : new(state, Store, Trace);

    public World With(Store store) => store.Equals(Store) ? this : new(State, store, Trace);

    /// <summary>The same world, come to by another way up to some point.</summary>
    public World Moved(Trace? from, Trace? to) => ReferenceEquals(from, to) ? this : new(State, Store, Trace.Moved(Trace, from, to));

    public World Noting(Step step) => new(State, Store, Trace.Add(Trace, step));

    public Value Read(Place location)
    {
        var value = Store[location];
        // A struct is what its own members are, wherever it was copied from.
        return value.Kind == ValueKind.Reference ? Read(value.Target!)
            : ReferenceEquals(value, Value.Unknown) ? location.Unread
            : value.From(value.Origin is { } origin && !HasMembers(location) ? origin : location);
    }

    /// <summary>Whether something lies in a member of a place.</summary>
    public bool HasMembers(Place location)
    {
        for (var i = 0; i < Store.Count; i++)
            if (ReferenceEquals(Store.PlaceAt(i).Holder, location))
                return true;
        return false;
    }

    /// <summary>Every location that holds the tracked object or a view of it.</summary>
    public IEnumerable<Place> Holders
    {
        get
        {
            for (var i = 0; i < Store.Count; i++)
                if (Store.ValueAt(i).Kind == ValueKind.Tracked)
                    yield return Store.PlaceAt(i);
        }
    }

    /// <summary>The first place to speak of in a message: a field before a variable, a variable before a capture.</summary>
    public Place? BestHolder => Holders.OrderBy(holder => IsInWalk(holder) ? 3 : holder.Kind switch { PlaceKind.Member or PlaceKind.Static => 0, PlaceKind.Local or PlaceKind.Parameter => 1, _ => 2 })
        .ThenBy(holder => holder.Number).FirstOrDefault();

    static bool IsInWalk(Place? place) => place is not null && (ReferenceEquals(place.Identity, ElementMark.Current) || IsInWalk(place.Holder));

    /// <summary>Whether a place still holds the null of an acquire that failed, untested.</summary>
    public bool KnowsFailedAcquire
    {
        get
        {
            for (var i = 0; i < Store.Count; i++)
                if (Store.ValueAt(i).IsFailedAcquire)
                    return true;
            return false;
        }
    }

    public bool IsHeld
    {
        get
        {
            for (var i = 0; i < Store.Count; i++)
                if (Store.ValueAt(i).Kind == ValueKind.Tracked)
                    return true;
            return false;
        }
    }

    /// <summary>Whether the tracked object is the value, is seen through it, or can be reached from it: as a member of the struct that it is, or through the object that it refers to.</summary>
    public bool IsReachedBy(Value value) => Leads(value, static held => held.ReachesTracked && held.Kind != ValueKind.Part);

    /// <summary>The same, or the null that its acquire gave.</summary>
    public bool IsConcernedBy(Value value) => Leads(value, static held => held.ReachesTracked || held.IsFailedAcquire);

    bool Leads(Value value, Func<Value, bool> wanted)
    {
        if (wanted(value))
            return true;
        if (value is { Kind: ValueKind.Instance, Target: { } heap })
            return Heap.Leading(Store, (_, held) => wanted(held)).Contains(heap);
        if (value.Origin is not { Kind: not PlaceKind.Context } origin)
            return false;
        for (var i = 0; i < Store.Count; i++)
            if (Store.PlaceAt(i).Holder is not null && IsBelow(Store.PlaceAt(i), origin) && (wanted(Store.ValueAt(i)) || Store.ValueAt(i).Kind == ValueKind.Instance && Leads(Store.ValueAt(i).From(null), wanted)))
                return true;
        return false;
    }

    /// <summary>The value goes where nobody follows it: with it goes the object, if it leads there.</summary>
    public World Escape(Value value) => IsReachedBy(value) ? Forget() : value.Kind == ValueKind.Instance && IsConcernedBy(value) ? WithoutNothing() : this;

    /// <summary>An object that somebody out of sight has as well is one that nobody saw made: what it is given later is not only its maker's.</summary>
    public World Unnamed(Value escaped) => escaped.Target is not { MadeType: { TypeKind: TypeKind.Class, DeclaringSyntaxReferences.IsEmpty: false } } heap ? this : IsReachedBy(escaped) ? Forget().Unnamed(escaped)
        : With(Store.Select((place, held) => ReferenceEquals(place.Root, heap) ? Value.Unknown : held.Kind == ValueKind.Instance && ReferenceEquals(held.Target, heap) ? Value.NotNull.From(held.Origin) : held));

    /// <summary>Who has a container may take out of it what is null.</summary>
    World WithoutNothing() => With(Store.Select(static (place, held) => held.IsFailedAcquire && place.Kind == PlaceKind.Element ? Value.Other : held));

    /// <summary>Without the objects that no name leads to any more.</summary>
    public World Swept()
    {
        if (!Store.Has(PlaceKind.Heap))
            return this;
        var reachable = Heap.Reachable(Store);
        return WithoutFound(found => !reachable.Contains(found), reachable.Contains).Drop(place => place.Root is { Kind: PlaceKind.Heap } heap && !reachable.Contains(heap));
    }

    /// <summary>What an object leads to that was found, not made, is known to whoever else has that, also when nobody here has it any more.</summary>
    World WithoutFound(Func<Place, bool> isGone, Func<Place, bool> isThere)
    {
        var world = this;
        for (var i = 0; i < Store.Count; i++)
            if (Store.PlaceAt(i).Root is { IsExternal: true } found && isGone(found) && Store.ValueAt(i) is { Kind: ValueKind.Instance, Target: { } led } value && isThere(led))
                world = world.Unnamed(value);
        return world;
    }

    /// <summary>A new object comes from the same place as an older one, which nobody follows from here on; what refers into that refers out of sight.</summary>
    public World Renewed(Place heap)
    {
        var older = Value.Instance(heap);
        var without = heap.IsExternal ? Escape(older).WithoutFound(found => ReferenceEquals(found, heap), static _ => true) : Escape(older);
        return without.With(without.Store.Select((place, held) => ReferenceEquals(place.Root, heap) ? Value.Unknown : held.Bare.Equals(older) ? Value.NotNull.From(held.Origin)
            : held is { Kind: ValueKind.Reference, Target: { Holder: not null } referred } && ReferenceEquals(referred.Root, heap) ? Value.Reference(heap.OutOfSight).From(held.Origin) : held));
    }

    /// <summary>Stores a value; what hung on the old one, its members and its echoes, goes.</summary>
    public World Write(Place location, Value value)
    {
        if (Store[location] is { Kind: ValueKind.Reference, Target: { } target } && value.Kind != ValueKind.Reference)
            return Write(target, value);
        if (ReferenceEquals(value.Origin, location))
            value = value.From(null);
        if (Store.Has(PlaceKind.Element) && location.Symbol is { } index && Container.Spilled(this, index) is var spilled && !ReferenceEquals(spilled, this))
            return spilled.Write(location, value);
        return With(WithoutRestOf(location).With(location, value)).WithMembersOf(value.Origin, location);
    }

    /// <summary>The store without the members of a place and the echoes of what it held. Most places have none.</summary>
    Store WithoutRestOf(Place location)
    {
        for (var i = 0; i < Store.Count; i++)
            if (ReferenceEquals(Store.ValueAt(i).Origin, location) || Store.ValueAt(i).IsOtherThan(location) || IsBelow(Store.PlaceAt(i), location))
                return Store.Select((known, held) => IsBelow(known, location) ? Value.Unknown : ReferenceEquals(held.Origin, location) ? held.From(null) : held.IsOtherThan(location) ? held.WithoutOther(location) : held);
        return Store;
    }

    /// <summary>The world in which the value at <paramref name="location"/> was seen to equal a constant, or not to; null when that cannot be.</summary>
    public World? Assume(Place location, object? constant, bool equal)
    {
        var value = Read(location);
        if (value.Equal(constant) is { } known)
            return known == equal ? this : null;
        return Learn(value.Origin ?? location, value.Given(constant, equal));
    }

    /// <summary>The world in which the integer at <paramref name="location"/> was seen to lie between two bounds; null when that cannot be.</summary>
    public World? AssumeWithin(Place location, long? least, long? most)
    {
        var value = Read(location);
        return value.IsWithin(least, most) switch
        {
            true => this,
            false => null,
            _ => Learn(value.Origin ?? location, value.Within(least, most)),
        };
    }

    /// <summary>What is learned of a place is learned of its copies too.</summary>
    public World Learn(Place origin, Value learned)
    {
        learned = learned.From(null);
        return With(Store
            .Select((_, held) => ReferenceEquals(held.Origin, origin) && !held.ReachesTracked ? learned.From(origin).GivenBy(held.AcquiredBy) : held)
            .With(origin, learned));
    }

    /// <summary>The object is somebody else's business, or gone: its names are any non-null value now.</summary>
    public World Forget() => new(ObjectState.Unallocated, Store.Select((place, held) => place.Kind is PlaceKind.Ledger or PlaceKind.Handed or PlaceKind.Pending ? Value.Unknown
        : held.ReachesTracked || held.Kind == ValueKind.InFlight ? Value.NotNull.From(held.Origin)
        : held.AsParent(false)), Trace);

    /// <summary>The value at a place, and every copy of it, is known to be <paramref name="change"/> of what it was.</summary>
    public World Becoming(Place place, Func<Value, Value> change)
    {
        var origin = Read(place).Origin ?? place;
        return With(Store
            .Select((known, held) => !ReferenceEquals(known, origin) && ReferenceEquals(held.Origin, origin) ? change(held).From(held.Origin) : held)
            .With(origin, change(Store[origin]).From(Store[origin].Origin)));
    }

    /// <summary>Whether an address at some distance from the object is all that is left of it.</summary>
    public bool IsReachedByOffset => HoldsAny(ValueKind.Offset);

    /// <summary>Whether a view of the object is left.</summary>
    public bool IsSeen => HoldsAny(ValueKind.View);

    bool HoldsAny(ValueKind kind)
    {
        for (var i = 0; i < Store.Count; i++)
            if (Store.ValueAt(i).Kind == kind)
                return true;
        return false;
    }

    /// <summary>Without what is held in the given places.</summary>
    public World Drop(Func<Place, bool> gone)
        => !Store.Has(PlaceKind.Choice) ? Dropped(Store, gone) : Dropped(WithChoicesOfCopies(gone), gone);

    /// <summary>What is known of the type of an object is known of it under the names that are left.</summary>
    Store WithChoicesOfCopies(Func<Place, bool> gone)
    {
        var store = Store;
        for (var i = 0; i < Store.Count; i++)
            if (Store.PlaceAt(i) is { Kind: PlaceKind.Choice, Holder: { } named } choice && gone(named))
                for (var k = 0; k < Store.Count; k++)
                    if (ReferenceEquals(Store.ValueAt(k).Origin, named) && !gone(Store.PlaceAt(k)))
                        store = store.With(choice.Under(Store.PlaceAt(k)), Store.ValueAt(i));
        return store;
    }

    World Dropped(Store store, Func<Place, bool> gone)
        => With(store.Select((location, held) => gone(location) ? Value.Unknown
            : (held.Origin is { } origin && gone(origin)) ? held.From(null)
            : held.Target is { } target && gone(target) ? Value.Unknown
            : held));

    /// <summary>What both worlds agree on; this very world when the other adds nothing. Both have the same key.</summary>
    public World Join(World other) => With(Store.Joined(other.Store));

    /// <summary>A struct is copied with its members; of a class both names mean the same object, which the value tells already.</summary>
    World WithMembersOf(Place? source, Place target)
    {
        if (source is null || ReferenceEquals(source, target))
            return this;
        var store = Store;
        for (var i = 0; i < Store.Count; i++)
            if (Store.PlaceAt(i) is { Holder: not null } member && IsBelow(member, source) && Moved(member, source, target) is { } copy)
                store = store.With(copy, Store.ValueAt(i));
        return With(store);
    }

    static Place? Moved(Place member, Place source, Place target)
        => ReferenceEquals(member, source) ? target
            : member is { Holder: { } holder, Symbol: null or { ContainingType.IsValueType: true } or IParameterSymbol } && Moved(holder, source, target) is { Depth: < Budget.PathDepth } moved ? member.Under(moved) : null;

    static bool IsBelow(Place location, Place holder)
    {
        for (var current = location.Holder; current is not null; current = current.Holder)
            if (ReferenceEquals(current, holder))
                return true;
        return false;
    }
}
