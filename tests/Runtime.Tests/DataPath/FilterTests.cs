namespace NdisRules.Runtime.Tests;

public sealed class FilterTests
{
    readonly List<string> played = [];

    [Fact]
    public void Filters_see_a_send_from_the_top_and_its_completion_from_the_bottom()
    {
        using var stack = new StackFixture(new ScriptedFilter("low", played), new ScriptedFilter("high", played));
        played.Clear();
        stack.Protocol.Send(stack.Protocol.Packet());
        Assert.Equal(["high: Send", "low: Send", "low: Complete", "high: Complete"], played);
        stack.AssertNothingPending();
    }

    [Fact]
    public void Filters_see_a_receive_from_the_bottom_and_its_return_from_the_top()
    {
        using var stack = new StackFixture(new ScriptedFilter("low", played), new ScriptedFilter("high", played));
        played.Clear();
        stack.Indicate(stack.Packet());
        Assert.Equal(["low: Receive", "high: Receive", "high: Return", "low: Return"], played);
        stack.FreeReturned();
        stack.AssertNothingPending();
    }

    [Fact]
    public void What_is_lent_goes_through_the_filters_and_is_not_returned()
    {
        using var stack = new StackFixture(new ScriptedFilter("low", played), new ScriptedFilter("high", played));
        played.Clear();
        var lent = stack.Packet();
        stack.Indicate(lent, flags: NdisReceiveFlags.Resources);
        Assert.Equal(["low: Receive", "high: Receive"], played);
        NdisFreeNetBufferList(lent);
    }

    [Fact]
    public void A_filter_may_drop_a_send_by_completing_it()
    {
        var filter = new ScriptedFilter();
        using var stack = new StackFixture(filter);
        stack.Queueing();
        filter.OnSend = lists =>
        {
            lists.Status = NdisStatus.Failure;
            filter.Complete(lists);
        };
        stack.Protocol.Send(stack.Protocol.Packet());
        Assert.Contains("Complete Failure", stack.Protocol.Played);
        Assert.Empty(stack.Queue);
    }

    [Fact]
    public void A_filter_may_drop_a_received_list_by_returning_it()
    {
        var filter = new ScriptedFilter();
        using var stack = new StackFixture(filter);
        filter.OnReceive = (lists, _, _) => filter.Return(lists);
        stack.Indicate(stack.Packet());
        Assert.Single(stack.Returned);
        Assert.DoesNotContain("Receive 1", stack.Protocol.Played);
        stack.FreeReturned();
    }

    [Fact]
    public void A_filter_may_queue_and_pass_on_later()
    {
        var filter = new ScriptedFilter();
        using var stack = new StackFixture(filter);
        var queue = new List<NetBufferList>();
        filter.OnSend = queue.Add;
        stack.Protocol.Send(stack.Protocol.Packet());
        Assert.Equal(filter.NdisFilterHandle, Assert.Single(stack.Adapter.FindPendingNetBufferLists()).Holder);
        filter.Send(queue[0]);
        Assert.Contains("Complete Success", stack.Protocol.Played);
        stack.AssertNothingPending();
    }

    [Fact]
    public void A_filter_sends_lists_of_its_own_and_gets_them_back()
    {
        var filter = new ScriptedFilter("low", played);
        using var stack = new StackFixture(filter, new ScriptedFilter("high", played));
        NetBufferList back = null;
        filter.OnComplete = lists => back = lists;
        var own = Own(stack, filter);
        filter.Send(own);
        Assert.Equal(own, back);
        Assert.DoesNotContain("high: Complete", played);
        Breaks("NDIS0003", () => filter.Complete(own));
        NdisFreeNetBufferList(own);
    }

    [Fact]
    public void A_filter_indicates_lists_of_its_own_and_gets_them_back()
    {
        var filter = new ScriptedFilter("high", played);
        using var stack = new StackFixture(new ScriptedFilter("low", played), filter);
        NetBufferList back = null;
        filter.OnReturn = lists => back = lists;
        var own = Own(stack, filter);
        filter.Indicate(own);
        Assert.Equal(own, back);
        Assert.Contains("Receive 1", stack.Protocol.Played);
        Assert.DoesNotContain("low: Return", played);
        Assert.Empty(stack.Returned);
        NdisFreeNetBufferList(own);
    }

    [Fact]
    public void A_filter_joins_its_own_lists_to_those_of_others()
    {
        var filter = new ScriptedFilter();
        using var stack = new StackFixture(filter);
        stack.Queueing();
        var own = Own(stack, filter);
        filter.OnSend = lists =>
        {
            own.Next = lists;
            filter.Send(own);
        };
        filter.OnComplete = lists =>
        {
            if (lists == own) return;
            filter.Complete(lists);
        };
        stack.Protocol.Send(stack.Protocol.Packet());
        Assert.Equal(2, stack.Queue.Count);
        foreach (var list in stack.Queue) stack.Complete(list);
        NdisFreeNetBufferList(own);
        stack.AssertNothingPending();
    }

    [Fact]
    public void A_filter_lends_on_what_it_holds_and_returns_it_itself()
    {
        var filter = new ScriptedFilter();
        using var stack = new StackFixture(filter);
        var flagsAbove = NdisReceiveFlags.None;
        stack.Protocol.OnReceive = (_, _, flags) => flagsAbove = flags;
        filter.OnReceive = (lists, count, flags) =>
        {
            filter.Indicate(lists, count, flags | NdisReceiveFlags.Resources);
            filter.Return(lists);
        };
        stack.Indicate(stack.Packet());
        Assert.Equal(NdisReceiveFlags.Resources, flagsAbove);
        Assert.Single(stack.Returned);
        stack.FreeReturned();
    }

