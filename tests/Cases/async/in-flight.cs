// case: A read in flight when its buffer is returned
sealed class Reader(Stream stream)
{
    public async Task<int> Good()
    {
        var buffer = ArrayPool<byte>.Shared.Rent(1024);
        var pending = stream.ReadAsync(buffer, 0, buffer.Length);
        await Task.Yield();
        var read = await pending;
        ArrayPool<byte>.Shared.Return(buffer);
        return read;
    }

    public async Task<int> Bad()
    {
        var buffer = ArrayPool<byte>.Shared.Rent(1024);
        var pending = stream.ReadAsync(buffer, 0, buffer.Length);
        ArrayPool<byte>.Shared.Return(buffer);
        return await pending; // NDIS0004
    }

    public async Task<int> BadMemory()
    {
        var owner = MemoryPool<byte>.Shared.Rent(1024);
        var pending = stream.ReadAsync(owner.Memory[..100]);
        owner.Dispose();
        return await pending; // NDIS0004
    }

    public Task<int> Elided()
    {
        var buffer = ArrayPool<byte>.Shared.Rent(1024);
        try
        {
            return stream.ReadAsync(buffer, 0, buffer.Length); // NDIS0004
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    public ValueTask<int> ElidedUsing()
    {
        using var owner = MemoryPool<byte>.Shared.Rent(1024);
        return stream.ReadAsync(owner.Memory); // NDIS0004
    }
}

// case: Two writes in flight and a timeout
sealed class Duplex(Stream left, Stream right)
{
    public async Task Both(int size, CancellationToken token)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(size);
        try
        {
            var first = left.WriteAsync(buffer, 0, size, token);
            var second = right.WriteAsync(buffer, 0, size, token);
            await Task.WhenAll(first, second);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    public async Task<int> Completed(int size)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(size);
        var pending = left.ReadAsync(buffer.AsMemory());
        if (pending.IsCompletedSuccessfully)
        {
            ArrayPool<byte>.Shared.Return(buffer);
            return pending.Result;
        }

        var read = await pending.ConfigureAwait(false);
        ArrayPool<byte>.Shared.Return(buffer);
        return read;
    }

    public Task<int> Continued(int size)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(size);
        return left.ReadAsync(buffer, 0, size).ContinueWith(done =>
        {
            ArrayPool<byte>.Shared.Return(buffer);
            return done.Result;
        });
    }

    public async Task Overlapped(int size)
    {
        var front = ArrayPool<byte>.Shared.Rent(size);
        var back = ArrayPool<byte>.Shared.Rent(size);
        Task write = Task.CompletedTask;
        int read;
        while ((read = await left.ReadAsync(front)) > 0)
        {
            await write;
            (front, back) = (back, front);
            write = right.WriteAsync(back, 0, read);
        }

        await write;
        ArrayPool<byte>.Shared.Return(front);
        ArrayPool<byte>.Shared.Return(back);
    }

    public async Task Early(int size)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(size);
        var write = left.WriteAsync(buffer, 0, size);
        ArrayPool<byte>.Shared.Return(buffer);
        await write; // NDIS0004
    }

    public void Blocking(int size)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(size);
        var write = left.WriteAsync(buffer, 0, size);
        write.Wait();
        ArrayPool<byte>.Shared.Return(buffer);
        if (write.IsFaulted)
            throw write.Exception!;
    }

    public int BlockingBadly(int size)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(size);
        var read = left.ReadAsync(buffer, 0, size);
        ArrayPool<byte>.Shared.Return(buffer);
        return read.GetAwaiter().GetResult(); // NDIS0004
    }
}

// case: Several writes at once, awaited together
sealed class Broadcast(IReadOnlyList<Stream> streams, LeasePool pool)
{
    public async Task Good(ReadOnlyMemory<byte> data)
    {
        var lease = pool.Rent(data.Length);
        data.CopyTo(lease.Memory);
        var tasks = new List<Task>();
        foreach (var stream in streams)
            tasks.Add(stream.WriteAsync(lease.Memory).AsTask());
        await Task.WhenAll(tasks);
        pool.Return(lease);
    }

    public async Task GoodTwo(ReadOnlyMemory<byte> data)
    {
        var lease = pool.Rent(data.Length);
        var first = streams[0].WriteAsync(lease.Memory).AsTask();
        var second = streams[1].WriteAsync(lease.Memory).AsTask();
        await Task.WhenAll(first, second).ConfigureAwait(false);
        pool.Return(lease);
    }

    public async Task BadAny(ReadOnlyMemory<byte> data)
    {
        var lease = pool.Rent(data.Length); // NDIS0005
        data.CopyTo(lease.Memory);
        var write = streams[0].WriteAsync(lease.Memory).AsTask();
        if (await Task.WhenAny(write, Task.Delay(1000)) != write)
            return;
        pool.Return(lease);
    }
}
