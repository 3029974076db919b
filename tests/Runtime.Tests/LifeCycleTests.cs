namespace NdisRules.Runtime.Tests;

public sealed class LifeCycleTests
{
    static readonly Dictionary<string, Action<ScriptedDriver>> calls = new()
    {
        ["Initialize"] = driver => driver.Adapter.Initialize(),
        ["Restart"] = driver => driver.Adapter.Restart(),
        ["Pause"] = driver => driver.Adapter.Pause(),
        ["Halt"] = driver => driver.Adapter.Halt(),
        ["Shutdown"] = driver => driver.Adapter.Shutdown(),
        ["Send"] = driver => driver.Adapter.Send(new byte[14]),
        ["Receive"] = Receive,
        ["Request"] = driver => driver.Adapter.Request(new NdisOidRequest()),
        ["CancelRequest"] = driver => driver.Adapter.CancelRequest(0),
        ["Notify"] = driver => driver.Adapter.Notify(NdisDevicePnPEvent.PowerProfileChanged),
        ["CheckForHang"] = driver => driver.Adapter.CheckForHang(),
        ["RaiseInterrupt"] = driver => driver.Adapter.RaiseInterrupt(),
        ["CancelSend"] = driver => driver.Adapter.CancelSend(1),
        ["PauseComplete"] = driver => NdisMPauseComplete(driver.Handle),
        ["RestartComplete"] = driver => NdisMRestartComplete(driver.Handle, NdisStatus.Success),
        ["SetAttributes"] = driver => NdisMSetMiniportAttributes(driver.Handle, new object()),
    };

    /// <summary>The documented table: which calls a state allows. A blank there is a call that is missing here.</summary>
    static readonly Dictionary<MiniportState, string[]> allowed = new()
    {
        [MiniportState.Halted] = ["Initialize"],
        [MiniportState.Paused] = ["Restart", "Halt", "Shutdown", "Request", "CancelRequest", "Notify", "CheckForHang", "RaiseInterrupt"],
        [MiniportState.Restarting] =
            ["RestartComplete", "Shutdown", "Receive", "Request", "CancelRequest", "Notify", "CheckForHang", "RaiseInterrupt"],
        [MiniportState.Running] =
            ["Pause", "Shutdown", "Send", "Receive", "CancelSend", "Request", "CancelRequest", "Notify", "CheckForHang", "RaiseInterrupt"],
        [MiniportState.Pausing] =
            ["PauseComplete", "Shutdown", "CancelSend", "Request", "CancelRequest", "Notify", "CheckForHang", "RaiseInterrupt"],
        [MiniportState.Shutdown] = [],
    };

    public static TheoryData<MiniportState, string> EveryPair()
    {
        var pairs = new TheoryData<MiniportState, string>();
        foreach (var state in allowed.Keys)
            foreach (var call in calls.Keys) pairs.Add(state, call);
        return pairs;
    }

    [Theory]
    [MemberData(nameof(EveryPair))]
    public void A_call_is_allowed_in_the_documented_states_and_refused_in_all_others(MiniportState state, string call)
    {
        using var driver = new ScriptedDriver().In(state);
        var thrown = Record.Exception(() => calls[call](driver));
        if (allowed[state].Contains(call))
        {
            Assert.Null(thrown);
            return;
        }
        Assert.IsType<InvalidOperationException>(thrown);
        Assert.Contains(state.ToString(), thrown.Message);
        Assert.Equal(state, driver.Adapter.State);
    }

    [Fact]
    public void A_life_goes_through_every_state()
    {
        using var driver = new ScriptedDriver();
        var seen = new List<MiniportState>();
        driver.OnInitialize = _ => Note(NdisStatus.Success);
        driver.OnRestart = () => Note(NdisStatus.Success);
        driver.OnPause = () => Note(NdisStatus.Success);
        driver.OnHalt = () => Note(NdisStatus.Success);
        NdisStatus Note(NdisStatus status)
        {
            seen.Add(driver.Adapter.State);
            return status;
        }
        driver.Adapter.Initialize();
        driver.Adapter.Restart();
        driver.Adapter.Pause();
        driver.Adapter.Halt();
        Assert.Equal([MiniportState.Initializing, MiniportState.Restarting, MiniportState.Pausing, MiniportState.Halted], seen);
        Assert.Equal(["Initialize", "Restart", "Pause", "Halt"], driver.Played);
        Assert.Equal(NdisStatus.Success, driver.Adapter.Initialize());
    }

