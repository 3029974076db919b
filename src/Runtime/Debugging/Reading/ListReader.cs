namespace NdisRules.Runtime.Debugging;

/// <summary>Makes what the commands show of a NET_BUFFER_LIST.</summary>
static unsafe class ListReader
{
    internal static ListSnapshot Read(ObjectSpace space, Head head)
    {
        var fields = space.Read<NetBufferListFields>(head.Address);
        var rest = Rest(space, head);
        var pool = head.Slot.Store.Pool!;
        return new ListSnapshot
        {
            Handle = Names.Of(head.Word)!,
            State = head.State,
            Pool = head.Slot.Store.Facts.Number,
            Tag = NdisPool.TagText(pool.PoolTag),
            Owner = pool.Owner,
            AllocatedBy = head.IsLive ? space.SiteOf(head) : null,
            Next = Names.Of(fields.Next.Word),
            FirstNetBuffer = Names.Of(fields.FirstNetBuffer.Word),
            Source = space.HandleName(fields.SourceHandle),
            Status = StatusName(fields.Status),
            Flags = $"0x{fields.Flags:x}",
            NblFlags = FlagNames.Of((NdisNblFlags)fields.NblFlags),
            Parent = Names.Of(rest.ParentNetBufferList.Word),
            DerivedFrom = Names.Of(rest.DerivedFrom),
            Derivation = Derivation.KindOf(fields.Derivation),
            ChildRefCount = fields.ChildRefCount,
            Children = rest.Children == 0 ? [] : [.. ChildrenOf(space, head.Word)],
            Scratch = $"0x{fields.Scratch:x}",
            NetBuffers = [.. NetBufferReader.Chain(space, fields.FirstNetBuffer.Word).Select(one => NetBufferReader.Read(space, one))],
            Contexts = head.IsLive ? ContextReader.Read(space, head) : [],
            NetBufferListInfo = Info(rest),
            Pending = head.IsLive ? PendingReader.Of(space, head) : [],
        };
    }

    internal static NetBufferListRest Rest(ObjectSpace space, Head head) => space.Read<NetBufferListRest>(head.Address + Slab.Line + (ulong)sizeof(ContextBlock*));

    /// <summary>The live lists from one on; the walk ends at a stale one, and at one that it met before.</summary>
    internal static IEnumerable<Head> Chain(ObjectSpace space, ulong first)
    {
        var met = new HashSet<ulong>();
        for (var word = first; space.FindLive(word) is { Kind: HeadKind.NetBufferList } head && met.Add(word);)
        {
            yield return head;
            word = space.Read<NetBufferListFields>(head.Address).Next.Word;
        }
    }

    internal static string StatusName(NdisStatus status) => Enum.IsDefined(status) ? status.ToString() : $"0x{(uint)status:x8}";

    /// <summary>The lists that were made from one. No field of it names them, so that every list is looked at.</summary>
    static IEnumerable<string> ChildrenOf(ObjectSpace space, ulong word)
    {
        foreach (var slot in space.ListPools.SelectMany(pool => pool.LiveSlots()))
        {
            var head = new Head(slot, HeadKind.NetBufferList, 0, slot.Header);
            if (space.Read<NetBufferListFields>(slot.Address).Derivation != 0 && Rest(space, head).DerivedFrom == word) yield return Names.Of(slot.Word)!;
        }
    }

    static List<SlotSnapshot> Info(NetBufferListRest rest)
    {
        var used = new List<SlotSnapshot>();
        for (var at = 0; at < (int)NdisNetBufferListInfo.MaxNetBufferListInfo; at++)
        {
            if (rest.Info[at] != 0) used.Add(new SlotSnapshot(((NdisNetBufferListInfo)at).ToString(), $"0x{rest.Info[at]:x}"));
        }
        return used;
    }
}
