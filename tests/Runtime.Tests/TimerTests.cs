namespace NdisRules.Runtime.Tests;

public sealed class TimerTests : IDisposable
{
    readonly ScriptedDriver driver = new ScriptedDriver().In(MiniportState.Running);
    readonly List<(string Name, double At)> fired = [];

    public void Dispose() => driver.Dispose();

    NdisTimer Timer(string name)
    {
        void OnTimer(object? context) => fired.Add(((string)context!, driver.Host.Now.TotalSeconds));
        var characteristics = new NdisTimerCharacteristics { TimerFunction = OnTimer, FunctionContext = name };
        Assert.Equal(NdisStatus.Success, NdisAllocateTimerObject(driver.Handle, characteristics, out var timer));
        return timer;
    }

    static TimeSpan Seconds(double seconds) => TimeSpan.FromSeconds(seconds);

    [Fact]
    public void Timers_fire_in_the_order_of_their_times()
    {
        var late = Timer("late");
        var early = Timer("early");
        Assert.False(NdisSetTimerObject(late, Seconds(2)));
        Assert.False(NdisSetTimerObject(early, Seconds(1)));
        driver.Host.AdvanceTime(Seconds(0.9));
        Assert.Empty(fired);
        driver.Host.AdvanceTime(Seconds(5));
        Assert.Equal([("early", 1d), ("late", 2d)], fired);
        Assert.Equal(Seconds(5.9), driver.Host.Now);
        NdisFreeTimerObject(late);
        NdisFreeTimerObject(early);
    }

    [Fact]
    public void A_periodic_timer_fires_until_it_is_cancelled()
    {
        var timer = Timer("beat");
        NdisSetTimerObject(timer, Seconds(1), 500, "pulse");
        driver.Host.AdvanceTime(Seconds(2));
        Assert.Equal([("pulse", 1d), ("pulse", 1.5d), ("pulse", 2d)], fired);
        Assert.True(NdisCancelTimerObject(timer));
        Assert.False(NdisCancelTimerObject(timer));
        driver.Host.AdvanceTime(Seconds(2));
        Assert.Equal(3, fired.Count);
        NdisFreeTimerObject(timer);
    }

    [Fact]
    public void Setting_a_timer_anew_replaces_its_time()
    {
        var timer = Timer("once");
        NdisSetTimerObject(timer, Seconds(1));
        Assert.True(NdisSetTimerObject(timer, Seconds(3)));
        driver.Host.AdvanceTime(Seconds(10));
        Assert.Equal([("once", 3d)], fired);
        NdisFreeTimerObject(timer);
    }

    [Fact]
    public void A_freed_timer_does_not_fire_and_is_not_used_again()
    {
        var timer = Timer("gone");
        NdisSetTimerObject(timer, Seconds(1));
        NdisFreeTimerObject(timer);
        driver.Host.AdvanceTime(Seconds(2));
        Assert.Empty(fired);
        Breaks("NDIS0003", () => NdisFreeTimerObject(timer));
        Breaks("NDIS0004", () => NdisSetTimerObject(timer, Seconds(1)));
        Breaks("NDIS0007", () => NdisFreeTimerObject(null!));
    }

    [Fact]
    public void Time_does_not_go_back() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => driver.Host.AdvanceTime(Seconds(-1)));

    [Fact]
    public void A_timer_needs_an_adapter() =>
        Assert.Throws<ArgumentException>(() => NdisAllocateTimerObject(driver.Driver, new NdisTimerCharacteristics { TimerFunction = _ => { } }, out _));
}
