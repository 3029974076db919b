namespace NdisRules.Runtime.Tests;

public sealed class CloneTests : IDisposable
{
    readonly NetBufferListPool lists = ListPool();
    readonly NetBufferPool buffers = Pool();
    readonly Mdl[] chain = CountingChain(100, 0, 60, 40);
    readonly NetBufferList original;

    /// <summary>An original of two packets over one chain: 130 bytes from the byte 20 on, and 30 from the byte 110 on.</summary>
    public CloneTests()
    {
        original = NdisAllocateNetBufferAndNetBufferList(lists, 0, 0, chain[0], 20, 130);
        original.FirstNetBuffer.Next = NdisAllocateNetBuffer(buffers, chain[0], 110, 30);
    }

    public void Dispose()
    {
        NdisFreeNetBuffer(original.FirstNetBuffer.Next);
        NdisFreeNetBufferList(original);
        Free(chain);
        NdisFreeNetBufferPool(buffers);
        NdisFreeNetBufferListPool(lists);
    }

    NetBufferList Clone(NdisCloneFlags flags = NdisCloneFlags.None) => NdisAllocateCloneNetBufferList(original, lists, buffers, flags);

    [Theory]
    [InlineData(NdisCloneFlags.None)]
    [InlineData(NdisCloneFlags.UseOriginalMdls)]
    public void A_clone_has_the_packets_of_the_original(NdisCloneFlags flags)
    {
        var clone = Clone(flags);
        Assert.Equal([Counting(20, 130), Counting(110, 30)], Packets(clone));
        Assert.Equal(Packets(original), Packets(clone));
        NdisFreeCloneNetBufferList(clone, flags);
        Assert.All(chain, mdl => Assert.Equal(0, Sharers(mdl)));
        Assert.Equal((1, 1), (lists.OutstandingCount, buffers.OutstandingCount));
    }

    [Fact]
    public void MDLs_of_its_own_describe_the_used_data_at_offset_0()
    {
        var clone = Clone();
        var nb = clone.FirstNetBuffer;
        Assert.Equal((0, 130, 0), (nb.DataOffset, nb.DataLength, nb.CurrentMdlOffset));
        var links = Links(nb.MdlChain);
        Assert.Equal([80, 50], links.Select(mdl => mdl.ByteCount));
        Assert.Equal([chain[0].MappedSystemVa + 20, chain[2].MappedSystemVa], links.Select(mdl => mdl.MappedSystemVa));
        Assert.All(links, mdl => Assert.Equal(MdlFlags.Partial | MdlFlags.PagesLocked | MdlFlags.MappedToSystemVa, mdl.MdlFlags));
        Assert.DoesNotContain(links, chain.Contains);
        NdisFreeCloneNetBufferList(clone, NdisCloneFlags.None);
        Assert.All(links, mdl => Assert.False(mdl.IsLive));
    }

    [Fact]
    public void The_originals_MDLs_are_used_from_CurrentMdl_on()
    {
        var clone = Clone(NdisCloneFlags.UseOriginalMdls);
        var (first, second) = (clone.FirstNetBuffer, clone.FirstNetBuffer.Next);
        Assert.Equal((chain[0], 20, 130), (first.MdlChain, first.DataOffset, first.DataLength));
        Assert.Equal((chain[2], 10, 30), (second.MdlChain, second.DataOffset, second.DataLength));
        Assert.Equal((chain[2], 10), (second.CurrentMdl, second.CurrentMdlOffset));
        NdisFreeCloneNetBufferList(clone, NdisCloneFlags.UseOriginalMdls);
        Assert.All(chain, mdl => Assert.True(mdl.IsLive));
    }

