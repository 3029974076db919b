namespace NdisRules.Runtime.Tests;

/// <summary>A bind or an unbind that a driver ends later keeps the stack paused until then.</summary>
public sealed class LateBindTests : IDisposable
{
    readonly StackFixture stack = new();
    readonly LateProtocol late = new();

    HostedAdapter Adapter => stack.Adapter;

    public void Dispose()
    {
        late.Pool.Dispose();
        stack.Dispose();
    }

    [Fact]
    public void A_bind_that_is_left_pending_keeps_the_stack_paused_until_it_is_completed()
    {
        Assert.Equal(NdisStatus.Pending, Adapter.Bind(late.Driver));
        Assert.Equal(MiniportState.Paused, Adapter.State);
        Assert.Equal((NdisStatus.Pending, false), (Adapter.LastChange!.Status, Adapter.LastChange.IsCompleted));
        NdisCompleteBindAdapterEx(late.BindContext, NdisStatus.Success);
        Assert.Equal(MiniportState.Running, Adapter.State);
        Assert.Equal((NdisStatus.Success, true, late.Driver), (Adapter.LastChange.Status, Adapter.LastChange.IsCompleted, Adapter.LastChange.ProtocolDriver));
        Assert.Equal(late.Handle, Adapter.Bindings[^1].NdisBindingHandle);
    }

    [Fact]
    public void A_stack_that_was_paused_stays_paused()
    {
        Adapter.Pause();
        Adapter.Bind(late.Driver);
        NdisCompleteBindAdapterEx(late.BindContext, NdisStatus.Success);
        Assert.Equal(MiniportState.Paused, Adapter.State);
    }

    [Fact]
    public void A_bind_may_be_completed_before_its_handler_has_returned()
    {
        late.OnBind = () => NdisCompleteBindAdapterEx(late.BindContext, NdisStatus.Success);
        Assert.Equal(NdisStatus.Success, Adapter.Bind(late.Driver));
        Assert.Equal(MiniportState.Running, Adapter.State);
    }

    [Fact]
    public void A_bind_may_be_completed_by_another_thread()
    {
        using var other = new Baton(1);
        late.OnBind = () => other.On(0, () => NdisCompleteBindAdapterEx(late.BindContext, NdisStatus.Success));
        Assert.Equal(NdisStatus.Success, Adapter.Bind(late.Driver));
        late.OnUnbind = () => { };
        Adapter.Unbind(late.Driver);
        other.On(0, late.CompleteUnbind);
        Assert.Equal((MiniportState.Running, 1), (Adapter.State, Adapter.Bindings.Count));
    }

    [Fact]
    public void The_adapter_may_be_opened_and_asked_while_the_bind_is_pending()
    {
        stack.Miniport.OnRequest = _ => NdisStatus.Success;
        late.Opens = false;
        Adapter.Bind(late.Driver);
        late.Open();
        Assert.Equal(NdisStatus.Success, NdisOidRequest(late.Handle, new NdisOidRequest()));
        NdisCompleteBindAdapterEx(late.BindContext, NdisStatus.Success);
        Assert.Throws<InvalidOperationException>(late.Open);
    }

    [Fact]
    public void A_pending_bind_that_fails_leaves_nothing()
    {
        Adapter.Bind(late.Driver);
        NdisCloseAdapterEx(late.Handle);
        NdisCompleteBindAdapterEx(late.BindContext, NdisStatus.Resources);
        Assert.Equal((NdisStatus.Resources, MiniportState.Running, 1), (Adapter.LastChange!.Status, Adapter.State, Adapter.Bindings.Count));
    }

    [Fact]
    public void A_pending_bind_that_fails_and_leaves_the_adapter_open_is_a_violation()
    {
        Adapter.Bind(late.Driver);
        Breaks("NDIS0001", () => NdisCompleteBindAdapterEx(late.BindContext, NdisStatus.Resources));
        Assert.Equal((MiniportState.Running, 1), (Adapter.State, Adapter.Bindings.Count));
    }

