using System.Diagnostics;

namespace NdisRules.Runtime.Tests;

/// <summary>Traffic both ways on many threads through a whole stack that is paused and restarted meanwhile.</summary>
public sealed class DataPathStressTests
{
    static readonly TimeSpan length = TimeSpan.FromSeconds(double.TryParse(Environment.GetEnvironmentVariable("NDISRULES_STRESS_SECONDS"), out var seconds) ? seconds : 3);

    readonly NdisHost host = new();
    readonly BusyProtocol upper = new();
    readonly BusyProtocol lower = new();
    readonly PassThrough intermediate = new();
    readonly BusyMiniport miniport = new();
    readonly HostedAdapter real;
    readonly HostedAdapter above;

    public DataPathStressTests()
    {
        NdisMRegisterMiniportDriver(() => miniport, out var driver);
        real = host.AddAdapter(driver, "real");
        real.RecordReceived = false;
        real.Initialize();
        real.Attach(new ScriptedFilter("low", new Forgetful()).Driver);
        real.Bind(intermediate.Protocol);
        real.Bind(lower.Driver);
        above = host.Adapters.Single(adapter => adapter.Name == "virtual real");
        above.RecordReceived = false;
        above.Attach(new ScriptedFilter("high", new Forgetful()).Driver);
        above.Bind(upper.Driver);
    }

    [Fact]
    public void A_stack_under_traffic_pauses_and_restarts_and_ends_with_nothing_left()
    {
        above.Restart();
        real.Restart();
        upper.Start();
        lower.Start();
        var pauses = PauseNowAndThen();
        Assert.Equal((null, null), (upper.Failure, lower.Failure));
        Wait(real.Pause, real);
        Wait(above.Pause, above);
        upper.Stop();
        lower.Stop();
        Assert.Equal((null, null), (upper.Failure, lower.Failure));
        Assert.Empty(real.FindPendingNetBufferLists());
        Assert.Empty(above.FindPendingNetBufferLists());
        Assert.Equal((0, 0), (upper.Outstanding, lower.Outstanding));
        Assert.Equal((upper.Sent, lower.Sent), (upper.Completed, lower.Completed));
        Assert.Equal((0, 0), (real.PendingRequestCount, above.PendingRequestCount));
        Assert.True(upper.Asked > 100 && lower.Asked > 100, $"{upper.Asked} and {lower.Asked} asked");
        Assert.True(pauses > 3 && miniport is { Sent: > 1000, Indicated: > 1000 } && upper.Received > 1000 && lower.Received > 1000,
            $"{pauses} pauses, {miniport.Sent} sent, {miniport.Indicated} indicated, {upper.Received} and {lower.Received} received");
        real.Halt();
        upper.Free();
        lower.Free();
        host.Dispose();
    }

    /// <summary>Pauses the adapters in turn, on this thread, while packets move on the others.</summary>
    int PauseNowAndThen()
    {
        var clock = Stopwatch.StartNew();
        var pauses = 0;
        while (clock.Elapsed < length)
        {
            Thread.Sleep(20);
            var adapter = pauses++ % 3 == 0 ? above : real;
            Wait(() => adapter.Pause(), adapter);
            Thread.Sleep(1);
            Assert.Equal(NdisStatus.Success, adapter.Restart());
        }
        return pauses;
    }

    static void Wait(Func<MiniportPauseParameters?, NdisStatus> pause, HostedAdapter adapter) => Wait(() => pause(null), adapter);

    static void Wait(Func<NdisStatus> pause, HostedAdapter adapter)
    {
        if (pause() != NdisStatus.Pending) return;
        if (SpinWait.SpinUntil(() => adapter.State == MiniportState.Paused, TimeSpan.FromSeconds(20))) return;
        Assert.Fail($"The pause of {adapter.Name} does not end: " + string.Join("; ", NdisVerifier.FindPendingNetBufferLists()));
    }

    /// <summary>A list that keeps nothing, for what notes every call.</summary>
    sealed class Forgetful : List<string>
    {
        public new void Add(string role) { }
    }
}
