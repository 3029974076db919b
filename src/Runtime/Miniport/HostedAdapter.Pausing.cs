namespace NdisRules.Runtime;

public sealed partial class HostedAdapter
{
    /// <summary>Sends on their way in from the protocols; shut from the start of a pause to the end of a restart.</summary>
    readonly CallGate top = new(open: false);

    /// <summary>Sends on their way into the miniport; shut from the start of its own pause to the end of its own restart.</summary>
    readonly CallGate bottom = new(open: false);

    /// <summary>Whether the miniport may indicate: from the start of its restart until its Pause handler returned. The adapter is Pausing
    /// before that, but the driver has not heard of it, or is still waiting for its own calls on other threads.</summary>
    volatile bool mayIndicate;

    volatile StackWalk? walk;
    NdisStatus restarted;

    /// <summary>Starts the data path: Paused, Restarting, then Running, or Paused again if a driver fails. The miniport starts first, then the
    /// filter modules from the bottom, and the protocols hear of it.</summary>
    /// <param name="restartParameters">What the miniport is told; null for the defaults.</param>
    /// <returns>How the first driver that failed ended, else Success. Pending: the driver ends its part with
    /// <see cref="Ndis.NdisMRestartComplete"/> or <see cref="Ndis.NdisFRestartComplete"/>.</returns>
    /// <exception cref="InvalidOperationException">The adapter is not Paused, or a bind or unbind is pending.</exception>
    /// <remarks>When a filter module fails, what was started below it is paused again.</remarks>
    public NdisStatus Restart(MiniportRestartParameters? restartParameters = null)
    {
        RefuseWhileChanging("MiniportRestart");
        Move("MiniportRestart", MiniportState.Restarting, MiniportState.Paused);
        restarted = NdisStatus.Success;
        var told = restartParameters ?? new MiniportRestartParameters();
        var steps = new List<StackStep> { new(NdisMiniportHandle, () => RestartMiniport(told), MiniportRestarted) };
        foreach (var filter in filters.Reverse()) steps.Add(new StackStep(filter.NdisFilterHandle, filter.Restart, status => Restarted(filter, status)));
        foreach (var binding in bindings) steps.Add(Tell(binding, NetPnPEvent.NetEventRestart));
        walk = new StackWalk(steps, EndRestart);
        try
        {
            return walk.Go() == NdisStatus.Pending ? NdisStatus.Pending : restarted;
        }
        catch when (walk.FailCurrent())
        {
            throw;
        }
    }

    /// <summary>Stops the data path: Running, Pausing, then Paused. The protocols hear of it first, then the filter modules from the top are
    /// paused, and the miniport last.</summary>
    /// <param name="pauseParameters">What the miniport is told; null for the defaults.</param>
    /// <returns>Success, or Pending: the driver ends its part with <see cref="Ndis.NdisMPauseComplete"/>, <see cref="Ndis.NdisFPauseComplete"/>
    /// or <see cref="Ndis.NdisCompleteNetPnPEvent"/>.</returns>
    /// <exception cref="InvalidOperationException">The adapter is not Running, or a driver returned something else; it is Pausing then.</exception>
    /// <exception cref="NdisViolationException">NDIS0001: a driver said that it is paused, but sends that it holds are not completed, or lists
    /// that it indicated have not come back. The adapter is Paused.</exception>
    /// <remarks>Protocols that send from now on have their lists completed with Paused. Waits for the sends that are inside drivers on other
    /// threads, so that every driver has seen what it is to complete.</remarks>
    public NdisStatus Pause(MiniportPauseParameters? pauseParameters = null)
    {
        Move("MiniportPause", MiniportState.Pausing, MiniportState.Running);
        var told = pauseParameters ?? new MiniportPauseParameters();
        top.ShutAndWait();
        var steps = new List<StackStep>();
        foreach (var binding in bindings) steps.Add(Tell(binding, NetPnPEvent.NetEventPause));
        AddPauses(steps, 0, told);
        walk = new StackWalk(steps, EndPause);
        return walk.Go();
    }

