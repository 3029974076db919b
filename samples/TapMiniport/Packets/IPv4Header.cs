using System.Buffers.Binary;

namespace TapMiniport.Packets;

/// <summary>The header of an IPv4 packet, RFC 791. Options are skipped when reading and never written.</summary>
/// <param name="HeaderLength">Bytes of the header, options included.</param>
/// <param name="TotalLength">Bytes of header and payload. A frame may be longer: the rest is padding.</param>
/// <param name="Identification">A number that pieces of one packet share.</param>
/// <param name="Fragment">Three flags, and where a piece belongs.</param>
/// <param name="TimeToLive">How many routers it may pass.</param>
/// <param name="Protocol">What the payload is.</param>
/// <param name="Source">Who sends it.</param>
/// <param name="Destination">Who is to have it.</param>
internal readonly record struct IPv4Header(
    int HeaderLength, int TotalLength, ushort Identification, ushort Fragment, byte TimeToLive, byte Protocol, IPv4Address Source, IPv4Address Destination)
{
    /// <summary>Bytes of a header without options.</summary>
    public const int Size = 20;

    public const byte ProtocolIcmp = 1;

    /// <summary>Of <see cref="Fragment"/>: the packet must not be cut in pieces.</summary>
    public const ushort DoNotFragment = 0x4000;

    private const ushort MoreFragmentsOrOffset = 0x3FFF;

    /// <summary>Whether the packet is a piece of a larger one.</summary>
    public bool IsFragment => (Fragment & MoreFragmentsOrOffset) != 0;

    /// <summary>The header at the front of the bytes. False when a length contradicts another, or the checksum is wrong.</summary>
    public static bool TryRead(ReadOnlySpan<byte> bytes, out IPv4Header header)
    {
        header = default;
        if (bytes.Length < Size || bytes[0] >> 4 != 4) return false;
        var headerLength = (bytes[0] & 0xF) * sizeof(uint);
        var totalLength = BinaryPrimitives.ReadUInt16BigEndian(bytes[2..]);
        if (headerLength < Size || headerLength > totalLength || totalLength > bytes.Length) return false;
        if (InternetChecksum.Of(bytes[..headerLength]) != 0) return false;
        header = new(
            headerLength, totalLength,
            BinaryPrimitives.ReadUInt16BigEndian(bytes[4..]), BinaryPrimitives.ReadUInt16BigEndian(bytes[6..]),
            bytes[8], bytes[9], IPv4Address.Read(bytes[12..]), IPv4Address.Read(bytes[16..]));
        return true;
    }

    /// <summary>Writes a header without options, with its checksum.</summary>
    public void Write(Span<byte> bytes)
    {
        bytes[0] = 4 << 4 | Size / sizeof(uint);
        bytes[1] = 0;
        BinaryPrimitives.WriteUInt16BigEndian(bytes[2..], (ushort)TotalLength);
        BinaryPrimitives.WriteUInt16BigEndian(bytes[4..], Identification);
        BinaryPrimitives.WriteUInt16BigEndian(bytes[6..], Fragment);
        bytes[8] = TimeToLive;
        bytes[9] = Protocol;
        BinaryPrimitives.WriteUInt16BigEndian(bytes[10..], 0);
        Source.Write(bytes[12..]);
        Destination.Write(bytes[16..]);
        BinaryPrimitives.WriteUInt16BigEndian(bytes[10..], InternetChecksum.Of(bytes[..Size]));
    }
}
