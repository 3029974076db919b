namespace NdisRules.Runtime.Tests;

public sealed class DataPathTests : IDisposable
{
    readonly ScriptedDriver driver = new ScriptedDriver().In(MiniportState.Running);
    readonly NetBufferListPool pool = ListPool(dataSize: 60);

    public void Dispose()
    {
        pool.Dispose();
        driver.Dispose();
    }

    NetBufferList Packet(byte fill)
    {
        var nbl = NdisAllocateNetBufferList(pool, 0, 0);
        nbl.SourceHandle = driver.Handle;
        nbl.FirstNetBuffer.MdlChain.Span.Fill(fill);
        return nbl;
    }

    void Indicate(NetBufferList nbl, int count = 1, NdisReceiveFlags flags = NdisReceiveFlags.None) =>
        NdisMIndicateReceiveNetBufferLists(driver.Handle, nbl, 0, count, flags);

    [Fact]
    public void A_send_hands_over_the_callers_bytes_and_ends_with_the_drivers_status()
    {
        var seen = Array.Empty<byte>();
        driver.OnSend = list =>
        {
            seen = list.FirstNetBuffer.CurrentMdl.Span.ToArray();
            list.Status = NdisStatus.InvalidLength;
            NdisMSendNetBufferListsComplete(driver.Handle, list, NdisSendCompleteFlags.None);
        };
        var send = driver.Adapter.Send(new byte[] { 1, 2, 3 });
        Assert.Equal([1, 2, 3], seen);
        Assert.True(send.IsCompleted);
        Assert.Equal(NdisStatus.InvalidLength, send.Status);
        Assert.Equal(0, driver.Adapter.PendingSendCount);
    }

    [Fact]
    public void A_completed_list_is_no_longer_the_drivers()
    {
        NetBufferList kept = null;
        driver.OnSend = list => kept = list;
        var send = driver.Adapter.Send(new byte[3]);
        Assert.Equal((NdisStatus.Pending, 1), (send.Status, driver.Adapter.PendingSendCount));
        NdisMSendNetBufferListsComplete(driver.Handle, kept, NdisSendCompleteFlags.None);
        Breaks("NDIS0004", () => kept.Status = NdisStatus.Failure);
        Breaks("NDIS0004", () => NdisMSendNetBufferListsComplete(driver.Handle, kept, NdisSendCompleteFlags.None));
    }

    [Fact]
    public void A_chain_may_be_completed_in_any_order()
    {
        var kept = new List<NetBufferList>();
        driver.OnSend = lists =>
        {
            foreach (var list in lists.Chain)
            {
                list.Next = null;
                kept.Insert(0, list);
            }
        };
        var sends = driver.Adapter.SendChain([new byte[1], new byte[2], new byte[3]]);
        Assert.Equal([3, 2, 1], kept.Select(list => list.FirstNetBuffer.DataLength));
        foreach (var list in kept) NdisMSendNetBufferListsComplete(driver.Handle, list, NdisSendCompleteFlags.None);
        Assert.All(sends, send => Assert.Equal(NdisStatus.Success, send.Status));
        Assert.Throws<ArgumentException>(() => driver.Adapter.SendChain([]));
    }

    [Fact]
    public void Completing_a_list_that_was_not_sent_is_a_violation()
    {
        var own = Packet(0);
        Breaks("NDIS0003", () => NdisMSendNetBufferListsComplete(driver.Handle, own, NdisSendCompleteFlags.None));
        NdisFreeNetBufferList(own);
    }

    [Fact]
    public void An_indicated_packet_arrives_and_its_list_comes_back()
    {
        var arrived = new List<byte>();
        driver.Adapter.Received += packet => arrived.Add(packet.Span[0]);
        driver.OnReturn = NdisFreeNetBufferList;
        Indicate(Packet(5));
        Assert.Equal([5], arrived);
        Assert.Equal(60, Assert.Single(driver.Adapter.ReceivedPackets).Length);
        Assert.Equal(0, pool.OutstandingCount);
    }

