// case: An acquire of a later round gives nothing
static class TryInLoop
{
    public static bool Fill(LeasePool pool, int[] sizes)
    {
        var result = new List<Lease>();
        foreach (var size in sizes)
        {
            if (!pool.TryRent(size, out var lease)) // NDIS0005
                return false;
            result.Add(lease!);
        }
        foreach (var lease in result)
            pool.Return(lease);
        return true;
    }

    public static bool Works(NetBufferPool pool, Mdl mdl, int[] sizes)
    {
        var result = new List<NetBuffer>();
        foreach (var size in sizes)
        {
            var nb = NdisAllocateNetBuffer(pool, mdl, 0, size); // NDIS0005
            if (nb.IsNull)
                return false;
            result.Add(nb);
        }
        foreach (var nb in result)
            NdisFreeNetBuffer(nb);
        return true;
    }
}
