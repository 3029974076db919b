namespace NdisRules.Runtime.Tests;

public sealed class DataStartTests : IDisposable
{
    readonly NetBufferPool pool = Pool();
    readonly Mdl[] chain = Chain(100, 200);
    readonly NetBuffer nb;

    public DataStartTests() => nb = NdisAllocateNetBuffer(pool, chain[0], 20, 150);

    public void Dispose()
    {
        NdisFreeNetBuffer(nb);
        Free(chain);
        NdisFreeNetBufferPool(pool);
    }

    void Is(int dataOffset, int dataLength, Mdl currentMdl, int currentMdlOffset, params Mdl[] expected)
    {
        Assert.Equal((dataOffset, dataLength), (nb.DataOffset, nb.DataLength));
        Assert.Equal((currentMdl, currentMdlOffset), (nb.CurrentMdl, nb.CurrentMdlOffset));
        var links = new List<Mdl>();
        foreach (var mdl in nb.MdlChain.Chain) links.Add(mdl);
        Assert.Equal(expected, links);
        InvariantsHold();
    }

    void InvariantsHold()
    {
        var (total, before, found) = (0, 0, nb.CurrentMdl.IsNull);
        foreach (var mdl in nb.MdlChain.Chain)
        {
            found |= mdl == nb.CurrentMdl;
            if (!found) before += mdl.ByteCount;
            total += mdl.ByteCount;
        }
        Assert.True(found, "CurrentMdl is in the chain.");
        Assert.True(total >= nb.DataOffset + nb.DataLength, "The data fits the chain.");
        Assert.Equal(nb.DataOffset, before + nb.CurrentMdlOffset);
        Assert.True(nb.DataLength == 0 || nb.CurrentMdlOffset < nb.CurrentMdl.ByteCount, "Data begins inside CurrentMdl.");
    }

    [Fact]
    public void The_worked_example_holds_step_by_step()
    {
        var (m1, m2) = (chain[0], chain[1]);
        Is(20, 150, m1, 20, m1, m2);
        NdisAdvanceNetBufferDataStart(nb, 14, freeMdl: false);
        Is(34, 136, m1, 34, m1, m2);
        NdisAdvanceNetBufferDataStart(nb, 66, freeMdl: false);
        Is(100, 70, m2, 0, m1, m2);
        Assert.Equal(NdisStatus.Success, NdisRetreatNetBufferDataStart(nb, 80, 0));
        Is(20, 150, m1, 20, m1, m2);
        Assert.Equal(NdisStatus.Success, NdisRetreatNetBufferDataStart(nb, 20, 0));
        Is(0, 170, m1, 0, m1, m2);
        Assert.Equal(NdisStatus.Success, NdisRetreatNetBufferDataStart(nb, 54, 10));
        var n = nb.MdlChain;
        Assert.Equal(64, n.ByteCount);
        Is(10, 224, n, 10, n, m1, m2);
        NdisAdvanceNetBufferDataStart(nb, 54, freeMdl: true);
        Is(0, 170, m1, 0, m1, m2);
        Breaks("NDIS0004", () => _ = n.ByteCount);
    }

    [Fact]
    public void A_retreat_beyond_the_unused_space_turns_that_space_into_data()
    {
        Assert.Equal(NdisStatus.Success, NdisRetreatNetBufferDataStart(nb, 54, 10));
        var n = nb.MdlChain;
        Is(30, 204, n, 30, n, chain[0], chain[1]);
        NdisAdvanceNetBufferDataStart(nb, 54, freeMdl: true);
        Is(20, 150, chain[0], 20, chain[0], chain[1]);
    }

    [Fact]
    public void An_advance_that_frees_nothing_leaves_the_MDL_for_the_next_retreat()
    {
        NdisRetreatNetBufferDataStart(nb, 54, 10);
        var n = nb.MdlChain;
        NdisAdvanceNetBufferDataStart(nb, 54, freeMdl: false);
        Is(84, 150, chain[0], 20, n, chain[0], chain[1]);
        NdisRetreatNetBufferDataStart(nb, 54, 10);
        Is(30, 204, n, 30, n, chain[0], chain[1]);
        NdisAdvanceNetBufferDataStart(nb, 60, freeMdl: true);
        Is(26, 144, chain[0], 26, chain[0], chain[1]);
    }

    [Fact]
    public void An_advance_never_frees_the_drivers_own_MDLs()
    {
        NdisAdvanceNetBufferDataStart(nb, 150, freeMdl: true);
        Is(170, 0, chain[1], 70, chain[0], chain[1]);
    }

