// How far a counter in a field is counted.

// case: The second of two holders frees
sealed class Shared(Lease lease)
{
    int holders;

    public void Hold() => holders++;

    public void Drop()
    {
        if (--holders == 0)
            lease.Dispose();
    }
}

class Pair(LeasePool pool)
{
    public void Use()
    {
        var shared = new Shared(pool.Rent(10));
        shared.Hold();
        shared.Hold();
        shared.Drop();
        shared.Drop();
    }
}

// case: One of three holders does not drop it
sealed class Shared(Lease lease)
{
    int holders;

    public void Hold() => holders++;

    public void Drop()
    {
        if (--holders == 0)
            lease.Dispose();
    }
}

class Triple(LeasePool pool)
{
    public void Use()
    {
        var shared = new Shared(pool.Rent(10)); // NDIS0005
        shared.Hold();
        shared.Hold();
        shared.Hold();
        shared.Drop();
        shared.Drop();
    }
}

// case: A position is compared with a length and never with a number
sealed class Reader(LeasePool pool) : IDisposable
{
    Lease? window = pool.Rent(64);
    int start;
    int end;
    long consumed;

    public bool Read(int count)
    {
        Skip(1);
        while (end - start < count)
        {
            if (start > 0)
                Shift();
            if (end == 64 && !Renew())
                return false;
            end++;
        }

        Skip(count);
        return consumed > 0;
    }

    void Skip(int count)
    {
        start += count;
        consumed += count;
    }

    void Shift()
    {
        end -= start;
        start = 0;
    }

    bool Renew()
    {
        window?.Dispose();
        window = null;
        if (consumed > 10_000)
            return false;
        window = pool.Rent(64);
        return true;
    }

    public void Dispose() => window?.Dispose();
}
