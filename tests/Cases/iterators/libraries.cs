// case: Split a stream into records with a carried buffer
static class Records
{
    public static IEnumerable<string> Good(TextReader reader)
    {
        var buffer = ArrayPool<char>.Shared.Rent(64);
        try
        {
            var length = 0;
            int c;
            while ((c = reader.Read()) >= 0)
            {
                if (c != ';')
                {
                    buffer[length++ % buffer.Length] = (char)c;
                    continue;
                }

                yield return new string(buffer, 0, length);
                length = 0;
            }

            if (length > 0)
                yield return new string(buffer, 0, length);
        }
        finally
        {
            ArrayPool<char>.Shared.Return(buffer);
        }
    }

    public static IEnumerable<string> Bad(TextReader reader)
    {
        var buffer = ArrayPool<char>.Shared.Rent(64); // NDIS0005
        var length = 0;
        int c;
        while ((c = reader.Read()) >= 0)
        {
            if (c == '!')
                yield break;
            buffer[length++ % buffer.Length] = (char)c;
            if (c == ';')
                yield return new string(buffer, 0, length);
        }

        ArrayPool<char>.Shared.Return(buffer);
    }
}

// case: Each element is the consumer's
class Producing(LeasePool pool)
{
    IEnumerable<Lease> Take(int n)
    {
        for (var i = 0; i < n; i++)
            yield return pool.Rent(i);
    }

    public int Good(int n)
    {
        var sum = 0;
        foreach (var lease in Take(n))
        {
            sum += lease.Length;
            lease.Dispose();
        }

        return sum;
    }

    public int GoodUsing(int n)
    {
        var sum = 0;
        foreach (var each in Take(n))
        {
            using var lease = each;
            if (lease.Length == 3)
                break;
            sum += lease.Length;
        }

        return sum;
    }

    public int Bad(int n)
    {
        var sum = 0;
        foreach (var lease in Take(n)) // NDIS0005
        {
            if (lease.Length == 3)
                continue;
            sum += lease.Length;
            lease.Dispose();
        }

        return sum;
    }
}

// case: A filter passes some on and ends the others
class Filtering(LeasePool pool)
{
    IEnumerable<Lease> Take(int n)
    {
        for (var i = 0; i < n; i++)
        {
            var lease = pool.Rent(i);
            if (lease.Length % 2 == 0)
                yield return lease;
            else
                pool.Return(lease);
        }
    }

    IEnumerable<Lease> TakeBadly(int n)
    {
        for (var i = 0; i < n; i++)
        {
            var lease = pool.Rent(i); // NDIS0005
            if (lease.Length % 2 == 0)
                yield return lease;
        }
    }

    public void Good(int n)
    {
        foreach (var lease in Take(n))
            pool.Return(lease);
    }

    public void GoodRest(int n)
    {
        foreach (var lease in TakeBadly(n))
            pool.Return(lease);
    }
}
