namespace NdisRules.Runtime.Tests;

public sealed class ReassembledTests : IDisposable
{
    readonly NetBufferListPool lists = ListPool();
    readonly NetBufferPool buffers = Pool();
    readonly Mdl[] chain = CountingChain(50, 50, 50);
    readonly NetBufferList fragments;

    /// <summary>Three packets: the bytes 5 to 34, 40 to 99 and 100 to 149.</summary>
    public ReassembledTests()
    {
        fragments = NdisAllocateNetBufferAndNetBufferList(lists, 0, 0, chain[0], 5, 30);
        fragments.FirstNetBuffer.Next = NdisAllocateNetBuffer(buffers, chain[0], 40, 60);
        fragments.FirstNetBuffer.Next.Next = NdisAllocateNetBuffer(buffers, chain[0], 100, 50);
    }

    public void Dispose()
    {
        Assert.All(chain, mdl => Assert.Equal(0, Sharers(mdl)));
        Assert.Equal((1, 2), (lists.OutstandingCount, buffers.OutstandingCount));
        foreach (var nb in fragments.NetBuffers)
            if (nb != fragments.FirstNetBuffer) NdisFreeNetBuffer(nb);
        fragments.FirstNetBuffer.Next = null;
        NdisFreeNetBufferList(fragments);
        Free(chain);
        NdisFreeNetBufferPool(buffers);
        NdisFreeNetBufferListPool(lists);
    }

    NetBufferList Reassemble(int startOffset, int dataOffsetDelta = 0, int dataBackFill = 0) =>
        NdisAllocateReassembledNetBufferList(fragments, lists, startOffset, dataOffsetDelta, dataBackFill);

    [Fact]
    public void One_packet_has_the_bytes_of_all()
    {
        var whole = Reassemble(0);
        Assert.Equal([[.. Counting(5, 30), .. Counting(40, 110)]], Packets(whole));
        Assert.Equal([30, 10, 50, 50], Links(whole.FirstNetBuffer.MdlChain).Select(mdl => mdl.ByteCount));
        chain[1].Span[0] = 0xEE;
        Assert.Equal(0xEE, Bytes(whole.FirstNetBuffer)[40]);
        NdisFreeReassembledNetBufferList(whole, 0);
    }

    [Fact]
    public void The_start_of_each_packet_is_left_out()
    {
        var whole = Reassemble(20);
        Assert.Equal([.. Counting(25, 10), .. Counting(60, 40), .. Counting(120, 30)], Bytes(whole.FirstNetBuffer));
        NdisFreeReassembledNetBufferList(whole, 0);
    }

    [Fact]
    public void The_new_packet_is_retreated()
    {
        var whole = Reassemble(20, 14, 6);
        var nb = whole.FirstNetBuffer;
        Assert.Equal((6, 94, 20), (nb.DataOffset, nb.DataLength, nb.MdlChain.ByteCount));
        var violation = Breaks("NDIS0008", () => NdisFreeReassembledNetBufferList(whole, 6));
        Assert.Contains("retreated by 14 bytes", violation.Message);
        NdisFreeReassembledNetBufferList(whole, 14);
    }

    [Fact]
    public void A_packet_that_is_not_longer_than_what_is_left_out_gives_null()
    {
        Assert.True(Reassemble(30).IsNull);
        Assert.True(Reassemble(int.MaxValue).IsNull);
        var whole = Reassemble(29);
        Assert.Equal(1 + 31 + 21, whole.FirstNetBuffer.DataLength);
        NdisFreeReassembledNetBufferList(whole, 0);
    }

    [Fact]
    public void A_list_without_packets_gives_null()
    {
        var empty = NdisAllocateNetBufferList(lists, 0, 0);
        Assert.True(NdisAllocateReassembledNetBufferList(empty, lists, 0, 0, 0).IsNull);
        NdisFreeNetBufferList(empty);
    }

    [Fact]
    public void The_pool_has_to_make_NET_BUFFERs()
    {
        using var pool = ListPool(netBuffer: false);
        Assert.True(NdisAllocateReassembledNetBufferList(fragments, pool, 0, 0, 0).IsNull);
    }

    [Fact]
    public void Sizes_that_mean_nothing_are_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => Reassemble(-1));
        Assert.Throws<ArgumentOutOfRangeException>(() => Reassemble(0, -1));
        Assert.Throws<ArgumentOutOfRangeException>(() => Reassemble(0, 0, -1));
        Assert.Throws<ArgumentOutOfRangeException>(() => NdisFreeReassembledNetBufferList(fragments, -1));
        Assert.Throws<NullReferenceException>(() => NdisAllocateReassembledNetBufferList(null, lists, 0, 0, 0));
        Assert.True(Reassemble(0, int.MaxValue).IsNull);
    }

    [Fact]
    public void More_bytes_than_a_length_can_say_give_null()
    {
        // One MDL that is said to be long: its bytes are never touched.
        var mdl = Chain(1);
        unsafe
        {
            mdl[0].Fields->ByteCount = int.MaxValue;
        }
        var list = NdisAllocateNetBufferAndNetBufferList(lists, 0, 0, mdl[0], 0, int.MaxValue);
        list.FirstNetBuffer.Next = NdisAllocateNetBuffer(buffers, mdl[0], 0, 1);
        Assert.True(NdisAllocateReassembledNetBufferList(list, lists, 0, 0, 0).IsNull);
        var fragment = NdisAllocateFragmentNetBufferList(list, lists, buffers, 0, int.MaxValue, 1, 0);
        Assert.True(fragment.IsNull);
        Assert.Equal(0, Sharers(mdl[0]));
        NdisFreeNetBuffer(list.FirstNetBuffer.Next);
        list.FirstNetBuffer.Next = null;
        NdisFreeNetBufferList(list);
        Free(mdl);
    }
}
