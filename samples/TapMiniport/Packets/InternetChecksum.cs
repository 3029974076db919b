using System.Buffers.Binary;

namespace TapMiniport.Packets;

/// <summary>The checksum of IPv4 headers and of ICMP, RFC 1071.</summary>
internal static class InternetChecksum
{
    /// <summary>The value to write where the bytes have zeros for it. Over bytes that hold their right checksum it is 0.</summary>
    public static ushort Of(ReadOnlySpan<byte> bytes)
    {
        var sum = 0UL;
        while (bytes.Length >= sizeof(uint))
        {
            sum += BinaryPrimitives.ReadUInt32BigEndian(bytes);
            bytes = bytes[sizeof(uint)..];
        }
        if (bytes.Length >= sizeof(ushort))
        {
            sum += BinaryPrimitives.ReadUInt16BigEndian(bytes);
            bytes = bytes[sizeof(ushort)..];
        }
        if (!bytes.IsEmpty) sum += (uint)bytes[0] << 8; // an odd length counts as if a zero followed
        while (sum > ushort.MaxValue) sum = (sum & ushort.MaxValue) + (sum >> 16);
        return (ushort)~sum;
    }
}
