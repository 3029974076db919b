namespace NdisRules.Runtime.Tests;

/// <summary>Who holds a list may hand it over, once; nobody else may.</summary>
public sealed class OwnershipTests : IDisposable
{
    readonly StackFixture stack = new StackFixture().Queueing();

    public void Dispose() => stack.Dispose();

    [Fact]
    public void A_sent_list_comes_back_with_its_status()
    {
        var list = stack.Protocol.Packet();
        stack.Protocol.OnComplete = back => Assert.Equal(list, back);
        stack.Protocol.Send(list);
        stack.Queue[0].Status = NdisStatus.InvalidLength;
        stack.Complete(list);
        Assert.Contains("Complete InvalidLength", stack.Protocol.Played);
        NdisFreeNetBufferList(list);
        stack.AssertNothingPending();
    }

    [Fact]
    public void A_list_is_sent_again_after_it_came_back()
    {
        var list = stack.Protocol.Packet();
        stack.Protocol.OnComplete = _ => { };
        for (var i = 0; i < 3; i++)
        {
            stack.Protocol.Send(list);
            stack.Complete(list);
        }
        Assert.Equal(3, stack.Queue.Count);
        NdisFreeNetBufferList(list);
    }

    [Fact]
    public void A_list_that_is_out_is_not_sent_again()
    {
        var list = stack.Protocol.Packet();
        stack.Protocol.Send(list);
        var violation = Breaks("NDIS0004", () => stack.Protocol.Send(list));
        Assert.Contains("held by adapter 'test'", violation.Message);
        Assert.Single(stack.Queue);
        stack.Complete(list);
    }

    [Fact]
    public void A_list_is_completed_once()
    {
        var list = stack.Protocol.Packet();
        stack.Protocol.OnComplete = _ => { };
        stack.Protocol.Send(list);
        stack.Complete(list);
        Breaks("NDIS0003", () => stack.Complete(list));
        NdisFreeNetBufferList(list);
    }

    [Fact]
    public void Only_the_miniport_that_holds_a_list_completes_it()
    {
        using var other = new ScriptedDriver().In(MiniportState.Running);
        var list = stack.Protocol.Packet();
        stack.Protocol.Send(list);
        Breaks("NDIS0003", () => NdisMSendNetBufferListsComplete(other.Handle, list, NdisSendCompleteFlags.None));
        stack.Complete(list);
        stack.AssertNothingPending();
    }

    [Fact]
    public void A_received_list_is_not_completed_and_a_sent_one_not_returned()
    {
        stack.Protocol.Keep();
        var received = stack.Packet();
        stack.Indicate(received);
        Breaks("NDIS0003", () => stack.Complete(received));
        var sent = stack.Protocol.Packet();
        stack.Protocol.Send(sent);
        Breaks("NDIS0003", () => stack.Protocol.Return(sent));
        stack.Protocol.Return(received);
        stack.Complete(sent);
        stack.FreeReturned();
    }

    [Fact]
    public void A_chain_with_one_list_that_is_not_the_drivers_is_not_handed_over_at_all()
    {
        var last = stack.Protocol.Packet();
        var first = stack.Protocol.Packet(next: last);
        stack.Protocol.Send(first);
        last.Next = null;
        var middle = NdisAllocateNetBufferList(stack.Pool, 0, 0);
        first.Next = middle;
        middle.Next = last;
        Breaks("NDIS0003", () => stack.Complete(first));
        Assert.Equal(2, stack.Adapter.PendingSendCount);
        middle.Next = null;
        first.Next = last;
        stack.Complete(first);
        NdisFreeNetBufferList(middle);
    }

    [Fact]
    public void A_chain_that_bites_its_tail_is_noticed()
    {
        var first = stack.Protocol.Packet();
        first.Next = stack.Protocol.Packet(next: first);
        Breaks("NDIS0004", () => stack.Protocol.Send(first));
        Assert.Empty(stack.Queue);
        var second = first.Next;
        first.Next = second.Next = null;
        NdisFreeNetBufferList(first);
        NdisFreeNetBufferList(second);
    }

    [Fact]
    public void A_sender_names_itself_as_the_source()
    {
        var list = stack.Protocol.Packet();
        list.SourceHandle = stack.Miniport.Handle;
        Assert.Throws<ArgumentException>(() => stack.Protocol.Send(list));
        list.SourceHandle = stack.Protocol.Handle;
        stack.Protocol.Send(list);
        list.SourceHandle = stack.Miniport.Handle;
        Assert.Throws<ArgumentException>(() => stack.Complete(list));
        list.SourceHandle = stack.Protocol.Handle;
        stack.Complete(list);
    }

