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

/// <summary>Keeps the last frames that were answered, each as a clone that has its own idea of where the data starts.</summary>
/// <remarks>
/// A clone shares the bytes of its frame, so that the frame lives as long as its clone does; with it lives the context, which says when
/// it came and how long its answer took. One thread keeps; the others look when it has ended.
/// </remarks>
internal sealed class TapOff(NetBufferListPool listPool, NetBufferPool pool, int capacity)
{
    private readonly NetBufferList[] clones = new NetBufferList[capacity];
    private int next;

    /// <summary>Keeps an answered frame, which is the tap-off's from here on. False when it cannot: it stays the caller's.</summary>
    public bool TryKeep(NetBufferList frame, QuestionKind kind)
    {
        var ticks = Stopwatch.GetTimestamp() - frame.Arrival().Ticks;
        if (NdisAllocateNetBufferListContext(frame, AnswerNote.Size, 0, pool.PoolTag) != NdisStatus.Success) return false;
        frame.Answer() = new AnswerNote { Ticks = ticks, Kind = kind };

        var clone = NdisAllocateCloneNetBufferList(frame, listPool, pool, NdisCloneFlags.None);
        if (!clone)
        {
            NdisFreeNetBufferListContext(frame, AnswerNote.Size);
            return false;
        }
        clone.ParentNetBufferList = frame;
        frame.ChildRefCount++;
        // The clone shows the packet. The frame below it still starts with the Ethernet header.
        NdisAdvanceNetBufferDataStart(clone.FirstNetBuffer, EthernetHeader.Size, false);
        Put(clone);
        return true;
    }

    /// <summary>Gives every frame back.</summary>
    public void Clear()
    {
        for (var i = 0; i < clones.Length; i++) Put(null);
    }

    /// <summary>Looks at what is kept.</summary>
    public TapSummary Summarize()
    {
        var summary = new TapSummary();
        var ticks = 0L;
        for (var i = 0; i < clones.Length; i++)
        {
            var clone = clones[(next + i) % clones.Length];
            if (!clone) continue;
            ticks += Ticks(clone);
            summary = Add(summary, clone);
        }
        return summary.Frames == 0 ? summary : summary with { Mean = Stopwatch.GetElapsedTime(0, ticks / summary.Frames) };
    }

    private static TapSummary Add(TapSummary summary, NetBufferList clone)
    {
        var number = clone.ParentNetBufferList.ArrivalBelow().Number;
        var took = Stopwatch.GetElapsedTime(0, Ticks(clone));
        return summary with
        {
            Frames = summary.Frames + 1,
            Echoes = summary.Echoes + (clone.ParentNetBufferList.Answer().Kind == QuestionKind.Echo ? 1 : 0),
            Bytes = summary.Bytes + clone.FirstNetBuffer.DataLength,
            First = summary.Frames == 0 ? number : summary.First,
            Last = number,
            Longest = took > summary.Longest ? took : summary.Longest,
        };
    }

    private static long Ticks(NetBufferList clone) => clone.ParentNetBufferList.Answer().Ticks;

    /// <summary>Puts a clone, or nothing, in the place of the oldest.</summary>
    private void Put(NetBufferList clone)
    {
        if (clones[next]) Release(clones[next]);
        clones[next] = clone;
        next = (next + 1) % clones.Length;
    }

    /// <summary>The clone first, then what it was made of; of the context the newest first.</summary>
    private static void Release(NetBufferList clone)
    {
        var frame = clone.ParentNetBufferList;
        NdisFreeCloneNetBufferList(clone, NdisCloneFlags.None);
        frame.ChildRefCount--;
        NdisFreeNetBufferListContext(frame, AnswerNote.Size);
        NdisFreeNetBufferListContext(frame, ArrivalNote.Size);
        NdisFreeNetBufferList(frame);
    }
}
