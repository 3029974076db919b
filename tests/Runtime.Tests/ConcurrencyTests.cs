namespace NdisRules.Runtime.Tests;

/// <summary>Keeps what measures a thread or the whole machine away from the other tests.</summary>
[CollectionDefinition("alone", DisableParallelization = true)]
public sealed class AloneCollection;

[Collection("alone")]
public sealed class ConcurrencyTests
{
    [Fact]
    public async Task Any_thread_may_free_what_another_allocated()
    {
        const int pairs = 15_000;
        using var pool = Pool(dataSize: 64, maximumCount: 500);
        using var queue = new System.Collections.Concurrent.BlockingCollection<NetBuffer>(400);
        var givers = Enumerable.Range(0, 2).Select(id => Task.Run(() => Give(pool, queue, id, pairs))).ToArray();
        var takers = Enumerable.Range(0, 2).Select(_ => Task.Run(() => Take(queue))).ToArray();
        await Task.WhenAll(givers);
        queue.CompleteAdding();
        var taken = await Task.WhenAll(takers);
        Assert.Equal(2 * pairs, taken.Sum());
        Assert.Equal(0, pool.OutstandingCount);
        Assert.InRange(pool.Capacity, 1, 500);
    }

    static void Give(NetBufferPool pool, System.Collections.Concurrent.BlockingCollection<NetBuffer> queue, int id, int pairs)
    {
        for (var i = 0; i < pairs;)
        {
            var nb = NdisAllocateNetBufferMdlAndData(pool);
            if (!nb) continue;
            nb.ProtocolReserved[0] = id + 1;
            nb.MdlChain.Span.Fill((byte)(id + 1));
            queue.Add(nb);
            i++;
        }
    }

    static int Take(System.Collections.Concurrent.BlockingCollection<NetBuffer> queue)
    {
        var count = 0;
        foreach (var nb in queue.GetConsumingEnumerable())
        {
            Assert.Equal(nb.MdlChain.Span[0], nb.ProtocolReserved[0]);
            Assert.Equal(nb.MdlChain.Span[63], nb.ProtocolReserved[0]);
            NdisFreeNetBuffer(nb);
            count++;
        }
        return count;
    }

    [Fact]
    public void Of_two_threads_that_free_the_same_handle_one_is_told_then_or_when_the_slot_is_lent_next()
    {
        for (var round = 0; round < 1000; round++)
        {
            using var pool = Pool(maximumCount: 64);
            var nb = NdisAllocateNetBuffer(pool, null, 0, 0);
            var violations = 0;
            void Note(Action action)
            {
                try
                {
                    action();
                }
                catch (NdisViolationException violation) when (violation.RuleId == "NDIS0003")
                {
                    Interlocked.Increment(ref violations);
                }
            }
            void Free() => Note(() => NdisFreeNetBuffer(nb));
            Parallel.Invoke(Free, Free);
            // More than there are, so that what threads have idle is looked through to the end.
            var lent = new NetBuffer[70];
            for (var i = 0; i < lent.Length;) Note(() => lent[i++] = NdisAllocateNetBuffer(pool, null, 0, 0));
            Assert.Equal(1, violations);
            lent = [.. lent.Where(one => !one.IsNull)];
            Assert.Equal(64, lent.Distinct().Count());
            NdisFreeNetBuffers(lent);
            Assert.Equal(0, pool.OutstandingCount);
        }
    }

    [Fact]
    public void Allocating_and_freeing_makes_no_garbage()
    {
        using var plain = Pool();
        using var data = Pool(dataSize: 256);
        using var lists = ListPool(dataSize: 256);
        var chain = Chain(64);
        Assert.Equal(0, Garbage(() => NdisFreeNetBuffer(NdisAllocateNetBuffer(plain, chain[0], 0, 64))));
        Assert.Equal(0, Garbage(() => NdisFreeNetBuffer(NdisAllocateNetBufferMdlAndData(data))));
        Assert.Equal(0, Garbage(() => NdisFreeNetBufferList(NdisAllocateNetBufferList(lists, 0, 0))));
        Assert.Equal(0, Garbage(() =>
        {
            using var local = plain.Enter();
            local.NdisFreeNetBuffer(local.NdisAllocateNetBuffer(null, 0, 0));
        }));
        Free(chain);
    }

