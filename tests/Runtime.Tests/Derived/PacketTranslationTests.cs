namespace NdisRules.Runtime.Tests;

/// <summary>Lists made into NDIS 5 packets and packets into lists.</summary>
public sealed class PacketTranslationTests : IDisposable
{
    readonly NetBufferListPool lists = ListPool();
    readonly NetBufferPool netBuffers = Pool();
    readonly NdisPacketPool pool = PacketPool(4);
    readonly Mdl[] chain = CountingChain(30, 20, 50);
    readonly NetBufferList list;

    /// <summary>A list of two packets: the bytes 5 to 74, and 30 to 49.</summary>
    public PacketTranslationTests()
    {
        list = NdisAllocateNetBufferAndNetBufferList(lists, 0, 0, chain[0], 5, 70);
        list.FirstNetBuffer.Next = NdisAllocateNetBuffer(netBuffers, chain[0], 30, 20);
    }

    public void Dispose()
    {
        Assert.All(chain, mdl => Assert.Equal(0, Sharers(mdl)));
        NdisFreePacketPool(pool);
        NdisFreeNetBuffer(list.FirstNetBuffer.Next);
        list.FirstNetBuffer.Next = null;
        NdisFreeNetBufferList(list);
        Free(chain);
        NdisFreeNetBufferPool(netBuffers);
        NdisFreeNetBufferListPool(lists);
    }

    NdisPacket[] ToPackets(NdisPacketDirection direction = NdisPacketDirection.Send)
    {
        var packets = new NdisPacket[2];
        Assert.Equal(NdisStatus.Success, NdisTranslateNetBufferListToPackets(list, direction, pool, packets, out var count));
        Assert.Equal(2, count);
        return packets;
    }

    NdisPacket PacketOver(params Mdl[] mdls)
    {
        NdisAllocatePacket(out _, out var packet, pool);
        if (mdls.Length > 0) NdisChainBufferAtBack(packet, mdls[0]);
        return packet;
    }

    static byte[] Bytes(NdisPacket packet) => [.. Links(packet.FirstBuffer).SelectMany(mdl => mdl.Span.ToArray())];

    static void FreePackets(params NdisPacket[] packets)
    {
        foreach (var packet in packets) NdisFreeTranslatedPacket(packet);
    }

    [Fact]
    public void Each_NET_BUFFER_becomes_a_packet_of_its_used_data()
    {
        var packets = ToPackets();
        Assert.Equal([Counting(5, 70), Counting(30, 20)], packets.Select(Bytes));
        NdisQueryPacket(packets[0], out _, out var count, out _, out var length);
        Assert.Equal((3, 70), (count, length));
        Assert.Equal(list, packets[0].OriginalNetBufferList);
        Assert.Equal(chain[0].MappedSystemVa + 5, packets[0].FirstBuffer.Mdl.MappedSystemVa);
        FreePackets(packets);
    }

    [Fact]
    public void Both_reach_the_same_bytes()
    {
        var packets = ToPackets();
        packets[1].FirstBuffer.Span[0] = 0xEE;
        Assert.Equal(0xEE, chain[1].Span[0]);
        FreePackets(packets);
    }

    [Fact]
    public void The_last_packet_gives_the_list_back_with_the_first_failure()
    {
        list.Status = NdisStatus.Paused;
        var packets = ToPackets();
        Assert.Equal(NdisStatus.Success, list.Status);
        packets[1].Status = NdisStatus.InvalidLength;
        packets[0].Status = NdisStatus.Failure;
        Assert.True(NdisFreeTranslatedPacket(packets[1]).IsNull);
        Assert.Equal(list, NdisFreeTranslatedPacket(packets[0]));
        Assert.Equal(NdisStatus.InvalidLength, list.Status);
        var again = ToPackets();
        FreePackets(again);
        Assert.Equal(NdisStatus.Success, list.Status);
    }

