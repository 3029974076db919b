using NdisRules.Runtime;
using static NdisRules.Runtime.Ndis;

namespace LeakyMiniport;

/// <summary>A second miniport: it swallows what it is sent and remembers the header of the last frame.</summary>
internal sealed class MonitorAdapter : MiniportAdapter
{
    const uint Tag = 0x696E6F4D; // "Moni"

    readonly byte[] header = new byte[Frame.HeaderSize];
    NetBufferPool? pool;
    Mdl headerMdl;
    NetBuffer lastHeader;

    /// <summary>How many frames were swallowed.</summary>
    public int FramesSwallowed { get; private set; }

    public override NdisStatus InitializeEx(MiniportInitParameters parameters) // defect NDIS0022: the closing role below is no override
    {
        pool = NdisAllocateNetBufferPool(NdisMiniportHandle, new NetBufferPoolParameters { PoolTag = Tag }); // defect NDIS0001: nor this
        if (pool is null) return NdisStatus.Resources;

        headerMdl = NdisAllocateMdl(NdisMiniportHandle, header); // defect NDIS0001: nor this
        if (!headerMdl)
        {
            NdisFreeNetBufferPool(pool);
            return NdisStatus.Resources;
        }

        lastHeader = NdisAllocateNetBuffer(pool, headerMdl, 0, Frame.HeaderSize); // defect NDIS0001: nothing that NDIS calls frees it
        if (!lastHeader)
        {
            NdisFreeMdl(headerMdl);
            NdisFreeNetBufferPool(pool);
            return NdisStatus.Resources;
        }
        return NdisStatus.Success;
    }

    /// <summary>Was renamed when MiniportAdapter came, and is called by nobody since.</summary>
    internal void MonitorHaltEx(NdisHaltAction action) // defect NDIS0020: named like a role, and neither an override nor declared
    {
        NdisFreeNetBuffer(lastHeader);
        NdisFreeMdl(headerMdl);
        NdisFreeNetBufferPool(pool!);
    }

    public override void SendNetBufferLists(NetBufferList netBufferLists, uint portNumber, NdisSendFlags sendFlags)
    {
        foreach (var list in netBufferLists.Chain)
        {
            list.Status = NdisStatus.Success;
            foreach (var frame in list.NetBuffers)
            {
                lastHeader.DataLength = Frame.Copy(frame, header);
                FramesSwallowed++;
            }
        }
        NdisMSendNetBufferListsComplete(NdisMiniportHandle, netBufferLists, NdisSendCompleteFlags.None);
    }
}
