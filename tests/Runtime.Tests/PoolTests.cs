namespace NdisRules.Runtime.Tests;

public sealed class PoolTests
{
    [Fact]
    public void A_pool_lends_up_to_its_maximum_and_then_null()
    {
        using var pool = Pool(maximumCount: 3);
        var lent = Enumerable.Range(0, 3).Select(_ => NdisAllocateNetBuffer(pool, null, 0, 0)).ToArray();
        Assert.All(lent, nb => Assert.False(nb.IsNull));
        Assert.True(NdisAllocateNetBuffer(pool, null, 0, 0) == null);
        NdisFreeNetBuffer(lent[1]);
        lent[1] = NdisAllocateNetBuffer(pool, null, 0, 0);
        Assert.False(lent[1].IsNull);
        Assert.Equal(3, pool.OutstandingCount);
        NdisFreeNetBuffers(lent);
        Assert.Equal(0, pool.OutstandingCount);
    }

    [Fact]
    public void A_pool_without_maximum_grows_by_slabs()
    {
        using var pool = Pool(dataSize: 1500);
        var lent = Enumerable.Range(0, 1000).Select(_ => NdisAllocateNetBufferMdlAndData(pool)).ToArray();
        Assert.Equal(1000, lent.Distinct().Count());
        Assert.InRange(pool.Capacity, 1000, 1000 + 127);
        foreach (var nb in lent) nb.MdlChain.Span.Fill((byte)nb.GetHashCode());
        Assert.All(lent, nb => Assert.All(nb.MdlChain.Span.ToArray(), one => Assert.Equal((byte)nb.GetHashCode(), one)));
        NdisFreeNetBuffers(lent);
    }

    [Fact]
    public void A_slot_may_be_larger_than_a_slab()
    {
        using var pool = Pool(dataSize: 1 << 20);
        var one = NdisAllocateNetBufferMdlAndData(pool);
        var two = NdisAllocateNetBufferMdlAndData(pool);
        one.MdlChain.Span.Fill(1);
        two.MdlChain.Span.Fill(2);
        Assert.Equal(1, one.MdlChain.Span[^1]);
        NdisFreeNetBuffer(one);
        NdisFreeNetBuffer(two);
    }

    [Fact]
    public void A_DataSize_that_no_slot_can_have_gives_no_pool() =>
        Assert.Null(NdisAllocateNetBufferPool(null, new NetBufferPoolParameters { DataSize = int.MaxValue }));

