// case: A renderer of tiles in parallel rents for each, and its cache of tiles is disposed
using System.Diagnostics;
using System.Numerics;

readonly record struct TileKey(int X, int Y, int Zoom);

sealed class Tile : IDisposable
{
    public const int Size = 256;

    IMemoryOwner<uint>? owner;

    public Tile(TileKey key)
    {
        Key = key;
        owner = MemoryPool<uint>.Shared.Rent(Size * Size);
    }

    public TileKey Key { get; }
    public bool IsDisposed => owner is null;
    public Span<uint> Pixels => owner is { } live ? live.Memory.Span[..(Size * Size)] : throw new ObjectDisposedException(nameof(Tile));

    public void Dispose()
    {
        owner?.Dispose();
        owner = null;
    }
}

interface IShader
{
    uint Shade(double x, double y);
}

sealed class Mandelbrot(int iterations) : IShader
{
    public uint Shade(double x, double y)
    {
        var c = new Complex(x, y);
        var z = Complex.Zero;
        for (var i = 0; i < iterations; i++)
        {
            z = z * z + c;
            if (z.Magnitude > 2)
                return 0xFF000000u | (uint)(i * 0x010305);
        }

        return 0xFF000000u;
    }
}

sealed class TileRenderer : IDisposable
{
    readonly ConcurrentDictionary<TileKey, Lazy<Tile>> tiles = new();
    readonly IShader shader;
    readonly int supersampling;

    public TileRenderer(IShader shader, int supersampling = 1)
    {
        this.shader = shader;
        this.supersampling = Math.Clamp(supersampling, 1, 4);
    }

    public Tile Get(TileKey key) => tiles.GetOrAdd(key, one => new Lazy<Tile>(() => Render(one))).Value;

    public TimeSpan Prefetch(IEnumerable<TileKey> keys, CancellationToken cancellation)
    {
        var clock = Stopwatch.StartNew();
        Parallel.ForEach(keys, new ParallelOptions { CancellationToken = cancellation }, key => Get(key));
        return clock.Elapsed;
    }

    Tile Render(TileKey key)
    {
        var tile = new Tile(key);
        var side = Tile.Size * supersampling;
        var samples = ArrayPool<uint>.Shared.Rent(side * side);
        try
        {
            var scale = 4.0 / (side << key.Zoom);
            for (var y = 0; y < side; y++)
            {
                for (var x = 0; x < side; x++)
                    samples[y * side + x] = shader.Shade((key.X * side + x) * scale - 2, (key.Y * side + y) * scale - 2);
            }

            Reduce(samples, tile.Pixels, side);
            return tile;
        }
        finally
        {
            ArrayPool<uint>.Shared.Return(samples);
        }
    }

    void Reduce(ReadOnlySpan<uint> samples, Span<uint> pixels, int side)
    {
        for (var y = 0; y < Tile.Size; y++)
        {
            for (var x = 0; x < Tile.Size; x++)
            {
                uint red = 0, green = 0, blue = 0;
                for (var dy = 0; dy < supersampling; dy++)
                {
                    foreach (var sample in samples.Slice((y * supersampling + dy) * side + x * supersampling, supersampling))
                    {
                        red += sample >> 16 & 0xFF;
                        green += sample >> 8 & 0xFF;
                        blue += sample & 0xFF;
                    }
                }

                var count = (uint)(supersampling * supersampling);
                pixels[y * Tile.Size + x] = 0xFF000000u | red / count << 16 | green / count << 8 | blue / count;
            }
        }
    }

    public void Dispose()
    {
        foreach (var lazy in tiles.Values)
        {
            if (lazy.IsValueCreated)
                lazy.Value.Dispose();
        }

        tiles.Clear();
    }
}
