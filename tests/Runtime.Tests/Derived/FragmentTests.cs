namespace NdisRules.Runtime.Tests;

public sealed class FragmentTests : IDisposable
{
    readonly NetBufferListPool lists = ListPool();
    readonly NetBufferPool buffers = Pool();
    readonly Mdl[] chain = CountingChain(1000, 700, 900);
    readonly NetBufferList original;

    public FragmentTests() => original = NdisAllocateNetBufferAndNetBufferList(lists, 0, 0, chain[0], 60, 2500);

    public void Dispose()
    {
        NdisFreeNetBufferList(original);
        Free(chain);
        NdisFreeNetBufferPool(buffers);
        NdisFreeNetBufferListPool(lists);
    }

    NetBufferList Fragment(int startOffset, int maximumLength, int dataOffsetDelta = 0, int dataBackFill = 0) =>
        NdisAllocateFragmentNetBufferList(original, lists, buffers, startOffset, maximumLength, dataOffsetDelta, dataBackFill);

    void Is(NetBufferList list, int dataOffset, params int[] lengths)
    {
        var at = 0;
        foreach (var nb in list.NetBuffers) Assert.Equal((dataOffset, lengths[at++]), (nb.DataOffset, nb.DataLength));
        Assert.Equal(lengths.Length, at);
    }

    void NothingIsLeft()
    {
        Assert.Equal((1, 0), (lists.OutstandingCount, buffers.OutstandingCount));
        Assert.All(chain, mdl => Assert.Equal(0, Sharers(mdl)));
    }

    [Fact]
    public void The_worked_example_holds()
    {
        var fragments = Fragment(0, 1000, 14, 2);
        Is(fragments, 2, 1014, 1014, 514);
        foreach (var nb in fragments.NetBuffers)
        {
            Assert.Equal(16, nb.MdlChain.ByteCount);
            Assert.Equal((nb.MdlChain, 2), (nb.CurrentMdl, nb.CurrentMdlOffset));
        }
        Assert.Equal(3, Packets(fragments).Select((_, i) => Links(fragments.FirstNetBuffer.MdlChain)[0]).Count());
        Assert.Equal(Counting(60, 2500), Packets(fragments).SelectMany(packet => packet[14..]));
        var whole = NdisAllocateReassembledNetBufferList(fragments, lists, 14, 0, 0);
        Is(whole, 0, 2500);
        Assert.Equal(Counting(60, 2500), Bytes(whole.FirstNetBuffer));
        NdisFreeReassembledNetBufferList(whole, 0);
        NdisFreeFragmentNetBufferList(fragments, 14);
        NothingIsLeft();
    }

    [Fact]
    public void Each_fragment_has_a_private_MDL_in_front()
    {
        var fragments = Fragment(0, 1000, 14, 2);
        var fronts = new HashSet<Mdl>();
        foreach (var nb in fragments.NetBuffers)
        {
            Assert.True(fronts.Add(nb.MdlChain));
            nb.MdlChain.Span.Fill((byte)fronts.Count);
        }
        Assert.Equal([1, 2, 3], Packets(fragments).Select(packet => packet[0]));
        Assert.Equal(Counting(60, 2500), Bytes(original.FirstNetBuffer));
        NdisFreeFragmentNetBufferList(fragments, 14);
        Assert.All(fronts, mdl => Assert.False(mdl.IsLive));
    }

    [Fact]
    public void Bytes_left_out_at_the_start_are_in_no_fragment()
    {
        var fragments = Fragment(100, 800);
        Is(fragments, 0, 800, 800, 800);
        Assert.Equal(Counting(160, 2400), Packets(fragments).SelectMany(packet => packet));
        NdisFreeFragmentNetBufferList(fragments, 0);
        NothingIsLeft();
    }

    [Theory]
    [InlineData(2500, 1)]
    [InlineData(2499, 2)]
    [InlineData(5000, 1)]
    [InlineData(1250, 2)]
    [InlineData(1, 2500)]
    public void The_number_of_fragments_is_rounded_up(int maximumLength, int expected)
    {
        var fragments = Fragment(0, maximumLength);
        Assert.Equal(expected, Packets(fragments).Length);
        Assert.Equal(Counting(60, 2500), Packets(fragments).SelectMany(packet => packet));
        NdisFreeFragmentNetBufferList(fragments, 0);
        NothingIsLeft();
    }

    [Fact]
    public void The_rest_of_one_packet_is_not_merged_with_the_next()
    {
        original.FirstNetBuffer.Next = NdisAllocateNetBuffer(buffers, chain[0], 0, 50);
        var fragments = Fragment(10, 1000);
        Is(fragments, 0, 1000, 1000, 490, 40);
        NdisFreeFragmentNetBufferList(fragments, 0);
        NdisFreeNetBuffer(original.FirstNetBuffer.Next);
        original.FirstNetBuffer.Next = null;
        NothingIsLeft();
    }

