// case: A read loop over a rented array
class Pump
{
    public async Task<int> Good(Stream stream, CancellationToken token)
    {
        var array = ArrayPool<byte>.Shared.Rent(1024);
        try
        {
            return await stream.ReadAsync(array, token);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(array);
        }
    }

    public async Task<int> Bad(Stream stream, CancellationToken token)
    {
        var array = ArrayPool<byte>.Shared.Rent(1024); // NDIS0005
        var read = await stream.ReadAsync(array, token);
        if (token.IsCancellationRequested)
            return 0;
        ArrayPool<byte>.Shared.Return(array);
        return read;
    }

    public async Task<byte> Late(Stream stream)
    {
        var array = ArrayPool<byte>.Shared.Rent(1024);
        var reading = stream.ReadAsync(array);
        ArrayPool<byte>.Shared.Return(array);
        await reading; // NDIS0004
        return array[0];
    }
}

// case: An owner travels through a channel
class Relay
{
    readonly Channel<IMemoryOwner<byte>> channel = Channel.CreateBounded<IMemoryOwner<byte>>(8);

    public async ValueTask Send(ReadOnlyMemory<byte> data)
    {
        var owner = MemoryPool<byte>.Shared.Rent(data.Length);
        data.CopyTo(owner.Memory);
        await channel.Writer.WriteAsync(owner);
    }

    public async Task Receive(Stream stream)
    {
        while (await channel.Reader.WaitToReadAsync())
            while (channel.Reader.TryRead(out var owner))
                using (owner)
                    await stream.WriteAsync(owner.Memory);
    }

    public bool TrySendBadly(ReadOnlyMemory<byte> data)
    {
        var owner = MemoryPool<byte>.Shared.Rent(data.Length); // NDIS0005
        if (data.IsEmpty)
            return false;
        data.CopyTo(owner.Memory);
        return channel.Writer.TryWrite(owner);
    }
}

// case: What a configured await gives is a segment, a struct or an object
struct Filled
{
    public byte[] Bytes;
    public int Count;
}

sealed class Kept
{
    public required byte[] Bytes;
}

static class Reading
{
    static async Task<ArraySegment<byte>> SegmentAsync(Stream from)
    {
        var bytes = ArrayPool<byte>.Shared.Rent(64);
        return new(bytes, 0, await from.ReadAsync(bytes));
    }

    static async ValueTask<Filled> FilledAsync(Stream from)
    {
        var bytes = ArrayPool<byte>.Shared.Rent(64);
        return new() { Bytes = bytes, Count = await from.ReadAsync(bytes) };
    }

    static async Task<Kept> KeptAsync(Stream from)
    {
        var bytes = ArrayPool<byte>.Shared.Rent(64);
        await from.ReadExactlyAsync(bytes);
        return new() { Bytes = bytes };
    }

    public static async Task<int> Good(Stream from)
    {
        var segment = await SegmentAsync(from).ConfigureAwait(false);
        ArrayPool<byte>.Shared.Return(segment.Array!);
        var filled = await FilledAsync(from).ConfigureAwait(false);
        ArrayPool<byte>.Shared.Return(filled.Bytes);
        var kept = KeptAsync(from).GetAwaiter().GetResult();
        ArrayPool<byte>.Shared.Return(kept.Bytes);
        return segment.Count + filled.Count;
    }

    public static async Task<int> Bad(Stream from)
    {
        var segment = await SegmentAsync(from).ConfigureAwait(false); // NDIS0005
        var filled = await FilledAsync(from).ConfigureAwait(false); // NDIS0005
        var kept = KeptAsync(from).Result; // NDIS0005
        return segment.Count + filled.Count + kept.Bytes.Length;
    }
}
