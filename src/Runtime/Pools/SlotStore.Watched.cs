namespace NdisRules.Runtime;

/// <summary>The same under the verifier: no magazines, everything under the lock, and a look at every byte.</summary>
sealed unsafe partial class SlotStore
{
    readonly Watch? watch;

    /// <summary>Whether the verifier watches the store.</summary>
    internal bool IsWatched => watch is not null;

    /// <summary>Where a lent slot was allocated, as the end of a line; empty when that was not noted.</summary>
    internal string SiteOf(ulong handle) => NotedSite(handle) is { } site ? $", allocated by {site}" : "";

    /// <summary>Where the slot of a stale handle had been allocated; null when that was not noted, or the slot was lent again.</summary>
    internal static string? SiteOfStale(ulong handle) => Of(handle)?.NotedSite(handle);

    string? NotedSite(ulong handle)
    {
        if (watch is null) return null;
        lock (gate) return watch.SiteOf(handle);
    }

    /// <summary>One line per idle slot that was written to since it was freed. Empty without the verifier.</summary>
    internal List<string> DamagedNames()
    {
        if (watch is null) return [];
        lock (gate) return watch.DamagedNames(layout);
    }

    ulong TakeWatched(Watch watch)
    {
        if (watch.ShouldFail()) return 0;
        lock (gate)
        {
            if (closed || (!watch.HasRipe && !TryCut() && watch.IdleCount == 0)) return 0;
            var handle = watch.Take(layout, out var damaged);
            if (damaged >= 0) throw WrittenWhileFree(watch, handle, damaged);
            Lend(handle);
            // Under the pattern of a freed slot the fields are not those of a new one.
            Prepare(handle);
            *Handle.Header(handle) = LiveHeader(handle);
            watch.NoteLent(handle);
            return handle;
        }
    }

    NdisViolationException WrittenWhileFree(Watch watch, ulong handle, int at)
    {
        Prepare(handle);
        watch.AddNew(handle, layout);
        return new NdisViolationException(RuleIds.UsedAfterFree,
            $"byte {at} of the slot at {handle & Handle.AddressMask:x} was written to while it was free.");
    }

    void PutBackWatched(Watch watch, ulong next)
    {
        int broken;
        lock (gate)
        {
            if (closed) return;
            broken = watch.Add(next, layout);
        }
        if (broken >= 0)
            throw new NdisViolationException(RuleIds.UsedAfterFree,
                $"byte {broken} from the data start of the slot at {next & Handle.AddressMask:x} was written to, which has {layout.DataSize} bytes of data; it is freed all the same.");
    }
}
