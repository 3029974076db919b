namespace TapMiniport.Packets;

/// <summary>What a frame wants of us.</summary>
internal enum QuestionKind
{
    /// <summary>Nothing that this driver could answer by itself.</summary>
    None,

    /// <summary>Somebody asks who has our address.</summary>
    Arp,

    /// <summary>Somebody asks whether we are there, and wants the payload back.</summary>
    Echo,

    /// <summary>A checksum or a length is wrong: what it wants is not to be trusted.</summary>
    Damaged,
}

/// <summary>A received frame, as far as the driver can answer it.</summary>
/// <param name="Kind">What it wants.</param>
/// <param name="AskerMac">The card to answer to.</param>
/// <param name="Asker">The address to answer to.</param>
/// <param name="Echo">Of an echo: what the answer has to repeat.</param>
/// <param name="PayloadOffset">Of an echo: bytes from the start of the frame to what it wants to have back.</param>
/// <param name="PayloadLength">Of an echo: bytes that it wants to have back.</param>
internal readonly record struct Question(
    QuestionKind Kind, MacAddress AskerMac = default, IPv4Address Asker = default, IcmpEcho Echo = default, int PayloadOffset = 0, int PayloadLength = 0)
{
    /// <summary>What the frame wants of whoever has both addresses. Reads nothing beyond the frame, whatever it claims.</summary>
    public static Question In(ReadOnlySpan<byte> frame, MacAddress mac, IPv4Address address)
    {
        if (!EthernetHeader.TryRead(frame, out var ethernet)) return new(QuestionKind.Damaged);
        if (ethernet.Destination != mac && ethernet.Destination != MacAddress.Broadcast) return default;
        var rest = frame[EthernetHeader.Size..];
        return ethernet.Type switch
        {
            EthernetHeader.TypeArp => InArp(rest, address),
            EthernetHeader.TypeIPv4 => InIPv4(rest, ethernet, mac, address),
            _ => default,
        };
    }

    private static Question InArp(ReadOnlySpan<byte> bytes, IPv4Address address)
    {
        if (!ArpPacket.TryRead(bytes, out var arp)) return default;
        var asksForUs = arp.Operation == ArpPacket.Request && arp.Target == address;
        // Who claims our own address, or a group's card, gets no answer.
        return asksForUs && arp.Sender != address && !arp.SenderMac.IsGroup ? new(QuestionKind.Arp, arp.SenderMac, arp.Sender) : default;
    }

    private static Question InIPv4(ReadOnlySpan<byte> bytes, EthernetHeader ethernet, MacAddress mac, IPv4Address address)
    {
        if (!IPv4Header.TryRead(bytes, out var ip)) return new(QuestionKind.Damaged);
        var isForUs = ethernet.Destination == mac && ip.Destination == address;
        if (!isForUs || ip.Protocol != IPv4Header.ProtocolIcmp || ip.IsFragment) return default;

        var message = bytes[ip.HeaderLength..ip.TotalLength];
        if (message.Length < IcmpEcho.Size || InternetChecksum.Of(message) != 0) return new(QuestionKind.Damaged);
        if (!IcmpEcho.TryRead(message, out var echo) || echo.Type != IcmpEcho.Request) return default;
        if (!ip.Source.IsHost || ethernet.Source.IsGroup) return default;
        return new(
            QuestionKind.Echo, ethernet.Source, ip.Source, echo,
            EthernetHeader.Size + ip.HeaderLength + IcmpEcho.Size, message.Length - IcmpEcho.Size);
    }
}
