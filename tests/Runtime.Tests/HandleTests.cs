using System.Runtime.CompilerServices;

namespace NdisRules.Runtime.Tests;

public sealed class HandleTests
{
    static NetBuffer Nothing() => null;

    static bool IsNothing(NetBuffer netBuffer) => netBuffer == null;

    [Fact]
    public void Every_handle_is_one_word()
    {
        Assert.Equal(8, Unsafe.SizeOf<NetBuffer>());
        Assert.Equal(8, Unsafe.SizeOf<NetBufferList>());
        Assert.Equal(8, Unsafe.SizeOf<Mdl>());
    }

    [Fact]
    public void The_null_handle_can_be_written_and_tested_in_every_form()
    {
        NetBuffer nb = null;
        Assert.True(nb.IsNull);
        Assert.True(nb == null);
        Assert.False(nb != null);
        Assert.True(!nb);
        Assert.False(nb ? true : false);
        Assert.True(nb == default);
        Assert.True(Nothing() == null);
        Assert.True(IsNothing(null));
        if (nb) Assert.Fail("A null handle is false.");
    }

    [Fact]
    public void The_null_forms_work_for_lists_and_MDLs_too()
    {
        NetBufferList nbl = null;
        Mdl mdl = null;
        Assert.True(nbl == null && nbl.IsNull && !nbl);
        Assert.True(mdl == null && mdl.IsNull && !mdl);
        Assert.Equal(0, mdl.GetHashCode());
        Assert.Equal("MDL null", mdl.ToString());
        Assert.Equal("NBL null", nbl.ToString());
    }

    [Fact]
    public void A_lent_handle_is_true_and_not_null()
    {
        using var pool = Pool();
        using var owned = NdisAllocateNetBuffer(pool, null, 0, 0).Owned();
        var nb = owned.Value;
        Assert.False(nb.IsNull);
        Assert.True(nb != null);
        Assert.False(!nb);
        if (nb) return;
        Assert.Fail("A lent handle is true.");
    }

    [Fact]
    public void Using_the_null_handle_is_a_null_reference()
    {
        Assert.Throws<NullReferenceException>(() => default(NetBuffer).DataLength);
        Assert.Throws<NullReferenceException>(() => default(NetBufferList).FirstNetBuffer.IsNull);
        Assert.Throws<NullReferenceException>(() => default(Mdl).ByteCount);
        Assert.Throws<NullReferenceException>(() => NdisAdjustNetBufferCurrentMdl(null));
    }

    [Fact]
    public void Fields_are_written_through_chains_of_handles()
    {
        using var lists = ListPool();
        using var pool = Pool();
        var nbl = NdisAllocateNetBufferList(lists, 0, 0);
        var nb = NdisAllocateNetBuffer(pool, null, 0, 0);
        nbl.FirstNetBuffer.Next = nb;
        nbl.FirstNetBuffer.Next.ChecksumBias = 14;
        nbl.Scratch = 7;
        nb.ProtocolReserved[5] = 5;
        nb.MiniportReserved[3] = 3;
        Assert.Equal(14, nb.ChecksumBias);
        Assert.Equal(7, nbl.Scratch);
        Assert.Equal(5, nb.ProtocolReserved[5]);
        Assert.Equal(3, nb.MiniportReserved[3]);
        nbl.FirstNetBuffer.Next = null;
        NdisFreeNetBuffer(nb);
        NdisFreeNetBufferList(nbl);
    }

    [Fact]
    public void A_stale_handle_is_recognised()
    {
        using var pool = Pool();
        var nb = NdisAllocateNetBuffer(pool, null, 0, 0);
        NdisFreeNetBuffer(nb);
        Breaks("NDIS0004", () => nb.DataLength = 1);
        Breaks("NDIS0004", () => _ = nb.Next);
        Breaks("NDIS0004", () => NdisGetPoolFromNetBuffer(nb));
        Breaks("NDIS0003", () => NdisFreeNetBuffer(nb));
    }

    [Fact]
    public void A_stale_handle_is_recognised_after_its_slot_was_lent_again()
    {
        using var pool = Pool(maximumCount: 1);
        var first = NdisAllocateNetBuffer(pool, null, 0, 0);
        NdisFreeNetBuffer(first);
        var second = NdisAllocateNetBuffer(pool, null, 0, 0);
        Assert.NotEqual(first, second);
        Assert.Contains("lent again", Breaks("NDIS0004", () => first.DataLength = 1).Message);
        Breaks("NDIS0003", () => NdisFreeNetBuffer(first));
        Assert.Equal(0, second.DataLength);
        NdisFreeNetBuffer(second);
    }

    [Fact]
    public void A_handle_of_a_freed_pool_is_recognised_after_the_memory_went_to_other_pools()
    {
        var stale = new List<NetBuffer>();
        for (var round = 0; round < 20; round++)
        {
            var pool = Pool(dataSize: round % 2 * 100);
            var nb = round % 2 == 0 ? NdisAllocateNetBuffer(pool, null, 0, 0) : NdisAllocateNetBufferMdlAndData(pool);
            foreach (var old in stale)
            {
                Assert.NotEqual(old, nb);
                Breaks("NDIS0004", () => old.DataLength = 1);
                Breaks("NDIS0003", () => NdisFreeNetBuffer(old));
            }
            NdisFreeNetBuffer(nb);
            NdisFreeNetBufferPool(pool);
            stale.Add(nb);
        }
    }

