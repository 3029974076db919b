namespace NdisRules.Runtime.Tests;

/// <summary>The packets and buffers of NDIS 5 by themselves.</summary>
public sealed class PacketTests : IDisposable
{
    readonly NdisPacketPool pool = PacketPool(2, 24);
    readonly NdisBuffer[] buffers = [.. CountingChain(10, 20, 5).Select(mdl => (NdisBuffer)mdl)];
    readonly NdisPacket packet;

    public PacketTests()
    {
        foreach (var buffer in buffers) buffer.Mdl.Next = null;
        NdisAllocatePacket(out _, out packet, pool);
    }

    public void Dispose()
    {
        if (packet.IsLive) NdisFreePacket(packet);
        foreach (var buffer in buffers) NdisFreeBuffer(buffer);
        if (!pool.IsFreed) NdisFreePacketPool(pool);
    }

    void Is(params NdisBuffer[] expected)
    {
        Assert.Equal(expected.Select(buffer => buffer.Mdl), Links(packet.FirstBuffer));
        Assert.Equal((expected.FirstOrDefault(), expected.LastOrDefault()), (packet.FirstBuffer, packet.LastBuffer));
        NdisQueryPacket(packet, out var pages, out var count, out var first, out var length);
        Assert.Equal((expected.Length, packet.FirstBuffer, expected.Sum(buffer => buffer.Span.Length)), (count, first, length));
        Assert.Equal(expected.Sum(buffer => NDIS_MDL_TO_SPAN_PAGES(buffer)), pages);
    }

    [Fact]
    public void Buffers_are_chained_and_taken_off_at_both_ends()
    {
        Is();
        NdisChainBufferAtBack(packet, buffers[1]);
        Is(buffers[1]);
        NdisChainBufferAtFront(packet, buffers[0]);
        NdisChainBufferAtBack(packet, buffers[2]);
        Is(buffers[0], buffers[1], buffers[2]);
        NdisUnchainBufferAtFront(packet, out var buffer);
        Assert.Equal((buffers[0], true), (buffer, buffer.Mdl.Next.IsNull));
        NdisUnchainBufferAtBack(packet, out buffer);
        Assert.Equal(buffers[2], buffer);
        Is(buffers[1]);
        NdisUnchainBufferAtBack(packet, out buffer);
        Is();
        NdisUnchainBufferAtBack(packet, out buffer);
        Assert.True(buffer.IsNull);
        NdisUnchainBufferAtFront(packet, out buffer);
        Assert.True(buffer.IsNull);
    }

    [Fact]
    public void A_chain_of_buffers_is_chained_as_a_whole()
    {
        buffers[0].Mdl.Next = buffers[1];
        NdisChainBufferAtFront(packet, buffers[0]);
        Is(buffers[0], buffers[1]);
        NdisChainBufferAtFront(packet, buffers[2]);
        Is(buffers[2], buffers[0], buffers[1]);
        NdisUnchainBufferAtFront(packet, out _);
        NdisChainBufferAtBack(packet, buffers[2]);
        Is(buffers[0], buffers[1], buffers[2]);
    }

    [Fact]
    public void The_first_buffer_is_told_with_its_memory()
    {
        NdisGetFirstBufferFromPacket(packet, out var first, out var address, out var firstLength, out var total);
        Assert.Equal((true, 0, 0, 0), (first.IsNull, (int)address, firstLength, total));
        NdisChainBufferAtBack(packet, buffers[1]);
        NdisChainBufferAtBack(packet, buffers[2]);
        NdisGetFirstBufferFromPacket(packet, out first, out address, out firstLength, out total);
        NdisQueryBuffer(first, out var expected, out _);
        Assert.Equal((buffers[1], expected, 20, 25), (first, address, firstLength, total));
        NdisGetNextBuffer(first, out var next);
        Assert.Equal(buffers[2], next);
        Assert.Equal(buffers[1], NDIS_PACKET_FIRST_NDIS_BUFFER(packet));
        Assert.Equal(buffers[2], NDIS_PACKET_LAST_NDIS_BUFFER(packet));
        NdisQueryPacketLength(packet, out total);
        Assert.Equal(25, total);
    }

