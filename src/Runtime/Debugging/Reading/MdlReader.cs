namespace NdisRules.Runtime.Debugging;

/// <summary>Makes what the commands show of an MDL.</summary>
static unsafe class MdlReader
{
    /// <summary>A chain longer than this is taken for damage.</summary>
    internal const int LongestChain = 65536;

    internal static MdlSnapshot Read(ObjectSpace space, Head head)
    {
        var fields = space.Read<MdlFields>(head.Address);
        return new MdlSnapshot
        {
            Handle = Names.Of(head.Word)!,
            State = head.State,
            AllocatedBy = head.IsLive ? space.SiteOf(head) : null,
            Owner = head.IsLive ? space.CallersMdl(head.Word)?.Owner ?? head.Slot.Store.Pool?.Owner : null,
            Next = Names.Of(fields.Next.Word),
            MappedSystemVa = $"{(ulong)fields.Start:x}",
            ByteOffset = (int)((nint)fields.Start & (Mdl.PageSize - 1)),
            ByteCount = fields.ByteCount,
            MdlFlags = FlagNames.Of(fields.Flags),
            Origin = fields.Origin,
            Original = Names.Of(fields.Original.Word),
            Sharers = fields.Sharers,
        };
    }

    /// <summary>The live MDLs from one on; the walk ends at a stale one, and at one that it met before.</summary>
    internal static IEnumerable<Head> Chain(ObjectSpace space, ulong first)
    {
        var met = new HashSet<ulong>();
        for (var word = first; space.FindLive(word) is { Kind: HeadKind.Mdl } head && met.Add(word) && met.Count <= LongestChain;)
        {
            yield return head;
            word = space.Read<MdlFields>(head.Address).Next.Word;
        }
    }
}
