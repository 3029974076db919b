namespace NdisRules.Runtime;

/// <summary>What an NDIS 5 packet is like. The numbers are the ones of the driver kit.</summary>
/// <remarks>The low four bits are the protocol. Source: the flags of NdisSetPacketFlags.</remarks>
[Flags]
public enum NdisPacketFlags : uint
{
    /// <summary>Nothing is said of the packet.</summary>
    None = 0,

    /// <summary>The bits that name the protocol.</summary>
    ProtocolIdMask = 0xF,

    /// <summary>The packet goes to a multicast address.</summary>
    MulticastPacket = 0x10,

    /// <summary>The packet is not to be looped back.</summary>
    DontLoopback = 0x80,

    /// <summary>The packet was looped back.</summary>
    IsLoopbackPacket = 0x100,

    /// <summary>The packet is to be looped back only.</summary>
    LoopbackOnly = 0x200,
}

/// <summary>The slots of what travels with an NDIS 5 packet beside its data.</summary>
/// <remarks>The numbers are those of the driver kit. Source: NDIS_PER_PACKET_INFO.</remarks>
public enum NdisPerPacketInfo
{
    /// <summary>Which checksums to compute (send), or how they came out (receive): the low bits as in a list's slot.</summary>
    TcpIpChecksumPacketInfo = 0,

    /// <summary>IPsec offload.</summary>
    IpSecPacketInfo = 1,

    /// <summary>Large send offload: bytes of payload in each segment.</summary>
    TcpLargeSendPacketInfo = 2,

    /// <summary>Reserved.</summary>
    ClassificationHandlePacketInfo = 3,

    /// <summary>Reserved for NDIS.</summary>
    NdisReserved = 4,

    /// <summary>The scatter-gather list.</summary>
    ScatterGatherListPacketInfo = 5,

    /// <summary>Priority and VLAN, as in a list's slot.</summary>
    Ieee8021QInfo = 6,

    /// <summary>The packet that an intermediate driver made this one for.</summary>
    OriginalPacketInfo = 7,

    /// <summary>What a cancel of sends is told to look for.</summary>
    PacketCancelId = 8,

    /// <summary>For NDIS: <see cref="NdisPacket.OriginalNetBufferList"/> is the list.</summary>
    OriginalNetBufferList = 9,

    /// <summary>For NDIS.</summary>
    CachedNetBufferList = 10,

    /// <summary>The padding that a short packet got.</summary>
    ShortPacketPaddingInfo = 11,

    /// <summary>How many slots there are.</summary>
    MaxPerPacketInfo = 12,
}

/// <summary>Which way a packet goes: it decides what travels with it.</summary>
/// <remarks>Source: the two copy helpers of NDIS 6, one for each way.</remarks>
public enum NdisPacketDirection
{
    /// <summary>Down, from a protocol to a miniport.</summary>
    Send,

    /// <summary>Up, from a miniport to a protocol.</summary>
    Receive,
}
