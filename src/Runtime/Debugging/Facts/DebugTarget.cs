namespace NdisRules.Runtime.Debugging;

/// <summary>A process, looked into from within or from outside: all that every command is made of.</summary>
/// <remarks>One target is one moment: what was asked once is answered the same afterwards.</remarks>
abstract class DebugTarget : INativeMemory
{
    /// <summary>The pools that have not been freed, in the order of their creation.</summary>
    internal abstract IReadOnlyList<PoolFacts> Pools { get; }

    /// <summary>The store of the MDLs that stand alone, null before the first.</summary>
    internal abstract StoreFacts? MdlStore { get; }

    /// <summary>The MDLs over memory of their callers.</summary>
    internal abstract IReadOnlyList<MdlFacts> Mdls { get; }

    /// <summary>Every handle of the process that is not gone, in the order of their numbers.</summary>
    internal abstract IReadOnlyList<HandleFacts> Handles { get; }

    /// <summary>Every adapter that is not gone, in the order in which they were made.</summary>
    internal abstract IReadOnlyList<AdapterFacts> Adapters { get; }

    /// <summary>What <see cref="Environment.TickCount64"/> is at this moment.</summary>
    internal abstract long Now { get; }

    /// <summary>Finds which objects the process can still reach.</summary>
    /// <exception cref="DebugCommandException">That cannot be seen from here.</exception>
    internal abstract Reach FindReach(ObjectSpace space);

    public abstract bool TryRead(ulong address, Span<byte> into);
}
