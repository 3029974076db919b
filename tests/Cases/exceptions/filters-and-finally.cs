// case: A filter decides who frees
class Filtered(LeasePool pool)
{
    public int Good(string text)
    {
        var lease = pool.Rent(text.Length);
        try
        {
            return int.Parse(text);
        }
        catch (FormatException) when (text.Length > 3)
        {
            return 0;
        }
        catch (Exception e) when (e is OverflowException or FormatException)
        {
            return -1;
        }
        finally
        {
            pool.Return(lease);
        }
    }

    public int Bad(string text)
    {
        var lease = pool.Rent(text.Length); // NDIS0005
        try
        {
            var value = int.Parse(text);
            pool.Return(lease);
            return value;
        }
        catch (FormatException) when (text.Length > 3)
        {
            pool.Return(lease);
            return 0;
        }
        catch (FormatException)
        {
            return -1;
        }
    }
}

// case: A loop that leaves through a finally
class Leaving(LeasePool pool)
{
    public int Good(int[] numbers)
    {
        var sum = 0;
        foreach (var number in numbers)
        {
            var lease = pool.Rent(number);
            try
            {
                if (number == 0)
                    continue;
                if (number < 0)
                    break;
                sum += number;
            }
            finally
            {
                lease.Dispose();
            }
        }

        return sum;
    }

    public int Bad(int[] numbers)
    {
        var sum = 0;
        foreach (var number in numbers)
        {
            var lease = pool.Rent(number); // NDIS0005
            try
            {
                if (number == 0)
                    continue;
                if (number < 0)
                    break;
                sum += number;
            }
            finally
            {
                if (number >= 0)
                    lease.Dispose();
            }
        }

        return sum;
    }
}

// case: What is handed out is spared by the finally
class Sparing(NetBufferPool pool, Mdl mdl)
{
    public NetBuffer Good(int length)
    {
        var nb = NdisAllocateNetBuffer(pool, mdl, 0, 0);
        if (nb.IsNull)
            return default;
        var done = false;
        try
        {
            nb.DataLength = checked(length * 2);
            done = true;
            return nb;
        }
        finally
        {
            if (!done)
                NdisFreeNetBuffer(nb);
        }
    }

    public NetBuffer Bad(int length)
    {
        var nb = NdisAllocateNetBuffer(pool, mdl, 0, 0); // NDIS0005
        if (nb.IsNull)
            return default;
        var done = false;
        try
        {
            if (length < 0)
                throw new ArgumentOutOfRangeException(nameof(length));
            done = true;
            return nb;
        }
        finally
        {
            if (done && length == 0)
                Console.WriteLine("empty");
        }
    }
}

// case: Caught, cleaned and thrown again
class Rethrow(LeasePool pool, Action<Lease> fill)
{
    public Lease Good(int size)
    {
        var lease = pool.Rent(size);
        try
        {
            fill(lease);
        }
        catch
        {
            pool.Return(lease);
            throw;
        }

        return lease;
    }

    public void Bad(int size)
    {
        var lease = pool.Rent(size);
        try
        {
            fill(lease);
        }
        catch (IOException)
        {
            pool.Return(lease);
        }

        pool.Return(lease); // NDIS0003
    }

    public Lease Wrapped(int size)
    {
        var lease = pool.Rent(size); // NDIS0005
        try
        {
            fill(lease);
            return lease;
        }
        catch (IOException e)
        {
            throw new InvalidOperationException("not filled", e);
        }
    }
}

// case: A throw expression after the acquire
class Guarded(LeasePool pool)
{
    public int Good(string? name)
    {
        var checkedName = name ?? throw new ArgumentNullException(nameof(name));
        var lease = pool.Rent(checkedName.Length);
        var length = lease.Length;
        pool.Return(lease);
        return length;
    }

    public int Bad(string? name)
    {
        var lease = pool.Rent(16); // NDIS0005
        var checkedName = name ?? throw new ArgumentNullException(nameof(name));
        pool.Return(lease);
        return checkedName.Length;
    }

    public int Switched(int kind)
    {
        var lease = pool.Rent(16); // NDIS0005
        var factor = kind switch
        {
            0 => 1,
            1 => 2,
            _ => throw new NotSupportedException(),
        };
        pool.Return(lease);
        return factor;
    }

    public int SwitchedWell(int kind)
    {
        using var lease = pool.Rent(16);
        return kind switch
        {
            0 => 1,
            _ => throw new NotSupportedException(),
        };
    }
}

// case: Two finallys, the inner frees for the outer
class Layers(LeasePool pool)
{
    public void Good(Action work)
    {
        Lease? first = null;
        Lease? second = null;
        try
        {
            first = pool.Rent(1);
            try
            {
                second = pool.Rent(2);
                work();
            }
            finally
            {
                if (second != null)
                    pool.Return(second);
            }
        }
        finally
        {
            if (first != null)
                pool.Return(first);
        }
    }

    public void Bad(Action work)
    {
        Lease? first = null;
        try
        {
            first = pool.Rent(1);
            try
            {
                work();
            }
            finally
            {
                pool.Return(first);
            }
        }
        finally
        {
            if (first != null)
                pool.Return(first); // NDIS0003
        }
    }
}

// case: A lock and a throw within it
class Locked(LeasePool pool)
{
    readonly Lock gate = new();
    int active;

    public void Good(int limit)
    {
        var lease = pool.Rent(limit);
        try
        {
            lock (gate)
            {
                if (active >= limit)
                    throw new InvalidOperationException();
                active++;
            }
        }
        finally
        {
            pool.Return(lease);
        }
    }

    public void Bad(int limit)
    {
        var lease = pool.Rent(limit); // NDIS0005
        lock (gate)
        {
            if (active >= limit)
                throw new InvalidOperationException();
            active++;
        }

        pool.Return(lease);
    }
}

// case: A filter that takes what is thrown
class Sure(NetBufferPool pool, Mdl mdl)
{
    public void Good(int length)
    {
        var nb = NdisAllocateNetBuffer(pool, mdl, 0, length);
        if (!nb)
            return;
        try
        {
            throw new IOException();
        }
        catch (IOException e) when (e is not null)
        {
            NdisFreeNetBuffer(nb);
        }
    }

    public void Split(bool first, int length)
    {
        var nb = NdisAllocateNetBuffer(pool, mdl, 0, length);
        if (!nb)
            return;
        try
        {
            throw new IOException();
        }
        catch (IOException) when (first)
        {
            NdisFreeNetBuffer(nb);
        }
        catch (IOException)
        {
            NdisFreeNetBuffer(nb);
        }
    }

    public void Bad(bool again, int length)
    {
        var nb = NdisAllocateNetBuffer(pool, mdl, 0, length); // NDIS0005
        if (!nb)
            return;
        try
        {
            throw new IOException();
        }
        catch (IOException) when (again)
        {
            NdisFreeNetBuffer(nb);
        }
    }

    public void Further(bool again, int length)
    {
        var nb = NdisAllocateNetBuffer(pool, mdl, 0, length);
        if (!nb)
            return;
        try
        {
            try
            {
                throw new IOException();
            }
            catch (IOException) when (again)
            {
                NdisFreeNetBuffer(nb);
            }
        }
        catch (IOException)
        {
            NdisFreeNetBuffer(nb);
        }
    }
}
