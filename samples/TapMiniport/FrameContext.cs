using System.Runtime.InteropServices;
using NdisRules.Runtime;
using TapMiniport.Packets;

namespace TapMiniport;

/// <summary>What the receive path notes on a list: the bottom of its context.</summary>
internal struct ArrivalNote
{
    public const int Size = 16;

    /// <summary>When the frame was taken from the wire, in ticks of the stopwatch.</summary>
    public long Ticks;

    /// <summary>The how-manieth frame it was.</summary>
    public long Number;
}

/// <summary>What the answering side notes on a list, on top of the <see cref="ArrivalNote"/>.</summary>
internal struct AnswerNote
{
    public const int Size = 16;

    /// <summary>How long the answer took, in ticks of the stopwatch.</summary>
    public long Ticks;

    /// <summary>What was answered.</summary>
    public QuestionKind Kind;
}

/// <summary>Reads the context of a list by the types of this driver.</summary>
internal static class FrameContext
{
    /// <summary>Bytes that a list needs to have for all of it.</summary>
    public const int Size = ArrivalNote.Size + AnswerNote.Size;

    /// <summary>What the receive path noted, while nothing lies on top of it.</summary>
    public static ref ArrivalNote Arrival(this NetBufferList list) => ref MemoryMarshal.AsRef<ArrivalNote>(list.ContextDataStart);

    /// <summary>What the answering side noted.</summary>
    public static ref AnswerNote Answer(this NetBufferList list) => ref MemoryMarshal.AsRef<AnswerNote>(list.ContextDataStart);

    /// <summary>What the receive path noted, below what the answering side did. Both lie in the block that came with the list.</summary>
    public static ref ArrivalNote ArrivalBelow(this NetBufferList list) =>
        ref MemoryMarshal.AsRef<ArrivalNote>(list.ContextDataStart[AnswerNote.Size..]);
}
