using System.Diagnostics;
using NdisRules.Runtime;
using TapMiniport.Packets;
using static NdisRules.Runtime.Ndis;

namespace TapMiniport;

/// <summary>What the tap-off has to tell of the frames that it keeps.</summary>
/// <param name="Frames">How many there are.</param>
/// <param name="Echoes">How many of them were pings.</param>
/// <param name="Bytes">Bytes behind their Ethernet headers, all together.</param>
/// <param name="First">The how-manieth received frame the oldest was, 0 if there is none.</param>
/// <param name="Last">The how-manieth received frame the newest was, 0 if there is none.</param>
/// <param name="Mean">How long an answer took on the average.</param>
/// <param name="Longest">How long the slowest answer took.</param>
internal readonly record struct TapSummary(int Frames, int Echoes, long Bytes, long First, long Last, TimeSpan Mean, TimeSpan Longest);

/// <summary>Keeps the last frames that were answered, with their context.</summary>
/// <remarks>
/// The context says when a frame came and how long its answer took. One thread keeps; the others look when it has ended.
/// </remarks>
internal sealed class TapOff(uint tag, int capacity)
{
    private readonly NetBufferList[] frames = new NetBufferList[capacity];
    private int next;

    /// <summary>Keeps an answered frame, which is the tap-off's from here on. False when it cannot: it stays the caller's.</summary>
    public bool TryKeep(NetBufferList frame, QuestionKind kind)
    {
        var ticks = Stopwatch.GetTimestamp() - frame.Arrival().Ticks;
        if (NdisAllocateNetBufferListContext(frame, AnswerNote.Size, 0, tag) != NdisStatus.Success) return false;
        frame.Answer() = new AnswerNote { Ticks = ticks, Kind = kind };

        Put(frame);
        return true;
    }

    /// <summary>Gives every frame back.</summary>
    public void Clear()
    {
        for (var i = 0; i < frames.Length; i++) Put(null);
    }

    /// <summary>Looks at what is kept.</summary>
    public TapSummary Summarize()
    {
        var summary = new TapSummary();
        var ticks = 0L;
        for (var i = 0; i < frames.Length; i++)
        {
            var frame = frames[(next + i) % frames.Length];
            if (!frame) continue;
            ticks += Ticks(frame);
            summary = Add(summary, frame);
        }
        return summary.Frames == 0 ? summary : summary with { Mean = Stopwatch.GetElapsedTime(0, ticks / summary.Frames) };
    }

    private static TapSummary Add(TapSummary summary, NetBufferList frame)
    {
        var number = frame.ArrivalBelow().Number;
        var took = Stopwatch.GetElapsedTime(0, Ticks(frame));
        return summary with
        {
            Frames = summary.Frames + 1,
            Echoes = summary.Echoes + (frame.Answer().Kind == QuestionKind.Echo ? 1 : 0),
            Bytes = summary.Bytes + frame.FirstNetBuffer.DataLength,
            First = summary.Frames == 0 ? number : summary.First,
            Last = number,
            Longest = took > summary.Longest ? took : summary.Longest,
        };
    }

    private static long Ticks(NetBufferList frame) => frame.Answer().Ticks;

    /// <summary>Puts a frame, or nothing, in the place of the oldest.</summary>
    private void Put(NetBufferList frame)
    {
        if (frames[next]) Release(frames[next]);
        frames[next] = frame;
        next = (next + 1) % frames.Length;
    }

    /// <summary>The frame first, then what it was made of; of the context the newest first.</summary>
    private static void Release(NetBufferList frame)
    {
        NdisFreeNetBufferListContext(frame, AnswerNote.Size);
        NdisFreeNetBufferListContext(frame, ArrivalNote.Size);
        NdisFreeNetBufferList(frame);
    }
}
