namespace NdisRules.Runtime.Tests;

/// <summary>Bindings and filter modules come, pause, run and go, and leave nothing.</summary>
public sealed class StackLifeTests
{
    readonly List<string> played = [];

    [Fact]
    public void A_stack_pauses_from_the_top_and_restarts_from_the_bottom()
    {
        using var stack = new StackFixture(new ScriptedFilter("low", played), new ScriptedFilter("high", played));
        stack.Protocol.OnNetEvent = netEvent => Note(netEvent.ToString());
        stack.Miniport.OnPause = () => Note("miniport: Pause");
        stack.Miniport.OnRestart = () => Note("miniport: Restart");
        played.Clear();
        stack.Adapter.Pause(new MiniportPauseParameters { PauseReason = NdisPauseReasons.LowPower });
        Assert.All(stack.Adapter.Filters, filter => Assert.Equal(FilterState.Paused, filter.State));
        stack.Adapter.Restart();
        Assert.Equal(
            ["NetEventPause", "high: Pause LowPower", "low: Pause LowPower", "miniport: Pause",
             "miniport: Restart", "low: Restart", "high: Restart", "NetEventRestart"], played);
        Assert.All(stack.Adapter.Filters, filter => Assert.Equal(FilterState.Running, filter.State));
        NdisStatus Note(string what)
        {
            played.Add(what);
            return NdisStatus.Success;
        }
    }

    [Fact]
    public void Halt_unbinds_then_detaches_then_halts()
    {
        using var stack = new StackFixture(new ScriptedFilter("low", played), new ScriptedFilter("high", played));
        stack.Protocol.OnUnbind = () =>
        {
            played.Add("unbind");
            NdisCloseAdapterEx(stack.Protocol.Handle);
        };
        stack.Miniport.OnHalt = () => played.Add("halt");
        stack.Adapter.Pause();
        played.Clear();
        stack.Adapter.Halt();
        Assert.Equal(["unbind", "high: Detach", "low: Detach", "halt"], played);
        Assert.Empty(stack.Adapter.Bindings);
        Assert.Empty(stack.Adapter.Filters);
    }

    [Fact]
    public void Every_layer_may_end_its_pause_and_restart_later()
    {
        var filter = new ScriptedFilter { OnPause = () => NdisStatus.Pending };
        using var stack = new StackFixture(filter);
        stack.Protocol.OnNetEvent = _ => NdisStatus.Pending;
        stack.Miniport.OnPause = () => NdisStatus.Pending;
        Assert.Equal(NdisStatus.Pending, stack.Adapter.Pause());
        Assert.DoesNotContain("Pause", stack.Miniport.Played);
        Assert.Throws<InvalidOperationException>(() => NdisFPauseComplete(filter.NdisFilterHandle));
        NdisCompleteNetPnPEvent(stack.Protocol.Handle);
        Assert.Equal(FilterState.Pausing, filter.NdisFilterHandle.FilterFor("").State);
        Assert.Throws<InvalidOperationException>(() => NdisMPauseComplete(stack.Miniport.Handle));
        NdisFPauseComplete(filter.NdisFilterHandle);
        Assert.Equal(MiniportState.Pausing, stack.Adapter.State);
        NdisMPauseComplete(stack.Miniport.Handle);
        Assert.Equal(MiniportState.Paused, stack.Adapter.State);

        stack.Miniport.OnRestart = () => NdisStatus.Pending;
        filter.OnRestart = () => NdisStatus.Pending;
        Assert.Equal(NdisStatus.Pending, stack.Adapter.Restart());
        NdisMRestartComplete(stack.Miniport.Handle, NdisStatus.Success);
        Assert.Throws<InvalidOperationException>(() => NdisMRestartComplete(stack.Miniport.Handle, NdisStatus.Success));
        NdisFRestartComplete(filter.NdisFilterHandle, NdisStatus.Success);
        Assert.Equal(MiniportState.Restarting, stack.Adapter.State);
        NdisCompleteNetPnPEvent(stack.Protocol.Handle);
        Assert.Equal(MiniportState.Running, stack.Adapter.State);
        Assert.Throws<InvalidOperationException>(() => NdisCompleteNetPnPEvent(stack.Protocol.Handle));
    }

    [Fact]
    public void A_completion_may_come_before_the_handler_returns_Pending()
    {
        var filter = new ScriptedFilter();
        using var stack = new StackFixture(filter);
        filter.OnPause = () =>
        {
            NdisFPauseComplete(filter.NdisFilterHandle);
            return NdisStatus.Pending;
        };
        stack.Miniport.OnPause = () =>
        {
            NdisMPauseComplete(stack.Miniport.Handle);
            return NdisStatus.Pending;
        };
        stack.Adapter.Pause();
        Assert.Equal(MiniportState.Paused, stack.Adapter.State);
    }