    [Fact]
    public void A_clone_that_lives_does_not_hold_back_the_last_packet()
    {
        var packets = ToPackets();
        var clone = NdisAllocateCloneNetBufferList(list, lists, netBuffers, NdisCloneFlags.None);
        Assert.True(NdisFreeTranslatedPacket(packets[0]).IsNull);
        Assert.Equal(list, NdisFreeTranslatedPacket(packets[1]));
        NdisFreeCloneNetBufferList(clone, NdisCloneFlags.None);
    }

    [Fact]
    public void A_list_and_its_MDLs_are_not_freed_before_its_packets()
    {
        var packets = ToPackets();
        Assert.Contains("2 lists or packets", Breaks("NDIS0009", () => NdisFreeNetBufferList(list)).Outstanding[0]);
        Breaks("NDIS0009", () => NdisFreeMdl(chain[1]));
        FreePackets(packets);
    }

    [Fact]
    public void Only_the_free_of_its_kind_frees_a_packet()
    {
        var packets = ToPackets();
        var plain = PacketOver();
        Assert.Contains("goes to NdisFreeTranslatedPacket", Breaks("NDIS0008", () => NdisFreePacket(packets[0])).Message);
        Assert.Contains("goes to NdisFreePacket", Breaks("NDIS0008", () => NdisFreeTranslatedPacket(plain)).Message);
        Breaks("NDIS0007", () => NdisFreeTranslatedPacket(null));
        NdisFreePacket(plain);
        FreePackets(packets);
        Breaks("NDIS0003", () => NdisFreeTranslatedPacket(packets[0]));
    }

    [Fact]
    public void A_driver_may_change_the_buffers_of_a_translated_packet()
    {
        var packets = ToPackets();
        var header = CountingChain(14);
        NdisChainBufferAtFront(packets[0], header[0]);
        Assert.Equal([.. Counting(0, 14), .. Counting(5, 70)], Bytes(packets[0]));
        NdisUnchainBufferAtBack(packets[1], out var buffer);
        Assert.Contains("goes with it", Breaks("NDIS0007", () => NdisFreeBuffer(buffer)).Message);
        FreePackets(packets);
        Assert.False(buffer.Mdl.IsLive);
        Free(header);
        Assert.Equal(Counting(5, 70), Support.Bytes(list.FirstNetBuffer));
    }

    [Fact]
    public void What_runs_short_in_the_middle_leaves_nothing()
    {
        var packets = new NdisPacket[2];
        for (var mdls = 0; mdls < 4; mdls++)
        {
            MdlTable.RunShortAfter(mdls);
            Assert.Equal(NdisStatus.Resources, NdisTranslateNetBufferListToPackets(list, NdisPacketDirection.Send, pool, packets, out var count));
            Assert.Equal((0, 0, true), (count, pool.OutstandingCount, packets.All(packet => packet.IsNull)));
            Assert.All(chain, mdl => Assert.Equal(0, Sharers(mdl)));
        }
        MdlTable.RunShortAfter(-1);
        NdisPacket[] others = [PacketOver(), PacketOver(), PacketOver()];
        Assert.Equal(NdisStatus.Resources, NdisTranslateNetBufferListToPackets(list, NdisPacketDirection.Send, pool, packets, out _));
        Assert.Equal(3, pool.OutstandingCount);
        Assert.All(others, NdisFreePacket);
    }

    [Fact]
    public void What_means_nothing_is_refused_before_anything_is_taken()
    {
        var one = new NdisPacket[1];
        var two = new NdisPacket[2];
        Assert.Throws<ArgumentException>(() => NdisTranslateNetBufferListToPackets(list, NdisPacketDirection.Send, pool, one, out _));
        Assert.Throws<ArgumentNullException>(() => NdisTranslateNetBufferListToPackets(list, NdisPacketDirection.Send, null!, two, out _));
        Assert.Throws<NullReferenceException>(() => NdisTranslateNetBufferListToPackets(null, NdisPacketDirection.Send, pool, two, out _));
        Assert.Throws<NullReferenceException>(() => NdisTranslatePacketToNetBufferList(null, NdisPacketDirection.Send, lists));
        list.FirstNetBuffer.DataLength = 96;
        Assert.Throws<InvalidOperationException>(() => NdisTranslateNetBufferListToPackets(list, NdisPacketDirection.Send, pool, two, out _));
        list.FirstNetBuffer.DataLength = 70;
        Assert.Equal(0, pool.OutstandingCount);
    }

