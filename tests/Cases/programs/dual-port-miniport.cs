// case: A miniport with two ports in a base class and two derived ones
using System.Diagnostics;

abstract class PortAdapter : MiniportAdapter
{
    readonly Dictionary<uint, long> perPort = new();
    NetBufferPool? pool;
    Mdl mdl;
    NetBuffer beacon;

    protected abstract ReadOnlySpan<byte> BeaconBytes { get; }
    protected NetBufferPool? Pool => pool;
    protected long Beacons { get; private set; }

    public sealed override NdisStatus InitializeEx(MiniportInitParameters parameters)
    {
        pool = NdisAllocateNetBufferPool(NdisMiniportHandle, new NetBufferPoolParameters { PoolTag = 0x74726F70 });
        if (pool is null)
            return NdisStatus.Resources;
        mdl = NdisAllocateMdl(NdisMiniportHandle, BeaconBytes.ToArray());
        if (!mdl.IsNull)
        {
            beacon = NdisAllocateNetBuffer(pool, mdl, 0, mdl.ByteCount);
            if (!beacon.IsNull && TryOpen(parameters))
                return NdisStatus.Success;
        }

        Undo();
        return NdisStatus.Resources;
    }

    protected abstract bool TryOpen(MiniportInitParameters parameters);
    protected abstract void Shut();

    public sealed override void HaltEx(NdisHaltAction action)
    {
        Shut();
        foreach (var (port, count) in perPort.OrderBy(pair => pair.Key))
            Trace.WriteLine($"port {port}: {count}");
        Undo();
    }

    public override void SendNetBufferLists(NetBufferList netBufferLists, uint portNumber, NdisSendFlags sendFlags)
    {
        perPort.TryGetValue(portNumber, out var count);
        foreach (var list in netBufferLists.Chain)
        {
            list.Status = Accept(list, portNumber);
            count++;
        }

        perPort[portNumber] = count;
        NdisMSendNetBufferListsComplete(NdisMiniportHandle, netBufferLists, NdisSendCompleteFlags.None);
    }

    public override bool CheckForHangEx()
    {
        beacon.DataLength = BeaconBytes.Length;
        Beacons++;
        return false;
    }

    protected virtual NdisStatus Accept(NetBufferList list, uint portNumber) => NdisStatus.Success;

    void Undo()
    {
        if (beacon)
            NdisFreeNetBuffer(beacon);
        beacon = null;
        if (mdl)
            NdisFreeMdl(mdl);
        mdl = null;
        if (pool is not null)
            NdisFreeNetBufferPool(pool);
        pool = null;
    }
}

// file: Wired.cs
sealed class WiredAdapter : PortAdapter
{
    static ReadOnlySpan<byte> Hello => "wired"u8;
    bool hasLink;

    protected override ReadOnlySpan<byte> BeaconBytes => Hello;

    protected override bool TryOpen(MiniportInitParameters parameters)
    {
        hasLink = parameters.IfIndex != 0;
        return true;
    }

    protected override void Shut() => hasLink = false;
    protected override NdisStatus Accept(NetBufferList list, uint portNumber) => hasLink ? NdisStatus.Success : NdisStatus.Paused;
}

// file: Wireless.cs
sealed class WirelessAdapter : PortAdapter
{
    readonly Queue<NetBuffer> scheduled = new();
    readonly byte[] payload = new byte[256];
    Mdl payloadMdl;

    protected override ReadOnlySpan<byte> BeaconBytes => "wireless"u8;

    protected override bool TryOpen(MiniportInitParameters parameters)
    {
        payloadMdl = NdisAllocateMdl(NdisMiniportHandle, payload);
        return !payloadMdl.IsNull;
    }

    public override void InterruptDpc()
    {
        while (scheduled.Count > 4)
            NdisFreeNetBuffer(scheduled.Dequeue());
        var next = NdisAllocateNetBuffer(Pool, payloadMdl, 0, payload.Length);
        if (next.IsNull)
            return;
        payload[0] = (byte)Beacons;
        scheduled.Enqueue(next);
    }

    protected override void Shut()
    {
        while (scheduled.TryDequeue(out var buffer))
            NdisFreeNetBuffer(buffer);
        NdisFreeMdl(payloadMdl);
    }
}