    [Fact]
    public void A_filter_that_fails_to_restart_takes_what_runs_below_back_to_paused()
    {
        var low = new ScriptedFilter("low", played);
        var high = new ScriptedFilter("high", played);
        using var stack = new StackFixture(low, high);
        stack.Adapter.Pause();
        high.OnRestart = () => NdisStatus.Resources;
        played.Clear();
        Assert.Equal(NdisStatus.Resources, stack.Adapter.Restart());
        Assert.Equal(["low: Restart", "high: Restart", "low: Pause None"], played);
        Assert.Equal(MiniportState.Paused, stack.Adapter.State);
        Assert.Equal("Pause", stack.Miniport.Played[^1]);
        high.OnRestart = () => NdisStatus.Success;
        Assert.Equal(NdisStatus.Success, stack.Adapter.Restart());
        stack.Protocol.Send(stack.Protocol.Packet());
        Assert.Contains("Complete Success", stack.Protocol.Played);
    }

    [Fact]
    public void A_filter_that_throws_in_its_restart_does_so_too()
    {
        var filter = new ScriptedFilter();
        using var stack = new StackFixture(filter);
        stack.Adapter.Pause();
        filter.OnRestart = () => throw new FormatException();
        Assert.Throws<FormatException>(() => stack.Adapter.Restart());
        Assert.Equal(MiniportState.Paused, stack.Adapter.State);
    }

    [Fact]
    public void A_filter_that_ends_its_pause_with_lists_is_a_violation_and_the_stack_is_paused()
    {
        var filter = new ScriptedFilter();
        using var stack = new StackFixture(filter);
        var queue = new List<NetBufferList>();
        filter.OnSend = queue.Add;
        stack.Protocol.Send(stack.Protocol.Packet());
        Assert.Single(Breaks("NDIS0001", () => stack.Adapter.Pause()).Outstanding);
        Assert.Equal(MiniportState.Paused, stack.Adapter.State);
        Assert.Throws<InvalidOperationException>(() => filter.Send(queue[0]));
        queue[0].Status = NdisStatus.Paused;
        filter.Complete(queue[0]);
        stack.AssertNothingPending();
    }

    [Fact]
    public void A_filter_that_ends_its_pause_while_a_list_of_its_own_is_out_is_a_violation()
    {
        var filter = new ScriptedFilter();
        using var stack = new StackFixture(filter);
        stack.Queueing();
        filter.OnComplete = FreeAll;
        var own = NdisAllocateNetBufferList(stack.Pool, 0, 0);
        own.SourceHandle = filter.NdisFilterHandle;
        filter.Send(own);
        Breaks("NDIS0001", () => stack.Adapter.Pause());
        stack.Complete(own);
    }

    [Fact]
    public void A_paused_filter_is_given_nothing_and_the_list_goes_straight_back()
    {
        var filter = new ScriptedFilter { OnPause = () => NdisStatus.Pending };
        using var stack = new StackFixture(filter);
        stack.Adapter.Pause();
        var list = stack.Packet();
        stack.Indicate(list);
        NdisFPauseComplete(filter.NdisFilterHandle);
        Assert.Throws<InvalidOperationException>(() => stack.Indicate(list));
        filter.OnRestart = () => NdisStatus.Pending;
        stack.Adapter.Restart();
        stack.Indicate(list);
        Assert.Equal([list, list], stack.Returned);
        stack.Indicate(list, flags: NdisReceiveFlags.Resources);
        Assert.DoesNotContain("filter: Receive", filter.Played);
        NdisFreeNetBufferList(list);
    }

    [Fact]
    public void A_miniport_indicates_until_its_own_pause_handler_returned()
    {
        using var stack = new StackFixture();
        stack.Protocol.OnNetEvent = _ => Indicate(stack, NdisStatus.Success);
        stack.Miniport.OnPause = () => Indicate(stack, NdisStatus.Pending);
        stack.Adapter.Pause();
        Assert.Equal(2, stack.Returned.Count);
        Assert.Throws<InvalidOperationException>(() => Indicate(stack, NdisStatus.Success));
        FreeAll(stack.Refused);
        stack.FreeReturned();
    }

    static NdisStatus Indicate(StackFixture stack, NdisStatus status)
    {
        stack.Indicate(stack.Refused = stack.Packet());
        return status;
    }

    [Fact]
    public void Sends_while_packets_do_not_move_are_completed_with_Paused()
    {
        using var stack = new StackFixture();
        stack.Miniport.OnPause = () => NdisStatus.Pending;
        stack.Adapter.Pause();
        stack.Protocol.Send(stack.Protocol.Packet());
        NdisMPauseComplete(stack.Miniport.Handle);
        stack.Protocol.Send(stack.Protocol.Packet());
        Assert.Equal(2, stack.Protocol.Played.Count(role => role == "Complete Paused"));
        Assert.DoesNotContain("Send", stack.Miniport.Played);
        Assert.Equal(0, stack.Protocol.Pool.OutstandingCount);
    }