    [Fact]
    public void A_list_without_packets_becomes_none()
    {
        var empty = NdisAllocateNetBufferList(lists, 0, 0);
        empty.FirstNetBuffer = null;
        Assert.Equal(NdisStatus.Success, NdisTranslateNetBufferListToPackets(empty, NdisPacketDirection.Send, pool, [], out var count));
        Assert.Equal(0, count);
        NdisFreeNetBufferList(empty);
    }

    [Fact]
    public void What_travels_beside_the_data_goes_down()
    {
        list.TransmitChecksum = new NdisTransmitChecksum(NdisTransmitChecksums.IsIPv4 | NdisTransmitChecksums.TcpChecksum, 34);
        list.Ieee8021Q = new NdisIeee8021Q(3, false, 7);
        list.LargeSend = new NdisLargeSend(1460, 34, IsVersion2: true, IsIPv6: false);
        (list.CancelId, list.ProtocolId) = (99, 2);
        NdisSetNblFlag(list, NdisNblFlags.IsLoopbackPacket);
        var packets = ToPackets();
        Assert.All(packets, packet =>
        {
            Assert.Equal(5, packet.Info(NdisPerPacketInfo.TcpIpChecksumPacketInfo));
            Assert.Equal(3 | 7 << 4, packet.Info(NdisPerPacketInfo.Ieee8021QInfo));
            Assert.Equal((1460, 99), (packet.Info(NdisPerPacketInfo.TcpLargeSendPacketInfo), NDIS_GET_PACKET_CANCEL_ID(packet)));
            Assert.Equal((NdisPacketFlags)2 | NdisPacketFlags.IsLoopbackPacket, packet.Flags);
        });
        var back = NdisTranslatePacketToNetBufferList(packets[0], NdisPacketDirection.Send, lists);
        Assert.Equal(new NdisLargeSend(1460, 0, false, false), back.LargeSend);
        Assert.Equal((99, 2, list.Ieee8021Q), ((int)back.CancelId, (int)back.ProtocolId, back.Ieee8021Q));
        Assert.Equal(NdisTransmitChecksums.IsIPv4 | NdisTransmitChecksums.TcpChecksum, back.TransmitChecksum.Wanted);
        Assert.True(NdisTestNblFlag(back, NdisNblFlags.IsLoopbackPacket));
        NdisFreeTranslatedNetBufferList(back);
        FreePackets(packets);
    }

    [Fact]
    public void What_is_for_sends_only_does_not_go_up()
    {
        list.NetBufferListInfo.Fill(0x55);
        var packets = ToPackets(NdisPacketDirection.Receive);
        Assert.Equal((0, 0), (packets[0].Info(NdisPerPacketInfo.TcpLargeSendPacketInfo), NDIS_GET_PACKET_CANCEL_ID(packets[0])));
        Assert.Equal((NdisReceiveChecksums)0x55, (NdisReceiveChecksums)(int)packets[0].Info(NdisPerPacketInfo.TcpIpChecksumPacketInfo));
        Assert.Equal(NdisPacketFlags.None, packets[0].Flags);
        NDIS_SET_PACKET_CANCEL_ID(packets[0], 5);
        packets[0].Flags = (NdisPacketFlags)3;
        var back = NdisTranslatePacketToNetBufferList(packets[0], NdisPacketDirection.Receive, lists);
        Assert.Equal((0, 0), ((int)back.CancelId, (int)back.ProtocolId));
        Assert.Equal(0x55, back.Info(NdisNetBufferListInfo.Ieee8021QNetBufferListInfo));
        NdisFreeTranslatedNetBufferList(back);
        FreePackets(packets);
        list.NetBufferListInfo.Clear();
    }

