namespace NdisRules.Runtime;

/// <summary>What travels beside the data, between the slots of a list and those of an NDIS 5 packet.</summary>
static class PacketInfo
{
    // The checksums have the same bits in both, but for the place of the TCP header, which NDIS 5 does not know.
    const nint Checksums = 0x7F;

    /// <summary>Whether the slots of a list say something that a packet cannot.</summary>
    internal static bool IsBeyondPackets(NetBufferList list, NdisPacketDirection direction) =>
        direction == NdisPacketDirection.Send && list.LargeSend is { IsIPv6: true, IsVersion2: true };

    internal static void Copy(NetBufferList from, NdisPacket to, NdisPacketDirection direction)
    {
        to.Info(NdisPerPacketInfo.TcpIpChecksumPacketInfo) = from.Info(NdisNetBufferListInfo.TcpIpChecksumNetBufferListInfo) & Checksums;
        to.Info(NdisPerPacketInfo.IpSecPacketInfo) = from.Info(NdisNetBufferListInfo.IPsecOffloadV1NetBufferListInfo);
        to.Info(NdisPerPacketInfo.ClassificationHandlePacketInfo) = from.Info(NdisNetBufferListInfo.ClassificationHandleNetBufferListInfo);
        to.Info(NdisPerPacketInfo.Ieee8021QInfo) = from.Info(NdisNetBufferListInfo.Ieee8021QNetBufferListInfo);
        if (Ndis.NdisTestNblFlag(from, NdisNblFlags.IsLoopbackPacket)) to.Flags |= NdisPacketFlags.IsLoopbackPacket;
        if (direction == NdisPacketDirection.Receive) return;
        to.Info(NdisPerPacketInfo.TcpLargeSendPacketInfo) = from.LargeSend.Mss;
        to.Info(NdisPerPacketInfo.PacketCancelId) = from.CancelId;
        to.Flags |= (NdisPacketFlags)from.ProtocolId & NdisPacketFlags.ProtocolIdMask;
    }

    internal static void Copy(NdisPacket from, NetBufferList to, NdisPacketDirection direction)
    {
        to.Info(NdisNetBufferListInfo.TcpIpChecksumNetBufferListInfo) = from.Info(NdisPerPacketInfo.TcpIpChecksumPacketInfo) & Checksums;
        to.Info(NdisNetBufferListInfo.IPsecOffloadV1NetBufferListInfo) = from.Info(NdisPerPacketInfo.IpSecPacketInfo);
        to.Info(NdisNetBufferListInfo.ClassificationHandleNetBufferListInfo) = from.Info(NdisPerPacketInfo.ClassificationHandlePacketInfo);
        to.Info(NdisNetBufferListInfo.Ieee8021QNetBufferListInfo) = from.Info(NdisPerPacketInfo.Ieee8021QInfo);
        if ((from.Flags & NdisPacketFlags.IsLoopbackPacket) != 0) Ndis.NdisSetNblFlag(to, NdisNblFlags.IsLoopbackPacket);
        if (direction == NdisPacketDirection.Receive) return;
        to.Info(NdisNetBufferListInfo.TcpLargeSendNetBufferListInfo) = from.Info(NdisPerPacketInfo.TcpLargeSendPacketInfo) & 0xFFFFF;
        to.CancelId = from.Info(NdisPerPacketInfo.PacketCancelId);
        var protocol = from.Flags & NdisPacketFlags.ProtocolIdMask;
        if (protocol != 0) to.ProtocolId = (byte)protocol;
    }
}