    [Theory]
    [InlineData(NdisCloneFlags.None)]
    [InlineData(NdisCloneFlags.UseOriginalMdls)]
    public void Both_reach_the_same_bytes(NdisCloneFlags flags)
    {
        var clone = Clone(flags);
        var nb = clone.FirstNetBuffer;
        nb.CurrentMdl.Span[nb.CurrentMdlOffset] = 0xAA;
        Assert.Equal(0xAA, chain[0].Span[20]);
        chain[2].Span[10] = 0xBB;
        Assert.Equal(0xBB, Bytes(nb.Next)[0]);
        NdisFreeCloneNetBufferList(clone, flags);
    }

    [Fact]
    public void Neither_context_nor_what_travels_beside_the_data_is_cloned()
    {
        using var pool = ListPool(contextSize: 32);
        NdisAllocateNetBufferListContext(original, 16, 0, 0);
        original.CancelId = 5;
        original.NblFlags = 1;
        original.Status = NdisStatus.Paused;
        original.Scratch = 6;
        var clone = NdisAllocateCloneNetBufferList(original, pool, buffers, NdisCloneFlags.None);
        Assert.True(clone.Context.IsNull);
        Assert.Equal((0, 0u, NdisStatus.Success, 0), (clone.CancelId, clone.NblFlags, clone.Status, clone.Scratch));
        Assert.True(clone.ParentNetBufferList.IsNull);
        Assert.Equal(0, original.ChildRefCount);
        NdisFreeCloneNetBufferList(clone, NdisCloneFlags.None);
        NdisFreeNetBufferListContext(original, 16);
    }

    [Fact]
    public void A_clone_has_the_protocol_of_its_pool_and_may_get_context()
    {
        using var pool = NdisAllocateNetBufferListPool(null, new NetBufferListPoolParameters { ProtocolId = 6, ContextSize = 32 })!;
        for (var round = 0; round < 3; round++)
        {
            var clone = NdisAllocateCloneNetBufferList(original, pool, buffers, NdisCloneFlags.None);
            Assert.Equal(6, clone.ProtocolId);
            Assert.Equal(NdisStatus.Success, NdisAllocateNetBufferListContext(clone, 24, 8, 0));
            NET_BUFFER_LIST_CONTEXT_DATA_START(clone).Fill(7);
            NdisFreeNetBufferListContext(clone, 24);
            NdisFreeCloneNetBufferList(clone, NdisCloneFlags.None);
        }
        Assert.Equal(0, pool.OutstandingCount);
    }

    [Fact]
    public void The_free_is_told_the_same_flags()
    {
        var own = Clone();
        var sharing = Clone(NdisCloneFlags.UseOriginalMdls);
        Assert.Contains("without UseOriginalMdls", Breaks("NDIS0008", () => NdisFreeCloneNetBufferList(own, NdisCloneFlags.UseOriginalMdls)).Message);
        Assert.Contains("with UseOriginalMdls", Breaks("NDIS0008", () => NdisFreeCloneNetBufferList(sharing, NdisCloneFlags.None)).Message);
        Breaks("NDIS0008", () => NdisFreeCloneNetBufferList(own, NdisCloneFlags.Reserved));
        Assert.Equal(Packets(original), Packets(own));
        Assert.Equal(Packets(original), Packets(sharing));
        NdisFreeCloneNetBufferList(own, NdisCloneFlags.None);
        NdisFreeCloneNetBufferList(sharing, NdisCloneFlags.UseOriginalMdls);
    }

    [Theory]
    [InlineData(NdisCloneFlags.Reserved)]
    [InlineData((NdisCloneFlags)4)]
    public void Flags_that_mean_nothing_are_refused(NdisCloneFlags flags) => Assert.Throws<ArgumentOutOfRangeException>(() => Clone(flags));

    [Fact]
    public void The_NET_BUFFERs_come_from_the_list_pool_first_and_then_from_the_other()
    {
        using var alone = ListPool(netBuffer: false);
        var fromBoth = Clone();
        Assert.Equal((2, 2), (lists.OutstandingCount, buffers.OutstandingCount));
        var fromOne = NdisAllocateCloneNetBufferList(original, alone, buffers, NdisCloneFlags.None);
        Assert.Equal((1, 4), (alone.OutstandingCount, buffers.OutstandingCount));
        NdisFreeCloneNetBufferList(fromOne, NdisCloneFlags.None);
        NdisFreeCloneNetBufferList(fromBoth, NdisCloneFlags.None);
        Assert.Equal(1, buffers.OutstandingCount);
    }

