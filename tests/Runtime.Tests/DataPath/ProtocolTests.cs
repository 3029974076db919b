namespace NdisRules.Runtime.Tests;

public sealed class ProtocolTests : IDisposable
{
    readonly StackFixture stack = new();

    HostedAdapter Adapter => stack.Adapter;

    public void Dispose() => stack.Dispose();

    [Fact]
    public void A_binding_lives_from_bind_to_unbind()
    {
        Assert.Equal(["Bind", "NetEventRestart"], stack.Protocol.Played);
        var binding = Assert.Single(Adapter.Bindings);
        Assert.Equal((stack.Protocol.Driver, stack.Protocol, stack.Protocol.Handle), (binding.ProtocolDriver, binding.ProtocolBindingContext, binding.NdisBindingHandle));
        Adapter.Unbind(stack.Protocol.Driver);
        Assert.Equal("Unbind", stack.Protocol.Played[^1]);
        Assert.False(binding.IsOpen);
        Assert.Throws<InvalidOperationException>(() => Adapter.Unbind(stack.Protocol.Driver));
        Assert.Equal(NdisStatus.Success, Adapter.Bind(stack.Protocol.Driver));
        Assert.Throws<InvalidOperationException>(() => Adapter.Bind(stack.Protocol.Driver));
    }

    [Fact]
    public void A_closed_binding_is_not_used_or_closed_again()
    {
        var list = stack.Protocol.Packet();
        Adapter.Unbind(stack.Protocol.Driver);
        Breaks("NDIS0004", () => stack.Protocol.Send(list));
        Breaks("NDIS0004", () => stack.Protocol.Return(list));
        Breaks("NDIS0003", () => NdisCloseAdapterEx(stack.Protocol.Handle));
        Breaks("NDIS0007", () => NdisCloseAdapterEx(stack.Miniport.Handle));
        Breaks("NDIS0007", () => NdisCloseAdapterEx(null!));
        NdisFreeNetBufferList(list);
    }

    [Fact]
    public void A_binding_is_not_closed_while_its_lists_are_out()
    {
        stack.Protocol.Keep();
        stack.Indicate(stack.Packet());
        Assert.Equal((0, 1), (Adapter.Bindings[0].PendingSendCount, Adapter.Bindings[0].HeldReceiveCount));
        Assert.Single(Breaks("NDIS0009", () => NdisCloseAdapterEx(stack.Protocol.Handle)).Outstanding);
        stack.Protocol.Return(stack.Protocol.Kept[0]);
        NdisCloseAdapterEx(stack.Protocol.Handle);
        stack.FreeReturned();
    }

