namespace NdisRules.Runtime.Tests;

[Collection(Support.Reports)]
public sealed class LentChainTests : IDisposable
{
    readonly StackFixture stack = new();
    readonly List<NdisReport> reports = [];

    public LentChainTests() => NdisVerifier.Reported += reports.Add;

    public void Dispose()
    {
        NdisVerifier.Reported -= reports.Add;
        stack.Dispose();
    }

    [Fact]
    public void A_receiver_that_takes_a_lent_chain_apart_is_reported_and_the_chain_is_as_it_was()
    {
        var first = stack.Packet(next: stack.Packet(next: stack.Packet()));
        var before = Lists(first);
        stack.Protocol.OnReceive = (lists, _, _) => lists.Next = null;
        stack.Indicate(first, 3, NdisReceiveFlags.Resources);
        Assert.Equal(before, Lists(first));
        Assert.Equal("NDIS0004", Assert.Single(reports, report => report.Message.Contains("only lent")).RuleId);
        FreeAll(first);
    }

    [Fact]
    public void A_lent_chain_that_is_put_together_again_is_no_cause_for_a_report()
    {
        var first = stack.Packet(next: stack.Packet());
        stack.Protocol.OnReceive = (lists, _, _) =>
        {
            var second = lists.Next;
            lists.Next = null;
            lists.Next = second;
        };
        stack.Indicate(first, 2, NdisReceiveFlags.Resources);
        Assert.DoesNotContain(reports, report => report.Message.Contains("only lent"));
        FreeAll(first);
    }

    [Fact]
    public void A_long_chain_is_lent_whole()
    {
        NetBufferList first = null;
        for (var i = 0; i < 100; i++) first = stack.Packet(next: first);
        stack.Indicate(first, 100, NdisReceiveFlags.Resources);
        Assert.Contains("Receive 100", stack.Protocol.Played);
        stack.AssertNothingPending();
        FreeAll(first);
    }

    static List<NetBufferList> Lists(NetBufferList first)
    {
        var lists = new List<NetBufferList>();
        foreach (var list in first.Chain) lists.Add(list);
        return lists;
    }
}
