using System.Buffers.Binary;
using NdisRules.Runtime;
using static NdisRules.Runtime.Ndis;

namespace LeakyMiniport;

internal sealed partial class LoopbackAdapter
{
    const int HeartbeatSize = Frame.HeaderSize + 4;
    const int BeatsPerProbe = 2;

    int beats;

    /// <summary>How long the adapter waits from one heartbeat to the next.</summary>
    public static TimeSpan HeartbeatInterval { get; } = TimeSpan.FromSeconds(1);

    /// <summary>How many heartbeats were left out because there was no NET_BUFFER or list for them.</summary>
    public int HeartbeatsMissed { get; private set; }

    /// <summary>The timer's function: one small frame goes up, and every now and then a short one to see whether receivers take it.</summary>
    void OnHeartbeat(object? functionContext)
    {
        if (paused) return;

        Beat();
        if (beats % BeatsPerProbe == 0) Probe();
    }

    void Beat()
    {
        var frame = NdisAllocateNetBuffer(pool, heartbeatMdl, 0, HeartbeatSize);
        if (frame.IsNull)
        {
            HeartbeatsMissed++;
            NdisFreeNetBuffer(frame); // defect NDIS0007: copied from the branch below; there is no frame here
            return;
        }

        BinaryPrimitives.WriteInt32BigEndian(beat.AsSpan(Frame.HeaderSize), ++beats);
        if (IndicateLent(frame, 0) != NdisStatus.Success)
        {
            HeartbeatsMissed++;
            NdisFreeNetBuffer(frame);
        }
        NdisFreeNetBuffer(frame); // defect NDIS0003: a heartbeat that could not be indicated is free already
    }

    /// <summary>A heartbeat without its number: just the header.</summary>
    void Probe()
    {
        var frame = NdisAllocateNetBuffer(pool, heartbeatMdl, 0, HeartbeatSize);
        frame.DataLength = Frame.HeaderSize; // defect NDIS0010: no test whether there is a frame
        if (IndicateLent(frame, 0) != NdisStatus.Success) HeartbeatsMissed++;
        NdisFreeNetBuffer(frame);
    }
}
