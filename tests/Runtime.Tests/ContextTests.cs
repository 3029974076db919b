using System.Runtime.InteropServices;

namespace NdisRules.Runtime.Tests;

public sealed class ContextTests : IDisposable
{
    const uint Tag = 0x74736554;

    readonly NetBufferListPool pool = ListPool(contextSize: 64);
    readonly NetBufferList nbl;

    public ContextTests() => nbl = NdisAllocateNetBufferList(pool, 0, 0);

    public void Dispose()
    {
        if (nbl.IsLive) NdisFreeNetBufferList(nbl);
        NdisFreeNetBufferListPool(pool);
    }

    void Is(int size, int offset, int blocks)
    {
        Assert.Equal((size, offset, size - offset), (nbl.Context.Size, nbl.Context.Offset, nbl.Context.UsedSize));
        var count = 0;
        for (var block = nbl.Context; !block.IsNull; block = block.Next) count++;
        Assert.Equal(blocks, count);
        Assert.Equal(size, NET_BUFFER_LIST_CONTEXT_DATA_SIZE(nbl));
        Assert.Equal(size - offset, NET_BUFFER_LIST_CONTEXT_DATA_START(nbl).Length);
    }

    void Take(int size, int backFill = 0) => Assert.Equal(NdisStatus.Success, NdisAllocateNetBufferListContext(nbl, size, backFill, Tag));

    [Fact]
    public void The_test_vector_holds_step_by_step()
    {
        Is(64, 64, 1);
        Take(16);
        Is(64, 48, 1);
        Take(32);
        Is(64, 16, 1);
        Take(32, 16);
        Is(48, 16, 2);
        Take(16);
        Is(48, 0, 2);
        NdisFreeNetBufferListContext(nbl, 16);
        Is(48, 16, 2);
        NdisFreeNetBufferListContext(nbl, 32);
        Is(64, 16, 1);
        NdisFreeNetBufferListContext(nbl, 32);
        Is(64, 48, 1);
        NdisFreeNetBufferListContext(nbl, 16);
        Is(64, 64, 1);
    }

    [Fact]
    public void The_back_fill_is_not_part_of_the_question_whether_there_is_room()
    {
        Take(48, 48);
        Is(64, 16, 1);
        NdisFreeNetBufferListContext(nbl, 48);
    }

    [Fact]
    public void Each_piece_keeps_its_bytes_while_others_come_and_go()
    {
        for (var piece = 1; piece <= 20; piece++)
        {
            Take(8 * piece);
            NET_BUFFER_LIST_CONTEXT_DATA_START(nbl)[..(8 * piece)].Fill((byte)piece);
        }
        for (var piece = 20; piece >= 1; piece--)
        {
            Assert.Equal(-1, NET_BUFFER_LIST_CONTEXT_DATA_START(nbl)[..(8 * piece)].IndexOfAnyExcept((byte)piece));
            NdisFreeNetBufferListContext(nbl, 8 * piece);
        }
        Is(64, 64, 1);
    }

    [Fact]
    public void Context_is_aligned_for_a_pointer()
    {
        Take(8);
        ref var first = ref MemoryMarshal.AsRef<nint>(NET_BUFFER_LIST_CONTEXT_DATA_START(nbl));
        unsafe
        {
            Assert.Equal(0, (nint)System.Runtime.CompilerServices.Unsafe.AsPointer(ref first) % sizeof(nint));
        }
        NdisFreeNetBufferListContext(nbl, 8);
    }

    [Theory]
    [InlineData(4, 0)]
    [InlineData(8, 4)]
    [InlineData(65536, 0)]
    [InlineData(65528, 8)]
    [InlineData(int.MaxValue, int.MaxValue)]
    public void A_size_that_no_block_can_have_is_a_failure_and_changes_nothing(int contextSize, int contextBackFill)
    {
        Assert.Equal(NdisStatus.Failure, NdisAllocateNetBufferListContext(nbl, contextSize, contextBackFill, Tag));
        Is(64, 64, 1);
    }