    [Fact]
    public void A_list_is_not_freed_while_somebody_else_holds_it()
    {
        var list = stack.Protocol.Packet();
        stack.Protocol.Send(list);
        var violation = Breaks("NDIS0009", () => NdisFreeNetBufferList(list));
        Assert.Contains("sent by binding of test to 'test', held by adapter 'test'", violation.Message);
        stack.Complete(list);
        Assert.Equal(0, stack.Protocol.Pool.OutstandingCount);
    }

    [Fact]
    public void A_clone_is_not_freed_while_somebody_else_holds_it()
    {
        using var lists = ListPool();
        using var buffers = Support.Pool();
        var original = stack.Protocol.Packet(fill: 3);
        var clone = NdisAllocateCloneNetBufferList(original, lists, buffers, NdisCloneFlags.UseOriginalMdls);
        clone.SourceHandle = stack.Protocol.Handle;
        stack.Protocol.OnComplete = _ => { };
        stack.Protocol.Send(clone);
        Breaks("NDIS0009", () => NdisFreeCloneNetBufferList(clone, NdisCloneFlags.UseOriginalMdls));
        Assert.Equal(3, clone.FirstNetBuffer.CurrentMdl.Span[0]);
        stack.Complete(clone);
        NdisFreeCloneNetBufferList(clone, NdisCloneFlags.UseOriginalMdls);
        NdisFreeNetBufferList(original);
    }

    [Fact]
    public void A_receiver_returns_a_list_and_does_not_free_it()
    {
        stack.Protocol.Keep();
        var list = stack.Packet();
        stack.Indicate(list);
        Breaks("NDIS0009", () => NdisFreeNetBufferList(list));
        stack.Protocol.Return(list);
        stack.FreeReturned();
    }

    [Fact]
    public void A_pool_freed_with_a_list_under_way_says_who_holds_it()
    {
        var pool = ListPool(dataSize: 60);
        var list = NdisAllocateNetBufferList(pool, 0, 0);
        list.SourceHandle = stack.Protocol.Handle;
        stack.Protocol.Send(list);
        var violation = Breaks("NDIS0009", pool.Dispose);
        Assert.Contains("sent by binding of test to 'test', held by adapter 'test'", Assert.Single(violation.Outstanding));
        Breaks("NDIS0004", () => stack.Complete(list));
        Assert.Equal(0, stack.Adapter.PendingSendCount);
        stack.Adapter.Pause();
    }

    [Fact]
    public void A_returned_list_is_the_miniports_again()
    {
        var list = stack.Packet();
        stack.Indicate(list);
        Assert.Equal([list], stack.Returned);
        stack.Indicate(list);
        Assert.Equal([list, list], stack.Returned);
        NdisFreeNetBufferList(list);
    }

    [Fact]
    public void A_list_that_is_out_is_not_indicated_again()
    {
        stack.Protocol.Keep();
        var list = stack.Packet();
        stack.Indicate(list);
        Breaks("NDIS0004", () => stack.Indicate(list));
        Breaks("NDIS0004", () => stack.Indicate(list, flags: NdisReceiveFlags.Resources));
        stack.Protocol.Return(list);
        Breaks("NDIS0003", () => stack.Protocol.Return(list));
        stack.FreeReturned();
    }

    [Fact]
    public void A_lent_list_is_not_returned_and_is_the_miniports_when_the_call_ends()
    {
        var list = stack.Packet();
        var refused = false;
        stack.Protocol.OnReceive = (lent, _, flags) =>
        {
            Assert.True(flags.HasFlag(NdisReceiveFlags.Resources));
            Breaks("NDIS0003", () => stack.Protocol.Return(lent));
            Breaks("NDIS0009", () => NdisFreeNetBufferList(lent));
            Breaks("NDIS0004", () => stack.Protocol.Send(lent));
            refused = true;
        };
        stack.Indicate(list, flags: NdisReceiveFlags.Resources);
        Assert.True(refused);
        Assert.Empty(stack.Returned);
        NdisFreeNetBufferList(list);
    }

    [Fact]
    public void What_a_handler_throws_ends_a_lending_too()
    {
        var list = stack.Packet();
        stack.Protocol.OnReceive = (_, _, _) => throw new FormatException();
        Assert.Throws<FormatException>(() => stack.Indicate(list, flags: NdisReceiveFlags.Resources));
        NdisFreeNetBufferList(list);
        stack.AssertNothingPending();
    }

    [Fact]
    public void A_sent_list_whose_NET_BUFFER_was_freed_is_not_handed_over()
    {
        using var plain = ListPool(netBuffer: false);
        using var buffers = Support.Pool();
        var list = NdisAllocateNetBufferList(plain, 0, 0);
        list.SourceHandle = stack.Protocol.Handle;
        list.FirstNetBuffer = NdisAllocateNetBuffer(buffers, null, 0, 0);
        NdisFreeNetBuffer(list.FirstNetBuffer);
        Breaks("NDIS0004", () => stack.Protocol.Send(list));
        list.FirstNetBuffer = null;
        NdisFreeNetBufferList(list);
    }
}
