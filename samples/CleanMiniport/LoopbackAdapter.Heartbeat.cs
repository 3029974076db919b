using System.Buffers.Binary;
using NdisRules.Runtime;
using static NdisRules.Runtime.Ndis;

namespace CleanMiniport;

internal sealed partial class LoopbackAdapter
{
    private const int HeartbeatSize = Frame.HeaderSize + 4;

    private int beats;

    /// <summary>How long the adapter waits from one heartbeat to the next.</summary>
    public static TimeSpan HeartbeatInterval { get; } = TimeSpan.FromSeconds(1);

    /// <summary>How many heartbeats were left out because there was no NET_BUFFER or list for them.</summary>
    public int HeartbeatsMissed { get; private set; }

    /// <summary>The timer's function: one small frame goes up, and nothing of it outlives the call.</summary>
    private void OnHeartbeat(object? functionContext)
    {
        if (paused) return;

        var frame = NdisAllocateNetBuffer(pool, heartbeatMdl, 0, HeartbeatSize);
        if (!frame)
        {
            HeartbeatsMissed++;
            return;
        }

        BinaryPrimitives.WriteInt32BigEndian(beat.AsSpan(Frame.HeaderSize), ++beats);
        if (IndicateLent(frame, 0) != NdisStatus.Success) HeartbeatsMissed++;
        NdisFreeNetBuffer(frame);
    }
}
