namespace NdisRules.Runtime;

/// <summary>One layer's part in pausing or restarting a stack.</summary>
/// <param name="Layer">Whose part it is.</param>
/// <param name="Run">Calls the driver.</param>
/// <param name="Finish">Hears how the driver ended; false ends the walk.</param>
sealed record StackStep(NdisHandle Layer, Func<NdisStatus> Run, Func<NdisStatus, bool> Finish);

/// <summary>Takes a stack through its steps in order, each begun when the one before has ended, on whichever thread that is.</summary>
/// <remarks>No lock is held while a driver runs. One thread at a time owns the walk: the one that runs a step until it gives Pending, then the
/// one that completes it, which may come before the handler itself has returned.</remarks>
sealed class StackWalk(IReadOnlyList<StackStep> steps, Action ended)
{
    const int Running = 0, Waiting = 1, Completed = 2;

    NdisViolationException? violation;
    NdisStatus result;
    int at;
    int phase;

    /// <summary>Whether the walk has come to its end.</summary>
    internal bool HasEnded { get; private set; }

    /// <summary>Runs steps until one is pending or the last has ended.</summary>
    /// <returns>Pending, or how the last step ended.</returns>
    /// <exception cref="NdisViolationException">What the first step that broke a rule threw. The walk went on to its end.</exception>
    internal NdisStatus Go()
    {
        while (at < steps.Count)
        {
            Volatile.Write(ref phase, Running);
            var status = Run(steps[at]);
            if (status == NdisStatus.Pending)
            {
                if (Interlocked.CompareExchange(ref phase, Waiting, Running) == Running) return NdisStatus.Pending;
                status = result;
            }
            result = status;
            if (!Finish(status)) break;
        }
        HasEnded = true;
        ended();
        return violation is null ? result : throw violation;
    }

    /// <summary>Ends the step that is under way, if it is this layer's, and goes on if its handler has returned.</summary>
    /// <returns>False, and nothing happened, when the layer has nothing to complete.</returns>
    internal bool TryComplete(NdisHandle layer, NdisStatus status)
    {
        var index = at;
        if (HasEnded || index >= steps.Count || steps[index].Layer != layer || Volatile.Read(ref phase) == Completed) return false;
        result = status;
        if (Interlocked.Exchange(ref phase, Completed) != Waiting) return true;
        if (Finish(status))
        {
            Go();
            return true;
        }
        HasEnded = true;
        ended();
        return violation is null ? true : throw violation;
    }

    /// <summary>Ends the step whose handler threw as a failure.</summary>
    /// <returns>Always true.</returns>
    internal bool FailCurrent()
    {
        if (!HasEnded) TryComplete(steps[at].Layer, NdisStatus.Failure);
        return true;
    }

    /// <summary>A handler that fails where it must not leaves its step open: only a completion ends it.</summary>
    NdisStatus Run(StackStep step)
    {
        try
        {
            return step.Run();
        }
        catch
        {
            Interlocked.CompareExchange(ref phase, Waiting, Running);
            throw;
        }
    }

    bool Finish(NdisStatus status)
    {
        try
        {
            return steps[at++].Finish(status);
        }
        catch (NdisViolationException broken)
        {
            violation ??= broken;
            return true;
        }
    }
}
