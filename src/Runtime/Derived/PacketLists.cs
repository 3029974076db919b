namespace NdisRules.Runtime;

/// <summary>Makes NDIS 5 packets out of lists and lists out of packets, over the same memory.</summary>
static unsafe class PacketLists
{
    /// <summary>Makes a packet of each NET_BUFFER, all or none.</summary>
    internal static NdisStatus MakePackets(NetBufferList list, NdisPacketDirection direction, NdisPacketPool pool, Span<NdisPacket> packets, out int count)
    {
        count = 0;
        var needed = CountChecked(list);
        if (packets.Length < needed) throw new ArgumentException($"There is room for {packets.Length} packets, the list has {needed}.", nameof(packets));
        if (PacketInfo.IsBeyondPackets(list, direction)) return NdisStatus.NotSupported;
        try
        {
            foreach (var netBuffer in list.NetBuffers)
            {
                var packet = packets[count] = MakePacket(list, netBuffer, pool);
                if (!packet) break;
                PacketInfo.Copy(list, packet, direction);
                count++;
            }
        }
        finally
        {
            if (count < needed) count = Undo(packets[..count]);
        }
        if (count < needed) return NdisStatus.Resources;
        if (count > 0) Interlocked.Add(ref list.FirstNetBuffer.Fields->Rest->Packets, count);
        list.Status = NdisStatus.Success;
        return NdisStatus.Success;
    }

    /// <summary>Frees a packet that was made out of a list, and leaves its status there.</summary>
    /// <returns>The list, if it was the last of its packets.</returns>
    internal static NetBufferList FreePacket(NdisPacket packet, string function)
    {
        var fields = ToFree(packet, isTranslated: true, function);
        var generation = Handle.Generation(packet.Word);
        if (Interlocked.CompareExchange(ref fields->Generation, 0, generation) != generation) throw NdisPacketPool.NotLive(packet);
        var (list, counter, status) = (fields->Original, fields->Counter, fields->Status);
        DerivedChain.Free(fields->DerivedMdls);
        NdisPacketPool.Release(packet);
        if (!list.IsLive) return null;
        if (status != NdisStatus.Success) KeepFirst(ref list.Fields->Status, status);
        DerivedLists.RemoveChild(list);
        return counter.IsLive && Interlocked.Decrement(ref counter.Fields->RestToRead->Packets) == 0 ? list : null;
    }

    /// <summary>Makes a list over the buffers of a packet, null when there is none to lend.</summary>
    internal static NetBufferList MakeList(NdisPacket packet, NdisPacketDirection direction, NetBufferListPool? pool, string function)
    {
        var fields = PacketChain.ToChange(packet, function);
        var bytes = PacketChain.Count(fields).Bytes;
        if (pool is { AllocateNetBuffer: false } || !ListBuilder.TryBegin(pool, null, 1, function, out var builder)) return null;
        var done = false;
        try
        {
            done = builder.TryAddSharing(fields->First, 0, bytes);
        }
        finally
        {
            if (!done) builder.Undo();
        }
        fields->Lists = 1;
        builder.List.Status = packet.Status;
        PacketInfo.Copy(packet, builder.List, direction);
        return builder.Finish(DerivationKind.Packet, packet.Word);
    }

    /// <summary>Frees a list that was made out of a packet, and leaves its status there.</summary>
    internal static void FreeList(NetBufferList list, string function)
    {
        var packet = new NdisPacket(DerivedLists.Claim(list, DerivationKind.Packet, 0, function));
        var status = list.Status;
        List<string>? left = null;
        DerivedLists.Dismantle(list, ref left);
        if (packet.IsLive) packet.Status = status;
        Detach(packet.Word);
        DerivedLists.Release(list, left, function);
    }

    /// <summary>The fields of a packet that may be freed by a function, though another thread may free it at this moment.</summary>
    internal static PacketFields* ToFree(NdisPacket packet, bool isTranslated, string function)
    {
        if (!packet.IsLive) throw NdisPacketPool.NotLive(packet);
        // Read without a second check: the packet may be freed meanwhile, and who frees it second is to be told just that.
        var fields = (PacketFields*)Handle.Header(packet.Word);
        var refusal =
            fields->Lists > 0 ? PacketChain.StillUsed(packet, function)
            : fields->Original.IsNull == isTranslated
                ? new NdisViolationException(RuleIds.WrongPartner,
                    $"{function}: {packet} goes to {(isTranslated ? "NdisFreePacket" : "NdisFreeTranslatedPacket")}.")
            : null;
        if (refusal is null) return fields;
        throw packet.IsLive ? refusal : NdisPacketPool.NotLive(packet);
    }

    /// <summary>Tells a packet that the list that was made out of it is gone.</summary>
    internal static void Detach(ulong packet)
    {
        if (Handle.IsLive(packet)) ((PacketFields*)Handle.Header(packet))->Lists = 0;
    }

    /// <summary>Lets go of the list when a pool is freed before a packet that was made out of it.</summary>
    internal static void Abandon(NdisPacket packet)
    {
        var fields = packet.Fields;
        if (fields->Original.IsNull) return;
        DerivedChain.Free(fields->DerivedMdls);
        DerivedLists.RemoveChild(fields->Original);
        if (fields->Counter.IsLive) Interlocked.Decrement(ref fields->Counter.Fields->RestToRead->Packets);
    }

    static int CountChecked(NetBufferList list)
    {
        var count = 0;
        foreach (var netBuffer in list.NetBuffers)
        {
            ChainWalk.Check(netBuffer);
            count++;
        }
        return count;
    }

    static NdisPacket MakePacket(NetBufferList list, NetBuffer netBuffer, NdisPacketPool pool)
    {
        var packet = pool.Allocate();
        if (!packet) return null;
        var fields = packet.Fields;
        var chain = default(DerivedChain);
        var source = ChainWalk.At(netBuffer, 0);
        var done = source.TryDescribe(netBuffer.DataLength, ref chain);
        fields->First = fields->DerivedMdls = chain.First;
        fields->Last = chain.Last;
        fields->Original = list;
        fields->Counter = list.FirstNetBuffer;
        DerivedLists.AddChild(list);
        if (done) return packet;
        Discard(packet);
        return null;
    }

    /// <summary>Frees packets before anybody saw them.</summary>
    /// <returns>How many are left: none.</returns>
    static int Undo(Span<NdisPacket> packets)
    {
        foreach (var packet in packets) Discard(packet);
        packets.Clear();
        return 0;
    }

    static void Discard(NdisPacket packet)
    {
        var list = packet.Fields->Original;
        DerivedChain.Free(packet.Fields->DerivedMdls);
        NdisPacketPool.Release(packet);
        DerivedLists.RemoveChild(list);
    }

    /// <summary>The first failure of several packets is that of their list.</summary>
    static void KeepFirst(ref NdisStatus location, NdisStatus status) => Interlocked.CompareExchange(ref location, status, NdisStatus.Success);
}