    [Fact]
    public void A_reinitialised_packet_has_no_buffers_and_the_buffers_live()
    {
        NdisChainBufferAtBack(packet, buffers[0]);
        packet.HeaderSize = 14;
        NdisReinitializePacket(packet);
        Is();
        Assert.Equal((14, true), (packet.HeaderSize, buffers[0].Mdl.IsLive));
    }

    [Fact]
    public void The_macros_of_a_packet_are_its_fields()
    {
        NDIS_SET_PACKET_STATUS(packet, NdisStatus.Resources);
        NDIS_SET_PACKET_HEADER_SIZE(packet, 14);
        NDIS_SET_PACKET_CANCEL_ID(packet, 77);
        NdisSetPacketFlags(packet, NdisPacketFlags.MulticastPacket | NdisPacketFlags.DontLoopback);
        NdisClearPacketFlags(packet, NdisPacketFlags.DontLoopback);
        NDIS_PER_PACKET_INFO_FROM_PACKET(packet, NdisPerPacketInfo.Ieee8021QInfo) = 5;
        Assert.Equal((NdisStatus.Resources, 14, 77), (packet.Status, packet.HeaderSize, packet.Info(NdisPerPacketInfo.PacketCancelId)));
        Assert.Equal((NdisStatus.Resources, 14, 77), (NDIS_GET_PACKET_STATUS(packet), NDIS_GET_PACKET_HEADER_SIZE(packet), NDIS_GET_PACKET_CANCEL_ID(packet)));
        Assert.Equal(NdisPacketFlags.MulticastPacket, NdisGetPacketFlags(packet));
        Assert.Equal(5, packet.Info(NdisPerPacketInfo.Ieee8021QInfo));
        packet.MiniportReserved[1] = 3;
        packet.ProtocolReserved[23] = 4;
        Assert.Equal((2, 24), (packet.MiniportReserved.Length, packet.ProtocolReserved.Length));
        Assert.Throws<ArgumentOutOfRangeException>(() => packet.Info(NdisPerPacketInfo.MaxPerPacketInfo));
    }

    [Fact]
    public void A_packet_starts_with_clear_fields_whatever_its_last_holder_left()
    {
        for (var round = 0; round < 2; round++)
        {
            NdisAllocatePacket(out var status, out var other, pool);
            Assert.Equal(NdisStatus.Success, status);
            Assert.Equal((NdisStatus.Success, 0, NdisPacketFlags.None), (other.Status, other.HeaderSize, other.Flags));
            Assert.True(other.FirstBuffer.IsNull && other.LastBuffer.IsNull && other.OriginalNetBufferList.IsNull);
            Assert.Equal(-1, other.ProtocolReserved.IndexOfAnyExcept((byte)0));
            for (var id = 0; id < 12; id++) Assert.Equal(0, other.Info((NdisPerPacketInfo)id));
            NdisChainBufferAtBack(other, buffers[0]);
            (other.Status, other.HeaderSize, other.Flags) = (NdisStatus.Failure, 9, NdisPacketFlags.LoopbackOnly);
            other.ProtocolReserved.Fill(0xFF);
            for (var id = 0; id < 12; id++) other.Info((NdisPerPacketInfo)id) = -1;
            other.MiniportReserved.Fill(-1);
            NdisFreePacket(other);
        }
    }

    [Fact]
    public void A_pool_lends_as_many_packets_as_it_was_made_for()
    {
        NdisAllocatePacket(out _, out var second, pool);
        NdisAllocatePacket(out var status, out var third, pool);
        Assert.Equal((NdisStatus.Resources, true), (status, third.IsNull));
        Assert.Equal(2, NdisPacketPoolUsage(pool));
        Assert.Equal(pool, NdisGetPoolFromPacket(second));
        Assert.Equal(24, pool.ProtocolReservedLength);
        NdisFreePacket(second);
        Assert.Equal(1, NdisPacketPoolUsage(pool));
    }

