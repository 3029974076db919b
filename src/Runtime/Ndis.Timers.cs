namespace NdisRules.Runtime;

public static partial class Ndis
{
    /// <summary>Makes a timer on the clock of the adapter's host. It is not set yet.</summary>
    /// <param name="ndisHandle">The handle that InitializeEx was given.</param>
    /// <param name="timerCharacteristics">What the timer is to be.</param>
    /// <param name="timerObject">The timer; never null when the call succeeds.</param>
    /// <returns>Success.</returns>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    /// <exception cref="ArgumentException">The handle is not an adapter's.</exception>
    /// <remarks>Duty: <see cref="NdisFreeTimerObject"/>, before HaltEx ends (NDIS0001). Threads: any. Source: NdisAllocateTimerObject.</remarks>
    public static NdisStatus NdisAllocateTimerObject(NdisHandle ndisHandle, NdisTimerCharacteristics timerCharacteristics, out NdisTimer timerObject)
    {
        ArgumentNullException.ThrowIfNull(ndisHandle);
        ArgumentNullException.ThrowIfNull(timerCharacteristics);
        timerObject = ndisHandle.AdapterFor("NdisAllocateTimerObject").AddTimer(timerCharacteristics);
        return NdisStatus.Success;
    }

    /// <summary>Sets a timer to fire once or periodically; a timer that was set is set anew.</summary>
    /// <param name="timerObject">The timer.</param>
    /// <param name="dueTime">How far ahead of the clock it fires first; not negative.</param>
    /// <param name="millisecondsPeriod">Milliseconds from each firing to the next, 0 to fire once.</param>
    /// <param name="functionContext">Handed to the function in place of the context that the timer was made with; null keeps that.</param>
    /// <returns>Whether the timer was set before.</returns>
    /// <exception cref="ArgumentNullException">The timer is null.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A time is negative.</exception>
    /// <exception cref="NdisViolationException">NDIS0004: the timer was freed.</exception>
    /// <remarks>Threads: any. Source: NdisSetTimerObject, which takes absolute times as well.</remarks>
    public static bool NdisSetTimerObject(NdisTimer timerObject, TimeSpan dueTime, int millisecondsPeriod = 0, object? functionContext = null)
    {
        ThrowUnlessKnown(timerObject);
        ArgumentOutOfRangeException.ThrowIfLessThan(dueTime, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfNegative(millisecondsPeriod);
        return timerObject.Set(dueTime, millisecondsPeriod, functionContext);
    }

    /// <summary>Keeps a timer from firing.</summary>
    /// <param name="timerObject">The timer.</param>
    /// <returns>Whether it was set.</returns>
    /// <exception cref="ArgumentNullException">The timer is null.</exception>
    /// <exception cref="NdisViolationException">NDIS0004: the timer was freed.</exception>
    /// <remarks>Threads: any. Source: NdisCancelTimerObject.</remarks>
    public static bool NdisCancelTimerObject(NdisTimer timerObject)
    {
        ThrowUnlessKnown(timerObject);
        return timerObject.Adapter.Clock.Disarm(timerObject);
    }

    /// <summary>Frees a timer. One that is set is cancelled.</summary>
    /// <param name="timerObject">The timer.</param>
    /// <exception cref="NdisViolationException">NDIS0003: it was freed before; NDIS0007: it is null.</exception>
    /// <remarks>Threads: any. Source: NdisFreeTimerObject.</remarks>
    public static void NdisFreeTimerObject(NdisTimer timerObject)
    {
        if (timerObject is null) throw new NdisViolationException(RuleIds.NeverAcquired, "the null timer is freed.");
        if (!timerObject.Adapter.RemoveTimer(timerObject)) throw new NdisViolationException(RuleIds.FreedTwice, $"{timerObject} is freed twice.");
        timerObject.Adapter.Clock.Disarm(timerObject);
    }

    static void ThrowUnlessKnown(NdisTimer timerObject)
    {
        ArgumentNullException.ThrowIfNull(timerObject);
        if (!timerObject.Adapter.HasTimer(timerObject)) throw new NdisViolationException(RuleIds.UsedAfterFree, $"{timerObject} is used after it was freed.");
    }
}
