namespace NdisRules.Runtime.Tests;

/// <summary>A request is answered once: inside the handler, from it, or later on any thread.</summary>
public sealed class OidRequestTests : IDisposable
{
    readonly StackFixture stack = new();
    readonly List<NdisOidRequest> kept = [];

    public OidRequestTests() => stack.Protocol.Played.Clear();

    public void Dispose() => stack.Dispose();

    /// <summary>From now on the miniport keeps what it is asked.</summary>
    void Keep() => stack.Miniport.OnRequest = request =>
    {
        kept.Add(request);
        return NdisStatus.Pending;
    };

    [Fact]
    public void What_the_handler_returns_is_the_result_of_the_call_and_nobody_is_called()
    {
        stack.Miniport.OnRequest = _ => NdisStatus.Success;
        Assert.Equal(NdisStatus.Success, stack.Protocol.Ask(1));
        Assert.Empty(stack.Protocol.Played);
    }

    [Fact]
    public void A_request_that_is_left_pending_is_completed_later()
    {
        Keep();
        var request = new NdisOidRequest { Oid = 7, InformationBuffer = new byte[4] };
        Assert.Equal(NdisStatus.Pending, stack.Protocol.Ask(request));
        Assert.Equal((1, 0), (stack.Adapter.PendingRequestCount, stack.Protocol.Played.Count));
        Assert.Same(request, kept[0]);
        kept[0].BytesProcessed = 4;
        stack.Miniport.Complete(request);
        Assert.Equal(["Completed 7 Success"], stack.Protocol.Played);
        Assert.Equal((0, 4), (stack.Adapter.PendingRequestCount, request.BytesProcessed));
    }

    [Fact]
    public void A_request_may_be_completed_before_its_handler_has_returned()
    {
        stack.Miniport.OnRequest = request =>
        {
            stack.Miniport.Complete(request, NdisStatus.Resources);
            Assert.Equal(["Completed 7 Resources"], stack.Protocol.Played);
            return NdisStatus.Pending;
        };
        Assert.Equal(NdisStatus.Pending, stack.Protocol.Ask(7));
        Assert.Single(stack.Protocol.Played);
        stack.Miniport.OnRequest = _ => NdisStatus.Success;
        Assert.Equal(NdisStatus.Success, stack.Protocol.Ask(8));
    }

    [Fact]
    public void A_request_may_be_completed_by_another_thread_while_its_handler_runs_and_after()
    {
        using var asker = new Baton(1);
        using var completer = new Baton(1);
        stack.Miniport.OnRequest = request =>
        {
            if (request.Oid == 7) completer.On(0, () => stack.Miniport.Complete(request));
            else kept.Add(request);
            return NdisStatus.Pending;
        };
        asker.On(0, () => Assert.Equal(NdisStatus.Pending, stack.Protocol.Ask(7)));
        asker.On(0, () => Assert.Equal(NdisStatus.Pending, stack.Protocol.Ask(8)));
        completer.On(0, () => stack.Miniport.Complete(kept[0], NdisStatus.Failure));
        Assert.Equal(["Completed 7 Success", "Completed 8 Failure"], stack.Protocol.Played);
    }

    [Fact]
    public void The_same_request_may_be_put_again_once_it_was_completed()
    {
        Keep();
        var request = new NdisOidRequest { Oid = 7 };
        for (var round = 0; round < 3; round++)
        {
            Assert.Equal(NdisStatus.Pending, stack.Protocol.Ask(request));
            stack.Miniport.Complete(request);
        }
        Assert.Equal(3, stack.Protocol.Played.Count);
    }

    [Fact]
    public void Who_hears_of_the_end_may_put_the_request_again_at_once()
    {
        Keep();
        var rounds = 0;
        stack.Protocol.OnRequestComplete = (request, _) =>
        {
            if (rounds++ < 3) Assert.Equal(NdisStatus.Pending, stack.Protocol.Ask(request));
        };
        stack.Protocol.Ask(7);
        for (var i = 0; i < 4; i++) stack.Miniport.Complete(kept[i]);
        Assert.Equal((4, 4, 0), (rounds, kept.Count, stack.Adapter.PendingRequestCount));
    }

    [Fact]
    public void A_driver_without_a_handler_for_ends_is_not_told()
    {
        Keep();
        NdisHandle driver = null!, handle = null!;
        NdisRegisterProtocolDriver(new ProtocolDriverCharacteristics
        {
            ProtocolBindAdapterEx = (_, context, _) => NdisOpenAdapterEx(driver, null, context, out handle),
            ProtocolUnbindAdapterEx = _ => NdisCloseAdapterEx(handle),
        }, out driver);
        stack.Adapter.Bind(driver);
        Assert.Equal(NdisStatus.Pending, NdisOidRequest(handle, new NdisOidRequest()));
        stack.Miniport.Complete(kept[0]);
        NdisDeregisterProtocolDriver(driver);
    }

    sealed class Asker : ProtocolBinding
    {
        internal readonly List<string> Heard = [];

