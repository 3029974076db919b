// case: A writer of binary messages over IBufferWriter, with its own pooled writer
using System.Buffers.Binary;
using System.Text;

sealed class PooledWriter : IBufferWriter<byte>, IDisposable
{
    const int Smallest = 256;

    byte[]? buffer;
    int written;

    public PooledWriter(int capacity = Smallest) => buffer = ArrayPool<byte>.Shared.Rent(Math.Max(Smallest, capacity));

    public int WrittenCount => written;
    public ReadOnlyMemory<byte> WrittenMemory => Buffer.AsMemory(0, written);
    public ReadOnlySpan<byte> WrittenSpan => Buffer.AsSpan(0, written);

    byte[] Buffer => buffer ?? throw new ObjectDisposedException(nameof(PooledWriter));

    public void Clear() => written = 0;

    public void Advance(int count)
    {
        if (count < 0 || written > Buffer.Length - count)
            throw new ArgumentOutOfRangeException(nameof(count));
        written += count;
    }

    public Memory<byte> GetMemory(int sizeHint = 0)
    {
        Reserve(sizeHint);
        return Buffer.AsMemory(written);
    }

    public Span<byte> GetSpan(int sizeHint = 0)
    {
        Reserve(sizeHint);
        return Buffer.AsSpan(written);
    }

    void Reserve(int sizeHint)
    {
        var old = Buffer;
        var needed = Math.Max(1, sizeHint);
        if (old.Length - written >= needed)
            return;
        var larger = ArrayPool<byte>.Shared.Rent(checked(written + Math.Max(needed, old.Length)));
        old.AsSpan(0, written).CopyTo(larger);
        buffer = larger;
        ArrayPool<byte>.Shared.Return(old);
    }

    public void Dispose()
    {
        var array = buffer;
        buffer = null;
        written = 0;
        if (array is not null)
            ArrayPool<byte>.Shared.Return(array);
    }
}

enum FieldTag : byte
{
    End = 0,
    Number = 1,
    Text = 2,
    Bytes = 3,
    List = 4,
}

static class MessageWriter
{
    public static void Write(this IBufferWriter<byte> writer, FieldTag tag)
    {
        writer.GetSpan(1)[0] = (byte)tag;
        writer.Advance(1);
    }

    public static void WriteNumber(this IBufferWriter<byte> writer, long value)
    {
        writer.Write(FieldTag.Number);
        BinaryPrimitives.WriteInt64BigEndian(writer.GetSpan(8), value);
        writer.Advance(8);
    }

    public static void WriteText(this IBufferWriter<byte> writer, string value)
    {
        writer.Write(FieldTag.Text);
        var most = Encoding.UTF8.GetMaxByteCount(value.Length);
        var span = writer.GetSpan(most + 4);
        var length = Encoding.UTF8.GetBytes(value, span[4..]);
        BinaryPrimitives.WriteInt32BigEndian(span, length);
        writer.Advance(length + 4);
    }

    public static void WriteList<T>(this IBufferWriter<byte> writer, IReadOnlyCollection<T> items, Action<IBufferWriter<byte>, T> one)
    {
        writer.Write(FieldTag.List);
        BinaryPrimitives.WriteInt32BigEndian(writer.GetSpan(4), items.Count);
        writer.Advance(4);
        foreach (var item in items)
            one(writer, item);
    }
}

sealed record Reading(string Sensor, long Value, IReadOnlyList<string> Labels);

sealed class ReadingPublisher(Stream stream)
{
    int published;

    public int Published => published;

    public async Task PublishAsync(IEnumerable<Reading> readings, CancellationToken cancellation)
    {
        using var writer = new PooledWriter(1024);
        foreach (var chunk in readings.Chunk(16))
        {
            writer.Clear();
            foreach (var reading in chunk)
            {
                writer.WriteText(reading.Sensor);
                writer.WriteNumber(reading.Value);
                writer.WriteList(reading.Labels, static (to, label) => to.WriteText(label));
                writer.Write(FieldTag.End);
            }

            await stream.WriteAsync(writer.WrittenMemory, cancellation);
            published += chunk.Length;
        }
    }

    public byte[] Encode(Reading reading)
    {
        var writer = new PooledWriter();
        try
        {
            writer.WriteText(reading.Sensor);
            writer.WriteNumber(reading.Value);
            return writer.WrittenSpan.ToArray();
        }
        finally
        {
            writer.Dispose();
        }
    }
}
