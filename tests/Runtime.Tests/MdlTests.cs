using System.Runtime.InteropServices;

namespace NdisRules.Runtime.Tests;

public sealed class MdlTests
{
    [Fact]
    public void An_MDL_describes_the_callers_memory_itself()
    {
        var bytes = new byte[64];
        var mdl = NdisAllocateMdl(null, bytes.AsMemory(16, 32));
        mdl.Span[0] = 5;
        mdl.Memory.Span[31] = 6;
        Assert.Equal((5, 6), (bytes[16], bytes[47]));
        Assert.Equal(32, mdl.ByteCount);
        Assert.Equal(mdl.MappedSystemVa, mdl.StartVa + mdl.ByteOffset);
        Assert.InRange(mdl.ByteOffset, 0, 4095);
        Assert.True(mdl.MdlFlags.HasFlag(MdlFlags.PagesLocked));
        NdisFreeMdl(mdl);
    }

    [Fact]
    public void The_memory_stays_where_it_is_until_the_MDL_is_freed()
    {
        var bytes = new byte[64];
        var mdl = NdisAllocateMdl(null, bytes);
        var address = mdl.MappedSystemVa;
        GC.Collect(2, GCCollectionMode.Forced, blocking: true, compacting: true);
        bytes[3] = 77;
        Assert.Equal(address, Marshal.UnsafeAddrOfPinnedArrayElement(bytes, 0));
        Assert.Equal(77, mdl.Span[3]);
        NdisFreeMdl(mdl);
    }

    [Fact]
    public void The_memory_of_a_NET_BUFFERs_own_MDL_can_be_kept_and_is_checked()
    {
        using var pool = Pool(dataSize: 100);
        var nb = NdisAllocateNetBufferMdlAndData(pool);
        var memory = nb.MdlChain.Memory;
        memory.Span[99] = 9;
        Assert.Equal(100, memory.Length);
        Assert.Equal(9, nb.MdlChain.Span[99]);
        using (var pin = memory.Pin()) Assert.NotEqual(0, pin.GetHashCode());
        NdisFreeNetBuffer(nb);
        Breaks("NDIS0004", () => _ = memory.Span.Length);
    }

    [Fact]
    public void The_data_of_a_slot_does_not_run_into_the_next()
    {
        using var pool = Pool(dataSize: 65);
        var one = NdisAllocateNetBufferMdlAndData(pool);
        var two = NdisAllocateNetBufferMdlAndData(pool);
        one.MdlChain.Span.Fill(0xFF);
        two.MdlChain.Span.Fill(0xEE);
        Assert.All(one.MdlChain.Span.ToArray(), value => Assert.Equal(0xFF, value));
        NdisFreeNetBuffers([one, two]);
    }

    [Fact]
    public void An_MDL_is_freed_exactly_once()
    {
        var mdl = NdisAllocateMdl(null, new byte[1]);
        NdisFreeMdl(mdl);
        Breaks("NDIS0003", () => NdisFreeMdl(mdl));
        Breaks("NDIS0004", () => _ = mdl.Memory);
        Breaks("NDIS0007", () => NdisFreeMdl(null));
    }

    [Fact]
    public void An_MDL_that_a_NET_BUFFER_still_refers_to_is_found_when_it_is_used()
    {
        using var pool = Pool();
        var mdl = NdisAllocateMdl(null, new byte[10]);
        var nb = NdisAllocateNetBuffer(pool, mdl, 0, 10);
        NdisFreeMdl(mdl);
        Breaks("NDIS0004", () => _ = nb.MdlChain.Span.Length);
        Breaks("NDIS0004", () => NdisAdvanceNetBufferDataStart(nb, 1, freeMdl: false));
        NdisFreeNetBuffer(nb);
    }

    [Fact]
    public void Memory_of_no_length_gives_an_MDL_of_no_length()
    {
        var mdl = NdisAllocateMdl(null, Memory<byte>.Empty);
        Assert.Equal(0, mdl.ByteCount);
        Assert.True(mdl.Span.IsEmpty);
        NdisFreeMdl(mdl);
    }

    [Fact]
    public void A_chain_is_walked_in_order_and_may_be_freed_on_the_way()
    {
        var chain = Chain(1, 2, 3);
        var lengths = new List<int>();
        foreach (var mdl in chain[0].Chain)
        {
            lengths.Add(mdl.ByteCount);
            NdisFreeMdl(mdl);
        }
        Assert.Equal([1, 2, 3], lengths);
        foreach (var _ in default(Mdl).Chain) Assert.Fail("The null chain is empty.");
    }

    [Fact]
    public void The_queries_of_an_MDL_say_what_its_members_say()
    {
        var chain = Chain(10, 20);
        NdisQueryMdl(chain[0], out var address, out var length);
        Assert.Equal((chain[0].MappedSystemVa, 10), (address, length));
        NdisQueryMdlOffset(chain[1], out var offset, out length);
        Assert.Equal((chain[1].ByteOffset, 20), (offset, length));
        NdisGetNextMdl(chain[0], out var next);
        Assert.Equal(chain[1], next);
        NdisGetMdlPhysicalArraySize(chain[0], out var pieces);
        Assert.Equal(NDIS_MDL_TO_SPAN_PAGES(chain[0]), pieces);
        NDIS_MDL_LINKAGE(chain[0]) = null;
        Assert.True(chain[0].Next.IsNull);
        Free(chain);
        Breaks("NDIS0004", () => NdisGetNextMdl(chain[0], out _));
        Assert.Throws<NullReferenceException>(() => NdisQueryMdl(null, out _, out _));
    }
}