    [Fact]
    public void A_refusal_names_the_call()
    {
        using var driver = new ScriptedDriver();
        var refusal = Assert.Throws<InvalidOperationException>(() => driver.Adapter.Send(new byte[14]));
        Assert.Equal("MiniportSendNetBufferLists is not allowed while the adapter 'test' is Halted.", refusal.Message);
    }

    [Theory]
    [InlineData(NdisStatus.Resources)]
    [InlineData(NdisStatus.NotAccepted)]
    [InlineData(NdisStatus.Pending)]
    public void A_failing_initialisation_leaves_the_adapter_halted(NdisStatus status)
    {
        using var driver = new ScriptedDriver { OnInitialize = _ => status };
        Assert.Equal(status, driver.Adapter.Initialize());
        Assert.Equal(MiniportState.Halted, driver.Adapter.State);
        Assert.Equal(["Initialize"], driver.Played);
    }

    [Fact]
    public void A_failing_initialisation_must_leave_nothing()
    {
        using var driver = new ScriptedDriver();
        NetBufferPool? pool = null;
        driver.OnInitialize = handle =>
        {
            pool = Pool(owner: handle);
            return NdisStatus.Resources;
        };
        var violation = Breaks("NDIS0001", () => driver.Adapter.Initialize());
        Assert.Equal(["NB pool 'Test' with 0 outstanding"], violation.Outstanding);
        Assert.Equal(MiniportState.Halted, driver.Adapter.State);
        pool!.Dispose();
    }

    [Fact]
    public void What_initialisation_throws_leaves_the_adapter_halted()
    {
        using var driver = new ScriptedDriver { OnInitialize = _ => throw new FormatException() };
        Assert.Throws<FormatException>(() => driver.Adapter.Initialize());
        Assert.Equal(MiniportState.Halted, driver.Adapter.State);
    }

    [Fact]
    public void A_halt_must_leave_nothing_and_lists_what_is_left()
    {
        using var driver = new ScriptedDriver().In(MiniportState.Paused);
        using var pool = Pool(owner: driver.Handle);
        var lists = ListPool(owner: driver.Handle);
        var nb = NdisAllocateNetBuffer(pool, null, 0, 0);
        var mdl = NdisAllocateMdl(driver.Handle, new byte[8]);
        NdisAllocateTimerObject(driver.Handle, new NdisTimerCharacteristics { TimerFunction = _ => { } }, out var timer);
        NdisFreeNetBufferListPool(lists);
        var violation = Breaks("NDIS0001", () => driver.Adapter.Halt());
        Assert.Equal(["NB pool 'Test' with 1 outstanding", nb.ToString(), mdl.ToString(), timer.ToString()], violation.Outstanding);
        Assert.Equal(MiniportState.Halted, driver.Adapter.State);
        NdisFreeMdl(mdl);
        NdisFreeNetBuffer(nb);
        NdisFreeTimerObject(timer);
    }

    [Fact]
    public void A_halt_after_a_late_failure_runs_though_the_adapter_never_did()
    {
        using var driver = new ScriptedDriver().In(MiniportState.Paused);
        driver.Adapter.Halt(NdisHaltAction.InitializationFailed);
        Assert.Equal(["Initialize", "Halt"], driver.Played);
    }

    [Theory]
    [InlineData(NdisStatus.Resources)]
    [InlineData(NdisStatus.Failure)]
    public void A_failing_restart_leaves_the_adapter_paused(NdisStatus status)
    {
        using var driver = new ScriptedDriver { OnRestart = () => status }.In(MiniportState.Paused);
        Assert.Equal(status, driver.Adapter.Restart());
        Assert.Equal(MiniportState.Paused, driver.Adapter.State);
    }

