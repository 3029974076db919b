namespace NdisRules.Runtime.Tests;

/// <summary>A stack of protocol, filter, intermediate driver and miniport.</summary>
public sealed class IntermediateTests : IDisposable
{
    readonly StackFixture stack = new();
    readonly PassThrough driver = new();
    readonly ScriptedProtocol protocol = new("upper");
    readonly List<string> played = [];
    readonly HostedAdapter above;

    public IntermediateTests()
    {
        stack.Adapter.Bind(driver.Protocol);
        above = stack.Miniport.Host.Adapters.Single(adapter => adapter.Name == "virtual test");
        above.Attach(new ScriptedFilter("upper filter", played).Driver);
        above.Bind(protocol.Driver);
        above.RecordReceived = false;
        above.Restart();
        stack.Adapter.Attach(new ScriptedFilter("lower filter", played).Driver);
        played.Clear();
    }

    public void Dispose()
    {
        protocol.Dispose();
        stack.Dispose();
    }

    [Fact]
    public void A_list_goes_down_through_the_whole_stack_and_comes_back()
    {
        stack.Queueing();
        var list = protocol.Packet(9);
        protocol.OnComplete = back =>
        {
            Assert.Equal((list, NdisStatus.InvalidLength, protocol.Handle), (back, back.Status, back.SourceHandle!));
            played.Add("completed");
            NdisFreeNetBufferList(back);
        };
        protocol.Send(list);
        Assert.Equal([list], stack.Queue);
        list.Status = NdisStatus.InvalidLength;
        stack.Complete(list);
        Assert.Equal(["upper filter: Send", "lower filter: Send", "lower filter: Complete", "upper filter: Complete", "completed"], played);
        stack.AssertNothingPending();
    }

    [Fact]
    public void A_received_list_goes_up_through_the_whole_stack_and_comes_back()
    {
        stack.Adapter.Unbind(stack.Protocol.Driver);
        played.Clear();
        protocol.Keep();
        var list = stack.Packet(5);
        stack.Indicate(list);
        Assert.Equal([list], protocol.Kept);
        protocol.Return(list);
        Assert.Equal([list], stack.Returned);
        Assert.Equal(["lower filter: Receive", "upper filter: Receive", "upper filter: Return", "lower filter: Return"], played);
        Assert.Equal(stack.Miniport.Handle, list.SourceHandle);
        stack.FreeReturned();
    }

    [Fact]
    public void A_request_goes_down_through_the_whole_stack_and_is_completed_later()
    {
        var kept = KeepRequests();
        var request = new NdisOidRequest { Oid = 7 };
        Assert.Equal(NdisStatus.Pending, protocol.Ask(request));
        Assert.Equal((1, 1), (above.PendingRequestCount, stack.Adapter.PendingRequestCount));
        kept[0].BytesProcessed = 4;
        stack.Miniport.Complete(kept[0], NdisStatus.Failure);
        Assert.Equal("Completed 7 Failure", protocol.Played[^1]);
        Assert.Equal(["upper filter: Request 7", "lower filter: Request 7", "lower filter: Completed 7 Failure", "upper filter: Completed 7 Failure"], played);
        Assert.Equal((4, 0, 0), (request.BytesProcessed, above.PendingRequestCount, stack.Adapter.PendingRequestCount));
    }

    [Fact]
    public void A_request_that_is_answered_at_once_comes_back_at_once()
    {
        stack.Miniport.OnRequest = _ => NdisStatus.Success;
        Assert.Equal(NdisStatus.Success, protocol.Ask(7));
    }

    [Fact]
    public void A_cancel_of_a_request_goes_down_through_the_whole_stack()
    {
        var kept = KeepRequests();
        stack.Miniport.OnCancelRequest = _ => stack.Miniport.Complete(kept[0], NdisStatus.RequestAborted);
        protocol.Ask(7);
        NdisCancelOidRequest(protocol.Handle, 7);
        Assert.Equal("Completed 7 RequestAborted", protocol.Played[^1]);
    }

    List<NdisOidRequest> KeepRequests()
    {
        var kept = new List<NdisOidRequest>();
        stack.Miniport.OnRequest = request =>
        {
            kept.Add(request);
            return NdisStatus.Pending;
        };
        return kept;
    }

    [Fact]
    public void Copies_and_lent_lists_go_up_through_the_whole_stack_too()
    {
        protocol.Keep();
        stack.Protocol.Keep();
        stack.Indicate(stack.Packet(5));
        Assert.Equal(5, Assert.Single(protocol.Kept).FirstNetBuffer.MdlChain.Span[7]);
        stack.Protocol.Return(stack.Protocol.Kept[0]);
        protocol.Return(protocol.Kept[0]);
        stack.FreeReturned();
        protocol.OnReceive = (_, _, flags) => played.Add($"{flags}");
        var lent = stack.Packet();
        stack.Protocol.OnReceive = (_, _, _) => { };
        stack.Indicate(lent, flags: NdisReceiveFlags.Resources);
        Assert.Equal("Resources", played[^1]);
        NdisFreeNetBufferList(lent);
        stack.AssertNothingPending();
        Assert.Empty(above.FindPendingNetBufferLists());
    }

