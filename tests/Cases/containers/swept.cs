// case: What was freed on a walk is taken out afterwards
sealed class Registry(LeasePool pool) : IDisposable
{
    readonly Dictionary<int, Lease> byId = [];

    public void Open(int id)
    {
        if (!byId.ContainsKey(id))
            byId[id] = pool.Rent(id);
    }

    public void CloseWalking(int id)
    {
        foreach (var pair in byId)
            if (pair.Key == id)
                pool.Return(pair.Value);
        byId.Remove(id);
    }

    public void Sweep()
    {
        var dead = new List<int>();
        foreach (var pair in byId)
        {
            if (pair.Value.Length > 0)
                continue;
            pool.Return(pair.Value);
            dead.Add(pair.Key);
        }

        foreach (var id in dead)
            byId.Remove(id);
    }

    public void SweepQueried()
    {
        foreach (var id in byId.Where(pair => pair.Value.Length == 0).Select(pair => pair.Key).ToList())
        {
            pool.Return(byId[id]);
            byId.Remove(id);
        }
    }

    public void Dispose()
    {
        foreach (var lease in byId.Values)
            lease.Dispose();
        byId.Clear();
    }
}

// case: What was freed on a walk stays
sealed class Registry(LeasePool pool) : IDisposable
{
    readonly Dictionary<int, Lease> byId = [];

    public void Open(int id)
    {
        if (!byId.ContainsKey(id))
            byId[id] = pool.Rent(id);
    }

    public void Sweep()
    {
        foreach (var pair in byId)
        {
            if (pair.Value.Length == 0) // NDIS0004
                pool.Return(pair.Value);
        }
    }

    public void Dispose()
    {
        foreach (var lease in byId.Values)
            lease.Dispose(); // NDIS0003
        byId.Clear();
    }
}

// case: Under a key, then walked to the end
class Keyed(LeasePool pool)
{
    public int Good(int key)
    {
        var map = new Dictionary<int, Lease>();
        map[key] = pool.Rent(1);
        var sum = 0;
        foreach (var pair in map)
        {
            sum += pair.Key + pair.Value.Length;
            pool.Return(pair.Value);
        }

        return sum;
    }

    public int Bad(int key)
    {
        var map = new Dictionary<int, Lease>();
        map[key] = pool.Rent(1); // NDIS0005
        var sum = 0;
        foreach (var lease in map.Values)
            sum += lease.Length;
        return sum;
    }
}

// case: Queries that look, and one that gives back
class Queries(NetBufferPool pool, Mdl mdl)
{
    public int Looking(int count)
    {
        var all = new List<NetBuffer>();
        for (var i = 0; i < count; i++)
            all.Add(NdisAllocateNetBuffer(pool, mdl, 0, 4)); // NDIS0005
        return all.Sum(nb => nb.DataLength) + all.Count(nb => nb.DataLength > 3);
    }

    public int Freeing(int count)
    {
        var all = new List<NetBuffer>();
        for (var i = 0; i < count; i++)
            all.Add(NdisAllocateNetBuffer(pool, mdl, 0, 4));
        return all.Sum(nb =>
        {
            var length = nb.DataLength;
            NdisFreeNetBuffer(nb);
            return length;
        });
    }

    public void Removing(int count)
    {
        var all = new List<NetBuffer>();
        for (var i = 0; i < count; i++)
            all.Add(NdisAllocateNetBuffer(pool, mdl, 0, 4));
        all.RemoveAll(nb =>
        {
            NdisFreeNetBuffer(nb);
            return true;
        });
    }
}
