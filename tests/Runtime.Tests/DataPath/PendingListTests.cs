namespace NdisRules.Runtime.Tests;

/// <summary>What a debugger asks of lists that are with somebody else, and what keeping track of it costs.</summary>
public sealed class PendingListTests
{
    [Fact]
    public void A_pending_list_is_shown_with_its_holder_and_age()
    {
        using var stack = new StackFixture().Queueing();
        stack.Protocol.Keep();
        var sent = stack.Protocol.Packet();
        var received = stack.Packet();
        stack.Protocol.Send(sent);
        stack.Indicate(received);
        Thread.Sleep(30);
        var pending = stack.Adapter.FindPendingNetBufferLists().ToDictionary(entry => entry.List);
        Assert.Equal(2, pending.Count);
        Assert.Equal((PendingKind.Sent, stack.Protocol.Pool, stack.Protocol.Handle, stack.Miniport.Handle),
            (pending[sent].Kind, pending[sent].Pool, pending[sent].Originator!, pending[sent].Holder!));
        Assert.Equal((PendingKind.Indicated, stack.Pool, stack.Miniport.Handle, stack.Protocol.Handle),
            (pending[received].Kind, pending[received].Pool, pending[received].Originator!, pending[received].Holder!));
        Assert.All(pending.Values, entry => Assert.InRange(entry.Age, TimeSpan.FromMilliseconds(15), TimeSpan.FromSeconds(60)));
        stack.Complete(sent);
        stack.Protocol.Return(received);
        stack.AssertNothingPending();
        stack.FreeReturned();
    }

    [Fact]
    public void A_lent_list_is_pending_during_the_call_only()
    {
        using var stack = new StackFixture();
        var list = stack.Packet();
        PendingNetBufferList? seen = null;
        stack.Protocol.OnReceive = (_, _, _) => seen = Assert.Single(stack.Adapter.FindPendingNetBufferLists());
        stack.Indicate(list, flags: NdisReceiveFlags.Resources);
        Assert.Equal((PendingKind.Lent, stack.Protocol.Handle), (seen!.Kind, seen.Holder!));
        stack.AssertNothingPending();
        NdisFreeNetBufferList(list);
    }

    [Fact]
    public void A_list_that_waits_for_its_other_receivers_is_held_by_NDIS()
    {
        using var stack = new StackFixture();
        using var second = new ScriptedProtocol("second");
        stack.Adapter.Bind(second.Driver);
        stack.Protocol.Keep();
        var list = stack.Packet();
        stack.Indicate(list);
        var pending = stack.Adapter.FindPendingNetBufferLists().ToDictionary(entry => entry.List);
        Assert.Null(pending[list].Holder);
        Assert.Equal(stack.Protocol.Handle, pending[stack.Protocol.Kept[0]].Holder);
        Assert.Equal(1, stack.Adapter.PendingReceiveCount);
        stack.Protocol.Return(stack.Protocol.Kept[0]);
        stack.FreeReturned();
    }

    [Fact]
    public void Lists_at_rest_are_not_pending()
    {
        using var pool = ListPool();
        var list = NdisAllocateNetBufferList(pool, 0, 0);
        Assert.DoesNotContain(NdisVerifier.FindPendingNetBufferLists(), entry => entry.List == list);
        NdisFreeNetBufferList(list);
    }

    [Fact]
    public void A_handle_is_found_again_by_its_word()
    {
        using var driver = new ScriptedDriver();
        Assert.NotEqual(0, driver.Handle.Value);
        Assert.Same(driver.Handle, NdisHandle.FromValue(driver.Handle.Value));
        Assert.Null(NdisHandle.FromValue(0));
    }

    /// <summary>Lets all of it pass, and notes nothing.</summary>
    sealed class Sieve : FilterModule
    {
        public override NdisStatus FilterAttach(FilterAttachParameters parameters) => NdisStatus.Success;
    }

    /// <summary>Completes what it is given, and counts.</summary>
    sealed class Sink : MiniportAdapter
    {
        internal int Returned;

        public override NdisStatus InitializeEx(MiniportInitParameters parameters) => NdisStatus.Success;

        public override void SendNetBufferLists(NetBufferList netBufferLists, uint portNumber, NdisSendFlags sendFlags) =>
            NdisMSendNetBufferListsComplete(NdisMiniportHandle, netBufferLists, NdisSendCompleteFlags.None);

        public override void ReturnNetBufferLists(NetBufferList netBufferLists, NdisReturnFlags returnFlags) => Returned++;
    }

    /// <summary>Returns what it is given, and leaves what it sent.</summary>
    sealed class Talker : ProtocolBinding
    {
        public override NdisStatus ProtocolBindAdapterEx(ProtocolBindParameters parameters) => NdisStatus.Success;
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(1, 1)]
    [InlineData(2, 2)]
    public void Hand_overs_make_no_garbage(int filters, int protocols)
    {
        using var host = new NdisHost();
        var pool = ListPool(dataSize: 60);
        var sink = new Sink();
        NdisMRegisterMiniportDriver(() => sink, out var driver);
        var adapter = host.AddAdapter(driver);
        adapter.RecordReceived = false;
        adapter.Initialize();
        for (var i = 0; i < filters; i++) adapter.Attach(Filter());
        for (var i = 0; i < protocols; i++) adapter.Bind(Protocol());
        adapter.Restart();
        var binding = adapter.Bindings[0].NdisBindingHandle;
        var list = NdisAllocateNetBufferList(pool, 0, 0);
        var indicated = 0;
        Assert.Equal(0, Garbage(BothWays));
        Assert.Equal(indicated, sink.Returned);
        NdisFreeNetBufferList(list);
        pool.Dispose();

        void BothWays()
        {
            list.SourceHandle = binding;
            NdisSendNetBufferLists(binding, list, 0, NdisSendFlags.None);
            list.SourceHandle = adapter.NdisMiniportHandle;
            NdisMIndicateReceiveNetBufferLists(adapter.NdisMiniportHandle, list, 0, 1, NdisReceiveFlags.None);
            NdisMIndicateReceiveNetBufferLists(adapter.NdisMiniportHandle, list, 0, 1, NdisReceiveFlags.Resources);
            indicated++;
        }
    }

    static NdisHandle Filter()
    {
        NdisFRegisterFilterDriver(() => new Sieve(), out var filter);
        return filter;
    }

    static NdisHandle Protocol()
    {
        NdisRegisterProtocolDriver(() => new Talker(), out var protocol);
        return protocol;
    }
}
