// case: Try and finally, the book way and with the acquire inside
class Book(NetBufferPool pool, Mdl mdl)
{
    public void Good(Action<NetBuffer> fill)
    {
        var nb = NdisAllocateNetBuffer(pool, mdl, 0, 10);
        if (nb.IsNull)
            throw new OutOfMemoryException();
        try
        {
            fill.Method.ToString();
            nb.DataLength = 3;
        }
        finally
        {
            NdisFreeNetBuffer(nb);
        }
    }

    public void Inside()
    {
        NetBuffer nb = default;
        try
        {
            nb = NdisAllocateNetBuffer(pool, mdl, 0, 10);
            if (nb.IsNull)
                return;
            nb.DataLength = 3;
        }
        finally
        {
            if (!nb.IsNull)
                NdisFreeNetBuffer(nb);
        }
    }

    public void Unasked()
    {
        NetBuffer nb = default;
        try
        {
            nb = NdisAllocateNetBuffer(pool, mdl, 0, 10);
            if (nb.IsNull)
                return;
            nb.DataLength = 3;
        }
        finally
        {
            NdisFreeNetBuffer(nb); // NDIS0010
        }
    }
}

// case: A handler that logs and goes on as if nothing had happened
class Logger(NetBufferPool pool, Mdl mdl)
{
    public void Swallow(Stream log)
    {
        var nb = NdisAllocateNetBuffer(pool, mdl, 0, 10); // NDIS0005
        if (!nb)
            return;
        try
        {
            log.WriteByte((byte)nb.DataLength);
            NdisFreeNetBuffer(nb);
        }
        catch (IOException e)
        {
            Console.Error.WriteLine(e.Message);
        }
    }

    public void SwallowWell(Stream log)
    {
        var nb = NdisAllocateNetBuffer(pool, mdl, 0, 10);
        if (!nb)
            return;
        try
        {
            log.WriteByte((byte)nb.DataLength);
        }
        catch (IOException e)
        {
            Console.Error.WriteLine(e.Message);
        }

        NdisFreeNetBuffer(nb);
    }
}

// case: Freed in the handler and again after it
class Eager(NetBufferPool pool, Mdl mdl)
{
    public void Twice(Stream log)
    {
        var nb = NdisAllocateNetBuffer(pool, mdl, 0, 10);
        if (!nb)
            return;
        try
        {
            log.Flush();
        }
        catch (IOException)
        {
            NdisFreeNetBuffer(nb);
        }

        NdisFreeNetBuffer(nb); // NDIS0003
    }

    public void Once(Stream log)
    {
        var nb = NdisAllocateNetBuffer(pool, mdl, 0, 10);
        if (!nb)
            return;
        try
        {
            log.Flush();
        }
        catch (IOException)
        {
            NdisFreeNetBuffer(nb);
            return;
        }

        NdisFreeNetBuffer(nb);
    }
}

// case: A validating throw before and after the acquire
class Guard(NetBufferPool pool, Mdl mdl)
{
    public int Measure(string? name, int length)
    {
        ArgumentNullException.ThrowIfNull(name);
        if (length < 0)
            throw new ArgumentOutOfRangeException(nameof(length));
        var nb = NdisAllocateNetBuffer(pool, mdl, 0, length);
        if (!nb)
            throw new InsufficientMemoryException();
        var result = nb.DataLength + name.Length;
        NdisFreeNetBuffer(nb);
        return result;
    }

    public int MeasureBadly(string? name, int length)
    {
        var nb = NdisAllocateNetBuffer(pool, mdl, 0, length); // NDIS0005
        if (!nb)
            throw new InsufficientMemoryException();
        if (name is null)
            throw new ArgumentNullException(nameof(name));
        var result = nb.DataLength + name.Length;
        NdisFreeNetBuffer(nb);
        return result;
    }
}

// case: A helper that always throws
class Thrower(LeasePool pool)
{
    static void Fail(string what) => throw new InvalidOperationException(what);

    static Exception Make(string what) => new InvalidOperationException(what);

    public void Check(int size)
    {
        var lease = pool.Rent(size); // NDIS0005
        if (lease.Length != size)
            Fail("short");
        pool.Return(lease);
    }

    public void CheckWell(int size)
    {
        var lease = pool.Rent(size);
        if (lease.Length != size)
        {
            pool.Return(lease);
            Fail("short");
        }

        pool.Return(lease);
    }

