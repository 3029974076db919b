namespace NdisRules.Runtime;

public static partial class Ndis
{
    static readonly NdisNetBufferListInfo[] bothWays =
    [
        NdisNetBufferListInfo.TcpIpChecksumNetBufferListInfo,
        NdisNetBufferListInfo.IPsecOffloadV1NetBufferListInfo,
        NdisNetBufferListInfo.Ieee8021QNetBufferListInfo,
        NdisNetBufferListInfo.MediaSpecificInformation,
        NdisNetBufferListInfo.IPsecOffloadV2TunnelNetBufferListInfo,
        NdisNetBufferListInfo.IPsecOffloadV2HeaderNetBufferListInfo,
        NdisNetBufferListInfo.NetBufferListFilteringInfo,
        NdisNetBufferListInfo.VirtualSubnetInfo,
    ];

    static readonly NdisNetBufferListInfo[] sendOnly =
    [
        NdisNetBufferListInfo.TcpLargeSendNetBufferListInfo,
        NdisNetBufferListInfo.NetBufferListCancelId,
        NdisNetBufferListInfo.NetBufferListProtocolId,
    ];

    static readonly NdisNetBufferListInfo[] receiveOnly =
    [
        NdisNetBufferListInfo.TcpReceiveNoPush,
        NdisNetBufferListInfo.NetBufferListFrameType,
        NdisNetBufferListInfo.NetBufferListHashValue,
        NdisNetBufferListInfo.NetBufferListHashInfo,
    ];

    /// <summary>Copies the out-of-band information that matters on the way down, for a list that was derived to be sent.</summary>
    /// <param name="destination">The list to write to; its other slots stay as they are.</param>
    /// <param name="source">The list to read from.</param>
    /// <exception cref="NullReferenceException">A handle is null.</exception>
    /// <exception cref="NdisViolationException">NDIS0004: a list was freed.</exception>
    /// <remarks>Copied are checksum, IPsec (both versions), large send, priority and VLAN, cancel id, media, protocol, filtering and virtual
    /// subnet. Threads: the owner's of both. Source: NdisCopySendNetBufferListInfo.</remarks>
    public static void NdisCopySendNetBufferListInfo(NetBufferList destination, NetBufferList source) => CopyInfo(destination, source, sendOnly);

    /// <summary>Copies the out-of-band information that matters on the way up, for a list that was derived to be indicated.</summary>
    /// <param name="destination">The list to write to; its other slots stay as they are.</param>
    /// <param name="source">The list to read from.</param>
    /// <exception cref="NullReferenceException">A handle is null.</exception>
    /// <exception cref="NdisViolationException">NDIS0004: a list was freed.</exception>
    /// <remarks>Copied are checksum, IPsec (both versions), no-push, priority and VLAN, media, frame type, hash, filtering and virtual
    /// subnet. Threads: the owner's of both. Source: NdisCopyReceiveNetBufferListInfo.</remarks>
    public static void NdisCopyReceiveNetBufferListInfo(NetBufferList destination, NetBufferList source) =>
        CopyInfo(destination, source, receiveOnly);

    static void CopyInfo(NetBufferList destination, NetBufferList source, NdisNetBufferListInfo[] oneWay)
    {
        var to = destination.NetBufferListInfo;
        var from = source.NetBufferListInfo;
        foreach (var id in bothWays) to[(int)id] = from[(int)id];
        foreach (var id in oneWay) to[(int)id] = from[(int)id];
    }
}
