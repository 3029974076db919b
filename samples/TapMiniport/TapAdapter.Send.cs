using NdisRules.Runtime;
using TapMiniport.Packets;
using static NdisRules.Runtime.Ndis;

namespace TapMiniport;

internal sealed partial class TapAdapter
{
    private readonly Lock above = new();
    private int heldAbove;
    private bool pauseWaits;

    public override void SendNetBufferLists(NetBufferList netBufferLists, uint portNumber, NdisSendFlags sendFlags)
    {
        foreach (var list in netBufferLists.Chain) list.Status = Send(list);
        NdisMSendNetBufferListsComplete(NdisMiniportHandle, netBufferLists, NdisSendCompleteFlags.None);
    }

    /// <summary>Sends every frame of a list, in order, and stops at the first that cannot be.</summary>
    private NdisStatus Send(NetBufferList list)
    {
        // A frame from above may lie over many MDLs; the wire wants it in one piece.
        Span<byte> storage = stackalloc byte[EthernetHeader.LongestFrame];
        foreach (var frame in list.NetBuffers)
        {
            if (frame.DataLength is < EthernetHeader.Size or > EthernetHeader.LongestFrame) return NdisStatus.InvalidLength;
            var sent = NdisGetDataBuffer(frame, frame.DataLength, storage, 1, 0, out var bytes) && wire.TrySend(bytes);
            Statistics.CountSend(sent);
            if (!sent) return NdisStatus.Failure;
        }
        return NdisStatus.Success;
    }

    /// <summary>Hands a frame to whoever is above. It comes back through ReturnNetBufferLists.</summary>
    private void PassUp(NetBufferList list)
    {
        Statistics.PassedUp++;
        lock (above) heldAbove++;
        list.SourceHandle = NdisMiniportHandle;
        NdisMIndicateReceiveNetBufferLists(NdisMiniportHandle, list, 0, 1, NdisReceiveFlags.None);
    }

    public override void ReturnNetBufferLists(NetBufferList netBufferLists, NdisReturnFlags returnFlags)
    {
        var returned = 0;
        foreach (var list in netBufferLists.Chain)
        {
            list.Next = null;
            Drop(list);
            returned++;
        }
        if (IsLastReturn(returned)) NdisMPauseComplete(NdisMiniportHandle);
    }

    /// <summary>Whether nothing is held above. If something is, the return of the last list ends the pause.</summary>
    private bool FinishPause()
    {
        lock (above)
        {
            pauseWaits = heldAbove > 0;
            return !pauseWaits;
        }
    }

    private bool IsLastReturn(int returned)
    {
        lock (above)
        {
            heldAbove -= returned;
            var isLast = pauseWaits && heldAbove == 0;
            if (isLast) pauseWaits = false;
            return isLast;
        }
    }
}
