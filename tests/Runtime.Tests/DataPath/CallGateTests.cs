namespace NdisRules.Runtime.Tests;

public sealed class CallGateTests
{
    [Fact]
    public void A_shut_gate_lets_nobody_in_until_it_is_opened()
    {
        var gate = new CallGate(open: false);
        Assert.False(gate.TryEnter());
        gate.Open();
        Assert.True(gate.TryEnter());
        gate.Exit();
        gate.ShutAndWait();
        Assert.False(gate.TryEnter());
        gate.Enter();
        gate.Exit();
    }

    [Fact]
    public void A_gate_may_be_shut_from_inside()
    {
        var gate = new CallGate(open: true);
        for (var i = 0; i < 40; i++) Assert.True(gate.TryEnter());
        gate.ShutAndWait();
        for (var i = 0; i < 40; i++) gate.Exit();
    }

    [Fact]
    public async Task Shutting_waits_for_the_others()
    {
        var gate = new CallGate(open: true);
        using var inside = new ManualResetEventSlim();
        using var leave = new ManualResetEventSlim();
        var visitor = Task.Run(() =>
        {
            gate.Enter();
            inside.Set();
            leave.Wait();
            gate.Exit();
        });
        inside.Wait();
        var shutting = Task.Run(gate.ShutAndWait);
        Assert.NotEqual(shutting, await Task.WhenAny(shutting, Task.Delay(50)));
        leave.Set();
        await Task.WhenAll(visitor, shutting);
    }

    [Fact]
    public void Nobody_is_inside_after_the_gate_was_shut()
    {
        var gate = new CallGate(open: true);
        var inside = 0;
        var stop = false;
        var visitors = Enumerable.Range(0, 3).Select(_ => new Thread(Visit)).ToArray();
        foreach (var visitor in visitors) visitor.Start();
        for (var round = 0; round < 2000; round++)
        {
            gate.ShutAndWait();
            Assert.Equal(0, Volatile.Read(ref inside));
            gate.Open();
        }
        Volatile.Write(ref stop, true);
        foreach (var visitor in visitors) visitor.Join();

        void Visit()
        {
            while (!Volatile.Read(ref stop))
            {
                if (!gate.TryEnter()) continue;
                Interlocked.Increment(ref inside);
                Interlocked.Decrement(ref inside);
                gate.Exit();
            }
        }
    }
}
