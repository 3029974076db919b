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

    public World Noting(Step step) => new(State, Store, Trace.Add(Trace, step));

    public Value Read(Place location)
    {
        var value = Store[location];
        return value.Kind == ValueKind.Reference ? Read(value.Target!) : value.From(value.Origin ?? location);
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
    public Place? BestHolder => Holders.OrderBy(holder => holder.Kind switch { PlaceKind.Member or PlaceKind.Static => 0, PlaceKind.Local or PlaceKind.Parameter => 1, _ => 2 })
        .ThenBy(holder => holder.Number).FirstOrDefault();

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

    public bool IsHeld => Holders.Any();

    /// <summary>Stores a value; what hung on the old one, its members and its echoes, goes.</summary>
    public World Write(Place location, Value value)
    {
        if (Store[location] is { Kind: ValueKind.Reference, Target: { } target } && value.Kind != ValueKind.Reference)
            return Write(target, value);
        if (ReferenceEquals(value.Origin, location))
            value = value.From(null);
        var source = value.Origin;
        var store = Store.Select((known, held) =>
            known.Holder is not null && IsBelow(known, location) ? Value.Unknown
            : ReferenceEquals(held.Origin, location) ? held.From(null)
            : held);
        return new World(State, store.With(location, value), Trace).WithMembersOf(source, location);
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
    World Learn(Place origin, Value learned)
    {
        learned = learned.From(null);
        return With(Store
            .Select((_, held) => ReferenceEquals(held.Origin, origin) && !held.ReachesTracked ? learned.From(origin).GivenBy(held.AcquiredBy) : held)
            .With(origin, learned));
    }

    /// <summary>The object is somebody else's business, or gone: its names are any non-null value now.</summary>
    public World Forget() => new(ObjectState.Unallocated, Store.Select((place, held) => held.ReachesTracked ? Value.NotNull.From(held.Origin) : place.Kind == PlaceKind.Handed ? Value.Unknown : held), Trace);

    /// <summary>Without what is held in the given places.</summary>
    public World Drop(Func<Place, bool> gone)
        => With(Store.Select((location, held) => gone(location) ? Value.Unknown
            : (held.Origin is { } origin && gone(origin)) ? held.From(null)
            : held.Target is { } target && gone(target) ? Value.Unknown
            : held));

    /// <summary>What both worlds agree on; this very world when the other adds nothing. Both have the same key.</summary>
    public World Join(World other) => With(Store.Select((location, held) => held.Join(other.Store[location])));

    World WithMembersOf(Place? source, Place target)
    {
        if (source is null || ReferenceEquals(source, target))
            return this;
        var store = Store;
        for (var i = 0; i < Store.Count; i++)
        {
            // A struct is copied with its members; of a class both names mean the same members, which Origin tells already.
            if (Store.PlaceAt(i) is { Holder: { } holder, Symbol: { ContainingType.IsValueType: true } } member && ReferenceEquals(holder, source))
                store = store.With(member.Under(target), Store.ValueAt(i));
        }

        return With(store);
    }

    static bool IsBelow(Place location, Place holder)
    {
        for (var current = location.Holder; current is not null; current = current.Holder)
            if (ReferenceEquals(current, holder))
                return true;
        return false;
    }
}
