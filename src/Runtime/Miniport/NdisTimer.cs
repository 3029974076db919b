namespace NdisRules.Runtime;

/// <summary>What a timer calls when it falls due.</summary>
/// <param name="functionContext">What was given when the timer was set, else when it was made; perhaps null.</param>
/// <remarks>Runs on the thread that moves the host's clock. Source: NDIS_TIMER_FUNCTION.</remarks>
public delegate void NdisTimerFunction(object? functionContext);

/// <summary>What a timer is asked to be.</summary>
/// <remarks>Source: NDIS_TIMER_CHARACTERISTICS.</remarks>
public sealed class NdisTimerCharacteristics
{
    /// <summary>Called when the timer falls due.</summary>
    public required NdisTimerFunction TimerFunction { get; init; }

    /// <summary>Handed to the function unless setting the timer gives another.</summary>
    public object? FunctionContext { get; init; }

    /// <summary>Up to four characters that name the owner in reports.</summary>
    public uint AllocationTag { get; init; }
}

/// <summary>A timer of an adapter, on the virtual clock of its host.</summary>
/// <remarks>
/// <para>Duty: from <see cref="Ndis.NdisAllocateTimerObject"/>, goes to <see cref="Ndis.NdisFreeTimerObject"/> before HaltEx ends (NDIS0001).</para>
/// <para>Threads: any. Source: the timer objects of NDIS 6.</para>
/// </remarks>
public sealed class NdisTimer
{
    readonly NdisTimerCharacteristics characteristics;
    object? context;

    internal NdisTimer(HostedAdapter adapter, NdisTimerCharacteristics characteristics)
    {
        Adapter = adapter;
        this.characteristics = characteristics;
    }

    internal HostedAdapter Adapter { get; }

    internal TimeSpan Period { get; private set; }

    /// <summary>The name for messages.</summary>
    public override string ToString() => $"timer {characteristics.TimerFunction.Method.Name} of '{Adapter.Name}'";

    internal bool Set(TimeSpan dueTime, int millisecondsPeriod, object? functionContext)
    {
        context = functionContext ?? characteristics.FunctionContext;
        Period = TimeSpan.FromMilliseconds(millisecondsPeriod);
        return Adapter.Clock.Arm(this, dueTime);
    }

    internal void Fire() => characteristics.TimerFunction(context);
}
