using System.Collections.Concurrent;
using NdisRules.Analyzers.Verification;

namespace NdisRules.Tool.Checking;

/// <summary>Adds up how long each rule is at work, over all projects and threads.</summary>
internal sealed class RuleClock
{
    readonly ConcurrentDictionary<string, TimeSpan> took = new(StringComparer.Ordinal);

    /// <summary>Seconds by rule.</summary>
    public IReadOnlyDictionary<string, double> Seconds => took.ToDictionary(pair => pair.Key, pair => pair.Value.TotalSeconds, StringComparer.Ordinal);

    /// <summary>Counts, and says which rule begins.</summary>
    public IRuleWatch Telling(Action<string> begins) => new Watch(this, begins);

    sealed class Watch(RuleClock clock, Action<string> begins) : IRuleWatch
    {
        public void Begins(string rule) => begins(rule);

        public void Ends(string rule, TimeSpan took) => clock.took.AddOrUpdate(rule, took, (_, before) => before + took);
    }
}
