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
        List<(Place, Value)>? kept = null;
        hash = (int)state;
        var leading = !store.Has(PlaceKind.Heap) ? null : Heap.Leading(store, (place, held) => held.ReachesTracked || held.IsFailedAcquire || focus.Has(place));
        for (var i = 0; i < store.Count; i++)
        {
            var (location, value) = (store.PlaceAt(i), store.ValueAt(i));
            if (!value.ReachesTracked && !value.IsFailedAcquire && value.Kind != ValueKind.Reference && value.Function is not { Shares: true } && location.Kind is not (PlaceKind.Ledger or PlaceKind.Shared or PlaceKind.Handed or PlaceKind.Pending) && !focus.Has(location)
                && !(location.Kind == PlaceKind.Result && value.AsBool is not null) && !Container.IsFlag(location) && !(value.Kind == ValueKind.Instance && leading is not null && leading.Contains(value.Target!)))
                continue;
            // Origins and acquires may differ between worlds that are otherwise one.
            (kept ??= []).Add((location, location.Kind == PlaceKind.Ledger ? value : value.Function is { Shares: false } ? Value.NotNull : value.Bare));
            hash = (hash * 31 + location.Number) * 31 + (int)kept[kept.Count - 1].Item2.Kind;
        }

        parts = kept is null ? [] : [.. kept];
    }

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
