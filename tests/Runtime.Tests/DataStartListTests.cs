namespace NdisRules.Runtime.Tests;

public sealed class DataStartListTests : IDisposable
{
    readonly NetBufferPool pool = Pool();
    readonly NetBufferListPool lists = ListPool(netBuffer: false);
    readonly Mdl[] mdls = Enumerable.Range(0, 3).Select(_ => NdisAllocateMdl(null, new byte[100])).ToArray();
    readonly NetBuffer[] nbs;
    readonly NetBufferList nbl;
    readonly List<Mdl> made = [];

    public DataStartListTests()
    {
        int[] offsets = [20, 5, 0];
        nbs = [.. mdls.Select((mdl, i) => NdisAllocateNetBuffer(pool, mdl, offsets[i], 60))];
        nbl = NdisAllocateNetBufferList(lists, 0, 0);
        nbl.FirstNetBuffer = nbs[0];
        (nbs[0].Next, nbs[1].Next) = (nbs[1], nbs[2]);
    }

    public void Dispose()
    {
        NdisFreeNetBufferList(nbl);
        foreach (var nb in nbs) NdisFreeNetBuffer(nb);
        Free(mdls);
        lists.Dispose();
        pool.Dispose();
    }

    void Starts(params (int Offset, int Length, bool HasFront)[] expected) =>
        Assert.Equal(expected, nbs.Select((nb, i) => (nb.DataOffset, nb.DataLength, nb.MdlChain != mdls[i])));

    void StartsAsAtFirst() => Starts((20, 60, false), (5, 60, false), (0, 60, false));

    Mdl Make(int bytes)
    {
        made.Add(NdisAllocateMdl(null, new byte[bytes]));
        return made[^1];
    }

    void Unmake(Mdl mdl)
    {
        Assert.True(made.Remove(mdl));
        NdisFreeMdl(mdl);
    }

    [Fact]
    public void Every_NET_BUFFER_retreats_and_advances_as_if_alone()
    {
        Assert.Equal(NdisStatus.Success, NdisRetreatNetBufferListDataStart(nbl, 14, 2));
        Starts((6, 74, false), (7, 74, true), (2, 74, true));
        Assert.Equal((16, 16), (nbs[1].MdlChain.ByteCount, nbs[2].MdlChain.ByteCount));
        NdisAdvanceNetBufferListDataStart(nbl, 14, freeMdl: true);
        StartsAsAtFirst();
    }

    [Fact]
    public void Handlers_make_and_free_what_is_needed()
    {
        Assert.Equal(NdisStatus.Success, NdisRetreatNetBufferListDataStart(nbl, 14, 2, Make, Unmake));
        Assert.Equal(2, made.Count);
        NdisAdvanceNetBufferListDataStart(nbl, 14, freeMdl: true, Unmake);
        Assert.Empty(made);
        StartsAsAtFirst();
    }

    [Fact]
    public void A_retreat_that_runs_short_in_the_middle_changes_nothing()
    {
        Assert.Equal(NdisStatus.Resources, NdisRetreatNetBufferListDataStart(nbl, 14, 2, bytes => made.Count == 1 ? null : Make(bytes), Unmake));
        Assert.Empty(made);
        StartsAsAtFirst();
    }

    [Fact]
    public void A_retreat_that_runs_short_does_not_take_away_what_an_older_one_made()
    {
        NdisRetreatNetBufferDataStart(nbs[2], 10, 0);
        NdisAdvanceNetBufferDataStart(nbs[2], 10, freeMdl: false);
        Assert.Equal(NdisStatus.Resources, NdisRetreatNetBufferListDataStart(nbl, 14, 2, _ => null));
        Starts((20, 60, false), (5, 60, false), (10, 60, true));
        NdisAdvanceNetBufferDataStart(nbs[2], 0, freeMdl: true);
        StartsAsAtFirst();
    }

    [Fact]
    public void A_handler_that_makes_too_little_or_throws_changes_nothing()
    {
        Assert.Throws<InvalidOperationException>(() => NdisRetreatNetBufferListDataStart(nbl, 14, 2, bytes => Make(made.Count == 1 ? 1 : bytes), Unmake));
        Unmake(Assert.Single(made));
        Assert.Throws<TimeoutException>(() =>
            NdisRetreatNetBufferListDataStart(nbl, 14, 2, bytes => made.Count == 1 ? throw new TimeoutException() : Make(bytes), Unmake));
        Assert.Empty(made);
        StartsAsAtFirst();
    }

    [Fact]
    public void What_a_handler_made_cannot_be_given_back_without_one()
    {
        Breaks("NDIS0008", () => NdisRetreatNetBufferListDataStart(nbl, 14, 2, bytes => made.Count == 1 ? null : Make(bytes)));
        Unmake(Assert.Single(made));
        StartsAsAtFirst();
    }

    [Fact]
    public void A_length_that_would_overflow_is_a_failure_and_changes_nothing()
    {
        Assert.Equal(NdisStatus.Failure, NdisRetreatNetBufferListDataStart(nbl, int.MaxValue - 60, 100));
        Assert.Equal(NdisStatus.Failure, NdisRetreatNetBufferListDataStart(nbl, int.MaxValue, 0));
        StartsAsAtFirst();
    }

    [Fact]
    public void An_advance_beyond_the_data_of_one_changes_none()
    {
        nbs[2].DataLength = 30;
        Assert.Throws<ArgumentOutOfRangeException>(() => NdisAdvanceNetBufferListDataStart(nbl, 31, freeMdl: false));
        Starts((20, 60, false), (5, 60, false), (0, 30, false));
    }

    [Fact]
    public void An_advance_that_lacks_a_handler_changes_none()
    {
        NdisRetreatNetBufferListDataStart(nbl, 14, 2, Make, Unmake);
        Breaks("NDIS0008", () => NdisAdvanceNetBufferListDataStart(nbl, 14, freeMdl: true));
        Starts((6, 74, false), (7, 74, true), (2, 74, true));
        NdisAdvanceNetBufferListDataStart(nbl, 14, freeMdl: true, Unmake);
        StartsAsAtFirst();
    }

    [Fact]
    public void A_list_without_NET_BUFFERs_succeeds()
    {
        var empty = NdisAllocateNetBufferList(lists, 0, 0);
        Assert.Equal(NdisStatus.Success, NdisRetreatNetBufferListDataStart(empty, 14, 2));
        NdisAdvanceNetBufferListDataStart(empty, 14, freeMdl: true);
        NdisFreeNetBufferList(empty);
    }

    [Fact]
    public void Negative_sizes_and_the_null_list_are_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => NdisRetreatNetBufferListDataStart(nbl, -1, 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => NdisRetreatNetBufferListDataStart(nbl, 0, -1));
        Assert.Throws<ArgumentOutOfRangeException>(() => NdisAdvanceNetBufferListDataStart(nbl, -1, freeMdl: false));
        Assert.Throws<NullReferenceException>(() => NdisRetreatNetBufferListDataStart(null, 1, 0));
        Assert.Throws<NullReferenceException>(() => NdisAdvanceNetBufferListDataStart(null, 1, freeMdl: false));
    }
}
