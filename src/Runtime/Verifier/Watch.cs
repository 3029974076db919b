namespace NdisRules.Runtime;

/// <summary>What the verifier keeps about one store: who got which slot where, and the freed slots that wait. Used under the store's lock.</summary>
sealed unsafe class Watch(NdisVerifierOptions options, LowResources shortage)
{
    /// <summary>Bytes that lie at least behind the data of a guarded slot.</summary>
    internal const int GuardSize = 64;

    const byte FreedByte = 0xDF;

    /// <summary>Memory that is there for good and where nothing is live.</summary>
    static readonly Slab freedSlab = Slab.Rent(Slab.Bytes, store: 0, SlotStore.NewKey()) ?? throw new OutOfMemoryException();

    /// <summary>What fields are filled with. As a handle it leads to memory that is there, since of two threads that free the same object
    /// the slower may still be reading the fields.</summary>
    static readonly ulong freedWord = MakeFreedWord();

    const byte Guard = 0xFD;

    readonly Queue<ulong> fresh = new();
    readonly Queue<ulong> freed = new();
    readonly Dictionary<ulong, string> sites = [];
    long lent;

    /// <summary>Bytes to set aside behind the data.</summary>
    internal int GuardBytes => options.GuardBytes ? GuardSize : 0;

    internal int IdleCount => fresh.Count + freed.Count;

    internal bool ShouldFail() => shortage.ShouldFail();

    /// <summary>Whether places are noted.</summary>
    internal bool NotesSites => options.AllocationSites;

    /// <summary>The place of the caller outside this assembly.</summary>
    internal string SiteHere() => AllocationSites.Here(options.AllocationSiteDepth);

    /// <summary>Whether there is a slot to lend that need not wait any longer.</summary>
    internal bool HasRipe => fresh.Count > 0 || IsFreedRipe;

    bool IsFreedRipe => freed.Count > (options.SpecialPool ? options.QuarantineCount : 0);

    /// <summary>Takes the freed slot that has waited longest, if it has long enough, else one that was never lent, else a freed one all the same.</summary>
    /// <param name="layout">Where what lies in the slot.</param>
    /// <param name="damaged">The first byte that was written to since it was freed, -1 if none was.</param>
    internal ulong Take(SlotLayout layout, out int damaged)
    {
        damaged = -1;
        if (!IsFreedRipe && fresh.TryDequeue(out var handle)) return handle;
        handle = freed.Dequeue();
        sites.Remove(handle - Handle.OneGeneration);
        if (options.SpecialPool) damaged = FirstDamage(handle, layout);
        return handle;
    }

    /// <summary>Notes who got a slot.</summary>
    internal void NoteLent(ulong handle)
    {
        if (options.AllocationSites && lent++ % options.AllocationSiteInterval == 0) sites[handle] = SiteHere();
    }

    /// <summary>Adds a slot that was never lent.</summary>
    internal void AddNew(ulong handle, SlotLayout layout)
    {
        if (options.GuardBytes) GuardOf(handle, layout).Fill(Guard);
        fresh.Enqueue(handle);
    }

    /// <summary>Adds a slot that was freed.</summary>
    /// <param name="handle">The handle under which it will be lent next.</param>
    /// <param name="layout">Where what lies in the slot.</param>
    /// <returns>The first guard byte that was written to, counted from the start of the data; -1 if none was.</returns>
    internal int Add(ulong handle, SlotLayout layout)
    {
        var broken = BrokenGuard(handle, layout);
        if (broken >= 0) GuardOf(handle, layout).Fill(Guard);
        if (options.SpecialPool) Poison(handle, layout);
        freed.Enqueue(handle);
        return broken;
    }

    /// <summary>Where a slot was allocated that is lent, or was freed and not lent again since; null when that was not noted.</summary>
    internal string? SiteOf(ulong handle) => sites.GetValueOrDefault(handle);

    /// <summary>One line per idle slot that was written to since it was freed.</summary>
    internal List<string> DamagedNames(SlotLayout layout)
    {
        var names = new List<string>();
        if (!options.SpecialPool) return names;
        foreach (var handle in freed)
        {
            var at = FirstDamage(handle, layout);
            if (at >= 0) names.Add($"the slot at {handle & Handle.AddressMask:x}, byte {at}");
        }
        return names;
    }

    int BrokenGuard(ulong handle, SlotLayout layout)
    {
        if (!options.GuardBytes) return -1;
        var at = GuardOf(handle, layout).IndexOfAnyExcept(Guard);
        return at < 0 ? -1 : layout.DataSize + at;
    }

    static void Poison(ulong handle, SlotLayout layout)
    {
        foreach (var (start, length) in layout.Fields) Words(handle, start, length).Fill(freedWord);
        Bytes(handle, layout.Heads, layout.DataSize).Fill(FreedByte);
    }

    static int FirstDamage(ulong handle, SlotLayout layout)
    {
        foreach (var (start, length) in layout.Fields)
        {
            var word = Words(handle, start, length).IndexOfAnyExcept(freedWord);
            if (word >= 0) return start + word * sizeof(ulong);
        }
        var at = Bytes(handle, layout.Heads, layout.DataSize).IndexOfAnyExcept(FreedByte);
        return at < 0 ? -1 : layout.Heads + at;
    }

    static ulong MakeFreedWord()
    {
        freedSlab.TryCut(Slab.Bytes - sizeof(SlabHeader), out var slot);
        *(ulong*)slot = 0;
        return (ulong)slot | 0xDFDFUL << 48;
    }

    static Span<ulong> Words(ulong handle, int start, int length) => new((byte*)Handle.Header(handle) + start, length / sizeof(ulong));

    static Span<byte> GuardOf(ulong handle, SlotLayout layout) =>
        Bytes(handle, layout.Heads + layout.DataSize, layout.Stride - layout.Heads - layout.DataSize);

    static Span<byte> Bytes(ulong handle, int start, int length) => new((byte*)Handle.Header(handle) + start, length);
}
