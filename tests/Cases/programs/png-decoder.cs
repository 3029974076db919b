// case: A decoder of scan lines swaps two rented lines and returns the same one twice
using System.Buffers.Binary;
using System.IO.Compression;

enum ColorKind : byte
{
    Grey = 0,
    Rgb = 2,
    Rgba = 6,
}

readonly record struct ImageHeader(int Width, int Height, ColorKind Kind)
{
    public int BytesPerPixel => Kind switch
    {
        ColorKind.Grey => 1,
        ColorKind.Rgb => 3,
        ColorKind.Rgba => 4,
        _ => throw new InvalidDataException($"Kind {Kind}."),
    };

    public int Stride => Width * BytesPerPixel;

    public static ImageHeader Read(ReadOnlySpan<byte> chunk)
    {
        var header = new ImageHeader(BinaryPrimitives.ReadInt32BigEndian(chunk), BinaryPrimitives.ReadInt32BigEndian(chunk[4..]), (ColorKind)chunk[9]);
        return header is { Width: > 0 and < 1 << 16, Height: > 0 and < 1 << 16 } ? header : throw new InvalidDataException("The size is wrong.");
    }
}

interface IPixelSink
{
    void Line(int y, ReadOnlySpan<byte> pixels);
}

sealed class ScanLines
{
    readonly ImageHeader header;
    readonly IPixelSink sink;

    public ScanLines(ImageHeader header, IPixelSink sink)
    {
        this.header = header;
        this.sink = sink;
    }

    public void Decode(Stream compressed)
    {
        using var inflated = new ZLibStream(compressed, CompressionMode.Decompress, leaveOpen: true);
        var current = ArrayPool<byte>.Shared.Rent(header.Stride);
        var previous = ArrayPool<byte>.Shared.Rent(header.Stride);
        Array.Clear(previous);
        for (var y = 0; y < header.Height; y++)
        {
            var filter = inflated.ReadByte();
            if (filter < 0)
                break;
            inflated.ReadExactly(current, 0, header.Stride);
            Unfilter(filter, current.AsSpan(0, header.Stride), previous, header.BytesPerPixel);
            sink.Line(y, current.AsSpan(0, header.Stride));
            (current, previous) = (previous, current);
        }

        ArrayPool<byte>.Shared.Return(current);
        ArrayPool<byte>.Shared.Return(previous);
    }

    public int CountBlank(Stream compressed, byte threshold)
    {
        using var inflated = new ZLibStream(compressed, CompressionMode.Decompress, leaveOpen: true);
        var line = ArrayPool<byte>.Shared.Rent(header.Stride);
        var above = ArrayPool<byte>.Shared.Rent(header.Stride); // NDIS0005
        var blank = 0;
        Array.Clear(above);
        for (var y = 0; y < header.Height && inflated.ReadByte() is var filter and >= 0; y++)
        {
            inflated.ReadExactly(line, 0, header.Stride);
            Unfilter(filter, line.AsSpan(0, header.Stride), above, header.BytesPerPixel);
            if (!line.AsSpan(0, header.Stride).ContainsAnyInRange(threshold, (byte)255))
                blank++;
            line.AsSpan(0, header.Stride).CopyTo(above);
        }

        ArrayPool<byte>.Shared.Return(line);
        if (blank > 0)
            ArrayPool<byte>.Shared.Return(line); // NDIS0003
        return blank;
    }

    static void Unfilter(int filter, Span<byte> line, ReadOnlySpan<byte> above, int step)
    {
        for (var x = 0; x < line.Length; x++)
        {
            var left = x >= step ? line[x - step] : 0;
            var up = above[x];
            var corner = x >= step ? above[x - step] : 0;
            line[x] += filter switch
            {
                0 => 0,
                1 => (byte)left,
                2 => up,
                3 => (byte)((left + up) / 2),
                4 => (byte)Paeth(left, up, corner),
                _ => throw new InvalidDataException($"Filter {filter}."),
            };
        }
    }

    static int Paeth(int a, int b, int c)
    {
        var p = a + b - c;
        int pa = Math.Abs(p - a), pb = Math.Abs(p - b), pc = Math.Abs(p - c);
        return pa <= pb && pa <= pc ? a : pb <= pc ? b : c;
    }
}
