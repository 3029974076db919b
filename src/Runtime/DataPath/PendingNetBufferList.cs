namespace NdisRules.Runtime;

/// <summary>What a pending list is on its way for.</summary>
/// <remarks>Source: the events of <c>!ndiskd.nbllog</c>, joined to what matters of them.</remarks>
public enum PendingKind
{
    /// <summary>It was sent and is not completed.</summary>
    Sent,

    /// <summary>It was indicated and is not returned.</summary>
    Indicated,

    /// <summary>It is lent for the length of a call that has not returned.</summary>
    Lent,
}

/// <summary>A list that is with somebody else than the driver that allocated it.</summary>
/// <param name="List">The list.</param>
/// <param name="Pool">The pool that it came from; its owner is the driver that allocated it.</param>
/// <param name="Kind">What it is on its way for.</param>
/// <param name="Originator">Who sent or indicated it; null if that adapter, binding or module is gone.</param>
/// <param name="Holder">Who holds it now; null if that is NDIS itself, which waits for the other receivers of the list, or somebody gone.</param>
/// <param name="Age">How long ago the list was last handed over.</param>
/// <remarks>A list that intermediate drivers passed on is pending once for each of them. Source: <c>!ndiskd.pendingnbls</c>.</remarks>
public sealed record PendingNetBufferList(
    NetBufferList List, NdisPool Pool, PendingKind Kind, NdisHandle? Originator, NdisHandle? Holder, TimeSpan Age)
{
    /// <summary>Every list of the process that is pending.</summary>
    internal static IEnumerable<PendingNetBufferList> All()
    {
        var now = Environment.TickCount64;
        foreach (var (list, pool, word, since) in Transit.All())
        {
            var kind = Transit.KindOf(word) switch
            {
                TransitKind.Send => PendingKind.Sent,
                TransitKind.Lent => PendingKind.Lent,
                _ => PendingKind.Indicated,
            };
            yield return new PendingNetBufferList(list, pool, kind, NdisHandle.Find(Transit.OriginatorOf(word)),
                NdisHandle.Find(Transit.HolderOf(word)), TimeSpan.FromMilliseconds(Math.Max(0, now - since)));
        }
    }

    /// <summary>Whether one of these holds it or waits for it.</summary>
    internal bool IsAt(HashSet<NdisHandle> layers) =>
        (Holder is not null && layers.Contains(Holder)) || (Originator is not null && layers.Contains(Originator));
}
