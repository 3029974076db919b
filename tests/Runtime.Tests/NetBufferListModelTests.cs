namespace NdisRules.Runtime.Tests;

public sealed class NetBufferListModelTests : IDisposable
{
    readonly NetBufferListPool pool = ListPool();
    readonly NetBufferList nbl;

    public NetBufferListModelTests() => nbl = NdisAllocateNetBufferList(pool, 0, 0);

    public void Dispose()
    {
        NdisFreeNetBufferList(nbl);
        pool.Dispose();
    }

    [Theory]
    [InlineData(NdisNblFlags.None, true)]
    [InlineData(NdisNblFlags.IsIPv4, true)]
    [InlineData(NdisNblFlags.IsIPv4 | NdisNblFlags.IsTcp, true)]
    [InlineData(NdisNblFlags.IsIPv6 | NdisNblFlags.IsUdp, true)]
    [InlineData(NdisNblFlags.HeaderDataSplit, true)]
    [InlineData(NdisNblFlags.HeaderDataSplit | NdisNblFlags.IsIPv4 | NdisNblFlags.SplitAtUpperLayerProtocolHeader, true)]
    [InlineData(NdisNblFlags.HeaderDataSplit | NdisNblFlags.IsIPv6 | NdisNblFlags.IsTcp | NdisNblFlags.SplitAtUpperLayerProtocolPayload, true)]
    [InlineData(NdisNblFlags.SendReadOnly | NdisNblFlags.IsLoopbackPacket | NdisNblFlags.CaptureTimestampOnTransmit, true)]
    [InlineData(NdisNblFlags.IsIPv4 | NdisNblFlags.IsIPv6, false)]
    [InlineData(NdisNblFlags.IsIPv4 | NdisNblFlags.IsTcp | NdisNblFlags.IsUdp, false)]
    [InlineData(NdisNblFlags.IsTcp, false)]
    [InlineData(NdisNblFlags.IsUdp, false)]
    [InlineData(NdisNblFlags.HeaderDataSplit | NdisNblFlags.IsIPv4 | NdisNblFlags.IsTcp
        | NdisNblFlags.SplitAtUpperLayerProtocolHeader | NdisNblFlags.SplitAtUpperLayerProtocolPayload, false)]
    [InlineData(NdisNblFlags.HeaderDataSplit | NdisNblFlags.SplitAtUpperLayerProtocolHeader, false)]
    [InlineData(NdisNblFlags.HeaderDataSplit | NdisNblFlags.IsIPv4 | NdisNblFlags.SplitAtUpperLayerProtocolPayload, false)]
    [InlineData(NdisNblFlags.IsIPv4 | NdisNblFlags.SplitAtUpperLayerProtocolHeader, false)]
    [InlineData(NdisNblFlags.IsIPv4 | NdisNblFlags.IsTcp | NdisNblFlags.SplitAtUpperLayerProtocolPayload, false)]
    public void NblFlags_go_together_as_documented(NdisNblFlags flags, bool consistent)
    {
        NdisSetNblFlag(nbl, flags);
        Assert.Equal(consistent, nbl.HasConsistentNblFlags(out var broken));
        Assert.Equal(consistent, broken is null);
    }

    [Fact]
    public void NblFlags_have_the_numbers_of_the_driver_kit()
    {
        uint[] numbers = [0, 0x1, 0x2, 0x100, 0x200, 0x400, 0x800, 0x1000, 0x2000, 0x4000, 0x8000, 0x10000];
        Assert.Equal(numbers, Enum.GetValues<NdisNblFlags>().Select(flag => (uint)flag));
    }

    [Fact]
    public void NblFlags_are_set_tested_and_cleared()
    {
        NdisSetNblFlag(nbl, NdisNblFlags.IsIPv4 | NdisNblFlags.IsTcp);
        Assert.Equal(0xA00u, nbl.NblFlags);
        Assert.True(NdisTestNblFlag(nbl, NdisNblFlags.IsTcp | NdisNblFlags.IsUdp));
        Assert.False(NdisTestNblFlags(nbl, NdisNblFlags.IsTcp | NdisNblFlags.IsUdp));
        Assert.True(NdisTestNblFlags(nbl, NdisNblFlags.IsTcp | NdisNblFlags.IsIPv4));
        NdisClearNblFlag(nbl, NdisNblFlags.IsTcp);
        Assert.Equal((uint)NdisNblFlags.IsIPv4, NET_BUFFER_LIST_NBL_FLAGS(nbl));
        Assert.Equal(0u, nbl.Flags);
    }

    [Fact]
    public void The_ranges_of_Flags_share_no_bit_and_leave_none_out()
    {
        uint[] ranges = [NBL_FLAGS_PROTOCOL_RESERVED, NBL_FLAGS_MINIPORT_RESERVED, NBL_FLAGS_SCRATCH, NBL_FLAGS_NDIS_RESERVED];
        Assert.Equal(uint.MaxValue, ranges.Aggregate((sum, range) => sum | range));
        Assert.Equal(32, ranges.Sum(range => System.Numerics.BitOperations.PopCount(range)));
        nbl.Flags = NBL_FLAGS_SCRATCH;
        Assert.Equal(0x000F0000u, NET_BUFFER_LIST_FLAGS(nbl));
    }

