namespace NdisRules.Runtime;

/// <summary>One adapter in a host: takes its driver through the documented states and refuses a call that the state forbids.</summary>
/// <remarks>
/// <para>Every refusal is an <see cref="InvalidOperationException"/> that names the state and the call; nothing has changed then.</para>
/// <para>Threads: as <see cref="NdisHost"/>. Source: the table of states and operations of a miniport adapter.</para>
/// </remarks>
public sealed partial class HostedAdapter
{
    readonly Lock gate = new();
    readonly NdisHost host;
    readonly MiniportDriver driver;
    readonly MiniportInitParameters parameters;
    MiniportState state;

    internal HostedAdapter(NdisHost host, MiniportDriver driver, string name, MiniportInitParameters parameters)
    {
        this.host = host;
        this.driver = driver;
        this.parameters = parameters;
        Name = name;
        NdisMiniportHandle = new NdisHandle($"adapter '{name}'", driver, this);
    }

    /// <summary>How messages call the adapter.</summary>
    public string Name { get; }

    /// <summary>The handle that the driver is given in InitializeEx.</summary>
    public NdisHandle NdisMiniportHandle { get; }

    /// <summary>Where the adapter is in its life.</summary>
    public MiniportState State
    {
        get
        {
            lock (gate) return state;
        }
    }

    /// <summary>What the driver handed to <see cref="Ndis.NdisMSetMiniportAttributes"/>; null outside its life or if it handed nothing.</summary>
    public object? MiniportAdapterContext { get; private set; }

    internal VirtualClock Clock => host.Clock;

    MiniportDriverCharacteristics Handlers => driver.Handlers;

    /// <summary>Opens the adapter: Halted, Initializing, then Paused, or Halted again if the driver fails.</summary>
    /// <returns>What InitializeEx returned.</returns>
    /// <exception cref="InvalidOperationException">The adapter is not Halted, or the driver no longer registered.</exception>
    /// <exception cref="NdisViolationException">NDIS0001: InitializeEx failed and left pools, MDLs or timers, which the exception lists.</exception>
    public NdisStatus Initialize()
    {
        const string call = "MiniportInitializeEx";
        if (!driver.IsRegistered) throw new InvalidOperationException($"{call} is not allowed: {driver.Handle} is no longer registered.");
        Move(call, MiniportState.Initializing, MiniportState.Halted);
        NdisStatus status;
        try
        {
            status = Handlers.InitializeEx!(NdisMiniportHandle, Handlers.MiniportDriverContext, parameters);
        }
        catch
        {
            Close();
            throw;
        }
        if (status == NdisStatus.Success)
        {
            Move(call, MiniportState.Paused, MiniportState.Initializing);
            return status;
        }
        Close();
        ThrowIfLeft($"InitializeEx of {NdisMiniportHandle} failed with {status}");
        return status;
    }

    /// <summary>Starts the data path: Paused, Restarting, then Running, or Paused again if the driver fails.</summary>
    /// <param name="restartParameters">What the driver is told; null for the defaults.</param>
    /// <returns>What Restart returned. Pending: the driver ends it with <see cref="Ndis.NdisMRestartComplete"/>.</returns>
    /// <exception cref="InvalidOperationException">The adapter is not Paused.</exception>
    public NdisStatus Restart(MiniportRestartParameters? restartParameters = null)
    {
        Move("MiniportRestart", MiniportState.Restarting, MiniportState.Paused);
        NdisStatus status;
        try
        {
            status = Handlers.Restart!(MiniportAdapterContext, restartParameters ?? new MiniportRestartParameters());
        }
        catch
        {
            if (State == MiniportState.Restarting) CompleteRestart("MiniportRestart", NdisStatus.Failure);
            throw;
        }
        if (status != NdisStatus.Pending) CompleteRestart("MiniportRestart", status);
        return status;
    }

