namespace NdisRules.Runtime.Tests;

/// <summary>Filter modules answer requests, pass clones of them down, and put their own.</summary>
public sealed class FilterRequestTests : IDisposable
{
    readonly List<string> played = [];
    readonly List<NdisOidRequest> kept = [];
    readonly ScriptedFilter low;
    readonly ScriptedFilter high;
    readonly StackFixture stack;

    public FilterRequestTests()
    {
        (low, high) = (new ScriptedFilter("low", played), new ScriptedFilter("high", played));
        stack = new StackFixture(low, high);
        stack.Miniport.OnRequest = request =>
        {
            kept.Add(request);
            return NdisStatus.Pending;
        };
        stack.Protocol.OnRequestComplete = (request, status) => played.Add($"completed {request.Oid} {status}");
        played.Clear();
    }

    public void Dispose() => stack.Dispose();

    [Fact]
    public void A_request_goes_down_and_its_end_comes_up_through_the_modules()
    {
        var request = new NdisOidRequest { Oid = 9, RequestId = 4, InformationBuffer = new byte[8] };
        Assert.Equal(NdisStatus.Pending, stack.Protocol.Ask(request));
        var arrived = Assert.Single(kept);
        Assert.NotSame(request, arrived);
        Assert.Equal((9u, 4, request.InformationBuffer), (arrived.Oid, arrived.RequestId, arrived.InformationBuffer));
        (arrived.BytesProcessed, arrived.BytesNeeded) = (6, 8);
        stack.Miniport.Complete(arrived);
        Assert.Equal(["high: Request 9", "low: Request 9", "low: Completed 9 Success", "high: Completed 9 Success", "completed 9 Success"], played);
        Assert.Equal((6, 8), (request.BytesProcessed, request.BytesNeeded));
    }

    [Fact]
    public void What_is_answered_at_once_comes_back_by_the_calls()
    {
        stack.Miniport.OnRequest = request =>
        {
            request.BytesProcessed = 3;
            return NdisStatus.Success;
        };
        var request = new NdisOidRequest { Oid = 9 };
        Assert.Equal(NdisStatus.Success, stack.Protocol.Ask(request));
        Assert.Equal(["high: Request 9", "low: Request 9"], played);
        Assert.Equal(3, request.BytesProcessed);
    }

    [Fact]
    public void A_module_answers_by_itself_now_or_later()
    {
        NdisOidRequest? given = null;
        high.OnRequest = request =>
        {
            given = request;
            return request.Oid == 1 ? NdisStatus.NotSupported : NdisStatus.Pending;
        };
        Assert.Equal(NdisStatus.NotSupported, stack.Protocol.Ask(1));
        Assert.Equal(NdisStatus.Pending, stack.Protocol.Ask(2));
        NdisFOidRequestComplete(high.NdisFilterHandle, given!, NdisStatus.Resources);
        Assert.Equal(["high: Request 1", "high: Request 2", "completed 2 Resources"], played);
        Breaks("NDIS0003", () => NdisFOidRequestComplete(high.NdisFilterHandle, given!, NdisStatus.Resources));
        Assert.Empty(kept);
    }

    [Fact]
    public void A_module_may_complete_from_its_handler_what_came_back_at_once()
    {
        stack.Miniport.OnRequest = _ => NdisStatus.Success;
        high.OnRequest = request =>
        {
            NdisAllocateCloneOidRequest(high.NdisFilterHandle, request, 0, out var clone);
            var status = NdisFOidRequest(high.NdisFilterHandle, clone!);
            NdisFreeCloneOidRequest(high.NdisFilterHandle, clone!);
            NdisFOidRequestComplete(high.NdisFilterHandle, request, status);
            return NdisStatus.Pending;
        };
        Assert.Equal(NdisStatus.Pending, stack.Protocol.Ask(9));
        Assert.Equal(["high: Request 9", "low: Request 9", "completed 9 Success"], played);
    }

    [Fact]
    public void A_module_is_given_one_request_at_a_time_and_the_host_waits_too()
    {
        stack.Protocol.Ask(1);
        stack.Protocol.Ask(2);
        var asked = stack.Adapter.Submit(new NdisOidRequest { Oid = 3 });
        Assert.Equal(["high: Request 1", "low: Request 1"], played);
        for (var i = 0; i < 3; i++) stack.Miniport.Complete(kept[i]);
        Assert.Equal([1u, 2u, 3u], kept.Select(request => request.Oid));
        Assert.True(asked.IsCompleted);
        Assert.Equal(["completed 1 Success", "completed 2 Success"], played.Where(role => role.StartsWith("completed")));
    }