    [Fact]
    public void Thousands_out_and_back_make_no_garbage_either_once_there_were_as_many()
    {
        using var plain = Pool();
        using var capped = Pool(maximumCount: 3000);
        using var lists = ListPool(dataSize: 100);
        var many = new NetBuffer[3000];
        var chain = new NetBufferList[1000];
        Assert.Equal(0, Garbage(() => NdisFreeNetBuffers(many.AsSpan(0, NdisAllocateNetBuffers(plain, many))), rounds: 20));
        Assert.Equal(0, Garbage(() => NdisFreeNetBuffers(many.AsSpan(0, NdisAllocateNetBuffers(capped, many))), rounds: 20));
        Assert.Equal(0, Garbage(() =>
        {
            for (var i = 0; i < chain.Length; i++) chain[i] = NdisAllocateNetBufferList(lists, 0, 0);
            foreach (var nbl in chain) NdisFreeNetBufferList(nbl);
        }, rounds: 20));
    }

    [Fact]
    public void A_burst_and_an_MDL_make_no_garbage_either()
    {
        using var pool = Pool();
        var burst = new NetBuffer[64];
        var bytes = new byte[64];
        Assert.Equal(0, Garbage(() => NdisFreeNetBuffers(burst.AsSpan(0, NdisAllocateNetBuffers(pool, burst)))));
        Assert.Equal(0, Garbage(() => NdisFreeMdl(NdisAllocateMdl(null, bytes))));
    }

    [Fact]
    public void Context_copies_and_retreats_of_lists_make_no_garbage_either()
    {
        using var pool = ListPool(dataSize: 64, contextSize: 32);
        var nbl = NdisAllocateNetBufferList(pool, 0, 0);
        var nb = nbl.FirstNetBuffer;
        Assert.Equal(0, Garbage(() => NdisFreeNetBufferList(NdisAllocateNetBufferList(pool, 16, 48))));
        Assert.Equal(0, Garbage(() =>
        {
            if (NdisAllocateNetBufferListContext(nbl, 64, 16, 0) != NdisStatus.Success) return;
            NdisFreeNetBufferListContext(nbl, 64);
        }));
        Assert.Equal(0, Garbage(() =>
        {
            if (NdisRetreatNetBufferListDataStart(nbl, 14, 2) != NdisStatus.Success) return;
            NdisCopyFromNetBufferToNetBuffer(nb, 3, 64, nb, 0, out _);
            NdisGetDataBuffer(nb, 30, stackalloc byte[30], 1, 0, out _);
            NdisAdvanceNetBufferListDataStart(nbl, 14, freeMdl: true);
        }));
        NdisFreeNetBufferList(nbl);
    }

    [Fact]
    public void Of_two_threads_that_free_a_list_with_context_one_is_told_what_is_left()
    {
        using var pool = ListPool(contextSize: 64);
        for (var round = 0; round < 2000; round++)
        {
            var nbl = NdisAllocateNetBufferList(pool, 0, 0);
            for (var piece = 0; piece < 5; piece++) Assert.Equal(NdisStatus.Success, NdisAllocateNetBufferListContext(nbl, 24, 0, 0));
            var rules = new string[2];
            Parallel.For(0, 2, i => rules[i] = Assert.Throws<NdisViolationException>(() => NdisFreeNetBufferList(nbl)).RuleId);
            Assert.Equal(["NDIS0003", "NDIS0009"], rules.Order());
        }
        Assert.Equal(0, pool.OutstandingCount);
    }

    [Fact]
    public void Lists_with_context_go_between_threads_and_leave_nothing()
    {
        using var pool = ListPool(contextSize: 32);
        var way = new System.Collections.Concurrent.BlockingCollection<NetBufferList>(64);
        void Send()
        {
            for (var i = 0; i < 20_000; i++)
            {
                var nbl = NdisAllocateNetBufferList(pool, 16 * (i % 4), 16);
                Assert.Equal(NdisStatus.Success, NdisAllocateNetBufferListContext(nbl, 8 * (i % 9), 8, 0));
                nbl.Scratch = 8 * (i % 9);
                way.Add(nbl);
            }
            way.CompleteAdding();
        }
        void Receive()
        {
            foreach (var nbl in way.GetConsumingEnumerable())
            {
                NdisFreeNetBufferListContext(nbl, (int)nbl.Scratch);
                NdisFreeNetBufferList(nbl);
            }
        }
        Parallel.Invoke(Send, Receive);
        Assert.Equal(0, pool.OutstandingCount);
    }
}
