using System.Buffers.Binary;
using NdisRules.Runtime;
using static NdisRules.Runtime.Ndis;

namespace CleanMiniport;

internal sealed partial class LoopbackAdapter
{
    private const int MaximumBroadcastsOut = 8;
    private const int SendsPerReport = 4;

    private int broadcastsOut;
    private int sends;

    /// <summary>How many frames were sent and came back up.</summary>
    public int FramesLooped { get; private set; }

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
    private NdisStatus LoopBack(NetBufferList list, uint portNumber)
    {
        foreach (var sent in list.NetBuffers)
        {
            if (sent.DataLength is < Frame.HeaderSize or > Frame.MaximumSize) return NdisStatus.InvalidLength;
            var length = Frame.Copy(sent, bounce);
            var status = Frame.IsBroadcast(bounce) ? Broadcast(length, portNumber) : Bounce(length, portNumber);
            if (status != NdisStatus.Success) return status;
            FramesLooped++;
        }
        return NdisStatus.Success;
    }

    /// <summary>Indicates the frame in the bounce buffer. The receiver has to be done with it when the call returns.</summary>
    private NdisStatus Bounce(int length, uint portNumber)
    {
        var frame = NdisAllocateNetBuffer(pool, bounceMdl, 0, length);
        if (!frame) return NdisStatus.Resources;

        var status = IndicateLent(frame, portNumber);
        NdisFreeNetBuffer(frame);
        return status;
    }

    /// <summary>Indicates a copy with memory of its own: whoever receives a broadcast may keep it for a while.</summary>
    private NdisStatus Broadcast(int length, uint portNumber)
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
        if (paused && broadcastsOut == 0) NdisMPauseComplete(NdisMiniportHandle);
    }

    /// <summary>Lends a frame to the receivers for the length of one call. It stays the caller's to free.</summary>
    private NdisStatus IndicateLent(NetBuffer frame, uint portNumber)
    {
        var list = NdisAllocateNetBufferList(listPool, 0, 0);
        if (!list) return NdisStatus.Resources;

        list.FirstNetBuffer = frame;
        list.SourceHandle = NdisMiniportHandle;
        NdisMIndicateReceiveNetBufferLists(NdisMiniportHandle, list, portNumber, 1, NdisReceiveFlags.Resources);
        NdisFreeNetBufferList(list);
        return NdisStatus.Success;
    }

    /// <summary>Says that the link is up: the frame that was made when the adapter was initialised.</summary>
    private NdisStatus Announce()
    {
        "link"u8.CopyTo(control.AsSpan(Frame.HeaderSize));
        return IndicateLent(announcement, 0);
    }

    /// <summary>Indicates the counters, in the frame that lives from restart to pause.</summary>
    private void Report()
    {
        if (!report) return;
        BinaryPrimitives.WriteInt32BigEndian(counters.AsSpan(Frame.HeaderSize), sends);
        BinaryPrimitives.WriteInt32BigEndian(counters.AsSpan(Frame.HeaderSize + 4), FramesLooped);
        IndicateLent(report, 0);
    }
}