    [Fact]
    public void A_filter_that_sends_after_the_miniport_paused_gets_Paused()
    {
        var filter = new ScriptedFilter();
        using var stack = new StackFixture(filter);
        stack.Adapter.Pause();
        stack.Miniport.OnRestart = () => NdisStatus.Success;
        filter.OnRestart = () =>
        {
            stack.Adapter.Shutdown();
            var own = NdisAllocateNetBufferList(stack.Pool, 0, 0);
            own.SourceHandle = filter.NdisFilterHandle;
            filter.Send(own);
            return NdisStatus.Pending;
        };
        filter.OnComplete = lists =>
        {
            Assert.Equal(NdisStatus.Paused, lists.Status);
            FreeAll(lists);
        };
        stack.Adapter.Restart();
        Assert.Contains("filter: Complete", filter.Played);
    }

    [Fact]
    public void A_running_stack_is_paused_while_it_changes()
    {
        using var stack = new StackFixture();
        using var second = new ScriptedProtocol("second");
        var filter = new ScriptedFilter();
        stack.Miniport.Played.Clear();
        stack.Adapter.Bind(second.Driver);
        Assert.Equal(["Pause", "Restart"], stack.Miniport.Played);
        stack.Adapter.Attach(filter.Driver);
        stack.Adapter.Unbind(second.Driver);
        stack.Adapter.Detach(filter.Driver);
        Assert.Equal(MiniportState.Running, stack.Adapter.State);
        Assert.Equal(8, stack.Miniport.Played.Count);
        Assert.Equal(["filter: Attach", "filter: Restart", "filter: Pause UnbindProtocol", "filter: Restart", "filter: Pause DetachFilter", "filter: Detach"], filter.Played);
    }

    [Fact]
    public void A_change_waits_for_a_pending_pause()
    {
        using var stack = new StackFixture();
        using var second = new ScriptedProtocol("second");
        stack.Miniport.OnPause = () => NdisStatus.Pending;
        Assert.Throws<InvalidOperationException>(() => stack.Adapter.Bind(second.Driver));
        Assert.Throws<InvalidOperationException>(() => stack.Adapter.Bind(second.Driver));
        NdisMPauseComplete(stack.Miniport.Handle);
        Assert.Equal(NdisStatus.Success, stack.Adapter.Bind(second.Driver));
        Assert.Equal(MiniportState.Paused, stack.Adapter.State);
    }

    [Fact]
    public void A_detach_must_leave_nothing()
    {
        var filter = new ScriptedFilter();
        using var stack = new StackFixture(filter);
        var pool = Support.Pool(owner: filter.NdisFilterHandle);
        Assert.Contains("NB pool", Assert.Single(Breaks("NDIS0001", () => stack.Adapter.Detach(filter.Driver)).Outstanding));
        Assert.Empty(stack.Adapter.Filters);
        Assert.Equal(MiniportState.Running, stack.Adapter.State);
        Breaks("NDIS0004", () => NdisFCancelSendNetBufferLists(filter.NdisFilterHandle, 1));
        pool.Dispose();
    }

    [Fact]
    public void A_failing_attach_must_leave_nothing_and_is_not_attached()
    {
        using var stack = new StackFixture();
        NetBufferPool? pool = null;
        var filter = new ScriptedFilter { OnAttach = () => NdisStatus.Resources };
        Assert.Equal(NdisStatus.Resources, stack.Adapter.Attach(filter.Driver));
        filter.OnAttach = () =>
        {
            pool = Support.Pool(owner: filter.NdisFilterHandle);
            return NdisStatus.Resources;
        };
        Breaks("NDIS0001", () => stack.Adapter.Attach(filter.Driver));
        Assert.Empty(stack.Adapter.Filters);
        pool!.Dispose();
    }

    [Fact]
    public void Deregistering_a_filter_driver_detaches_its_modules()
    {
        var filter = new ScriptedFilter();
        using var stack = new StackFixture(filter);
        NdisFDeregisterFilterDriver(filter.Driver);
        Assert.Contains("filter: Detach", filter.Played);
        Assert.Empty(stack.Adapter.Filters);
        Breaks("NDIS0003", () => NdisFDeregisterFilterDriver(filter.Driver));
        Breaks("NDIS0007", () => NdisFDeregisterFilterDriver(stack.Protocol.Driver));
        Breaks("NDIS0007", () => NdisFDeregisterFilterDriver(null!));
        Assert.Throws<InvalidOperationException>(() => stack.Adapter.Attach(filter.Driver));
    }
}