    [Fact]
    public void A_large_send_of_IPv6_is_beyond_packets()
    {
        list.LargeSend = new NdisLargeSend(1440, 54, IsVersion2: true, IsIPv6: true);
        var packets = new NdisPacket[2];
        Assert.Equal(NdisStatus.NotSupported, NdisTranslateNetBufferListToPackets(list, NdisPacketDirection.Send, pool, packets, out _));
        Assert.Equal(NdisStatus.Success, NdisTranslateNetBufferListToPackets(list, NdisPacketDirection.Receive, pool, packets, out _));
        FreePackets(packets);
    }

    [Fact]
    public void A_packet_becomes_a_list_over_its_own_buffers()
    {
        var packet = PacketOver(chain);
        packet.Status = NdisStatus.Resources;
        var made = NdisTranslatePacketToNetBufferList(packet, NdisPacketDirection.Receive, lists);
        var nb = made.FirstNetBuffer;
        Assert.Equal((chain[0], 0, 100, true), (nb.MdlChain, nb.DataOffset, nb.DataLength, nb.Next.IsNull));
        Assert.Equal(Counting(0, 100), Support.Bytes(nb));
        Assert.Equal(NdisStatus.Resources, made.Status);
        made.Status = NdisStatus.SendAborted;
        NdisFreeTranslatedNetBufferList(made);
        Assert.Equal(NdisStatus.SendAborted, packet.Status);
        Assert.All(chain, mdl => Assert.True(mdl.IsLive));
        NdisFreePacket(packet);
    }

    [Fact]
    public void A_packet_without_buffers_becomes_a_list_without_data()
    {
        var packet = PacketOver();
        var made = NdisTranslatePacketToNetBufferList(packet, NdisPacketDirection.Send, lists);
        Assert.Equal((true, 0), (made.FirstNetBuffer.MdlChain.IsNull, made.FirstNetBuffer.DataLength));
        NdisFreeTranslatedNetBufferList(made);
        NdisFreePacket(packet);
    }

    [Fact]
    public void A_retreat_of_the_list_is_not_seen_in_the_packet()
    {
        var packet = PacketOver(chain);
        var made = NdisTranslatePacketToNetBufferList(packet, NdisPacketDirection.Send, lists);
        Assert.Equal(NdisStatus.Success, NdisRetreatNetBufferListDataStart(made, 14, 0));
        Assert.Equal(chain[0], packet.FirstBuffer.Mdl);
        NdisAdvanceNetBufferListDataStart(made, 14, freeMdl: true);
        NdisFreeTranslatedNetBufferList(made);
        NdisFreePacket(packet);
    }

    [Fact]
    public void A_packet_is_left_alone_while_its_list_lives()
    {
        var packet = PacketOver(chain);
        var made = NdisTranslatePacketToNetBufferList(packet, NdisPacketDirection.Send, lists);
        Breaks("NDIS0009", () => NdisFreePacket(packet));
        Breaks("NDIS0009", () => NdisReinitializePacket(packet));
        Breaks("NDIS0009", () => NdisChainBufferAtFront(packet, chain[0]));
        Breaks("NDIS0009", () => NdisChainBufferAtBack(packet, chain[0]));
        Breaks("NDIS0009", () => NdisUnchainBufferAtFront(packet, out _));
        Breaks("NDIS0009", () => NdisUnchainBufferAtBack(packet, out _));
        Breaks("NDIS0009", () => NdisTranslatePacketToNetBufferList(packet, NdisPacketDirection.Send, lists));
        Breaks("NDIS0009", () => NdisFreeBuffer(chain[2]));
        NdisFreeTranslatedNetBufferList(made);
        NdisUnchainBufferAtBack(packet, out var last);
        Assert.Equal(chain[2], last.Mdl);
        NdisChainBufferAtBack(packet, last);
        NdisFreePacket(packet);
    }