    [Fact]
    public void Every_slot_keeps_its_own_word()
    {
        Assert.Equal(29, nbl.NetBufferListInfo.Length);
        Assert.All(nbl.NetBufferListInfo.ToArray(), word => Assert.Equal(0, word));
        for (var slot = 0; slot < 29; slot++) nbl.Info((NdisNetBufferListInfo)slot) = ~slot;
        for (var slot = 0; slot < 29; slot++) Assert.Equal(~slot, NET_BUFFER_LIST_INFO(nbl, (NdisNetBufferListInfo)slot));
        Assert.Throws<ArgumentOutOfRangeException>(() => nbl.Info(NdisNetBufferListInfo.MaxNetBufferListInfo));
        Assert.Throws<ArgumentOutOfRangeException>(() => nbl.Info((NdisNetBufferListInfo)(-1)));
        Assert.Equal(0, nbl.FirstNetBuffer.DataLength + (int)nbl.Status);
    }

    [Fact]
    public void Typed_slots_have_the_bits_of_the_driver_kit()
    {
        nbl.Ieee8021Q = new NdisIeee8021Q(5, true, 0xABC);
        Assert.Equal(0xABC << 4 | 8 | 5, nbl.Info(NdisNetBufferListInfo.Ieee8021QNetBufferListInfo));
        Assert.Equal(new NdisIeee8021Q(5, true, 0xABC), nbl.Ieee8021Q);
        nbl.TransmitChecksum = new NdisTransmitChecksum(NdisTransmitChecksums.IsIPv4 | NdisTransmitChecksums.TcpChecksum, 34);
        Assert.Equal(34 << 16 | 5, nbl.Info(NdisNetBufferListInfo.TcpIpChecksumNetBufferListInfo));
        Assert.Equal(34, nbl.TransmitChecksum.TcpHeaderOffset);
        nbl.LargeSend = new NdisLargeSend(1460, 54, true, true);
        Assert.Equal(1460u | 54u << 20 | 3u << 30, (uint)nbl.Info(NdisNetBufferListInfo.TcpLargeSendNetBufferListInfo));
        Assert.Equal(new NdisLargeSend(1460, 54, true, true), nbl.LargeSend);
        nbl.ReceiveChecksum = NdisReceiveChecksums.TcpChecksumSucceeded | NdisReceiveChecksums.IpChecksumSucceeded;
        Assert.Equal(0x28, nbl.Info(NdisNetBufferListInfo.TcpIpChecksumNetBufferListInfo));
        Assert.True(nbl.ReceiveChecksum.HasFlag(NdisReceiveChecksums.IpChecksumSucceeded));
        nbl.HashValue = 0xFFFFFFFF;
        nbl.FrameType = 0x0800;
        Assert.Equal((0xFFFFFFFFu, (ushort)0x0800), (nbl.HashValue, nbl.FrameType));
    }