    [Fact]
    public void Negative_sizes_are_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => Pool(dataSize: -1));
        Assert.Throws<ArgumentOutOfRangeException>(() => Pool(maximumCount: -1));
        using var pool = Pool();
        Assert.Throws<ArgumentOutOfRangeException>(() => NdisAllocateNetBuffer(pool, null, -1, 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => NdisAllocateNetBuffer(pool, null, 0, -1));
        Assert.Equal(0, pool.OutstandingCount);
    }

    [Fact]
    public void A_NET_BUFFER_starts_with_clear_fields_whatever_its_last_holder_left()
    {
        using var pool = Pool(maximumCount: 1);
        var first = NdisAllocateNetBuffer(pool, null, 0, 0);
        first.ChecksumBias = 9;
        first.Next = first;
        first.DataPhysicalAddress = 9;
        first.ScatterGatherList = 9;
        first.ProtocolReserved.Fill(9);
        first.MiniportReserved.Fill(9);
        NdisFreeNetBuffer(first);
        var second = NdisAllocateNetBuffer(pool, null, 0, 0);
        Assert.True(second.Next == null);
        Assert.Equal(0, second.ChecksumBias + second.DataPhysicalAddress + second.ScatterGatherList);
        Assert.All(second.ProtocolReserved.ToArray(), one => Assert.Equal(0, one));
        Assert.All(second.MiniportReserved.ToArray(), one => Assert.Equal(0, one));
        NdisFreeNetBuffer(second);
    }

    [Fact]
    public void A_pool_with_data_starts_its_NET_BUFFERs_with_offset_0_and_all_data()
    {
        using var pool = Pool(dataSize: 1514);
        var nb = NdisAllocateNetBufferMdlAndData(pool);
        Assert.Equal((0, 1514, 0), (nb.DataOffset, nb.DataLength, nb.CurrentMdlOffset));
        Assert.Equal(nb.MdlChain, nb.CurrentMdl);
        Assert.Equal(1514, nb.MdlChain.ByteCount);
        Assert.True(nb.MdlChain.Next == null);
        Assert.Same(pool, NdisGetPoolFromNetBuffer(nb));
        NdisFreeNetBuffer(nb);
    }

    [Fact]
    public void The_MDL_of_a_pool_with_data_goes_with_its_NET_BUFFER()
    {
        using var pool = Pool(dataSize: 10);
        var nb = NdisAllocateNetBufferMdlAndData(pool);
        var mdl = nb.MdlChain;
        Breaks("NDIS0007", () => NdisFreeMdl(mdl));
        NdisFreeNetBuffer(nb);
        Breaks("NDIS0004", () => _ = mdl.Span.Length);
        Breaks("NDIS0003", () => NdisFreeMdl(mdl));
    }

    [Fact]
    public void NdisAllocateNetBuffer_refuses_a_pool_that_brings_data()
    {
        using var pool = Pool(dataSize: 10);
        Breaks("NDIS0008", () => NdisAllocateNetBuffer(pool, null, 0, 0));
        Breaks("NDIS0008", () => NdisAllocateNetBuffers(pool, new NetBuffer[2]));
    }

    [Fact]
    public void Freeing_twice_is_a_violation_and_changes_nothing()
    {
        using var pool = Pool();
        var nb = NdisAllocateNetBuffer(pool, null, 0, 0);
        NdisFreeNetBuffer(nb);
        Breaks("NDIS0003", () => NdisFreeNetBuffer(nb));
        Assert.Equal(0, pool.OutstandingCount);
        var one = NdisAllocateNetBuffer(pool, null, 0, 0);
        var two = NdisAllocateNetBuffer(pool, null, 0, 0);
        Assert.NotEqual(one, two);
        NdisFreeNetBuffers([one, two]);
    }

    [Fact]
    public void Freeing_the_null_handle_is_a_violation() => Breaks("NDIS0007", () => NdisFreeNetBuffer(null));

    [Fact]
    public void A_NET_BUFFER_that_came_with_its_list_is_not_freed_alone()
    {
        using var lists = ListPool();
        var nbl = NdisAllocateNetBufferList(lists, 0, 0);
        Breaks("NDIS0007", () => NdisFreeNetBuffer(nbl.FirstNetBuffer));
        NdisFreeNetBufferList(nbl);
    }

    [Fact]
    public void Freeing_a_pool_early_lists_its_objects_and_makes_them_stale()
    {
        var pool = Pool();
        var one = NdisAllocateNetBuffer(pool, null, 0, 0);
        var two = NdisAllocateNetBuffer(pool, null, 0, 0);
        NdisFreeNetBuffer(NdisAllocateNetBuffer(pool, null, 0, 0));
        var names = new[] { one.ToString(), two.ToString() };
        var violation = Breaks("NDIS0009", () => NdisFreeNetBufferPool(pool));
        Assert.Equal(names.Order(), violation.Outstanding.Order());
        Assert.Contains(names[0], violation.Message);
        Assert.True(pool.IsFreed);
        Breaks("NDIS0004", () => _ = pool.Capacity);
        Breaks("NDIS0004", () => one.DataLength = 0);
        Breaks("NDIS0003", () => NdisFreeNetBuffer(two));
    }

    [Fact]
    public void A_freed_pool_lends_nothing_and_is_not_freed_again()
    {
        var pool = Pool();
        NdisFreeNetBufferPool(pool);
        Breaks("NDIS0004", () => NdisAllocateNetBuffer(pool, null, 0, 0));
        Breaks("NDIS0004", () => pool.Enter());
        Breaks("NDIS0003", () => NdisFreeNetBufferPool(pool));
        Breaks("NDIS0003", pool.Dispose);
        Breaks("NDIS0007", () => NdisFreeNetBufferPool(null!));
    }

    [Fact]
    public void A_write_over_the_header_of_a_free_slot_is_noticed_when_it_is_lent_next()
    {
        using var pool = Pool();
        var nb = NdisAllocateNetBuffer(pool, null, 0, 0);
        NdisFreeNetBuffer(nb);
        unsafe
        {
            *Handle.Header(nb.Word) ^= 0x100;
        }
        Breaks("NDIS0004", () => NdisAllocateNetBuffer(pool, null, 0, 0));
    }

    [Fact]
    public void A_bulk_allocation_fills_what_it_can()
    {
        using var pool = Pool(maximumCount: 5);
        var many = new NetBuffer[8];
        many[7] = NdisAllocateNetBuffer(pool, null, 0, 0);
        var last = many[7];
        Assert.Equal(4, NdisAllocateNetBuffers(pool, many));
        Assert.All(many[..4], nb => Assert.False(nb.IsNull));
        Assert.All(many[4..], nb => Assert.True(nb.IsNull));
        NdisFreeNetBuffers(many.AsSpan(0, 4));
        NdisFreeNetBuffer(last);
    }

    [Fact]
    public void A_bulk_free_stops_at_the_first_that_cannot_be_freed()
    {
        using var pool = Pool();
        var one = NdisAllocateNetBuffer(pool, null, 0, 0);
        var two = NdisAllocateNetBuffer(pool, null, 0, 0);
        Breaks("NDIS0003", () => NdisFreeNetBuffers([one, one, two]));
        Assert.Equal(1, pool.OutstandingCount);
        NdisFreeNetBuffer(two);
    }

    [Fact]
    public void A_scope_has_the_same_verbs()
    {
        using var pool = Pool();
        using NetBufferPool.Scope local = pool.Enter();
        var inside = local.NdisAllocateNetBuffer(null, 0, 0);
        var outside = NdisAllocateNetBuffer(pool, null, 0, 0);
        NdisFreeNetBuffer(inside);
        local.NdisFreeNetBuffer(outside);
        Assert.Equal(0, pool.OutstandingCount);
    }

    [Fact]
    public void A_scope_takes_back_only_what_came_from_its_pool()
    {
        using var pool = Pool();
        using var other = Pool();
        var nb = NdisAllocateNetBuffer(other, null, 0, 0);
        Breaks("NDIS0008", () =>
        {
            using var local = pool.Enter();
            local.NdisFreeNetBuffer(nb);
        });
        NdisFreeNetBuffer(nb);
    }

    [Fact]
    public void The_process_knows_its_pools()
    {
        var pool = Pool();
        Assert.Contains(pool, NdisVerifier.Pools);
        Assert.Equal("NB pool 'Test'", pool.ToString());
        pool.Dispose();
        Assert.DoesNotContain(pool, NdisVerifier.Pools);
    }
}
