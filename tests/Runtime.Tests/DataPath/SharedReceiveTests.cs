namespace NdisRules.Runtime.Tests;

/// <summary>Several protocols over one adapter: each receives, and a list goes back when the last gave it back.</summary>
public sealed class SharedReceiveTests : IDisposable
{
    readonly StackFixture stack = new();
    readonly ScriptedProtocol second = new("second");
    readonly ScriptedProtocol third = new("third");

    public SharedReceiveTests()
    {
        stack.Adapter.Bind(second.Driver);
        stack.Adapter.Bind(third.Driver);
        foreach (var protocol in All) protocol.Keep();
    }

    ScriptedProtocol[] All => [stack.Protocol, second, third];

    public void Dispose()
    {
        second.Dispose();
        third.Dispose();
        stack.Dispose();
    }

    public static TheoryData<int, int, int> Orders() => new() { { 0, 1, 2 }, { 0, 2, 1 }, { 1, 0, 2 }, { 1, 2, 0 }, { 2, 0, 1 }, { 2, 1, 0 } };

    [Theory]
    [MemberData(nameof(Orders))]
    public void A_list_goes_back_when_the_last_receiver_gave_it_back(int first, int middle, int last)
    {
        var list = stack.Packet(fill: 7);
        stack.Indicate(list);
        Assert.All(All, protocol => Assert.Equal(7, protocol.Kept[0].FirstNetBuffer.MdlChain.Span[59]));
        All[first].Return(All[first].Kept[0]);
        All[middle].Return(All[middle].Kept[0]);
        Assert.Empty(stack.Returned);
        All[last].Return(All[last].Kept[0]);
        Assert.Equal([list], stack.Returned);
        stack.FreeReturned();
        stack.AssertNothingPending();
    }

    [Fact]
    public void Receivers_take_a_chain_apart_without_disturbing_each_other()
    {
        stack.Indicate(stack.Packet(1, stack.Packet(2, stack.Packet(3))), 3);
        Assert.All(All, protocol => Assert.Equal([1, 2, 3], protocol.Kept.Select(list => (int)list.FirstNetBuffer.MdlChain.Span[0])));
        foreach (var i in new[] { 2, 0, 1 })
        {
            foreach (var protocol in All) protocol.Return(protocol.Kept[i]);
            Assert.Equal(i == 2 ? 1 : i == 0 ? 2 : 3, stack.Returned.Count);
        }
        stack.FreeReturned();
    }

    [Fact]
    public void A_copy_has_the_packets_and_the_information_of_its_list()
    {
        using var buffers = Support.Pool();
        var chain = Chain(20, 20);
        var list = stack.Packet();
        list.FirstNetBuffer.Next = NdisAllocateNetBuffer(buffers, chain[0], 25, 10);
        list.HashValue = 0x1234;
        list.NblFlags = (uint)NdisNblFlags.IsIPv4;
        stack.Indicate(list);
        var copy = Assert.Single(stack.Protocol.Kept);
        Assert.NotEqual(list, copy);
        Assert.Equal((0x1234u, (uint)NdisNblFlags.IsIPv4, list.SourceHandle), (copy.HashValue, copy.NblFlags, copy.SourceHandle));
        var two = copy.FirstNetBuffer.Next;
        Assert.Equal((25, 10, chain[1], 5), (two.DataOffset, two.DataLength, two.CurrentMdl, two.CurrentMdlOffset));
        Assert.True(two.Next.IsNull);
        foreach (var protocol in All) protocol.Return(protocol.Kept[0]);
        NdisFreeNetBuffer(list.FirstNetBuffer.Next);
        list.FirstNetBuffer.Next = null;
        stack.FreeReturned();
        Free(chain);
    }

    [Fact]
    public void A_receiver_gives_back_only_what_it_was_given()
    {
        var list = stack.Packet();
        stack.Indicate(list);
        Breaks("NDIS0003", () => stack.Protocol.Return(list));
        Breaks("NDIS0003", () => third.Return(second.Kept[0]));
        Breaks("NDIS0009", () => NdisFreeNetBufferList(second.Kept[0]));
        second.Return(second.Kept[0]);
        Breaks("NDIS0004", () => second.Return(second.Kept[0]));
        stack.Protocol.Return(stack.Protocol.Kept[0]);
        third.Return(third.Kept[0]);
        stack.FreeReturned();
    }

    [Fact]
    public void What_is_lent_is_lent_to_each_in_turn()
    {
        var seen = new List<NetBufferList>();
        foreach (var protocol in All) protocol.OnReceive = (list, _, _) => seen.Add(list);
        var lent = stack.Packet();
        stack.Indicate(lent, flags: NdisReceiveFlags.Resources);
        Assert.Equal([lent, lent, lent], seen);
        NdisFreeNetBufferList(lent);
    }

    [Fact]
    public void Each_sender_gets_its_own_lists_back_whatever_the_grouping()
    {
        stack.Queueing();
        var back = new List<string>();
        foreach (var (name, protocol) in new[] { ("first", stack.Protocol), ("second", second) })
        {
            protocol.OnComplete = lists =>
            {
                foreach (var list in lists.Chain) back.Add($"{name} {list.FirstNetBuffer.MdlChain.Span[0]}");
                FreeAll(lists);
            };
        }
        stack.Protocol.Send(stack.Protocol.Packet(1, stack.Protocol.Packet(2)));
        second.Send(second.Packet(3, second.Packet(4)));
        int[] order = [2, 0, 3, 1];
        for (var i = 0; i < 3; i++) SetNext(stack.Queue[order[i]], stack.Queue[order[i + 1]]);
        stack.Complete(stack.Queue[2]);
        Assert.Equal(["second 3", "second 4", "first 1", "first 2"], back);
        stack.AssertNothingPending();
    }

    [Fact]
    public void What_cannot_be_copied_is_lent()
    {
        using var driver = new ScriptedDriver(new NdisHost { MaximumReceiveCopies = 1 }).In(MiniportState.Paused);
        using var one = new ScriptedProtocol("one");
        using var two = new ScriptedProtocol("two");
        driver.Adapter.Bind(one.Driver);
        driver.Adapter.Bind(two.Driver);
        driver.Adapter.Restart();
        var seen = new List<(int, NdisReceiveFlags)>();
        one.OnReceive = (_, count, flags) => seen.Add((count, flags));
        two.Keep();
        driver.OnReturn = lists => FreeAll(lists);
        var first = stack.Packet(next: stack.Packet());
        first.SourceHandle = first.Next.SourceHandle = driver.Handle;
        NdisMIndicateReceiveNetBufferLists(driver.Handle, first, 0, 2, NdisReceiveFlags.None);
        Assert.Equal([(2, NdisReceiveFlags.Resources)], seen);
        Assert.Equal(2, two.Kept.Count);
        foreach (var list in two.Kept) two.Return(list);
        Assert.Equal(0, stack.Pool.OutstandingCount);
    }

    [Fact]
    public void The_host_itself_holds_lists_beside_the_protocols()
    {
        stack.Adapter.HoldReceived = true;
        stack.Indicate(stack.Packet());
        foreach (var protocol in All) protocol.Return(protocol.Kept[0]);
        Assert.Empty(stack.Returned);
        Assert.Equal(1, stack.Adapter.PendingReceiveCount);
        Assert.Equal(1, stack.Adapter.ReturnReceived());
        Assert.Single(stack.Returned);
        stack.FreeReturned();
    }

    static void SetNext(NetBufferList list, NetBufferList next) => list.Next = next;
}