    [Fact]
    public void An_advance_beyond_the_data_is_refused_and_changes_nothing()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => NdisAdvanceNetBufferDataStart(nb, 151, freeMdl: false));
        Is(20, 150, chain[0], 20, chain[0], chain[1]);
    }

    [Fact]
    public void A_retreat_whose_handler_has_no_memory_changes_nothing()
    {
        Assert.Equal(NdisStatus.Resources, NdisRetreatNetBufferDataStart(nb, 54, 10, _ => null));
        Is(20, 150, chain[0], 20, chain[0], chain[1]);
    }

    [Fact]
    public void A_retreat_past_the_largest_length_fails_and_changes_nothing()
    {
        Assert.Equal(NdisStatus.Failure, NdisRetreatNetBufferDataStart(nb, int.MaxValue, 0));
        Assert.Equal(NdisStatus.Failure, NdisRetreatNetBufferDataStart(nb, 54, int.MaxValue));
        Is(20, 150, chain[0], 20, chain[0], chain[1]);
    }

    [Fact]
    public void What_a_handler_allocates_a_handler_frees()
    {
        var asked = 0;
        Mdl made = null;
        NdisRetreatNetBufferDataStart(nb, 54, 10, bytes => made = NdisAllocateMdl(null, new byte[asked = bytes]));
        Assert.Equal(64, asked);
        Is(30, 204, made, 30, made, chain[0], chain[1]);
        Breaks("NDIS0008", () => NdisAdvanceNetBufferDataStart(nb, 54, freeMdl: true));
        NdisAdvanceNetBufferDataStart(nb, 0, freeMdl: true, NdisFreeMdl);
        Is(20, 150, chain[0], 20, chain[0], chain[1]);
        Breaks("NDIS0003", () => NdisFreeMdl(made));
    }

    [Fact]
    public void A_NET_BUFFER_freed_with_the_MDL_of_a_retreat_is_a_violation()
    {
        var other = NdisAllocateNetBuffer(pool, chain[0], 0, 10);
        NdisRetreatNetBufferDataStart(other, 14, 2);
        var made = other.MdlChain;
        var violation = Breaks("NDIS0009", () => NdisFreeNetBuffer(other));
        Assert.Contains(made.ToString(), Assert.Single(violation.Outstanding));
        Assert.Equal(1, pool.OutstandingCount);
        Breaks("NDIS0003", () => NdisFreeNetBuffer(other));
        // The MDL is where it was; a NET_BUFFER that takes it over can still give it back.
        nb.MdlChain = made;
        nb.DataOffset = 2;
        nb.DataLength = 24;
        NdisAdvanceNetBufferDataStart(nb, 14, freeMdl: true);
        Assert.Equal(chain[0], nb.MdlChain);
        Breaks("NDIS0004", () => _ = made.ByteCount);
    }

    [Fact]
    public void A_list_freed_with_the_MDL_of_a_retreat_is_a_violation()
    {
        using var lists = ListPool(dataSize: 10);
        var nbl = NdisAllocateNetBufferList(lists, 0, 0);
        Assert.Equal(NdisStatus.Success, NdisRetreatNetBufferListDataStart(nbl, 14, 2));
        var made = nbl.FirstNetBuffer.MdlChain;
        Assert.Single(Breaks("NDIS0009", () => NdisFreeNetBufferList(nbl)).Outstanding);
        Assert.Equal(0, lists.OutstandingCount);
        nb.MdlChain = made;
        made.Next = chain[0];
        nb.DataOffset = 16;
        NdisAdvanceNetBufferDataStart(nb, 0, freeMdl: true);
    }

    [Fact]
    public void What_an_advance_gave_back_or_a_handler_made_is_no_violation()
    {
        var other = NdisAllocateNetBuffer(pool, chain[0], 0, 10);
        NdisRetreatNetBufferDataStart(other, 14, 2);
        NdisAdvanceNetBufferDataStart(other, 14, freeMdl: true);
        Mdl made = null;
        NdisRetreatNetBufferDataStart(other, 14, 2, bytes => made = NdisAllocateMdl(null, new byte[bytes]));
        NdisFreeNetBuffer(other);
        NdisFreeMdl(made);
    }

    [Fact]
    public void A_NET_BUFFER_whose_chain_was_pointed_elsewhere_is_no_violation()
    {
        var other = NdisAllocateNetBuffer(pool, chain[0], 0, 10);
        NdisRetreatNetBufferDataStart(other, 14, 2);
        nb.MdlChain = other.MdlChain;
        (nb.DataOffset, nb.DataLength) = (16, 10);
        other.MdlChain = other.CurrentMdl = chain[1];
        NdisFreeNetBuffer(other);
        NdisAdvanceNetBufferDataStart(nb, 0, freeMdl: true);
    }

    [Fact]
    public void An_MDL_that_a_retreat_made_is_not_freed_by_NdisFreeMdl()
    {
        NdisRetreatNetBufferDataStart(nb, 54, 10);
        Breaks("NDIS0007", () => NdisFreeMdl(nb.MdlChain));
        NdisAdvanceNetBufferDataStart(nb, 54, freeMdl: true);
    }

    [Fact]
    public void A_NET_BUFFER_without_a_chain_can_retreat_and_advance_to_nothing_again()
    {
        var empty = NdisAllocateNetBuffer(pool, null, 0, 0);
        NdisRetreatNetBufferDataStart(empty, 14, 2);
        Assert.Equal((2, 14, 16), (empty.DataOffset, empty.DataLength, empty.MdlChain.ByteCount));
        NdisAdvanceNetBufferDataStart(empty, 14, freeMdl: true);
        Assert.Equal((0, 0), (empty.DataOffset, empty.DataLength));
        Assert.True(empty.MdlChain == null && empty.CurrentMdl == null);
        NdisFreeNetBuffer(empty);
    }

    [Fact]
    public void Without_a_chain_offset_and_length_are_zero()
    {
        Assert.Throws<ArgumentException>(() => NdisAllocateNetBuffer(pool, null, 1, 0));
        Assert.Throws<ArgumentException>(() => NdisAllocateNetBuffer(pool, null, 0, 1));
    }

    [Theory]
    [InlineData(0, 301)]
    [InlineData(300, 1)]
    [InlineData(301, 0)]
    [InlineData(int.MaxValue, int.MaxValue)]
    public void Data_that_does_not_fit_the_chain_is_refused(int dataOffset, int dataLength)
    {
        Assert.Throws<ArgumentException>(() => NdisAllocateNetBuffer(pool, chain[0], dataOffset, dataLength));
        Assert.Equal(1, pool.OutstandingCount);
    }

    [Fact]
    public void Adjusting_finds_the_current_MDL_after_the_owner_moved_the_data()
    {
        nb.DataOffset = 120;
        nb.DataLength = 180;
        NdisAdjustNetBufferCurrentMdl(nb);
        Is(120, 180, chain[1], 20, chain[0], chain[1]);
    }

    [Fact]
    public void Without_data_an_offset_at_the_end_stands_behind_the_last_MDL()
    {
        nb.DataOffset = 300;
        nb.DataLength = 0;
        NdisAdjustNetBufferCurrentMdl(nb);
        Is(300, 0, chain[1], 200, chain[0], chain[1]);
    }

    [Fact]
    public void Adjusting_refuses_fields_that_contradict_the_chain()
    {
        nb.DataOffset = 300;
        Assert.Throws<InvalidOperationException>(() => NdisAdjustNetBufferCurrentMdl(nb));
        nb.DataOffset = -1;
        Assert.Throws<InvalidOperationException>(() => NdisAdjustNetBufferCurrentMdl(nb));
        Assert.Equal((chain[0], 20), (nb.CurrentMdl, nb.CurrentMdlOffset));
    }

    [Fact]
    public void A_chain_with_a_freed_MDL_is_a_use_after_free()
    {
        var gone = Chain(10);
        Free(gone);
        Breaks("NDIS0004", () => NdisAllocateNetBuffer(pool, gone[0], 0, 10));
        Assert.Equal(1, pool.OutstandingCount);
    }

    [Fact]
    public void Any_walk_of_retreats_and_advances_keeps_the_invariants()
    {
        var random = new Random(20);
        for (var step = 0; step < 2000; step++)
        {
            if (random.Next(2) == 0 && nb.DataLength < 5000) NdisRetreatNetBufferDataStart(nb, random.Next(120), random.Next(20));
            else NdisAdvanceNetBufferDataStart(nb, random.Next(nb.DataLength + 1), random.Next(2) == 0);
            InvariantsHold();
        }
        NdisAdvanceNetBufferDataStart(nb, nb.DataLength, freeMdl: true);
    }
}