    [Fact]
    public void What_is_lent_below_is_only_lent_above()
    {
        var lent = stack.Packet();
        protocol.OnReceive = (list, _, _) => Breaks("NDIS0003", () => protocol.Return(list));
        stack.Indicate(lent, flags: NdisReceiveFlags.Resources);
        NdisFreeNetBufferList(lent);
    }

    [Fact]
    public void A_list_that_intermediate_drivers_passed_on_is_pending_with_each()
    {
        stack.Queueing();
        var list = protocol.Packet();
        protocol.Send(list);
        var pending = NdisVerifier.FindPendingNetBufferLists().Where(entry => entry.List == list).ToArray();
        Assert.Equal([above.NdisMiniportHandle, stack.Miniport.Handle], pending.Select(entry => entry.Holder!));
        Assert.Equal([protocol.Handle, stack.Adapter.Bindings[1].NdisBindingHandle], pending.Select(entry => entry.Originator!));
        Assert.Equal((1, 1), (above.PendingSendCount, stack.Adapter.PendingSendCount));
        stack.Complete(list);
        Assert.Equal((0, 0), (above.PendingSendCount, stack.Adapter.PendingSendCount));
    }

    [Fact]
    public void A_protocol_that_is_no_edge_of_it_does_not_pass_on_what_a_miniport_holds()
    {
        stack.Queueing();
        var list = protocol.Packet();
        protocol.Send(list);
        list.SourceHandle = stack.Protocol.Handle;
        Breaks("NDIS0004", () => stack.Protocol.Send(list));
        list.SourceHandle = stack.Adapter.Bindings[1].NdisBindingHandle;
        stack.Complete(list);
    }

    [Fact]
    public void A_cancel_goes_down_through_the_whole_stack()
    {
        NdisCancelSendNetBufferLists(protocol.Handle, 3);
        Assert.Equal(["upper filter: Cancel 3", "lower filter: Cancel 3"], played);
        Assert.Contains("CancelSend", stack.Miniport.Played);
    }

    [Fact]
    public void Pausing_below_turns_sends_from_above_back()
    {
        stack.Adapter.Pause();
        protocol.Send(protocol.Packet());
        Assert.Contains("Complete Paused", protocol.Played);
        stack.Adapter.Restart();
        protocol.Send(protocol.Packet());
        Assert.Contains("Complete Success", protocol.Played);
    }

    [Fact]
    public void The_pause_of_a_virtual_adapter_waits_for_the_real_one()
    {
        stack.Queueing();
        var list = protocol.Packet();
        protocol.Send(list);
        Assert.Equal(NdisStatus.Pending, above.Pause());
        stack.Complete(list);
        Assert.Equal(MiniportState.Paused, above.State);
    }

    [Fact]
    public void Halting_below_takes_the_virtual_adapter_with_it()
    {
        stack.Adapter.Pause();
        stack.Adapter.Halt();
        Assert.Equal(MiniportState.Halted, above.State);
        Assert.DoesNotContain(above, stack.Miniport.Host.Adapters);
        Assert.Contains("Unbind", protocol.Played);
        Assert.Contains("upper filter: Detach", played);
        NdisDeregisterProtocolDriver(driver.Protocol);
        NdisMDeregisterMiniportDriver(driver.Miniport);
    }

    [Fact]
    public void Only_so_many_intermediate_drivers_may_pass_on_one_list()
    {
        using var host = stack.Miniport.Host;
        var top = above;
        for (var i = 0; i < 4; i++)
        {
            var another = new PassThrough();
            top.Bind(another.Protocol);
            var name = "virtual " + top.Name;
            top = host.Adapters.Single(adapter => adapter.Name == name);
            top.Restart();
        }
        stack.Queueing();
        var highest = new ScriptedProtocol("highest");
        top.Bind(highest.Driver);
        var list = highest.Packet();
        Assert.Contains("more than 4", Assert.Throws<InvalidOperationException>(() => highest.Send(list)).Message);
        // The drivers on the way hold it still.
        Breaks("NDIS0009", highest.Dispose);
    }

    [Fact]
    public void A_virtual_adapter_needs_both_edges_and_a_binding()
    {
        NdisMRegisterMiniportDriver(() => new PassThrough.Upper(), out var alone);
        Assert.Throws<InvalidOperationException>(() => NdisIMInitializeDeviceInstanceEx(alone, "x", null));
        NdisRegisterProtocolDriver(new ProtocolDriverCharacteristics
        {
            ProtocolBindAdapterEx = (_, _, _) => NdisStatus.Failure,
            ProtocolUnbindAdapterEx = _ => { },
        }, out var unbound);
        NdisIMAssociateMiniport(alone, unbound);
        Assert.Throws<InvalidOperationException>(() => NdisIMInitializeDeviceInstanceEx(alone, "x", null));
        Assert.Throws<ArgumentException>(() => NdisIMAssociateMiniport(unbound, alone));
    }
}
