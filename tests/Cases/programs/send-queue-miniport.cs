// case: A miniport copies what it sends into a queue and flushes it at pause
using System.Diagnostics;

enum AdapterState
{
    Paused,
    Running,
    Pausing,
}

sealed class Pacer(int bytesPerTick)
{
    int credit;

    public void Tick() => credit = Math.Min(bytesPerTick * 4, credit + bytesPerTick);

    public bool TrySpend(int bytes)
    {
        if (credit < bytes)
            return false;
        credit -= bytes;
        return true;
    }
}

sealed class PacingAdapter : MiniportAdapter
{
    const int Most = 256;

    readonly Queue<NetBuffer> queue = new();
    readonly object gate = new();
    readonly Pacer pacer;
    readonly byte[] memory = new byte[2048];
    NetBufferPool? pool;
    Mdl mdl;
    AdapterState state;
    long queued;
    long sent;
    long dropped;

    public PacingAdapter(int bytesPerTick) => pacer = new Pacer(bytesPerTick);

    public override NdisStatus InitializeEx(MiniportInitParameters parameters)
    {
        var allocated = NdisAllocateNetBufferPool(NdisMiniportHandle, new NetBufferPoolParameters { MaximumCount = Most });
        if (allocated is null)
            return NdisStatus.Resources;
        mdl = NdisAllocateMdl(NdisMiniportHandle, memory);
        if (mdl.IsNull)
        {
            NdisFreeNetBufferPool(allocated);
            return NdisStatus.Resources;
        }

        pool = allocated;
        state = AdapterState.Paused;
        return NdisStatus.Success;
    }

    public override NdisStatus Restart(MiniportRestartParameters parameters)
    {
        state = AdapterState.Running;
        return NdisStatus.Success;
    }

    public override void SendNetBufferLists(NetBufferList netBufferLists, uint portNumber, NdisSendFlags sendFlags)
    {
        foreach (var list in netBufferLists.Chain)
            list.Status = state == AdapterState.Running ? Copy(list) : NdisStatus.Paused;
        NdisMSendNetBufferListsComplete(NdisMiniportHandle, netBufferLists, NdisSendCompleteFlags.None);
    }

    NdisStatus Copy(NetBufferList list)
    {
        foreach (var source in list.NetBuffers)
        {
            if (source.DataLength > memory.Length)
                return NdisStatus.InvalidLength;
            var copy = NdisAllocateNetBuffer(pool, mdl, 0, source.DataLength);
            if (copy.IsNull)
            {
                dropped++;
                return NdisStatus.Resources;
            }

            var status = NdisCopyFromNetBufferToNetBuffer(copy, 0, source.DataLength, source, 0, out var copied);
            if (status != NdisStatus.Success || copied < source.DataLength)
            {
                NdisFreeNetBuffer(copy);
                return NdisStatus.Failure;
            }

            lock (gate)
                queue.Enqueue(copy);
            queued++;
        }

        return NdisStatus.Success;
    }

    public override bool CheckForHangEx()
    {
        pacer.Tick();
        lock (gate)
        {
            while (queue.TryPeek(out var first) && pacer.TrySpend(first.DataLength))
            {
                queue.Dequeue();
                Put(first);
                NdisFreeNetBuffer(first);
                sent++;
            }
        }

        return false;
    }

    static void Put(NetBuffer buffer)
    {
        var left = buffer.DataLength;
        foreach (var part in buffer.MdlChain.Chain)
        {
            if (left <= 0)
                break;
            Console.OpenStandardOutput().Write(part.Span[..Math.Min(left, part.ByteCount)]);
            left -= part.ByteCount;
        }
    }

    public override NdisStatus Pause(MiniportPauseParameters parameters)
    {
        state = AdapterState.Pausing;
        Flush();
        state = AdapterState.Paused;
        return NdisStatus.Success;
    }

    void Flush()
    {
        lock (gate)
        {
            while (queue.Count > 0)
            {
                NdisFreeNetBuffer(queue.Dequeue());
                dropped++;
            }
        }
    }

    public override void HaltEx(NdisHaltAction action)
    {
        Trace.WriteLine($"{queued} queued, {sent} sent, {dropped} dropped");
        Flush();
        NdisFreeMdl(mdl);
        if (pool is not null)
            NdisFreeNetBufferPool(pool);
    }
}
