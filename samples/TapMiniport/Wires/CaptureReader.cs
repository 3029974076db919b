using System.Buffers.Binary;

namespace TapMiniport.Wires;

/// <summary>Reads capture files in the classic pcap format, in either byte order, with micro- or nanoseconds.</summary>
internal static class CaptureReader
{
    public const int FileHeaderSize = 24;
    public const int RecordHeaderSize = 16;

    /// <summary>Bytes beyond which no capture tool records a frame: a larger length is damage.</summary>
    public const int LargestFrame = 262_144;

    private const uint Micros = 0xA1B2C3D4;
    private const uint Nanos = 0xA1B23C4D;
    private const uint NextGeneration = 0x0A0D0D0A;
    private const uint Ethernet = 1;

    /// <summary>The frames of a file, in its order.</summary>
    /// <exception cref="SetupException">The file cannot be read, or is no complete capture of Ethernet frames.</exception>
    public static IReadOnlyList<CapturedFrame> Read(string path)
    {
        byte[] file;
        try
        {
            file = File.ReadAllBytes(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or NotSupportedException)
        {
            throw new SetupException($"The capture file cannot be read: {e.Message}");
        }
        return Parse(file, path);
    }

    /// <summary>The frames in the bytes of a file.</summary>
    /// <exception cref="SetupException">As <see cref="Read"/>.</exception>
    public static IReadOnlyList<CapturedFrame> Parse(ReadOnlyMemory<byte> file, string name)
    {
        if (file.Length < FileHeaderSize) throw new SetupException($"'{name}' is no capture file: it has only {file.Length} bytes.");
        var order = ByteOrder.Of(file.Span, name);
        var link = order.Read(file.Span, 20) & 0xFFFF; // the high half says whether frames end with a checksum
        if (link != Ethernet) throw new SetupException($"'{name}' holds no Ethernet frames but link type {link}.");

        var frames = new List<CapturedFrame>();
        for (var at = FileHeaderSize; at < file.Length;)
        {
            var frame = ReadFrame(file[at..], order, $"'{name}' ends in the middle of frame {frames.Count + 1}.", $"'{name}' is damaged at frame {frames.Count + 1}");
            frames.Add(frame);
            at += RecordHeaderSize + frame.Bytes.Length;
        }
        return frames;
    }

    private static CapturedFrame ReadFrame(ReadOnlyMemory<byte> rest, ByteOrder order, string cut, string damaged)
    {
        if (rest.Length < RecordHeaderSize) throw new SetupException(cut);
        var length = order.Read(rest.Span, 8);
        if (length > LargestFrame) throw new SetupException($"{damaged}: it cannot have {length} bytes.");
        if (length > rest.Length - RecordHeaderSize) throw new SetupException(cut);
        var fraction = order.Read(rest.Span, 4) / (order.IsNanos ? 1000 : 1);
        return new CapturedFrame(order.Read(rest.Span, 0) * 1_000_000L + fraction, rest.Slice(RecordHeaderSize, (int)length));
    }

    /// <summary>How the numbers of one file are written.</summary>
    private readonly record struct ByteOrder(bool IsBigEndian, bool IsNanos)
    {
        public static ByteOrder Of(ReadOnlySpan<byte> file, string name)
        {
            var big = BinaryPrimitives.ReadUInt32BigEndian(file);
            var little = BinaryPrimitives.ReadUInt32LittleEndian(file);
            if (big is Micros or Nanos) return new(true, big == Nanos);
            if (little is Micros or Nanos) return new(false, little == Nanos);
            throw new SetupException(big == NextGeneration
                ? $"'{name}' is a pcapng file; convert it with 'editcap -F pcap {name} NEW_FILE'."
                : $"'{name}' is no capture file: it starts with {Convert.ToHexString(file[..4])}.");
        }

        public uint Read(ReadOnlySpan<byte> bytes, int at) =>
            IsBigEndian ? BinaryPrimitives.ReadUInt32BigEndian(bytes[at..]) : BinaryPrimitives.ReadUInt32LittleEndian(bytes[at..]);
    }
}
