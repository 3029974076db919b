namespace NdisRules.Runtime.Tests;

/// <summary>What lies idle with threads: who may have it, and when it comes back.</summary>
[Collection("alone")]
public sealed class MagazineTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(8)]
    [InlineData(500)]
    [InlineData(3000)]
    public void The_cap_refuses_nothing_while_another_thread_has_something_idle(int maximumCount)
    {
        using var pool = Pool(maximumCount);
        using var threads = new Baton(3);
        var lent = new NetBuffer[maximumCount];
        for (var round = 0; round < 12; round++)
        {
            threads.On(round % 3, () => Assert.Equal(maximumCount, NdisAllocateNetBuffers(pool, lent)));
            Assert.True(NdisAllocateNetBuffer(pool, null, 0, 0).IsNull);
            Assert.Equal((maximumCount, maximumCount), (pool.OutstandingCount, pool.Capacity));
            threads.On((round + 1) % 3, () => NdisFreeNetBuffers(lent));
            Assert.Equal(0, pool.OutstandingCount);
        }
    }

    [Fact]
    public void Two_threads_that_take_the_last_slot_from_each_other_never_have_it_both()
    {
        using var pool = Pool(maximumCount: 3);
        var turns = new int[2];
        Parallel.For(0, 2, thread =>
        {
            for (var i = 0; i < 20_000; i++)
            {
                var one = NdisAllocateNetBuffer(pool, null, 0, 0);
                var two = NdisAllocateNetBuffer(pool, null, 0, 0);
                if (one) one.DataLength = thread + 1;
                if (two) two.DataLength = thread + 1;
                if (one) turns[thread]++;
                Assert.True(one.IsNull || one.DataLength == thread + 1);
                if (two) NdisFreeNetBuffer(two);
                if (one) NdisFreeNetBuffer(one);
            }
        });
        Assert.True(turns.Sum() > 20_000);
        Assert.Equal((0, true), (pool.OutstandingCount, pool.Capacity <= 3));
    }

    [Fact]
    public void Bulk_calls_of_threads_that_take_from_each_other_never_get_the_same()
    {
        using var pool = Pool(maximumCount: 150);
        var end = DateTime.UtcNow + TimeSpan.FromSeconds(1.5);
        Parallel.For(0, 4, thread =>
        {
            var many = new NetBuffer[70];
            while (DateTime.UtcNow < end)
            {
                var count = NdisAllocateNetBuffers(pool, many);
                foreach (var nb in many[..count]) nb.DataLength = thread + 1;
                foreach (var nb in many[..count]) Assert.Equal(thread + 1, nb.DataLength);
                NdisFreeNetBuffers(many.AsSpan(0, count));
            }
        });
        Assert.Equal((0, true), (pool.OutstandingCount, pool.Capacity <= 150));
    }

    [Fact]
    public void What_a_scope_has_idle_is_out_of_reach_until_it_is_left()
    {
        using var pool = Pool(maximumCount: 1);
        using var threads = new Baton(1);
        NetBuffer taken = null;
        var refused = false;
        void Try()
        {
            taken = NdisAllocateNetBuffer(pool, null, 0, 0);
            refused = taken.IsNull;
        }
        {
            using var local = pool.Enter();
            local.NdisFreeNetBuffer(local.NdisAllocateNetBuffer(null, 0, 0));
            threads.On(0, Try);
            Assert.True(refused);
        }
        threads.On(0, Try);
        Assert.False(refused);
        NdisFreeNetBuffer(taken);
    }

    [Fact]
    public void What_a_thread_had_idle_comes_back_after_its_end()
    {
        using var pool = Pool();
        for (var i = 0; i < 50; i++)
        {
            var thread = new Thread(() => UseMany(pool));
            thread.Start();
            thread.Join();
            Collect();
        }
        // Each thread used 500; without their return there would be 25,000 by now.
        Assert.InRange(pool.Capacity, 500, 5000);
        Assert.Equal(0, pool.OutstandingCount);
    }

    static void UseMany(NetBufferPool pool)
    {
        var lent = new NetBuffer[500];
        Assert.Equal(500, NdisAllocateNetBuffers(pool, lent));
        NdisFreeNetBuffers(lent);
    }

    static void Collect()
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
    }

    [Fact]
    public void A_slot_that_two_threads_freed_at_one_time_is_not_lent_twice()
    {
        using var pool = Pool();
        var nb = NdisAllocateNetBuffer(pool, null, 0, 0);
        FreeTwiceAtOnce(pool, nb);
        // Both magazines have it now: one entry is lent, the other one is found out.
        var lent = new List<NetBuffer>();
        var violation = Breaks("NDIS0003", () =>
        {
            while (lent.Count < 1000) lent.Add(NdisAllocateNetBuffer(pool, null, 0, 0));
        });
        Assert.Contains("two threads", violation.Message);
        Assert.Equal(lent.Count, lent.Distinct().Count());
        Assert.Equal(lent.Count, pool.OutstandingCount);
        NdisFreeNetBuffers(lent.ToArray());
    }

    /// <summary>What happens when the second thread reads the header before the first one writes it.</summary>
    static unsafe void FreeTwiceAtOnce(NetBufferPool pool, NetBuffer nb)
    {
        var live = *Handle.Header(nb.Word);
        NdisFreeNetBuffer(nb);
        *Handle.Header(nb.Word) = live;
        NdisFreeNetBuffer(nb);
        Assert.Equal(-1, pool.OutstandingCount);
    }

    [Fact]
    public void An_overwritten_slot_is_good_again_after_it_was_noticed()
    {
        using var pool = Pool(maximumCount: 1, dataSize: 32);
        var nb = NdisAllocateNetBufferMdlAndData(pool);
        NdisFreeNetBuffer(nb);
        unsafe
        {
            new Span<byte>(Handle.Header(nb.Word), 256).Fill(0xEE);
        }
        Breaks("NDIS0004", () => NdisAllocateNetBufferMdlAndData(pool));
        var again = NdisAllocateNetBufferMdlAndData(pool);
        Assert.Equal((32, 0, 32), (again.DataLength, again.ProtocolReserved[3], again.MdlChain.ByteCount));
        Assert.False(nb.IsLive);
        NdisFreeNetBuffer(again);
    }

    [Fact]
    public void More_pools_at_a_time_than_a_table_begins_with()
    {
        var pools = Enumerable.Range(0, 300).Select(_ => Pool()).ToArray();
        var lent = pools.Select(pool => NdisAllocateNetBuffer(pool, null, 0, 0)).ToArray();
        for (var i = 0; i < pools.Length; i++) Assert.Same(pools[i], NdisGetPoolFromNetBuffer(lent[i]));
        NdisFreeNetBuffers(lent);
        Assert.All(pools, pool => Assert.Equal(0, pool.OutstandingCount));
        foreach (var pool in pools) pool.Dispose();
    }

    [Fact]
    public void A_chain_of_lists_of_several_pools_is_freed_by_one_call()
    {
        using var one = ListPool(dataSize: 100);
        using var other = ListPool(netBuffer: false, contextSize: 16);
        NetBufferList first = null;
        for (var i = 0; i < 20; i++)
        {
            var nbl = NdisAllocateNetBufferList(i % 3 == 0 ? other : one, 0, 0);
            nbl.Next = first;
            first = nbl;
        }
        NdisFreeNetBufferLists(first);
        Assert.Equal(0, one.OutstandingCount + other.OutstandingCount);
        NdisFreeNetBufferLists(null);
    }

    [Fact]
    public void A_chain_with_a_list_that_cannot_be_freed_is_freed_up_to_it()
    {
        using var pool = ListPool();
        var lists = Enumerable.Range(0, 4).Select(_ => NdisAllocateNetBufferList(pool, 0, 0)).ToArray();
        for (var i = 0; i < 3; i++) lists[i].Next = lists[i + 1];
        NdisFreeNetBufferList(Unlinked(lists[2]));
        Breaks("NDIS0004", () => NdisFreeNetBufferLists(lists[0]));
        Assert.Equal([false, false, false, true], lists.Select(list => list.IsLive));
        NdisFreeNetBufferList(lists[3]);
    }

    static NetBufferList Unlinked(NetBufferList list)
    {
        list.Next = null;
        return list;
    }

    [Fact]
    public void A_scope_of_a_pool_with_data_has_the_verb_for_it()
    {
        using var pool = Pool(dataSize: 100);
        using var local = pool.Enter();
        var nb = local.NdisAllocateNetBufferMdlAndData();
        Assert.Equal(100, nb.MdlChain.ByteCount);
        local.NdisFreeNetBuffer(nb);
        Assert.False(nb.IsLive || nb.MdlChainOrNull().IsLive);
        Assert.Equal(0, pool.OutstandingCount);
    }

    [Fact]
    public void A_scope_frees_many_and_stops_at_a_foreign_one()
    {
        using var pool = Pool();
        using var other = Pool();
        var many = new NetBuffer[300];
        Breaks("NDIS0008", () =>
        {
            using var local = pool.Enter();
            Assert.Equal(300, local.NdisAllocateNetBuffers(many));
            (many[299], var mine) = (NdisAllocateNetBuffer(other, null, 0, 0), many[299]);
            NdisFreeNetBuffer(mine);
            local.NdisFreeNetBuffers(many);
        });
        Assert.Equal((0, 1), (pool.OutstandingCount, other.OutstandingCount));
        NdisFreeNetBuffer(many[299]);
    }
}

static class StaleFields
{
    /// <summary>The chain in a NET_BUFFER that may be stale.</summary>
    internal static unsafe Mdl MdlChainOrNull(this NetBuffer netBuffer) => ((NetBufferFields*)Handle.Header(netBuffer.Word))->MdlChain;
}
