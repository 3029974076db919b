using System.Runtime.CompilerServices;
namespace NdisRules.Runtime.Tests;

/// <summary>What the verifier finds in a pool that it watches, and what it leaves alone. Only options of single pools, which reach no other test.</summary>
public sealed class WatchedPoolTests
{
    static NetBufferPool Watched(NdisVerifierOptions? options = null, int dataSize = 0, int maximumCount = 0) =>
        NdisAllocateNetBufferPool(null, new NetBufferPoolParameters
        {
            DataSize = dataSize,
            MaximumCount = maximumCount,
            PoolTag = 0x74736554,
            Verifier = options ?? new NdisVerifierOptions(),
        })!;

    static NetBufferListPool WatchedLists(NdisVerifierOptions? options = null, int dataSize = 64, int contextSize = 32) =>
        NdisAllocateNetBufferListPool(null, new NetBufferListPoolParameters
        {
            AllocateNetBuffer = true,
            DataSize = dataSize,
            ContextSize = contextSize,
            ProtocolId = 6,
            PoolTag = 0x74736554,
            Verifier = options ?? new NdisVerifierOptions(),
        })!;

    [Fact]
    public void A_watched_pool_lends_and_takes_back_like_any_other()
    {
        using var pool = Watched(dataSize: 100);
        for (var round = 0; round < 1000; round++)
        {
            var nb = NdisAllocateNetBufferMdlAndData(pool);
            Assert.Equal((0, 100, 100), (nb.DataOffset, nb.DataLength, nb.MdlChain.ByteCount));
            Assert.Equal(0, nb.ProtocolReserved[2] + nb.ScatterGatherList);
            nb.MdlChain.Span.Fill((byte)round);
            nb.ProtocolReserved.Fill(round);
            NdisFreeNetBuffer(nb);
        }
        Assert.Equal(0, pool.OutstandingCount);
    }

    [Fact]
    public void Lists_with_context_and_data_too()
    {
        using var pool = WatchedLists();
        for (var round = 0; round < 1000; round++)
        {
            var nbl = NdisAllocateNetBufferList(pool, 16, round % 3 * 16);
            Assert.Equal((6, 64, 0), ((int)nbl.ProtocolId, nbl.FirstNetBuffer.DataLength, (int)nbl.CancelId));
            Assert.Equal(16, nbl.Context.UsedSize);
            nbl.CancelId = nbl.Scratch = round;
            nbl.Context.ContextData.Fill(1);
            nbl.FirstNetBuffer.MdlChain.Span.Fill(2);
            NdisFreeNetBufferList(nbl);
        }
        Assert.Equal(0, pool.OutstandingCount);
    }

    [Fact]
    public void Bulk_calls_and_scopes_work_in_a_watched_pool()
    {
        using var pool = Watched(maximumCount: 30);
        using var local = pool.Enter();
        var many = new NetBuffer[40];
        Assert.Equal(30, NdisAllocateNetBuffers(pool, many));
        local.NdisFreeNetBuffers(many.AsSpan(0, 10));
        var one = local.NdisAllocateNetBuffer(null, 0, 0);
        Assert.Equal(21, pool.OutstandingCount);
        NdisFreeNetBuffers(many.AsSpan(10, 20));
        local.NdisFreeNetBuffer(one);
        Assert.Equal(0, pool.OutstandingCount);
    }

    [Fact]
    public void Of_two_threads_that_free_the_same_handle_exactly_one_is_told_at_once()
    {
        using var pool = Watched(new NdisVerifierOptions { AllocationSites = false });
        NetBuffer raced = null;
        var freed = new int[2];
        var rounds = 0;
        var end = DateTime.UtcNow + TimeSpan.FromSeconds(1);
        var other = new Thread(() =>
        {
            // Waits without sleeping, so that both begin within some nanoseconds.
            for (NetBuffer seen = null; ;)
            {
                var next = NetBuffer.VolatileRead(ref raced);
                if (next == seen) continue;
                if (!next) return;
                seen = next;
                freed[1] += TryFree(next);
            }
        });
        other.Start();
        for (; DateTime.UtcNow < end; rounds++)
        {
            var nb = NdisAllocateNetBuffer(pool, null, 0, 0);
            NetBuffer.VolatileWrite(ref raced, nb);
            freed[0] += TryFree(nb);
        }
        NetBuffer.VolatileWrite(ref raced, null);
        other.Join();
        Assert.Equal((rounds, 0), (freed.Sum(), pool.OutstandingCount));
    }

    static int TryFree(NetBuffer nb)
    {
        try
        {
            NdisFreeNetBuffer(nb);
            return 1;
        }
        catch (NdisViolationException violation) when (violation.RuleId == "NDIS0003")
        {
            return 0;
        }
    }

