namespace NdisRules.Runtime.Tests;

/// <summary>What is passed on is a clone; and what becomes of the very request, which in NDIS has no room for a second way.</summary>
[Collection("alone")]
public sealed class ClonedRequestTests : IDisposable
{
    readonly ScriptedFilter filter = new();
    readonly StackFixture stack;
    readonly List<NdisOidRequest> kept = [];

    public ClonedRequestTests()
    {
        stack = new StackFixture(filter);
        stack.Miniport.OnRequest = request =>
        {
            kept.Add(request);
            return NdisStatus.Pending;
        };
        filter.Played.Clear();
    }

    NdisHandle Handle => filter.NdisFilterHandle;

    public void Dispose() => stack.Dispose();

    NdisOidRequest Clone(NdisOidRequest request)
    {
        Assert.Equal(NdisStatus.Success, NdisAllocateCloneOidRequest(Handle, request, 0, out var clone));
        return clone!;
    }

    [Fact]
    public void A_clone_is_like_its_original_and_over_the_same_bytes()
    {
        var original = new NdisOidRequest
        {
            RequestType = NdisRequestType.Method,
            Oid = 3,
            RequestId = 4,
            InformationBuffer = new byte[5],
            BytesProcessed = 1,
            BytesNeeded = 2,
            SourceReserved = this,
        };
        var clone = Clone(original);
        Assert.Equal(
            (NdisRequestType.Method, 3u, 4, original.InformationBuffer, 1, 2, null),
            (clone.RequestType, clone.Oid, clone.RequestId, clone.InformationBuffer, clone.BytesProcessed, clone.BytesNeeded, clone.SourceReserved));
        Assert.StartsWith("clone of OID request 0x00000003", clone.ToString());
        NdisFreeCloneOidRequest(Handle, clone);
    }

    [Fact]
    public void A_clone_is_freed_once_under_its_own_handle_and_not_used_afterwards()
    {
        var clone = Clone(new NdisOidRequest());
        Breaks("NDIS0008", () => NdisFreeCloneOidRequest(stack.Miniport.Handle, clone));
        NdisFreeCloneOidRequest(Handle, clone);
        Breaks("NDIS0003", () => NdisFreeCloneOidRequest(Handle, clone));
        Breaks("NDIS0004", () => NdisFOidRequest(Handle, clone));
        Breaks("NDIS0004", () => Clone(clone));
        Breaks("NDIS0007", () => NdisFreeCloneOidRequest(Handle, new NdisOidRequest()));
        Breaks("NDIS0007", () => NdisFreeCloneOidRequest(Handle, null!));
    }

    [Fact]
    public void A_clone_is_not_freed_while_it_is_under_way()
    {
        var clone = Clone(new NdisOidRequest());
        NdisFOidRequest(Handle, clone);
        Breaks("NDIS0009", () => NdisFreeCloneOidRequest(Handle, clone));
        filter.OnRequestComplete = (request, _) => NdisFreeCloneOidRequest(Handle, request);
        stack.Miniport.Complete(clone);
        Breaks("NDIS0003", () => NdisFreeCloneOidRequest(Handle, clone));
    }

    [Fact]
    public void A_request_is_not_completed_while_a_clone_of_it_is_under_way()
    {
        NdisOidRequest? given = null;
        filter.OnRequest = request =>
        {
            given = request;
            return NdisFOidRequest(Handle, Clone(request));
        };
        stack.Protocol.Ask(7);
        Breaks("NDIS0009", () => NdisFOidRequestComplete(Handle, given!, NdisStatus.Success));
        stack.Miniport.Complete(kept[0]);
        Assert.Equal("Completed 7 Success", stack.Protocol.Played[^1]);
    }

    [Fact]
    public void A_handler_does_not_answer_while_a_clone_is_under_way()
    {
        filter.OnRequest = request =>
        {
            NdisFOidRequest(Handle, Clone(request));
            return NdisStatus.Success;
        };
        Breaks("NDIS0009", () => stack.Protocol.Ask(7));
        stack.Miniport.Complete(kept[0]);
        Assert.Equal("Completed 7 Success", stack.Protocol.Played[^1]);
    }

    [Fact]
    public void A_clone_left_when_the_module_is_detached_is_a_violation()
    {
        var clone = Clone(new NdisOidRequest { Oid = 3 });
        Assert.Contains("clone of OID request", Assert.Single(Breaks("NDIS0001", () => stack.Adapter.Detach(filter.Driver)).Outstanding));
        NdisFreeCloneOidRequest(Handle, clone);
        Breaks("NDIS0004", () => Clone(new NdisOidRequest()));
    }

