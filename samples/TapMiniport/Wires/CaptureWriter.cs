using System.Buffers.Binary;

namespace TapMiniport.Wires;

/// <summary>Writes frames into a capture file in the classic pcap format. Any thread may write.</summary>
internal sealed class CaptureWriter : IDisposable
{
    private readonly Lock gate = new();
    private readonly Stream file;

    /// <summary>Starts a capture in a stream, which it closes in the end.</summary>
    public CaptureWriter(Stream file)
    {
        this.file = file;
        Span<byte> header = stackalloc byte[CaptureReader.FileHeaderSize];
        header.Clear();
        BinaryPrimitives.WriteUInt32LittleEndian(header, 0xA1B2C3D4);
        BinaryPrimitives.WriteUInt16LittleEndian(header[4..], 2);
        BinaryPrimitives.WriteUInt16LittleEndian(header[6..], 4);
        BinaryPrimitives.WriteInt32LittleEndian(header[16..], CaptureReader.LargestFrame);
        BinaryPrimitives.WriteInt32LittleEndian(header[20..], 1);
        file.Write(header);
    }

    /// <summary>Starts a capture in a new file, or in place of an old one.</summary>
    /// <exception cref="SetupException">The file cannot be written.</exception>
    public static CaptureWriter Create(string path)
    {
        try
        {
            return new CaptureWriter(new BufferedStream(File.Create(path), 1 << 16));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or NotSupportedException)
        {
            throw new SetupException($"The capture file cannot be written: {e.Message}");
        }
    }

    /// <summary>Why the capture is not complete, null if it is.</summary>
    public string? Fault { get; private set; }

    /// <summary>Adds a frame. False when the file takes no more: see <see cref="Fault"/>.</summary>
    public bool TryWrite(long microseconds, ReadOnlySpan<byte> frame)
    {
        Span<byte> header = stackalloc byte[CaptureReader.RecordHeaderSize];
        BinaryPrimitives.WriteUInt32LittleEndian(header, (uint)(microseconds / 1_000_000));
        BinaryPrimitives.WriteUInt32LittleEndian(header[4..], (uint)(microseconds % 1_000_000));
        BinaryPrimitives.WriteInt32LittleEndian(header[8..], frame.Length);
        BinaryPrimitives.WriteInt32LittleEndian(header[12..], frame.Length);
        lock (gate)
        {
            if (Fault is null) Append(header, frame);
            return Fault is null;
        }
    }

    /// <summary>Writes what is not on the disk yet, and closes the file.</summary>
    public void Dispose()
    {
        try
        {
            file.Dispose();
        }
        catch (IOException e)
        {
            Fault ??= Explain(e);
        }
    }

    private void Append(ReadOnlySpan<byte> header, ReadOnlySpan<byte> frame)
    {
        try
        {
            file.Write(header);
            file.Write(frame);
        }
        catch (IOException e)
        {
            Fault = Explain(e);
        }
    }

    private static string Explain(IOException e) => $"The capture file is not complete: {e.Message}";
}