    [Fact]
    public void Held_lists_come_back_as_one_chain()
    {
        driver.Adapter.HoldReceived = true;
        driver.OnReturn = lists =>
        {
            foreach (var list in lists.Chain)
            {
                list.Next = null;
                NdisFreeNetBufferList(list);
            }
        };
        var first = Packet(1);
        first.Next = Packet(2);
        Indicate(first, 2);
        Indicate(Packet(3));
        Assert.Equal(3, driver.Adapter.PendingReceiveCount);
        Assert.Equal(3, driver.Adapter.ReturnReceived());
        Assert.Equal((0, 0), (driver.Adapter.PendingReceiveCount, pool.OutstandingCount));
        Assert.Equal(1, driver.Played.Count(role => role == "Return"));
    }

    [Fact]
    public void With_Resources_the_lists_stay_the_drivers()
    {
        var nbl = Packet(1);
        Indicate(nbl, flags: NdisReceiveFlags.Resources);
        Assert.DoesNotContain("Return", driver.Played);
        Assert.Single(driver.Adapter.ReceivedPackets);
        NdisFreeNetBufferList(nbl);
    }

    [Fact]
    public void An_indication_needs_the_right_count_and_the_right_source()
    {
        var nbl = Packet(1);
        Assert.Throws<ArgumentException>(() => Indicate(nbl, 2));
        nbl.SourceHandle = null;
        Assert.Throws<ArgumentException>(() => Indicate(nbl));
        Assert.Empty(driver.Adapter.ReceivedPackets);
        NdisFreeNetBufferList(nbl);
    }

    [Fact]
    public void An_indication_needs_flags_that_go_together()
    {
        var nbl = Packet(1);
        NdisSetNblFlag(nbl, NdisNblFlags.IsTcp);
        Assert.Throws<ArgumentException>(() => Indicate(nbl));
        Assert.Empty(driver.Adapter.ReceivedPackets);
        NdisFreeNetBufferList(nbl);
    }

    [Fact]
    public void A_list_is_not_indicated_twice_at_a_time()
    {
        driver.Adapter.HoldReceived = true;
        driver.OnReturn = NdisFreeNetBufferList;
        var nbl = Packet(1);
        Indicate(nbl);
        Breaks("NDIS0004", () => Indicate(nbl));
        driver.Adapter.ReturnReceived();
    }

    [Fact]
    public void An_indication_of_a_freed_NET_BUFFER_changes_nothing()
    {
        using var plain = ListPool(netBuffer: false);
        using var buffers = Pool();
        var nbl = NdisAllocateNetBufferList(plain, 0, 0);
        nbl.SourceHandle = driver.Handle;
        nbl.FirstNetBuffer = NdisAllocateNetBuffer(buffers, null, 0, 0);
        NdisFreeNetBuffer(nbl.FirstNetBuffer);
        Breaks("NDIS0004", () => Indicate(nbl));
        Assert.Equal(0, driver.Adapter.PendingReceiveCount);
        nbl.FirstNetBuffer = null;
        NdisFreeNetBufferList(nbl);
    }

    [Fact]
    public void A_packet_over_several_MDLs_arrives_whole()
    {
        using var plain = ListPool();
        var chain = Chain(4, 4, 4);
        for (var i = 0; i < 12; i++) chain[i / 4].Span[i % 4] = (byte)i;
        var nbl = NdisAllocateNetBufferAndNetBufferList(plain, 0, 0, chain[0], 5, 6);
        nbl.SourceHandle = driver.Handle;
        Indicate(nbl, flags: NdisReceiveFlags.Resources);
        Assert.Equal([5, 6, 7, 8, 9, 10], Assert.Single(driver.Adapter.ReceivedPackets));
        NdisFreeNetBufferList(nbl);
        Free(chain);
    }
}
