namespace NdisRules.Runtime.Tests;

/// <summary>What an original and those that were derived from it owe each other, and which function frees which list.</summary>
public sealed class ParentAndChildTests : IDisposable
{
    readonly NetBufferListPool lists = ListPool();
    readonly NetBufferPool buffers = Pool();
    readonly Mdl[] chain = CountingChain(40, 60);
    readonly NetBufferList parent;

    public ParentAndChildTests() => parent = NdisAllocateNetBufferAndNetBufferList(lists, 0, 0, chain[0], 4, 90);

    public void Dispose()
    {
        NdisFreeNetBufferList(parent);
        Free(chain);
        NdisFreeNetBufferPool(buffers);
        NdisFreeNetBufferListPool(lists);
    }

    NetBufferList Clone(NetBufferList original, NdisCloneFlags flags = NdisCloneFlags.None) =>
        NdisAllocateCloneNetBufferList(original, lists, buffers, flags);

    /// <summary>A list of each kind, and the free that belongs to it.</summary>
    (NetBufferList List, Action<NetBufferList> Free)[] OneOfEach() =>
    [
        (NdisAllocateNetBufferList(lists, 0, 0), NdisFreeNetBufferList),
        (Clone(parent), list => NdisFreeCloneNetBufferList(list, NdisCloneFlags.None)),
        (Clone(parent, NdisCloneFlags.UseOriginalMdls), list => NdisFreeCloneNetBufferList(list, NdisCloneFlags.UseOriginalMdls)),
        (NdisAllocateFragmentNetBufferList(parent, lists, buffers, 0, 40, 8, 0), list => NdisFreeFragmentNetBufferList(list, 8)),
        (NdisAllocateReassembledNetBufferList(parent, lists, 0, 8, 0), list => NdisFreeReassembledNetBufferList(list, 8)),
    ];

    [Fact]
    public void Only_the_free_of_its_kind_frees_a_list()
    {
        var all = OneOfEach();
        foreach (var (list, _) in all)
        {
            foreach (var (other, free) in all)
                if (other != list) Assert.Contains(" goes to Ndis", Breaks("NDIS0008", () => free(list)).Message);
        }
        Assert.All(all, one => Assert.True(one.List.IsLive));
        foreach (var (list, free) in all) free(list);
        foreach (var (list, free) in all) Breaks("NDIS0003", () => free(list));
        Assert.Equal((1, 0), (lists.OutstandingCount, buffers.OutstandingCount));
    }

    [Fact]
    public void The_null_list_is_never_freed()
    {
        Breaks("NDIS0007", () => NdisFreeCloneNetBufferList(null, NdisCloneFlags.None));
        Breaks("NDIS0007", () => NdisFreeFragmentNetBufferList(null, 0));
        Breaks("NDIS0007", () => NdisFreeReassembledNetBufferList(null, 0));
    }

    [Fact]
    public void A_parent_is_not_freed_before_its_children()
    {
        var children = new[] { Clone(parent), Clone(parent, NdisCloneFlags.UseOriginalMdls) };
        Assert.Contains("2 lists or packets", Assert.Single(Breaks("NDIS0009", () => NdisFreeNetBufferList(parent)).Outstanding));
        NdisFreeCloneNetBufferList(children[0], NdisCloneFlags.None);
        Assert.Contains("1 list or packet", Assert.Single(Breaks("NDIS0009", () => NdisFreeNetBufferList(parent)).Outstanding));
        Assert.Equal(Counting(4, 90), Bytes(parent.FirstNetBuffer));
        NdisFreeCloneNetBufferList(children[1], NdisCloneFlags.UseOriginalMdls);
    }

    [Fact]
    public void A_child_is_not_freed_before_its_own_children()
    {
        foreach (var (child, free) in OneOfEach())
        {
            var grandchild = Clone(child);
            Breaks("NDIS0009", () => free(child));
            NdisFreeCloneNetBufferList(grandchild, NdisCloneFlags.None);
            free(child);
        }
    }

    [Theory]
    [InlineData(NdisCloneFlags.None)]
    [InlineData(NdisCloneFlags.UseOriginalMdls)]
    public void An_MDL_is_not_freed_while_a_child_uses_its_memory(NdisCloneFlags flags)
    {
        var child = Clone(parent, flags);
        Assert.Contains(chain[1].ToString(), Breaks("NDIS0009", () => NdisFreeMdl(chain[1])).Message);
        Assert.Equal(Counting(4, 90), Bytes(child.FirstNetBuffer));
        NdisFreeCloneNetBufferList(child, flags);
        Assert.All(chain, mdl => Assert.Equal(0, Sharers(mdl)));
    }

