namespace NdisRules.Runtime.Tests;

/// <summary>A driver is given one request at a time, the others wait in their order; and what is called back.</summary>
public sealed class OidLineTests : IDisposable
{
    readonly StackFixture stack = new();
    readonly List<NdisOidRequest> kept = [];

    public OidLineTests()
    {
        stack.Protocol.Played.Clear();
        stack.Miniport.Played.Clear();
        stack.Miniport.OnRequest = request =>
        {
            kept.Add(request);
            return NdisStatus.Pending;
        };
    }

    public void Dispose() => stack.Dispose();

    void AskAll(params uint[] oids)
    {
        foreach (var oid in oids) Assert.Equal(NdisStatus.Pending, stack.Protocol.Ask(oid));
    }

    uint[] Given => [.. kept.Select(request => request.Oid)];

    [Fact]
    public void Requests_are_given_one_at_a_time_in_their_order()
    {
        AskAll(1, 2, 3);
        Assert.Equal([1u], Given);
        Assert.Equal(3, stack.Adapter.PendingRequestCount);
        stack.Miniport.Complete(kept[0]);
        Assert.Equal([1u, 2u], Given);
        stack.Miniport.Complete(kept[1]);
        stack.Miniport.Complete(kept[2]);
        Assert.Equal(["Completed 1 Success", "Completed 2 Success", "Completed 3 Success"], stack.Protocol.Played);
        Assert.Equal(0, stack.Adapter.PendingRequestCount);
    }

    [Fact]
    public void What_waits_is_told_of_its_end_even_if_the_handler_answers_at_once()
    {
        AskAll(1, 2, 3);
        stack.Miniport.OnRequest = request => request.Oid == 2 ? NdisStatus.NotSupported : NdisStatus.Success;
        stack.Miniport.Complete(kept[0]);
        Assert.Equal(["Completed 1 Success", "Completed 2 NotSupported", "Completed 3 Success"], stack.Protocol.Played);
    }

    [Fact]
    public void The_end_of_one_is_told_before_the_next_is_given()
    {
        AskAll(1, 2);
        stack.Protocol.OnRequestComplete = (_, _) => Assert.Single(kept);
        stack.Miniport.Complete(kept[0]);
        Assert.Equal([1u, 2u], Given);
        stack.Protocol.OnRequestComplete = (_, _) => { };
        stack.Miniport.Complete(kept[1]);
    }

    [Fact]
    public void The_next_is_given_when_the_handler_has_returned_and_not_from_within_it()
    {
        var depth = 0;
        stack.Miniport.OnRequest = request =>
        {
            Assert.Equal(1, ++depth);
            if (request.Oid == 1) AskAll(2, 3);
            stack.Miniport.Complete(request);
            depth--;
            return NdisStatus.Pending;
        };
        AskAll(1);
        Assert.Equal(["Completed 1 Success", "Completed 2 Success", "Completed 3 Success"], stack.Protocol.Played);
    }

    [Fact]
    public void A_long_line_is_worked_off_without_a_deep_stack()
    {
        AskAll(0);
        stack.Miniport.OnRequest = request =>
        {
            stack.Miniport.Complete(request);
            return NdisStatus.Pending;
        };
        for (var oid = 1u; oid < 20_000; oid++) AskAll(oid);
        stack.Miniport.Complete(kept[0]);
        Assert.Equal(20_000, stack.Protocol.Played.Count);
    }

    [Fact]
    public void Who_asks_while_another_thread_is_answered_waits_without_being_held_up()
    {
        using var first = new Baton(1);
        using var second = new Baton(1);
        stack.Miniport.OnRequest = request =>
        {
            if (request.Oid != 1) return NdisStatus.Success;
            second.On(0, () => Assert.Equal(NdisStatus.Pending, stack.Protocol.Ask(2)));
            Assert.Empty(stack.Protocol.Played);
            return NdisStatus.Success;
        };
        first.On(0, () => Assert.Equal(NdisStatus.Success, stack.Protocol.Ask(1)));
        Assert.Equal(["Completed 2 Success"], stack.Protocol.Played);
    }

    [Fact]
    public void Requests_of_several_askers_wait_in_one_line()
    {
        using var second = new ScriptedProtocol("second");
        stack.Adapter.Bind(second.Driver);
        AskAll(1);
        var asked = stack.Adapter.Submit(new NdisOidRequest { Oid = 2 });
        Assert.Equal(NdisStatus.Pending, second.Ask(3));
        for (var i = 0; i < 3; i++) stack.Miniport.Complete(kept[i]);
        Assert.Equal([1u, 2u, 3u], Given);
        Assert.True(asked.IsCompleted);
        Assert.Equal("Completed 3 Success", second.Played[^1]);
        Assert.DoesNotContain("Completed 3 Success", stack.Protocol.Played);
    }

