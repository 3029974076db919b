namespace NdisRules.Runtime.Tests;

/// <summary>A protocol over an adapter, with the filter modules that a test asks for, all running.</summary>
sealed class StackFixture : IDisposable
{
    internal readonly ScriptedDriver Miniport = new();
    internal readonly ScriptedProtocol Protocol = new();
    internal readonly NetBufferListPool Pool = ListPool(dataSize: 60);
    internal readonly List<NetBufferList> Queue = [];
    internal readonly List<NetBufferList> Returned = [];
    internal NetBufferList Refused;

    /// <param name="filters">From the bottom.</param>
    internal StackFixture(params ScriptedFilter[] filters)
    {
        Adapter.RecordReceived = false;
        Miniport.In(MiniportState.Paused);
        foreach (var filter in filters) Assert.Equal(NdisStatus.Success, Adapter.Attach(filter.Driver));
        Assert.Equal(NdisStatus.Success, Adapter.Bind(Protocol.Driver));
        Assert.Equal(NdisStatus.Success, Adapter.Restart());
        Miniport.OnReturn = lists =>
        {
            foreach (var list in lists.Chain)
            {
                list.Next = null;
                Returned.Add(list);
            }
        };
    }

    internal HostedAdapter Adapter => Miniport.Adapter;

    public void Dispose()
    {
        Protocol.Dispose();
        Pool.Dispose();
        Miniport.Dispose();
    }

    /// <summary>From now on the miniport queues what it is to send, one by one.</summary>
    internal StackFixture Queueing()
    {
        Miniport.OnSend = lists =>
        {
            foreach (var list in lists.Chain)
            {
                list.Next = null;
                Queue.Add(list);
            }
        };
        return this;
    }

    internal void Complete(NetBufferList lists) => NdisMSendNetBufferListsComplete(Miniport.Handle, lists, NdisSendCompleteFlags.None);

    /// <summary>A list of the miniport's own, ready to be indicated.</summary>
    internal NetBufferList Packet(byte fill = 0, NetBufferList next = default)
    {
        var list = NdisAllocateNetBufferList(Pool, 0, 0);
        list.SourceHandle = Miniport.Handle;
        list.FirstNetBuffer.MdlChain.Span.Fill(fill);
        list.Next = next;
        return list;
    }

    internal void Indicate(NetBufferList lists, int count = 1, NdisReceiveFlags flags = NdisReceiveFlags.None) =>
        NdisMIndicateReceiveNetBufferLists(Miniport.Handle, lists, 0, count, flags);

    internal void FreeReturned()
    {
        foreach (var list in Returned) NdisFreeNetBufferList(list);
        Returned.Clear();
    }

    internal void AssertNothingPending() => Assert.Empty(Adapter.FindPendingNetBufferLists());
}
