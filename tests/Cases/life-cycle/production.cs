// case: Back pointer from a queue to its driver
sealed class TxQueue(Driver driver)
{
    public void Push()
    {
        var nb = NdisAllocateNetBuffer(driver.Pool, driver.Header, 0, 64);
        if (nb.IsNull)
            return;
        driver.Pending.Enqueue(nb);
    }

    public void Drain()
    {
        while (driver.Pending.TryDequeue(out var nb))
            NdisFreeNetBuffer(nb);
    }
}

sealed class Driver : MiniportAdapter
{
    readonly TxQueue queue;

    public Driver() => queue = new TxQueue(this);

    public NetBufferPool? Pool { get; private set; }
    public Mdl Header { get; private set; }
    public Queue<NetBuffer> Pending { get; } = new();

    public override NdisStatus InitializeEx(MiniportInitParameters parameters)
    {
        Pool = NdisAllocateNetBufferPool(null, new NetBufferPoolParameters());
        return Pool is null ? NdisStatus.Resources : NdisStatus.Success;
    }

    public override void SendNetBufferLists(NetBufferList netBufferLists, uint portNumber, NdisSendFlags sendFlags) => queue.Push();

    public override void HaltEx(NdisHaltAction action)
    {
        queue.Drain();
        if (Pool is not null)
            NdisFreeNetBufferPool(Pool);
    }
}

// case: Linked stages of one type
sealed class Stage : IDisposable
{
    readonly Stage? previous;
    Lease? lease;
    readonly LeasePool pool;

    public Stage(LeasePool pool, Stage? previous)
    {
        this.pool = pool;
        this.previous = previous;
    }

    public void Fill(int size)
    {
        if (previous is not null && previous.lease is null)
            previous.Fill(size);
        lease ??= pool.Rent(size);
    }

    public void MoveTo(Stage other)
    {
        other.Clear();
        other.lease = lease;
        lease = null;
    }

    void Clear()
    {
        if (lease is not null)
            pool.Return(lease);
        lease = null;
    }

    public void Dispose()
    {
        Clear();
        previous?.Dispose();
    }
}

sealed class StageBadly(LeasePool pool) : IDisposable
{
    Lease? lease;

    public void Fill(int size) => lease ??= pool.Rent(size);

    public void MoveTo(StageBadly other)
    {
        other.lease?.Dispose();
        other.lease = lease;
    }

    public void Dispose() // NDIS0001
    {
        if (lease is { Length: > 3 })
            pool.Return(lease);
    }
}

// case: Buffer writer over pooled segments
sealed class SegmentedWriter : IBufferWriter<byte>, IDisposable
{
    readonly List<byte[]> full = [];
    byte[] current = ArrayPool<byte>.Shared.Rent(1024);
    int used;

    public void Advance(int count) => used += count;

    public Memory<byte> GetMemory(int sizeHint = 0)
    {
        Ensure(sizeHint);
        return current.AsMemory(used);
    }

    public Span<byte> GetSpan(int sizeHint = 0)
    {
        Ensure(sizeHint);
        return current.AsSpan(used);
    }

    void Ensure(int sizeHint)
    {
        if (current.Length - used >= Math.Max(1, sizeHint))
            return;
        full.Add(current);
        current = ArrayPool<byte>.Shared.Rent(Math.Max(1024, sizeHint));
        used = 0;
    }

    public void Dispose()
    {
        foreach (var segment in full)
            ArrayPool<byte>.Shared.Return(segment);
        full.Clear();
        ArrayPool<byte>.Shared.Return(current);
        current = [];
    }
}

sealed class SegmentedWriterBadly : IDisposable
{
    readonly List<byte[]> full = [];
    byte[] current = ArrayPool<byte>.Shared.Rent(1024);

    public Memory<byte> GetMemory(int sizeHint)
    {
        if (current.Length < sizeHint)
        {
            full.Add(current);
            current = ArrayPool<byte>.Shared.Rent(sizeHint);
        }

        return current;
    }

    public void Dispose() // NDIS0001 NDIS0001
    {
        foreach (var segment in full)
            ArrayPool<byte>.Shared.Return(segment);
        full.Clear();
    }
}
