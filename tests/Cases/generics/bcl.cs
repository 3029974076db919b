// case: A pooled list of anything
sealed class PooledList<T> : IDisposable
{
    T[] items = ArrayPool<T>.Shared.Rent(4);
    int count;

    public void Add(T item)
    {
        if (count == items.Length)
        {
            var larger = ArrayPool<T>.Shared.Rent(count * 2);
            Array.Copy(items, larger, count);
            ArrayPool<T>.Shared.Return(items, System.Runtime.CompilerServices.RuntimeHelpers.IsReferenceOrContainsReferences<T>());
            items = larger;
        }

        items[count++] = item;
    }

    public void Dispose()
    {
        if (items.Length == 0)
            return;
        ArrayPool<T>.Shared.Return(items);
        items = [];
    }
}

sealed class PooledListBadly<T> : IDisposable
{
    T[] items = ArrayPool<T>.Shared.Rent(4);
    int count;

    public void Add(T item) => items[count++] = item;

    public void Dispose() => count = 0; // NDIS0001
}

// case: Rented in a generic method
static class Sorting
{
    public static void Good<T>(Span<T> values) where T : IComparable<T>
    {
        var copy = ArrayPool<T>.Shared.Rent(values.Length);
        values.CopyTo(copy);
        Array.Sort(copy, 0, values.Length);
        copy.AsSpan(0, values.Length).CopyTo(values);
        ArrayPool<T>.Shared.Return(copy);
    }

    public static bool Bad<T>(Span<T> values) where T : IComparable<T>
    {
        var copy = ArrayPool<T>.Shared.Rent(values.Length); // NDIS0005
        values.CopyTo(copy);
        if (values.Length < 2)
            return false;
        Array.Sort(copy, 0, values.Length);
        ArrayPool<T>.Shared.Return(copy);
        return true;
    }
}