    [Fact]
    public void A_stale_handle_passes_after_65536_reuses_of_its_slot_as_is_known()
    {
        using var pool = Pool(maximumCount: 1);
        var stale = NdisAllocateNetBuffer(pool, null, 0, 0);
        NdisFreeNetBuffer(stale);
        for (var reuse = 1; reuse < 65536; reuse++) NdisFreeNetBuffer(NdisAllocateNetBuffer(pool, null, 0, 0));
        Assert.False(stale.IsLive);
        var same = NdisAllocateNetBuffer(pool, null, 0, 0);
        Assert.Equal(same, stale);
        NdisFreeNetBuffer(same);
    }

    [Fact]
    public void Equality_is_that_of_object_and_generation()
    {
        using var pool = Pool(maximumCount: 1);
        var nb = NdisAllocateNetBuffer(pool, null, 0, 0);
        var same = nb;
        Assert.True(nb == same && nb.Equals(same) && nb.Equals((object)same));
        Assert.Equal(nb.GetHashCode(), same.GetHashCode());
        Assert.False(nb.Equals("another kind of thing"));
        NdisFreeNetBuffer(nb);
        var next = NdisAllocateNetBuffer(pool, null, 0, 0);
        Assert.True(nb != next);
        NdisFreeNetBuffer(next);
    }

    [Fact]
    public void A_handle_says_what_it_is_and_never_throws_doing_so()
    {
        using var pool = Pool(dataSize: 64);
        var nb = NdisAllocateNetBufferMdlAndData(pool);
        var mdl = nb.MdlChain;
        Assert.Matches("^NB [0-9a-f]+#1 len 64 live$", nb.ToString().Replace($"#{nb.Word >> 48} ", "#1 "));
        Assert.EndsWith("len 64 live", mdl.ToString());
        NdisFreeNetBuffer(nb);
        Assert.EndsWith("freed", nb.ToString());
        Assert.EndsWith("freed", mdl.ToString());
        Assert.Equal("NB null", default(NetBuffer).ToString());
    }

    [Fact]
    public void Handles_can_be_exchanged_atomically()
    {
        using var pool = Pool();
        var one = NdisAllocateNetBuffer(pool, null, 0, 0);
        var two = NdisAllocateNetBuffer(pool, null, 0, 0);
        NetBuffer place = null;
        Assert.True(NetBuffer.Exchange(ref place, one) == null);
        Assert.True(NetBuffer.CompareExchange(ref place, two, null) == one);
        Assert.True(NetBuffer.CompareExchange(ref place, two, one) == one);
        Assert.True(NetBuffer.VolatileRead(ref place) == two);
        NetBuffer.VolatileWrite(ref place, null);
        Assert.True(place == null);
        NdisFreeNetBuffers([one, two]);
    }

    [Fact]
    public void An_owned_NET_BUFFER_is_freed_at_the_end_of_the_scope()
    {
        using var pool = Pool();
        NetBuffer nb;
        {
            using var owned = NdisAllocateNetBuffer(pool, null, 0, 0).Owned();
            nb = owned.Value;
            Assert.Equal(1, pool.OutstandingCount);
        }
        Assert.Equal(0, pool.OutstandingCount);
        Breaks("NDIS0003", () => NdisFreeNetBuffer(nb));
    }

    [Fact]
    public void A_detached_NET_BUFFER_outlives_the_scope()
    {
        using var pool = Pool();
        NetBuffer kept;
        {
            using var owned = NdisAllocateNetBuffer(pool, null, 0, 0).Owned();
            kept = owned.Detach();
            Assert.True(owned.Value == null);
        }
        Assert.Equal(1, pool.OutstandingCount);
        NdisFreeNetBuffer(kept);
    }

    [Fact]
    public void Owning_nothing_frees_nothing()
    {
        using var owned = default(NetBuffer).Owned();
        Assert.True(owned.Value == null);
    }

    [Fact]
    public void Freeing_an_owned_NET_BUFFER_in_its_scope_is_a_double_free()
    {
        using var pool = Pool();
        Breaks("NDIS0003", () =>
        {
            using var owned = NdisAllocateNetBuffer(pool, null, 0, 0).Owned();
            NdisFreeNetBuffer(owned.Value);
        });
    }

    [Fact]
    public void A_walk_may_free_what_it_stands_on()
    {
        using var pool = Pool();
        using var lists = ListPool(netBuffer: false);
        var nbl = NdisAllocateNetBufferList(lists, 0, 0);
        for (var i = 0; i < 3; i++)
        {
            var nb = NdisAllocateNetBuffer(pool, null, 0, 0);
            nb.Next = nbl.FirstNetBuffer;
            nbl.FirstNetBuffer = nb;
        }
        var count = 0;
        foreach (var nb in nbl.NetBuffers)
        {
            NdisFreeNetBuffer(nb);
            count++;
        }
        Assert.Equal(3, count);
        Assert.Equal(0, pool.OutstandingCount);
        nbl.FirstNetBuffer = null;
        NdisFreeNetBufferList(nbl);
    }
}
