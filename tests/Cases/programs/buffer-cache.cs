// case: A cache of blocks evicts the oldest and forgets it where the key is written again
using System.Diagnostics.CodeAnalysis;

readonly record struct BlockKey(int File, long Offset);

sealed class CachedBlock
{
    public CachedBlock(BlockKey key, byte[] bytes, int length)
    {
        Key = key;
        Bytes = bytes;
        Length = length;
    }

    public BlockKey Key { get; }
    public byte[] Bytes { get; }
    public int Length { get; }
    public long LastUse { get; set; }
    public bool IsDirty { get; set; }
}

interface IBlockDevice
{
    int Read(BlockKey key, Span<byte> destination);
    void Write(BlockKey key, ReadOnlySpan<byte> data);
}

sealed class BlockCache : IDisposable
{
    public const int BlockSize = 8192;

    readonly Dictionary<BlockKey, CachedBlock> blocks = new();
    readonly IBlockDevice device;
    readonly int capacity;
    long clock;
    long hits;
    long misses;

    public BlockCache(IBlockDevice device, int capacity)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(capacity, 1);
        this.device = device;
        this.capacity = capacity;
    }

    public double HitRate => hits + misses == 0 ? 0 : (double)hits / (hits + misses);

    public bool TryGet(BlockKey key, Span<byte> destination)
    {
        if (TryFind(key, out var block))
        {
            block.Bytes.AsSpan(0, block.Length).CopyTo(destination);
            return true;
        }

        misses++;
        var bytes = ArrayPool<byte>.Shared.Rent(BlockSize);
        var length = device.Read(key, bytes.AsSpan(0, BlockSize));
        if (length <= 0)
        {
            ArrayPool<byte>.Shared.Return(bytes);
            return false;
        }

        bytes.AsSpan(0, length).CopyTo(destination);
        Evict();
        blocks.Add(key, new CachedBlock(key, bytes, length) { LastUse = ++clock });
        return true;
    }

    public void Put(BlockKey key, ReadOnlySpan<byte> data)
    {
        if (data.Length > BlockSize)
            throw new ArgumentException("A block is larger.", nameof(data));
        var bytes = ArrayPool<byte>.Shared.Rent(BlockSize); // NDIS0002 for now: silent
        data.CopyTo(bytes);
        Evict();
        blocks[key] = new CachedBlock(key, bytes, data.Length) { LastUse = ++clock, IsDirty = true };
    }

    bool TryFind(BlockKey key, [NotNullWhen(true)] out CachedBlock? block)
    {
        if (!blocks.TryGetValue(key, out block))
            return false;
        hits++;
        block.LastUse = ++clock;
        return true;
    }

    void Evict()
    {
        if (blocks.Count < capacity)
            return;
        CachedBlock? oldest = null;
        foreach (var block in blocks.Values)
        {
            if (oldest is null || block.LastUse < oldest.LastUse)
                oldest = block;
        }

        if (oldest is null)
            return;
        if (oldest.IsDirty)
            device.Write(oldest.Key, oldest.Bytes.AsSpan(0, oldest.Length));
        blocks.Remove(oldest.Key);
        ArrayPool<byte>.Shared.Return(oldest.Bytes);
    }

    public void Dispose()
    {
        foreach (var block in blocks.Values)
        {
            if (block.IsDirty)
                device.Write(block.Key, block.Bytes.AsSpan(0, block.Length));
            ArrayPool<byte>.Shared.Return(block.Bytes);
        }

        blocks.Clear();
    }
}