    [Fact]
    public void A_filter_does_not_keep_or_give_away_what_is_only_lent()
    {
        var filter = new ScriptedFilter();
        using var stack = new StackFixture(filter);
        var refused = 0;
        filter.OnReceive = (lists, _, _) =>
        {
            Breaks("NDIS0003", () => filter.Return(lists));
            Breaks("NDIS0004", () => filter.Indicate(lists));
            refused++;
        };
        var lent = stack.Packet();
        stack.Indicate(lent, flags: NdisReceiveFlags.Resources);
        Assert.Equal(1, refused);
        NdisFreeNetBufferList(lent);
    }

    [Fact]
    public void What_comes_back_is_not_sent_down_again()
    {
        var filter = new ScriptedFilter();
        using var stack = new StackFixture(filter);
        filter.OnComplete = lists =>
        {
            Breaks("NDIS0004", () => filter.Send(lists));
            filter.Complete(lists);
        };
        filter.OnReturn = lists =>
        {
            Breaks("NDIS0004", () => filter.Indicate(lists));
            filter.Return(lists);
        };
        stack.Protocol.Send(stack.Protocol.Packet());
        stack.Indicate(stack.Packet());
        Assert.Contains("Complete Success", stack.Protocol.Played);
        Assert.Single(stack.Returned);
        stack.FreeReturned();
    }

    [Fact]
    public void A_filter_hands_a_list_over_once()
    {
        var filter = new ScriptedFilter();
        using var stack = new StackFixture(filter);
        stack.Queueing();
        NetBufferList seen = null;
        filter.OnSend = lists => filter.Send(seen = lists);
        stack.Protocol.Send(stack.Protocol.Packet());
        Breaks("NDIS0004", () => filter.Send(seen));
        Breaks("NDIS0003", () => filter.Complete(seen));
        stack.Complete(seen);
        Assert.Contains("Complete Success", stack.Protocol.Played);
    }

    [Fact]
    public void A_wrong_source_or_count_is_refused_and_the_list_stays_with_the_filter()
    {
        var filter = new ScriptedFilter();
        using var stack = new StackFixture(filter);
        NetBufferList kept = null;
        filter.OnReceive = (lists, _, _) => kept = lists;
        stack.Indicate(stack.Packet());
        Assert.Throws<ArgumentException>(() => filter.Indicate(kept, 2));
        kept.SourceHandle = filter.NdisFilterHandle;
        Assert.Throws<ArgumentException>(() => filter.Indicate(kept));
        kept.SourceHandle = stack.Miniport.Handle;
        filter.Indicate(kept);
        Assert.Single(stack.Returned);
        stack.FreeReturned();
    }

    [Fact]
    public void Cancels_and_requests_go_down_through_the_filters()
    {
        using var stack = new StackFixture(new ScriptedFilter("low", played), new ScriptedFilter("high", played));
        played.Clear();
        NdisCancelSendNetBufferLists(stack.Protocol.Handle, 5);
        Assert.Equal(NdisStatus.NotSupported, NdisOidRequest(stack.Protocol.Handle, new NdisOidRequest { Oid = 9 }));
        Assert.Equal(["high: Cancel 5", "low: Cancel 5", "high: Request 9", "low: Request 9"], played);
        Assert.Contains("CancelSend", stack.Miniport.Played);
    }

    [Fact]
    public void A_module_without_data_path_is_passed_over()
    {
        Assert.Equal(NdisStatus.Success, NdisFRegisterFilterDriver(
            new FilterDriverCharacteristics { FilterAttach = (_, _, _) => NdisStatus.Success, FilterDetach = _ => { } }, out var driver));
        using var stack = new StackFixture();
        stack.Adapter.Attach(driver);
        var handle = stack.Adapter.Filters[0].NdisFilterHandle;
        stack.Protocol.Send(stack.Protocol.Packet());
        stack.Indicate(stack.Packet());
        Assert.Single(stack.Returned);
        var own = stack.Returned[0];
        own.SourceHandle = handle;
        Assert.Throws<InvalidOperationException>(() => NdisFSendNetBufferLists(handle, own, 0, NdisSendFlags.None));
        Assert.Throws<InvalidOperationException>(() => NdisFIndicateReceiveNetBufferLists(handle, own, 0, 1, NdisReceiveFlags.None));
        NdisFIndicateReceiveNetBufferLists(handle, own, 0, 1, NdisReceiveFlags.Resources);
        stack.FreeReturned();
    }

    [Fact]
    public void Handlers_that_need_each_other_come_together()
    {
        NdisStatus Register(Action<FilterDriverCharacteristics> change)
        {
            var handlers = new FilterDriverCharacteristics { FilterAttach = (_, _, _) => NdisStatus.Success, FilterDetach = _ => { } };
            change(handlers);
            return NdisFRegisterFilterDriver(handlers, out _);
        }
        Assert.Equal(NdisStatus.Success, Register(_ => { }));
        Assert.Equal(NdisStatus.BadCharacteristics, Register(handlers => handlers.FilterSendNetBufferLists = (_, _, _, _) => { }));
        Assert.Equal(NdisStatus.BadCharacteristics, Register(handlers => handlers.FilterReceiveNetBufferLists = (_, _, _, _, _) => { }));
        Assert.Equal(NdisStatus.BadCharacteristics, Register(handlers => handlers.FilterDetach = null));
        Assert.Equal(NdisStatus.BadVersion, Register(handlers => handlers.MajorNdisVersion = 5));
    }

    static NetBufferList Own(StackFixture stack, ScriptedFilter filter)
    {
        var own = NdisAllocateNetBufferList(stack.Pool, 0, 0);
        own.SourceHandle = filter.NdisFilterHandle;
        return own;
    }
}