    /// <summary>Stops the data path: Running, Pausing, then Paused.</summary>
    /// <param name="pauseParameters">What the driver is told; null for the defaults.</param>
    /// <returns>Success, or Pending: the driver ends it with <see cref="Ndis.NdisMPauseComplete"/>.</returns>
    /// <exception cref="InvalidOperationException">The adapter is not Running, or Pause returned something else; it is Pausing then.</exception>
    /// <exception cref="NdisViolationException">NDIS0001: sends are not completed, or indicated lists have not come back. The adapter is Paused.</exception>
    public NdisStatus Pause(MiniportPauseParameters? pauseParameters = null)
    {
        Move("MiniportPause", MiniportState.Pausing, MiniportState.Running);
        var status = Handlers.Pause!(MiniportAdapterContext, pauseParameters ?? new MiniportPauseParameters());
        if (status == NdisStatus.Success) CompletePause("MiniportPause");
        else if (status != NdisStatus.Pending) throw new InvalidOperationException($"MiniportPause may give Success or Pending, not {status}.");
        return status;
    }

    /// <summary>Closes the adapter: Paused, then Halted.</summary>
    /// <param name="action">Why.</param>
    /// <exception cref="InvalidOperationException">The adapter is not Paused, or a send is not completed.</exception>
    /// <exception cref="NdisViolationException">NDIS0001: pools, MDLs or timers of the adapter are left, which the exception lists.
    /// The adapter is Halted.</exception>
    public void Halt(NdisHaltAction action = NdisHaltAction.DeviceDisabled)
    {
        const string call = "MiniportHaltEx";
        if (PendingSendCount > 0) throw new InvalidOperationException($"{call} is not allowed while {PendingSendCount} sends of '{Name}' are not completed.");
        Move(call, MiniportState.Halted, MiniportState.Paused);
        try
        {
            Handlers.HaltEx!(MiniportAdapterContext, action);
        }
        finally
        {
            Close();
        }
        ThrowIfLeft($"HaltEx of {NdisMiniportHandle} ended");
    }

    /// <summary>Tells the driver that the system goes down. Nothing else is allowed afterwards.</summary>
    /// <param name="action">Why.</param>
    /// <exception cref="InvalidOperationException">The adapter is Halted, Initializing or Shutdown.</exception>
    public void Shutdown(NdisShutdownAction action = NdisShutdownAction.PowerOff)
    {
        Move("MiniportShutdownEx", MiniportState.Shutdown, MiniportState.Paused, MiniportState.Restarting, MiniportState.Running, MiniportState.Pausing);
        Handlers.ShutdownEx!(MiniportAdapterContext, action);
    }

    internal void SetContext(object context)
    {
        Require("NdisMSetMiniportAttributes", MiniportState.Initializing);
        MiniportAdapterContext = context;
    }

    internal void CompleteRestart(string call, NdisStatus status) =>
        Move(call, status == NdisStatus.Success ? MiniportState.Running : MiniportState.Paused, MiniportState.Restarting);

    internal void CompletePause(string call)
    {
        Move(call, MiniportState.Paused, MiniportState.Pausing);
        var left = PendingNames();
        if (left.Count > 0)
            throw new NdisViolationException(RuleIds.LeftAtHalt, $"Pause of {NdisMiniportHandle} ended with {left.Count} NET_BUFFER_LISTs under way:", left);
    }

    void Close()
    {
        lock (gate) state = MiniportState.Halted;
        MiniportAdapterContext = null;
    }

    void Move(string call, MiniportState next, params ReadOnlySpan<MiniportState> allowed)
    {
        lock (gate)
        {
            ThrowUnless(call, allowed);
            state = next;
        }
    }

    void Require(string call, params ReadOnlySpan<MiniportState> allowed)
    {
        lock (gate) ThrowUnless(call, allowed);
    }

    void ThrowUnless(string call, ReadOnlySpan<MiniportState> allowed)
    {
        if (!allowed.Contains(state)) throw new InvalidOperationException($"{call} is not allowed while the adapter '{Name}' is {state}.");
    }

    /// <summary>Everything that was allocated under the adapter's handle has to be gone when its closing role ended.</summary>
    void ThrowIfLeft(string occasion)
    {
        var left = new List<string>();
        foreach (var pool in NdisPool.All().Where(pool => pool.Owner == NdisMiniportHandle))
        {
            left.Add($"{pool} with {pool.OutstandingCount} outstanding");
            left.AddRange(pool.OutstandingNames());
        }
        left.AddRange(MdlTable.OutstandingOf(NdisMiniportHandle));
        left.AddRange(TimersLeft());
        if (left.Count > 0) throw new NdisViolationException(RuleIds.LeftAtHalt, $"{occasion} and left {left.Count} objects:", left);
    }
}
