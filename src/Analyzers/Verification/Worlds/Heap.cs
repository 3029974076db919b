namespace NdisRules.Analyzers.Verification.Worlds;

/// <summary>
/// The objects of classes in a world: who refers to them, and whether the tracked object can be reached through them. An object
/// that nothing refers to any more is gone, and with it what it held.
/// </summary>
static class Heap
{
    /// <summary>The objects below which a place satisfies <paramref name="wanted"/>, themselves or through others.</summary>
    public static HashSet<Place> Leading(Store store, Func<Place, Value, bool> wanted)
    {
        var leading = new HashSet<Place>();
        for (var grown = true; grown;)
        {
            grown = false;
            for (var i = 0; i < store.Count; i++)
            {
                var root = store.PlaceAt(i).Root;
                if (root.Kind == PlaceKind.Heap && !leading.Contains(root) && (wanted(store.PlaceAt(i), store.ValueAt(i)) || (store.ValueAt(i) is { Kind: ValueKind.Instance, Target: { } next } && leading.Contains(next))))
                    grown = leading.Add(root);
            }
        }

        return leading;
    }

    /// <summary>The objects that a name still leads to. One that was found, not made, is always somebody's.</summary>
    public static HashSet<Place> Reachable(Store store)
    {
        var reachable = new HashSet<Place>();
        for (var grown = true; grown;)
        {
            grown = false;
            for (var i = 0; i < store.Count; i++)
            {
                var (place, value) = (store.PlaceAt(i), store.ValueAt(i));
                if (place.Root.IsExternal)
                    grown |= reachable.Add(place.Root);
                if (value is { Kind: ValueKind.Instance or ValueKind.Reference, Target.Root: { Kind: PlaceKind.Heap } target } && (place.Root.Kind != PlaceKind.Heap || reachable.Contains(place.Root)))
                    grown |= reachable.Add(target);
                // A delegate keeps what it was made on.
                if (value.Function is { } function && (place.Root.Kind != PlaceKind.Heap || reachable.Contains(place.Root)))
                    foreach (var made in function.Targets)
                        if (made.Receiver is { Kind: PlaceKind.Heap } receiver)
                            grown |= reachable.Add(receiver);
            }
        }

        return reachable;
    }

    /// <summary>The place, outside all objects, that leads to a place, or is it; null when there is none.</summary>
    public static Place? Outside(Store store, Place place) => place.Root.Kind == PlaceKind.Heap ? AnchorOf(store, place.Root) : place;

    /// <summary>The place, outside all objects, through which an object is reached; null when there is none.</summary>
    public static Place? AnchorOf(Store store, Place heap)
    {
        var seen = new HashSet<Place> { heap };
        var waiting = new Queue<Place>([heap]);
        while (waiting.Count > 0)
        {
            var target = waiting.Dequeue();
            for (var i = 0; i < store.Count; i++)
            {
                if (store.ValueAt(i) is not { Kind: ValueKind.Instance, Target: { } refersTo } || !ReferenceEquals(refersTo, target))
                    continue;
                var place = store.PlaceAt(i);
                if (place.Root.Kind != PlaceKind.Heap)
                    return place;
                if (seen.Add(place.Root))
                    waiting.Enqueue(place.Root);
            }
        }

        return null;
    }
}
