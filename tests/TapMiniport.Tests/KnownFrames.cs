namespace TapMiniport.Tests;

/// <summary>Frames as Linux makes and takes them: recorded while it pinged the sample with 21 bytes, an odd number.</summary>
static class KnownFrames
{
    public const string HostMac = "02:00:5e:10:00:01";
    public const string OurMac = "02:00:5e:10:00:02";
    public const string Host = "10.20.30.1";
    public const string Us = "10.20.30.2";

    public static byte[] ArpRequest { get; } = Hex("""
        ffffffffffff 02005e100001 0806
        0001 0800 06 04 0001 02005e100001 0a141e01 000000000000 0a141e02
        """);

    public static byte[] ArpReply { get; } = Hex("""
        02005e100001 02005e100002 0806
        0001 0800 06 04 0002 02005e100002 0a141e02 02005e100001 0a141e01
        """);

    public static byte[] EchoRequest { get; } = Hex("""
        02005e100002 02005e100001 0800
        45000031 311d4000 4001b984 0a141e01 0a141e02
        08005304 11c00001 c2e7066b 00000000 86c30d00 00000000 10111213 14
        """);

    public static byte[] EchoReply { get; } = Hex("""
        02005e100001 02005e100002 0800
        45000031 00004000 4001eaa1 0a141e02 0a141e01
        00005b04 11c00001 c2e7066b 00000000 86c30d00 00000000 10111213 14
        """);

    public static byte[] Hex(string digits) => Convert.FromHexString(string.Concat(digits.Where(char.IsAsciiHexDigit)));
}