        public override NdisStatus ProtocolBindAdapterEx(ProtocolBindParameters parameters) => NdisStatus.Success;

        public override void ProtocolOidRequestComplete(NdisOidRequest oidRequest, NdisStatus status) => Heard.Add($"{oidRequest.Oid} {status}");
    }

    [Fact]
    public void A_protocol_that_is_a_class_hears_of_the_end()
    {
        Keep();
        var asker = new Asker();
        NdisRegisterProtocolDriver(() => asker, out var driver);
        stack.Adapter.Bind(driver);
        Assert.Equal(NdisStatus.Pending, NdisOidRequest(asker.NdisBindingHandle, new NdisOidRequest { Oid = 3 }));
        stack.Miniport.Complete(kept[0], NdisStatus.NotSupported);
        Assert.Equal(["3 NotSupported"], asker.Heard);
        NdisDeregisterProtocolDriver(driver);
    }

    [Fact]
    public void The_host_learns_how_its_request_ended()
    {
        Keep();
        var asked = stack.Adapter.Submit(new NdisOidRequest { Oid = 5 });
        Assert.Equal((NdisStatus.Pending, false), (asked.Status, asked.IsCompleted));
        Assert.Equal(NdisStatus.Pending, stack.Adapter.Request(new NdisOidRequest()));
        stack.Miniport.Complete(asked.Request, NdisStatus.Resources);
        Assert.Equal((NdisStatus.Resources, true), (asked.Status, asked.IsCompleted));
        stack.Miniport.Complete(kept[1]);
        stack.Miniport.OnRequest = _ => NdisStatus.Success;
        Assert.True(stack.Adapter.Submit(new NdisOidRequest()).IsCompleted);
        Assert.Throws<ArgumentNullException>(() => stack.Adapter.Submit(null!));
    }

    [Fact]
    public void A_request_is_completed_once()
    {
        Keep();
        stack.Protocol.Ask(7);
        stack.Miniport.Complete(kept[0]);
        Breaks("NDIS0003", () => stack.Miniport.Complete(kept[0]));
        Assert.Single(stack.Protocol.Played);
    }

    [Fact]
    public void Of_two_threads_that_complete_the_same_request_one_is_told()
    {
        Keep();
        for (var round = 0; round < 200; round++)
        {
            kept.Clear();
            stack.Protocol.Ask(7);
            var told = 0;
            Parallel.Invoke(Complete, Complete);
            Assert.Equal(1, told);
            void Complete()
            {
                if (Record.Exception(() => stack.Miniport.Complete(kept[0])) is NdisViolationException { RuleId: "NDIS0003" }) Interlocked.Increment(ref told);
            }
        }
        Assert.Equal(200, stack.Protocol.Played.Count);
    }

    [Fact]
    public void What_was_answered_by_the_handler_is_not_completed()
    {
        NdisOidRequest? answered = null;
        stack.Miniport.OnRequest = request =>
        {
            answered = request;
            return NdisStatus.Success;
        };
        stack.Protocol.Ask(7);
        Breaks("NDIS0003", () => stack.Miniport.Complete(answered!));
        Assert.Empty(stack.Protocol.Played);
    }

    [Fact]
    public void A_handler_does_not_answer_what_it_completed()
    {
        stack.Miniport.OnRequest = request =>
        {
            stack.Miniport.Complete(request);
            return NdisStatus.Success;
        };
        Assert.Contains("which it completed", Breaks("NDIS0003", () => stack.Protocol.Ask(7)).Message);
        Assert.Equal(["Completed 7 Success"], stack.Protocol.Played);
        stack.Miniport.OnRequest = _ => NdisStatus.Success;
        Assert.Equal(NdisStatus.Success, stack.Protocol.Ask(8));
    }

    [Fact]
    public void Only_the_adapter_that_holds_a_request_completes_it()
    {
        Keep();
        using var other = new ScriptedDriver(stack.Miniport.Host).In(MiniportState.Paused);
        var request = new NdisOidRequest { Oid = 7 };
        Breaks("NDIS0003", () => stack.Miniport.Complete(request));
        stack.Protocol.Ask(request);
        Breaks("NDIS0003", () => other.Complete(request));
        stack.Miniport.Complete(request);
    }

    [Fact]
    public void A_request_does_not_end_with_Pending_and_needs_an_adapters_handle()
    {
        Keep();
        stack.Protocol.Ask(7);
        Assert.Throws<ArgumentException>(() => stack.Miniport.Complete(kept[0], NdisStatus.Pending));
        Assert.Throws<ArgumentException>(() => NdisMOidRequestComplete(stack.Protocol.Handle, kept[0], NdisStatus.Success));
        Assert.Throws<ArgumentNullException>(() => NdisMOidRequestComplete(null!, kept[0], NdisStatus.Success));
        Assert.Throws<ArgumentNullException>(() => stack.Miniport.Complete(null!));
        stack.Miniport.Complete(kept[0]);
    }

