// case: A miniport by delegates keeps packets by flow and forgets one flow's packets at reset
using System.Diagnostics;

sealed class Flow
{
    public required int Id { get; init; }
    public NetBuffer Template { get; set; }
    public long Packets { get; set; }
    public long Bytes { get; set; }
    public bool IsIdle => Packets == 0;
}

sealed class FlowAdapter
{
    public required NdisHandle Handle { get; init; }
    public NetBufferPool? Pool { get; set; }
    public Mdl Header { get; set; }
    public byte[] HeaderBytes { get; } = new byte[14];
    public Flow Control { get; } = new() { Id = 0 };
    public Flow Bulk { get; } = new() { Id = 1 };
    public int Resets { get; set; }
    public Stopwatch Up { get; } = Stopwatch.StartNew();

    public Flow FlowOf(NetBuffer buffer) => buffer.DataLength < 128 ? Control : Bulk;
}

static class FlowDriver
{
    static NdisHandle? driver;

    public static NdisStatus DriverEntry() => NdisMRegisterMiniportDriver(
        new MiniportDriverCharacteristics
        {
            InitializeEx = Initialize,
            HaltEx = Halt,
            SendNetBufferLists = Send,
            ResetEx = Reset,
            CheckForHangEx = static context => ((FlowAdapter)context!).Resets > 100,
            DriverUnload = static handle => NdisMDeregisterMiniportDriver(handle),
        },
        out driver);

    static NdisStatus Initialize(NdisHandle handle, object? driverContext, MiniportInitParameters parameters)
    {
        var adapter = new FlowAdapter { Handle = handle };
        var status = NdisMSetMiniportAttributes(handle, adapter);
        if (status != NdisStatus.Success)
            return status;
        adapter.Pool = NdisAllocateNetBufferPool(handle, new NetBufferPoolParameters());
        if (adapter.Pool is null)
            return NdisStatus.Resources;
        adapter.Header = NdisAllocateMdl(handle, adapter.HeaderBytes);
        if (adapter.Header.IsNull)
        {
            Close(adapter);
            return NdisStatus.Resources;
        }

        adapter.Control.Template = NewTemplate(adapter);
        adapter.Bulk.Template = NewTemplate(adapter);
        if (!adapter.Control.Template.IsNull && !adapter.Bulk.Template.IsNull)
            return NdisStatus.Success;
        Close(adapter);
        return NdisStatus.Resources;
    }

    static NetBuffer NewTemplate(FlowAdapter adapter) => NdisAllocateNetBuffer(adapter.Pool, adapter.Header, 0, adapter.HeaderBytes.Length);

    static void Send(object? context, NetBufferList lists, uint port, NdisSendFlags flags)
    {
        var adapter = (FlowAdapter)context!;
        foreach (var list in lists.Chain)
        {
            foreach (var buffer in list.NetBuffers)
            {
                var flow = adapter.FlowOf(buffer);
                flow.Packets++;
                flow.Bytes += buffer.DataLength;
            }

            list.Status = NdisStatus.Success;
        }

        NdisMSendNetBufferListsComplete(adapter.Handle, lists, NdisSendCompleteFlags.None);
    }

    static NdisStatus Reset(object? context, out bool addressingReset)
    {
        addressingReset = false;
        var adapter = (FlowAdapter)context!;
        adapter.Resets++;
        if (!adapter.Control.IsIdle)
        {
            Trace.WriteLine($"control: {adapter.Control.Packets} packets");
            var fresh = NewTemplate(adapter);
            if (fresh.IsNull)
                return NdisStatus.Resources;
            NdisFreeNetBuffer(adapter.Control.Template);
            adapter.Control.Template = fresh;
            adapter.Control.Packets = 0;
        }

        if (!adapter.Bulk.IsIdle)
        {
            Trace.WriteLine($"bulk: {adapter.Bulk.Packets} packets");
            var fresh = NewTemplate(adapter);
            if (fresh.IsNull)
                return NdisStatus.Resources;
            adapter.Bulk.Template = fresh; // NDIS0002
            adapter.Bulk.Packets = 0;
        }

        return NdisStatus.Success;
    }

    static void Halt(object? context, NdisHaltAction action)
    {
        var adapter = (FlowAdapter)context!;
        Trace.WriteLine($"up {adapter.Up.Elapsed}, {adapter.Resets} resets");
        Close(adapter);
    }

    static void Close(FlowAdapter adapter)
    {
        foreach (var flow in new[] { adapter.Control, adapter.Bulk })
        {
            if (!flow.Template.IsNull)
                NdisFreeNetBuffer(flow.Template);
            flow.Template = default;
        }

        if (!adapter.Header.IsNull)
            NdisFreeMdl(adapter.Header);
        if (adapter.Pool is not null)
            NdisFreeNetBufferPool(adapter.Pool);
    }
}
