namespace NdisRules.Runtime;

/// <summary>A bind or an unbind of a protocol driver, as the host sees it.</summary>
/// <remarks>
/// <para>The driver is called first; what follows, when it has ended, runs once and on the thread that is the last to say so: the one that
/// called the driver, or the one that completed what it had left pending. No lock is held meanwhile.</para>
/// <para>Threads: may be read from any thread. Source: ours.</para>
/// </remarks>
public sealed class HostedChange
{
    readonly Lock gate = new();
    readonly Action<NdisStatus> ended;
    NdisStatus result;
    Phase phase;
    bool wasCompletedEarly;
    int endingThread;
    volatile uint status = (uint)NdisStatus.Pending;
    volatile bool completed;

    internal HostedChange(string name, NdisHandle protocolDriver, Action<NdisStatus> ended)
    {
        ProtocolDriver = protocolDriver;
        this.ended = ended;
        Context = new NdisHandle(name, this);
    }

    enum Phase
    {
        Running,
        Waiting,
        Completed,
    }

    /// <summary>The driver that is bound or unbound, by the handle from its registration.</summary>
    public NdisHandle ProtocolDriver { get; }

    /// <summary>How it ended, Pending until then.</summary>
    public NdisStatus Status => (NdisStatus)status;

    /// <summary>Whether it has ended, and the stack goes on.</summary>
    public bool IsCompleted => completed;

    /// <summary>For a bind, what it opens; null for an unbind.</summary>
    internal BindAttempt? Bind { get; init; }

    /// <summary>What the driver names it by.</summary>
    internal NdisHandle Context { get; }

    /// <summary>What the driver, or what follows, threw on a thread of NDIS's own, where nobody can catch it. Null if nothing.</summary>
    public Exception? Failure { get; internal set; }

    /// <summary>Whether the driver's handler has returned and its completion is still to come, or another thread does what follows it.</summary>
    internal bool IsPending
    {
        get
        {
            lock (gate) return phase == Phase.Waiting || (!completed && endingThread != 0 && endingThread != Environment.CurrentManagedThreadId);
        }
    }

    /// <summary>Whether the driver has said that it is done.</summary>
    internal bool IsOver
    {
        get
        {
            lock (gate) return phase == Phase.Completed;
        }
    }

    /// <summary>Calls the driver.</summary>
    /// <returns>How it ended, Pending if it has not.</returns>
    /// <exception cref="NdisViolationException">NDIS0003: the handler returned an end to what the driver had completed. Or what follows finds.</exception>
    internal NdisStatus Go(Func<NdisHandle, NdisStatus> call)
    {
        NdisStatus returned;
        try
        {
            returned = call(Context);
        }
        catch
        {
            if (Returns(NdisStatus.Failure) is { } failure) End(failure);
            throw;
        }
        if (Returns(returned) is not { } end) return NdisStatus.Pending;
        var twice = returned != NdisStatus.Pending && wasCompletedEarly;
        End(end);
        return twice ? throw new NdisViolationException(RuleIds.FreedTwice, $"The handler of the {Context} returned {returned} to what it had completed.") : end;
    }

    /// <summary>Ends what the driver left pending, or is about to.</summary>
    /// <exception cref="NdisViolationException">NDIS0003: it has ended. Or what follows finds.</exception>
    internal void Complete(NdisStatus end, string function)
    {
        lock (gate)
        {
            if (phase == Phase.Completed) throw new NdisViolationException(RuleIds.FreedTwice, $"{function}: the {Context} has ended.");
            wasCompletedEarly = phase == Phase.Running;
            phase = Phase.Completed;
            result = end;
            // The thread that is still in the handler goes on when that returns.
            if (wasCompletedEarly) return;
            endingThread = Environment.CurrentManagedThreadId;
        }
        End(end);
    }

    /// <summary>Notes that the handler returned.</summary>
    /// <returns>How it ended; null if that is still to come.</returns>
    NdisStatus? Returns(NdisStatus returned)
    {
        lock (gate)
        {
            if (phase == Phase.Completed) return result;
            phase = returned == NdisStatus.Pending ? Phase.Waiting : Phase.Completed;
            return returned == NdisStatus.Pending ? null : returned;
        }
    }

    void End(NdisStatus end)
    {
        status = (uint)end;
        try
        {
            ended(end);
        }
        finally
        {
            completed = true;
        }
    }
}