    [Fact]
    public void A_module_puts_requests_of_its_own()
    {
        var own = new NdisOidRequest { Oid = 6 };
        low.OnRequestComplete = (request, status) => Assert.Equal((own, NdisStatus.Failure), (request, status));
        Assert.Equal(NdisStatus.Pending, NdisFOidRequest(low.NdisFilterHandle, own));
        stack.Miniport.Complete(own, NdisStatus.Failure);
        Assert.Equal(["low: Completed 6 Failure"], played);
    }

    [Fact]
    public void A_module_that_leaves_its_own_requests_to_the_base_class_is_told_and_no_more()
    {
        var own = new NdisOidRequest { Oid = 6 };
        NdisFOidRequest(high.NdisFilterHandle, own);
        stack.Miniport.Complete(kept[0]);
        Assert.Equal(["low: Request 6", "low: Completed 6 Success", "high: Completed 6 Success"], played);
    }

    [Fact]
    public void A_module_may_put_requests_while_it_is_attached()
    {
        var late = new ScriptedFilter("late", played);
        late.OnAttach = () => NdisFOidRequest(late.NdisFilterHandle, new NdisOidRequest { Oid = 8 });
        stack.Miniport.OnRequest = _ => NdisStatus.Success;
        Assert.Equal(NdisStatus.Success, stack.Adapter.Attach(late.Driver));
        Assert.Contains("high: Request 8", played);
    }

    [Fact]
    public void A_cancel_goes_down_through_the_modules()
    {
        stack.Miniport.OnCancelRequest = id => stack.Miniport.Complete(kept.Single(request => request.RequestId == id), NdisStatus.RequestAborted);
        stack.Protocol.Ask(9);
        played.Clear();
        NdisCancelOidRequest(stack.Protocol.Handle, 9);
        Assert.Equal(
            ["high: CancelRequest 9", "low: CancelRequest 9", "low: Completed 9 RequestAborted", "high: Completed 9 RequestAborted", "completed 9 RequestAborted"],
            played);
    }

    [Fact]
    public void A_module_calls_back_what_it_holds_itself()
    {
        NdisOidRequest? given = null;
        low.OnRequest = request =>
        {
            given = request;
            return NdisStatus.Pending;
        };
        low.OnCancelRequest = _ => NdisFOidRequestComplete(low.NdisFilterHandle, given!, NdisStatus.RequestAborted);
        stack.Protocol.Ask(9);
        NdisCancelOidRequest(stack.Protocol.Handle, 9);
        Assert.Equal("completed 9 RequestAborted", played[^1]);
        Assert.DoesNotContain("CancelRequest", stack.Miniport.Played);
    }

    [Fact]
    public void What_waits_for_a_module_is_called_back_by_NDIS()
    {
        stack.Protocol.Ask(1);
        stack.Protocol.Ask(2);
        NdisCancelOidRequest(stack.Protocol.Handle, 2);
        Assert.Contains("completed 2 RequestAborted", played);
        stack.Miniport.Complete(kept[0]);
        Assert.DoesNotContain("high: Request 2", played);
    }

    [Fact]
    public void A_module_cancels_its_own_request_where_it_waits()
    {
        stack.Protocol.Ask(1);
        Assert.Equal(NdisStatus.Pending, NdisFOidRequest(low.NdisFilterHandle, new NdisOidRequest { Oid = 6, RequestId = 60 }));
        NdisFCancelOidRequest(low.NdisFilterHandle, 60);
        Assert.Contains("low: Completed 6 RequestAborted", played);
        Assert.Throws<ArgumentNullException>(() => NdisFCancelOidRequest(null!, 60));
        stack.Miniport.Complete(kept[0]);
    }

    [Fact]
    public void A_module_without_handlers_for_requests_is_passed_over()
    {
        NdisFRegisterFilterDriver(new FilterDriverCharacteristics { FilterAttach = (_, _, _) => NdisStatus.Success, FilterDetach = _ => { } }, out var driver);
        stack.Adapter.Attach(driver);
        stack.Miniport.OnCancelRequest = _ => stack.Miniport.Complete(kept[0], NdisStatus.RequestAborted);
        stack.Protocol.Ask(9);
        NdisCancelOidRequest(stack.Protocol.Handle, 9);
        Assert.Equal("completed 9 RequestAborted", played[^1]);
        stack.Adapter.Detach(driver);
    }

