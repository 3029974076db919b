using System.Diagnostics.Metrics;

namespace NdisRules.Runtime.Debugging;

/// <summary>Offers the figures of the pools to <c>dotnet-counters</c> and to whatever collects <see cref="System.Diagnostics.Metrics"/>.</summary>
/// <remarks>Every figure is worked out when it is asked for; nothing is counted for it beforehand.</remarks>
static class PoolMeter
{
    internal const string Name = "NdisRules.Runtime";

    static readonly Meter meter = new(Name);

    static PoolMeter()
    {
        meter.CreateObservableUpDownCounter("ndis.pool.in_use", () => Of(pool => pool.Store.Outstanding), "{object}", "Objects that are lent");
        meter.CreateObservableUpDownCounter("ndis.pool.capacity", () => Of(pool => pool.Store.Capacity), "{object}", "Objects that exist, lent or idle");
        meter.CreateObservableGauge("ndis.pool.high_water", () => Of(pool => Math.Max(pool.Store.CountEverLent(), pool.Store.Outstanding)), "{object}", "Objects that were ever lent, each counted once");
        meter.CreateObservableCounter("ndis.pool.failures", () => Of(pool => pool.Store.Failures), "{allocation}", "Allocations that gave nothing");
        meter.CreateObservableCounter("ndis.pool.allocations", () => Of(pool => pool.Store.Allocations), "{allocation}",
            "Allocations since counting was switched on by NdisDebug.CountsAllocations; always under the verifier");
    }

    /// <summary>Makes the instruments known, the first time.</summary>
    internal static void Start() => _ = meter;

    static IEnumerable<Measurement<long>> Of(Func<NdisPool, long?> figure)
    {
        foreach (var pool in NdisPool.All())
        {
            if (figure(pool) is not { } value) continue;
            yield return new Measurement<long>(value,
                new("ndis.pool.number", pool.Store.Number),
                new("ndis.pool.tag", NdisPool.TagText(pool.PoolTag)),
                new("ndis.pool.kind", pool is NetBufferListPool ? "NBL" : "NB"),
                new("ndis.pool.owner", pool.Owner?.ToString() ?? ""));
        }
    }
}