    [Fact]
    public void A_negative_size_is_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => NdisAllocateNetBufferListContext(nbl, -8, 0, Tag));
        Assert.Throws<ArgumentOutOfRangeException>(() => NdisAllocateNetBufferListContext(nbl, 8, -8, Tag));
        Assert.Throws<ArgumentOutOfRangeException>(() => NdisFreeNetBufferListContext(nbl, -8));
    }

    [Fact]
    public void No_bytes_reserve_nothing_and_owe_nothing()
    {
        Take(16);
        Take(0, 16);
        NdisFreeNetBufferListContext(nbl, 16);
        NdisFreeNetBufferListContext(nbl, 0);
        Is(64, 64, 1);
    }

    [Fact]
    public void Older_context_freed_first_is_out_of_order()
    {
        Take(16);
        Take(32);
        Breaks("NDIS0009", () => NdisFreeNetBufferListContext(nbl, 16));
        Is(64, 16, 1);
        Take(24, 8);
        Breaks("NDIS0009", () => NdisFreeNetBufferListContext(nbl, 16));
        NdisFreeNetBufferListContext(nbl, 24);
        NdisFreeNetBufferListContext(nbl, 32);
        NdisFreeNetBufferListContext(nbl, 16);
    }

    [Fact]
    public void Context_freed_with_a_size_that_was_never_allocated_is_the_wrong_size()
    {
        Take(16);
        Breaks("NDIS0008", () => NdisFreeNetBufferListContext(nbl, 8));
        Breaks("NDIS0008", () => NdisFreeNetBufferListContext(nbl, 64));
        NdisFreeNetBufferListContext(nbl, 16);
    }

    [Fact]
    public void More_frees_than_allocations_is_a_violation()
    {
        Breaks("NDIS0007", () => NdisFreeNetBufferListContext(nbl, 16));
        Take(16);
        NdisFreeNetBufferListContext(nbl, 16);
        Breaks("NDIS0007", () => NdisFreeNetBufferListContext(nbl, 16));
        Is(64, 64, 1);
    }

    [Fact]
    public void Context_left_when_the_list_is_freed_is_listed_and_goes_with_it()
    {
        Take(16);
        Take(128, 8);
        var context = nbl.Context;
        var violation = Breaks("NDIS0009", () => NdisFreeNetBufferList(nbl));
        Assert.Equal(2, violation.Outstanding.Count);
        Assert.All(violation.Outstanding, line => Assert.Contains("'Test'", line));
        Assert.False(nbl.IsLive);
        Breaks("NDIS0004", () => _ = context.Size);
        Breaks("NDIS0004", () => NdisFreeNetBufferListContext(nbl, 128));
    }

    [Fact]
    public void Context_that_was_freed_with_its_block_is_not_reached_any_more()
    {
        Take(128);
        var context = nbl.Context;
        Assert.True(context == nbl.Context && context != context.Next);
        NdisFreeNetBufferListContext(nbl, 128);
        Breaks("NDIS0004", () => _ = context.ContextData.Length);
        Assert.Throws<NullReferenceException>(() => _ = nbl.Context.Next.Size);
    }

    [Fact]
    public void Context_asked_for_with_the_list_comes_out_of_the_pools_and_is_not_freed_alone()
    {
        var other = NdisAllocateNetBufferList(pool, 16, 32);
        Assert.Equal((64, 48), (other.Context.Size, other.Context.Offset));
        Breaks("NDIS0007", () => NdisFreeNetBufferListContext(other, 16));
        Assert.Equal(NdisStatus.Success, NdisAllocateNetBufferListContext(other, 48, 0, Tag));
        Breaks("NDIS0008", () => NdisFreeNetBufferListContext(other, 16));
        NdisFreeNetBufferListContext(other, 48);
        NdisFreeNetBufferList(other);
    }

    [Fact]
    public void More_context_than_the_pool_has_comes_in_a_block_that_goes_with_the_list()
    {
        var other = NdisAllocateNetBufferAndNetBufferList(pool, 64, 32, null, 0, 0);
        Assert.Equal((96, 32, 64), (other.Context.Size, other.Context.Offset, other.Context.Next.Size));
        Assert.Equal(NdisStatus.Success, NdisAllocateNetBufferListContext(other, 32, 0, Tag));
        Assert.Equal(0, other.Context.Offset);
        NdisFreeNetBufferListContext(other, 32);
        Assert.Equal(96, other.Context.Size);
        NdisFreeNetBufferList(other);
    }

    [Fact]
    public void A_list_without_context_has_none_to_show_and_may_get_some()
    {
        using var plain = ListPool();
        var other = NdisAllocateNetBufferList(plain, 0, 0);
        Assert.True(other.Context.IsNull);
        Assert.Throws<InvalidOperationException>(() => NET_BUFFER_LIST_CONTEXT_DATA_SIZE(other));
        Assert.Throws<InvalidOperationException>(() => NET_BUFFER_LIST_CONTEXT_DATA_START(other).Length);
        Assert.Equal(NdisStatus.Success, NdisAllocateNetBufferListContext(other, 8, 8, Tag));
        Assert.Equal((16, 8), (other.Context.Size, other.Context.Offset));
        NdisFreeNetBufferListContext(other, 8);
        Assert.True(other.Context.IsNull);
        NdisFreeNetBufferList(other);
    }

    [Fact]
    public void Context_of_the_next_holder_begins_anew()
    {
        using var one = ListPool(maximumCount: 1, contextSize: 32);
        var first = NdisAllocateNetBufferList(one, 0, 0);
        Assert.Equal(NdisStatus.Success, NdisAllocateNetBufferListContext(first, 16, 0, Tag));
        Breaks("NDIS0009", () => NdisFreeNetBufferList(first));
        var second = NdisAllocateNetBufferList(one, 0, 0);
        Assert.Equal((32, 32), (second.Context.Size, second.Context.Offset));
        NdisFreeNetBufferList(second);
    }

    [Fact]
    public void A_pool_freed_early_takes_the_context_of_its_lists_along()
    {
        var early = ListPool();
        var other = NdisAllocateNetBufferList(early, 0, 0);
        Assert.Equal(NdisStatus.Success, NdisAllocateNetBufferListContext(other, 8, 0, Tag));
        Breaks("NDIS0009", () => NdisFreeNetBufferListPool(early));
        Breaks("NDIS0004", () => NdisFreeNetBufferListContext(other, 8));
    }
}