    public void CheckMade(int size)
    {
        var lease = pool.Rent(size); // NDIS0005
        if (lease.Length != size)
            throw Make("short");
        pool.Return(lease);
    }
}

// case: Catch, free, rethrow
class Rethrower(LeasePool pool)
{
    public void Copy(Stream from)
    {
        var lease = pool.Rent(64);
        try
        {
            from.ReadExactly(lease.Span);
        }
        catch
        {
            pool.Return(lease);
            throw;
        }

        pool.Return(lease);
    }

    public void CopyBadly(Stream from)
    {
        var lease = pool.Rent(64); // NDIS0005
        try
        {
            from.ReadExactly(lease.Span);
        }
        catch (EndOfStreamException e)
        {
            throw new InvalidDataException("short frame", e);
        }

        pool.Return(lease);
    }
}

// case: A filter decides who frees
class Filtered(LeasePool pool)
{
    public void Run(Stream from)
    {
        var lease = pool.Rent(64);
        try
        {
            from.ReadExactly(lease.Span);
        }
        catch (IOException e) when (e.HResult == 5)
        {
            Console.WriteLine("denied");
        }
        catch (IOException)
        {
            Console.WriteLine("other");
        }
        finally
        {
            pool.Return(lease);
        }
    }

    public void RunBadly(Stream from)
    {
        var lease = pool.Rent(64); // NDIS0005
        try
        {
            from.ReadExactly(lease.Span);
        }
        catch (IOException e) when (e.HResult == 5)
        {
            pool.Return(lease);
            return;
        }
        catch (IOException)
        {
            return;
        }

        pool.Return(lease);
    }
}

// case: Nested finally blocks for two objects
class Nested(NetBufferPool pool, Mdl mdl)
{
    public int Both()
    {
        var outer = NdisAllocateNetBuffer(pool, mdl, 0, 10);
        if (!outer)
            return 1;
        try
        {
            var inner = NdisAllocateNetBuffer(pool, mdl, 10, 10);
            if (!inner)
                return 2;
            try
            {
                inner.Next = outer;
                return inner.DataLength > 3 ? 3 : 4;
            }
            finally
            {
                NdisFreeNetBuffer(inner);
            }
        }
        finally
        {
            NdisFreeNetBuffer(outer);
        }
    }

    public int Crossed()
    {
        var outer = NdisAllocateNetBuffer(pool, mdl, 0, 10);
        if (!outer)
            return 1;
        try
        {
            var inner = NdisAllocateNetBuffer(pool, mdl, 10, 10); // NDIS0005
            if (!inner)
                return 2;
            try
            {
                if (inner.DataLength > 3)
                    return 3;
                NdisFreeNetBuffer(inner);
            }
            finally
            {
                outer.DataLength = 0;
            }
        }
        finally
        {
            NdisFreeNetBuffer(outer);
        }

        return 0;
    }
}

// case: A finally that frees what the try has freed already
class Careless(NetBufferPool pool, Mdl mdl)
{
    public void Run(bool early)
    {
        var nb = NdisAllocateNetBuffer(pool, mdl, 0, 10);
        if (!nb)
            return;
        try
        {
            if (early)
            {
                NdisFreeNetBuffer(nb);
                return;
            }

            nb.DataLength = 4;
        }
        finally
        {
            NdisFreeNetBuffer(nb); // NDIS0003
        }
    }

    public void RunWell(bool early)
    {
        var nb = NdisAllocateNetBuffer(pool, mdl, 0, 10);
        if (!nb)
            return;
        try
        {
            if (early)
            {
                NdisFreeNetBuffer(nb);
                nb = default;
                return;
            }

            nb.DataLength = 4;
        }
        finally
        {
            if (nb)
                NdisFreeNetBuffer(nb);
        }
    }
}

// case: Ownership moves in the middle of a try
class Moved(LeasePool pool, LeaseQueue queue)
{
    public void Send(byte[] data)
    {
        Lease? lease = pool.Rent(data.Length);
        try
        {
            lease.Write(data);
            queue.Post(lease);
            lease = null;
        }
        finally
        {
            if (lease is not null)
                pool.Return(lease);
        }
    }

    public void SendOnce(byte[] data)
    {
        var lease = pool.Rent(data.Length);
        var handedOver = false;
        try
        {
            lease.Write(data);
            queue.Post(lease);
            handedOver = true;
        }
        finally
        {
            if (!handedOver)
                lease.Dispose();
        }
    }

