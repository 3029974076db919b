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

    /// <summary>The report is made while the lists are taken back, and a pause that began then has to wait for that.</summary>
    [Fact]
    public async Task A_filter_is_told_to_pause_only_when_the_lists_that_were_lent_to_it_are_taken_back()
    {
        var filter = new ScriptedFilter();
        using var filtered = new StackFixture(filter);
        using var pauses = new ManualResetEventSlim();
        using var returns = new ManualResetEventSlim();
        var first = filtered.Packet(next: filtered.Packet());
        filter.OnReceive = (lists, _, _) => lists.Next = null;
        filter.OnPause = () => Signal(pauses);
        filtered.Miniport.OnPause = () => Wait(returns);
        Task<NdisStatus>? pausing = null;
        bool? wasTold = null;
        NdisVerifier.Reported += Pause;
        filtered.Indicate(first, 2, NdisReceiveFlags.Resources);
        NdisVerifier.Reported -= Pause;
        returns.Set();
        Assert.False(wasTold);
        Assert.Equal(NdisStatus.Success, await pausing!);
        FreeAll(first);

        void Pause(NdisReport report)
        {
            if (!report.Message.Contains("only lent")) return;
            pausing = Task.Run(() => filtered.Adapter.Pause());
            wasTold = pauses.Wait(TimeSpan.FromSeconds(1));
        }
    }

    static NdisStatus Signal(ManualResetEventSlim signal)
    {
        signal.Set();
        return NdisStatus.Success;
    }

    static NdisStatus Wait(ManualResetEventSlim signal)
    {
        signal.Wait();
        return NdisStatus.Success;
    }

    static List<NetBufferList> Lists(NetBufferList first)
    {
        var lists = new List<NetBufferList>();
        foreach (var list in first.Chain) lists.Add(list);
        return lists;
    }
}
