namespace NdisRules.Runtime.Tests;

[Collection(Reports)]
public sealed class NetBufferListTests
{
    [Theory]
    [InlineData(true, 0)]
    [InlineData(true, 128)]
    [InlineData(false, 0)]
    public void A_list_brings_what_its_pool_makes_with_it(bool netBuffer, int dataSize)
    {
        using var pool = ListPool(netBuffer, dataSize);
        var nbl = NdisAllocateNetBufferList(pool, 0, 0);
        Assert.Equal(netBuffer, !nbl.FirstNetBuffer.IsNull);
        if (netBuffer) Assert.Equal((dataSize, dataSize == 0), (nbl.FirstNetBuffer.DataLength, nbl.FirstNetBuffer.MdlChain.IsNull));
        Assert.Same(pool, NdisGetPoolFromNetBufferList(nbl));
        NdisFreeNetBufferList(nbl);
    }

    [Fact]
    public void Data_without_a_NET_BUFFER_gives_no_pool() => Assert.Null(ListPool(netBuffer: false, dataSize: 1));

    [Fact]
    public void A_list_starts_with_clear_fields_whatever_its_last_holder_left()
    {
        using var pool = ListPool(maximumCount: 1);
        var first = NdisAllocateNetBufferList(pool, 0, 0);
        first.Next = first;
        first.Status = NdisStatus.Failure;
        first.Scratch = 1;
        first.NblFlags = first.Flags = 1;
        first.ChildRefCount = 1;
        first.FirstNetBuffer.DataLength = 4;
        first.FirstNetBuffer = null;
        NdisFreeNetBufferList(first);
        var second = NdisAllocateNetBufferList(pool, 0, 0);
        Assert.True(second.Next == null && second.ParentNetBufferList == null);
        Assert.Equal((NdisStatus.Success, 0, 0u), (second.Status, second.Scratch, second.NblFlags | second.Flags));
        Assert.Equal(0, second.ChildRefCount + second.FirstNetBuffer.DataLength);
        Assert.Null(second.SourceHandle);
        NdisFreeNetBufferList(second);
    }

    [Fact]
    public void A_list_and_its_NET_BUFFER_may_describe_the_callers_chain()
    {
        using var pool = ListPool();
        var chain = Chain(10, 20);
        var nbl = NdisAllocateNetBufferAndNetBufferList(pool, 0, 0, chain[0], 12, 8);
        Assert.Equal((chain[1], 2), (nbl.FirstNetBuffer.CurrentMdl, nbl.FirstNetBuffer.CurrentMdlOffset));
        NdisFreeNetBufferList(nbl);
        Free(chain);
    }

    [Fact]
    public void A_pool_without_NET_BUFFERs_cannot_give_both()
    {
        using var pool = ListPool(netBuffer: false);
        Assert.True(NdisAllocateNetBufferAndNetBufferList(pool, 0, 0, null, 0, 0) == null);
        Assert.Equal(0, pool.OutstandingCount);
    }

    [Fact]
    public void A_list_is_freed_exactly_once_and_with_it_what_came_with_it()
    {
        using var pool = ListPool(dataSize: 10);
        var nbl = NdisAllocateNetBufferList(pool, 0, 0);
        var nb = nbl.FirstNetBuffer;
        var mdl = nb.MdlChain;
        NdisFreeNetBufferList(nbl);
        Breaks("NDIS0003", () => NdisFreeNetBufferList(nbl));
        Breaks("NDIS0007", () => NdisFreeNetBufferList(null));
        Breaks("NDIS0004", () => _ = nbl.Status);
        Breaks("NDIS0004", () => _ = nb.DataLength);
        Breaks("NDIS0004", () => _ = mdl.ByteCount);
        Breaks("NDIS0003", () => NdisFreeNetBuffer(nb));
    }

    [Fact]
    public void NET_BUFFERs_that_were_linked_on_are_not_freed_with_the_list()
    {
        using var lists = ListPool(netBuffer: false);
        using var pool = Pool();
        var nbl = NdisAllocateNetBufferList(lists, 0, 0);
        nbl.FirstNetBuffer = NdisAllocateNetBuffer(pool, null, 0, 0);
        var nb = nbl.FirstNetBuffer;
        NdisFreeNetBufferList(nbl);
        Assert.Equal(1, pool.OutstandingCount);
        NdisFreeNetBuffer(nb);
    }

    [Fact]
    public void A_list_pool_freed_early_lists_its_objects()
    {
        var pool = ListPool();
        var name = NdisAllocateNetBufferList(pool, 0, 0).ToString();
        Assert.Equal([name], Breaks("NDIS0009", () => NdisFreeNetBufferListPool(pool)).Outstanding);
        Breaks("NDIS0003", () => NdisFreeNetBufferListPool(pool));
        Breaks("NDIS0007", () => NdisFreeNetBufferListPool(null!));
    }

    [Fact]
    public void Context_sizes_that_no_block_can_have_give_nothing()
    {
        using var pool = ListPool();
        Assert.Throws<ArgumentOutOfRangeException>(() => NdisAllocateNetBufferList(pool, 0, -1));
        Assert.Throws<ArgumentOutOfRangeException>(() => ListPool(contextSize: -16));
        Assert.True(NdisAllocateNetBufferList(pool, 65536, 0).IsNull);
        Assert.True(NdisAllocateNetBufferList(pool, 32768, 32768).IsNull);
        Assert.True(NdisAllocateNetBufferAndNetBufferList(pool, int.MaxValue, int.MaxValue, null, 0, 0).IsNull);
        Assert.Null(ListPool(contextSize: 65536));
        Assert.Equal(0, pool.OutstandingCount);
    }

    [Fact]
    public void A_list_that_cannot_be_lent_leaves_no_context_behind()
    {
        using var pool = ListPool(maximumCount: 1);
        var nbl = NdisAllocateNetBufferList(pool, 0, 0);
        Assert.True(NdisAllocateNetBufferList(pool, 16, 0).IsNull);
        NdisFreeNetBufferList(nbl);
    }
}
