namespace NdisRules.Runtime;

/// <summary>Something dubious that the model lets pass.</summary>
/// <param name="RuleId">The diagnostic's id, such as <c>NDIS0008</c>.</param>
/// <param name="Message">What was noticed, naming the function and the object.</param>
public sealed record NdisReport(string RuleId, string Message);

/// <summary>Watches over the model: collects what is dubious without being fatal, and lists the pools of the process.</summary>
/// <remarks>Threads: every member may be used from any thread. Source: ours, after the idea of a driver verifier.</remarks>
public static class NdisVerifier
{
    static volatile bool strict;

    /// <summary>Raised for each use that the documentation discourages but that goes on, such as allocating from the default pool.</summary>
    /// <remarks>Handlers run on the thread of the offending call, before that call goes on.</remarks>
    public static event Action<NdisReport>? Reported;

    /// <summary>Whether a report is thrown as <see cref="NdisViolationException"/> after <see cref="Reported"/> was raised.</summary>
    /// <remarks>Off at first; for the whole process.</remarks>
    public static bool Strict
    {
        get => strict;
        set => strict = value;
    }

    /// <summary>The pools of the process that have not been freed: a snapshot, in the order of their creation.</summary>
    /// <remarks>Source: the two global pool lists that a kernel debugger walks.</remarks>
    public static IReadOnlyList<NdisPool> Pools => NdisPool.All();

    /// <summary>Every NET_BUFFER_LIST of the process that is with somebody else than the driver that allocated it, and with whom, for how long.</summary>
    /// <returns>A snapshot; lists that move meanwhile may be missed or seen where they were.</returns>
    /// <remarks>Reads every list pool. Source: <c>!ndiskd.pendingnbls</c>.</remarks>
    public static IReadOnlyList<PendingNetBufferList> FindPendingNetBufferLists() => [.. PendingNetBufferList.All()];

    /// <summary>Raises <see cref="Reported"/>, and throws when <see cref="Strict"/>.</summary>
    internal static void Report(string ruleId, string message)
    {
        Reported?.Invoke(new NdisReport(ruleId, message));
        if (Strict) throw new NdisViolationException(ruleId, message);
    }
}
