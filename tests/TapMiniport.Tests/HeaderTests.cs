using TapMiniport.Packets;

namespace TapMiniport.Tests;

public sealed class HeaderTests
{
    [Fact]
    public void The_headers_of_a_known_ping_are_read()
    {
        var frame = KnownFrames.EchoRequest;
        Assert.True(EthernetHeader.TryRead(frame, out var ethernet));
        Assert.Equal((KnownFrames.OurMac, KnownFrames.HostMac, 0x0800), (ethernet.Destination.ToString(), ethernet.Source.ToString(), ethernet.Type));

        Assert.True(IPv4Header.TryRead(frame.AsSpan(14), out var ip));
        Assert.Equal(new(20, 49, 0x311D, 0x4000, 64, 1, Address(KnownFrames.Host), Address(KnownFrames.Us)), ip);
        Assert.False(ip.IsFragment);

        Assert.True(IcmpEcho.TryRead(frame.AsSpan(34), out var echo));
        Assert.Equal(new(IcmpEcho.Request, 0x11C0, 1), echo);
    }

    [Fact]
    public void The_headers_of_a_known_answer_are_written_as_Linux_took_them()
    {
        var frame = new byte[KnownFrames.EchoReply.Length];
        KnownFrames.EchoReply.AsSpan(42).CopyTo(frame.AsSpan(42));
        Array.Fill(frame, (byte)0xCC, 0, 42);
        new IcmpEcho(IcmpEcho.Reply, 0x11C0, 1).Write(frame.AsSpan(34));
        new IPv4Header(20, 49, 0, IPv4Header.DoNotFragment, 64, 1, Address(KnownFrames.Us), Address(KnownFrames.Host)).Write(frame.AsSpan(14));
        new EthernetHeader(Card(KnownFrames.HostMac), Card(KnownFrames.OurMac), EthernetHeader.TypeIPv4).Write(frame);
        Assert.Equal(KnownFrames.EchoReply, frame);
    }

    [Fact]
    public void A_known_ARP_packet_is_read_and_written()
    {
        Assert.True(ArpPacket.TryRead(KnownFrames.ArpRequest.AsSpan(14), out var asked));
        Assert.Equal(new(ArpPacket.Request, Card(KnownFrames.HostMac), Address(KnownFrames.Host), default, Address(KnownFrames.Us)), asked);

        var bytes = new byte[ArpPacket.Size];
        new ArpPacket(ArpPacket.Reply, Card(KnownFrames.OurMac), asked.Target, asked.SenderMac, asked.Sender).Write(bytes);
        Assert.Equal(KnownFrames.ArpReply[14..], bytes);
    }

    [Fact]
    public void No_prefix_of_a_header_is_a_header()
    {
        var frame = KnownFrames.EchoRequest;
        for (var length = 0; length < 14; length++) Assert.False(EthernetHeader.TryRead(frame.AsSpan(0, length), out _));
        for (var length = 0; length < 49; length++) Assert.False(IPv4Header.TryRead(frame.AsSpan(14, length), out _));
        for (var length = 0; length < 29; length++) Assert.False(IcmpEcho.TryRead(frame.AsSpan(34, length), out _));
        for (var length = 0; length < 28; length++) Assert.False(ArpPacket.TryRead(KnownFrames.ArpRequest.AsSpan(14, length), out _));
    }

    [Fact]
    public void Any_flipped_bit_of_an_IPv4_header_is_noticed()
    {
        for (var bit = 0; bit < 160; bit++)
        {
            var packet = KnownFrames.EchoRequest[14..];
            packet[bit / 8] ^= (byte)(1 << bit % 8);
            Assert.False(IPv4Header.TryRead(packet, out _));
        }
    }

    [Fact]
    public void Any_flipped_bit_of_an_ICMP_message_is_noticed()
    {
        for (var bit = 0; bit < 29 * 8; bit++)
        {
            var message = KnownFrames.EchoRequest[34..];
            message[bit / 8] ^= (byte)(1 << bit % 8);
            Assert.False(IcmpEcho.TryRead(message, out _));
        }
    }

    /// <summary>Lengths that contradict each other, with a checksum that is right.</summary>
    [Theory]
    [InlineData(0x44, 49)] // a header shorter than its fixed part
    [InlineData(0x4F, 49)] // a header longer than the packet
    [InlineData(0x45, 19)]
    [InlineData(0x45, 50)] // more than there is
    [InlineData(0x65, 49)] // version 6
    public void An_IPv4_header_with_a_wrong_length_is_none(byte first, byte total)
    {
        var packet = KnownFrames.EchoRequest[14..];
        (packet[0], packet[3], packet[10], packet[11]) = (first, total, 0, 0);
        var checksum = FrameBuilder.Checksum(packet[..Math.Min(packet.Length, (first & 15) * 4)]);
        (packet[10], packet[11]) = ((byte)(checksum >> 8), (byte)checksum);
        Assert.False(IPv4Header.TryRead(packet, out _));
    }

    [Fact]
    public void Options_are_skipped()
    {
        var packet = FrameBuilder.IPv4(1, KnownFrames.Host, KnownFrames.Us, [1, 2, 3], options: [1, 1, 1, 0]);
        Assert.True(IPv4Header.TryRead(packet, out var ip));
        Assert.Equal((24, 27), (ip.HeaderLength, ip.TotalLength));
    }

    [Theory]
    [InlineData(0x0000, false)]
    [InlineData(0x4000, false)] // do not fragment
    [InlineData(0x8000, false)] // reserved
    [InlineData(0x2000, true)] // more follow
    [InlineData(0x0001, true)] // the last one, at an offset
    public void A_fragment_is_known_by_its_flag_or_its_offset(ushort field, bool isFragment) =>
        Assert.Equal(isFragment, new IPv4Header(20, 20, 0, field, 64, 1, default, default).IsFragment);

    static IPv4Address Address(string text) => IPv4Address.Read(FrameBuilder.Ip(text));

    static MacAddress Card(string text) => MacAddress.Read(FrameBuilder.Mac(text));
}