    [Fact]
    public void An_unbind_that_does_not_close_is_a_violation()
    {
        stack.Protocol.OnUnbind = () => { };
        Breaks("NDIS0001", () => Adapter.Unbind(stack.Protocol.Driver));
        Assert.Empty(Adapter.Bindings);
        Assert.Equal(MiniportState.Running, Adapter.State);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_pool_left_after_unbind_is_a_violation_whichever_handle_it_is_under(bool underBinding)
    {
        using var protocol = new ScriptedProtocol("second");
        using var early = Support.Pool(owner: protocol.Driver);
        Adapter.Bind(protocol.Driver);
        var late = Support.Pool(owner: underBinding ? protocol.Handle : protocol.Driver);
        Assert.Single(Breaks("NDIS0001", () => Adapter.Unbind(protocol.Driver)).Outstanding);
        late.Dispose();
        Adapter.Bind(protocol.Driver);
        Adapter.Unbind(protocol.Driver);
    }

    [Fact]
    public void The_driver_s_own_pools_last_until_it_is_deregistered()
    {
        using var protocol = new ScriptedProtocol("second");
        using var pool = Support.Pool(owner: protocol.Driver);
        Adapter.Bind(protocol.Driver);
        Adapter.Unbind(protocol.Driver);
        Breaks("NDIS0001", () => NdisDeregisterProtocolDriver(protocol.Driver));
        Breaks("NDIS0003", () => NdisDeregisterProtocolDriver(protocol.Driver));
    }

    [Fact]
    public void A_failing_bind_closes_what_it_opened()
    {
        using var protocol = new ScriptedProtocol("second");
        var open = protocol.OnBind;
        protocol.OnBind = context =>
        {
            open(context);
            NdisCloseAdapterEx(protocol.Handle);
            return NdisStatus.Resources;
        };
        Assert.Equal(NdisStatus.Resources, Adapter.Bind(protocol.Driver));
        protocol.OnBind = context =>
        {
            open(context);
            return NdisStatus.Resources;
        };
        Breaks("NDIS0001", () => Adapter.Bind(protocol.Driver));
        Assert.Single(Adapter.Bindings);
    }

    [Fact]
    public void An_adapter_is_opened_once_and_only_inside_its_bind()
    {
        using var protocol = new ScriptedProtocol("second");
        NdisHandle? context = null;
        protocol.OnBind = bind =>
        {
            context = bind;
            Assert.Throws<ArgumentException>(() => NdisOpenAdapterEx(stack.Protocol.Driver, null, bind, out _));
            NdisOpenAdapterEx(protocol.Driver, null, bind, out protocol.Handle);
            Assert.Throws<InvalidOperationException>(() => NdisOpenAdapterEx(protocol.Driver, null, bind, out _));
            return NdisStatus.Success;
        };
        Adapter.Bind(protocol.Driver);
        Assert.Throws<InvalidOperationException>(() => NdisOpenAdapterEx(protocol.Driver, null, context!, out _));
        Adapter.Unbind(protocol.Driver);
        protocol.OnBind = _ => NdisStatus.Success;
        Assert.Throws<InvalidOperationException>(() => Adapter.Bind(protocol.Driver));
    }

    [Fact]
    public void Deregistering_a_protocol_unbinds_it_everywhere()
    {
        using var other = new ScriptedDriver().In(MiniportState.Paused);
        other.Adapter.Bind(stack.Protocol.Driver);
        var order = new Queue<NdisHandle>([Adapter.Bindings[0].NdisBindingHandle, other.Adapter.Bindings[0].NdisBindingHandle]);
        stack.Protocol.OnUnbind = () => NdisCloseAdapterEx(order.Dequeue());
        NdisDeregisterProtocolDriver(stack.Protocol.Driver);
        Assert.Empty(Adapter.Bindings);
        Assert.Empty(other.Adapter.Bindings);
        Assert.Throws<InvalidOperationException>(() => Adapter.Bind(stack.Protocol.Driver));
        Breaks("NDIS0007", () => NdisDeregisterProtocolDriver(stack.Miniport.Driver));
    }

    [Fact]
    public void A_registration_needs_both_mandatory_handlers_and_version_6()
    {
        ProtocolBindAdapterEx bind = (_, _, _) => NdisStatus.Failure;
        Assert.Equal(NdisStatus.BadCharacteristics, NdisRegisterProtocolDriver(new ProtocolDriverCharacteristics { ProtocolBindAdapterEx = bind }, out _));
        Assert.Equal(NdisStatus.BadCharacteristics, NdisRegisterProtocolDriver(new ProtocolDriverCharacteristics { ProtocolUnbindAdapterEx = _ => { } }, out _));
        var handlers = new ProtocolDriverCharacteristics { ProtocolBindAdapterEx = bind, ProtocolUnbindAdapterEx = _ => { }, MajorNdisVersion = 5 };
        Assert.Equal(NdisStatus.BadVersion, NdisRegisterProtocolDriver(handlers, out _));
        handlers.MajorNdisVersion = 6;
        Assert.Equal(NdisStatus.Success, NdisRegisterProtocolDriver(handlers, out var driver));
        NdisDeregisterProtocolDriver(driver);
    }

    [Fact]
    public void A_driver_that_does_not_take_sends_back_may_not_send()
    {
        NdisHandle driver = null!, handle = null!;
        NdisRegisterProtocolDriver(new ProtocolDriverCharacteristics
        {
            ProtocolBindAdapterEx = (_, context, _) => NdisOpenAdapterEx(driver, null, context, out handle),
            ProtocolUnbindAdapterEx = _ => NdisCloseAdapterEx(handle),
        }, out driver);
        Adapter.Bind(driver);
        var list = stack.Protocol.Packet();
        list.SourceHandle = handle;
        Assert.Throws<InvalidOperationException>(() => NdisSendNetBufferLists(handle, list, 0, NdisSendFlags.None));
        NdisFreeNetBufferList(list);
        stack.Indicate(stack.Packet());
        Assert.Single(stack.Returned);
        stack.FreeReturned();
    }

    sealed class Echo : ProtocolBinding
    {
        internal static readonly List<string> Played = [];
        NetBufferListPool? pool;

        public override NdisStatus ProtocolBindAdapterEx(ProtocolBindParameters parameters)
        {
            Played.Add($"bind {parameters.AdapterName}");
            pool = ListPool(dataSize: 60, owner: NdisBindingHandle);
            return NdisStatus.Success;
        }

        public override void ProtocolUnbindAdapterEx()
        {
            pool!.Dispose();
            Played.Add("unbind");
        }

        public override void ProtocolSendNetBufferListsComplete(NetBufferList netBufferLists, NdisSendCompleteFlags sendCompleteFlags)
        {
            Played.Add($"complete {netBufferLists.Status}");
            FreeAll(netBufferLists);
        }

        public override NdisStatus ProtocolNetPnPEvent(NetPnPEvent netEvent)
        {
            Played.Add(netEvent.ToString());
            if (netEvent == NetPnPEvent.NetEventRestart) return NdisStatus.Success;
            var list = NdisAllocateNetBufferList(pool, 0, 0);
            list.SourceHandle = NdisBindingHandle;
            NdisSendNetBufferLists(NdisBindingHandle, list, 0, NdisSendFlags.None);
            return NdisStatus.Success;
        }
    }

    [Fact]
    public void A_protocol_may_be_a_class()
    {
        NdisRegisterProtocolDriver(() => new Echo(), out var driver);
        Adapter.Bind(driver);
        stack.Indicate(stack.Packet());
        Adapter.Pause();
        Adapter.Unbind(driver);
        NdisDeregisterProtocolDriver(driver);
        Assert.Equal(["bind test", "NetEventRestart", "NetEventPause", "complete Paused", "unbind"], Echo.Played);
        Assert.Single(stack.Returned);
        stack.FreeReturned();
    }

    [Fact]
    public void Partial_cancel_identifiers_differ()
    {
        var ids = Enumerable.Range(0, 256).Select(_ => NdisGeneratePartialCancelId()).ToHashSet();
        Assert.Equal(256, ids.Count);
    }

    [Fact]
    public void A_cancel_completes_what_carries_its_identifier()
    {
        stack.Queueing();
        stack.Miniport.OnCancel = cancelId =>
        {
            foreach (var list in stack.Queue.Where(list => NDIS_GET_NET_BUFFER_LIST_CANCEL_ID(list) == cancelId).ToList())
            {
                stack.Queue.Remove(list);
                NET_BUFFER_LIST_STATUS(list) = NdisStatus.SendAborted;
                stack.Complete(list);
            }
        };
        var id = (nint)NdisGeneratePartialCancelId() << 56 | 1;
        foreach (var cancelId in new[] { id, id + 1, id })
        {
            var list = stack.Protocol.Packet();
            NDIS_SET_NET_BUFFER_LIST_CANCEL_ID(list, cancelId);
            stack.Protocol.Send(list);
        }
        NdisCancelSendNetBufferLists(stack.Protocol.Handle, id);
        Assert.Equal(2, stack.Protocol.Played.Count(role => role == "Complete SendAborted"));
        stack.Complete(Assert.Single(stack.Queue));
        Adapter.Pause();
        NdisCancelSendNetBufferLists(stack.Protocol.Handle, id);
        Assert.Equal(1, stack.Miniport.Played.Count(role => role == "CancelSend"));
    }

    [Fact]
    public void The_host_cancels_by_identifier_too()
    {
        stack.Queueing();
        stack.Miniport.OnCancel = cancelId =>
        {
            var list = stack.Queue.Single(list => list.CancelId == cancelId);
            list.Status = NdisStatus.SendAborted;
            stack.Complete(list);
        };
        var sends = Adapter.SendChain([new byte[4]], cancelId: 17);
        Adapter.CancelSend(17);
        Assert.Equal(NdisStatus.SendAborted, sends[0].Status);
    }
}