    [Fact]
    public void A_request_that_is_under_way_is_not_put_again()
    {
        Keep();
        var request = new NdisOidRequest { Oid = 7 };
        stack.Protocol.Ask(request);
        Assert.Contains("given to", Breaks("NDIS0004", () => stack.Protocol.Ask(request)).Message);
        Breaks("NDIS0004", () => stack.Adapter.Request(request));
        stack.Miniport.Complete(request);
        Assert.Single(kept);
    }

    [Fact]
    public void A_handler_that_throws_has_failed_the_request_and_is_given_the_next()
    {
        stack.Miniport.OnRequest = _ => throw new FormatException();
        var request = new NdisOidRequest();
        Assert.Throws<FormatException>(() => stack.Protocol.Ask(request));
        Assert.Empty(stack.Protocol.Played);
        stack.Miniport.OnRequest = _ => NdisStatus.Success;
        Assert.Equal(NdisStatus.Success, stack.Protocol.Ask(request));
    }

    [Fact]
    public void A_binding_is_not_closed_before_its_requests_are_completed()
    {
        Keep();
        stack.Protocol.Ask(7);
        stack.Protocol.OnUnbind = () =>
        {
            Assert.Contains("put by", Assert.Single(Breaks("NDIS0009", () => NdisCloseAdapterEx(stack.Protocol.Handle)).Outstanding));
            stack.Miniport.Complete(kept[0]);
            NdisCloseAdapterEx(stack.Protocol.Handle);
        };
        stack.Adapter.Unbind(stack.Protocol.Driver);
        Assert.Contains("Completed 7 Success", stack.Protocol.Played);
    }

    [Fact]
    public void A_binding_may_be_closed_by_who_hears_of_its_last_request()
    {
        Keep();
        stack.Protocol.Ask(7);
        stack.Protocol.OnRequestComplete = (_, _) => NdisCloseAdapterEx(stack.Protocol.Handle);
        stack.Protocol.OnUnbind = () => stack.Miniport.Complete(kept[0]);
        stack.Adapter.Unbind(stack.Protocol.Driver);
        Assert.Empty(stack.Adapter.Bindings);
    }

    [Fact]
    public void A_binding_that_is_left_open_hears_nothing_of_its_requests_any_more()
    {
        Keep();
        stack.Protocol.Ask(7);
        stack.Protocol.OnUnbind = () => { };
        Assert.Equal(2, Breaks("NDIS0001", () => stack.Adapter.Unbind(stack.Protocol.Driver)).Outstanding.Count);
        stack.Miniport.Complete(kept[0]);
        Assert.DoesNotContain("Completed 7 Success", stack.Protocol.Played);
    }

    [Fact]
    public void An_adapter_is_not_halted_while_a_request_of_the_host_is_pending()
    {
        Keep();
        stack.Adapter.Pause();
        var asked = stack.Adapter.Submit(new NdisOidRequest());
        Assert.Throws<InvalidOperationException>(() => stack.Adapter.Halt());
        Assert.Equal((MiniportState.Paused, 1), (stack.Adapter.State, stack.Adapter.Bindings.Count));
        stack.Miniport.Complete(asked.Request);
        stack.Adapter.Halt();
        Breaks("NDIS0003", () => stack.Miniport.Complete(asked.Request));
    }

    [Fact]
    public void HaltEx_does_not_come_while_a_request_of_a_binding_that_is_gone_is_pending()
    {
        Keep();
        stack.Protocol.Ask(7);
        stack.Adapter.Pause();
        stack.Protocol.OnUnbind = () => { };
        Breaks("NDIS0001", () => stack.Adapter.Halt());
        Assert.Throws<InvalidOperationException>(() => stack.Adapter.Halt());
        Assert.DoesNotContain("Halt", stack.Miniport.Played);
        stack.Miniport.Complete(kept[0]);
        stack.Adapter.Halt();
        Assert.Equal(MiniportState.Halted, stack.Adapter.State);
    }

    [Fact]
    public void An_unbind_during_a_halt_may_call_its_request_back()
    {
        Keep();
        stack.Protocol.Ask(7);
        stack.Adapter.Pause();
        stack.Miniport.OnCancelRequest = _ => stack.Miniport.Complete(kept[0], NdisStatus.RequestAborted);
        stack.Protocol.OnUnbind = () =>
        {
            NdisCancelOidRequest(stack.Protocol.Handle, 7);
            NdisCloseAdapterEx(stack.Protocol.Handle);
        };
        stack.Adapter.Halt();
        Assert.Contains("Completed 7 RequestAborted", stack.Protocol.Played);
        Assert.Equal(MiniportState.Halted, stack.Adapter.State);
    }

    [Fact]
    public void An_adapter_that_was_opened_again_answers_again()
    {
        stack.Miniport.OnRequest = _ => NdisStatus.Success;
        stack.Adapter.Pause();
        stack.Adapter.Halt();
        Assert.Throws<InvalidOperationException>(() => stack.Adapter.Request(new NdisOidRequest()));
        stack.Adapter.Initialize();
        Assert.Equal(NdisStatus.Success, stack.Adapter.Request(new NdisOidRequest()));
    }
}