    internal void CompletePause(string call, NdisHandle layer)
    {
        if (State != MiniportState.Pausing || walk?.TryComplete(layer, NdisStatus.Success) != true) throw NotAllowed(call, State);
    }

    internal void CompleteRestart(string call, NdisHandle layer, NdisStatus status)
    {
        if (State != MiniportState.Restarting || walk?.TryComplete(layer, status) != true) throw NotAllowed(call, State);
    }

    internal void CompleteNetEvent(string call, NdisHandle layer)
    {
        if (walk?.TryComplete(layer, NdisStatus.Success) != true) throw NotAllowed(call, State);
    }

    /// <summary>The steps that pause the filter modules from one on downward, then the miniport.</summary>
    void AddPauses(List<StackStep> steps, int from, MiniportPauseParameters told)
    {
        foreach (var filter in filters.Skip(from))
            steps.Add(new StackStep(filter.NdisFilterHandle, () => Checked("FilterPause", filter.Pause(told.PauseReason)), _ => Ends(filter.Paused)));
        steps.Add(new StackStep(NdisMiniportHandle, () => PauseMiniport(told), _ => Ends(CheckPaused)));
    }

    StackStep Tell(HostedBinding binding, NetPnPEvent netEvent) =>
        new(binding.NdisBindingHandle, () => Checked("ProtocolNetPnPEvent", binding.Handlers.ProtocolNetPnPEvent!(binding.ProtocolBindingContext, netEvent)),
            _ => true);

    NdisStatus PauseMiniport(MiniportPauseParameters told)
    {
        bottom.ShutAndWait();
        try
        {
            return Checked("MiniportPause", Handlers.Pause!(MiniportAdapterContext, told));
        }
        finally
        {
            mayIndicate = false;
        }
    }

    NdisStatus RestartMiniport(MiniportRestartParameters told)
    {
        mayIndicate = true;
        return Handlers.Restart!(MiniportAdapterContext, told);
    }

    bool MiniportRestarted(NdisStatus status)
    {
        restarted = status;
        if (status == NdisStatus.Success) bottom.Open();
        return status == NdisStatus.Success;
    }

    bool Restarted(HostedFilter filter, NdisStatus status)
    {
        restarted = status;
        filter.Restarted(status == NdisStatus.Success);
        return status == NdisStatus.Success;
    }

    /// <summary>Ends a restart: Running, or, after a failure, Paused once everything that was started is paused again.</summary>
    void EndRestart()
    {
        if (restarted == NdisStatus.Success)
        {
            Move("MiniportRestart", MiniportState.Running, MiniportState.Restarting);
            top.Open();
            return;
        }
        var firstRunning = filters.TakeWhile(filter => filter.State != FilterState.Running).Count();
        var miniportRuns = bottom.IsOpen;
        if (!miniportRuns)
        {
            Move("MiniportRestart", MiniportState.Paused, MiniportState.Restarting);
            return;
        }
        Move("MiniportRestart", MiniportState.Pausing, MiniportState.Restarting);
        var steps = new List<StackStep>();
        AddPauses(steps, firstRunning, new MiniportPauseParameters());
        walk = new StackWalk(steps, EndPause);
        walk.Go();
    }

    /// <summary>Whatever a driver left under way, the adapter is paused: that was noted as a violation.</summary>
    void EndPause() => Move("MiniportPause", MiniportState.Paused, MiniportState.Pausing);

    /// <exception cref="NdisViolationException">NDIS0001: the miniport said that it is paused, but is not done.</exception>
    void CheckPaused()
    {
        var left = Transit.NamesAt(NdisMiniportHandle);
        if (left.Count > 0)
            throw new NdisViolationException(RuleIds.LeftAtHalt, $"Pause of {NdisMiniportHandle} ended with {left.Count} NET_BUFFER_LISTs under way:", left);
    }

    static bool Ends(Action check)
    {
        check();
        return true;
    }

    static NdisStatus Checked(string call, NdisStatus status) =>
        status is NdisStatus.Success or NdisStatus.Pending
            ? status
            : throw new InvalidOperationException($"{call} may give Success or Pending, not {status}.");
}
