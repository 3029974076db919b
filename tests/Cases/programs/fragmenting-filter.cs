// case: A filter fragments what is too long and puts the last completed fragment in the place of the whole
using System.Diagnostics;

sealed class FragmentTally
{
    public NetBufferList Original;
    public int Left;
    public NdisStatus Worst = NdisStatus.Success;
}

sealed class FragmentingFilter(int maximum) : FilterModule
{
    const int Offset = 20;

    readonly ConcurrentDictionary<NetBufferList, FragmentTally> tallies = new();
    NetBufferListPool? lists;
    NetBufferPool? buffers;
    long whole;
    long fragmented;

    public override NdisStatus FilterAttach(FilterAttachParameters parameters)
    {
        if (maximum < 68)
            return NdisStatus.InvalidLength;
        lists = NdisAllocateNetBufferListPool(NdisFilterHandle, new NetBufferListPoolParameters());
        if (lists is null)
            return NdisStatus.Resources;
        buffers = NdisAllocateNetBufferPool(NdisFilterHandle, new NetBufferPoolParameters());
        if (buffers is not null)
            return NdisStatus.Success;
        NdisFreeNetBufferListPool(lists);
        lists = null;
        return NdisStatus.Resources;
    }

    public override void FilterSendNetBufferLists(NetBufferList netBufferLists, uint portNumber, NdisSendFlags sendFlags)
    {
        if (!netBufferLists.Next.IsNull || Longest(netBufferLists) <= maximum)
        {
            Interlocked.Increment(ref whole);
            base.FilterSendNetBufferLists(netBufferLists, portNumber, sendFlags);
            return;
        }

        var fragment = NdisAllocateFragmentNetBufferList(netBufferLists, lists, buffers, 0, maximum, Offset, 0);
        if (fragment.IsNull)
        {
            netBufferLists.Status = NdisStatus.Resources;
            NdisFSendNetBufferListsComplete(NdisFilterHandle, netBufferLists, NdisSendCompleteFlags.None);
            return;
        }

        Interlocked.Increment(ref fragmented);
        fragment.ParentNetBufferList = netBufferLists;
        tallies[netBufferLists] = new FragmentTally { Original = netBufferLists, Left = 1 };
        NdisFSendNetBufferLists(NdisFilterHandle, fragment, portNumber, sendFlags);
    }

    public override void FilterSendNetBufferListsComplete(NetBufferList netBufferLists, NdisSendCompleteFlags sendCompleteFlags)
    {
        for (var one = netBufferLists; one;)
        {
            var following = one.Next;
            one.Next = null;
            Complete(one, sendCompleteFlags);
            one = following;
        }
    }

    void Complete(NetBufferList one, NdisSendCompleteFlags flags)
    {
        var parent = one.ParentNetBufferList;
        if (parent.IsNull || !tallies.TryGetValue(parent, out var tally))
        {
            NdisFSendNetBufferListsComplete(NdisFilterHandle, one, flags);
            return;
        }

        if (one.Status != NdisStatus.Success)
            tally.Worst = one.Status;
        NdisFreeFragmentNetBufferList(one, Offset);
        if (--tally.Left > 0)
            return;
        tallies.TryRemove(parent, out _);
        tally.Original.Status = tally.Worst;
        NdisFSendNetBufferListsComplete(NdisFilterHandle, tally.Original, flags);
    }

    static int Longest(NetBufferList list)
    {
        var longest = 0;
        foreach (var buffer in list.NetBuffers)
            longest = Math.Max(longest, buffer.DataLength);
        return longest;
    }

    public override void FilterDetach()
    {
        Debug.WriteLine($"{whole} whole, {fragmented} fragmented");
        NdisFreeNetBufferPool(buffers!);
        NdisFreeNetBufferListPool(lists!);
    }
}
