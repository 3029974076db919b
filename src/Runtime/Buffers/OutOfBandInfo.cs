namespace NdisRules.Runtime;

/// <summary>Priority and VLAN of the packets of a list.</summary>
/// <param name="UserPriority">The priority, 0 to 7.</param>
/// <param name="CanonicalFormatId">The format bit of the tag; false in Ethernet.</param>
/// <param name="VlanId">The VLAN, 0 to 4095; 0 for none.</param>
/// <remarks>Source: NDIS_NET_BUFFER_LIST_8021Q_INFO.</remarks>
public readonly record struct NdisIeee8021Q(int UserPriority, bool CanonicalFormatId, int VlanId)
{
    internal static NdisIeee8021Q From(nint slot) => new((int)slot & 7, (slot & 8) != 0, (int)(slot >> 4) & 0xFFF);

    internal nint ToSlot() => Bits.Of(UserPriority, 3) | (CanonicalFormatId ? 8 : 0) | Bits.Of(VlanId, 12) << 4;
}

/// <summary>Which checksums a miniport is to compute.</summary>
/// <remarks>Source: the transmit part of NDIS_TCP_IP_CHECKSUM_NET_BUFFER_LIST_INFO.</remarks>
[Flags]
public enum NdisTransmitChecksums
{
    /// <summary>None.</summary>
    None = 0,

    /// <summary>The packets are IPv4.</summary>
    IsIPv4 = 0x1,

    /// <summary>The packets are IPv6.</summary>
    IsIPv6 = 0x2,

    /// <summary>That of TCP.</summary>
    TcpChecksum = 0x4,

    /// <summary>That of UDP.</summary>
    UdpChecksum = 0x8,

    /// <summary>That of the IPv4 header.</summary>
    IpHeaderChecksum = 0x10,
}

/// <summary>What a miniport is to compute, and where.</summary>
/// <param name="Wanted">Which checksums.</param>
/// <param name="TcpHeaderOffset">Bytes from the start of the packet to its TCP header, 0 to 1023.</param>
/// <remarks>Source: the transmit part of NDIS_TCP_IP_CHECKSUM_NET_BUFFER_LIST_INFO.</remarks>
public readonly record struct NdisTransmitChecksum(NdisTransmitChecksums Wanted, int TcpHeaderOffset)
{
    internal static NdisTransmitChecksum From(nint slot) => new((NdisTransmitChecksums)((int)slot & 0x1F), (int)(slot >> 16) & 0x3FF);

    internal nint ToSlot() => Bits.Of((int)Wanted, 5) | Bits.Of(TcpHeaderOffset, 10) << 16;
}

/// <summary>How the checksums of received packets came out.</summary>
/// <remarks>Source: the receive part of NDIS_TCP_IP_CHECKSUM_NET_BUFFER_LIST_INFO.</remarks>
[Flags]
public enum NdisReceiveChecksums
{
    /// <summary>None was looked at.</summary>
    None = 0,

    /// <summary>That of TCP is wrong.</summary>
    TcpChecksumFailed = 0x1,

    /// <summary>That of UDP is wrong.</summary>
    UdpChecksumFailed = 0x2,

    /// <summary>That of the IPv4 header is wrong.</summary>
    IpChecksumFailed = 0x4,

    /// <summary>That of TCP is right.</summary>
    TcpChecksumSucceeded = 0x8,

    /// <summary>That of UDP is right.</summary>
    UdpChecksumSucceeded = 0x10,

    /// <summary>That of the IPv4 header is right.</summary>
    IpChecksumSucceeded = 0x20,

    /// <summary>The packets come from this computer itself.</summary>
    Loopback = 0x40,
}

/// <summary>How a packet larger than the medium takes is to be cut.</summary>
/// <param name="Mss">Bytes of payload in each segment, 0 to 1048575.</param>
/// <param name="TcpHeaderOffset">Bytes from the start of the packet to its TCP header, 0 to 1023.</param>
/// <param name="IsVersion2">Whether the offload is of version 2.</param>
/// <param name="IsIPv6">Whether the packet is IPv6; of version 2 only.</param>
/// <remarks>Source: the transmit parts of NDIS_TCP_LARGE_SEND_OFFLOAD_NET_BUFFER_LIST_INFO.</remarks>
public readonly record struct NdisLargeSend(int Mss, int TcpHeaderOffset, bool IsVersion2, bool IsIPv6)
{
    internal static NdisLargeSend From(nint slot) =>
        new((int)slot & 0xFFFFF, (int)(slot >> 20) & 0x3FF, (slot >> 30 & 1) != 0, (slot >> 31 & 1) != 0);

    internal nint ToSlot() =>
        Bits.Of(Mss, 20) | Bits.Of(TcpHeaderOffset, 10) << 20 | (nint)(IsVersion2 ? 1 : 0) << 30 | (nint)(IsIPv6 ? 1 : 0) << 31;
}

/// <summary>Values in few bits.</summary>
static class Bits
{
    /// <summary>The value, if it fits.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It does not.</exception>
    internal static nint Of(int value, int bits)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(value);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(value, 1 << bits);
        return value;
    }
}
