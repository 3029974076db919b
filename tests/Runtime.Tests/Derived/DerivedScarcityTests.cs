namespace NdisRules.Runtime.Tests;

/// <summary>Whatever runs short in the middle of a derivation: it gives null, and all that was taken before is given back.</summary>
public sealed class DerivedScarcityTests : IDisposable
{
    const int Packets = 3;

    readonly NetBufferListPool originals = ListPool();
    readonly NetBufferPool originalBuffers = Pool();
    readonly Mdl[] chain = CountingChain(30, 20, 50);
    readonly NetBufferList original;

    public DerivedScarcityTests()
    {
        original = NdisAllocateNetBufferAndNetBufferList(originals, 0, 0, chain[0], 5, 90);
        for (var i = 1; i < Packets; i++)
        {
            var nb = NdisAllocateNetBuffer(originalBuffers, chain[0], 5, 90);
            nb.Next = original.FirstNetBuffer.Next;
            original.FirstNetBuffer.Next = nb;
        }
    }

    /// <summary>The free of the original at the end shows that it was left no children.</summary>
    public void Dispose()
    {
        MdlTable.RunShortAfter(-1);
        for (var nb = original.FirstNetBuffer.Next; nb;)
        {
            var next = nb.Next;
            NdisFreeNetBuffer(nb);
            nb = next;
        }
        original.FirstNetBuffer.Next = null;
        NdisFreeNetBufferList(original);
        Support.Free(chain);
        NdisFreeNetBufferPool(originalBuffers);
        NdisFreeNetBufferListPool(originals);
    }

    public static TheoryData<string> Kinds => ["clone", "sharing clone", "fragment", "reassembled"];

    NetBufferList Derive(string kind, NetBufferListPool lists, NetBufferPool buffers) => kind switch
    {
        "clone" => NdisAllocateCloneNetBufferList(original, lists, buffers, NdisCloneFlags.None),
        "sharing clone" => NdisAllocateCloneNetBufferList(original, lists, buffers, NdisCloneFlags.UseOriginalMdls),
        "fragment" => NdisAllocateFragmentNetBufferList(original, lists, buffers, 0, 40, 14, 2),
        _ => NdisAllocateReassembledNetBufferList(original, lists, 0, 14, 2),
    };

    static void Free(string kind, NetBufferList list)
    {
        if (kind == "fragment") NdisFreeFragmentNetBufferList(list, 14);
        else if (kind == "reassembled") NdisFreeReassembledNetBufferList(list, 14);
        else NdisFreeCloneNetBufferList(list, kind == "clone" ? NdisCloneFlags.None : NdisCloneFlags.UseOriginalMdls);
    }

    [Theory, MemberData(nameof(Kinds))]
    public void The_list_pool_is_at_its_maximum(string kind)
    {
        using var lists = ListPool(maximumCount: 1);
        using var buffers = Pool();
        var first = Derive(kind, lists, buffers);
        var lent = buffers.OutstandingCount;
        Assert.True(Derive(kind, lists, buffers).IsNull);
        Assert.Equal(lent, buffers.OutstandingCount);
        Free(kind, first);
    }

    [Theory]
    [InlineData("clone", Packets)]
    [InlineData("sharing clone", Packets)]
    [InlineData("fragment", 3 * Packets)]
    public void The_NET_BUFFER_pool_runs_out_at_every_place(string kind, int needed)
    {
        using var lists = ListPool(netBuffer: false);
        for (var maximum = 1; maximum <= needed; maximum++)
        {
            using var buffers = Pool(maximumCount: maximum);
            var list = Derive(kind, lists, buffers);
            Assert.Equal(maximum < needed, list.IsNull);
            if (list) Free(kind, list);
            NothingIsTaken(lists, buffers);
        }
    }

    [Theory]
    [InlineData("clone", 3 * Packets)]
    [InlineData("fragment", (2 + 2 + 1) * Packets + 3 * Packets)]
    [InlineData("reassembled", 3 * Packets + 1)]
    public void The_memory_for_MDLs_runs_out_at_every_place(string kind, int needed)
    {
        using var lists = ListPool(contextSize: 16);
        using var buffers = Pool();
        for (var mdls = 0; mdls <= needed; mdls++)
        {
            MdlTable.RunShortAfter(mdls);
            var list = Derive(kind, lists, buffers);
            MdlTable.RunShortAfter(-1);
            Assert.Equal(mdls < needed, list.IsNull);
            if (list) Free(kind, list);
            NothingIsTaken(lists, buffers);
        }
    }

    [Theory, MemberData(nameof(Kinds))]
    public void A_pool_that_is_gone_takes_nothing_from_the_other(string kind)
    {
        using var lists = ListPool(netBuffer: kind == "reassembled");
        using var buffers = Pool();
        var gone = Pool();
        NdisFreeNetBufferPool(gone);
        if (kind != "reassembled") Breaks("NDIS0004", () => Derive(kind, lists, gone));
        var goneLists = ListPool();
        NdisFreeNetBufferListPool(goneLists);
        Breaks("NDIS0004", () => Derive(kind, goneLists, buffers));
        NothingIsTaken(lists, buffers);
    }

    void NothingIsTaken(NetBufferListPool lists, NetBufferPool buffers)
    {
        Assert.Equal((0, 0), (lists.OutstandingCount, buffers.OutstandingCount));
        Assert.All(chain, mdl => Assert.Equal(0, Sharers(mdl)));
    }
}
