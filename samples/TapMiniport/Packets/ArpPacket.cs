using System.Buffers.Binary;

namespace TapMiniport.Packets;

/// <summary>Who has an IPv4 address, and who tells: RFC 826 over Ethernet.</summary>
internal readonly record struct ArpPacket(
    ushort Operation, MacAddress SenderMac, IPv4Address Sender, MacAddress TargetMac, IPv4Address Target)
{
    public const int Size = 28;
    public const ushort Request = 1;
    public const ushort Reply = 2;

    private const uint EthernetAndIPv4 = 0x0001_0800;
    private const ushort AddressSizes = MacAddress.Size << 8 | IPv4Address.Size;

    /// <summary>The packet at the front of the bytes; what follows is padding. False for other kinds of card or address.</summary>
    public static bool TryRead(ReadOnlySpan<byte> bytes, out ArpPacket packet)
    {
        packet = default;
        if (bytes.Length < Size) return false;
        if (BinaryPrimitives.ReadUInt32BigEndian(bytes) != EthernetAndIPv4) return false;
        if (BinaryPrimitives.ReadUInt16BigEndian(bytes[4..]) != AddressSizes) return false;
        packet = new(
            BinaryPrimitives.ReadUInt16BigEndian(bytes[6..]),
            MacAddress.Read(bytes[8..]), IPv4Address.Read(bytes[14..]),
            MacAddress.Read(bytes[18..]), IPv4Address.Read(bytes[24..]));
        return true;
    }

    public void Write(Span<byte> bytes)
    {
        BinaryPrimitives.WriteUInt32BigEndian(bytes, EthernetAndIPv4);
        BinaryPrimitives.WriteUInt16BigEndian(bytes[4..], AddressSizes);
        BinaryPrimitives.WriteUInt16BigEndian(bytes[6..], Operation);
        SenderMac.Write(bytes[8..]);
        Sender.Write(bytes[14..]);
        TargetMac.Write(bytes[18..]);
        Target.Write(bytes[24..]);
    }
}