    [Fact]
    public void What_is_outstanding_is_listed_with_the_place_where_it_was_allocated()
    {
        var pool = Watched();
        var kept = NdisAllocateNetBuffer(pool, null, 0, 0);
        NdisFreeNetBuffer(NdisAllocateNetBuffer(pool, null, 0, 0));
        var violation = Breaks("NDIS0009", () => NdisFreeNetBufferPool(pool));
        var line = Assert.Single(violation.Outstanding);
        Assert.StartsWith(kept.ToString().Split(' ')[0], line);
        Assert.Contains("allocated by WatchedPoolTests.What_is_outstanding_is_listed_with_the_place_where_it_was_allocated", line);
        Assert.Matches("in WatchedPoolTests.cs, line [0-9]+$", line);
    }

    [Fact]
    public void Sites_can_be_sampled_or_left_out()
    {
        var sampled = Watched(new NdisVerifierOptions { AllocationSiteInterval = 4 });
        var none = Watched(new NdisVerifierOptions { AllocationSites = false });
        Assert.Equal(20, NdisAllocateNetBuffers(sampled, new NetBuffer[20]));
        Assert.Equal(20, NdisAllocateNetBuffers(none, new NetBuffer[20]));
        Assert.Equal(5, Breaks("NDIS0009", sampled.Dispose).Outstanding.Count(line => line.Contains("allocated by")));
        Assert.DoesNotContain(Breaks("NDIS0009", none.Dispose).Outstanding, line => line.Contains("allocated by"));
    }

    [Fact]
    public void A_stale_handle_tells_where_its_object_was_allocated()
    {
        using var pool = Watched();
        var nb = NdisAllocateNetBuffer(pool, null, 0, 0);
        NdisFreeNetBuffer(nb);
        var twice = Breaks("NDIS0003", () => NdisFreeNetBuffer(nb));
        var used = Breaks("NDIS0004", () => nb.DataLength = 1);
        Assert.StartsWith("WatchedPoolTests.A_stale_handle_tells_where_its_object_was_allocated in WatchedPoolTests.cs, line ", twice.AllocationSite);
        Assert.Equal(twice.AllocationSite, used.AllocationSite);
        Assert.Contains($"It was allocated by {used.AllocationSite}.", used.Message);
    }

    [Fact]
    public void A_list_that_is_freed_before_its_clone_tells_where_it_was_allocated()
    {
        using var lists = NdisAllocateNetBufferListPool(null, new() { AllocateNetBuffer = true, Verifier = new() })!;
        using var buffers = NdisAllocateNetBufferPool(null, new())!;
        var mdl = NdisAllocateMdl(null, new byte[64]);
        var original = NdisAllocateNetBufferAndNetBufferList(lists, 0, 0, mdl, 0, 64);
        var clone = NdisAllocateCloneNetBufferList(original, lists, buffers, NdisCloneFlags.None);
        var early = Breaks("NDIS0009", () => NdisFreeNetBufferList(original));
        Assert.StartsWith($"WatchedPoolTests.{nameof(A_list_that_is_freed_before_its_clone_tells_where_it_was_allocated)} in WatchedPoolTests.cs, line ", early.AllocationSite);
        NdisFreeCloneNetBufferList(clone, NdisCloneFlags.None);
        NdisFreeNetBufferList(original);
        NdisFreeMdl(mdl);
    }

    [Fact]
    public void Where_a_stale_handle_was_allocated_is_forgotten_when_its_slot_is_lent_again()
    {
        using var pool = Watched(new NdisVerifierOptions { SpecialPool = false }, maximumCount: 1);
        var nb = NdisAllocateNetBuffer(pool, null, 0, 0);
        NdisFreeNetBuffer(nb);
        var next = NdisAllocateNetBuffer(pool, null, 0, 0);
        Assert.Null(Breaks("NDIS0003", () => NdisFreeNetBuffer(nb)).AllocationSite);
        NdisFreeNetBuffer(next);
    }

