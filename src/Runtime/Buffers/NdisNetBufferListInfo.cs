namespace NdisRules.Runtime;

/// <summary>The slots of a list's out-of-band information: what is true of every packet on the list.</summary>
/// <remarks>The numbers are those of the driver kit for 64 bits. Some names share a slot, one for sends and one for receives; they follow
/// each other here. Source: NDIS_NET_BUFFER_LIST_INFO.</remarks>
public enum NdisNetBufferListInfo
{
    /// <summary>Which checksums to compute (send), or how they came out (receive).</summary>
    TcpIpChecksumNetBufferListInfo = 0,

    /// <summary>Of the former TCP offload; the slot of the checksums.</summary>
    TcpOffloadBytesTransferred = TcpIpChecksumNetBufferListInfo,

    /// <summary>IPsec offload, version 1.</summary>
    IPsecOffloadV1NetBufferListInfo = 1,

    /// <summary>IPsec offload, version 2; the slot of version 1.</summary>
    IPsecOffloadV2NetBufferListInfo = IPsecOffloadV1NetBufferListInfo,

    /// <summary>Large send offload; the miniport rewrites it when it completes the send.</summary>
    TcpLargeSendNetBufferListInfo = 2,

    /// <summary>Receive only; the slot of the large send.</summary>
    TcpReceiveNoPush = TcpLargeSendNetBufferListInfo,

    /// <summary>Reserved.</summary>
    ClassificationHandleNetBufferListInfo = 3,

    /// <summary>Priority and VLAN.</summary>
    Ieee8021QNetBufferListInfo = 4,

    /// <summary>What a cancel of sends is told to look for.</summary>
    NetBufferListCancelId = 5,

    /// <summary>What only the medium's drivers understand.</summary>
    MediaSpecificInformation = 6,

    /// <summary>Receive only: the Ethernet type.</summary>
    NetBufferListFrameType = 7,

    /// <summary>Send only: the protocol; the slot of the frame type.</summary>
    NetBufferListProtocolId = NetBufferListFrameType,

    /// <summary>The receive-side hash.</summary>
    NetBufferListHashValue = 8,

    /// <summary>Which hash that is.</summary>
    NetBufferListHashInfo = 9,

    /// <summary>Belongs to the filtering platform; nobody else uses it.</summary>
    WfpNetBufferListInfo = 10,

    /// <summary>IPsec offload, version 2, tunnel.</summary>
    IPsecOffloadV2TunnelNetBufferListInfo = 11,

    /// <summary>IPsec offload, version 2, header.</summary>
    IPsecOffloadV2HeaderNetBufferListInfo = 12,

    /// <summary>Reserved.</summary>
    NetBufferListCorrelationId = 13,

    /// <summary>The queue and filter that the packets matched.</summary>
    NetBufferListFilteringInfo = 14,

    /// <summary>As MediaSpecificInformation, for more than one user.</summary>
    MediaSpecificInformationEx = 15,

    /// <summary>The interface on which the packets came first.</summary>
    NblOriginalInterfaceIfIndex = 16,

    /// <summary>The slot of the original interface.</summary>
    NblReAuthWfpFlowContext = NblOriginalInterfaceIfIndex,

    /// <summary>Of the former TCP offload.</summary>
    TcpReceiveBytesTransferred = 17,

    /// <summary>Reserved for the virtual switch.</summary>
    SwitchForwardingReserved = 18,

    /// <summary>Where the virtual switch forwards to.</summary>
    SwitchForwardingDetail = 19,

    /// <summary>The virtual subnet.</summary>
    VirtualSubnetInfo = 20,

    /// <summary>For intermediate drivers.</summary>
    IMReserved = 21,

    /// <summary>How many segments were coalesced on receive.</summary>
    TcpRecvSegCoalesceInfo = 22,

    /// <summary>Send only: segmentation of UDP; the slot of the coalescing.</summary>
    UdpSegmentationOffloadInfo = TcpRecvSegCoalesceInfo,

    /// <summary>The span of time stamps of coalesced segments.</summary>
    RscTcpTimestampDelta = 23,

    /// <summary>Send only: offloads of encapsulated packets; the slot of the time stamps.</summary>
    TcpSendOffloadsSupplementalNetBufferListInfo = RscTcpTimestampDelta,

    /// <summary>Flow table offload.</summary>
    GftOffloadInformation = 24,

    /// <summary>The flow's entry.</summary>
    GftFlowEntryId = 25,

    /// <summary>Reserved.</summary>
    NetBufferListInfoReserved3 = 26,

    /// <summary>Reserved for NDIS.</summary>
    NetBufferListInfoReserved1 = 27,

    /// <summary>Reserved for NDIS.</summary>
    NetBufferListInfoReserved2 = 28,

    /// <summary>How many slots there are. Changes between versions of NDIS; here it is the number of the newest on 64 bits.</summary>
    MaxNetBufferListInfo = 29,
}
