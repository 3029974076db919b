namespace NdisRules.Runtime.Tests;

/// <summary>Clones of lists with one packet in one MDL, which are made and freed the short way: nothing may tell them from others.</summary>
public sealed class OneMdlCloneTests : IDisposable
{
    readonly NetBufferListPool lists = ListPool(dataSize: 100);
    readonly NetBufferListPool clones = ListPool();
    readonly NetBufferPool buffers = Pool();
    readonly NetBufferList original;

    public OneMdlCloneTests()
    {
        // The thread's first clone of a pool goes the long way, since the thread has nothing at hand yet.
        NdisFreeNetBufferList(NdisAllocateNetBufferList(clones, 0, 0));
        original = NdisAllocateNetBufferList(lists, 0, 0);
        for (var i = 0; i < 100; i++) original.FirstNetBuffer.MdlChain.Span[i] = (byte)i;
        NdisAdvanceNetBufferDataStart(original.FirstNetBuffer, 30, false, null);
    }

    public void Dispose()
    {
        NdisFreeNetBufferList(original);
        NdisFreeNetBufferPool(buffers);
        NdisFreeNetBufferListPool(clones);
        NdisFreeNetBufferListPool(lists);
    }

    NetBufferList Clone(NetBufferList? of = null, NdisCloneFlags flags = NdisCloneFlags.None) =>
        NdisAllocateCloneNetBufferList(of ?? original, clones, buffers, flags);

    static void Free(NetBufferList clone, NdisCloneFlags flags = NdisCloneFlags.None) => NdisFreeCloneNetBufferList(clone, flags);

    /// <summary>Whether a clone is one slot and not a list whose MDL comes from elsewhere.</summary>
    static bool IsOneSlot(NetBufferList clone) => clone.FirstNetBuffer.MdlChain.Word == clone.Word + 640;

    [Fact]
    public void The_clone_is_one_slot_and_describes_the_used_data_at_offset_0()
    {
        var clone = Clone();
        var (nb, own) = (clone.FirstNetBuffer, original.FirstNetBuffer.MdlChain);
        Assert.True(IsOneSlot(clone));
        Assert.Equal([Counting(30, 70)], Packets(clone));
        Assert.Equal((0, 70, 0), (nb.DataOffset, nb.DataLength, nb.CurrentMdlOffset));
        Assert.Equal((70, own.MappedSystemVa + 30), (nb.MdlChain.ByteCount, nb.MdlChain.MappedSystemVa));
        Assert.Equal(MdlFlags.Partial | MdlFlags.MappedToSystemVa | MdlFlags.SourceIsNonpagedPool, nb.MdlChain.MdlFlags);
        Assert.True(nb.MdlChain.Next.IsNull);
        Free(clone);
        Assert.Equal((0, 1, 0), (clones.OutstandingCount, lists.OutstandingCount, buffers.OutstandingCount));
    }

    [Fact]
    public void List_packet_and_MDL_are_stale_after_the_free()
    {
        var clone = Clone();
        var (nb, mdl) = (clone.FirstNetBuffer, clone.FirstNetBuffer.MdlChain);
        Free(clone);
        Assert.False(clone.IsLive || nb.IsLive || mdl.IsLive);
        Breaks("NDIS0004", () => _ = mdl.ByteCount);
        Breaks("NDIS0003", () => Free(clone));
        Breaks("NDIS0003", () => NdisFreeMdl(mdl));
        var next = Clone();
        Assert.Equal(clone.Word & 0xFFFF_FFFF_FFFF, next.Word & 0xFFFF_FFFF_FFFF);
        Assert.False(clone.IsLive || nb.IsLive || mdl.IsLive);
        Free(next);
    }

    [Fact]
    public void The_MDL_and_the_packet_are_not_freed_alone()
    {
        var clone = Clone();
        Breaks("NDIS0007", () => NdisFreeMdl(clone.FirstNetBuffer.MdlChain));
        Breaks("NDIS0007", () => NdisFreeNetBuffer(clone.FirstNetBuffer));
        Breaks("NDIS0008", () => NdisFreeNetBufferList(clone));
        Breaks("NDIS0008", () => Free(clone, NdisCloneFlags.UseOriginalMdls));
        Free(clone);
    }