    [Fact]
    public void A_list_pool_with_data_serves_its_memory_idle()
    {
        using var pool = ListPool(dataSize: 500);
        var clone = NdisAllocateCloneNetBufferList(original, pool, buffers, NdisCloneFlags.None);
        Assert.Equal(Packets(original), Packets(clone));
        NdisFreeCloneNetBufferList(clone, NdisCloneFlags.None);
        var plain = NdisAllocateNetBufferList(pool, 0, 0);
        Assert.Equal(500, plain.FirstNetBuffer.DataLength);
        NdisFreeNetBufferList(plain);
    }

    [Fact]
    public void A_NET_BUFFER_pool_with_data_serves_no_clone()
    {
        using var pool = Pool(dataSize: 10);
        Breaks("NDIS0008", () => NdisAllocateCloneNetBufferList(original, lists, pool, NdisCloneFlags.None));
        Assert.Equal((1, 0), (lists.OutstandingCount, pool.OutstandingCount));
    }

    [Fact]
    public void A_packet_without_data_and_a_list_without_packets_have_clones()
    {
        var empty = NdisAllocateNetBufferList(lists, 0, 0);
        foreach (var flags in new[] { NdisCloneFlags.None, NdisCloneFlags.UseOriginalMdls })
        {
            var clone = NdisAllocateCloneNetBufferList(empty, lists, null, flags);
            Assert.Equal((0, true), (clone.FirstNetBuffer.DataLength, clone.FirstNetBuffer.MdlChain.IsNull));
            NdisFreeCloneNetBufferList(clone, flags);
        }
        var own = empty.FirstNetBuffer;
        empty.FirstNetBuffer = null;
        var none = NdisAllocateCloneNetBufferList(empty, lists, null, NdisCloneFlags.None);
        Assert.True(none.FirstNetBuffer.IsNull);
        NdisFreeCloneNetBufferList(none, NdisCloneFlags.None);
        empty.FirstNetBuffer = own;
        NdisFreeNetBufferList(empty);
    }

    [Fact]
    public void Fields_that_contradict_the_chain_are_refused_before_anything_is_taken()
    {
        var second = original.FirstNetBuffer.Next;
        second.DataLength = 200;
        Assert.Throws<InvalidOperationException>(() => Clone());
        second.DataLength = -1;
        Assert.Throws<InvalidOperationException>(() => Clone(NdisCloneFlags.UseOriginalMdls));
        second.DataLength = 30;
        Assert.Throws<NullReferenceException>(() => NdisAllocateCloneNetBufferList(null, lists, buffers, NdisCloneFlags.None));
        Assert.Equal((1, 1), (lists.OutstandingCount, buffers.OutstandingCount));
    }

    [Fact]
    public void A_retreat_of_a_clone_is_undone_or_it_is_listed()
    {
        var clone = Clone();
        NdisRetreatNetBufferListDataStart(clone, 14, 2);
        Assert.Equal(Counting(20, 130), Bytes(clone.FirstNetBuffer)[14..]);
        Assert.Equal(Counting(20, 130), Bytes(original.FirstNetBuffer));
        NdisAdvanceNetBufferListDataStart(clone, 14, freeMdl: true);
        NdisFreeCloneNetBufferList(clone, NdisCloneFlags.None);
        var other = Clone(NdisCloneFlags.UseOriginalMdls);
        NdisRetreatNetBufferDataStart(other.FirstNetBuffer, 30, 0);
        var front = other.FirstNetBuffer.MdlChain;
        var violation = Breaks("NDIS0009", () => NdisFreeCloneNetBufferList(other, NdisCloneFlags.UseOriginalMdls));
        Assert.Contains("made by a retreat", Assert.Single(violation.Outstanding));
        Assert.False(front.IsLive);
        Breaks("NDIS0003", () => NdisFreeCloneNetBufferList(other, NdisCloneFlags.UseOriginalMdls));
    }

