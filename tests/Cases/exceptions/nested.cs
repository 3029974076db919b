// case: Two rented arrays in nested tries
static class Pairs
{
    public static int Good(Stream input, Stream output)
    {
        var first = ArrayPool<byte>.Shared.Rent(64);
        try
        {
            var second = ArrayPool<byte>.Shared.Rent(64);
            try
            {
                var read = input.Read(first, 0, 64);
                first.AsSpan(0, read).CopyTo(second);
                output.Write(second, 0, read);
                return read;
            }
            finally
            {
                ArrayPool<byte>.Shared.Return(second);
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(first);
        }
    }

    public static int Bad(Stream input, Stream output)
    {
        var first = ArrayPool<byte>.Shared.Rent(64);
        try
        {
            var second = ArrayPool<byte>.Shared.Rent(64); // NDIS0005
            var read = input.Read(first, 0, 64);
            if (read == 0)
                return 0;
            first.AsSpan(0, read).CopyTo(second);
            output.Write(second, 0, read);
            ArrayPool<byte>.Shared.Return(second);
            return read;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(first);
        }
    }
}

// case: A filter looks at the object and lets the handler free it
class Filters(LeasePool pool)
{
    public int Good(string text)
    {
        var lease = pool.Rent(text.Length);
        try
        {
            return int.Parse(text);
        }
        catch (FormatException) when (lease.Length > 3)
        {
            return -1;
        }
        catch (Exception error) when (error is not OutOfMemoryException)
        {
            return -2;
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
            return -1;
        }
    }
}

// case: A using in a loop in a try
class Loops(LeasePool pool)
{
    public int Good(IEnumerable<int> sizes)
    {
        var sum = 0;
        foreach (var size in sizes)
        {
            using var lease = pool.Rent(size);
            try
            {
                if (lease.Length == 0)
                    continue;
                if (lease.Length > 128)
                    break;
                sum += lease.Span[0];
            }
            catch (IndexOutOfRangeException)
            {
                sum--;
            }
        }

        return sum;
    }

    public int Bad(IEnumerable<int> sizes)
    {
        var sum = 0;
        foreach (var size in sizes)
        {
            var lease = pool.Rent(size); // NDIS0005
            try
            {
                if (lease.Length == 0)
                    continue;
                sum += lease.Span[0];
            }
            catch (IndexOutOfRangeException)
            {
                sum--;
            }

            lease.Dispose();
        }

        return sum;
    }
}

// case: Committed in the try, rolled back in the catch
class Transactions(Store store)
{
    public int Good(IReadOnlyList<string> texts)
    {
        var work = store.Begin();
        try
        {
            var rows = 0;
            foreach (var text in texts)
                rows += work.Execute(text);
            work.Commit();
            return rows;
        }
        catch
        {
            work.Rollback();
            throw;
        }
    }

    public int Bad(IReadOnlyList<string> texts)
    {
        var work = store.Begin();
        try
        {
            var rows = 0;
            foreach (var text in texts)
                rows += work.Execute(text);
            work.Commit();
            return rows;
        }
        finally
        {
            work.Rollback(); // NDIS0003
        }
    }

    public int BadOnThrow(IReadOnlyList<string> texts)
    {
        var work = store.Begin(); // NDIS0005
        if (texts.Count == 0)
            throw new ArgumentException("no texts", nameof(texts));
        var rows = texts.Sum(text => work.Execute(text));
        work.Commit();
        return rows;
    }

    public int GoodWithFlag(IReadOnlyList<string> texts)
    {
        var work = store.Begin();
        var done = false;
        try
        {
            var rows = 0;
            foreach (var text in texts)
            {
                if (text.Length == 0)
                    return -1;
                rows += work.Execute(text);
            }

            work.Commit();
            done = true;
            return rows;
        }
        finally
        {
            if (!done)
                work.Rollback();
        }
    }
}

// case: A wrapper exception keeps what it was about
class Wrapping(LeasePool pool)
{
    public Lease Good(int size)
    {
        var lease = pool.Rent(size);
        try
        {
            Fill(lease);
            return lease;
        }
        catch (InvalidOperationException inner)
        {
            pool.Return(lease);
            throw new IOException("fill", inner);
        }
    }

