namespace NdisRules.Runtime.Debugging;

/// <summary>Makes what the commands show of a NET_BUFFER.</summary>
static unsafe class NetBufferReader
{
    internal static NetBufferSnapshot Read(ObjectSpace space, Head head)
    {
        var fields = space.Read<NetBufferFields>(head.Address);
        var pool = head.Slot.Store;
        return new NetBufferSnapshot
        {
            Handle = Names.Of(head.Word)!,
            State = head.State,
            Pool = pool.Facts.Number,
            Tag = NdisPool.TagText(pool.Pool!.PoolTag),
            AllocatedBy = head.IsLive ? space.SiteOf(head) : null,
            Next = Names.Of(fields.Next.Word),
            Parent = Names.Of(fields.Parent.Word),
            DataLength = fields.DataLength,
            DataOffset = fields.DataOffset,
            MdlChain = Names.Of(fields.MdlChain.Word),
            CurrentMdl = Names.Of(fields.CurrentMdl.Word),
            CurrentMdlOffset = fields.CurrentMdlOffset,
            DataStart = DataStart(space, fields),
            ChecksumBias = fields.ChecksumBias,
            RetreatMdls = fields.RetreatMdls,
            Mdls = [.. MdlReader.Chain(space, fields.MdlChain.Word).Select(mdl => MdlReader.Read(space, mdl))],
        };
    }

    /// <summary>The live NET_BUFFERs from one on; the walk ends at a stale one, and at one that it met before.</summary>
    internal static IEnumerable<Head> Chain(ObjectSpace space, ulong first)
    {
        var met = new HashSet<ulong>();
        for (var word = first; space.FindLive(word) is { Kind: HeadKind.NetBuffer } head && met.Add(word);)
        {
            yield return head;
            word = space.Read<NetBufferFields>(head.Address).Next.Word;
        }
    }

    static string? DataStart(ObjectSpace space, NetBufferFields fields) =>
        space.FindLive(fields.CurrentMdl.Word) is { } mdl ? $"{(ulong)space.Read<MdlFields>(mdl.Address).Start + (uint)fields.CurrentMdlOffset:x}" : null;

    /// <summary>The used bytes, as far as the chain has them and they can be read.</summary>
    internal static byte[] UsedBytes(ObjectSpace space, Head head, int most)
    {
        var fields = space.Read<NetBufferFields>(head.Address);
        var left = Math.Min(fields.DataLength, most);
        var skip = (long)fields.DataOffset;
        var bytes = new List<byte>();
        foreach (var mdl in MdlReader.Chain(space, fields.MdlChain.Word))
        {
            if (left <= 0) break;
            var run = space.Read<MdlFields>(mdl.Address);
            var from = Math.Min(skip, run.ByteCount);
            skip -= from;
            var part = new byte[Math.Min(left, run.ByteCount - (int)from)];
            if (!space.Target.TryRead((ulong)run.Start + (ulong)from, part)) throw new UnreadableException((ulong)run.Start + (ulong)from, part.Length);
            bytes.AddRange(part);
            left -= part.Length;
        }
        return [.. bytes];
    }
}
