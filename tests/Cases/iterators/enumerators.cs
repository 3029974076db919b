// case: An enumerator of one's own that frees when it is disposed
class Blocks(LeasePool pool)
{
    public Enumerator GetEnumerator() => new(pool);

    public struct Enumerator(LeasePool pool) : IDisposable
    {
        readonly Lease lease = pool.Rent(8);
        int at = 0;

        public readonly int Current => lease.Length + at;

        public bool MoveNext() => ++at < 4;

        public readonly void Dispose() => pool.Return(lease);
    }
}

class BlocksUse(LeasePool pool)
{
    public int Good()
    {
        var sum = 0;
        foreach (var block in new Blocks(pool))
        {
            if (block == 3)
                break;
            sum += block;
        }

        return sum;
    }

    public int Bad()
    {
        var enumerator = new Blocks(pool).GetEnumerator(); // NDIS0005
        var sum = 0;
        while (enumerator.MoveNext())
            sum += enumerator.Current;
        return sum;
    }
}

// case: An iterator with a finally
class Windows(LeasePool pool)
{
    IEnumerable<int> Good(int count)
    {
        var lease = pool.Rent(count);
        try
        {
            for (var i = 0; i < count; i++)
            {
                if (i == 7)
                    yield break;
                yield return lease.Length + i;
            }
        }
        finally
        {
            pool.Return(lease);
        }
    }

    IEnumerable<int> Bad(int count)
    {
        var lease = pool.Rent(count); // NDIS0005
        for (var i = 0; i < count; i++)
        {
            if (i == 7)
                yield break;
            yield return lease.Length + i;
        }

        pool.Return(lease);
    }

    public int Sum() => Good(3).Concat(Bad(4)).Sum();
}

// case: Yielded to whoever walks
class Stream(LeasePool pool)
{
    IEnumerable<Lease> Rent(int count)
    {
        while (count-- > 0)
            yield return pool.Rent(count);
    }

    IEnumerable<Lease> Filter(int count)
    {
        foreach (var lease in Rent(count))
        {
            if (lease.Length % 2 == 0)
                yield return lease;
            else
                pool.Return(lease);
        }
    }

    IEnumerable<Lease> FilterBadly(int count)
    {
        foreach (var lease in Rent(count)) // NDIS0005
        {
            if (lease.Length % 2 == 0)
                yield return lease;
        }
    }

    public void Good()
    {
        foreach (var lease in Filter(4))
            pool.Return(lease);
    }

    public void AlsoGood()
    {
        foreach (var lease in FilterBadly(4))
            pool.Return(lease);
    }
}

// case: A local iterator
class Local(LeasePool pool)
{
    public int Good(int count)
    {
        var sum = 0;
        foreach (var lease in Make())
        {
            using (lease)
                sum += lease.Length;
        }

        return sum;

        IEnumerable<Lease> Make()
        {
            for (var i = 0; i < count; i++)
                yield return pool.Rent(i);
        }
    }

    public int Bad(int count)
    {
        var sum = 0;
        foreach (var lease in Make()) // NDIS0005
            sum += lease.Length;
        return sum;

        IEnumerable<Lease> Make()
        {
            for (var i = 0; i < count; i++)
                yield return pool.Rent(i);
        }
    }
}

// case: An async iterator with its own using
class Lines(LeasePool pool)
{
    async IAsyncEnumerable<int> Good(int count)
    {
        using var lease = await pool.RentAsync(count);
        for (var i = 0; i < count; i++)
        {
            await Task.Yield();
            yield return lease.Length;
        }
    }

    async IAsyncEnumerable<int> Bad(int count)
    {
        var lease = await pool.RentAsync(count); // NDIS0005
        for (var i = 0; i < count; i++)
        {
            await Task.Yield();
            if (lease.Length == i)
                yield break;
            yield return lease.Length;
        }

        lease.Dispose();
    }

    public async Task<int> Sum()
    {
        var sum = 0;
        await foreach (var one in Good(3).ConfigureAwait(false))
            sum += one;
        await foreach (var one in Bad(3))
            sum += one;
        return sum;
    }
}

// case: A ref enumerator gives places
ref struct Places(Span<Lease?> places)
{
    readonly Span<Lease?> places = places;
    int at = -1;

    public readonly ref Lease? Current => ref places[at];
    public bool MoveNext() => ++at < places.Length;
    public readonly Places GetEnumerator() => this;
}

class PlacesUse(LeasePool pool)
{
    public void Good()
    {
        var places = new Lease?[3];
        foreach (ref var place in new Places(places))
            place = pool.Rent(3);
        foreach (ref var place in new Places(places))
        {
            pool.Return(place!);
            place = null;
        }
    }
}