    public void SendBadly(byte[] data)
    {
        var lease = pool.Rent(data.Length); // NDIS0005
        try
        {
            lease.Write(data);
            if (data.Length > 3)
                queue.Post(lease);
        }
        catch (ArgumentException)
        {
            lease.Dispose();
        }
    }
}

// case: A unit of work is committed or rolled back
class Books(Store store)
{
    public void Transfer(string text)
    {
        var work = store.Begin();
        try
        {
            work.Execute(text);
            work.Commit();
        }
        catch
        {
            work.Rollback();
            throw;
        }
    }

    public void TransferBadly(string text)
    {
        var work = store.Begin(); // NDIS0005
        if (work.Execute(text) == 0)
            throw new InvalidOperationException("nothing to do");
        work.Commit();
    }

    public bool TryTransfer(string text)
    {
        var work = store.Begin(); // NDIS0005
        try
        {
            if (work.Execute(text) == 0)
                return false;
            work.Commit();
            return true;
        }
        catch (InvalidOperationException)
        {
            work.Rollback();
            return false;
        }
    }

    public void TransferTwice(string text)
    {
        var work = store.Begin();
        try
        {
            work.Execute(text);
            work.Commit();
        }
        finally
        {
            work.Rollback(); // NDIS0003
        }
    }
}

// case: A throw in a loop inside a try that frees behind it
class LoopThrow(NetBufferPool pool, Mdl mdl)
{
    public void Run(int[] sizes)
    {
        foreach (var size in sizes)
        {
            var nb = NdisAllocateNetBuffer(pool, mdl, 0, size);
            if (!nb)
                break;
            try
            {
                if (size == 0)
                    throw new InvalidOperationException();
                if (size == 1)
                    continue;
                if (size == 2)
                    break;
            }
            finally
            {
                NdisFreeNetBuffer(nb);
            }
        }
    }

    public void RunBadly(int[] sizes)
    {
        foreach (var size in sizes)
        {
            try
            {
                var nb = NdisAllocateNetBuffer(pool, mdl, 0, size); // NDIS0005
                if (!nb)
                    break;
                if (size == 0)
                    throw new InvalidOperationException();
                NdisFreeNetBuffer(nb);
            }
            catch (InvalidOperationException)
            {
                continue;
            }
        }
    }
}

// case: What a throwing call leaves behind is nobody's by policy
class Policy(LeasePool pool)
{
    public int Parse(string text)
    {
        var lease = pool.Rent(32);
        var number = int.Parse(text);
        lease.Length = number;
        Console.WriteLine(number);
        pool.Return(lease);
        return number;
    }

    public int ParseStrictly(string text)
    {
        var lease = pool.Rent(32); // NDIS0005
        if (!int.TryParse(text, out var number))
            throw new FormatException(text);
        lease.Length = number;
        pool.Return(lease);
        return number;
    }
}

// case: Using statements and declarations
class Usings(LeasePool pool)
{
    public int Statement(int size)
    {
        using (var lease = pool.Rent(size))
        {
            if (size == 3)
                return 0;
            return lease.Length;
        }
    }

    public int Declaration(int size)
    {
        using Lease first = pool.Rent(size), second = pool.Rent(size);
        if (first.Length != second.Length)
            throw new InvalidOperationException();
        return first.Length;
    }

    public int Both(int size)
    {
        using var lease = pool.Rent(size); // NDIS0003
        pool.Return(lease);
        return size;
    }

    public void Existing(int size)
    {
        var lease = pool.Rent(size);
        using (lease)
            lease.Length++;
        lease.Length++; // NDIS0004
    }
}

// case: A throw passes a finally and is caught behind it
class Passing(LeasePool pool)
{
    public int Caught(int size, bool isShort)
    {
        var lease = pool.Rent(size);
        try
        {
            try
            {
                if (isShort)
                    throw new InvalidOperationException();
            }
            finally
            {
                lease.Length++;
            }
        }
        catch (InvalidOperationException)
        {
            lease.Length = 0;
        }
        pool.Return(lease);
        return size;
    }

    public int NotCaught(int size, bool isShort)
    {
        var lease = pool.Rent(size); // NDIS0005
        try
        {
            try
            {
                if (isShort)
                    throw new InvalidOperationException();
            }
            finally
            {
                lease.Length++;
            }
        }
        catch (ArgumentException)
        {
            lease.Length = 0;
        }
        pool.Return(lease);
        return size;
    }
}
