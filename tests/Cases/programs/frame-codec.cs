// case: A codec of frames over a stream forgets a frame that it skips
using System.Buffers.Binary;

enum FrameKind : byte
{
    Data = 1,
    Ping = 2,
    Pong = 3,
    Close = 4,
}

readonly record struct FrameHeader(FrameKind Kind, int Length, uint Checksum)
{
    public const int Size = 9;

    public static FrameHeader Read(ReadOnlySpan<byte> bytes) => new(
        (FrameKind)bytes[0], BinaryPrimitives.ReadInt32BigEndian(bytes[1..]), BinaryPrimitives.ReadUInt32BigEndian(bytes[5..]));

    public void Write(Span<byte> bytes)
    {
        bytes[0] = (byte)Kind;
        BinaryPrimitives.WriteInt32BigEndian(bytes[1..], Length);
        BinaryPrimitives.WriteUInt32BigEndian(bytes[5..], Checksum);
    }
}

static class Adler
{
    public static uint Sum(ReadOnlySpan<byte> data)
    {
        uint a = 1, b = 0;
        foreach (var one in data)
        {
            a = (a + one) % 65521;
            b = (b + a) % 65521;
        }

        return b << 16 | a;
    }
}

interface IFrameSink
{
    ValueTask OnDataAsync(ReadOnlyMemory<byte> data, CancellationToken cancellation);
    void OnPong(TimeSpan roundTrip);
    void OnError(string reason);
}

sealed class FrameConnection
{
    const int MaximumLength = 1 << 20;

    readonly Stream stream;
    readonly IFrameSink sink;
    readonly byte[] header = new byte[FrameHeader.Size];
    DateTime lastPing;
    int corrupt;

    public FrameConnection(Stream stream, IFrameSink sink)
    {
        this.stream = stream;
        this.sink = sink;
    }

    public int Corrupt => corrupt;

    public async Task PingAsync(CancellationToken cancellation)
    {
        lastPing = DateTime.UtcNow;
        await WriteAsync(FrameKind.Ping, ReadOnlyMemory<byte>.Empty, cancellation);
    }

    public async Task WriteAsync(FrameKind kind, ReadOnlyMemory<byte> data, CancellationToken cancellation)
    {
        var whole = ArrayPool<byte>.Shared.Rent(FrameHeader.Size + data.Length);
        try
        {
            new FrameHeader(kind, data.Length, Adler.Sum(data.Span)).Write(whole);
            data.CopyTo(whole.AsMemory(FrameHeader.Size));
            await stream.WriteAsync(whole.AsMemory(0, FrameHeader.Size + data.Length), cancellation);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(whole);
        }
    }

    public async Task ReadLoopAsync(CancellationToken cancellation)
    {
        while (!cancellation.IsCancellationRequested)
        {
            if (!await FillAsync(header, cancellation))
                return;
            var frame = FrameHeader.Read(header);
            if (frame.Length is < 0 or > MaximumLength)
            {
                sink.OnError($"length {frame.Length}");
                return;
            }

            var payload = ArrayPool<byte>.Shared.Rent(Math.Max(1, frame.Length)); // NDIS0005
            var data = payload.AsMemory(0, frame.Length);
            if (!await FillAsync(data, cancellation))
            {
                ArrayPool<byte>.Shared.Return(payload);
                sink.OnError("ended within a frame");
                return;
            }

            if (Adler.Sum(data.Span) != frame.Checksum)
            {
                corrupt++;
                continue;
            }

            var goOn = await DispatchAsync(frame.Kind, data, cancellation);
            ArrayPool<byte>.Shared.Return(payload);
            if (!goOn)
                return;
        }
    }

    async ValueTask<bool> DispatchAsync(FrameKind kind, ReadOnlyMemory<byte> data, CancellationToken cancellation)
    {
        switch (kind)
        {
            case FrameKind.Data:
                await sink.OnDataAsync(data, cancellation);
                return true;
            case FrameKind.Ping:
                await WriteAsync(FrameKind.Pong, data, cancellation);
                return true;
            case FrameKind.Pong:
                sink.OnPong(DateTime.UtcNow - lastPing);
                return true;
            case FrameKind.Close:
                return false;
            default:
                sink.OnError($"kind {kind}");
                return false;
        }
    }

    async ValueTask<bool> FillAsync(Memory<byte> memory, CancellationToken cancellation)
    {
        while (memory.Length > 0)
        {
            var read = await stream.ReadAsync(memory, cancellation);
            if (read == 0)
                return false;
            memory = memory[read..];
        }

        return true;
    }
}
