using System.Buffers.Binary;
using NdisRules.Runtime;
using static NdisRules.Runtime.Ndis;

namespace LeakyMiniport;

internal sealed partial class LoopbackAdapter
{
    const int MaximumBroadcastsOut = 8;
    const int MaximumUrgentAttempts = 3;
    const int SendsPerReport = 4;
    const byte Quiet = 0x00;
    const byte Urgent = 0x01;

    int broadcastsOut;
    int sends;

    /// <summary>How many frames were sent and came back up.</summary>
    public int FramesLooped { get; private set; }

    /// <summary>How many bytes of reports went to the archive.</summary>
    public int BytesReported { get; private set; }

    public override void SendNetBufferLists(NetBufferList netBufferLists, uint portNumber, NdisSendFlags sendFlags)
    {
        foreach (var list in netBufferLists.Chain)
        {
            list.Status = paused ? NdisStatus.Paused : LoopBack(list, portNumber);
        }
        NdisMSendNetBufferListsComplete(NdisMiniportHandle, netBufferLists, NdisSendCompleteFlags.None);
        if (!paused && ++sends % SendsPerReport == 0) Report();
    }

    /// <summary>Sends every frame of a list back up, in order, and stops at the first that cannot be.</summary>
    NdisStatus LoopBack(NetBufferList list, uint portNumber)
    {
        foreach (var sent in list.NetBuffers)
        {
            if (sent.DataLength is < Frame.HeaderSize or > Frame.MaximumSize) return NdisStatus.InvalidLength;
            var length = Frame.Copy(sent, bounce);
            var status = bounce[0] == Urgent ? BounceUrgently(length, portNumber)
                : Frame.IsBroadcast(bounce) ? Broadcast(length, portNumber)
                : Bounce(length, portNumber);
            if (status != NdisStatus.Success) return status;
            FramesLooped++;
        }
        return NdisStatus.Success;
    }

    /// <summary>Indicates the frame in the bounce buffer. The receiver has to be done with it when the call returns.</summary>
    NdisStatus Bounce(int length, uint portNumber)
    {
        var frame = NdisAllocateNetBuffer(pool, bounceMdl, 0, length); // defect NDIS0005: a frame for nobody is lost at the return below
        if (!frame) return NdisStatus.Resources;
        if (bounce[0] == Quiet) return NdisStatus.Success;

        var status = IndicateLent(frame, portNumber);
        NdisFreeNetBuffer(frame);
        return status;
    }

    /// <summary>Indicates the frame in the bounce buffer, and tries again when there was no list for it.</summary>
    NdisStatus BounceUrgently(int length, uint portNumber)
    {
        NetBuffer frame = null;
        var status = NdisStatus.Resources;
        for (var attempt = 0; attempt < MaximumUrgentAttempts && status != NdisStatus.Success; attempt++)
        {
            frame = NdisAllocateNetBuffer(pool, bounceMdl, 0, length); // defect NDIS0002: the second attempt overwrites the frame of the first
            if (frame) status = IndicateLent(frame, portNumber);
        }
        if (frame) NdisFreeNetBuffer(frame);
        return status;
    }

    /// <summary>Indicates a copy with memory of its own: whoever receives a broadcast may keep it for a while.</summary>
    NdisStatus Broadcast(int length, uint portNumber)
    {
        var copy = NdisAllocateNetBufferMdlAndData(broadcastPool!);
        if (!copy) return NdisStatus.Resources;

        var list = NdisAllocateNetBufferList(listPool, 0, 0);
        if (!list)
        {
            NdisFreeNetBuffer(copy);
            return NdisStatus.Resources;
        }

        bounce.AsSpan(0, length).CopyTo(copy.MdlChain.Span);
        copy.DataLength = length;
        list.FirstNetBuffer = copy;
        list.SourceHandle = NdisMiniportHandle;
        broadcastsOut++;
        NdisMIndicateReceiveNetBufferLists(NdisMiniportHandle, list, portNumber, 1, NdisReceiveFlags.None);
        return NdisStatus.Success;
    }

    public override void ReturnNetBufferLists(NetBufferList netBufferLists, NdisReturnFlags returnFlags)
    {
        foreach (var list in netBufferLists.Chain)
        {
            var copy = list.FirstNetBuffer;
            list.FirstNetBuffer = null;
            list.Next = null;
            NdisFreeNetBuffer(copy);
            NdisFreeNetBufferList(list);
            broadcastsOut--;
        }
        if (broadcastsOut == 0) Acknowledge();
        if (paused && broadcastsOut == 0) NdisMPauseComplete(NdisMiniportHandle);
    }

    /// <summary>Tells the receivers that all their broadcasts are back.</summary>
    void Acknowledge()
    {
        var receipt = NdisAllocateNetBuffer(pool, heartbeatMdl, 0, Frame.HeaderSize); // defect NDIS0005: lost while paused, and by the throw
        if (!receipt) return;
        if (!paused)
        {
            var status = IndicateLent(receipt, 0);
            if (status is not (NdisStatus.Success or NdisStatus.Resources)) throw new InvalidOperationException($"The receipt was not taken: {status}.");
            NdisFreeNetBuffer(receipt);
        }
    }

    /// <summary>Lends a frame to the receivers for the length of one call. It stays the caller's to free.</summary>
    NdisStatus IndicateLent(NetBuffer frame, uint portNumber)
    {
        var list = NdisAllocateNetBufferList(listPool, 0, 0);
        if (!list) return NdisStatus.Resources;

        list.FirstNetBuffer = frame;
        list.SourceHandle = NdisMiniportHandle;
        NdisMIndicateReceiveNetBufferLists(NdisMiniportHandle, list, portNumber, 1, NdisReceiveFlags.Resources);
        NdisFreeNetBufferList(list);
        return NdisStatus.Success;
    }

    /// <summary>Indicates the counters, once as they are and once for the archive.</summary>
    void Report()
    {
        if (!report) return;
        BinaryPrimitives.WriteInt32BigEndian(counters.AsSpan(Frame.HeaderSize), sends);
        BinaryPrimitives.WriteInt32BigEndian(counters.AsSpan(Frame.HeaderSize + 4), FramesLooped);
        IndicateLent(report, 0);

        var copy = NdisAllocateNetBuffer(pool, reportMdl, 0, ReportSize);
        if (!copy) return;
        IndicateLent(copy, 0);
        NdisFreeNetBuffer(copy);
        BytesReported += copy.DataLength; // defect NDIS0004: read after the free
    }
}
