using TapMiniport.Packets;
using static TapMiniport.Tests.FrameBuilder;
using static TapMiniport.Tests.KnownFrames;

namespace TapMiniport.Tests;

/// <summary>Which frames the driver answers. Wherever it answers, a variation it does not answer stands beside it.</summary>
public sealed class QuestionTests
{
    const string Everybody = "ff:ff:ff:ff:ff:ff";

    [Fact]
    public void A_known_ping_asks_for_an_echo()
    {
        var question = In(EchoRequest);
        Assert.Equal((QuestionKind.Echo, HostMac, Host), (question.Kind, question.AskerMac.ToString(), question.Asker.ToString()));
        Assert.Equal((new IcmpEcho(8, 0x11C0, 1), 42, 21), (question.Echo, question.PayloadOffset, question.PayloadLength));
    }

    [Fact]
    public void A_known_ARP_request_asks_for_the_address()
    {
        var question = In(ArpRequest);
        Assert.Equal((QuestionKind.Arp, HostMac, Host), (question.Kind, question.AskerMac.ToString(), question.Asker.ToString()));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(56)]
    [InlineData(1472)]
    public void Pings_of_every_size_are_answered(int payload) => Assert.Equal((QuestionKind.Echo, payload), (In(Ping(payload)).Kind, In(Ping(payload)).PayloadLength));

    [Fact]
    public void The_payload_behind_options_begins_later() => Assert.Equal((50, 5), (In(Ping(5, options: new byte[8])).PayloadOffset, In(Ping(5, options: new byte[8])).PayloadLength));

    [Fact]
    public void Padding_behind_a_packet_is_not_echoed() => Assert.Equal(1, In([.. Ping(1), .. new byte[17]]).PayloadLength);

    [Fact]
    public void Padding_behind_ARP_is_no_matter() => Assert.Equal(QuestionKind.Arp, In([.. ArpRequest, .. new byte[18]]).Kind);

    [Fact]
    public void A_probe_of_the_address_is_answered() => Assert.Equal(QuestionKind.Arp, In(Arp(HostMac, "0.0.0.0", Us)).Kind);

    [Fact]
    public void An_ARP_request_sent_to_us_alone_is_answered() => Assert.Equal(QuestionKind.Arp, In(Arp(HostMac, Host, Us, toMac: OurMac)).Kind);

    public static TheoryData<string, byte[]> NotOurs => new()
    {
        { "ARP for another address", Arp(HostMac, Host, "10.20.30.3") },
        { "an ARP reply", Arp(HostMac, Host, Us, operation: 2) },
        { "somebody with our own address", Arp(HostMac, Us, Us) },
        { "ARP from a group's card", Arp("01:00:5e:00:00:01", Host, Us) },
        { "ARP to another card", Arp(HostMac, Host, Us, toMac: "02:00:00:00:00:09") },
        { "a short ARP packet", ArpRequest[..41] },
        { "ARP for other kinds of address", [.. ArpRequest[..16], 0x86, 0xDD, .. ArpRequest[18..]] },
        { "a ping of another address", Ping(56, to: "10.20.30.3") },
        { "a ping of everybody's card", Ping(56, toMac: Everybody) },
        { "a ping of another card", Ping(56, toMac: "02:00:00:00:00:09") },
        { "a ping from a group's address", Ping(56, from: "224.0.0.1") },
        { "a ping from nobody", Ping(56, from: "0.0.0.0") },
        { "a ping from a group's card", Ping(56, fromMac: "01:00:5e:00:00:01") },
        { "the answer to a ping", Ping(56, type: 0) },
        { "another ICMP message", Ping(56, type: 3) },
        { "a ping with a code", Ping(56, code: 1) },
        { "the first fragment", Ping(56, fragment: 0x2000) },
        { "the last fragment", Ping(56, fragment: 0x0003) },
        { "UDP", Ethernet(OurMac, HostMac, 0x0800, IPv4(17, Host, Us, Counting(20))) },
        { "IPv6", Ethernet("33:33:00:00:00:16", HostMac, 0x86DD, Counting(40)) },
        { "a VLAN tag", Ethernet(OurMac, HostMac, 0x8100, [0, 1, .. Ping(1)[12..]]) },
        { "an empty frame of an unknown type", Ethernet(OurMac, HostMac, 0x88B5) },
    };

    [Theory]
    [MemberData(nameof(NotOurs))]
    public void Other_frames_are_passed_on(string what, byte[] frame)
    {
        Assert.Equal(QuestionKind.None, In(frame).Kind);
        Assert.NotEmpty(what);
    }

    public static TheoryData<string, byte[]> Broken => new()
    {
        { "a frame without a whole header", EchoRequest[..13] },
        { "an IPv4 packet cut short", EchoRequest[..^1] },
        { "a wrong header checksum", Flip(EchoRequest, 24) },
        { "a wrong message checksum", Flip(EchoRequest, 36) },
        { "a changed payload", Flip(EchoRequest, 60) },
        { "an ICMP message without a whole header", Ethernet(OurMac, HostMac, 0x0800, IPv4(1, Host, Us, [8, 0, 0xF7, 0xFF])) },
    };

    [Theory]
    [MemberData(nameof(Broken))]
    public void Damaged_frames_are_told_apart(string what, byte[] frame)
    {
        Assert.Equal(QuestionKind.Damaged, In(frame).Kind);
        Assert.NotEmpty(what);
    }

    /// <summary>Whatever arrives: nothing is read beyond the frame, and an echo points into it.</summary>
    [Fact]
    public void A_hundred_thousand_mutations_are_judged_without_harm()
    {
        byte[][] seeds = [EchoRequest, ArpRequest, Ping(0), Ping(40, options: new byte[12]), Arp(HostMac, "0.0.0.0", Us)];
        var random = new Random(792);
        var kinds = new int[4];
        for (var i = 0; i < 100_000; i++)
        {
            var frame = Mutate(seeds[random.Next(seeds.Length)], random);
            var question = In(frame);
            kinds[(int)question.Kind]++;
            if (question.Kind == QuestionKind.Echo) Assert.True(question.PayloadOffset + question.PayloadLength <= frame.Length);
        }
        Assert.All(kinds, count => Assert.True(count > 100));
    }

    static byte[] Mutate(byte[] seed, Random random)
    {
        var frame = random.Next(4) == 0 ? seed[..random.Next(seed.Length + 1)] : [.. seed];
        for (var left = random.Next(3); left > 0 && frame.Length > 0; left--) frame[random.Next(frame.Length)] = (byte)random.Next(256);
        return frame;
    }

    static byte[] Flip(byte[] frame, int at) => [.. frame[..at], (byte)(frame[at] ^ 1), .. frame[(at + 1)..]];

    static Question In(byte[] frame) => Question.In(frame, MacAddress.Read(Mac(OurMac)), IPv4Address.Read(Ip(Us)));
}
