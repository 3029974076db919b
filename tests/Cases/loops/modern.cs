// case: A buffer doubles until the formatter is content
static class Formatter
{
    public static string Good<T>(T value) where T : ISpanFormattable
    {
        var array = ArrayPool<char>.Shared.Rent(32);
        int written;
        while (!value.TryFormat(array, out written, default, null))
        {
            var larger = ArrayPool<char>.Shared.Rent(array.Length * 2);
            ArrayPool<char>.Shared.Return(array);
            array = larger;
        }

        var text = new string(array, 0, written);
        ArrayPool<char>.Shared.Return(array);
        return text;
    }

    public static string Bad<T>(T value) where T : ISpanFormattable
    {
        var array = ArrayPool<char>.Shared.Rent(32);
        int written;
        while (!value.TryFormat(array, out written, default, null))
            array = ArrayPool<char>.Shared.Rent(array.Length * 2); // NDIS0002
        var text = new string(array, 0, written);
        ArrayPool<char>.Shared.Return(array);
        return text;
    }
}

// case: A stream is read until its end, with a break in the middle
class Copier
{
    public static long Good(Stream from, Stream to, long limit)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(81920);
        long total = 0;
        try
        {
            for (int read; (read = from.Read(buffer, 0, buffer.Length)) > 0;)
            {
                to.Write(buffer, 0, read);
                total += read;
                if (total > limit)
                    break;
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }

        return total;
    }

    public static long Bad(Stream from, Stream to, long limit)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(81920); // NDIS0005
        long total = 0;
        for (int read; (read = from.Read(buffer)) > 0;)
        {
            to.Write(buffer, 0, read);
            total += read;
            if (total > limit)
                return total;
        }

        ArrayPool<byte>.Shared.Return(buffer);
        return total;
    }
}

// case: A spin until the exchange wins
class Cache(LeasePool pool) : IDisposable
{
    Lease? current;

    public void Good(int size)
    {
        var mine = pool.Rent(size);
        var spin = new SpinWait();
        while (true)
        {
            var seen = Volatile.Read(ref current);
            if (Interlocked.CompareExchange(ref current, mine, seen) == seen)
            {
                seen?.Dispose();
                return;
            }

            spin.SpinOnce();
        }
    }

    public void Dispose() => Interlocked.Exchange(ref current, null)?.Dispose();
}

// case: Every other packet, by a step of two and a modulus
class Sampler(NetBufferPool pool, Mdl mdl)
{
    public int Good(int count)
    {
        var sampled = 0;
        for (var i = 0; i < count; i++)
        {
            if (i % 2 != 0)
                continue;
            var nb = NdisAllocateNetBuffer(pool, mdl, 0, i);
            if (nb.IsNull)
                break;
            sampled += nb.DataLength;
            NdisFreeNetBuffer(nb);
        }

        return sampled;
    }

    public int Bad(int count)
    {
        var sampled = 0;
        for (var i = 0; i < count; i++)
        {
            var nb = NdisAllocateNetBuffer(pool, mdl, 0, i); // NDIS0005
            if (nb.IsNull)
                break;
            if (i % 2 != 0)
                continue;
            sampled += nb.DataLength;
            NdisFreeNetBuffer(nb);
        }

        return sampled;
    }
}

// case: A loop that ends by goto out of two levels
class Search(LeasePool pool)
{
    public int Good(int[][] grid, int wanted)
    {
        var lease = pool.Rent(8);
        var found = -1;
        foreach (var row in grid)
        {
            foreach (var cell in row)
            {
                if (cell == wanted)
                {
                    found = cell;
                    goto done;
                }
            }
        }

    done:
        lease.Dispose();
        return found;
    }

    public int Bad(int[][] grid, int wanted)
    {
        var lease = pool.Rent(8); // NDIS0005
        foreach (var row in grid)
        {
            foreach (var cell in row)
            {
                if (cell == wanted)
                    goto done;
            }
        }

        lease.Dispose();
        return -1;
    done:
        return wanted;
    }
}

// case: Attempts with a filter and a last one that throws
class Attempts(LeasePool pool)
{
    public int Good(Func<Lease, int> send)
    {
        for (var attempt = 1; ; attempt++)
        {
            using var lease = pool.Rent(attempt);
            try
            {
                return send(lease);
            }
            catch (IOException) when (attempt < 3)
            {
                Thread.Sleep(attempt);
            }
        }
    }

    public int Bad(Func<Lease, int> send)
    {
        for (var attempt = 1; ; attempt++)
        {
            var lease = pool.Rent(attempt); // NDIS0005
            try
            {
                var result = send(lease);
                lease.Dispose();
                return result;
            }
            catch (IOException) when (attempt < 3)
            {
                Thread.Sleep(attempt);
            }
        }
    }
}
