namespace NdisRules.Runtime;

/// <summary>A clock that moves only when told, and the timers that wait for it.</summary>
sealed class VirtualClock
{
    readonly Lock gate = new();
    readonly List<(NdisTimer Timer, TimeSpan Due)> armed = [];
    TimeSpan now;

    internal TimeSpan Now
    {
        get
        {
            lock (gate) return now;
        }
    }

    /// <summary>Arms a timer, or arms it anew, and says whether it was armed before.</summary>
    internal bool Arm(NdisTimer timer, TimeSpan dueTime)
    {
        lock (gate)
        {
            var was = armed.RemoveAll(entry => entry.Timer == timer) > 0;
            armed.Add((timer, now + dueTime));
            return was;
        }
    }

    internal bool Disarm(NdisTimer timer)
    {
        lock (gate) return armed.RemoveAll(entry => entry.Timer == timer) > 0;
    }

    internal void Advance(TimeSpan by)
    {
        var end = Now + by;
        while (TakeDue(end) is { } timer) timer.Fire();
        lock (gate) now = end;
    }

    /// <summary>The timer that falls due first, of equal ones the one armed first; the clock stands at its time then.</summary>
    NdisTimer? TakeDue(TimeSpan end)
    {
        lock (gate)
        {
            if (armed.Count == 0) return null;
            var (timer, due) = armed.MinBy(entry => entry.Due);
            if (due > end) return null;
            armed.Remove((timer, due));
            now = due > now ? due : now;
            // A period is armed before the function runs, so that the function may cancel it.
            if (timer.Period > TimeSpan.Zero) armed.Add((timer, due + timer.Period));
            return timer;
        }
    }
}