    [Fact]
    public void What_leaves_nothing_to_fragment_gives_null()
    {
        Assert.True(Fragment(0, 0).IsNull);
        Assert.True(Fragment(2500, 1000).IsNull);
        Assert.True(Fragment(int.MaxValue, 1000).IsNull);
        original.FirstNetBuffer.Next = NdisAllocateNetBuffer(buffers, chain[0], 0, 20);
        Assert.True(Fragment(20, 1000).IsNull);
        NdisFreeNetBuffer(original.FirstNetBuffer.Next);
        original.FirstNetBuffer.Next = null;
        var own = original.FirstNetBuffer;
        original.FirstNetBuffer = null;
        Assert.True(Fragment(0, 1000).IsNull);
        original.FirstNetBuffer = own;
        NothingIsLeft();
    }

    [Fact]
    public void Sizes_that_mean_nothing_are_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => Fragment(-1, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => Fragment(0, -1));
        Assert.Throws<ArgumentOutOfRangeException>(() => Fragment(0, 1, -1));
        Assert.Throws<ArgumentOutOfRangeException>(() => Fragment(0, 1, 0, -1));
        Assert.Throws<ArgumentOutOfRangeException>(() => NdisFreeFragmentNetBufferList(original, -1));
        Assert.Throws<NullReferenceException>(() => NdisAllocateFragmentNetBufferList(null, lists, buffers, 0, 1, 0, 0));
        Assert.True(Fragment(0, 1000, int.MaxValue, 5).IsNull);
        NothingIsLeft();
    }

    [Fact]
    public void Without_a_retreat_no_back_fill_is_made()
    {
        var fragments = Fragment(0, 2500, 0, 100);
        Is(fragments, 0, 2500);
        Assert.Equal([940, 700, 860], Links(fragments.FirstNetBuffer.MdlChain).Select(mdl => mdl.ByteCount));
        NdisFreeFragmentNetBufferList(fragments, 0);
    }

    [Fact]
    public void The_free_is_told_the_same_size()
    {
        var fragments = Fragment(0, 1000, 14, 2);
        var violation = Breaks("NDIS0008", () => NdisFreeFragmentNetBufferList(fragments, 0));
        Assert.Contains("retreated by 14 bytes and is freed with 0", violation.Message);
        Breaks("NDIS0008", () => NdisFreeFragmentNetBufferList(fragments, 15));
        Is(fragments, 2, 1014, 1014, 514);
        NdisFreeFragmentNetBufferList(fragments, 14);
        NothingIsLeft();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_driver_may_strip_the_header_itself_and_need_not_put_it_back(bool freeMdl)
    {
        var fragments = Fragment(0, 1000, 14, 2);
        NdisAdvanceNetBufferListDataStart(fragments, 14, freeMdl);
        NdisFreeFragmentNetBufferList(fragments, 14);
        NothingIsLeft();
    }

    [Fact]
    public void A_driver_may_strip_the_header_and_put_another_in_front()
    {
        var fragments = Fragment(0, 1000, 14, 2);
        NdisAdvanceNetBufferListDataStart(fragments, 14, freeMdl: true);
        Is(fragments, 0, 1000, 1000, 500);
        Assert.Equal(NdisStatus.Success, NdisRetreatNetBufferListDataStart(fragments, 14, 20));
        NdisFreeFragmentNetBufferList(fragments, 14);
        NothingIsLeft();
    }

    [Fact]
    public void A_second_header_that_is_left_in_front_is_listed()
    {
        var fragments = Fragment(0, 2500, 14, 2);
        Assert.Equal(NdisStatus.Success, NdisRetreatNetBufferListDataStart(fragments, 20, 0));
        var fronts = Links(fragments.FirstNetBuffer.MdlChain)[..2];
        var violation = Breaks("NDIS0009", () => NdisFreeFragmentNetBufferList(fragments, 14));
        Assert.Contains(violation.Outstanding, line => line.Contains("made by a retreat"));
        Assert.All(fronts, mdl => Assert.False(mdl.IsLive));
        NothingIsLeft();
    }

    [Fact]
    public void Context_that_is_left_is_listed_with_the_rest()
    {
        var fragments = Fragment(0, 2500);
        NdisAllocateNetBufferListContext(fragments, 16, 0, 0);
        NdisRetreatNetBufferListDataStart(fragments, 20, 0);
        var violation = Breaks("NDIS0009", () => NdisFreeFragmentNetBufferList(fragments, 0));
        Assert.Equal(2, violation.Outstanding.Count);
        NothingIsLeft();
    }
}
