namespace NdisRules.Runtime.Debugging;

/// <summary>Whether somebody wants to know of every allocation and free. While nobody does, the fast paths know nothing of it.</summary>
/// <remarks>While it is on, the masks of all contexts are away from the fast paths, so that each allocation and free goes by the slow path,
/// which counts and tells. Going by a magazine it still needs no lock.</remarks>
static class Observation
{
    static readonly Lock gate = new();
    static volatile bool isOn;
    static bool counts;
    static bool traces;

    /// <summary>Whether every allocation and free goes by the slow path.</summary>
    internal static bool IsOn => isOn;

    /// <summary>Whether allocations are to be counted.</summary>
    internal static bool Counts
    {
        get
        {
            lock (gate) return counts;
        }
        set => Change(ref counts, value);
    }

    /// <summary>Whether the event source wants every allocation and free.</summary>
    internal static bool Traces
    {
        set => Change(ref traces, value);
    }

    static void Change(ref bool reason, bool value)
    {
        lock (gate)
        {
            reason = value;
            if (isOn == (counts || traces)) return;
            isOn = counts || traces;
            foreach (var store in StoreRegistry.All()) store.FollowObservation();
        }
    }
}