    [Fact]
    public void A_pending_bind_that_succeeds_without_opening_is_refused()
    {
        late.Opens = false;
        Adapter.Bind(late.Driver);
        Assert.Throws<InvalidOperationException>(() => NdisCompleteBindAdapterEx(late.BindContext, NdisStatus.Success));
        Assert.Equal(MiniportState.Running, Adapter.State);
    }

    [Fact]
    public void A_bind_is_completed_once()
    {
        Adapter.Bind(late.Driver);
        Assert.Throws<ArgumentException>(() => NdisCompleteBindAdapterEx(late.BindContext, NdisStatus.Pending));
        NdisCompleteBindAdapterEx(late.BindContext, NdisStatus.Success);
        Breaks("NDIS0003", () => NdisCompleteBindAdapterEx(late.BindContext, NdisStatus.Success));
    }

    [Fact]
    public void What_did_not_pend_is_not_completed()
    {
        NdisHandle? context = null;
        stack.Protocol.OnBind = given =>
        {
            context = given;
            return NdisOpenAdapterEx(stack.Protocol.Driver, null, given, out stack.Protocol.Handle);
        };
        Adapter.Unbind(stack.Protocol.Driver);
        Adapter.Bind(stack.Protocol.Driver);
        Breaks("NDIS0003", () => NdisCompleteBindAdapterEx(context!, NdisStatus.Success));
        Assert.Throws<ArgumentException>(() => NdisCompleteUnbindAdapterEx(context!));
        Assert.Throws<ArgumentException>(() => NdisCompleteBindAdapterEx(stack.Protocol.Handle, NdisStatus.Success));
        Assert.Throws<ArgumentNullException>(() => NdisCompleteBindAdapterEx(null!, NdisStatus.Success));
        Assert.Throws<ArgumentNullException>(() => NdisCompleteUnbindAdapterEx(null!));
    }

    [Fact]
    public void A_handler_does_not_return_an_end_to_what_it_completed()
    {
        stack.Protocol.OnBind = given =>
        {
            NdisOpenAdapterEx(stack.Protocol.Driver, null, given, out stack.Protocol.Handle);
            NdisCompleteBindAdapterEx(given, NdisStatus.Success);
            return NdisStatus.Success;
        };
        Adapter.Unbind(stack.Protocol.Driver);
        Breaks("NDIS0003", () => Adapter.Bind(stack.Protocol.Driver));
        Assert.Equal((MiniportState.Running, 1), (Adapter.State, Adapter.Bindings.Count));
    }

    [Fact]
    public void While_a_bind_is_pending_the_stack_is_not_changed_restarted_or_halted()
    {
        using var second = new ScriptedProtocol("second");
        Adapter.Bind(late.Driver);
        Action[] refused =
        [
            () => Adapter.Bind(second.Driver), () => Adapter.Bind(late.Driver), () => Adapter.Unbind(late.Driver), () => Adapter.Unbind(stack.Protocol.Driver),
            () => Adapter.Attach(new ScriptedFilter().Driver), () => Adapter.Restart(), () => Adapter.Halt(), () => NdisDeregisterProtocolDriver(late.Driver),
        ];
        foreach (var call in refused) Assert.Contains("pending", Assert.Throws<InvalidOperationException>(call).Message);
        Assert.Equal(MiniportState.Paused, Adapter.State);
        NdisCompleteBindAdapterEx(late.BindContext, NdisStatus.Success);
        Assert.Equal(NdisStatus.Success, Adapter.Bind(second.Driver));
        Assert.Equal(3, Adapter.Bindings.Count);
    }

    [Fact]
    public void A_driver_is_not_deregistered_before_a_bind_that_has_not_opened_yet()
    {
        late.Opens = false;
        Adapter.Bind(late.Driver);
        Assert.Throws<InvalidOperationException>(() => NdisDeregisterProtocolDriver(late.Driver));
        NdisCompleteBindAdapterEx(late.BindContext, NdisStatus.Failure);
        NdisDeregisterProtocolDriver(late.Driver);
    }

