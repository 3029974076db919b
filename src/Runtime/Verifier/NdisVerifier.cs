using NdisRules.Runtime.Debugging;

namespace NdisRules.Runtime;

/// <summary>Something dubious that the model lets pass.</summary>
/// <param name="RuleId">The diagnostic's id, such as <c>NDIS0008</c>.</param>
/// <param name="Message">What was noticed, naming the function and the object.</param>
public sealed record NdisReport(string RuleId, string Message);

/// <summary>Watches over the model: collects what is dubious without being fatal, and lists the pools of the process.</summary>
/// <remarks>Threads: every member may be used from any thread. Source: ours, after the idea of a driver verifier.</remarks>
public static class NdisVerifier
{
    sealed record Plan(NdisVerifierOptions Options, LowResources Shortage);

    static volatile bool strict;
    static volatile Plan? plan;

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

    /// <summary>What pools that are made from now on are watched for; null while they are not.</summary>
    public static NdisVerifierOptions? Options => plan?.Options;

    /// <summary>How many allocations were made to fail since <see cref="Enable"/> as if memory were short.</summary>
    public static long SimulatedFailureCount => plan?.Shortage.Failed ?? 0;

    /// <summary>Watches every pool that is made from now on, unless its parameters have options of their own.</summary>
    /// <param name="options">What to watch; null for the defaults.</param>
    /// <remarks>
    /// <para>The simulated shortage reaches what these pools lend, the making of pools, MDLs, and blocks of context, and counts them as one
    /// sequence. Pools that were made before stay as they are.</para>
    /// <para>Threads: any; the switch is for the process. Source: ours.</para>
    /// </remarks>
    public static void Enable(NdisVerifierOptions? options = null)
    {
        options ??= new NdisVerifierOptions();
        plan = new Plan(options, new LowResources(options));
    }

    /// <summary>Watches no pool that is made from now on, and ends the simulated shortage of all but the pools that are watched.</summary>
    /// <remarks>Threads: any. Source: ours.</remarks>
    public static void Disable() => plan = null;

    /// <summary>Whether <see cref="IsShort"/> may say yes.</summary>
    internal static bool MayRunShort => plan is not null;

    /// <summary>Whether something outside the pools is to fail as if memory were short.</summary>
    internal static bool IsShort() => plan is { } current && current.Shortage.ShouldFail();

    /// <summary>What to keep about a new pool: null for one that is not watched.</summary>
    /// <returns>False when making the pool is to fail as if memory were short.</returns>
    internal static bool TryWatch(NdisVerifierOptions? own, out Watch? watch)
    {
        watch = null;
        if ((own is null ? plan : new Plan(own, new LowResources(own))) is not { } current) return true;
        if (current.Shortage.ShouldFail()) return false;
        watch = new Watch(current.Options, current.Shortage);
        return true;
    }

    /// <summary>Raises <see cref="Reported"/>, and throws when <see cref="Strict"/>.</summary>
    internal static void Report(string ruleId, string message)
    {
        if (NdisEventSource.Log.IsEnabled()) NdisEventSource.Log.Reported(ruleId, message);
        Reported?.Invoke(new NdisReport(ruleId, message));
        if (Strict) throw new NdisViolationException(ruleId, message);
    }
}
