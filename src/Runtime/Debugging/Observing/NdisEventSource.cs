using System.Diagnostics.Tracing;

namespace NdisRules.Runtime.Debugging;

/// <summary>Tells <c>dotnet-trace</c> and other listeners what happens to pools and objects.</summary>
[EventSource(Name = EventSourceName)]
sealed class NdisEventSource : EventSource
{
    internal const string EventSourceName = "NdisRules-Runtime";

    internal static NdisEventSource Log { get; } = new();

    NdisEventSource()
    {
    }

    /// <summary>What a listener may ask for.</summary>
    public static class Keywords
    {
        /// <summary>Every allocation and free of an object. The pools take their slow paths while somebody wants it.</summary>
        public const EventKeywords Objects = (EventKeywords)1;

        /// <summary>The making and freeing of pools, and allocations that give nothing.</summary>
        public const EventKeywords Pools = (EventKeywords)2;

        /// <summary>Broken rules and what is dubious.</summary>
        public const EventKeywords Violations = (EventKeywords)4;
    }

    /// <summary>Whether somebody wants to know of every object.</summary>
    internal bool WantsObjects => IsEnabled(EventLevel.Verbose, Keywords.Objects);

    [Event(1, Level = EventLevel.Verbose, Keywords = Keywords.Objects, Message = "{2:x} of pool {0} '{1}' allocated")]
    public void ObjectAllocated(int pool, string tag, long handle) => WriteEvent(1, pool, tag, handle);

    [Event(2, Level = EventLevel.Verbose, Keywords = Keywords.Objects, Message = "{2:x} of pool {0} '{1}' freed")]
    public void ObjectFreed(int pool, string tag, long handle) => WriteEvent(2, pool, tag, handle);

    [Event(3, Level = EventLevel.Warning, Keywords = Keywords.Pools, Message = "pool {0} '{1}' has nothing to lend")]
    public void AllocationFailed(int pool, string tag) => WriteEvent(3, pool, tag);

    [Event(4, Level = EventLevel.Informational, Keywords = Keywords.Pools, Message = "pool {0} '{1}' made under {2}")]
    public void PoolAllocated(int pool, string tag, string owner) => WriteEvent(4, pool, tag, owner);

    [Event(5, Level = EventLevel.Informational, Keywords = Keywords.Pools, Message = "pool {0} '{1}' freed")]
    public void PoolFreed(int pool, string tag) => WriteEvent(5, pool, tag);

    [Event(6, Level = EventLevel.Error, Keywords = Keywords.Violations, Message = "{0}: {1}")]
    public void Violation(string ruleId, string message) => WriteEvent(6, ruleId, message);

    [Event(7, Level = EventLevel.Warning, Keywords = Keywords.Violations, Message = "{0}: {1}")]
    public void Reported(string ruleId, string message) => WriteEvent(7, ruleId, message);

    protected override void OnEventCommand(EventCommandEventArgs command) => Observation.Traces = IsEnabled(EventLevel.Verbose, Keywords.Objects);
}