    [Fact]
    public void A_place_may_name_the_callers_of_a_helper()
    {
        using var pool = Watched(new NdisVerifierOptions { AllocationSiteDepth = 2 });
        var nb = Helper(pool);
        Assert.Matches("allocated by WatchedPoolTests.Helper in WatchedPoolTests.cs, line [0-9]+, called by "
            + "WatchedPoolTests.A_place_may_name_the_callers_of_a_helper in WatchedPoolTests.cs, line [0-9]+$", Assert.Single(pool.OutstandingNames()));
        NdisFreeNetBuffer(nb);
        Assert.Throws<ArgumentOutOfRangeException>(() => new NdisVerifierOptions { AllocationSiteDepth = 0 });
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    static NetBuffer Helper(NetBufferPool pool) => NdisAllocateNetBuffer(pool, null, 0, 0);

    [Fact]
    public void A_test_may_decide_which_allocation_fails()
    {
        var asked = 0;
        using var pool = Watched(new NdisVerifierOptions { FailWhen = () => ++asked is 3 or 4 });
        var given = Enumerable.Range(0, 4).Select(_ => NdisAllocateNetBuffer(pool, null, 0, 0)).ToList();
        Assert.Equal([false, true, true, false], given.Select(one => one.IsNull));
        foreach (var one in given.Where(one => !one.IsNull)) NdisFreeNetBuffer(one);
    }

    [Fact]
    public void What_the_decider_throws_leaves_from_the_allocation_which_has_taken_nothing()
    {
        var broken = false;
        using var pool = Watched(new NdisVerifierOptions { FailWhen = () => broken ? throw new TimeoutException() : false });
        broken = true;
        Assert.Throws<TimeoutException>(() => NdisAllocateNetBuffer(pool, null, 0, 0));
        Assert.Equal(0, pool.OutstandingCount);
    }

    [Fact]
    public void The_names_of_what_is_outstanding_say_where()
    {
        using var pool = Watched();
        Assert.Empty(pool.OutstandingNames());
        var nb = NdisAllocateNetBuffer(pool, null, 0, 0);
        Assert.Contains("The_names_of_what", Assert.Single(pool.OutstandingNames()));
        NdisFreeNetBuffer(nb);
    }

    [Fact]
    public void A_freed_object_is_not_lent_again_at_once()
    {
        using var pool = Watched(new NdisVerifierOptions { QuarantineCount = 10 });
        var seen = new List<ulong>();
        for (var i = 0; i < 40; i++)
        {
            var nb = NdisAllocateNetBuffer(pool, null, 0, 0);
            Assert.DoesNotContain(nb.Word & Handle.AddressMask, seen.TakeLast(10));
            seen.Add(nb.Word & Handle.AddressMask);
            NdisFreeNetBuffer(nb);
        }
        Assert.True(seen.Distinct().Count() < 40);
    }

    [Fact]
    public void With_nothing_else_to_lend_the_oldest_freed_one_is_lent()
    {
        using var pool = Watched(maximumCount: 2);
        for (var i = 0; i < 10; i++) NdisFreeNetBuffer(NdisAllocateNetBuffer(pool, null, 0, 0));
        Assert.Equal((0, 2), (pool.OutstandingCount, pool.Capacity));
    }

    [Fact]
    public void A_write_to_freed_data_is_found_before_it_is_lent_again()
    {
        using var pool = Watched(dataSize: 100, maximumCount: 1);
        var nb = NdisAllocateNetBufferMdlAndData(pool);
        var data = nb.MdlChain.Span;
        NdisFreeNetBuffer(nb);
        data[42] = 1;
        var violation = Breaks("NDIS0004", () => NdisAllocateNetBufferMdlAndData(pool));
        Assert.Contains($"byte {192 + 64 + 42} of the slot", violation.Message);
        NdisFreeNetBuffer(NdisAllocateNetBufferMdlAndData(pool));
    }

    [Fact]
    public unsafe void A_write_over_the_header_of_a_freed_slot_is_found_too()
    {
        using var pool = Watched(maximumCount: 1);
        var nb = NdisAllocateNetBuffer(pool, null, 0, 0);
        NdisFreeNetBuffer(nb);
        *Handle.Header(nb.Word) ^= 0x100;
        Breaks("NDIS0004", () => NdisAllocateNetBuffer(pool, null, 0, 0));
        NdisFreeNetBuffer(NdisAllocateNetBuffer(pool, null, 0, 0));
    }

    [Fact]
    public void A_write_through_a_kept_reference_to_a_field_is_found_when_the_pool_is_freed()
    {
        var pool = WatchedLists();
        var nbl = NdisAllocateNetBufferList(pool, 0, 0);
        ref var slot = ref nbl.Info(NdisNetBufferListInfo.NetBufferListHashValue);
        NdisFreeNetBufferList(nbl);
        slot = 1;
        var violation = Breaks("NDIS0004", () => NdisFreeNetBufferListPool(pool));
        Assert.Single(violation.Outstanding);
        Assert.True(pool.IsFreed);
    }

    [Fact]
    public void Without_a_special_pool_such_a_write_passes()
    {
        using var pool = Watched(new NdisVerifierOptions { SpecialPool = false }, dataSize: 100, maximumCount: 1);
        var nb = NdisAllocateNetBufferMdlAndData(pool);
        var data = nb.MdlChain.Span;
        NdisFreeNetBuffer(nb);
        data[42] = 1;
        NdisFreeNetBuffer(NdisAllocateNetBufferMdlAndData(pool));
    }

    [Theory]
    [InlineData(100, 0)]
    [InlineData(100, 63)]
    [InlineData(64, 0)]
    [InlineData(2048, 5)]
    public unsafe void A_write_behind_the_data_is_found_at_the_free(int dataSize, int distance)
    {
        using var pool = Watched(dataSize: dataSize);
        var nb = NdisAllocateNetBufferMdlAndData(pool);
        ((byte*)nb.MdlChain.MappedSystemVa)[dataSize + distance] = 1;
        var violation = Breaks("NDIS0004", () => NdisFreeNetBuffer(nb));
        Assert.Contains($"byte {dataSize + distance} ", violation.Message);
        Assert.Equal(0, pool.OutstandingCount);
        NdisFreeNetBuffer(NdisAllocateNetBufferMdlAndData(pool));
    }

    [Fact]
    public void The_last_byte_of_the_data_may_be_written()
    {
        using var pool = WatchedLists(dataSize: 77);
        var nbl = NdisAllocateNetBufferList(pool, 0, 0);
        nbl.FirstNetBuffer.MdlChain.Span[^1] = 1;
        NdisFreeNetBufferList(nbl);
        Assert.Equal(0, pool.OutstandingCount);
    }

    [Fact]
    public unsafe void Without_guard_bytes_a_write_behind_the_data_passes()
    {
        using var pool = Watched(new NdisVerifierOptions { GuardBytes = false }, dataSize: 65);
        var nb = NdisAllocateNetBufferMdlAndData(pool);
        ((byte*)nb.MdlChain.MappedSystemVa)[65] = 1;
        NdisFreeNetBuffer(nb);
    }

    [Fact]
    public void The_nth_allocation_of_a_pool_fails_and_the_next_does_not()
    {
        // The pool itself is the first.
        using var pool = Watched(new NdisVerifierOptions { FailAt = 4 });
        var failed = Enumerable.Range(0, 6).Select(_ => NdisAllocateNetBuffer(pool, null, 0, 0)).ToArray();
        Assert.Equal([false, false, true, false, false, false], failed.Select(nb => nb.IsNull));
        NdisFreeNetBuffers(failed.Where(nb => !nb.IsNull).ToArray());
        Assert.Null(Watched(new NdisVerifierOptions { FailAt = 1 }));
    }

    [Fact]
    public void A_share_of_the_allocations_fails_and_the_seed_says_which()
    {
        bool[] Failures(int seed)
        {
            NetBufferPool? pool;
            for (var options = new NdisVerifierOptions { FailureRate = 0.3, Seed = seed }; (pool = Watched(options)) is null; seed += 1000)
                options = new NdisVerifierOptions { FailureRate = 0.3, Seed = seed };
            using (pool)
            {
                var lent = Enumerable.Range(0, 1000).Select(_ => NdisAllocateNetBuffer(pool, null, 0, 0)).ToArray();
                NdisFreeNetBuffers(lent.Where(nb => !nb.IsNull).ToArray());
                return [.. lent.Select(nb => nb.IsNull)];
            }
        }
        var one = Failures(5);
        Assert.InRange(one.Count(failed => failed), 200, 400);
        Assert.Equal(one, Failures(5));
        Assert.NotEqual(one, Failures(6));
    }

    [Fact]
    public void Options_that_mean_nothing_are_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new NdisVerifierOptions { FailureRate = 1.5 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new NdisVerifierOptions { FailAt = -1 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new NdisVerifierOptions { AllocationSiteInterval = 0 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new NdisVerifierOptions { QuarantineCount = -1 });
    }

    [Fact]
    public void The_free_of_a_stale_handle_and_of_a_foreign_one_are_found_as_ever()
    {
        using var pool = Watched(maximumCount: 1);
        using var other = Pool();
        var stale = NdisAllocateNetBuffer(pool, null, 0, 0);
        NdisFreeNetBuffer(stale);
        Breaks("NDIS0003", () => NdisFreeNetBuffer(stale));
        var next = NdisAllocateNetBuffer(pool, null, 0, 0);
        Breaks("NDIS0004", () => stale.DataLength = 1);
        Breaks("NDIS0008", () =>
        {
            using var local = other.Enter();
            local.NdisFreeNetBuffer(next);
        });
        NdisFreeNetBuffer(next);
    }
}
