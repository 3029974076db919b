using System.Buffers.Binary;
using System.Net;
using System.Net.NetworkInformation;

namespace TapMiniport.Packets;

/// <summary>The address of a network card, in the low 48 bits.</summary>
internal readonly record struct MacAddress(ulong Value)
{
    public const int Size = 6;

    public static MacAddress Broadcast { get; } = new(0xFFFF_FFFF_FFFF);

    /// <summary>Whether it names a group of cards rather than one.</summary>
    public bool IsGroup => (Value >> 40 & 1) != 0;

    public static MacAddress Read(ReadOnlySpan<byte> bytes) =>
        new((ulong)BinaryPrimitives.ReadUInt16BigEndian(bytes) << 32 | BinaryPrimitives.ReadUInt32BigEndian(bytes[2..]));

    public void Write(Span<byte> bytes)
    {
        BinaryPrimitives.WriteUInt16BigEndian(bytes, (ushort)(Value >> 32));
        BinaryPrimitives.WriteUInt32BigEndian(bytes[2..], (uint)Value);
    }

    /// <summary>Reads six bytes in hexadecimal digits, between colons or hyphens.</summary>
    public static bool TryParse(string text, out MacAddress address)
    {
        address = default;
        if (text.Length != 17 || !PhysicalAddress.TryParse(text, out var read)) return false;
        address = Read(read.GetAddressBytes());
        return true;
    }

    public override string ToString()
    {
        Span<byte> bytes = stackalloc byte[sizeof(ulong)];
        BinaryPrimitives.WriteUInt64BigEndian(bytes, Value);
        return string.Join(':', bytes[2..].ToArray().Select(one => one.ToString("x2")));
    }
}

/// <summary>An IPv4 address, its first byte the highest.</summary>
internal readonly record struct IPv4Address(uint Value)
{
    public const int Size = 4;

    /// <summary>Whether it can be the address of one host: neither a group, nor everybody, nor reserved, nor "this network".</summary>
    public bool IsHost => Value >> 24 is > 0 and < 224;

    public static IPv4Address Read(ReadOnlySpan<byte> bytes) => new(BinaryPrimitives.ReadUInt32BigEndian(bytes));

    public void Write(Span<byte> bytes) => BinaryPrimitives.WriteUInt32BigEndian(bytes, Value);

    /// <summary>Reads four decimal numbers; the shorter spellings that some tools know are refused.</summary>
    public static bool TryParse(string text, out IPv4Address address)
    {
        address = default;
        if (text.Count(c => c == '.') != 3 || text.Contains(':') || !IPAddress.TryParse(text, out var read)) return false;
        address = Read(read.GetAddressBytes());
        return true;
    }

    public override string ToString() => $"{Value >> 24}.{Value >> 16 & 0xFF}.{Value >> 8 & 0xFF}.{Value & 0xFF}";
}
