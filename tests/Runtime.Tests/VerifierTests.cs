namespace NdisRules.Runtime.Tests;

/// <summary>Everything that is reported rather than thrown; the switch is process wide.</summary>
[Collection(Reports)]
public sealed class VerifierTests : IDisposable
{
    readonly List<NdisReport> reports = [];

    public VerifierTests() => NdisVerifier.Reported += reports.Add;

    public void Dispose()
    {
        NdisVerifier.Strict = false;
        NdisVerifier.Reported -= reports.Add;
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
