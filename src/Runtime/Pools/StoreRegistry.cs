namespace NdisRules.Runtime;

/// <summary>The numbers of the stores, by which slabs and contexts name them.</summary>
static class StoreRegistry
{
    static readonly Lock gate = new();
    static readonly Stack<int> unused = new();
    static SlotStore?[] stores = new SlotStore?[64];
    static int last;

    /// <summary>The store of a number, null when the number is not in use.</summary>
    internal static SlotStore? Find(int number)
    {
        var known = Volatile.Read(ref stores);
        return (uint)number < (uint)known.Length ? known[number] : null;
    }

    /// <summary>Gives a store its number, which is never 0.</summary>
    internal static int Add(SlotStore store)
    {
        lock (gate)
        {
            if (!unused.TryPop(out var number)) number = ++last;
            if (number >= stores.Length)
            {
                var longer = new SlotStore?[stores.Length * 2];
                stores.CopyTo(longer, 0);
                Volatile.Write(ref stores, longer);
            }
            stores[number] = store;
            return number;
        }
    }

    /// <summary>Every store that is in use: a snapshot.</summary>
    internal static IReadOnlyList<SlotStore> All()
    {
        lock (gate) return [.. stores.OfType<SlotStore>()];
    }

    internal static void Remove(int number)
    {
        lock (gate)
        {
            stores[number] = null;
            unused.Push(number);
        }
    }
}
