using TapMiniport.Wires;
using static TapMiniport.Tests.FrameBuilder;
using static TapMiniport.Tests.KnownFrames;

namespace TapMiniport.Tests;

/// <summary>What <c>samples/TapMiniport/captures/arp-and-pings.pcap</c> is made of: one frame each hundredth of a second.</summary>
static class ShippedCapture
{
    const long Start = 1_700_000_000_000_000;
    const string Stranger = "10.20.30.3";
    const string Everybody = "ff:ff:ff:ff:ff:ff";

    public static IReadOnlyList<byte[]> Frames { get; } =
    [
        Arp(HostMac, Host, Us),
        Ping(56, sequence: 1),
        Ping(56, sequence: 2),
        Ping(56, sequence: 3),
        Ping(0, sequence: 4),
        [.. Ping(1, sequence: 5), .. new byte[17]], // padded to the shortest frame that a cable carries
        Ping(1472, sequence: 6),
        Ping(32, sequence: 7, options: [1, 1, 1, 0]),
        Arp(HostMac, Host, Stranger),
        Ping(56, sequence: 8, to: Stranger),
        Ping(56, sequence: 9, fragment: 0x2000),
        Ping(56, sequence: 10, toMac: Everybody),
        Ethernet(OurMac, HostMac, 0x0800, IPv4(17, Host, Us, [0x9C, 0x40, 0, 7, 0, 12, 0, 0, .. "ping"u8])), // UDP, without a checksum
        Damaged(Ping(56, sequence: 11), at: 22), // the header's checksum no longer fits its time to live
        Damaged(Ping(56, sequence: 12), at: 60), // nor the message's its payload
        Ping(56, sequence: 13)[..70], // cut short on the way
        Arp("02:00:5e:10:00:03", Stranger, Us),
        Ping(1400, sequence: 1, from: Stranger, fromMac: "02:00:5e:10:00:03"),
    ];

    /// <summary>What goes into the wire for them: an answer of its own for each of those that get one, in order.</summary>
    public static IReadOnlyList<byte[]> Answers { get; } =
    [
        ArpReply,
        Pong(0, 56, 1),
        Pong(1, 56, 2),
        Pong(2, 56, 3),
        Pong(3, 0, 4),
        Pong(4, 1, 5),
        Pong(5, 1472, 6),
        Pong(6, 32, 7),
        [.. Mac("02:00:5e:10:00:03"), .. Mac(OurMac), 8, 6, 0, 1, 8, 0, 6, 4, 0, 2, .. Mac(OurMac), .. Ip(Us), .. Mac("02:00:5e:10:00:03"), .. Ip(Stranger)],
        Pong(7, 1400, 1, Stranger, "02:00:5e:10:00:03"),
    ];

    /// <summary>The bytes of the file.</summary>
    public static byte[] File()
    {
        var file = new MemoryStream();
        using (var writer = new CaptureWriter(file))
        {
            foreach (var (i, frame) in Frames.Index()) writer.TryWrite(Start + 10_000 * i, frame);
        }
        return file.ToArray();
    }

    static byte[] Pong(int identification, int payload, int sequence, string to = Host, string toMac = HostMac) =>
        Ethernet(toMac, OurMac, 0x0800, IPv4(1, Us, to, Echo(0, 0, 1, sequence, Counting(payload)), identification));

    static byte[] Damaged(byte[] frame, int at)
    {
        frame[at] ^= 1;
        return frame;
    }
}
