namespace TapMiniport.Wires;

/// <summary>The frames of a capture file, one after the other and as fast as they are taken. What is sent goes nowhere.</summary>
internal sealed class ReplayWire(IReadOnlyList<CapturedFrame> frames) : IWire
{
    private int next;
    private long now = frames.Count > 0 ? frames[0].Microseconds : 0;

    /// <summary>The time of the frame that was received last: what answers it is as old as it is.</summary>
    public long Now => Volatile.Read(ref now);

    public string? Fault => null;

    public int Receive(Span<byte> frame)
    {
        // A record may be empty; a wire brings no empty frames.
        while (next < frames.Count && frames[next].Bytes.IsEmpty) next++;
        if (next == frames.Count) return IWire.Ended;

        var (microseconds, bytes) = frames[next++];
        Volatile.Write(ref now, microseconds);
        var length = Math.Min(bytes.Length, frame.Length);
        bytes.Span[..length].CopyTo(frame);
        return length;
    }

    public bool TrySend(ReadOnlySpan<byte> frame) => true;

    public void Dispose() { }
}
