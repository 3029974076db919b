namespace NdisRules.Runtime.Tests;

/// <summary>What is reported rather than thrown around derived lists; the switch is process wide.</summary>
[Collection(Reports)]
public sealed class DerivedReportTests : IDisposable
{
    readonly int thread = Environment.CurrentManagedThreadId;
    readonly List<NdisReport> reports = [];
    readonly NetBufferListPool lists = ListPool();
    readonly Mdl[] chain = CountingChain(20);
    readonly NetBufferList original;

    public DerivedReportTests()
    {
        original = NdisAllocateNetBufferAndNetBufferList(lists, 0, 0, chain[0], 0, 20);
        NdisVerifier.Reported += Note;
    }

    public void Dispose()
    {
        NdisVerifier.Strict = false;
        NdisVerifier.Reported -= Note;
        NdisFreeNetBufferList(original);
        Free(chain);
        NdisFreeNetBufferListPool(lists);
    }

    void Note(NdisReport report)
    {
        if (Environment.CurrentManagedThreadId == thread) reports.Add(report);
    }

    [Fact]
    public void Without_pools_the_default_pools_lend_and_it_is_reported()
    {
        var clone = NdisAllocateCloneNetBufferList(original, null, null, NdisCloneFlags.None);
        Assert.Single(reports);
        NdisFreeCloneNetBufferList(clone, NdisCloneFlags.None);
        var fragments = NdisAllocateFragmentNetBufferList(original, null, null, 0, 10, 0, 0);
        Assert.Equal(Counting(0, 20), Packets(fragments).SelectMany(packet => packet));
        NdisFreeFragmentNetBufferList(fragments, 0);
        Assert.Equal(3, reports.Count);
        NdisFreeReassembledNetBufferList(NdisAllocateReassembledNetBufferList(original, null, 0, 0, 0), 0);
        Assert.Equal(4, reports.Count);
        Assert.All(reports, report => Assert.Contains("default pool", report.Message));
        NdisVerifier.Strict = true;
        Breaks("NDIS0008", () => NdisAllocateCloneNetBufferList(original, null, null, NdisCloneFlags.None));
        Breaks("NDIS0008", () => NdisAllocateFragmentNetBufferList(original, lists, null, 0, 10, 0, 0));
        Assert.Equal(1, lists.OutstandingCount);
    }

    [Fact]
    public void A_NET_BUFFER_pool_that_is_not_needed_is_not_missed()
    {
        NdisFreeCloneNetBufferList(NdisAllocateCloneNetBufferList(original, lists, null, NdisCloneFlags.None), NdisCloneFlags.None);
        Assert.Empty(reports);
    }

    [Fact]
    public void A_list_pool_with_data_is_reported_when_it_reassembles()
    {
        using var pool = ListPool(dataSize: 10);
        var whole = NdisAllocateReassembledNetBufferList(original, pool, 0, 0, 0);
        Assert.Equal(Counting(0, 20), Bytes(whole.FirstNetBuffer));
        Assert.Equal("NDIS0008", Assert.Single(reports).RuleId);
        NdisFreeReassembledNetBufferList(whole, 0);
        NdisVerifier.Strict = true;
        Breaks("NDIS0008", () => NdisAllocateReassembledNetBufferList(original, pool, 0, 0, 0));
        Assert.Equal(0, pool.OutstandingCount);
    }

    [Fact]
    public void A_child_freed_out_of_a_chain_or_before_its_counted_children_is_reported()
    {
        var clone = NdisAllocateCloneNetBufferList(original, lists, null, NdisCloneFlags.None);
        var second = NdisAllocateCloneNetBufferList(original, lists, null, NdisCloneFlags.None);
        clone.Next = second;
        clone.ChildRefCount = 1;
        NdisVerifier.Strict = true;
        Breaks("NDIS0009", () => NdisFreeCloneNetBufferList(clone, NdisCloneFlags.None));
        Assert.Equal(Counting(0, 20), Bytes(clone.FirstNetBuffer));
        NdisVerifier.Strict = false;
        reports.Clear();
        NdisFreeCloneNetBufferList(clone, NdisCloneFlags.None);
        Assert.Equal(2, reports.Count);
        Assert.All(reports, report => Assert.StartsWith("NdisFreeCloneNetBufferList", report.Message));
        NdisFreeCloneNetBufferList(second, NdisCloneFlags.None);
        Assert.Equal(2, reports.Count);
    }

    [Fact]
    public void What_its_driver_counts_is_not_what_the_runtime_counts()
    {
        var clone = NdisAllocateCloneNetBufferList(original, lists, null, NdisCloneFlags.None);
        Breaks("NDIS0009", () => NdisFreeNetBufferList(original));
        clone.ParentNetBufferList = original;
        original.ChildRefCount++;
        original.ChildRefCount--;
        Breaks("NDIS0009", () => NdisFreeNetBufferList(original));
        NdisFreeCloneNetBufferList(clone, NdisCloneFlags.None);
        Assert.Empty(reports);
    }
}
