namespace NdisRules.Runtime.Tests;

/// <summary>The verifier as a switch for the process: while these run, no other test does.</summary>
[Collection("alone")]
public sealed class EnabledVerifierTests : IDisposable
{
    public void Dispose() => NdisVerifier.Disable();

    [Fact]
    public void Pools_are_watched_from_the_switch_on_and_until_it_is_turned_off()
    {
        using var before = Pool();
        NdisVerifier.Enable();
        using var watched = Pool();
        Assert.NotNull(NdisVerifier.Options);
        NdisVerifier.Disable();
        using var after = Pool();
        Assert.Null(NdisVerifier.Options);
        Assert.Equal([false, true, false], new[] { before, watched, after }.Select(pool => pool.Store.IsWatched));
    }

    [Fact]
    public void Pools_of_NDIS_5_packets_are_watched_too()
    {
        NdisVerifier.Enable();
        NdisAllocatePacketPool(out var status, out var pool, 8, 32);
        Assert.Equal(NdisStatus.Success, status);
        for (var round = 0; round < 100; round++)
        {
            NdisAllocatePacket(out _, out var packet, pool!);
            Assert.Equal(0, packet.ProtocolReserved.IndexOfAnyExcept((byte)0) + 1);
            packet.ProtocolReserved.Fill((byte)round);
            NdisFreePacket(packet);
            Assert.Equal(RuleIds.FreedTwice, Assert.Throws<NdisViolationException>(() => NdisFreePacket(packet)).RuleId);
        }
        NdisAllocatePacket(out _, out var kept, pool!);
        var violation = Assert.Throws<NdisViolationException>(() => NdisFreePacketPool(pool!));
        Assert.Contains(nameof(Pools_of_NDIS_5_packets_are_watched_too), Assert.Single(violation.Outstanding));
        Assert.Throws<NdisViolationException>(() => NdisFreePacket(kept));
    }

    [Fact]
    public void A_packet_that_is_written_to_after_its_free_is_found()
    {
        NdisVerifier.Enable();
        NdisAllocatePacketPool(out _, out var pool, 1, 32);
        NdisAllocatePacket(out _, out var packet, pool!);
        var reserved = packet.ProtocolReserved;
        NdisFreePacket(packet);
        reserved[3] = 1;
        Assert.Equal(RuleIds.UsedAfterFree, Assert.Throws<NdisViolationException>(() => NdisAllocatePacket(out _, out _, pool!)).RuleId);
        NdisFreePacketPool(pool!);
    }

    [Fact]
    public void Options_of_a_pool_win_over_those_of_the_process()
    {
        NdisVerifier.Enable(new NdisVerifierOptions { FailureRate = 1 });
        Assert.Null(Pool());
        using var pool = NdisAllocateNetBufferPool(null, new NetBufferPoolParameters { Verifier = new NdisVerifierOptions() });
        NdisFreeNetBuffer(NdisAllocateNetBuffer(pool, null, 0, 0));
        Assert.Equal(1, NdisVerifier.SimulatedFailureCount);
    }

    [Fact]
    public void The_shortage_reaches_pools_MDLs_retreats_and_context()
    {
        using var buffers = Pool();
        using var lists = ListPool();
        var nb = NdisAllocateNetBuffer(buffers, null, 0, 0);
        var nbl = NdisAllocateNetBufferList(lists, 0, 0);
        NdisVerifier.Enable(new NdisVerifierOptions { FailureRate = 1 });
        Assert.Null(Pool());
        Assert.Null(ListPool());
        Assert.True(NdisAllocateMdl(null, new byte[10]).IsNull);
        Assert.Equal(NdisStatus.Resources, NdisRetreatNetBufferDataStart(nb, 14, 0));
        Assert.Equal(NdisStatus.Resources, NdisAllocateNetBufferListContext(nbl, 16, 0, 0));
        Assert.True(NdisAllocateNetBufferList(lists, 16, 0).IsNull);
        Assert.Equal(6, NdisVerifier.SimulatedFailureCount);
        NdisFreeNetBuffer(nb);
        NdisFreeNetBufferList(nbl);
        Assert.Equal(0, buffers.OutstandingCount + lists.OutstandingCount);
    }

    [Fact]
    public void Every_allocation_of_a_sequence_can_be_made_to_fail_without_a_leak()
    {
        var steps = 0;
        for (var at = 1; at < 20; at++)
        {
            NdisVerifier.Enable(new NdisVerifierOptions { FailAt = at });
            if (Sequence()) break;
            steps = at;
        }
        Assert.Equal(6, steps);
    }

    /// <summary>Takes one of each, gives all back, and says whether all were had.</summary>
    static bool Sequence()
    {
        using var buffers = Pool();
        if (buffers is null) return false;
        using var lists = ListPool();
        if (lists is null) return false;
        var mdl = NdisAllocateMdl(null, new byte[64]);
        if (!mdl) return false;
        var nb = NdisAllocateNetBuffer(buffers, mdl, 0, 64);
        var nbl = nb ? NdisAllocateNetBufferList(lists, 0, 0) : null;
        var context = nbl ? NdisAllocateNetBufferListContext(nbl, 16, 0, 0) : NdisStatus.Resources;
        if (context == NdisStatus.Success) NdisFreeNetBufferListContext(nbl, 16);
        if (nbl) NdisFreeNetBufferList(nbl);
        if (nb) NdisFreeNetBuffer(nb);
        NdisFreeMdl(mdl);
        return context == NdisStatus.Success;
    }

    [Fact]
    public void A_halt_lists_what_the_driver_left_and_where_it_was_allocated()
    {
        NdisVerifier.Enable();
        NetBufferPool? pool = null;
        NetBuffer nb = null;
        Mdl mdl = null;
        var violation = Leak(handle =>
        {
            pool = Pool(owner: handle);
            nb = NdisAllocateNetBuffer(pool, null, 0, 0);
            mdl = NdisAllocateMdl(handle, new byte[8]);
        });
        Assert.Equal(2, violation.Outstanding.Count(line => line.Contains("allocated by") && line.Contains("EnabledVerifierTests.cs, line ")));
        NdisFreeNetBuffer(nb);
        NdisFreeMdl(mdl);
        NdisFreeNetBufferPool(pool!);
    }

    static NdisViolationException Leak(Action<NdisHandle> initialize)
    {
        var characteristics = new MiniportDriverCharacteristics
        {
            InitializeEx = (handle, _, _) =>
            {
                initialize(handle);
                return NdisStatus.Success;
            },
            HaltEx = (_, _) => { },
        };
        Assert.Equal(NdisStatus.Success, NdisMRegisterMiniportDriver(characteristics, out var driver));
        var adapter = new NdisHost().AddAdapter(driver, "leaky");
        Assert.Equal(NdisStatus.Success, adapter.Initialize());
        var violation = Breaks("NDIS0001", () => adapter.Halt());
        NdisMDeregisterMiniportDriver(driver);
        return violation;
    }
}
