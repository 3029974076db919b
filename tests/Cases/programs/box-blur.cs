// case: A box blur over rented rows forgets them for an empty crop
readonly struct Rectangle(int x, int y, int width, int height)
{
    public int X { get; } = x;
    public int Y { get; } = y;
    public int Width { get; } = width;
    public int Height { get; } = height;
    public bool IsEmpty => Width <= 0 || Height <= 0;

    public Rectangle ClippedTo(int width, int height)
    {
        var left = Math.Clamp(X, 0, width);
        var top = Math.Clamp(Y, 0, height);
        return new(left, top, Math.Clamp(X + Width, 0, width) - left, Math.Clamp(Y + Height, 0, height) - top);
    }
}

sealed class Bitmap
{
    public Bitmap(int width, int height)
    {
        if (width <= 0 || height <= 0)
            throw new ArgumentException("A bitmap has at least one pixel.");
        Width = width;
        Height = height;
        Pixels = new uint[width * height];
    }

    public int Width { get; }
    public int Height { get; }
    public uint[] Pixels { get; }
    public Span<uint> Row(int y) => Pixels.AsSpan(y * Width, Width);
}

static class Channels
{
    public static int Red(uint pixel) => (int)(pixel >> 16 & 0xFF);
    public static int Green(uint pixel) => (int)(pixel >> 8 & 0xFF);
    public static int Blue(uint pixel) => (int)(pixel & 0xFF);
    public static uint Pack(int red, int green, int blue) => 0xFF000000u | (uint)red << 16 | (uint)green << 8 | (uint)blue;
}

sealed class BoxBlur
{
    readonly int radius;

    public BoxBlur(int radius)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(radius);
        this.radius = radius;
    }

    public int Passes { get; set; } = 1;

    public long Apply(Bitmap image, Rectangle area)
    {
        if (radius == 0)
            return 0;
        var touched = 0L;
        var red = ArrayPool<int>.Shared.Rent(image.Width + 1); // NDIS0005
        var green = ArrayPool<int>.Shared.Rent(image.Width + 1); // NDIS0005
        var blue = ArrayPool<int>.Shared.Rent(image.Width + 1); // NDIS0005
        var clip = area.ClippedTo(image.Width, image.Height);
        if (clip.IsEmpty)
            return touched;

        for (var pass = 0; pass < Passes; pass++)
        {
            for (var y = clip.Y; y < clip.Y + clip.Height; y++)
            {
                var row = image.Row(y).Slice(clip.X, clip.Width);
                Sums(row, red, green, blue);
                Average(row, red, green, blue);
                touched += row.Length;
            }
        }

        ArrayPool<int>.Shared.Return(blue);
        ArrayPool<int>.Shared.Return(green);
        ArrayPool<int>.Shared.Return(red);
        return touched;
    }

    public int[] Histogram(Bitmap image)
    {
        var counts = ArrayPool<int>.Shared.Rent(256);
        Array.Clear(counts, 0, 256);
        foreach (var pixel in image.Pixels)
            counts[(Channels.Red(pixel) * 3 + Channels.Green(pixel) * 6 + Channels.Blue(pixel)) / 10]++;
        var result = counts.AsSpan(0, 256).ToArray();
        ArrayPool<int>.Shared.Return(counts);
        return result;
    }

    static void Sums(ReadOnlySpan<uint> row, int[] red, int[] green, int[] blue)
    {
        red[0] = green[0] = blue[0] = 0;
        for (var x = 0; x < row.Length; x++)
        {
            red[x + 1] = red[x] + Channels.Red(row[x]);
            green[x + 1] = green[x] + Channels.Green(row[x]);
            blue[x + 1] = blue[x] + Channels.Blue(row[x]);
        }
    }

    void Average(Span<uint> row, int[] red, int[] green, int[] blue)
    {
        for (var x = 0; x < row.Length; x++)
        {
            var from = Math.Max(0, x - radius);
            var to = Math.Min(row.Length, x + radius + 1);
            var count = to - from;
            row[x] = Channels.Pack((red[to] - red[from]) / count, (green[to] - green[from]) / count, (blue[to] - blue[from]) / count);
        }
    }
}
