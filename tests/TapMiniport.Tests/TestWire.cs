using System.Collections.Concurrent;
using TapMiniport.Wires;

namespace TapMiniport.Tests;

/// <summary>A wire whose other end is the test.</summary>
sealed class TestWire : IWire
{
    readonly BlockingCollection<byte[]> arriving = [];
    readonly BlockingCollection<byte[]> sent = [];

    public long Now => 0;

    public string? Fault { get; set; }

    public volatile bool IsDown;

    /// <summary>Everything that was sent and not looked at yet.</summary>
    public IReadOnlyCollection<byte[]> Sent => [.. sent];

    public void Arrives(byte[] frame) => arriving.Add(frame);

    /// <summary>Lets the wire end when everything that arrives has been taken.</summary>
    public void Ends() => arriving.CompleteAdding();

    public byte[] NextSent() => sent.TryTake(out var frame, TimeSpan.FromSeconds(30)) ? frame : throw new TimeoutException("Nothing was sent.");

    public int Receive(Span<byte> frame)
    {
        if (!arriving.TryTake(out var bytes, millisecondsTimeout: 10)) return arriving.IsCompleted ? IWire.Ended : IWire.Nothing;
        var length = Math.Min(bytes.Length, frame.Length);
        bytes.AsSpan(0, length).CopyTo(frame);
        return length;
    }

    public bool TrySend(ReadOnlySpan<byte> frame)
    {
        if (IsDown) return false;
        sent.Add(frame.ToArray());
        return true;
    }

    public void Dispose() { }
}
