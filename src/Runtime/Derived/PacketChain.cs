namespace NdisRules.Runtime;

/// <summary>The buffers of a packet.</summary>
static unsafe class PacketChain
{
    /// <summary>The fields of a packet whose chain is to be changed.</summary>
    /// <exception cref="NdisViolationException">NDIS0009: a list that was made out of the packet uses its chain.</exception>
    internal static PacketFields* ToChange(NdisPacket packet, string function)
    {
        var fields = packet.Fields;
        if (fields->Lists > 0) throw StillUsed(packet, function);
        return fields;
    }

    internal static NdisViolationException StillUsed(NdisPacket packet, string function) =>
        new(RuleIds.OutOfOrder, $"{function}: {packet} is still used by the list that was made out of it.");

    internal static void AddFirst(PacketFields* fields, Mdl buffers)
    {
        var last = LastOf(buffers);
        last.Next = fields->First;
        if (!fields->First) fields->Last = last;
        fields->First = buffers;
    }

    internal static void AddLast(PacketFields* fields, Mdl buffers)
    {
        var last = LastOf(buffers);
        if (fields->First) LastOf(fields->Last).Next = buffers;
        else fields->First = buffers;
        fields->Last = last;
    }

    internal static Mdl RemoveFirst(PacketFields* fields)
    {
        var first = fields->First;
        if (!first) return null;
        fields->First = first.Next;
        if (!fields->First) fields->Last = null;
        first.Next = null;
        return first;
    }

    internal static Mdl RemoveLast(PacketFields* fields)
    {
        var (before, last) = (default(Mdl), fields->First);
        if (!last) return null;
        for (; last.Next; last = last.Next) before = last;
        if (before) before.Next = null;
        else fields->First = null;
        fields->Last = before;
        return last;
    }

    /// <summary>How many buffers there are, over how many pages, and how many bytes they have together.</summary>
    /// <exception cref="OverflowException">More bytes than an int can say.</exception>
    internal static (int Buffers, int Pages, int Bytes) Count(PacketFields* fields)
    {
        var (buffers, pages, bytes) = (0, 0, 0);
        foreach (var mdl in fields->First.Chain)
        {
            buffers++;
            pages += Ndis.NDIS_MDL_TO_SPAN_PAGES(mdl);
            bytes = checked(bytes + mdl.ByteCount);
        }
        return (buffers, pages, bytes);
    }

    static Mdl LastOf(Mdl chain)
    {
        var last = chain;
        while (last.Next) last = last.Next;
        return last;
    }
}