    [Fact]
    public void A_handler_that_throws_for_what_waited_has_failed_it_and_the_line_goes_on()
    {
        AskAll(1, 2, 3);
        stack.Miniport.OnRequest = request => request.Oid == 2 ? throw new FormatException() : NdisStatus.Success;
        Assert.Throws<FormatException>(() => stack.Miniport.Complete(kept[0]));
        Assert.Equal(["Completed 1 Success", "Completed 2 Failure", "Completed 3 Success"], stack.Protocol.Played);
        Assert.Equal(0, stack.Adapter.PendingRequestCount);
    }

    [Fact]
    public void Who_throws_when_told_holds_up_nobody()
    {
        AskAll(1, 2, 3);
        stack.Miniport.OnRequest = _ => NdisStatus.Success;
        stack.Protocol.OnRequestComplete = (request, _) =>
        {
            if (request.Oid < 3) throw new FormatException();
        };
        Assert.Throws<FormatException>(() => stack.Miniport.Complete(kept[0]));
        Assert.Equal(3, stack.Protocol.Played.Count);
    }

    [Fact]
    public void What_waits_is_not_the_drivers_to_complete_or_to_put_again()
    {
        var waiting = new NdisOidRequest { Oid = 2 };
        AskAll(1);
        stack.Protocol.Ask(waiting);
        Breaks("NDIS0003", () => stack.Miniport.Complete(waiting));
        Breaks("NDIS0004", () => stack.Protocol.Ask(waiting));
        stack.Miniport.Complete(kept[0]);
        stack.Miniport.Complete(waiting);
    }

    [Fact]
    public void A_cancel_reaches_the_driver_with_its_identifier()
    {
        AskAll(5);
        stack.Miniport.OnCancelRequest = id =>
        {
            Assert.Equal(5, id);
            stack.Miniport.Complete(kept[0], NdisStatus.RequestAborted);
        };
        NdisCancelOidRequest(stack.Protocol.Handle, 5);
        Assert.Equal(["Completed 5 RequestAborted"], stack.Protocol.Played);
    }

    [Fact]
    public void What_waits_is_called_back_by_NDIS_and_never_given()
    {
        AskAll(1, 2, 3);
        NdisCancelOidRequest(stack.Protocol.Handle, 2);
        Assert.Equal(["Completed 2 RequestAborted"], stack.Protocol.Played);
        stack.Miniport.Complete(kept[0]);
        stack.Miniport.Complete(kept[1]);
        Assert.Equal([1u, 3u], Given);
    }

    [Fact]
    public void A_cancel_leaves_the_requests_of_others_alone()
    {
        AskAll(1, 2);
        var others = stack.Adapter.Submit(new NdisOidRequest { RequestId = 2 });
        NdisCancelOidRequest(stack.Protocol.Handle, 2);
        Assert.False(others.IsCompleted);
        stack.Adapter.CancelRequest(2);
        Assert.Equal(NdisStatus.RequestAborted, others.Status);
        stack.Miniport.Complete(kept[0]);
    }

    [Fact]
    public void A_cancel_that_comes_too_late_or_is_ignored_changes_nothing()
    {
        AskAll(1);
        NdisCancelOidRequest(stack.Protocol.Handle, 1);
        Assert.Empty(stack.Protocol.Played);
        stack.Miniport.Complete(kept[0]);
        NdisCancelOidRequest(stack.Protocol.Handle, 1);
        Assert.Equal(["Completed 1 Success"], stack.Protocol.Played);
        Assert.Equal(2, stack.Miniport.Played.Count(role => role == "CancelRequest"));
    }

    [Fact]
    public void A_cancel_is_refused_for_who_is_gone_and_does_nothing_after_the_end()
    {
        Assert.Throws<ArgumentNullException>(() => NdisCancelOidRequest(null!, 1));
        Assert.Throws<ArgumentException>(() => NdisCancelOidRequest(stack.Miniport.Handle, 1));
        stack.Adapter.Shutdown();
        stack.Miniport.Played.Clear();
        NdisCancelOidRequest(stack.Protocol.Handle, 1);
        Assert.Empty(stack.Miniport.Played);
        NdisCloseAdapterEx(stack.Protocol.Handle);
        Breaks("NDIS0004", () => NdisCancelOidRequest(stack.Protocol.Handle, 1));
    }

    [Fact]
    public void What_waits_when_the_system_goes_down_is_not_given_any_more()
    {
        AskAll(1, 2);
        stack.Adapter.Shutdown();
        stack.Miniport.Complete(kept[0]);
        Assert.Equal(["Completed 1 Success", "Completed 2 RequestAborted"], stack.Protocol.Played);
        Assert.Equal([1u], Given);
    }

    [Fact]
    public void Requests_are_answered_while_packets_do_not_move()
    {
        AskAll(1);
        stack.Adapter.Pause();
        Assert.Equal(MiniportState.Paused, stack.Adapter.State);
        AskAll(2);
        stack.Miniport.Complete(kept[0]);
        stack.Adapter.Restart();
        stack.Miniport.Complete(kept[1]);
        Assert.Equal(2, stack.Protocol.Played.Count(role => role.StartsWith("Completed")));
    }
}
