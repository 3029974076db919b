namespace NdisRules.Runtime;

static unsafe partial class Transit
{
    /// <summary>Every list that is under way, with each of its nested hand-overs, the outermost first.</summary>
    internal static IEnumerable<(NetBufferList List, NdisPool Pool, ulong Word, long Since)> All()
    {
        foreach (var pool in NdisPool.All().OfType<NetBufferListPool>())
        {
            foreach (var handle in pool.Store.Live())
            {
                foreach (var word in Words(handle, out var since)) yield return (new NetBufferList(handle), pool, word, since);
            }
        }
    }

    /// <summary>The lists that somebody has to complete, or that have to come back to somebody.</summary>
    internal static List<NetBufferList> HeldBy(NdisHandle holder, TransitKind kind) =>
        [.. All().Where(entry => HolderOf(entry.Word) == holder.Id && KindOf(entry.Word) == kind).Select(entry => entry.List)];

    internal static List<NetBufferList> OutFrom(NdisHandle originator, bool sent) =>
        [.. All().Where(entry => OriginatorOf(entry.Word) == originator.Id && KindOf(entry.Word) == TransitKind.Send == sent
            && KindOf(entry.Word) != TransitKind.Copy).Select(entry => entry.List)];

    /// <summary>One line for each list that a miniport or binding holds, or waits for.</summary>
    internal static List<string> NamesAt(NdisHandle layer) =>
        [.. All().Where(entry => HolderOf(entry.Word) == layer.Id || (OriginatorOf(entry.Word) == layer.Id && KindOf(entry.Word) != TransitKind.Copy))
            .Select(entry => $"{entry.List}, {Describe(entry.Word, entry.Since)}")];

    /// <summary>What a list is doing, for messages.</summary>
    internal static string Describe(NetBufferList list)
    {
        var fields = (NetBufferListFields*)Handle.Header(list.Word);
        return Describe(Volatile.Read(ref fields->RestToRead->Transit), fields);
    }

    /// <summary>One line for each list that a paused filter module should have let go: what it holds, unless on the way back, and its own.</summary>
    internal static List<string> NamesKeptBy(NdisHandle filter) =>
        [.. All().Where(entry => OriginatorOf(entry.Word) == filter.Id || (HolderOf(entry.Word) == filter.Id && !IsBack(entry.Word)))
            .Select(entry => $"{entry.List}, {Describe(entry.Word, entry.Since)}")];

    static string Describe(ulong word, NetBufferListFields* fields) => Describe(word, fields->RestToRead->Since);

    static string Describe(ulong word, long since)
    {
        if (word == 0) return "not under way";
        var holder = HolderOf(word) == 0 ? "NDIS" : NdisHandle.Find(HolderOf(word))?.ToString() ?? "somebody gone";
        var what = KindOf(word) switch
        {
            TransitKind.Send => "sent",
            TransitKind.Lent => "lent",
            _ => "indicated",
        };
        var back = IsBack(word) ? " on its way back" : "";
        return $"{what} by {NdisHandle.Find(OriginatorOf(word))?.ToString() ?? "somebody gone"}, held by {holder}{back} for {Environment.TickCount64 - since} ms";
    }

    static ulong[] Words(ulong handle, out long since)
    {
        var fields = (NetBufferListFields*)Handle.Header(handle);
        var word = Volatile.Read(ref fields->RestToRead->Transit);
        since = fields->RestToRead->Since;
        if (word == 0) return [];
        var words = new ulong[DepthOf(word)];
        for (var i = 0; i < words.Length - 1; i++) words[i] = fields->RestToRead->Outer[i];
        words[^1] = word;
        // A list whose way ended while it was looked at is not under way.
        return Handle.IsLive(handle) && Volatile.Read(ref fields->RestToRead->Transit) == word ? words : [];
    }
}