    [Fact]
    public void A_pool_that_cannot_be_made_is_not_made()
    {
        NdisAllocatePacketPool(out var status, out var none, 0, 0);
        Assert.Equal((NdisStatus.Resources, null), (status, none));
        NdisAllocatePacketPool(out status, out none, 1, int.MaxValue);
        Assert.Equal((NdisStatus.Resources, null), (status, none));
        Assert.Throws<ArgumentOutOfRangeException>(() => NdisAllocatePacketPool(out _, out _, -1, 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => NdisAllocatePacketPool(out _, out _, 1, -1));
    }

    [Fact]
    public void A_packet_is_freed_exactly_once()
    {
        NdisFreePacket(packet);
        Breaks("NDIS0003", () => NdisFreePacket(packet));
        Breaks("NDIS0007", () => NdisFreePacket(null));
        Breaks("NDIS0004", () => _ = packet.Status);
        Breaks("NDIS0004", () => NdisChainBufferAtBack(packet, buffers[0]));
        Assert.Throws<NullReferenceException>(() => NdisReinitializePacket(null));
        Assert.EndsWith("freed", packet.ToString());
    }

    [Fact]
    public void A_pool_freed_early_lists_its_packets()
    {
        Assert.Equal(packet.ToString(), Assert.Single(Breaks("NDIS0009", () => NdisFreePacketPool(pool)).Outstanding));
        Breaks("NDIS0003", () => NdisFreePacket(packet));
        Breaks("NDIS0003", () => NdisFreePacketPool(pool));
        Breaks("NDIS0004", () => NdisAllocatePacket(out _, out _, pool));
        Breaks("NDIS0007", () => NdisFreePacketPool(null!));
    }

    [Fact]
    public void A_buffer_is_an_MDL_under_another_name()
    {
        Mdl mdl = buffers[0];
        NdisBuffer buffer = mdl;
        Assert.Equal(buffers[0], buffer);
        Assert.True(buffer == buffers[0] && buffer != buffers[1] && buffer.Equals((object)buffers[0]));
        Assert.Equal((mdl.GetHashCode(), mdl.ToString()), (buffer.GetHashCode(), buffer.ToString()));
        NdisBuffer none = null;
        Assert.True(none == null && !none && none.IsNull);
        Assert.True(buffer ? true : false);
        NdisAllocateBuffer(out var status, out var other, null, new byte[3]);
        Assert.Equal((NdisStatus.Success, 3), (status, other.Span.Length));
        NdisFreeBuffer(other);
        Breaks("NDIS0003", () => NdisFreeBuffer(other));
    }

    [Fact]
    public void A_packet_handle_tells_null_and_same()
    {
        NdisPacket none = null;
        Assert.True(none == null && !none && none.IsNull && packet != none);
        Assert.Equal("PKT null", none.ToString());
        Assert.EndsWith("live", packet.ToString());
        var place = packet;
        Assert.Equal(packet, NdisPacket.Exchange(ref place, null));
        Assert.True(place.IsNull);
    }

    [Fact]
    public unsafe void A_packets_head_has_the_size_of_a_NET_BUFFERs() => Assert.Equal(sizeof(NetBufferFields), sizeof(PacketFields));

    [Fact]
    public void Packets_of_several_threads_come_back_from_others()
    {
        using var many = PacketPool(1000, 8);
        Parallel.For(0, 4, thread =>
        {
            for (var i = 0; i < 5_000; i++)
            {
                NdisAllocatePacket(out _, out var one, many);
                one.ProtocolReserved.Fill((byte)(thread + i));
                Assert.Equal(-1, one.ProtocolReserved.IndexOfAnyExcept((byte)(thread + i)));
                NdisFreePacket(one);
            }
        });
        Assert.Equal(0, many.OutstandingCount);
    }
}
