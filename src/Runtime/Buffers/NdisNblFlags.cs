namespace NdisRules.Runtime;

/// <summary>What the packets of a list are: the bits of <see cref="NetBufferList.NblFlags"/>. The numbers are the ones of the driver kit.</summary>
/// <remarks>Which of them go together says <see cref="NetBufferList.HasConsistentNblFlags"/>. 0x4 to 0x80 are for NDIS.
/// Source: the flags of the NET_BUFFER_LIST structure.</remarks>
[Flags]
public enum NdisNblFlags : uint
{
    /// <summary>Nothing is said of the packets.</summary>
    None = 0,

    /// <summary>The packets are sent and must not be written to.</summary>
    SendReadOnly = 0x1,

    /// <summary>The packets were received and must not be written to.</summary>
    ReceiveReadOnly = 0x2,

    /// <summary>Header and data lie in MDLs of their own.</summary>
    HeaderDataSplit = 0x100,

    /// <summary>All packets are IPv4.</summary>
    IsIPv4 = 0x200,

    /// <summary>All packets are IPv6.</summary>
    IsIPv6 = 0x400,

    /// <summary>All packets are TCP.</summary>
    IsTcp = 0x800,

    /// <summary>All packets are UDP.</summary>
    IsUdp = 0x1000,

    /// <summary>The split is at the start of the header of the upper layer.</summary>
    SplitAtUpperLayerProtocolHeader = 0x2000,

    /// <summary>The split is at the start of the payload of the upper layer.</summary>
    SplitAtUpperLayerProtocolPayload = 0x4000,

    /// <summary>The packets go to this computer itself.</summary>
    IsLoopbackPacket = 0x8000,

    /// <summary>The time at which the packets go out is to be noted.</summary>
    CaptureTimestampOnTransmit = 0x10000,
}

/// <summary>Which flags go together.</summary>
static class NblFlagRules
{
    const NdisNblFlags Ip = NdisNblFlags.IsIPv4 | NdisNblFlags.IsIPv6;
    const NdisNblFlags Upper = NdisNblFlags.IsTcp | NdisNblFlags.IsUdp;
    const NdisNblFlags SplitAt = NdisNblFlags.SplitAtUpperLayerProtocolHeader | NdisNblFlags.SplitAtUpperLayerProtocolPayload;

    /// <summary>The rule that the flags break, null when they break none.</summary>
    internal static string? Broken(NdisNblFlags flags) =>
        (flags & Ip) == Ip ? "IPv4 and IPv6 exclude each other"
        : (flags & Upper) == Upper ? "TCP and UDP exclude each other"
        : (flags & SplitAt) == SplitAt ? "the two places of a split exclude each other"
        : (flags & Upper) != 0 && (flags & Ip) == 0 ? "TCP and UDP need IPv4 or IPv6"
        : (flags & SplitAt) != 0 && (flags & Ip) == 0 ? "a place of a split needs IPv4 or IPv6"
        : (flags & NdisNblFlags.SplitAtUpperLayerProtocolPayload) != 0 && (flags & Upper) == 0 ? "a split at the payload needs TCP or UDP"
        : (flags & SplitAt) != 0 && (flags & NdisNblFlags.HeaderDataSplit) == 0 ? "a place of a split needs a split"
        : null;
}