    [Theory]
    [InlineData(NdisCloneFlags.None)]
    [InlineData(NdisCloneFlags.UseOriginalMdls)]
    public void An_MDL_of_a_retreat_is_not_freed_while_a_child_uses_its_memory(NdisCloneFlags flags)
    {
        var nb = parent.FirstNetBuffer;
        NdisRetreatNetBufferDataStart(nb, 20, 0);
        var child = Clone(parent, flags);
        Breaks("NDIS0009", () => NdisAdvanceNetBufferListDataStart(parent, 20, freeMdl: true));
        Assert.Equal(110, nb.DataLength);
        Breaks("NDIS0009", () => NdisAdvanceNetBufferDataStart(nb, 20, freeMdl: true));
        Assert.Equal(90, nb.DataLength);
        Assert.Equal(110, Bytes(child.FirstNetBuffer).Length);
        NdisFreeCloneNetBufferList(child, flags);
        NdisAdvanceNetBufferDataStart(nb, 0, freeMdl: true);
        Assert.Equal(chain[0], nb.MdlChain);
    }

    [Fact]
    public void A_NET_BUFFER_freed_with_memory_that_a_child_uses_is_a_violation()
    {
        using var pool = Pool(dataSize: 30);
        var own = parent.FirstNetBuffer;
        var nb = parent.FirstNetBuffer = NdisAllocateNetBufferMdlAndData(pool);
        var child = Clone(parent);
        var mdl = child.FirstNetBuffer.MdlChain;
        parent.FirstNetBuffer = own;
        Assert.Single(Breaks("NDIS0009", () => NdisFreeNetBuffer(nb)).Outstanding);
        Breaks("NDIS0004", () => _ = mdl.Span);
        Breaks("NDIS0004", () => _ = mdl.MappedSystemVa);
        NdisFreeCloneNetBufferList(child, NdisCloneFlags.None);
    }

    [Fact]
    public void A_parent_with_memory_of_its_own_is_not_freed_either()
    {
        using var pool = ListPool(dataSize: 30);
        var list = NdisAllocateNetBufferList(pool, 0, 0);
        var child = Clone(list);
        Breaks("NDIS0009", () => NdisFreeNetBufferList(list));
        NdisFreeCloneNetBufferList(child, NdisCloneFlags.None);
        NdisFreeNetBufferList(list);
    }

    [Fact]
    public void Parts_of_a_child_are_not_freed_alone()
    {
        var child = NdisAllocateFragmentNetBufferList(parent, lists, buffers, 0, 30, 8, 0);
        foreach (var nb in child.NetBuffers) Breaks("NDIS0007", () => NdisFreeNetBuffer(nb));
        var links = Links(child.FirstNetBuffer.MdlChain);
        Assert.Contains("made by a retreat", Breaks("NDIS0007", () => NdisFreeMdl(links[0])).Message);
        Assert.Contains("goes with it", Breaks("NDIS0007", () => NdisFreeMdl(links[1])).Message);
        NdisFreeFragmentNetBufferList(child, 8);
    }

    [Fact]
    public void The_bytes_of_a_part_can_be_kept_as_memory_until_its_free()
    {
        var child = Clone(parent);
        var memory = child.FirstNetBuffer.MdlChain.Memory;
        Assert.Equal(Counting(4, 36), memory.ToArray());
        unsafe
        {
            using var pin = memory.Pin();
            Assert.Equal(chain[0].MappedSystemVa + 4, (nint)pin.Pointer);
        }
        NdisFreeCloneNetBufferList(child, NdisCloneFlags.None);
        Breaks("NDIS0004", () => memory.ToArray());
    }

    [Fact]
    public void A_list_pool_freed_before_a_child_lets_go_of_the_parent()
    {
        var pool = ListPool(contextSize: 16);
        var child = NdisAllocateFragmentNetBufferList(parent, pool, buffers, 0, 30, 8, 0);
        NdisAllocateNetBufferListContext(child, 64, 0, 0);
        Assert.Single(Breaks("NDIS0009", () => NdisFreeNetBufferListPool(pool)).Outstanding);
        Assert.Equal(0, buffers.OutstandingCount);
        Assert.All(chain, mdl => Assert.Equal(0, Sharers(mdl)));
        Breaks("NDIS0003", () => NdisFreeFragmentNetBufferList(child, 8));
    }