    [Fact]
    public void A_system_that_went_down_meanwhile_does_not_go_on()
    {
        Adapter.Bind(late.Driver);
        Adapter.Shutdown();
        NdisCompleteBindAdapterEx(late.BindContext, NdisStatus.Success);
        Assert.Equal((MiniportState.Shutdown, true), (Adapter.State, Adapter.LastChange!.IsCompleted));
    }

    [Fact]
    public void An_unbind_that_is_left_pending_keeps_the_stack_paused_until_it_is_completed()
    {
        late.BindAndUnbind(Adapter);
        Assert.Equal((MiniportState.Paused, 2, false), (Adapter.State, Adapter.Bindings.Count, Adapter.LastChange!.IsCompleted));
        late.CompleteUnbind();
        Assert.Equal((MiniportState.Running, 1, true), (Adapter.State, Adapter.Bindings.Count, Adapter.LastChange.IsCompleted));
        Breaks("NDIS0003", () => NdisCompleteUnbindAdapterEx(late.UnbindContext));
        Assert.Throws<ArgumentException>(() => NdisCompleteBindAdapterEx(late.UnbindContext, NdisStatus.Success));
    }

    [Fact]
    public void A_pending_unbind_that_leaves_something_is_a_violation()
    {
        late.BindAndUnbind(Adapter);
        Breaks("NDIS0001", () => NdisCompleteUnbindAdapterEx(late.UnbindContext));
        Assert.Equal((MiniportState.Running, 1), (Adapter.State, Adapter.Bindings.Count));
    }

    [Fact]
    public void An_unbind_that_is_completed_before_its_handler_has_returned_has_ended()
    {
        Adapter.Bind(late.Driver);
        NdisCompleteBindAdapterEx(late.BindContext, NdisStatus.Success);
        late.OnUnbind = late.CompleteUnbind;
        Adapter.Unbind(late.Driver);
        Assert.Equal((MiniportState.Running, 1, true), (Adapter.State, Adapter.Bindings.Count, Adapter.LastChange!.IsCompleted));
    }

    [Fact]
    public void An_unbind_cannot_fail()
    {
        Adapter.Bind(late.Driver);
        NdisCompleteBindAdapterEx(late.BindContext, NdisStatus.Success);
        late.OnUnbind = () => NdisCloseAdapterEx(late.Handle);
        late.Unbinds = NdisStatus.Failure;
        Assert.Throws<InvalidOperationException>(() => Adapter.Unbind(late.Driver));
        Assert.Equal((MiniportState.Running, 1), (Adapter.State, Adapter.Bindings.Count));
    }

    [Fact]
    public void A_halt_that_meets_a_pending_unbind_is_called_again_when_it_has_ended()
    {
        Adapter.Bind(late.Driver);
        NdisCompleteBindAdapterEx(late.BindContext, NdisStatus.Success);
        Adapter.Pause();
        Assert.Throws<InvalidOperationException>(() => Adapter.Halt());
        Assert.DoesNotContain("Halt", stack.Miniport.Played);
        Assert.Throws<InvalidOperationException>(() => Adapter.Halt());
        late.CompleteUnbind();
        Assert.Equal(MiniportState.Paused, Adapter.State);
        Adapter.Halt();
        Assert.Equal(MiniportState.Halted, Adapter.State);
    }

    [Fact]
    public void A_deregistration_that_meets_a_pending_unbind_is_called_again_when_it_has_ended()
    {
        Adapter.Bind(late.Driver);
        NdisCompleteBindAdapterEx(late.BindContext, NdisStatus.Success);
        Assert.Throws<InvalidOperationException>(() => NdisDeregisterProtocolDriver(late.Driver));
        late.CompleteUnbind();
        NdisDeregisterProtocolDriver(late.Driver);
        Breaks("NDIS0003", () => NdisDeregisterProtocolDriver(late.Driver));
    }

