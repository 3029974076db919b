namespace NdisRules.Runtime;

public sealed partial class HostedAdapter
{
    readonly List<NdisTimer> timers = [];

    /// <summary>Asks the driver whether the adapter hangs, and resets it if so.</summary>
    /// <returns>Null if it does not hang, else what ResetEx returned. The state stays what it was.</returns>
    /// <exception cref="InvalidOperationException">The adapter is not Paused, Restarting, Running or Pausing.</exception>
    public NdisStatus? CheckForHang()
    {
        RequireOpen("MiniportCheckForHangEx");
        return Handlers.CheckForHangEx!(MiniportAdapterContext) ? Handlers.ResetEx!(MiniportAdapterContext, out _) : null;
    }

    /// <summary>Tells the driver what happens to the device.</summary>
    /// <param name="devicePnPEvent">What happens.</param>
    /// <exception cref="InvalidOperationException">The adapter is not Paused, Restarting, Running or Pausing.</exception>
    public void Notify(NdisDevicePnPEvent devicePnPEvent)
    {
        RequireOpen("MiniportDevicePnPEventNotify");
        Handlers.DevicePnPEventNotify!(MiniportAdapterContext, devicePnPEvent);
    }

    /// <summary>Raises the adapter's interrupt, and runs the deferred handler if the driver asks for it.</summary>
    /// <returns>Whether the driver took the interrupt for its own.</returns>
    /// <exception cref="InvalidOperationException">The adapter is not Paused, Restarting, Running or Pausing.</exception>
    public bool RaiseInterrupt()
    {
        RequireOpen("MiniportInterrupt");
        var recognised = Handlers.Interrupt!(MiniportAdapterContext, out var queueDpc);
        if (queueDpc) Handlers.InterruptDpc!(MiniportAdapterContext);
        return recognised;
    }

    internal NdisTimer AddTimer(NdisTimerCharacteristics characteristics)
    {
        var timer = new NdisTimer(this, characteristics);
        lock (gate) timers.Add(timer);
        return timer;
    }

    /// <summary>Forgets a timer, and says whether it was known.</summary>
    internal bool RemoveTimer(NdisTimer timer)
    {
        lock (gate) return timers.Remove(timer);
    }

    internal bool HasTimer(NdisTimer timer)
    {
        lock (gate) return timers.Contains(timer);
    }

    void RequireOpen(string call) =>
        Require(call, MiniportState.Paused, MiniportState.Restarting, MiniportState.Running, MiniportState.Pausing);

    List<string> TimersLeft()
    {
        lock (gate) return timers.ConvertAll(timer => timer.ToString());
    }
}
