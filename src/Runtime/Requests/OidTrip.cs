namespace NdisRules.Runtime;

/// <summary>Who puts a request, and how it hears that it was completed later.</summary>
/// <param name="Handle">Its handle.</param>
/// <param name="Tell">Called once for each request that was left pending, on the thread that completed it.</param>
readonly record struct OidSource(NdisHandle Handle, Action<OidTrip, NdisStatus> Tell);

/// <summary>The way of a request from who puts it to the driver that is to answer it, and back.</summary>
/// <remarks>A request knows its innermost way. Who passes on the very request that it was given, rather than a clone, nests a way in the one
/// that it has to end. A way is ended by a compare-and-swap, which one thread wins, before or after the driver's handler has returned.</remarks>
sealed class OidTrip
{
    readonly OidSource from;
    readonly OidTrip? outer;
    int partsToCome = 2;
    volatile bool isGiven;
    volatile bool isTold;
    volatile bool hasEnded;

    OidTrip(NdisOidRequest request, OidSource from, OidLine to, OidTrip? outer)
    {
        Request = request;
        this.from = from;
        To = to;
        this.outer = outer;
    }

    internal NdisOidRequest Request { get; }

    internal NdisHandle From => from.Handle;

    internal OidLine To { get; }

    /// <summary>Whether the request was passed on by the driver that it was given.</summary>
    internal bool IsPassedOn => outer is not null;

    /// <summary>Whether it was answered, whoever has heard of it.</summary>
    internal bool HasEnded => hasEnded;

    /// <summary>Whether who put the request knows how it ended, or is just being told.</summary>
    internal bool IsTold => isTold;

    /// <summary>Sends a request on its way.</summary>
    /// <exception cref="NdisViolationException">NDIS0004: it is a freed clone, or under way and not the sender's to pass on.</exception>
    internal static OidTrip Begin(NdisOidRequest request, OidSource from, OidLine to, string function)
    {
        OidClones.ThrowIfFreed(request, function);
        var outer = Volatile.Read(ref request.Trip);
        if (outer is not null) outer.PassOn(from.Handle, function);
        var trip = new OidTrip(request, from, to, outer);
        if (Interlocked.CompareExchange(ref request.Trip, trip, outer) != outer) throw IsUnderWay(request, from.Handle, function);
        request.ClonedFrom?.CountClone(1);
        return trip;
    }

    /// <summary>Ends the way of a request that a driver completes.</summary>
    /// <exception cref="NdisViolationException">NDIS0003: it is not this driver's to complete; NDIS0009: a clone of it is under way. Nothing
    /// changed.</exception>
    internal static OidTrip End(NdisOidRequest request, NdisHandle by, string function)
    {
        if (Volatile.Read(ref request.Trip) is not { isGiven: true } trip || trip.To.Layer != by) throw IsNotPending(request, by, function);
        if (trip.EarlyAnswer() is { } early) throw early;
        return trip.TryEnd() ? trip : throw IsNotPending(request, by, function);
    }

    /// <summary>Whether a layer was given the request and has not completed it.</summary>
    internal static bool IsHeldBy(NdisOidRequest request, NdisHandle layer) =>
        Volatile.Read(ref request.Trip) is { isGiven: true } trip && trip.To.Layer == layer;

    internal void Give() => isGiven = true;

    /// <summary>Ends the way, unless it has ended or the request was passed on and has not come back.</summary>
    internal bool TryEnd()
    {
        if (Interlocked.CompareExchange(ref Request.Trip, outer, this) != this) return false;
        hasEnded = true;
        Request.ClonedFrom?.CountClone(-1);
        return true;
    }

    /// <summary>Ends the way with what the handler returned, which who put the request gets as the result of its call.</summary>
    /// <returns>Null, or what is wrong with such an answer: the way goes on then.</returns>
    internal NdisViolationException? Answer()
    {
        if (EarlyAnswer() is { } early) return early;
        if (!TryEnd())
            return new NdisViolationException(RuleIds.FreedTwice, $"{To.Layer} returned an answer to {Request}, which it completed or passed on.");
        return null;
    }

    /// <summary>Tells who put the request how it ended.</summary>
    internal void Tell(NdisStatus status) => from.Tell(this, status);

    /// <summary>Notes that who put the request hears of its end.</summary>
    internal void NoteTold() => isTold = true;

    /// <summary>Notes one of two: the handler returned, or the end was told.</summary>
    /// <returns>Whether it was the second, so that the next request may have its turn.</returns>
    internal bool EndsWith() => Interlocked.Decrement(ref partsToCome) == 0;

    public override string ToString() => $"{Request}, put by {From}, {(isGiven ? "given to" : "waiting for")} {To.Layer}";

    NdisViolationException? EarlyAnswer() => Request.ClonesUnderWay is > 0 and var clones
        ? new NdisViolationException(RuleIds.OutOfOrder, $"{To.Layer} completes {Request} while {clones} of its clones are under way.")
        : null;

    /// <summary>In NDIS a request has room for one way only.</summary>
    void PassOn(NdisHandle by, string function)
    {
        if (!isGiven || (To.Layer != by && !To.Layer.IsPartnerOf(by))) throw IsUnderWay(Request, by, function);
        NdisVerifier.Report(RuleIds.UsedAfterFree, $"{function}: {by} passes on {Request}, which it was given, instead of a clone of it.");
    }

    static NdisViolationException IsUnderWay(NdisOidRequest request, NdisHandle by, string function) =>
        new(RuleIds.UsedAfterFree, $"{function}: {by} puts a request that is under way: {Describe(request)}.");

    static NdisViolationException IsNotPending(NdisOidRequest request, NdisHandle by, string function) =>
        new(RuleIds.FreedTwice, $"{function}: {by} completes a request that it does not hold: {Describe(request)}.");

    static string Describe(NdisOidRequest request) => Volatile.Read(ref request.Trip)?.ToString() ?? $"{request}, not under way";
}