    [Fact]
    public void A_close_waits_for_what_other_threads_do_and_is_told_when_they_left()
    {
        using var inside = new SemaphoreSlim(0);
        using var go = new SemaphoreSlim(0);
        using var closed = new SemaphoreSlim(0);
        late.BindAndUnbind(Adapter, () =>
        {
            stack.Miniport.OnRequest = _ => NdisStatus.Pending;
            var request = new NdisOidRequest();
            NdisOidRequest(late.Handle, request);
            late.OnRequestComplete = () =>
            {
                inside.Release();
                go.Wait();
            };
            late.OnClosed = () =>
            {
                NdisCompleteUnbindAdapterEx(late.UnbindContext);
                closed.Release();
            };
            var completer = new Thread(() => stack.Miniport.Complete(request));
            completer.Start();
            inside.Wait();
            Assert.Equal(NdisStatus.Pending, NdisCloseAdapterEx(late.Handle));
            Breaks("NDIS0003", () => NdisCloseAdapterEx(late.Handle));
        });
        Assert.Equal(MiniportState.Paused, Adapter.State);
        go.Release();
        closed.Wait();
        Assert.Equal((MiniportState.Running, 1), (Adapter.State, Adapter.Bindings.Count));
    }

    [Fact]
    public void What_a_driver_throws_on_a_thread_of_NDIS_is_kept_for_the_host()
    {
        using var inside = new SemaphoreSlim(0);
        using var go = new SemaphoreSlim(0);
        late.BindAndUnbind(Adapter, () =>
        {
            stack.Miniport.OnRequest = _ => NdisStatus.Pending;
            var request = new NdisOidRequest();
            NdisOidRequest(late.Handle, request);
            late.OnRequestComplete = () =>
            {
                inside.Release();
                go.Wait();
            };
            late.OnClosed = () => throw new FormatException();
            new Thread(() => stack.Miniport.Complete(request)).Start();
            inside.Wait();
            NdisCloseAdapterEx(late.Handle);
        });
        go.Release();
        SpinWait.SpinUntil(() => Adapter.LastChange!.Failure is not null);
        Assert.IsType<FormatException>(Adapter.LastChange!.Failure);
        NdisCompleteUnbindAdapterEx(late.UnbindContext);
    }

    [Fact]
    public void A_close_with_nobody_inside_is_done_at_once()
    {
        late.BindAndUnbind(Adapter);
        late.OnClosed = () => Assert.Fail("It was closed at once.");
        Assert.Equal(NdisStatus.Success, NdisCloseAdapterEx(late.Handle));
        NdisCompleteUnbindAdapterEx(late.UnbindContext);
        Assert.Null(Adapter.LastChange!.Failure);
    }

    [Fact]
    public void A_class_binds_and_unbinds_later_too_and_is_opened_and_closed_for()
    {
        var binding = new LateBinding();
        NdisRegisterProtocolDriver(() => binding, out var driver);
        Assert.Equal(NdisStatus.Pending, Adapter.Bind(driver));
        NdisCompleteBindAdapterEx(binding.BindContext!, NdisStatus.Resources);
        Assert.Single(Adapter.Bindings);
        Adapter.Bind(driver);
        NdisCompleteBindAdapterEx(binding.BindContext!, NdisStatus.Success);
        Adapter.Unbind(driver);
        Assert.Equal((MiniportState.Paused, 2), (Adapter.State, Adapter.Bindings.Count));
        NdisCompleteUnbindAdapterEx(binding.UnbindContext!);
        Assert.Equal((MiniportState.Running, 1), (Adapter.State, Adapter.Bindings.Count));
        NdisDeregisterProtocolDriver(driver);
    }

    sealed class LateBinding : ProtocolBinding
    {
        internal NdisHandle? BindContext;
        internal NdisHandle? UnbindContext;

        public override NdisStatus ProtocolBindAdapterEx(ProtocolBindParameters parameters)
        {
            BindContext = parameters.BindContext;
            return NdisStatus.Pending;
        }

        public override NdisStatus ProtocolUnbindAdapterEx(NdisHandle unbindContext)
        {
            UnbindContext = unbindContext;
            return NdisStatus.Pending;
        }
    }
}