    [Fact]
    public void The_original_stays_until_its_clones_are_gone()
    {
        var (one, two) = (Clone(), Clone());
        Breaks("NDIS0009", () => NdisFreeNetBufferList(original));
        Free(one);
        Breaks("NDIS0009", () => NdisFreeNetBufferList(original));
        Assert.Equal(Counting(30, 70), Bytes(two.FirstNetBuffer));
        Free(two);
    }

    [Fact]
    public void Memory_of_another_list_is_counted_with_its_MDL()
    {
        var own = original.FirstNetBuffer.MdlChain;
        var other = NdisAllocateNetBufferAndNetBufferList(clones, 0, 0, own, 10, 50);
        var clone = Clone(other);
        Assert.True(IsOneSlot(clone));
        Assert.Equal(1, Sharers(own));
        Breaks("NDIS0009", () => NdisFreeNetBufferList(other));
        Free(clone);
        Assert.Equal(0, Sharers(own));
        NdisFreeNetBufferList(other);
    }

    [Fact]
    public void Memory_of_the_caller_is_counted_with_its_MDL()
    {
        var mdl = CountingChain(40)[0];
        var list = NdisAllocateNetBufferAndNetBufferList(clones, 0, 0, mdl, 5, 30);
        var clone = Clone(list);
        Assert.True(IsOneSlot(clone));
        Breaks("NDIS0009", () => NdisFreeMdl(mdl));
        Free(clone);
        NdisFreeNetBufferList(list);
        NdisFreeMdl(mdl);
    }

    [Fact]
    public void What_drivers_write_into_a_clone_is_gone_with_the_next()
    {
        for (var round = 0; round < 3; round++)
        {
            var clone = Clone();
            Assert.True(clone.ParentNetBufferList.IsNull);
            Assert.All(clone.ProtocolReserved.ToArray().Concat(clone.FirstNetBuffer.ProtocolReserved.ToArray()), word => Assert.Equal(0, word));
            Assert.Equal((0, 0u, 0), (clone.Scratch, clone.NblFlags, clone.CancelId));
            clone.ParentNetBufferList = original;
            clone.ProtocolReserved[3] = 7;
            clone.FirstNetBuffer.ProtocolReserved[5] = 8;
            (clone.Scratch, clone.NblFlags, clone.CancelId) = (1, 2, 3);
            Free(clone);
        }
        var plain = NdisAllocateNetBufferList(clones, 0, 0);
        Assert.True(plain.ParentNetBufferList.IsNull);
        Assert.Equal((0, 0), (plain.ProtocolReserved[3], plain.FirstNetBuffer.ProtocolReserved[5]));
        NdisFreeNetBufferList(plain);
    }

    [Fact]
    public void A_clone_that_was_retreated_or_got_context_owes_as_any_other()
    {
        var clone = Clone();
        Assert.Equal(NdisStatus.Success, NdisRetreatNetBufferDataStart(clone.FirstNetBuffer, 16, 0));
        Assert.Equal(NdisStatus.Success, NdisAllocateNetBufferListContext(clone, 32, 0, 0x31_67_61_54));
        Assert.Equal(2, Breaks("NDIS0009", () => Free(clone)).Outstanding.Count);
        Assert.False(clone.IsLive);
        clone = Clone();
        Assert.Equal(NdisStatus.Success, NdisRetreatNetBufferDataStart(clone.FirstNetBuffer, 16, 0));
        NdisAdvanceNetBufferDataStart(clone.FirstNetBuffer, 16, true, null);
        Free(clone);
        Assert.Equal(0, clones.OutstandingCount);
        Free(Clone());
    }

    [Fact]
    public void A_clone_of_a_clone_holds_the_first_originals_memory()
    {
        var child = Clone();
        var (grandchild, sharing) = (Clone(child), Clone(child, NdisCloneFlags.UseOriginalMdls));
        Assert.Equal(Counting(30, 70), Bytes(grandchild.FirstNetBuffer));
        Assert.Equal(Counting(30, 70), Bytes(sharing.FirstNetBuffer));
        Breaks("NDIS0009", () => Free(child));
        Free(grandchild);
        Breaks("NDIS0009", () => Free(child));
        Free(sharing, NdisCloneFlags.UseOriginalMdls);
        Free(child);
    }