    public Lease Bad(int size)
    {
        var lease = pool.Rent(size); // NDIS0005
        try
        {
            Fill(lease);
            return lease;
        }
        catch (InvalidOperationException inner)
        {
            throw new IOException("fill", inner);
        }
    }

    static void Fill(Lease lease)
    {
        if (lease.Length > 200)
            throw new InvalidOperationException("too long");
        lease.Write([1, 2, 3]);
    }
}

// case: A switch in a finally, and a goto out of a try
class Jumps(NetBufferPool pool, Mdl mdl)
{
    public NdisStatus Good(int mode)
    {
        var status = NdisStatus.Failure;
        var buffer = NdisAllocateNetBuffer(pool, mdl, 0, 4);
        if (buffer.IsNull)
            return NdisStatus.Resources;
        try
        {
            if (mode == 0)
                goto Done;
            buffer.DataLength = mode;
            status = NdisStatus.Success;
        }
        finally
        {
            switch (mode)
            {
                case 0:
                    NdisFreeNetBuffer(buffer);
                    break;
                default:
                    buffer.DataLength = 0;
                    NdisFreeNetBuffer(buffer);
                    break;
            }
        }

        return status;
    Done:
        return NdisStatus.NotSupported;
    }

    public NdisStatus Bad(int mode)
    {
        var buffer = NdisAllocateNetBuffer(pool, mdl, 0, 4); // NDIS0005
        if (buffer.IsNull)
            return NdisStatus.Resources;
        try
        {
            if (mode == 0)
                goto Done;
            buffer.DataLength = mode;
        }
        finally
        {
            switch (mode)
            {
                case 0:
                    break;
                default:
                    NdisFreeNetBuffer(buffer);
                    break;
            }
        }

        return NdisStatus.Success;
    Done:
        return NdisStatus.NotSupported;
    }
}

// case: A decoder with one exit for all errors
sealed class Decoder(LeasePool pool)
{
    public bool TryDecode(ReadOnlySpan<byte> input, out string text)
    {
        text = "";
        if (input.Length < 4)
            return false;
        var lease = pool.Rent(input.Length);
        try
        {
            lease.Write(input);
            if (input[0] is not (0x1f or 0x2f))
                return false;
            var length = input[1];
            if (length > input.Length - 2)
                throw new FormatException("length");
            text = Convert.ToHexString(input.Slice(2, length));
            return true;
        }
        catch (FormatException)
        {
            return false;
        }
        finally
        {
            lease.Dispose();
        }
    }

    public bool TryDecodeBadly(ReadOnlySpan<byte> input, out string text)
    {
        text = "";
        var lease = pool.Rent(input.Length); // NDIS0005
        lease.Write(input);
        if (input[0] is not (0x1f or 0x2f))
        {
            lease.Dispose();
            return false;
        }

        var length = input[1];
        if (length > input.Length - 2)
            throw new FormatException("length");
        text = Convert.ToHexString(input.Slice(2, length));
        lease.Dispose();
        return true;
    }
}

// case: Disposed in the catch and again by the using
class Twice(LeasePool pool)
{
    public int Bad(string text)
    {
        using var lease = pool.Rent(8); // NDIS0003
        try
        {
            return int.Parse(text);
        }
        catch (FormatException)
        {
            lease.Dispose();
            return 0;
        }
    }
}

// case: Retried with a fresh one after a failure
class Retries(LeasePool pool)
{
    public int Good(string text)
    {
        for (var attempt = 0; ; attempt++)
        {
            var lease = pool.Rent(attempt + 1);
            try
            {
                return int.Parse(text) + lease.Length;
            }
            catch (FormatException) when (attempt < 3)
            {
                Thread.Sleep(10);
            }
            finally
            {
                pool.Return(lease);
            }
        }
    }

    public int Bad(string text)
    {
        for (var attempt = 0; ; attempt++)
        {
            var lease = pool.Rent(attempt + 1); // NDIS0005
            try
            {
                var result = int.Parse(text) + lease.Length;
                pool.Return(lease);
                return result;
            }
            catch (FormatException) when (attempt < 3)
            {
                Thread.Sleep(10);
            }
        }
    }
}
