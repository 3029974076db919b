namespace NdisRules.Runtime.Debugging;

/// <summary>The three states of an object, as the rules have them.</summary>
enum ObjectState
{
    /// <summary>The slot was never lent.</summary>
    Unallocated,

    Allocated,

    Freed,

    /// <summary>The header is neither that of a lent slot nor that of a free one: something wrote over it.</summary>
    Damaged,
}

/// <summary>One slot of a store.</summary>
/// <param name="Store">The store.</param>
/// <param name="Slab">The slab that it lies in.</param>
/// <param name="Address">Where it starts.</param>
/// <param name="Header">Its first word.</param>
readonly record struct Slot(StoreView Store, SlabFacts Slab, ulong Address, ulong Header)
{
    ulong Plain => Header ^ Store.Facts.Key;

    internal bool IsLive => (Plain & Handle.AddressMask) == Address;

    /// <summary>The handle of the first head: the one under which the slot is lent, or will be next.</summary>
    internal ulong Word => IsLive ? Plain : Plain ^ 1;

    internal ObjectState State =>
        IsLive ? ObjectState.Allocated
        : (Word & Handle.AddressMask) != Address ? ObjectState.Damaged
        : Handle.Generation(Word) == FirstGeneration ? ObjectState.Unallocated : ObjectState.Freed;

    /// <summary>The generation under which the slot was lent first, as <see cref="SlotStore"/> chooses it.</summary>
    int FirstGeneration
    {
        get
        {
            var generations = Slab.Generations();
            var first = 1;
            foreach (var (_, offset) in Store.Heads)
                first = Math.Max(first, generations[(int)(Address + (ulong)offset - Slab.Start) / Runtime.Slab.Line]);
            return first;
        }
    }
}
