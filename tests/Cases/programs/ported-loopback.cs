// case: A loopback miniport ported from C, with its one cleanup
#nullable disable
using System.Diagnostics;

internal static class Limits
{
    public const int FrameSize = 1514;
    public const int ReceiveDescriptors = 32;
    public const uint Tag = 0x4B504F4C;
}

internal sealed class ReceiveDescriptor
{
    public NetBufferList Nbl;
    public bool Busy;
    public int Index;
}

internal sealed class Adapter
{
    public NdisHandle Handle;
    public NetBufferListPool ReceivePool;
    public byte[] Memory;
    public Mdl ReceiveMdl;
    public NetBufferList Spare;
    public int SendsPending;
    public long FramesSent;
    public long BytesSent;
    public long FramesDropped;
    public readonly object Lock = new object();

    public void Count(NetBufferList lists)
    {
        foreach (var list in lists.Chain)
        {
            foreach (var buffer in list.NetBuffers)
            {
                FramesSent++;
                BytesSent += buffer.DataLength;
            }
        }
    }
}

internal static class Miniport
{
    private static NdisHandle driverHandle;
    private static readonly TraceSource Trace = new TraceSource("loopback");

    [MiniportRole(MiniportRole.DriverEntry)]
    public static NdisStatus DriverEntry()
    {
        var characteristics = new MiniportDriverCharacteristics
        {
            InitializeEx = InitializeEx,
            HaltEx = HaltEx,
            SendNetBufferLists = Send,
            ReturnNetBufferLists = Return,
            DriverUnload = Unload,
        };
        NdisStatus status = NdisMRegisterMiniportDriver(characteristics, out driverHandle);
        if (status != NdisStatus.Success)
        {
            Trace.TraceEvent(TraceEventType.Error, 1, "registration failed: {0}", status);
        }
        return status;
    }

    private static void Unload(NdisHandle handle)
    {
        NdisMDeregisterMiniportDriver(driverHandle);
        driverHandle = null;
    }

    private static NdisStatus InitializeEx(NdisHandle handle, object context, MiniportInitParameters parameters)
    {
        NdisStatus status = NdisStatus.Success;
        Adapter adapter = new Adapter();

        adapter.Handle = handle;
        adapter.Memory = new byte[Limits.FrameSize];

        adapter.ReceivePool = NdisAllocateNetBufferListPool(handle, new NetBufferListPoolParameters { AllocateNetBuffer = true, PoolTag = Limits.Tag });
        if (adapter.ReceivePool == null)
        {
            status = NdisStatus.Resources;
            goto Cleanup;
        }

        adapter.ReceiveMdl = NdisAllocateMdl(handle, adapter.Memory);
        if (adapter.ReceiveMdl.IsNull)
        {
            Trace.TraceEvent(TraceEventType.Error, 2, "no MDL");
            status = NdisStatus.Resources;
            goto Cleanup;
        }

        adapter.Spare = NdisAllocateNetBufferAndNetBufferList(adapter.ReceivePool, 0, 0, adapter.ReceiveMdl, 0, Limits.FrameSize);
        if (adapter.Spare.IsNull)
        {
            Trace.TraceEvent(TraceEventType.Error, 3, "no list");
            status = NdisStatus.Resources;
            goto Cleanup;
        }

        status = NdisMSetMiniportAttributes(handle, adapter);

    Cleanup:
        if (status != NdisStatus.Success)
        {
            FreeAdapter(adapter);
        }
        return status;
    }

    private static void FreeAdapter(Adapter adapter)
    {
        if (!adapter.Spare.IsNull)
        {
            NdisFreeNetBufferList(adapter.Spare);
            adapter.Spare = default(NetBufferList);
        }
        if (!adapter.ReceiveMdl.IsNull)
        {
            NdisFreeMdl(adapter.ReceiveMdl);
            adapter.ReceiveMdl = default(Mdl);
        }
        if (adapter.ReceivePool != null)
        {
            NdisFreeNetBufferListPool(adapter.ReceivePool);
            adapter.ReceivePool = null;
        }
    }

    private static void HaltEx(object context, NdisHaltAction action)
    {
        Adapter adapter = (Adapter)context;
        Debug.Assert(adapter.SendsPending == 0);
        Trace.TraceEvent(TraceEventType.Information, 4, "sent {0} dropped {1}", adapter.FramesSent, adapter.FramesDropped);
        FreeAdapter(adapter);
    }

    private static void Send(object context, NetBufferList lists, uint port, NdisSendFlags flags)
    {
        Adapter adapter = (Adapter)context;
        adapter.Count(lists);
        foreach (var list in lists.Chain)
        {
            list.Status = NdisStatus.Success;
        }

        NetBufferList receive = default(NetBufferList);
        lock (adapter.Lock)
        {
            receive = adapter.Spare;
            adapter.Spare = default(NetBufferList);
        }

        if (receive.IsNull)
        {
            adapter.FramesDropped++;
        }
        else
        {
            NdisMIndicateReceiveNetBufferLists(adapter.Handle, receive, port, 1, NdisReceiveFlags.None);
        }

        NdisMSendNetBufferListsComplete(adapter.Handle, lists, NdisSendCompleteFlags.None);
    }

    private static void Return(object context, NetBufferList lists, NdisReturnFlags flags)
    {
        Adapter adapter = (Adapter)context;
        lock (adapter.Lock)
        {
            adapter.Spare = lists;
        }
    }
}
