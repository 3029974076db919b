// case: From the free list or from the pool
class FreeList(NetBufferPool pool, Mdl mdl)
{
    readonly Stack<NetBuffer> free = new();

    public NetBuffer Take() => free.TryPop(out var nb) ? nb : NdisAllocateNetBuffer(pool, mdl, 0, 60);

    public void Give(NetBuffer nb)
    {
        if (free.Count < 16)
            free.Push(nb);
        else
            NdisFreeNetBuffer(nb);
    }

    public void Good()
    {
        var nb = Take();
        if (nb)
            Give(nb);
    }

    public void Bad(bool keep)
    {
        var nb = Take(); // NDIS0005
        if (nb.IsNull || keep)
            return;
        Give(nb);
    }
}

// case: An error code in the result, the buffer in a field
sealed class Parser(NetBufferPool pool, Mdl mdl) : IDisposable
{
    NetBuffer parsed;

    public int Parse(ReadOnlySpan<byte> data)
    {
        Reset();
        if (data.IsEmpty)
            return -1;
        parsed = NdisAllocateNetBuffer(pool, mdl, 0, data.Length);
        return parsed.IsNull ? -2 : data.Length;
    }

    public NetBuffer Detach()
    {
        var result = parsed;
        parsed = default;
        return result;
    }

    void Reset()
    {
        if (parsed)
            NdisFreeNetBuffer(parsed);
        parsed = default;
    }

    public void Dispose() => Reset();
}

// case: A local function returns, the method forgets
class Local(NetBufferPool pool, Mdl mdl)
{
    public int Good()
    {
        return Measure(Take());

        NetBuffer Take() => NdisAllocateNetBuffer(pool, mdl, 0, 1);

        static int Measure(NetBuffer nb)
        {
            if (nb.IsNull)
                return 0;
            var length = nb.DataLength;
            NdisFreeNetBuffer(nb);
            return length;
        }
    }

    public int Bad()
    {
        return Measure(Take()); // NDIS0005

        NetBuffer Take() => NdisAllocateNetBuffer(pool, mdl, 0, 1);

        static int Measure(NetBuffer nb) => nb.IsNull ? 0 : nb.DataLength;
    }
}
