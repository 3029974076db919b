// case: A filter shows an inspector what it reassembles and frees it with another offset, or not at all
using System.Diagnostics;

interface IInspector
{
    int Headroom { get; }
    bool Inspect(NetBuffer packet, out string? verdict);
}

sealed class Verdicts
{
    readonly Dictionary<string, int> counts = new(StringComparer.Ordinal);

    public void Add(string? verdict)
    {
        var key = verdict ?? "none";
        counts[key] = counts.TryGetValue(key, out var count) ? count + 1 : 1;
    }

    public IEnumerable<string> Lines() => counts.OrderByDescending(pair => pair.Value).Select(pair => $"{pair.Value,8} {pair.Key}");
}

sealed class ReassemblingFilter : FilterModule
{
    readonly IInspector inspector;
    readonly Verdicts verdicts = new();
    readonly TimeSpan most = TimeSpan.FromMilliseconds(2);
    NetBufferListPool? pool;
    long slow;

    public ReassemblingFilter(IInspector inspector)
    {
        ArgumentNullException.ThrowIfNull(inspector);
        this.inspector = inspector;
    }

    public override NdisStatus FilterAttach(FilterAttachParameters parameters)
    {
        pool = NdisAllocateNetBufferListPool(NdisFilterHandle, new NetBufferListPoolParameters { AllocateNetBuffer = true, ContextSize = 32 });
        return pool is null ? NdisStatus.Resources : NdisStatus.Success;
    }

    public override void FilterReceiveNetBufferLists(NetBufferList netBufferLists, uint portNumber, int numberOfNetBufferLists, NdisReceiveFlags receiveFlags)
    {
        if (numberOfNetBufferLists > 1 && !IsAccepted(netBufferLists))
        {
            if ((receiveFlags & NdisReceiveFlags.Resources) == 0)
                NdisFReturnNetBufferLists(NdisFilterHandle, netBufferLists, NdisReturnFlags.None);
            return;
        }

        NdisFIndicateReceiveNetBufferLists(NdisFilterHandle, netBufferLists, portNumber, numberOfNetBufferLists, receiveFlags);
    }

    bool IsAccepted(NetBufferList fragments)
    {
        var whole = NdisAllocateReassembledNetBufferList(fragments, pool, 0, inspector.Headroom, 0); // NDIS0005
        if (!whole)
        {
            verdicts.Add("no memory");
            return true;
        }

        var started = Stopwatch.GetTimestamp();
        var isAccepted = inspector.Inspect(whole.FirstNetBuffer, out var verdict);
        verdicts.Add(verdict);
        if (Stopwatch.GetElapsedTime(started) > most)
        {
            slow++;
            Trace.TraceWarning("inspection took {0}", Stopwatch.GetElapsedTime(started));
            return isAccepted;
        }

        NdisFreeReassembledNetBufferList(whole, inspector.Headroom);
        return isAccepted;
    }

    public NdisStatus Probe(NetBufferList fragments)
    {
        var whole = NdisAllocateReassembledNetBufferList(fragments, pool, 0, 14, 0);
        if (whole == null)
            return NdisStatus.Resources;
        var status = inspector.Inspect(whole.FirstNetBuffer, out _) ? NdisStatus.Success : NdisStatus.NotAccepted;
        NdisFreeReassembledNetBufferList(whole, 0); // NDIS0008
        return status;
    }

    public override void FilterDetach()
    {
        foreach (var line in verdicts.Lines())
            Trace.WriteLine(line);
        Trace.WriteLine($"{slow} slow");
        if (pool is not null)
            NdisFreeNetBufferListPool(pool);
    }
}
