namespace NdisRules.Runtime.Tests;

[Collection("alone")]
public sealed class FreedPoolTests
{
    [Fact]
    public void A_message_says_that_the_pool_is_gone_until_its_memory_goes_to_another()
    {
        var pool = Pool();
        var stale = NdisAllocateNetBuffer(pool, null, 0, 0);
        Breaks("NDIS0009", () => NdisFreeNetBufferPool(pool));
        Assert.Contains("so was its pool", Breaks("NDIS0003", () => NdisFreeNetBuffer(stale)).Message);
        using var other = Pool();
        var next = NdisAllocateNetBuffer(other, null, 0, 0);
        Assert.DoesNotContain("so was its pool", Breaks("NDIS0003", () => NdisFreeNetBuffer(stale)).Message);
        NdisFreeNetBuffer(next);
    }
}