    [Fact]
    public void Adapters_and_bindings_may_clone_and_must_free_too()
    {
        NdisAllocateCloneOidRequest(stack.Protocol.Handle, new NdisOidRequest(), 0, out var clone);
        Breaks("NDIS0001", () => stack.Adapter.Unbind(stack.Protocol.Driver));
        NdisFreeCloneOidRequest(stack.Protocol.Handle, clone!);
        NdisAllocateCloneOidRequest(stack.Miniport.Handle, new NdisOidRequest(), 0, out clone);
        stack.Adapter.Pause();
        Breaks("NDIS0001", () => stack.Adapter.Halt());
        NdisFreeCloneOidRequest(stack.Miniport.Handle, clone!);
        Assert.Throws<ArgumentException>(() => NdisAllocateCloneOidRequest(stack.Protocol.Driver, new NdisOidRequest(), 0, out _));
        Assert.Throws<ArgumentNullException>(() => NdisAllocateCloneOidRequest(null!, new NdisOidRequest(), 0, out _));
        Assert.Throws<ArgumentNullException>(() => NdisAllocateCloneOidRequest(stack.Miniport.Handle, null!, 0, out _));
    }

    [Fact]
    public void Without_memory_there_is_no_clone_and_the_base_class_says_so()
    {
        NdisVerifier.Enable(new NdisVerifierOptions { FailWhen = () => true });
        try
        {
            Assert.Equal(NdisStatus.Resources, NdisAllocateCloneOidRequest(Handle, new NdisOidRequest(), 0, out var clone));
            Assert.Null(clone);
            Assert.Equal(NdisStatus.Resources, stack.Protocol.Ask(7));
        }
        finally
        {
            NdisVerifier.Disable();
        }
        Assert.Empty(kept);
    }

    [Fact]
    public void The_very_request_that_a_module_was_given_is_passed_on_and_reported()
    {
        filter.OnRequest = request => NdisFOidRequest(Handle, request);
        var request = new NdisOidRequest { Oid = 7 };
        var reports = Reported(() => Assert.Equal(NdisStatus.Pending, stack.Protocol.Ask(request)));
        Assert.Equal("NDIS0004", Assert.Single(reports).RuleId);
        Assert.Same(request, kept[0]);
        Breaks("NDIS0003", () => NdisFOidRequestComplete(Handle, request, NdisStatus.Success));
        stack.Miniport.Complete(request);
        Assert.Equal(["filter: Request 7", "filter: Completed 7 Success"], filter.Played);
        Assert.Equal("Completed 7 Success", stack.Protocol.Played[^1]);
    }

    [Fact]
    public void A_clone_is_not_reported()
    {
        Assert.Empty(Reported(() => stack.Protocol.Ask(7)));
        stack.Miniport.Complete(kept[0]);
    }

    [Fact]
    public void A_strict_verifier_refuses_what_is_no_clone()
    {
        filter.OnRequest = request => NdisFOidRequest(Handle, request);
        NdisVerifier.Strict = true;
        try
        {
            Breaks("NDIS0004", () => stack.Protocol.Ask(7));
        }
        finally
        {
            NdisVerifier.Strict = false;
        }
        Assert.Empty(kept);
    }

    [Fact]
    public void What_was_passed_on_by_a_module_that_hears_of_no_end_is_completed_for_it()
    {
        NdisHandle handle = null!;
        NdisFRegisterFilterDriver(new FilterDriverCharacteristics
        {
            FilterAttach = (given, _, _) =>
            {
                handle = given;
                return NdisStatus.Success;
            },
            FilterDetach = _ => { },
            FilterOidRequest = (_, request) => NdisFOidRequest(handle, request),
        }, out var driver);
        stack.Adapter.Attach(driver);
        stack.Protocol.Ask(7);
        stack.Miniport.Complete(kept[0], NdisStatus.Failure);
        Assert.Equal("Completed 7 Failure", stack.Protocol.Played[^1]);
        stack.Adapter.Detach(driver);
    }

    [Fact]
    public void A_handler_does_not_answer_what_it_passed_on_and_has_not_got_back()
    {
        filter.OnRequest = request =>
        {
            NdisFOidRequest(Handle, request);
            return NdisStatus.Success;
        };
        Breaks("NDIS0003", () => stack.Protocol.Ask(7));
        stack.Miniport.Complete(kept[0]);
        Assert.Equal("Completed 7 Success", stack.Protocol.Played[^1]);
    }

    [Fact]
    public void Somebody_elses_request_is_not_passed_on()
    {
        stack.Protocol.Ask(7);
        Breaks("NDIS0004", () => NdisFOidRequest(Handle, kept[0]));
        stack.Miniport.Complete(kept[0]);
    }

    static List<NdisReport> Reported(Action action)
    {
        var reports = new List<NdisReport>();
        NdisVerifier.Reported += reports.Add;
        try
        {
            action();
        }
        finally
        {
            NdisVerifier.Reported -= reports.Add;
        }
        return reports;
    }
}
