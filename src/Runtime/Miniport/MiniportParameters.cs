namespace NdisRules.Runtime;

/// <summary>What InitializeEx is told of its adapter.</summary>
/// <remarks>Source: NDIS_MINIPORT_INIT_PARAMETERS, the part that a model in user mode has.</remarks>
public sealed class MiniportInitParameters
{
    /// <summary>The index of the network interface.</summary>
    public uint IfIndex { get; init; } = 1;

    /// <summary>The locally unique identifier of the interface.</summary>
    public ulong NetLuid { get; init; }

    /// <summary>The port that packets use unless they name another.</summary>
    public uint DefaultPortNumber { get; init; }

    /// <summary>Whatever the person who runs the host wants the driver to find, null for nothing.</summary>
    public object? MiniportAddDeviceContext { get; init; }

    /// <summary>For a virtual adapter of an intermediate driver, what it handed to <see cref="Ndis.NdisIMInitializeDeviceInstanceEx"/>.</summary>
    public object? IMDeviceInstanceContext { get; init; }
}

/// <summary>What Pause is told.</summary>
/// <remarks>Source: NDIS_MINIPORT_PAUSE_PARAMETERS.</remarks>
public sealed class MiniportPauseParameters
{
    /// <summary>Why the adapter is paused.</summary>
    public NdisPauseReasons PauseReason { get; init; }
}

/// <summary>What Restart is told.</summary>
/// <remarks>Source: NDIS_MINIPORT_RESTART_PARAMETERS, without the attributes of the stack.</remarks>
public sealed class MiniportRestartParameters
{
    /// <summary>Reserved; 0.</summary>
    public uint RestartFlags { get; init; }
}
