using System.Net;
using System.Net.NetworkInformation;

namespace TapMiniport.Tests;

/// <summary>Frames byte by byte, without a line of the sample: what it reads and writes is compared with these.</summary>
static class FrameBuilder
{
    public static byte[] Arp(string fromMac, string from, string about, int operation = 1, string toMac = "ff:ff:ff:ff:ff:ff") =>
        [.. Mac(toMac), .. Mac(fromMac), 8, 6, 0, 1, 8, 0, 6, 4, 0, (byte)operation, .. Mac(fromMac), .. Ip(from), 0, 0, 0, 0, 0, 0, .. Ip(about)];

    public static byte[] Ethernet(string toMac, string fromMac, int type, params byte[] payload) => [.. Mac(toMac), .. Mac(fromMac), .. Two(type), .. payload];

    public static byte[] Ping(
        int payload, int identifier = 1, int sequence = 1, string from = KnownFrames.Host, string to = KnownFrames.Us,
        string fromMac = KnownFrames.HostMac, string toMac = KnownFrames.OurMac, int fragment = 0x4000, byte[]? options = null, int type = 8, int code = 0) =>
        Ethernet(toMac, fromMac, 0x0800, IPv4(1, from, to, Echo(type, code, identifier, sequence, Counting(payload)), 0, fragment, 64, options));

    public static byte[] IPv4(
        int protocol, string from, string to, byte[] payload, int identification = 0, int fragment = 0x4000, int timeToLive = 64, byte[]? options = null)
    {
        options ??= [];
        byte[] header =
        [
            (byte)(0x45 + options.Length / 4), 0, .. Two(20 + options.Length + payload.Length), .. Two(identification), .. Two(fragment),
            (byte)timeToLive, (byte)protocol, 0, 0, .. Ip(from), .. Ip(to), .. options,
        ];
        Two(Checksum(header)).CopyTo(header, 10);
        return [.. header, .. payload];
    }

    public static byte[] Echo(int type, int code, int identifier, int sequence, byte[] payload)
    {
        byte[] message = [(byte)type, (byte)code, 0, 0, .. Two(identifier), .. Two(sequence), .. payload];
        Two(Checksum(message)).CopyTo(message, 2);
        return message;
    }

    public static byte[] Counting(int bytes) => [.. Enumerable.Range(0, bytes).Select(i => (byte)i)];

    /// <summary>RFC 1071 as it is worded: the one's complement of the one's complement sum of the 16-bit words.</summary>
    public static int Checksum(byte[] bytes)
    {
        var sum = 0;
        for (var i = 0; i < bytes.Length; i += 2)
        {
            sum += bytes[i] * 256 + (i + 1 < bytes.Length ? bytes[i + 1] : 0);
            if (sum > 0xFFFF) sum -= 0xFFFF;
        }
        return 0xFFFF - sum;
    }

    public static byte[] Mac(string text) => PhysicalAddress.Parse(text).GetAddressBytes();

    public static byte[] Ip(string text) => IPAddress.Parse(text).GetAddressBytes();

    static byte[] Two(int value) => [(byte)(value >> 8), (byte)value];
}
