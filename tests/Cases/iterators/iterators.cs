// case: Taken and freed around a yield
class Lines(LeasePool pool)
{
    public IEnumerable<int> Good(Stream stream)
    {
        using var lease = pool.Rent(64);
        int read;
        while ((read = stream.Read(lease.Span)) > 0)
            yield return read;
    }

    public IEnumerable<int> Bad(Stream stream)
    {
        var lease = pool.Rent(64); // NDIS0005
        int read;
        while ((read = stream.Read(lease.Span)) > 0)
        {
            if (read == 1)
                yield break;
            yield return read;
        }

        pool.Return(lease);
    }
}

// case: Yielded to whoever walks the sequence
class Stream1(NetBufferPool pool, Mdl mdl)
{
    public IEnumerable<NetBuffer> Good(int count)
    {
        for (var i = 0; i < count; i++)
        {
            var nb = NdisAllocateNetBuffer(pool, mdl, i, 1);
            if (nb.IsNull)
                yield break;
            yield return nb;
        }
    }

    public IEnumerable<NetBuffer> Bad(int count)
    {
        for (var i = 0; i < count; i++)
        {
            var nb = NdisAllocateNetBuffer(pool, mdl, i, 1); // NDIS0005
            if (nb.IsNull)
                yield break;
            if (nb.DataLength == 0)
                continue;
            yield return nb;
        }
    }
}

// case: A foreach over one's own iterator
class Walk(LeasePool pool)
{
    IEnumerable<Lease> Take(int count)
    {
        for (var i = 0; i < count; i++)
            yield return pool.Rent(i);
    }

    public void Good(int count)
    {
        foreach (var lease in Take(count))
            pool.Return(lease);
    }

    public void Bad(int count)
    {
        foreach (var lease in Take(count)) // NDIS0005
            Console.WriteLine(lease.Length);
    }

    public void Unwalked(int count)
    {
        var leases = Take(count);
        Console.WriteLine(leases);
    }
}

// case: An iterator that cleans up in finally
class Careful(NetBufferPool pool, Mdl mdl)
{
    public IEnumerator<int> Good()
    {
        var nb = NdisAllocateNetBuffer(pool, mdl, 0, 1);
        if (!nb)
            yield break;
        try
        {
            yield return nb.DataOffset;
            yield return nb.DataLength;
        }
        finally
        {
            NdisFreeNetBuffer(nb);
        }
    }

    public IEnumerator<int> Late()
    {
        var nb = NdisAllocateNetBuffer(pool, mdl, 0, 1);
        if (!nb)
            yield break;
        NdisFreeNetBuffer(nb);
        yield return nb.DataLength; // NDIS0004
    }
}

// case: An async iterator
class Packets(LeasePool pool)
{
    public async IAsyncEnumerable<Lease> Read(Stream stream)
    {
        while (true)
        {
            var lease = pool.Rent(128);
            var read = await stream.ReadAsync(lease.Memory);
            if (read == 0)
            {
                pool.Return(lease);
                yield break;
            }

            lease.Length = read;
            yield return lease;
        }
    }

    public async IAsyncEnumerable<Lease> ReadBadly(Stream stream)
    {
        while (true)
        {
            var lease = pool.Rent(128); // NDIS0005
            var read = await stream.ReadAsync(lease.Memory);
            if (read == 0)
                yield break;
            lease.Length = read;
            yield return lease;
        }
    }

    public async Task Consume(Stream stream)
    {
        await foreach (var lease in Read(stream))
        {
            Console.WriteLine(lease.Length);
            pool.Return(lease);
        }
    }
}

// case: Linq over leases
class Queries(LeasePool pool)
{
    public int Good(int[] sizes)
    {
        var leases = sizes.Select(size => pool.Rent(size)).ToArray();
        var total = leases.Sum(lease => lease.Length);
        foreach (var lease in leases)
            lease.Dispose();
        return total;
    }

    public int First(Lease[] leases)
    {
        var big = leases.FirstOrDefault(lease => lease.Length > 100) ?? pool.Rent(100); // NDIS0005
        return big.Length;
    }

    public int FirstReturned(Lease[] leases)
    {
        var found = leases.FirstOrDefault(lease => lease.Length > 100);
        var big = found ?? pool.Rent(100);
        var length = big.Length;
        if (found is null)
            pool.Return(big);
        return length;
    }
}

// case: A parameter is yielded from and freed by the iterator
class Owning(LeasePool pool)
{
    IEnumerable<byte> Bytes(Lease lease)
    {
        for (var i = 0; i < lease.Length; i++)
            yield return lease.Span[i];
        pool.Return(lease);
    }

    public int Good(int size)
    {
        var lease = pool.Rent(size);
        var sum = 0;
        foreach (var b in Bytes(lease))
            sum += b;
        return sum;
    }
}

// case: A struct enumerator with Dispose
ref struct LeaseEnumerator(LeasePool pool)
{
    readonly LeasePool pool = pool;
    Lease? current;

    public readonly Lease Current => current!;

    public bool MoveNext()
    {
        current?.Dispose();
        current = pool.Rent(4);
        return current.Length > 3;
    }

    public void Dispose() => current?.Dispose();
}

readonly struct LeaseSequence(LeasePool pool)
{
    public LeaseEnumerator GetEnumerator() => new(pool);
}

class UsesSequence(LeasePool pool)
{
    public int Good()
    {
        var sum = 0;
        foreach (var lease in new LeaseSequence(pool))
            sum += lease.Length;
        return sum;
    }
}
