// case: A filter mirrors packets and uses the wrong flags, and loses a clone when its port is closed
using System.Diagnostics;

interface IMirrorTarget
{
    bool IsOpen { get; }
    NdisHandle Handle { get; }
}

sealed class MirrorPolicy
{
    readonly List<Func<NetBuffer, bool>> tests = new();
    public int SampleEvery { get; init; } = 1;
    public int MaximumLength { get; init; } = 9000;

    public MirrorPolicy When(Func<NetBuffer, bool> test)
    {
        tests.Add(test);
        return this;
    }

    public bool Wants(NetBufferList list, long number)
    {
        if (number % SampleEvery != 0)
            return false;
        foreach (var buffer in list.NetBuffers)
        {
            if (buffer.DataLength > MaximumLength)
                return false;
            foreach (var test in tests)
            {
                if (!test(buffer))
                    return false;
            }
        }

        return true;
    }
}

sealed class MirroringFilter(IMirrorTarget target, MirrorPolicy policy) : FilterModule
{
    NetBufferListPool? lists;
    NetBufferPool? buffers;
    long received;
    long mirrored;
    long skipped;

    public override NdisStatus FilterAttach(FilterAttachParameters parameters)
    {
        lists = NdisAllocateNetBufferListPool(NdisFilterHandle, new NetBufferListPoolParameters { PoolTag = 0x726D });
        if (lists is null)
            return NdisStatus.Resources;
        buffers = NdisAllocateNetBufferPool(NdisFilterHandle, new NetBufferPoolParameters { PoolTag = 0x726D });
        if (buffers is null)
        {
            NdisFreeNetBufferListPool(lists);
            return NdisStatus.Resources;
        }

        Trace.WriteLine($"mirror on {parameters.BaseMiniportName}");
        return NdisStatus.Success;
    }

    public override void FilterReceiveNetBufferLists(NetBufferList netBufferLists, uint portNumber, int numberOfNetBufferLists, NdisReceiveFlags receiveFlags)
    {
        foreach (var list in netBufferLists.Chain)
        {
            if (policy.Wants(list, ++received))
                Mirror(list, portNumber);
            else
                skipped++;
        }

        base.FilterReceiveNetBufferLists(netBufferLists, portNumber, numberOfNetBufferLists, receiveFlags);
    }

    void Mirror(NetBufferList list, uint portNumber)
    {
        var clone = NdisAllocateCloneNetBufferList(list, lists, buffers, NdisCloneFlags.UseOriginalMdls); // NDIS0005
        if (clone == null)
            return;
        NdisCopyReceiveNetBufferListInfo(clone, list);
        clone.Status = NdisStatus.Success;
        if (!target.IsOpen)
        {
            Trace.WriteLine("the mirror is closed");
            skipped++;
            return;
        }

        if (clone.FirstNetBuffer.DataLength < 60)
        {
            NdisFreeCloneNetBufferList(clone, NdisCloneFlags.None); // NDIS0008
            return;
        }

        mirrored++;
        NdisFIndicateReceiveNetBufferLists(target.Handle, clone, portNumber, 1, NdisReceiveFlags.Resources);
        NdisFreeCloneNetBufferList(clone, NdisCloneFlags.UseOriginalMdls);
    }

    public override void FilterDetach()
    {
        Trace.WriteLine($"{received} received, {mirrored} mirrored, {skipped} skipped");
        if (buffers is not null)
            NdisFreeNetBufferPool(buffers);
        if (lists is not null)
            NdisFreeNetBufferListPool(lists);
    }
}
