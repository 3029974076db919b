using NdisRules.Runtime;
using static NdisRules.Runtime.Ndis;

namespace CleanMiniport;

/// <summary>What the sink knows of one adapter: the context that NDIS hands to every function of the driver.</summary>
internal sealed class SinkContext(NdisHandle miniportHandle)
{
    public readonly NdisHandle MiniportHandle = miniportHandle;
    public readonly byte[] Headers = new byte[2 * Frame.HeaderSize];
    public NetBufferPool? Pool;
    public Mdl HeadersMdl;
    public NetBuffer LastHeader;
    public int FramesSwallowed;
}

/// <summary>A driver in the other style: static functions and a context. It swallows what it is sent and remembers the last header.</summary>
internal static class SinkMiniport
{
    private const uint Tag = 0x6B6E6953; // "Sink"

    public static NdisStatus Register(out NdisHandle driver)
    {
        var characteristics = new MiniportDriverCharacteristics
        {
            InitializeEx = SinkInitializeEx,
            HaltEx = SinkHaltEx,
            Pause = SinkPause,
            SendNetBufferLists = SinkSendNetBufferLists,
            DriverUnload = SinkDriverUnload,
        };
        return NdisMRegisterMiniportDriver(characteristics, out driver);
    }

    private static NdisStatus SinkInitializeEx(NdisHandle ndisMiniportHandle, object? miniportDriverContext, MiniportInitParameters parameters)
    {
        var context = new SinkContext(ndisMiniportHandle);
        var status = NdisMSetMiniportAttributes(ndisMiniportHandle, context);
        if (status != NdisStatus.Success) return status;

        context.Pool = NdisAllocateNetBufferPool(ndisMiniportHandle, new NetBufferPoolParameters { PoolTag = Tag });
        if (context.Pool is null) return NdisStatus.Resources;

        context.HeadersMdl = NdisAllocateMdl(ndisMiniportHandle, context.Headers);
        if (context.HeadersMdl == null)
        {
            NdisFreeNetBufferPool(context.Pool);
            return NdisStatus.Resources;
        }
        return NdisStatus.Success;
    }

    private static void SinkHaltEx(object? miniportAdapterContext, NdisHaltAction action)
    {
        var context = (SinkContext)miniportAdapterContext!;
        if (context.LastHeader)
        {
            NdisFreeNetBuffer(context.LastHeader);
            context.LastHeader = null;
        }
        NdisFreeMdl(context.HeadersMdl);
        NdisFreeNetBufferPool(context.Pool!);
    }

    private static NdisStatus SinkPause(object? miniportAdapterContext, MiniportPauseParameters parameters)
    {
        // Nothing is ever under way: each send is completed before it returns.
        return NdisStatus.Success;
    }

    private static void SinkSendNetBufferLists(object? miniportAdapterContext, NetBufferList netBufferLists, uint portNumber, NdisSendFlags sendFlags)
    {
        var context = (SinkContext)miniportAdapterContext!;
        foreach (var list in netBufferLists.Chain)
        {
            list.Status = NdisStatus.Success;
            foreach (var frame in list.NetBuffers)
            {
                if (!Remember(context, frame)) list.Status = NdisStatus.Resources;
            }
        }
        NdisMSendNetBufferListsComplete(context.MiniportHandle, netBufferLists, NdisSendCompleteFlags.None);
    }

    private static void SinkDriverUnload(NdisHandle ndisDriverHandle) => NdisMDeregisterMiniportDriver(ndisDriverHandle);

    /// <summary>Describes the frame's header by a new NET_BUFFER in one half of the memory, and lets go of the one in the other half.</summary>
    private static bool Remember(SinkContext context, NetBuffer frame)
    {
        var half = context.FramesSwallowed % 2 * Frame.HeaderSize;
        var length = Frame.Copy(frame, context.Headers.AsSpan(half, Frame.HeaderSize));
        var header = NdisAllocateNetBuffer(context.Pool, context.HeadersMdl, half, length);
        if (!header) return false;

        if (context.LastHeader) NdisFreeNetBuffer(context.LastHeader);
        context.LastHeader = header;
        context.FramesSwallowed++;
        return true;
    }
}
