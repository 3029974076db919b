// case: Attributes say who owns
using NdisRules;
static class Sink
{
    public static void Take([Releases] Lease lease) => lease.Dispose();
    public static int Look([Borrows] Lease lease) => lease.Length;
}

interface ISource
{
    [return: Acquires("Lease")]
    Lease Next();

    void Consume([Releases] Lease lease);
}

sealed class Pump(ISource source)
{
    public int Good()
    {
        var lease = source.Next();
        var length = Sink.Look(lease);
        source.Consume(lease);
        return length;
    }

    public int Bad()
    {
        var lease = source.Next(); // NDIS0005
        if (Sink.Look(lease) == 0)
            return 0;
        Sink.Take(lease);
        return 1;
    }

    public int Late()
    {
        var lease = source.Next();
        source.Consume(lease);
        return Sink.Look(lease); // NDIS0004
    }
}

// case: A tuple of a buffer and its length
sealed class Encoder
{
    static (byte[] Buffer, int Length) Encode(string text)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(text.Length * 3);
        return (buffer, System.Text.Encoding.UTF8.GetBytes(text, buffer));
    }

    public static void Good(Stream stream, string text)
    {
        var (buffer, length) = Encode(text);
        stream.Write(buffer, 0, length);
        ArrayPool<byte>.Shared.Return(buffer);
    }

    public static int Bad(Stream stream, string text)
    {
        var encoded = Encode(text); // NDIS0005
        if (encoded.Length == 0)
            return 0;
        stream.Write(encoded.Buffer, 0, encoded.Length);
        ArrayPool<byte>.Shared.Return(encoded.Buffer);
        return encoded.Length;
    }

    public static int Discarded(string text)
    {
        (_, var length) = Encode(text); // NDIS0005
        return length;
    }

    public static void Segment(Stream stream, string text)
    {
        var (buffer, length) = Encode(text);
        var segment = new ArraySegment<byte>(buffer, 0, length);
        ArrayPool<byte>.Shared.Return(buffer);
        stream.Write(segment); // NDIS0004
    }
}
