namespace NdisRules.Runtime;

/// <summary>What the verifier watches: for <see cref="NdisVerifier.Enable"/>, or for one pool alone.</summary>
/// <remarks>
/// <para>A pool is watched or not from its creation on. One that is lends and takes back under a lock, some microseconds each; of two threads
/// that free the same object at the same time one is always told at once (NDIS0003).</para>
/// <para>Threads: immutable. Source: ours, after the options of a driver verifier.</para>
/// </remarks>
public sealed class NdisVerifierOptions
{
    readonly int allocationSiteInterval = 1;
    readonly int allocationSiteDepth = 1;
    readonly int quarantineCount = 256;
    readonly double failureRate;
    readonly long failAt;

    /// <summary>Whether reports of outstanding objects say where each was allocated. On at first.</summary>
    public bool AllocationSites { get; init; } = true;

    /// <summary>The place of every how manieth allocation of a pool is noted: 1, as at first, of each; a larger number costs less.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Less than 1.</exception>
    public int AllocationSiteInterval
    {
        get => allocationSiteInterval;
        init
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(value, 1);
            allocationSiteInterval = value;
        }
    }

    /// <summary>How many callers a place names: 1, as at first, for who called the allocating function; more for helpers that allocate for
    /// others, since the place then goes on with who called them, each as <c>called by Driver.Send in Driver.cs, line 42</c>.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Less than 1.</exception>
    public int AllocationSiteDepth
    {
        get => allocationSiteDepth;
        init
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(value, 1);
            allocationSiteDepth = value;
        }
    }

    /// <summary>Whether freed objects and their data are filled with a pattern, kept back for a while, and looked through before they are
    /// lent again and when the pool is freed: a write in between is NDIS0004. On at first.</summary>
    public bool SpecialPool { get; init; } = true;

    /// <summary>How many freed objects a pool keeps back before it lends the oldest again; fewer only when there is nothing else to lend. 256 at first.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Negative.</exception>
    public int QuarantineCount
    {
        get => quarantineCount;
        init
        {
            ArgumentOutOfRangeException.ThrowIfNegative(value);
            quarantineCount = value;
        }
    }

    /// <summary>Whether the bytes behind the data of an object are looked at when it is freed: a write there is NDIS0004. On at first.</summary>
    public bool GuardBytes { get; init; } = true;

    /// <summary>The share of allocations that fail as if memory were short, 0 to 1. 0 at first.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Below 0 or above 1.</exception>
    public double FailureRate
    {
        get => failureRate;
        init
        {
            ArgumentOutOfRangeException.ThrowIfNegative(value);
            ArgumentOutOfRangeException.ThrowIfGreaterThan(value, 1);
            failureRate = value;
        }
    }

    /// <summary>Which allocation fails as if memory were short: 1 is the next one. The making of a pool counts as one, also for options that
    /// are given to that pool alone. 0, as at first, for none.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Negative.</exception>
    public long FailAt
    {
        get => failAt;
        init
        {
            ArgumentOutOfRangeException.ThrowIfNegative(value);
            failAt = value;
        }
    }

    /// <summary>Decides allocation by allocation which of them fail as if memory were short, so that a test can try every combination. Null, as
    /// at first, leaves it to <see cref="FailAt"/> and <see cref="FailureRate"/>; with them, what any of the three wants to fail fails.</summary>
    /// <remarks>Called before the allocation, on its thread and without a lock; what it throws leaves from the allocating function, which
    /// has allocated nothing.</remarks>
    public Func<bool>? FailWhen { get; init; }

    /// <summary>From where the share of <see cref="FailureRate"/> is drawn: the same seed fails the same allocations, if they come in the same order.</summary>
    public int Seed { get; init; }
}