    [Fact]
    public void A_clone_that_uses_the_originals_MDLs_never_frees_them()
    {
        var nb = original.FirstNetBuffer;
        NdisRetreatNetBufferDataStart(nb, 50, 4);
        var front = nb.MdlChain;
        var clone = Clone(NdisCloneFlags.UseOriginalMdls);
        Assert.Equal((front, 24), (clone.FirstNetBuffer.MdlChain, clone.FirstNetBuffer.DataOffset));
        NdisAdvanceNetBufferDataStart(clone.FirstNetBuffer, 60, freeMdl: true);
        Assert.Equal(front, clone.FirstNetBuffer.MdlChain);
        NdisFreeCloneNetBufferList(clone, NdisCloneFlags.UseOriginalMdls);
        Assert.True(front.IsLive);
        NdisAdvanceNetBufferDataStart(nb, 50, freeMdl: true);
        Assert.False(front.IsLive);
    }

    [Fact]
    public void What_the_driver_links_in_stays_the_drivers()
    {
        var clone = Clone();
        var header = CountingChain(4);
        header[0].Next = clone.FirstNetBuffer.MdlChain;
        clone.FirstNetBuffer.MdlChain = header[0];
        clone.FirstNetBuffer.DataLength += 4;
        NdisAdjustNetBufferCurrentMdl(clone.FirstNetBuffer);
        var links = Links(clone.FirstNetBuffer.MdlChain);
        var linkedOn = clone.FirstNetBuffer.Next.Next = NdisAllocateNetBuffer(buffers, null, 0, 0);
        NdisFreeCloneNetBufferList(clone, NdisCloneFlags.None);
        Assert.All(links[1..], mdl => Assert.False(mdl.IsLive));
        NdisFreeNetBuffer(linkedOn);
        Free(header);
        Assert.Equal(0, Sharers(chain[0]));
    }

    [Fact]
    public void What_the_driver_unlinks_is_freed_all_the_same()
    {
        var clone = Clone();
        var second = clone.FirstNetBuffer.Next;
        var mdl = second.MdlChain;
        clone.FirstNetBuffer.Next = null;
        second.MdlChain = second.CurrentMdl = null;
        clone.FirstNetBuffer.MdlChain.Next = null;
        NdisFreeCloneNetBufferList(clone, NdisCloneFlags.None);
        Assert.Equal((false, false, 1), (second.IsLive, mdl.IsLive, buffers.OutstandingCount));
        Assert.All(chain, one => Assert.Equal(0, Sharers(one)));
    }

    [Fact]
    public void Clones_of_clones_reach_the_same_bytes()
    {
        var clone = Clone();
        var grandchild = NdisAllocateCloneNetBufferList(clone, lists, buffers, NdisCloneFlags.None);
        var sharing = NdisAllocateCloneNetBufferList(clone, lists, buffers, NdisCloneFlags.UseOriginalMdls);
        Assert.Equal(Packets(original), Packets(grandchild));
        Assert.Equal(Packets(original), Packets(sharing));
        NdisFreeCloneNetBufferList(sharing, NdisCloneFlags.UseOriginalMdls);
        NdisFreeCloneNetBufferList(grandchild, NdisCloneFlags.None);
        NdisFreeCloneNetBufferList(clone, NdisCloneFlags.None);
    }

    [Theory]
    [InlineData(NdisCloneFlags.None)]
    [InlineData(NdisCloneFlags.UseOriginalMdls)]
    public void A_clone_and_its_free_make_no_garbage(NdisCloneFlags flags) =>
        Assert.Equal(0, Garbage(() => NdisFreeCloneNetBufferList(Clone(flags), flags)));
}
