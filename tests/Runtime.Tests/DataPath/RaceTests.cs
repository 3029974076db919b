using System.Diagnostics;

namespace NdisRules.Runtime.Tests;

/// <summary>Two threads that hand over the same lists at the same moment, thousands of times.</summary>
public sealed class RaceTests : IDisposable
{
    const int Lists = 16;
    const int Rounds = 30_000;
    static readonly TimeSpan enough = TimeSpan.FromSeconds(5);

    readonly StackFixture stack = new StackFixture().Queueing();
    readonly NetBufferList[] lists = new NetBufferList[Lists];

    public void Dispose() => stack.Dispose();

    [Fact]
    public void Of_two_threads_that_complete_the_same_list_one_is_told()
    {
        stack.Protocol.OnComplete = _ => { };
        var list = stack.Protocol.Packet();
        var told = 0;
        Race(
            () =>
            {
                told = 0;
                stack.Queue.Clear();
                stack.Protocol.Played.Clear();
                stack.Protocol.Send(list);
            },
            Complete, Complete,
            () => Assert.Equal(1, told));
        NdisFreeNetBufferList(list);

        void Complete()
        {
            try
            {
                stack.Complete(list);
            }
            catch (NdisViolationException violation) when (violation.RuleId == "NDIS0003")
            {
                Interlocked.Increment(ref told);
            }
        }
    }

    /// <summary>Every packet of a list that sets out is looked at before the list changes hands: many of them are a long moment.</summary>
    [Fact]
    public void Of_two_threads_that_send_the_same_list_one_is_told()
    {
        using var buffers = Support.Pool();
        var packets = new NetBuffer[300];
        NdisAllocateNetBuffers(buffers, packets);
        stack.Protocol.OnComplete = _ => { };
        var list = stack.Protocol.Packet();
        var own = list.FirstNetBuffer;
        for (var i = 0; i + 1 < packets.Length; i++) packets[i].Next = packets[i + 1];
        own.Next = packets[0];
        var (told, sent) = (0, 0);
        stack.Miniport.OnSend = _ => Interlocked.Increment(ref sent);
        Race(() => told = sent = 0, Send, Send, () =>
        {
            Assert.Equal((1, 1), (told, sent));
            stack.Complete(list);
            stack.Protocol.Played.Clear();
        });
        own.Next = null;
        NdisFreeNetBufferList(list);
        NdisFreeNetBuffers(packets);

        void Send()
        {
            try
            {
                stack.Protocol.Send(list);
            }
            catch (NdisViolationException violation) when (violation.RuleId == "NDIS0004")
            {
                Interlocked.Increment(ref told);
            }
        }
    }

    [Fact]
    public void Lists_that_two_receivers_give_back_at_the_same_time_go_back_once()
    {
        using var second = new ScriptedProtocol("second");
        stack.Adapter.Bind(second.Driver);
        NetBufferList copies = null, originals = null;
        stack.Protocol.OnReceive = (chain, _, _) => copies = chain;
        second.OnReceive = (chain, _, _) => originals = chain;
        var returned = 0;
        stack.Miniport.OnReturn = chain =>
        {
            foreach (var _ in chain.Chain) Interlocked.Increment(ref returned);
        };
        for (var i = 0; i < Lists; i++) lists[i] = stack.Packet();
        Race(
            () =>
            {
                returned = 0;
                stack.Protocol.Played.Clear();
                for (var i = 0; i < Lists; i++) lists[i].Next = i + 1 < Lists ? lists[i + 1] : null;
                stack.Indicate(lists[0], Lists);
            },
            () => stack.Protocol.Return(copies), () => second.Return(originals),
            () => Assert.Equal(Lists, returned));
        foreach (var list in lists)
        {
            var one = list;
            one.Next = null;
            NdisFreeNetBufferList(one);
        }
    }

    /// <summary>Prepares on this thread, lets this and another go at once, and looks at what came of it; again and again.</summary>
    static void Race(Action prepare, Action one, Action other, Action check)
    {
        var clock = Stopwatch.StartNew();
        var (started, ended) = (0, 0);
        Exception? failure = null;
        var rival = new Thread(Rival);
        rival.Start();
        for (var round = 1; round <= Rounds && clock.Elapsed < enough; round++)
        {
            prepare();
            Volatile.Write(ref started, round);
            // The other takes a moment to notice; how long a moment is tried out.
            Thread.SpinWait(round % 64);
            one();
            if (!WaitFor(ref ended, round)) break;
            check();
        }
        Volatile.Write(ref started, -1);
        rival.Join();
        Assert.Null(failure);

        void Rival()
        {
            try
            {
                for (var round = 1; WaitFor(ref started, round); round++)
                {
                    other();
                    Volatile.Write(ref ended, round);
                }
            }
            catch (Exception thrown)
            {
                failure = thrown;
                Volatile.Write(ref ended, -1);
            }
        }
    }

    static bool WaitFor(ref int location, int value)
    {
        var wait = new SpinWait();
        while (true)
        {
            var now = Volatile.Read(ref location);
            if (now == value || now < 0) return now == value;
            // Mostly without giving the processor away: the two are to meet.
            if (wait.Count < 1000) wait.SpinOnce(sleep1Threshold: -1);
            else Thread.Yield();
        }
    }
}
