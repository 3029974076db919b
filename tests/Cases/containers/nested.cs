// case: Queues by priority, the number bounded by a computation
sealed class Lane(Queue<NetBuffer> waiting)
{
    public Queue<NetBuffer> Waiting => waiting;
}

sealed class Scheduler(NetBufferPool pool, Mdl mdl) : IDisposable
{
    readonly Lane[] lanes = [new(new()), new(new()), new(new())];

    public bool Post(int priority, int length)
    {
        var packet = NdisAllocateNetBuffer(pool, mdl, 0, length);
        if (!packet)
            return false;
        lanes[Math.Clamp(priority, 0, 2)].Waiting.Enqueue(packet);
        return true;
    }

    public void Dispose()
    {
        foreach (var lane in lanes)
        {
            while (lane.Waiting.TryDequeue(out var packet))
                NdisFreeNetBuffer(packet);
        }
    }
}

sealed class SchedulerBadly(NetBufferPool pool, Mdl mdl) : IDisposable
{
    readonly Lane[] lanes = [new(new()), new(new()), new(new())];

    public bool Post(int priority, int length)
    {
        var packet = NdisAllocateNetBuffer(pool, mdl, 0, length);
        if (!packet)
            return false;
        lanes[Math.Clamp(priority, 0, 2)].Waiting.Enqueue(packet);
        return true;
    }

    public void Dispose() // NDIS0001
    {
    }
}

// case: Buckets by a hash, one lease in each
sealed class Bucket
{
    public Lease? Lease;
}

sealed class Buckets(LeasePool pool) : IDisposable
{
    readonly Bucket[] buckets = [new(), new(), new()];

    public void Put(string key)
    {
        var bucket = buckets[key.Length % 3];
        bucket.Lease?.Dispose();
        bucket.Lease = pool.Rent(key.Length);
    }

    public void Dispose()
    {
        foreach (var bucket in buckets)
        {
            bucket.Lease?.Dispose();
            bucket.Lease = null;
        }
    }
}

sealed class BucketsBadly(LeasePool pool) : IDisposable
{
    readonly Bucket[] buckets = [new(), new(), new()];

    public void Put(string key)
    {
        var bucket = buckets[(int)((uint)key.GetHashCode() % 3)];
        bucket.Lease?.Dispose();
        bucket.Lease = pool.Rent(key.Length);
    }

    public void Dispose() // NDIS0001
    {
    }
}

sealed class BucketsOverwritten(LeasePool pool) : IDisposable
{
    readonly Bucket[] buckets = [new(), new(), new()];

    public void Put(string key)
    {
        var bucket = buckets[(int)((uint)key.GetHashCode() % 3)];
        bucket.Lease = pool.Rent(key.Length); // NDIS0002
    }

    public void Dispose()
    {
        foreach (var bucket in buckets)
        {
            bucket.Lease?.Dispose();
            bucket.Lease = null;
        }
    }
}

// case: A list for each group
sealed class Groups(LeasePool pool) : IDisposable
{
    readonly Dictionary<int, List<Lease>> byGroup = [];

    public void Add(int group)
    {
        if (!byGroup.TryGetValue(group, out var list))
            byGroup[group] = list = [];
        list.Add(pool.Rent(3));
    }

    public void Drop(int group)
    {
        if (!byGroup.Remove(group, out var list))
            return;
        foreach (var lease in list)
            pool.Return(lease);
    }

    public void Dispose()
    {
        foreach (var list in byGroup.Values)
        {
            foreach (var lease in list)
                lease.Dispose();
        }

        byGroup.Clear();
    }
}

sealed class GroupsBadly(LeasePool pool) : IDisposable
{
    readonly Dictionary<int, List<Lease>> byGroup = [];

    public void Add(int group)
    {
        if (!byGroup.TryGetValue(group, out var list))
            byGroup[group] = list = [];
        list.Add(pool.Rent(3)); // NDIS0005
    }

    public void Drop(int group) => byGroup.Remove(group);

    public void Dispose()
    {
        foreach (var list in byGroup.Values)
        {
            foreach (var lease in list)
                lease.Dispose();
        }

        byGroup.Clear();
    }
}

// case: A bag for each group, made where there is none
sealed class Bags(LeasePool pool) : IDisposable
{
    readonly ConcurrentDictionary<int, ConcurrentBag<Lease>> byGroup = [];

    public void Add(int group) => byGroup.GetOrAdd(group, _ => []).Add(pool.Rent(3));

    public void Dispose()
    {
        foreach (var bag in byGroup.Values)
        {
            while (bag.TryTake(out var lease))
                lease.Dispose();
        }
    }
}

sealed class BagsBadly(LeasePool pool) : IDisposable
{
    readonly ConcurrentDictionary<int, ConcurrentBag<Lease>> byGroup = [];

    public void Add(int group) => byGroup.GetOrAdd(group, _ => []).Add(pool.Rent(3));

    public void Dispose() => Console.WriteLine(byGroup.Count); // NDIS0001
}