    [Theory]
    [InlineData(NdisCloneFlags.None)]
    [InlineData(NdisCloneFlags.UseOriginalMdls)]
    public void A_NET_BUFFER_pool_freed_before_a_child_lets_go_of_the_MDLs(NdisCloneFlags flags)
    {
        var pool = Pool();
        using var alone = ListPool(netBuffer: false);
        var child = NdisAllocateCloneNetBufferList(parent, alone, pool, flags);
        NdisRetreatNetBufferDataStart(child.FirstNetBuffer, 50, 0);
        Breaks("NDIS0009", () => NdisFreeNetBufferPool(pool));
        Assert.All(chain, mdl => Assert.Equal(0, Sharers(mdl)));
        NdisFreeCloneNetBufferList(child, flags);
    }

    [Fact]
    public void A_parent_that_went_with_its_pool_is_not_asked_for_again()
    {
        var pool = ListPool(dataSize: 20);
        var list = NdisAllocateNetBufferList(pool, 0, 0);
        var children = new[] { Clone(list), Clone(list, NdisCloneFlags.UseOriginalMdls) };
        Breaks("NDIS0009", () => NdisFreeNetBufferListPool(pool));
        Breaks("NDIS0004", () => _ = children[0].FirstNetBuffer.MdlChain.Span);
        Breaks("NDIS0004", () => _ = children[1].FirstNetBuffer.MdlChain.Span);
        NdisFreeCloneNetBufferList(children[0], NdisCloneFlags.None);
        NdisFreeCloneNetBufferList(children[1], NdisCloneFlags.UseOriginalMdls);
    }

    [Fact]
    public void The_bytes_of_a_grandchild_are_those_of_the_oldest()
    {
        var middle = ListPool();
        var grandchild = Clone(NdisAllocateCloneNetBufferList(parent, middle, buffers, NdisCloneFlags.None));
        Breaks("NDIS0009", () => NdisFreeNetBufferListPool(middle));
        Assert.Equal(Counting(4, 90), Bytes(grandchild.FirstNetBuffer));
        Breaks("NDIS0009", () => NdisFreeMdl(chain[1]));
        NdisFreeCloneNetBufferList(grandchild, NdisCloneFlags.None);
    }

    [Fact]
    public void A_freed_original_or_MDL_has_no_children()
    {
        var list = NdisAllocateNetBufferList(lists, 0, 0);
        NdisFreeNetBufferList(list);
        Breaks("NDIS0004", () => Clone(list));
        var lost = CountingChain(10);
        var other = NdisAllocateNetBufferAndNetBufferList(lists, 0, 0, lost[0], 0, 10);
        Free(lost);
        Breaks("NDIS0004", () => Clone(other));
        Breaks("NDIS0004", () => Clone(other, NdisCloneFlags.UseOriginalMdls));
        NdisFreeNetBufferList(other);
        Assert.Equal((1, 0), (lists.OutstandingCount, buffers.OutstandingCount));
    }

    [Fact]
    public void Children_are_freed_by_many_threads_and_the_parent_knows()
    {
        for (var round = 0; round < 20; round++)
        {
            var children = Enumerable.Range(0, 400).Select(i => Clone(parent, (NdisCloneFlags)(i % 2 * 2))).ToArray();
            Parallel.For(0, 400, i => NdisFreeCloneNetBufferList(children[i], (NdisCloneFlags)(i % 2 * 2)));
            Assert.All(chain, mdl => Assert.Equal(0, Sharers(mdl)));
            Assert.Equal((1, 0), (lists.OutstandingCount, buffers.OutstandingCount));
        }
    }

    [Fact]
    public void Children_are_made_and_freed_by_many_threads_at_a_time()
    {
        Parallel.For(0, 8, thread =>
        {
            for (var i = 0; i < 2_000; i++)
            {
                var child = NdisAllocateFragmentNetBufferList(parent, lists, buffers, 0, 20 + thread, 4, 0);
                var grandchild = Clone(child);
                NdisFreeCloneNetBufferList(grandchild, NdisCloneFlags.None);
                NdisFreeFragmentNetBufferList(child, 4);
            }
        });
        Assert.All(chain, mdl => Assert.Equal(0, Sharers(mdl)));
    }

    [Fact]
    public void Of_two_threads_that_free_the_same_child_one_is_told()
    {
        for (var round = 0; round < 2_000; round++)
        {
            var child = Clone(parent);
            var told = 0;
            void Free()
            {
                try
                {
                    NdisFreeCloneNetBufferList(child, NdisCloneFlags.None);
                }
                catch (NdisViolationException violation) when (violation.RuleId == "NDIS0003")
                {
                    Interlocked.Increment(ref told);
                }
            }
            Parallel.Invoke(Free, Free);
            Assert.Equal(1, told);
        }
        Assert.All(chain, mdl => Assert.Equal(0, Sharers(mdl)));
    }
}
