namespace TapMiniport;

/// <summary>What an adapter counts. Written by the thread that receives, unless said otherwise; read when the adapter is paused.</summary>
internal sealed class AdapterStatistics
{
    private int sent;
    private int notSent;

    /// <summary>Frames that came out of the wire.</summary>
    public int Received { get; set; }

    /// <summary>Questions after our address that were answered.</summary>
    public int ArpAnswered { get; set; }

    /// <summary>Pings that were answered.</summary>
    public int EchoAnswered { get; set; }

    /// <summary>Frames that were answered, of either kind.</summary>
    public int Answered => ArpAnswered + EchoAnswered;

    /// <summary>Frames that went up, because they were none of the driver's business.</summary>
    public int PassedUp { get; set; }

    /// <summary>Frames that were dropped for a wrong checksum or length.</summary>
    public int Damaged { get; set; }

    /// <summary>Frames that were dropped because a pool had nothing more to lend.</summary>
    public int Missed { get; set; }

    /// <summary>Answers that could not be given, for want of a NET_BUFFER or of somebody at the other end.</summary>
    public int Unanswered { get; set; }

    /// <summary>Answered frames of which no clone was to be had.</summary>
    public int NotTapped { get; set; }

    /// <summary>Frames from above that went into the wire. Any thread.</summary>
    public int Sent => Volatile.Read(ref sent);

    /// <summary>Frames from above that could not be sent. Any thread.</summary>
    public int NotSent => Volatile.Read(ref notSent);

    public void CountSend(bool success) => Interlocked.Increment(ref success ? ref sent : ref notSent);
}
