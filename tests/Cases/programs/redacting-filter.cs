// case: A filter clones what it sends and frees the clones when they complete
using System.Diagnostics;

sealed class FilterCounters
{
    public long Seen;
    public long Cloned;
    public long Dropped;
    public long Completed;

    public void Log(string when) => Debug.WriteLine($"{when}: seen {Seen}, cloned {Cloned}, dropped {Dropped}, completed {Completed}");
}

sealed class RedactingFilter : FilterModule
{
    readonly FilterCounters counters = new();
    readonly HashSet<ushort> watched = [80, 8080];
    NetBufferListPool? lists;
    NetBufferPool? buffers;
    bool isRunning;
    int outstanding;

    public override NdisStatus FilterAttach(FilterAttachParameters parameters)
    {
        if (parameters.BaseMiniportName.Length == 0)
            return NdisStatus.Failure;
        lists = NdisAllocateNetBufferListPool(NdisFilterHandle, new NetBufferListPoolParameters());
        buffers = NdisAllocateNetBufferPool(NdisFilterHandle, new NetBufferPoolParameters());
        if (lists is not null && buffers is not null)
            return NdisStatus.Success;
        FreePools();
        return NdisStatus.Resources;
    }

    public override NdisStatus FilterRestart(FilterRestartParameters parameters)
    {
        isRunning = true;
        return NdisStatus.Success;
    }

    public override NdisStatus FilterPause(FilterPauseParameters parameters)
    {
        isRunning = false;
        counters.Log("pause");
        return outstanding == 0 ? NdisStatus.Success : NdisStatus.Pending;
    }

    public override void FilterSendNetBufferLists(NetBufferList netBufferLists, uint portNumber, NdisSendFlags sendFlags)
    {
        counters.Seen++;
        if (!isRunning || !IsWatched(netBufferLists))
        {
            base.FilterSendNetBufferLists(netBufferLists, portNumber, sendFlags);
            return;
        }

        var clone = NdisAllocateCloneNetBufferList(netBufferLists, lists, buffers, NdisCloneFlags.None);
        if (clone.IsNull)
        {
            counters.Dropped++;
            netBufferLists.Status = NdisStatus.Resources;
            NdisFSendNetBufferListsComplete(NdisFilterHandle, netBufferLists, NdisSendCompleteFlags.None);
            return;
        }

        clone.ParentNetBufferList = netBufferLists;
        if (!TryRedact(clone))
        {
            NdisFreeCloneNetBufferList(clone, NdisCloneFlags.None);
            netBufferLists.Status = NdisStatus.InvalidLength;
            NdisFSendNetBufferListsComplete(NdisFilterHandle, netBufferLists, NdisSendCompleteFlags.None);
            return;
        }

        counters.Cloned++;
        Interlocked.Increment(ref outstanding);
        NdisFSendNetBufferLists(NdisFilterHandle, clone, portNumber, sendFlags);
    }

    public override void FilterSendNetBufferListsComplete(NetBufferList netBufferLists, NdisSendCompleteFlags sendCompleteFlags)
    {
        var original = netBufferLists.ParentNetBufferList;
        if (original.IsNull)
        {
            base.FilterSendNetBufferListsComplete(netBufferLists, sendCompleteFlags);
            return;
        }

        original.Status = netBufferLists.Status;
        NdisFreeCloneNetBufferList(netBufferLists, NdisCloneFlags.None);
        counters.Completed++;
        NdisFSendNetBufferListsComplete(NdisFilterHandle, original, sendCompleteFlags);
        if (Interlocked.Decrement(ref outstanding) == 0 && !isRunning)
            NdisFPauseComplete(NdisFilterHandle);
    }

    public override void FilterDetach()
    {
        counters.Log("detach");
        FreePools();
    }

    bool IsWatched(NetBufferList list)
    {
        Span<byte> storage = stackalloc byte[38];
        foreach (var buffer in list.NetBuffers)
        {
            if (NdisGetDataBuffer(buffer, 38, storage, 1, 0, out var data) && watched.Contains((ushort)(data[36] << 8 | data[37])))
                return true;
        }

        return false;
    }

    static bool TryRedact(NetBufferList list)
    {
        foreach (var buffer in list.NetBuffers)
        {
            if (buffer.DataLength < 54)
                return false;
            foreach (var mdl in buffer.MdlChain.Chain)
                mdl.Span.Replace((byte)'@', (byte)'*');
        }

        return true;
    }

    void FreePools()
    {
        if (buffers is not null)
            NdisFreeNetBufferPool(buffers);
        if (lists is not null)
            NdisFreeNetBufferListPool(lists);
        buffers = null;
        lists = null;
    }
}
