using System.Diagnostics.Metrics;
using System.Diagnostics.Tracing;
using NdisRules.Runtime;
using static NdisRules.Runtime.Ndis;

namespace NdisRules.Debugger.Tests.Within;

/// <summary>What a dashboard and a trace see. Counting and tracing are for the whole process: one test at a time.</summary>
[Collection("observation")]
public sealed class ObservationTests
{
    private const uint Tag = 0x7265_7465; // "eter"

    [Fact]
    public void Every_pool_has_its_figures_as_metrics()
    {
        using var pool = Pool(maximum: 3);
        var taken = new NetBuffer[4];
        for (var i = 0; i < 4; i++) taken[i] = NdisAllocateNetBuffer(pool, null, 0, 0);
        NdisFreeNetBuffer(taken[2]);

        var figures = Figures(pool);

        Assert.Equal(2, figures["ndis.pool.in_use"]);
        Assert.Equal(pool.Capacity, figures["ndis.pool.capacity"]);
        Assert.Equal(3, figures["ndis.pool.high_water"]);
        Assert.Equal(1, figures["ndis.pool.failures"]);
        Assert.DoesNotContain("ndis.pool.allocations", figures.Keys);
        NdisFreeNetBuffers(taken.AsSpan(0, 2));
    }

    [Fact]
    public void Allocations_are_counted_while_that_is_wanted_on_every_way_to_allocate()
    {
        using var pool = Pool();
        Pair(pool);
        NdisDebug.CountsAllocations = true;
        try
        {
            for (var i = 0; i < 300; i++) Pair(pool);
            using (var scope = pool.Enter())
            {
                scope.NdisFreeNetBuffer(scope.NdisAllocateNetBuffer(null, 0, 0));
            }
            var many = new NetBuffer[200];
            Assert.Equal(200, NdisAllocateNetBuffers(pool, many));
            NdisFreeNetBuffers(many);
            var thread = new Thread(() => Pair(pool));
            thread.Start();
            thread.Join();

            Assert.Equal(300 + 1 + 200 + 1, Figures(pool)["ndis.pool.allocations"]);
        }
        finally
        {
            NdisDebug.CountsAllocations = false;
        }
        Pair(pool);
        Assert.DoesNotContain("ndis.pool.allocations", Figures(pool).Keys);
    }

    [Fact]
    public void A_listener_is_told_of_pools_objects_and_violations()
    {
        using var listener = new Listener(EventLevel.Verbose);
        var pool = Pool();
        var netBuffer = NdisAllocateNetBuffer(pool, null, 0, 0);
        NdisFreeNetBuffer(netBuffer);
        Assert.Throws<NdisViolationException>(() => NdisFreeNetBuffer(netBuffer));
        NdisFreeNetBufferPool(pool);

        Assert.Equal(["PoolAllocated", "ObjectAllocated", "ObjectFreed", "PoolFreed"], listener.Seen.Where(one => one.Tag == "eter").Select(one => one.Name));
        Assert.Contains(listener.Seen, one => one.Name == "Violation" && one.Text.Contains("NDIS0003", StringComparison.Ordinal));
    }

    [Fact]
    public void A_listener_for_what_is_rare_leaves_the_pools_as_fast_as_they_were()
    {
        using var listener = new Listener(EventLevel.Informational);
        using var pool = Pool();
        Pair(pool);
        Assert.DoesNotContain(listener.Seen, one => one.Name.StartsWith("Object", StringComparison.Ordinal));
        Assert.DoesNotContain("ndis.pool.allocations", Figures(pool).Keys);
    }

    [Fact]
    public void Pools_work_on_while_observation_is_switched_on_and_off_beside_them()
    {
        using var pool = Pool();
        var over = false;
        var threads = Enumerable.Range(0, 3).Select(_ => new Thread(() =>
        {
            var held = new NetBuffer[150];
            while (!Volatile.Read(ref over))
            {
                for (var i = 0; i < held.Length; i++) held[i] = NdisAllocateNetBuffer(pool, null, 0, 0);
                NdisFreeNetBuffers(held);
            }
        })).ToList();
        threads.ForEach(thread => thread.Start());
        for (var i = 0; i < 200; i++) NdisDebug.CountsAllocations = i % 2 == 0;
        NdisDebug.CountsAllocations = false;
        Volatile.Write(ref over, true);
        threads.ForEach(thread => thread.Join());

        Assert.Equal(0, pool.OutstandingCount);
    }

    private static NetBufferPool Pool(int maximum = 0) => NdisAllocateNetBufferPool(null, new NetBufferPoolParameters { PoolTag = Tag, MaximumCount = maximum })!;

    private static void Pair(NetBufferPool pool) => NdisFreeNetBuffer(NdisAllocateNetBuffer(pool, null, 0, 0));

    private static Dictionary<string, long> Figures(NetBufferPool pool)
    {
        var figures = new Dictionary<string, long>();
        using var listener = new MeterListener
        {
            InstrumentPublished = (instrument, listener) =>
            {
                if (instrument.Meter.Name == "NdisRules.Runtime") listener.EnableMeasurementEvents(instrument);
            },
        };
        listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) =>
        {
            var pairs = tags.ToArray().ToDictionary(pair => pair.Key, pair => pair.Value);
            // The number is given again once a pool is freed, so the tag says that it is one of this class.
            if ((int)pairs["ndis.pool.number"]! == pool.Store.Number && (string)pairs["ndis.pool.tag"]! == "eter") figures[instrument.Name] = value;
        });
        listener.Start();
        listener.RecordObservableInstruments();
        return figures;
    }

    private sealed class Listener : EventListener
    {
        public Listener(EventLevel level)
        {
            using (Pool())
            {
                // The source exists from the first pool on.
            }
            foreach (var source in EventSource.GetSources().Where(source => source.Name == "NdisRules-Runtime")) EnableEvents(source, level, EventKeywords.All);
        }

        public System.Collections.Concurrent.ConcurrentQueue<(string Name, string? Tag, string Text)> Seen { get; } = new();

        protected override void OnEventWritten(EventWrittenEventArgs eventData)
        {
            if (eventData.EventSource.Name == "NdisRules-Runtime")
                Seen.Enqueue((eventData.EventName!, eventData.Payload!.OfType<string>().FirstOrDefault(), string.Join(" ", eventData.Payload!)));
        }
    }
}