    [Fact]
    public void Values_that_do_not_fit_their_bits_are_refused()
    {
        var list = nbl;
        Assert.Throws<ArgumentOutOfRangeException>(() => list.Ieee8021Q = new NdisIeee8021Q(8, false, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => list.Ieee8021Q = new NdisIeee8021Q(1, false, 4096));
        Assert.Throws<ArgumentOutOfRangeException>(() => list.TransmitChecksum = new NdisTransmitChecksum(0, -1));
        Assert.Throws<ArgumentOutOfRangeException>(() => list.LargeSend = new NdisLargeSend(1 << 20, 0, true, false));
        Assert.All(nbl.NetBufferListInfo.ToArray(), word => Assert.Equal(0, word));
    }

    [Fact]
    public void A_cancel_id_is_set_read_and_taken_away()
    {
        NDIS_SET_NET_BUFFER_LIST_CANCEL_ID(nbl, 0x7F00_0001);
        Assert.Equal(0x7F00_0001, NDIS_GET_NET_BUFFER_LIST_CANCEL_ID(nbl));
        Assert.Equal(0x7F00_0001, nbl.Info(NdisNetBufferListInfo.NetBufferListCancelId));
        NDIS_SET_NET_BUFFER_LIST_CANCEL_ID(nbl, 0);
        Assert.Equal(0, nbl.CancelId);
    }

    [Fact]
    public void A_list_starts_with_the_protocol_of_its_pool_and_all_other_slots_clear()
    {
        using var protocol = NdisAllocateNetBufferListPool(null, new NetBufferListPoolParameters { ProtocolId = 6, MaximumCount = 1 })!;
        for (var round = 0; round < 2; round++)
        {
            var list = NdisAllocateNetBufferList(protocol, 0, 0);
            Assert.Equal(6, NdisGetNetBufferListProtocolId(list));
            Assert.Equal(6, list.NetBufferListInfo.ToArray().Sum(word => (long)word));
            list.NetBufferListInfo.Fill(-1);
            NdisSetNetBufferListProtocolId(list, 2);
            Assert.Equal(-1 & ~0xFF | 2, list.Info(NdisNetBufferListInfo.NetBufferListProtocolId));
            NdisFreeNetBufferList(list);
        }
    }

    [Fact]
    public void The_copies_take_the_documented_slots()
    {
        NdisNetBufferListInfo[] both =
        [
            NdisNetBufferListInfo.TcpIpChecksumNetBufferListInfo, NdisNetBufferListInfo.IPsecOffloadV1NetBufferListInfo,
            NdisNetBufferListInfo.Ieee8021QNetBufferListInfo, NdisNetBufferListInfo.MediaSpecificInformation,
            NdisNetBufferListInfo.IPsecOffloadV2TunnelNetBufferListInfo, NdisNetBufferListInfo.IPsecOffloadV2HeaderNetBufferListInfo,
            NdisNetBufferListInfo.VirtualSubnetInfo, NdisNetBufferListInfo.NetBufferListFilteringInfo,
        ];
        CopyTakes(NdisCopySendNetBufferListInfo, [.. both, NdisNetBufferListInfo.TcpLargeSendNetBufferListInfo,
            NdisNetBufferListInfo.NetBufferListCancelId, NdisNetBufferListInfo.NetBufferListProtocolId]);
        CopyTakes(NdisCopyReceiveNetBufferListInfo, [.. both, NdisNetBufferListInfo.TcpReceiveNoPush,
            NdisNetBufferListInfo.NetBufferListFrameType, NdisNetBufferListInfo.NetBufferListHashValue, NdisNetBufferListInfo.NetBufferListHashInfo]);
    }

    void CopyTakes(Action<NetBufferList, NetBufferList> copy, NdisNetBufferListInfo[] taken)
    {
        var source = NdisAllocateNetBufferList(pool, 0, 0);
        source.NetBufferListInfo.Fill(1);
        source.NblFlags = source.Flags = 1;
        nbl.NetBufferListInfo.Fill(2);
        copy(nbl, source);
        for (var slot = 0; slot < 29; slot++) Assert.Equal(taken.Contains((NdisNetBufferListInfo)slot) ? 1 : 2, nbl.NetBufferListInfo[slot]);
        Assert.Equal(0u, nbl.NblFlags | nbl.Flags);
        NdisFreeNetBufferList(source);
        Breaks("NDIS0004", () => copy(nbl, source));
        Assert.Throws<NullReferenceException>(() => copy(null, nbl));
    }

    [Fact]
    public void The_macros_of_a_list_are_its_fields()
    {
        var other = NdisAllocateNetBufferList(pool, 0, 0);
        NET_BUFFER_LIST_NEXT_NBL(nbl) = other;
        Assert.Equal(other, nbl.Next);
        NET_BUFFER_LIST_NEXT_NBL(nbl) = null;
        Assert.Equal(nbl.FirstNetBuffer, NET_BUFFER_LIST_FIRST_NB(nbl));
        NET_BUFFER_LIST_STATUS(nbl) = NdisStatus.Paused;
        Assert.Equal(NdisStatus.Paused, nbl.Status);
        NET_BUFFER_LIST_PROTOCOL_RESERVED(nbl)[3] = 1;
        NET_BUFFER_LIST_MINIPORT_RESERVED(nbl)[1] = 2;
        Assert.Equal((1, 2), (nbl.ProtocolReserved[3], nbl.MiniportReserved[1]));
        nbl.ParentNetBufferList = other;
        nbl.ChildRefCount = 0;
        Assert.Equal(other, nbl.ParentNetBufferList);
        NdisFreeNetBufferList(other);
        Breaks("NDIS0004", () => NET_BUFFER_LIST_STATUS(other) = NdisStatus.Success);
    }

    [Fact]
    public void The_macros_of_a_NET_BUFFER_are_its_fields()
    {
        var nb = nbl.FirstNetBuffer;
        var chain = Chain(8);
        NET_BUFFER_FIRST_MDL(nb) = NET_BUFFER_CURRENT_MDL(nb) = chain[0];
        NET_BUFFER_DATA_OFFSET(nb) = NET_BUFFER_CURRENT_MDL_OFFSET(nb) = 3;
        NET_BUFFER_DATA_LENGTH(nb) = 5;
        NET_BUFFER_CHECKSUM_BIAS(nb) = 2;
        NET_BUFFER_DATA_PHYSICAL_ADDRESS(nb) = 9;
        NET_BUFFER_PROTOCOL_RESERVED(nb)[5] = 1;
        NET_BUFFER_MINIPORT_RESERVED(nb)[3] = 4;
        Assert.Equal((chain[0], chain[0], 3, 3, 5), (nb.MdlChain, nb.CurrentMdl, nb.DataOffset, nb.CurrentMdlOffset, nb.DataLength));
        Assert.Equal((2, 9, 1, 4), ((int)nb.ChecksumBias, (int)nb.DataPhysicalAddress, (int)nb.ProtocolReserved[5], (int)nb.MiniportReserved[3]));
        Assert.True(NET_BUFFER_NEXT_NB(nb).IsNull);
        NET_BUFFER_FIRST_MDL(nb) = NET_BUFFER_CURRENT_MDL(nb) = null;
        Free(chain);
    }
}
