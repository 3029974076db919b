using System.Runtime.ExceptionServices;

namespace NdisRules.Runtime;

/// <summary>The requests to one driver: it has one at a time, the others wait in their order.</summary>
/// <remarks>
/// <para>A turn ends when the driver has answered, who put the request has heard of it, and the handler has returned: the thread that does
/// the last of these gives the driver what waits. So the handlers of one driver never nest, however long the line is.</para>
/// <para>No lock is held while a driver runs.</para>
/// </remarks>
/// <param name="layer">The handle of the miniport or the filter module.</param>
/// <param name="ask">Calls its handler.</param>
sealed class OidLine(NdisHandle layer, Func<NdisOidRequest, NdisStatus> ask)
{
    readonly Lock gate = new();
    readonly CallGate calls = new(open: true);
    readonly List<OidTrip> waiting = [];
    OidTrip? current;
    bool isShut;

    internal NdisHandle Layer => layer;

    /// <summary>How many requests the driver has not answered, those that wait for it included.</summary>
    internal int UnansweredCount => Find(trip => !trip.HasEnded).Count;

    /// <summary>Makes a line that is to be opened before the first request.</summary>
    internal static OidLine Shut(NdisHandle layer, Func<NdisOidRequest, NdisStatus> ask) => new(layer, ask) { isShut = true };

    internal void Open()
    {
        lock (gate) isShut = false;
    }

    /// <summary>Lets no request in any more, and waits until the driver's handler has returned.</summary>
    /// <returns>False, and nothing changed, while the driver has requests to answer.</returns>
    internal bool TryShut()
    {
        lock (gate)
        {
            if (waiting.Count > 0 || current is { HasEnded: false }) return false;
            isShut = true;
        }
        calls.WaitForOthers();
        return true;
    }

    /// <summary>Gives the driver a request now, or when those before it are answered.</summary>
    /// <param name="trip">The request's way, which begins here.</param>
    /// <param name="status">What the driver answered; Pending if it, or NDIS, is to tell later.</param>
    /// <returns>False, and nothing happened, when the line is shut.</returns>
    internal bool TryPut(OidTrip trip, out NdisStatus status)
    {
        status = NdisStatus.Pending;
        lock (gate)
        {
            if (isShut) return false;
            if (current is not null)
            {
                waiting.Add(trip);
                return true;
            }
            current = trip;
        }
        var answer = Ask(trip);
        status = answer.Status;
        if (status != NdisStatus.Pending) trip.NoteTold();
        try
        {
            if (answer.IsOver) GoOn();
        }
        finally
        {
            answer.Thrown?.Throw();
        }
        return true;
    }

    /// <summary>Takes the answer that a driver gives later than its handler, or from within it.</summary>
    /// <exception cref="NdisViolationException">NDIS0003: the driver does not hold the request; NDIS0009: a clone of it is under way.</exception>
    internal static void Complete(NdisOidRequest request, NdisHandle by, NdisStatus status, string function)
    {
        var trip = OidTrip.End(request, by, function);
        try
        {
            trip.Tell(status);
        }
        finally
        {
            if (trip.EndsWith()) trip.To.GoOn();
        }
    }

    /// <summary>Completes with RequestAborted what somebody has waiting in the line under an identifier.</summary>
    internal void Abort(NdisHandle from, nint requestId)
    {
        List<OidTrip> aborted;
        lock (gate)
        {
            aborted = waiting.FindAll(trip => trip.From == from && trip.Request.RequestId == requestId);
            waiting.RemoveAll(aborted.Contains);
        }
        foreach (var trip in aborted)
        {
            trip.TryEnd();
            trip.Tell(NdisStatus.RequestAborted);
        }
    }

    /// <summary>The requests in the line of which something is true.</summary>
    internal List<OidTrip> Find(Predicate<OidTrip> such)
    {
        lock (gate)
        {
            List<OidTrip> all = current is null ? [.. waiting] : [current, .. waiting];
            return all.FindAll(such);
        }
    }

    /// <summary>Gives the driver what waits, one after the other, until it leaves one pending. What a driver throws meanwhile leaves at the end.</summary>
    void GoOn()
    {
        ExceptionDispatchInfo? first = null;
        while (TakeNext() is { } trip)
        {
            var answer = Ask(trip);
            first ??= answer.Thrown;
            if (answer.Status != NdisStatus.Pending) Tell(trip, answer.Status, ref first);
            if (!answer.IsOver) break;
        }
        first?.Throw();
    }

    OidTrip? TakeNext()
    {
        lock (gate)
        {
            current = waiting.Count == 0 ? null : waiting[0];
            if (current is not null) waiting.RemoveAt(0);
            return current;
        }
    }

    /// <summary>Calls the driver. A handler that throws has failed the request.</summary>
    Asked Ask(OidTrip trip)
    {
        NdisStatus status;
        ExceptionDispatchInfo? thrown = null;
        calls.Enter();
        try
        {
            trip.Give();
            status = ask(trip.Request);
        }
        catch (Exception failure)
        {
            (status, thrown) = (NdisStatus.Failure, ExceptionDispatchInfo.Capture(failure));
        }
        finally
        {
            calls.Exit();
        }
        if (status != NdisStatus.Pending)
        {
            if (trip.Answer() is not { } wrong) return new Asked(status, thrown, IsOver: true);
            thrown ??= ExceptionDispatchInfo.Capture(wrong);
        }
        return new Asked(NdisStatus.Pending, thrown, trip.EndsWith());
    }

    static void Tell(OidTrip trip, NdisStatus status, ref ExceptionDispatchInfo? first)
    {
        try
        {
            trip.Tell(status);
        }
        catch (Exception failure)
        {
            first ??= ExceptionDispatchInfo.Capture(failure);
        }
    }

    /// <summary>How a call of the driver ended.</summary>
    /// <param name="Status">What it answered, Pending if it did not.</param>
    /// <param name="Thrown">What it threw, or what is wrong with its answer; null if nothing.</param>
    /// <param name="IsOver">Whether the turn is over.</param>
    readonly record struct Asked(NdisStatus Status, ExceptionDispatchInfo? Thrown, bool IsOver);
}
