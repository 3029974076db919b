using System.Buffers.Binary;

namespace TapMiniport.Packets;

/// <summary>What stands in front of every frame.</summary>
internal readonly record struct EthernetHeader(MacAddress Destination, MacAddress Source, ushort Type)
{
    public const int Size = 14;

    /// <summary>Bytes of the longest frame: 1500 of payload, and a VLAN tag between the addresses and the type.</summary>
    public const int LongestFrame = Size + 4 + 1500;

    public const ushort TypeIPv4 = 0x0800;
    public const ushort TypeArp = 0x0806;

    public static bool TryRead(ReadOnlySpan<byte> bytes, out EthernetHeader header)
    {
        header = default;
        if (bytes.Length < Size) return false;
        header = new(MacAddress.Read(bytes), MacAddress.Read(bytes[6..]), BinaryPrimitives.ReadUInt16BigEndian(bytes[12..]));
        return true;
    }

    public void Write(Span<byte> bytes)
    {
        Destination.Write(bytes);
        Source.Write(bytes[6..]);
        BinaryPrimitives.WriteUInt16BigEndian(bytes[12..], Type);
    }
}
