// case: A retransmission queue frees what is acknowledged, and touches one that it has just freed
using System.Diagnostics;

interface IWire
{
    NdisStatus Transmit([NdisRules.Borrows] NetBuffer buffer);
}

sealed class Segment
{
    public uint Sequence;
    public NetBuffer Buffer;
    public long SentAt;
    public int Tries;
    public bool IsLast;
}

sealed class RoundTrip
{
    double smoothed = 200;
    double variance = 50;

    public double Timeout => smoothed + 4 * variance;

    public void Sample(double milliseconds)
    {
        variance += (Math.Abs(milliseconds - smoothed) - variance) / 4;
        smoothed += (milliseconds - smoothed) / 8;
    }
}

sealed class Retransmitter : IDisposable
{
    readonly NetBufferPool pool;
    readonly Mdl window;
    readonly IWire wire;
    readonly LinkedList<Segment> unacknowledged = new();
    readonly RoundTrip roundTrip = new();
    uint next;
    int retransmissions;

    public Retransmitter(NetBufferPool pool, Mdl window, IWire wire)
    {
        this.pool = pool;
        this.window = window;
        this.wire = wire;
    }

    public int MaximumTries { get; set; } = 5;
    public int Outstanding => unacknowledged.Count;

    public bool Send(int offset, int length, bool isLast)
    {
        var buffer = NdisAllocateNetBuffer(pool, window, offset, length);
        if (buffer.IsNull)
            return false;
        var segment = new Segment { Sequence = next++, Buffer = buffer, SentAt = Stopwatch.GetTimestamp(), IsLast = isLast };
        unacknowledged.AddLast(segment);
        return wire.Transmit(buffer) == NdisStatus.Success;
    }

    public int Acknowledge(uint upTo)
    {
        var freed = 0;
        while (unacknowledged.First is { Value: var segment } node && segment.Sequence < upTo)
        {
            unacknowledged.Remove(node);
            if (segment.Tries == 0)
                roundTrip.Sample(Stopwatch.GetElapsedTime(segment.SentAt).TotalMilliseconds);
            NdisFreeNetBuffer(segment.Buffer);
            freed += segment.Buffer.DataLength; // NDIS0004
            if (segment.IsLast)
                Debug.WriteLine("all is acknowledged");
        }

        return freed;
    }

    public bool Tick()
    {
        for (var node = unacknowledged.First; node is not null; node = node.Next)
        {
            var segment = node.Value;
            if (Stopwatch.GetElapsedTime(segment.SentAt).TotalMilliseconds < roundTrip.Timeout)
                continue;
            if (++segment.Tries > MaximumTries)
                return false;
            segment.SentAt = Stopwatch.GetTimestamp();
            retransmissions++;
            if (wire.Transmit(segment.Buffer) != NdisStatus.Success)
                break;
        }

        return true;
    }

    public void Dispose()
    {
        foreach (var segment in unacknowledged)
            NdisFreeNetBuffer(segment.Buffer);
        unacknowledged.Clear();
        Debug.WriteLine($"{retransmissions} retransmissions");
    }
}