    [Fact]
    public void What_the_short_way_cannot_do_goes_the_long_way()
    {
        var cut = CountingChain(20, 20);
        var two = NdisAllocateNetBufferAndNetBufferList(clones, 0, 0, cut[0], 10, 20);
        var none = NdisAllocateNetBufferAndNetBufferList(clones, 0, 0, cut[0], 10, 0);
        var without = ListPool(netBuffer: false);
        NdisFreeNetBufferList(NdisAllocateNetBufferList(without, 0, 0));
        var (overTwo, overNone, outOfTwoPools) = (Clone(two), Clone(none), NdisAllocateCloneNetBufferList(original, without, buffers, NdisCloneFlags.None));
        Assert.Equal(Counting(10, 20), Bytes(overTwo.FirstNetBuffer));
        Assert.False(IsOneSlot(overTwo));
        Assert.True(overNone.FirstNetBuffer.MdlChain.IsNull);
        Assert.Equal(Counting(30, 70), Bytes(outOfTwoPools.FirstNetBuffer));
        Assert.Equal(1, buffers.OutstandingCount);
        foreach (var clone in new[] { overTwo, overNone, outOfTwoPools }) Free(clone);
        NdisFreeNetBufferList(two);
        NdisFreeNetBufferList(none);
        Support.Free(cut);
        NdisFreeNetBufferListPool(without);
    }

    [Fact]
    public void Fields_that_contradict_each_other_are_refused()
    {
        var nb = original.FirstNetBuffer;
        nb.DataLength = 71;
        Assert.Throws<InvalidOperationException>(() => Clone());
        (nb.DataLength, nb.CurrentMdlOffset) = (70, 101);
        Assert.Throws<InvalidOperationException>(() => Clone());
        nb.CurrentMdlOffset = 30;
        Free(Clone());
        Assert.Equal(0, clones.OutstandingCount);
    }

    [Fact]
    public void A_pool_that_is_freed_early_lets_go_of_the_original()
    {
        var pool = ListPool();
        NdisFreeNetBufferList(NdisAllocateNetBufferList(pool, 0, 0));
        var mdl = CountingChain(40)[0];
        var list = NdisAllocateNetBufferAndNetBufferList(clones, 0, 0, mdl, 5, 30);
        var clone = NdisAllocateCloneNetBufferList(list, pool, buffers, NdisCloneFlags.None);
        Assert.True(IsOneSlot(clone));
        var part = clone.FirstNetBuffer.MdlChain;
        Breaks("NDIS0009", () => NdisFreeNetBufferListPool(pool));
        Assert.False(part.IsLive);
        NdisFreeNetBufferList(list);
        NdisFreeMdl(mdl);
    }

    [Fact]
    public void Of_two_threads_that_free_the_same_clone_one_is_told()
    {
        for (var round = 0; round < 2_000; round++)
        {
            var clone = Clone();
            var told = 0;
            void FreeOne()
            {
                try
                {
                    Free(clone);
                }
                catch (NdisViolationException violation) when (violation.RuleId == "NDIS0003")
                {
                    Interlocked.Increment(ref told);
                }
            }
            Parallel.Invoke(FreeOne, FreeOne);
            Assert.Equal(1, told);
        }
        Assert.Equal(0, clones.OutstandingCount);
    }

    [Fact]
    public void Clones_are_made_and_freed_by_many_threads_at_a_time()
    {
        var baton = new System.Collections.Concurrent.ConcurrentQueue<NetBufferList>();
        Parallel.For(0, 8, _ =>
        {
            for (var i = 0; i < 5_000; i++)
            {
                baton.Enqueue(Clone());
                if (i % 3 > 0 && baton.TryDequeue(out var clone))
                {
                    Assert.Equal((70, 70), (clone.FirstNetBuffer.DataLength, clone.FirstNetBuffer.MdlChain.ByteCount));
                    Free(clone);
                }
            }
        });
        Breaks("NDIS0009", () => NdisFreeNetBufferList(original));
        while (baton.TryDequeue(out var clone)) Free(clone);
        Assert.Equal((0, 1), (clones.OutstandingCount, lists.OutstandingCount));
    }

    [Fact]
    public void It_makes_no_garbage() => Assert.Equal(0, Garbage(() => Free(Clone())));
}
