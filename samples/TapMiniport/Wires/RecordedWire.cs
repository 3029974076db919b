namespace TapMiniport.Wires;

/// <summary>A wire that keeps a record of every frame in and out. It closes both the wire and the record.</summary>
internal sealed class RecordedWire(IWire wire, CaptureWriter record) : IWire
{
    public long Now => wire.Now;

    public string? Fault => wire.Fault ?? record.Fault;

    public int Receive(Span<byte> frame)
    {
        var length = wire.Receive(frame);
        return length <= 0 || record.TryWrite(wire.Now, frame[..length]) ? length : IWire.Ended;
    }

    public bool TrySend(ReadOnlySpan<byte> frame)
    {
        // What cannot be recorded is sent all the same: the receiving side tells of it.
        var sent = wire.TrySend(frame);
        if (sent) record.TryWrite(wire.Now, frame);
        return sent;
    }

    public void Dispose()
    {
        wire.Dispose();
        record.Dispose();
    }
}
