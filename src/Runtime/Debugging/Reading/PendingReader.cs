namespace NdisRules.Runtime.Debugging;

/// <summary>Makes what the commands show of lists under way.</summary>
static unsafe class PendingReader
{
    /// <summary>Every list that is under way, once for each of its nested hand-overs.</summary>
    internal static IEnumerable<PendingSnapshot> All(ObjectSpace space) =>
        space.ListPools.SelectMany(pool => pool.LiveSlots()).SelectMany(slot => Of(space, new Head(slot, HeadKind.NetBufferList, 0, slot.Header)));

    internal static IReadOnlyList<PendingSnapshot> Of(ObjectSpace space, Head list)
    {
        var rest = ListReader.Rest(space, list);
        if (rest.Transit == 0) return [];
        var words = new ulong[Math.Min(Transit.DepthOf(rest.Transit), Transit.MaximumDepth)];
        for (var i = 0; i < words.Length - 1; i++) words[i] = rest.Outer[i];
        if (words.Length > 0) words[^1] = rest.Transit;
        var since = rest.Since;
        return Array.ConvertAll(words, word => Of(space, list, word, since));
    }

    static PendingSnapshot Of(ObjectSpace space, Head list, ulong word, long since) => new(
        Names.Of(list.Word)!,
        list.Slot.Store.Facts.Number,
        list.Slot.Store.Pool!.Owner,
        Transit.KindOf(word) switch
        {
            TransitKind.Send => PendingKind.Sent,
            TransitKind.Lent => PendingKind.Lent,
            _ => PendingKind.Indicated,
        },
        space.HandleName(Transit.OriginatorOf(word)),
        space.HandleName(Transit.HolderOf(word)),
        Transit.IsBack(word),
        since,
        Math.Max(0, space.Target.Now - since));
}