    [Fact]
    public void What_a_restart_throws_leaves_the_adapter_paused()
    {
        using var driver = new ScriptedDriver { OnRestart = () => throw new FormatException() }.In(MiniportState.Paused);
        Assert.Throws<FormatException>(() => driver.Adapter.Restart());
        Assert.Equal(MiniportState.Paused, driver.Adapter.State);
    }

    [Fact]
    public void A_pending_restart_ends_when_the_driver_says_so()
    {
        using var driver = new ScriptedDriver().In(MiniportState.Restarting);
        Assert.Throws<ArgumentException>(() => NdisMRestartComplete(driver.Handle, NdisStatus.Pending));
        NdisMRestartComplete(driver.Handle, NdisStatus.Failure);
        Assert.Equal(MiniportState.Paused, driver.Adapter.State);
        driver.Adapter.Restart();
        NdisMRestartComplete(driver.Handle, NdisStatus.Success);
        Assert.Equal(MiniportState.Running, driver.Adapter.State);
    }

    [Fact]
    public void A_pending_pause_ends_when_the_driver_says_so()
    {
        using var driver = new ScriptedDriver().In(MiniportState.Pausing);
        NdisMPauseComplete(driver.Handle);
        Assert.Equal(MiniportState.Paused, driver.Adapter.State);
    }

    [Fact]
    public void A_pause_cannot_fail()
    {
        using var driver = new ScriptedDriver { OnPause = () => NdisStatus.Failure }.In(MiniportState.Running);
        Assert.Contains("Failure", Assert.Throws<InvalidOperationException>(() => driver.Adapter.Pause()).Message);
        Assert.Equal(MiniportState.Pausing, driver.Adapter.State);
    }

    [Fact]
    public void A_pause_that_leaves_a_send_under_way_is_a_violation()
    {
        using var driver = new ScriptedDriver().In(MiniportState.Running);
        NetBufferList kept = null;
        driver.OnSend = list => kept = list;
        driver.Adapter.Send(new byte[14]);
        Assert.Single(Breaks("NDIS0001", () => driver.Adapter.Pause()).Outstanding);
        Assert.Throws<InvalidOperationException>(() => driver.Adapter.Halt());
        NdisMSendNetBufferListsComplete(driver.Handle, kept, NdisSendCompleteFlags.None);
        driver.Adapter.Halt();
    }

    [Fact]
    public void A_pending_pause_waits_for_indicated_lists_to_come_back()
    {
        using var driver = new ScriptedDriver { OnPause = () => NdisStatus.Pending }.In(MiniportState.Running);
        using var pool = ListPool(dataSize: 60);
        driver.OnReturn = list =>
        {
            NdisFreeNetBufferList(list);
            if (driver.Adapter.State == MiniportState.Pausing) NdisMPauseComplete(driver.Handle);
        };
        driver.Adapter.HoldReceived = true;
        var nbl = NdisAllocateNetBufferList(pool, 0, 0);
        nbl.SourceHandle = driver.Handle;
        NdisMIndicateReceiveNetBufferLists(driver.Handle, nbl, 0, 1, NdisReceiveFlags.None);
        Assert.Equal(NdisStatus.Pending, driver.Adapter.Pause());
        Assert.Equal(1, driver.Adapter.ReturnReceived());
        Assert.Equal(MiniportState.Paused, driver.Adapter.State);
        driver.Adapter.Halt();
    }

    static void Receive(ScriptedDriver driver)
    {
        using var pool = ListPool(dataSize: 60);
        var nbl = NdisAllocateNetBufferList(pool, 0, 0);
        nbl.SourceHandle = driver.Handle;
        try
        {
            NdisMIndicateReceiveNetBufferLists(driver.Handle, nbl, 0, 1, NdisReceiveFlags.Resources);
        }
        finally
        {
            NdisFreeNetBufferList(nbl);
        }
    }
}
