namespace NdisRules.Analyzers.Verification.Worlds;

/// <summary>Which place holds what: an immutable map, sorted by place. A place that is not in it holds <see cref="Value.Unknown"/>.</summary>
readonly struct Store : IEquatable<Store>
{
    readonly Place[]? places;
    readonly Value[]? values;

    readonly int kinds;

    Store(Place[] places, Value[] values, int kinds) => (this.places, this.values, this.kinds) = (places, values, kinds);

    Store(Place[] places, Value[] values)
    {
        (this.places, this.values) = (places, values);
        for (var i = 0; i < places.Length; i++)
            kinds |= places[i].Kinds;
    }

    /// <summary>Whether any place is, or hangs on one, of a kind: most questions about rare kinds end here.</summary>
    public bool Has(PlaceKind kind) => (kinds & 1 << (int)kind) != 0;

    public int Count => places?.Length ?? 0;

    public Value this[Place place] => Find(place) is var index and >= 0 ? values![index] : Value.Unknown;

    public Place PlaceAt(int index) => places![index];

    public Value ValueAt(int index) => values![index];

    public bool Any(Func<Place, Value, bool> predicate)
    {
        for (var i = 0; i < Count; i++)
            if (predicate(places![i], values![i]))
                return true;
        return false;
    }

    public Store With(Place place, Value value)
    {
        var index = Find(place);
        if (index >= 0)
            return value.Equals(values![index]) ? this : value.Equals(Value.Unknown) ? Without(index) : Replaced(index, value);
        return value.Equals(Value.Unknown) ? this : Inserted(~index, place, value);
    }

    /// <summary>Each value put through <paramref name="change"/>; the same store when nothing changed.</summary>
    public Store Select(Func<Place, Value, Value> change)
    {
        Value[]? changed = null;
        var left = Count;
        for (var i = 0; i < Count; i++)
        {
            var value = change(places![i], values![i]);
            if (changed is null && value.Equals(values[i]))
                continue;
            (changed ??= (Value[])values.Clone())[i] = value;
            if (value.Equals(Value.Unknown))
                left--;
        }

        return changed is null ? this : left == Count ? new(places!, changed, kinds) : Known(changed, left);
    }

    /// <summary>What both stores know of each place.</summary>
    public Store Joined(Store other)
    {
        Value[]? changed = null;
        var left = Count;
        for (int i = 0, theirs = 0; i < Count; i++)
        {
            while (theirs < other.Count && other.places![theirs].Number < places![i].Number)
                theirs++;
            var held = theirs < other.Count && ReferenceEquals(other.places![theirs], places![i]) ? other.values![theirs] : Value.Unknown;
            if (values![i].Join(held) is var joined && joined.Equals(values[i]))
                continue;
            (changed ??= (Value[])values.Clone())[i] = joined;
            if (joined.Equals(Value.Unknown))
                left--;
        }

        return changed is null ? this : left == Count ? new(places!, changed, kinds) : Known(changed, left);
    }

    /// <summary>Without the places of which nothing is known.</summary>
    Store Known(Value[] changed, int count)
    {
        if (count == 0)
            return default;
        var (knownPlaces, knownValues) = (new Place[count], new Value[count]);
        for (int i = 0, next = 0; i < changed.Length; i++)
            if (!changed[i].Equals(Value.Unknown))
                (knownPlaces[next], knownValues[next++]) = (places![i], changed[i]);
        return new(knownPlaces, knownValues);
    }

    public bool Equals(Store other)
    {
        if (ReferenceEquals(values, other.values) && ReferenceEquals(places, other.places))
            return true;
        if (Count != other.Count)
            return false;
        for (var i = 0; i < Count; i++)
            if (!ReferenceEquals(places![i], other.places![i]) || !values![i].Equals(other.values![i]))
                return false;
        return true;
    }

    public override bool Equals(object? obj) => obj is Store other && Equals(other);

    public override int GetHashCode()
    {
        var hash = Count;
        for (var i = 0; i < Count; i++)
            hash = (hash * 31 + places![i].Number) * 31 + values![i].GetHashCode();
        return hash;
    }

    int Find(Place place)
    {
        int low = 0, high = Count - 1;
        while (low <= high)
        {
            var middle = (low + high) / 2;
            var difference = places![middle].Number - place.Number;
            if (difference == 0)
                return middle;
            if (difference < 0)
                low = middle + 1;
            else
                high = middle - 1;
        }

        return ~low;
    }

    Store Replaced(int index, Value value)
    {
        var changed = (Value[])values!.Clone();
        changed[index] = value;
        return new(places!, changed, kinds);
    }

    Store Inserted(int index, Place place, Value value) => new(Insert(places ?? [], index, place), Insert(values ?? [], index, value), kinds | place.Kinds);

    Store Without(int index) => Count == 1 ? default : new(Remove(places!, index), Remove(values!, index));

    static T[] Remove<T>(T[] items, int index)
    {
        var left = new T[items.Length - 1];
        Array.Copy(items, left, index);
        Array.Copy(items, index + 1, left, index, left.Length - index);
        return left;
    }

    static T[] Insert<T>(T[] items, int index, T item)
    {
        var inserted = new T[items.Length + 1];
        Array.Copy(items, inserted, index);
        inserted[index] = item;
        Array.Copy(items, index, inserted, index + 1, items.Length - index);
        return inserted;
    }
}