    [Fact]
    public void A_cancel_passes_a_module_that_has_no_handler_for_it()
    {
        NdisOidRequest? clone = null;
        NdisHandle handle = null!;
        NdisFRegisterFilterDriver(new FilterDriverCharacteristics
        {
            FilterAttach = (given, _, _) =>
            {
                handle = given;
                return NdisStatus.Success;
            },
            FilterDetach = _ => { },
            FilterOidRequest = (_, request) =>
            {
                NdisAllocateCloneOidRequest(handle, request, 0, out clone);
                clone!.SourceReserved = request;
                return NdisFOidRequest(handle, clone);
            },
            FilterOidRequestComplete = (_, request, status) =>
            {
                var original = (NdisOidRequest)request.SourceReserved!;
                NdisFreeCloneOidRequest(handle, request);
                NdisFOidRequestComplete(handle, original, status);
            },
        }, out var driver);
        using var own = new StackFixture();
        own.Adapter.Attach(driver);
        var first = own.Adapter.Submit(new NdisOidRequest { RequestId = 1 });
        own.Miniport.OnRequest = _ => NdisStatus.Pending;
        var asked = own.Adapter.Submit(new NdisOidRequest { RequestId = 1 });
        own.Miniport.OnCancelRequest = _ => own.Miniport.Complete(clone!, NdisStatus.RequestAborted);
        own.Adapter.CancelRequest(1);
        Assert.Equal((NdisStatus.NotSupported, NdisStatus.RequestAborted), (first.Status, asked.Status));
    }

    [Fact]
    public void A_module_is_not_detached_while_it_has_requests_of_others_to_complete()
    {
        NdisOidRequest? given = null;
        low.OnRequest = request =>
        {
            given = request;
            return NdisStatus.Pending;
        };
        stack.Protocol.Ask(9);
        Assert.Throws<InvalidOperationException>(() => stack.Adapter.Detach(low.Driver));
        Assert.Equal((MiniportState.Running, 2), (stack.Adapter.State, stack.Adapter.Filters.Count));
        Assert.DoesNotContain("low: Detach", played);
        NdisFOidRequestComplete(low.NdisFilterHandle, given!, NdisStatus.Success);
        stack.Adapter.Detach(low.Driver);
        Assert.Equal("completed 9 Success", played.Last(role => role.StartsWith("completed")));
    }

    [Fact]
    public void A_module_that_is_detached_with_a_request_of_its_own_under_way_is_a_violation()
    {
        var own = new NdisOidRequest { Oid = 6 };
        NdisFOidRequest(low.NdisFilterHandle, own);
        Assert.Contains("0x00000006", Assert.Single(Breaks("NDIS0001", () => stack.Adapter.Detach(low.Driver)).Outstanding));
        stack.Miniport.Complete(own);
        Assert.DoesNotContain("low: Completed 6 Success", played);
        Breaks("NDIS0004", () => NdisFOidRequest(low.NdisFilterHandle, own));
        Breaks("NDIS0004", () => NdisFOidRequestComplete(low.NdisFilterHandle, own, NdisStatus.Success));
    }

    [Fact]
    public void A_module_that_calls_its_own_request_back_is_detached()
    {
        stack.Miniport.OnCancelRequest = _ => stack.Miniport.Complete(kept[0], NdisStatus.RequestAborted);
        NdisFOidRequest(low.NdisFilterHandle, new NdisOidRequest { Oid = 6, RequestId = 60 });
        low.OnDetach = () => NdisFCancelOidRequest(low.NdisFilterHandle, 60);
        stack.Adapter.Detach(low.Driver);
        Assert.Contains("low: Completed 6 RequestAborted", played);
    }

    [Fact]
    public void A_module_does_not_complete_what_it_does_not_hold()
    {
        stack.Protocol.Ask(9);
        Breaks("NDIS0003", () => NdisFOidRequestComplete(high.NdisFilterHandle, kept[0], NdisStatus.Success));
        Assert.Throws<ArgumentException>(() => NdisFOidRequestComplete(stack.Miniport.Handle, kept[0], NdisStatus.Success));
        Assert.Throws<ArgumentNullException>(() => NdisFOidRequestComplete(null!, kept[0], NdisStatus.Success));
        Assert.Throws<ArgumentNullException>(() => NdisFOidRequest(high.NdisFilterHandle, null!));
        stack.Miniport.Complete(kept[0]);
    }
}
