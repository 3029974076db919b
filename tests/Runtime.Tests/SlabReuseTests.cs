namespace NdisRules.Runtime.Tests;

/// <summary>The promise that a stale handle is recognised, put to the test with memory that goes round between pools of every layout.</summary>
public sealed class SlabReuseTests
{
    readonly List<NetBuffer> staleBuffers = [];
    readonly List<NetBufferList> staleLists = [];
    readonly List<Mdl> staleMdls = [];

    [Fact]
    public void No_handle_ever_comes_back_to_life_while_memory_goes_round()
    {
        var random = new Random(7);
        for (var round = 0; round < 60; round++)
        {
            if (random.Next(2) == 0) UseBuffers(random.Next(3) * 90, random.Next(1, 30));
            else UseLists(random.Next(2) == 0, random.Next(1, 30));
            Assert.All(staleBuffers, nb => Assert.False(nb.IsLive));
            Assert.All(staleLists, nbl => Assert.False(nbl.IsLive));
            Assert.All(staleMdls, mdl => Assert.False(mdl.IsLive));
        }
    }

    void UseBuffers(int dataSize, int count)
    {
        using var pool = Pool(dataSize: dataSize);
        var lent = Enumerable.Range(0, count).Select(_ => Lend(pool)).ToArray();
        Assert.DoesNotContain(lent, staleBuffers.Contains);
        staleMdls.AddRange(lent.Select(nb => nb.MdlChain).Where(mdl => !mdl.IsNull));
        staleBuffers.AddRange(lent);
        NdisFreeNetBuffers(lent);
    }

    static NetBuffer Lend(NetBufferPool pool) =>
        pool.DataSize > 0 ? NdisAllocateNetBufferMdlAndData(pool) : NdisAllocateNetBuffer(pool, null, 0, 0);

    void UseLists(bool data, int count)
    {
        using var pool = ListPool(dataSize: data ? 100 : 0);
        var lent = Enumerable.Range(0, count).Select(_ => NdisAllocateNetBufferList(pool, 0, 0)).ToArray();
        Assert.DoesNotContain(lent, staleLists.Contains);
        staleBuffers.AddRange(lent.Select(nbl => nbl.FirstNetBuffer));
        staleMdls.AddRange(lent.Select(nbl => nbl.FirstNetBuffer.MdlChain).Where(mdl => !mdl.IsNull));
        staleLists.AddRange(lent);
        foreach (var nbl in lent) NdisFreeNetBufferList(nbl);
    }

    [Fact]
    public void The_generations_of_a_slab_go_on_under_the_next_pool()
    {
        var generations = new List<int>();
        for (var round = 0; round < 5; round++)
        {
            // A size that no other test uses, so that the slab comes back to this one.
            using var pool = Pool(dataSize: 3 * Slab.Bytes + 64);
            var nb = NdisAllocateNetBufferMdlAndData(pool);
            generations.Add(Handle.Generation(nb.Word));
            NdisFreeNetBuffer(nb);
        }
        Assert.Equal([1, 2, 3, 4, 5], generations);
    }

    [Fact]
    public void Slots_are_an_odd_number_of_lines_long()
    {
        foreach (var dataSize in new[] { 0, 1, 64, 128, 1514, 2048, 9000 })
            Assert.Equal(1, SlotLayout.ForNetBuffers(dataSize).Stride / Slab.Line % 2);
        Assert.Equal(0, SlotLayout.ForNetBuffers(2048).Stride % Slab.Line);
    }

    [Fact]
    public unsafe void The_fields_fit_the_lines_that_are_set_aside_for_them()
    {
        Assert.Equal((192, 448, 64, 64), (sizeof(NetBufferFields), sizeof(NetBufferListFields), sizeof(MdlFields), sizeof(SlabHeader)));
    }

    [Fact]
    public void Objects_and_data_lie_inside_their_own_slot()
    {
        using var pool = ListPool(dataSize: 200);
        var lent = Enumerable.Range(0, 50).Select(_ => NdisAllocateNetBufferList(pool, 0, 0)).ToArray();
        foreach (var nbl in lent) nbl.FirstNetBuffer.MdlChain.Span.Fill(0xFF);
        foreach (var nbl in lent)
        {
            Assert.True(nbl.IsLive && nbl.FirstNetBuffer.IsLive && nbl.FirstNetBuffer.MdlChain.IsLive);
            NdisFreeNetBufferList(nbl);
        }
    }
}
