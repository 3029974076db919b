namespace NdisRules.Runtime;

/// <summary>One adapter in a host: takes its driver, and the stack above it, through the documented states and refuses a call that the
/// state forbids.</summary>
/// <remarks>
/// <para>Every refusal is an <see cref="InvalidOperationException"/> that names the state and the call; nothing has changed then.</para>
/// <para>Threads: as <see cref="NdisHost"/>. Source: the table of states and operations of a miniport adapter.</para>
/// </remarks>
public sealed partial class HostedAdapter
{
    readonly Lock gate = new();
    readonly NdisHost host;
    readonly MiniportInitParameters parameters;
    volatile MiniportState state;

    internal HostedAdapter(NdisHost host, MiniportDriver driver, string name, MiniportInitParameters parameters)
    {
        this.host = host;
        Driver = driver;
        this.parameters = parameters;
        Name = name;
        NdisMiniportHandle = new NdisHandle($"adapter '{name}'", this);
        hostBinding = new HostedBinding(this, HostProtocol.Driver, this);
        requests = OidLine.Shut(NdisMiniportHandle, AskMiniport);
    }

    /// <summary>How messages call the adapter.</summary>
    public string Name { get; }

    /// <summary>The handle that the driver is given in InitializeEx.</summary>
    public NdisHandle NdisMiniportHandle { get; }

    /// <summary>Where the adapter is in its life.</summary>
    public MiniportState State => state;

    /// <summary>What the driver handed to <see cref="Ndis.NdisMSetMiniportAttributes"/>; null outside its life or if it handed nothing.</summary>
    public object? MiniportAdapterContext { get; private set; }

    internal MiniportDriver Driver { get; }

    internal NdisHost Host => host;

    internal VirtualClock Clock => host.Clock;

    MiniportDriverCharacteristics Handlers => Driver.Handlers;

    /// <summary>Opens the adapter: Halted, Initializing, then Paused, or Halted again if the driver fails.</summary>
    /// <returns>What InitializeEx returned.</returns>
    /// <exception cref="InvalidOperationException">The adapter is not Halted, or the driver no longer registered.</exception>
    /// <exception cref="NdisViolationException">NDIS0001: InitializeEx failed and left pools, MDLs or timers, which the exception lists.</exception>
    public NdisStatus Initialize()
    {
        const string call = "MiniportInitializeEx";
        if (!Driver.IsRegistered) throw new InvalidOperationException($"{call} is not allowed: {Driver.Handle} is no longer registered.");
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
            requests.Open();
            Move(call, MiniportState.Paused, MiniportState.Initializing);
            return status;
        }
        Close();
        ThrowIfLeft($"InitializeEx of {NdisMiniportHandle} failed with {status}");
        return status;
    }

    /// <summary>Closes the adapter: unbinds the protocols, detaches the filter modules from the top, then halts the miniport.</summary>
    /// <param name="action">Why.</param>
    /// <exception cref="InvalidOperationException">The adapter is not Paused, or a send or a request is not completed, or a bind or
    /// an unbind is pending. When it is an unbind that this call began, the others went on before it: call again when it has ended.</exception>
    /// <exception cref="NdisViolationException">NDIS0001: pools, MDLs or timers of the adapter are left, which the exception lists; it is
    /// Halted. Or those of a binding or a filter module; that one is gone, the adapter is still Paused.</exception>
    public void Halt(NdisHaltAction action = NdisHaltAction.DeviceDisabled)
    {
        const string call = "MiniportHaltEx";
        Require(call, MiniportState.Paused);
        RefuseWhileChanging(call);
        if (PendingSendCount is > 0 and var pending)
            throw new InvalidOperationException($"{call} is not allowed while {pending} sends of '{Name}' are not completed.");
        if (RequestsFrom(hostBinding.NdisBindingHandle).Count > 0) throw Requested(call);
        foreach (var binding in Bindings.Reverse())
        {
            Unbind(binding.ProtocolDriver);
            RefuseWhileChanging(call);
        }
        foreach (var filter in Filters) Detach(filter.FilterDriver);
        if (!requests.TryShut()) throw Requested(call);
        Move(call, MiniportState.Halted, MiniportState.Paused);
        returns.WaitForOthers();
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
        top.Shut();
        bottom.Shut();
        Handlers.ShutdownEx!(MiniportAdapterContext, action);
    }

    internal void SetContext(object context)
    {
        Require("NdisMSetMiniportAttributes", MiniportState.Initializing);
        MiniportAdapterContext = context;
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

    void Require(string call, params ReadOnlySpan<MiniportState> allowed) => ThrowUnless(call, allowed);

    void ThrowUnless(string call, ReadOnlySpan<MiniportState> allowed)
    {
        var now = state;
        if (!allowed.Contains(now)) throw NotAllowed(call, now);
    }

    InvalidOperationException NotAllowed(string call, MiniportState now) => new($"{call} is not allowed while the adapter '{Name}' is {now}.");

    InvalidOperationException Requested(string call) => new($"{call} is not allowed while requests to '{Name}' are not completed.");

    /// <summary>Everything that was allocated under the adapter's handle has to be gone when its closing role ended.</summary>
    void ThrowIfLeft(string occasion)
    {
        var left = Leftovers.Under(NdisMiniportHandle);
        left.AddRange(TimersLeft());
        Leftovers.ThrowIfAny(left, occasion);
    }
}
