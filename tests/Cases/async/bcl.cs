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
