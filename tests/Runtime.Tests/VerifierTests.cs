namespace NdisRules.Runtime.Tests;

/// <summary>Everything that is reported rather than thrown; the switch is process wide.</summary>
[Collection(Reports)]
public sealed class VerifierTests : IDisposable
{
    readonly List<NdisReport> reports = [];

    readonly int thread = Environment.CurrentManagedThreadId;

    public VerifierTests() => NdisVerifier.Reported += Note;

    public void Dispose()
    {
        NdisVerifier.Strict = false;
        NdisVerifier.Reported -= Note;
    }

    /// <summary>Handlers run on the thread of the call, so that what other tests do at the same time is told apart.</summary>
    void Note(NdisReport report)
    {
        if (Environment.CurrentManagedThreadId == thread) reports.Add(report);
    }

    void OneReportOfOrder(string text, Action action)
    {
        reports.Clear();
        action();
        var report = Assert.Single(reports);
        Assert.Equal("NDIS0009", report.RuleId);
        Assert.Contains(text, report.Message);
    }

    [Fact]
    public void A_list_freed_out_of_a_chain_is_reported()
    {
        using var pool = ListPool();
        var first = NdisAllocateNetBufferList(pool, 0, 0);
        var second = NdisAllocateNetBufferList(pool, 0, 0);
        first.Next = second;
        OneReportOfOrder(second.ToString(), () => NdisFreeNetBufferList(first));
        NdisFreeNetBufferList(second);
        Assert.Single(reports);
    }

    [Fact]
    public void A_list_freed_before_its_children_is_reported()
    {
        using var pool = ListPool();
        var parent = NdisAllocateNetBufferList(pool, 0, 0);
        parent.ChildRefCount = 2;
        OneReportOfOrder("ChildRefCount is 2", () => NdisFreeNetBufferList(parent));
    }

    [Fact]
    public void A_NET_BUFFER_freed_while_linked_is_reported_when_its_list_is_freed()
    {
        using var lists = ListPool();
        using var pool = Pool();
        var nbl = NdisAllocateNetBufferList(lists, 0, 0);
        var nb = nbl.FirstNetBuffer.Next = NdisAllocateNetBuffer(pool, null, 0, 0);
        NdisFreeNetBuffer(nb);
        OneReportOfOrder(nb.ToString(), () => NdisFreeNetBufferList(nbl));
        Breaks("NDIS0003", () => NdisFreeNetBufferList(nbl));
    }

    [Fact]
    public void NET_BUFFERs_that_are_linked_and_live_are_not_reported()
    {
        using var lists = ListPool();
        using var pool = Pool();
        var nbl = NdisAllocateNetBufferList(lists, 0, 0);
        var nb = nbl.FirstNetBuffer.Next = NdisAllocateNetBuffer(pool, null, 0, 0);
        NdisFreeNetBufferList(nbl);
        NdisFreeNetBuffer(nb);
        Assert.Empty(reports);
    }

    [Fact]
    public void Strict_refuses_the_free_of_what_is_linked()
    {
        using var pool = ListPool();
        var nbl = NdisAllocateNetBufferList(pool, 16, 0);
        nbl.Next = nbl;
        nbl.ChildRefCount = 1;
        NdisVerifier.Strict = true;
        Breaks("NDIS0009", () => NdisFreeNetBufferList(nbl));
        nbl.Next = null;
        Breaks("NDIS0009", () => NdisFreeNetBufferList(nbl));
        nbl.ChildRefCount = 0;
        NdisFreeNetBufferList(nbl);
    }

    [Fact]
    public void Without_a_pool_the_default_pool_lends_and_it_is_reported()
    {
        var nb = NdisAllocateNetBuffer(null, null, 0, 0);
        Assert.Contains(reports, report => report.RuleId == "NDIS0008" && report.Message.Contains("default pool"));
        var pool = NdisGetPoolFromNetBuffer(nb);
        Breaks("NDIS0007", () => NdisFreeNetBufferPool(pool));
        NdisFreeNetBuffer(nb);
        NdisFreeNetBufferList(NdisAllocateNetBufferList(null, 0, 0));
        Assert.Equal(2, reports.Count);
    }

    [Fact]
    public void A_pool_without_data_gives_no_data_and_it_is_reported()
    {
        using var pool = Pool();
        Assert.True(NdisAllocateNetBufferMdlAndData(pool) == null);
        Assert.Single(reports);
    }

    [Fact]
    public void A_chain_for_a_list_that_brings_data_is_reported_and_works()
    {
        using var pool = ListPool(dataSize: 40);
        var own = NdisAllocateNetBufferAndNetBufferList(pool, 0, 0, null, 0, 0);
        Assert.Equal(40, own.FirstNetBuffer.DataLength);
        NdisFreeNetBufferList(own);
        var chain = Chain(10);
        var given = NdisAllocateNetBufferAndNetBufferList(pool, 0, 0, chain[0], 0, 10);
        Assert.Equal(chain[0], given.FirstNetBuffer.MdlChain);
        NdisFreeNetBufferList(given);
        Free(chain);
        Assert.Equal(2, reports.Count);
    }

    [Fact]
    public void Context_sizes_that_are_no_multiples_of_16_are_reported_and_rounded_up()
    {
        using var pool = ListPool(contextSize: 20);
        Assert.Equal(32, pool.ContextSize);
        var nbl = NdisAllocateNetBufferList(pool, 8, 8);
        Assert.Equal((32, 16), (nbl.Context.Size, nbl.Context.Offset));
        NdisFreeNetBufferList(nbl);
        Assert.Equal(["NDIS0008", "NDIS0008"], reports.Select(report => report.RuleId));
        Assert.All(reports, report => Assert.Contains("multiples of 16", report.Message));
        NdisVerifier.Strict = true;
        Breaks("NDIS0008", () => ListPool(contextSize: 8));
        Breaks("NDIS0008", () => NdisAllocateNetBufferList(pool, 0, 8));
        Breaks("NDIS0008", () => NdisAllocateNetBufferAndNetBufferList(pool, 8, 0, null, 0, 0));
        Assert.Equal(0, pool.OutstandingCount);
    }

    [Fact]
    public void Strict_throws_what_is_reported()
    {
        NdisVerifier.Strict = true;
        using var pool = Pool();
        Breaks("NDIS0008", () => NdisAllocateNetBufferMdlAndData(pool));
        Assert.Single(reports);
    }
}