    [Fact]
    public void Only_the_free_of_its_kind_frees_a_list_made_of_a_packet()
    {
        var packet = PacketOver(chain);
        var made = NdisTranslatePacketToNetBufferList(packet, NdisPacketDirection.Send, lists);
        Assert.Contains("goes to NdisFreeTranslatedNetBufferList", Breaks("NDIS0008", () => NdisFreeNetBufferList(made)).Message);
        Breaks("NDIS0008", () => NdisFreeCloneNetBufferList(made, NdisCloneFlags.UseOriginalMdls));
        Breaks("NDIS0008", () => NdisFreeTranslatedNetBufferList(list));
        Breaks("NDIS0007", () => NdisFreeTranslatedNetBufferList(null));
        NdisFreeTranslatedNetBufferList(made);
        Breaks("NDIS0003", () => NdisFreeTranslatedNetBufferList(made));
        NdisFreePacket(packet);
    }

    [Fact]
    public void A_list_there_is_none_for_leaves_the_packet_free()
    {
        using var bare = ListPool(netBuffer: false);
        using var one = ListPool(maximumCount: 1);
        var packet = PacketOver(chain);
        Assert.True(NdisTranslatePacketToNetBufferList(packet, NdisPacketDirection.Send, bare).IsNull);
        var other = NdisAllocateNetBufferList(one, 0, 0);
        Assert.True(NdisTranslatePacketToNetBufferList(packet, NdisPacketDirection.Send, one).IsNull);
        NdisFreeNetBufferList(other);
        NdisFreePacket(packet);
    }

    [Fact]
    public void Pools_freed_early_let_go_of_the_other_side()
    {
        var early = PacketPool(2);
        var packets = new NdisPacket[2];
        NdisTranslateNetBufferListToPackets(list, NdisPacketDirection.Send, early, packets, out _);
        Breaks("NDIS0009", () => NdisFreePacketPool(early));
        Assert.All(chain, mdl => Assert.Equal(0, Sharers(mdl)));
        var packet = PacketOver(chain);
        var earlyLists = ListPool();
        NdisTranslatePacketToNetBufferList(packet, NdisPacketDirection.Send, earlyLists);
        Breaks("NDIS0009", () => NdisFreeNetBufferListPool(earlyLists));
        NdisFreePacket(packet);
        var lost = PacketPool(1);
        NdisAllocatePacket(out _, out var gone, lost);
        var made = NdisTranslatePacketToNetBufferList(gone, NdisPacketDirection.Send, lists);
        Breaks("NDIS0009", () => NdisFreePacketPool(lost));
        NdisFreeTranslatedNetBufferList(made);
    }

    [Fact]
    public void Of_the_threads_that_free_the_packets_of_a_list_one_is_told_the_list()
    {
        for (var round = 0; round < 2_000; round++)
        {
            var packets = ToPackets();
            var told = 0;
            Parallel.For(0, 2, i =>
            {
                packets[i].Status = NdisStatus.Failure;
                if (NdisFreeTranslatedPacket(packets[i])) Interlocked.Increment(ref told);
            });
            Assert.Equal((1, NdisStatus.Failure), (told, list.Status));
        }
    }

    [Fact]
    public void Of_two_threads_that_free_the_same_packet_one_is_told()
    {
        for (var round = 0; round < 2_000; round++)
        {
            var packets = ToPackets();
            var told = 0;
            Parallel.For(0, 2, _ =>
            {
                try
                {
                    NdisFreeTranslatedPacket(packets[0]);
                }
                catch (NdisViolationException violation) when (violation.RuleId == "NDIS0003")
                {
                    Interlocked.Increment(ref told);
                }
            });
            Assert.Equal(1, told);
            Assert.Equal(list, NdisFreeTranslatedPacket(packets[1]));
        }
    }

    [Fact]
    public void A_translation_and_its_end_make_no_garbage()
    {
        var packet = PacketOver(chain);
        var packets = new NdisPacket[2];
        Assert.Equal(0, Garbage(() =>
        {
            NdisTranslateNetBufferListToPackets(list, NdisPacketDirection.Send, pool, packets, out _);
            NdisFreeTranslatedPacket(packets[0]);
            NdisFreeTranslatedPacket(packets[1]);
            NdisFreeTranslatedNetBufferList(NdisTranslatePacketToNetBufferList(packet, NdisPacketDirection.Send, lists));
        }));
        NdisFreePacket(packet);
    }
}
