namespace NdisRules.Analyzers.Verification.Worlds;

/// <summary>What keeps two worlds apart: the state, who holds the object or its failed acquire, and the focus truths.</summary>
sealed class WorldKey : IEquatable<WorldKey>
{
    readonly ObjectState state;
    readonly (Place Place, Value Value)[] parts;
    readonly int hash;

    public WorldKey(World world, Focus focus)
    {
        state = world.State;
        var store = world.Store;
        var leading = !store.Has(PlaceKind.Heap) ? null : Heap.Leading(store, (place, held) => held.ReachesTracked || held.IsFailedAcquire || held.Function is { Shares: true } || focus.Has(place));
        var count = 0;
        for (var i = 0; i < store.Count; i++)
            if (IsPart(store.PlaceAt(i), store.ValueAt(i), focus, leading))
                count++;
        parts = count == 0 ? [] : new (Place, Value)[count];
        hash = (int)state;
        for (int i = 0, next = 0; next < count; i++)
            if (IsPart(store.PlaceAt(i), store.ValueAt(i), focus, leading))
            {
                parts[next] = (store.PlaceAt(i), PartOf(store.PlaceAt(i), store.ValueAt(i)));
                hash = (hash * 31 + parts[next].Place.Number) * 31 + (int)parts[next++].Value.Kind;
            }
    }

    static bool IsPart(Place place, Value value, Focus focus, HashSet<Place>? leading)
        => value.ReachesTracked || value.IsFailedAcquire || value.Kind is ValueKind.Reference or ValueKind.InFlight || value.Function is { Shares: true } || place.Kind is PlaceKind.Ledger or PlaceKind.Shared or PlaceKind.Handed or PlaceKind.Pending or PlaceKind.Choice || focus.Has(place)
            || (place.Kind == PlaceKind.Result && value.AsBool is not null) || (place.Kind == PlaceKind.Capture && value.Kind == ValueKind.Instance) || Container.IsFlag(place) || (value.Kind == ValueKind.Instance && leading is not null && leading.Contains(value.Target!));

    /// <summary>Origins and acquires may differ between worlds that are otherwise one.</summary>
    static Value PartOf(Place place, Value value) => place.Kind == PlaceKind.Ledger ? value : value.Function is { Shares: false } ? Value.NotNull : value.Bare;

    public bool Equals(WorldKey? other)
    {
        if (other is null || hash != other.hash || state != other.state || parts.Length != other.parts.Length)
            return false;
        for (var i = 0; i < parts.Length; i++)
            if (!ReferenceEquals(parts[i].Place, other.parts[i].Place) || !parts[i].Value.Equals(other.parts[i].Value))
                return false;
        return true;
    }

    public override bool Equals(object? obj) => obj is WorldKey other && Equals(other);

    public override int GetHashCode() => hash;
}
