// case: A packet pump over a channel
sealed class PacketPump(NetBufferPool pool, Mdl mdl)
{
    readonly Channel<NetBuffer> packets = Channel.CreateBounded<NetBuffer>(64);

    public async Task ProduceAsync(CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            var nb = NdisAllocateNetBuffer(pool, mdl, 0, 60);
            if (nb.IsNull)
            {
                await Task.Delay(1, stop);
                continue;
            }

            await packets.Writer.WriteAsync(nb, stop);
        }
    }

    public async Task ProduceBadlyAsync(CancellationToken stop)
    {
        while (true)
        {
            var nb = NdisAllocateNetBuffer(pool, mdl, 0, 60); // NDIS0005
            if (stop.IsCancellationRequested)
                break;
            if (!nb.IsNull)
                await packets.Writer.WriteAsync(nb, stop);
        }
    }

    public async Task ConsumeAsync()
    {
        await foreach (var nb in packets.Reader.ReadAllAsync().ConfigureAwait(false))
            NdisFreeNetBuffer(nb);
    }

    public bool TryProduce()
    {
        var nb = NdisAllocateNetBuffer(pool, mdl, 0, 60);
        if (nb.IsNull)
            return false;
        if (packets.Writer.TryWrite(nb))
            return true;
        NdisFreeNetBuffer(nb);
        return false;
    }
}

// case: Send with a time limit
class Limited(NetBufferPool pool, Mdl mdl)
{
    static async Task<bool> SendAsync(NetBuffer nb)
    {
        await Task.Delay(nb.DataLength);
        return true;
    }

    public async Task<bool> Good(TimeSpan limit)
    {
        var nb = NdisAllocateNetBuffer(pool, mdl, 0, 60);
        if (nb.IsNull)
            return false;
        try
        {
            return await SendAsync(nb).WaitAsync(limit);
        }
        catch (TimeoutException)
        {
            return false;
        }
        finally
        {
            NdisFreeNetBuffer(nb);
        }
    }

    public async Task<bool> Bad(TimeSpan limit)
    {
        var nb = NdisAllocateNetBuffer(pool, mdl, 0, 60); // NDIS0005
        if (nb.IsNull)
            return false;
        try
        {
            var sent = await SendAsync(nb).WaitAsync(limit);
            NdisFreeNetBuffer(nb);
            return sent;
        }
        catch (TimeoutException)
        {
            return false;
        }
    }
}

// case: Several sends at once
class Parallel1(NetBufferPool pool, Mdl mdl)
{
    async Task<int> OneAsync(int index)
    {
        var nb = NdisAllocateNetBuffer(pool, mdl, index, 1);
        if (nb.IsNull)
            return 0;
        await Task.Yield();
        var length = nb.DataLength;
        NdisFreeNetBuffer(nb);
        return length;
    }

    async Task<int> OneBadlyAsync(int index)
    {
        var nb = NdisAllocateNetBuffer(pool, mdl, index, 1); // NDIS0005
        if (nb.IsNull)
            return 0;
        await Task.Yield();
        return nb.DataLength;
    }

    public async Task<int> All() => (await Task.WhenAll(OneAsync(1), OneAsync(2), OneBadlyAsync(3))).Sum();
}

// case: An async callback frees when the send completes
class Completing(NetBufferPool pool, Mdl mdl)
{
    readonly TaskCompletionSource sent = new();

    async Task FreeWhenSent(NetBuffer nb)
    {
        await sent.Task;
        NdisFreeNetBuffer(nb);
    }

    public Task Good()
    {
        var nb = NdisAllocateNetBuffer(pool, mdl, 0, 1);
        return nb.IsNull ? Task.CompletedTask : FreeWhenSent(nb);
    }

    public async Task Bad()
    {
        var nb = NdisAllocateNetBuffer(pool, mdl, 0, 1);
        if (nb.IsNull)
            return;
        var freeing = FreeWhenSent(nb);
        sent.SetResult();
        await freeing;
        nb.DataLength = 3; // NDIS0004
    }
}

// case: A using over an async local function
class LocalAsync(NetBufferPool pool, Mdl mdl)
{
    public async Task<int> Good()
    {
        var nb = NdisAllocateNetBuffer(pool, mdl, 0, 1);
        if (nb.IsNull)
            return 0;
        var length = await Measure();
        NdisFreeNetBuffer(nb);
        return length;

        async Task<int> Measure()
        {
            await Task.Yield();
            return nb.DataLength;
        }
    }

    public async Task<int> Bad()
    {
        var nb = NdisAllocateNetBuffer(pool, mdl, 0, 1); // NDIS0005
        if (nb.IsNull)
            return 0;
        return await Measure();

        async Task<int> Measure()
        {
            await Task.Yield();
            return nb.DataLength;
        }
    }
}
