using TapMiniport.Packets;

namespace TapMiniport;

/// <summary>What an adapter is told by the person who runs it.</summary>
internal sealed record TapSettings
{
    /// <summary>The address that the adapter answers for.</summary>
    public IPv4Address Address { get; init; } = new(0x0A14_1E02);

    /// <summary>The card that the adapter is.</summary>
    public MacAddress Mac { get; init; } = new(0x0200_5E10_0002);

    /// <summary>How many frames to answer before the work is done; null for no end.</summary>
    public int? Count { get; init; }

    /// <summary>How many received frames the driver may have under way at a time, those in the tap-off included.</summary>
    public int ReceiveBuffers { get; init; } = 256;

    /// <summary>How many answers may be under way at a time.</summary>
    public int AnswerBuffers { get; init; } = 16;

    /// <summary>How many answered frames are kept.</summary>
    public int TappedFrames { get; init; } = 64;
}
