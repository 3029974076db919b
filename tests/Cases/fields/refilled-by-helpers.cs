// case: A helper makes what takes the place of another one
sealed class Table(NetBufferPool pool, Mdl mdl) : IDisposable
{
    readonly Dictionary<int, NetBuffer> byKey = [];

    NetBuffer Make(int length)
    {
        var nb = NdisAllocateNetBuffer(pool, mdl, 0, length);
        if (nb)
            nb.DataLength = length;
        return nb;
    }

    public void Bad(int key) => byKey[key] = Make(key); // NDIS0002

    public void Dispose()
    {
        foreach (var nb in byKey.Values)
        {
            if (nb)
                NdisFreeNetBuffer(nb);
        }
    }
}

// case: A helper makes what takes the place of one that was given back
sealed class Table(NetBufferPool pool, Mdl mdl) : IDisposable
{
    readonly Dictionary<int, NetBuffer> byKey = [];

    NetBuffer Make(int length)
    {
        var nb = NdisAllocateNetBuffer(pool, mdl, 0, length);
        if (nb)
            nb.DataLength = length;
        return nb;
    }

    public void Good(int key)
    {
        if (byKey.Remove(key, out var old))
        {
            if (old)
                NdisFreeNetBuffer(old);
        }

        byKey[key] = Make(key);
    }

    public void Dispose()
    {
        foreach (var nb in byKey.Values)
        {
            if (nb)
                NdisFreeNetBuffer(nb);
        }
    }
}
