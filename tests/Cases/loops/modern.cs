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

// case: A generator of keys until one is free
class Keys(NetBufferPool pool, Mdl mdl)
{
    public NetBuffer Good(Func<int> next, HashSet<int> used)
    {
        NetBuffer nb;
        int key;
        do
        {
            key = next();
        }
        while (!used.Add(key));
        nb = NdisAllocateNetBuffer(pool, mdl, 0, key);
        return nb;
    }

    public int Bad(Func<int> next, HashSet<int> used)
    {
        NetBuffer nb;
        do
        {
            nb = NdisAllocateNetBuffer(pool, mdl, 0, next()); // NDIS0002
            if (nb.IsNull)
                return 0;
        }
        while (!used.Add(nb.DataLength));
        NdisFreeNetBuffer(nb);
        return 1;
    }
}

// case: A switch inside a loop with continue and break
class Machine(LeasePool pool)
{
    public int Good(ReadOnlySpan<char> program)
    {
        var lease = pool.Rent(16);
        var state = 0;
        foreach (var c in program)
        {
            switch (c)
            {
                case ' ':
                    continue;
                case '!':
                    lease.Dispose();
                    return state;
                case >= '0' and <= '9':
                    state = state * 10 + (c - '0');
                    break;
                default:
                    goto end;
            }
        }

    end:
        lease.Dispose();
        return state;
    }

    public int Bad(ReadOnlySpan<char> program)
    {
        var lease = pool.Rent(16); // NDIS0005
        foreach (var c in program)
        {
            switch (c)
            {
                case ' ':
                    continue;
                case '!':
                    return 1;
            }
        }

        lease.Dispose();
        return 0;
    }
}

// case: A free in the third clause of a for
class Clauses(NetBufferPool pool, Mdl mdl)
{
    NetBuffer Next(int i) => NdisAllocateNetBuffer(pool, mdl, i, 1);

    public int Good(int n)
    {
        var sum = 0;
        var i = 0;
        for (var nb = Next(0); nb; NdisFreeNetBuffer(nb), nb = i < n ? Next(i) : default)
        {
            sum += nb.DataLength;
            i++;
        }

        return sum;
    }

    public int Bad(int n)
    {
        var sum = 0;
        var i = 0;
        for (var nb = Next(0); nb; NdisFreeNetBuffer(nb), nb = i < n ? Next(i) : default) // NDIS0005 NDIS0005
        {
            sum += nb.DataLength;
            if (sum > n)
                break;
            i++;
        }

        return sum;
    }
}

// case: A batch is flushed when it is full and at the end
sealed class Batcher(LeasePool pool)
{
    public void Good(int[] sizes, Action<Lease> flush)
    {
        Lease? batch = null;
        foreach (var size in sizes)
        {
            batch ??= pool.Rent(256);
            batch.Length += size;
            if (batch.Length < 200)
                continue;
            flush(batch);
            batch.Dispose();
            batch = null;
        }

        if (batch is not null)
        {
            flush(batch);
            batch.Dispose();
        }
    }

    public void Bad(int[] sizes)
    {
        Lease? batch = null;
        foreach (var size in sizes)
        {
            batch ??= pool.Rent(256); // NDIS0005
            batch.Length += size;
            if (batch.Length < 200)
                continue;
            batch.Dispose();
            batch = null;
        }
    }

    public void Stale(int[] sizes)
    {
        Lease? batch = null;
        foreach (var size in sizes)
        {
            batch ??= pool.Rent(256);
            batch.Length += size; // NDIS0004
            if (batch.Length >= 200)
                batch.Dispose();
        }

        batch?.Dispose(); // NDIS0003
    }
}

// case: Two loops, the second undoes the first up to where it came
unsafe class Undo
{
    public static bool Good(int n)
    {
        var blocks = stackalloc void*[n];
        var made = 0;
        for (; made < n; made++)
        {
            blocks[made] = NativeMemory.Alloc(16);
            if (*(byte*)blocks[made] == 1)
                break;
        }

        for (var i = 0; i <= made && i < n; i++)
            NativeMemory.Free(blocks[i]);
        return made == n;
    }
}

// case: Exponential growth by a local ref
class Growth
{
    public static int Good(int n)
    {
        var array = ArrayPool<int>.Shared.Rent(4);
        var count = 0;
        for (var i = 0; i < n; i++)
        {
            if (count == array.Length)
            {
                var old = array;
                array = ArrayPool<int>.Shared.Rent(count * 2);
                Array.Copy(old, array, count);
                ArrayPool<int>.Shared.Return(old);
            }

            array[count++] = i;
        }

        var last = array[count - 1];
        ArrayPool<int>.Shared.Return(array);
        return last;
    }

    public static int Bad(int n)
    {
        var array = ArrayPool<int>.Shared.Rent(4);
        var count = 0;
        for (var i = 0; i < n; i++)
        {
            if (count == array.Length)
            {
                var old = array;
                array = ArrayPool<int>.Shared.Rent(count * 2);
                ArrayPool<int>.Shared.Return(old);
                Array.Copy(old, array, count); // NDIS0004
            }

            array[count++] = i;
        }

        ArrayPool<int>.Shared.Return(array);
        return count;
    }
}

// case: A two-phase commit over an array of work
class Commits(Store store)
{
    public bool Good(string[] texts)
    {
        var works = new List<Work>();
        var ok = true;
        foreach (var text in texts)
        {
            var work = store.Begin();
            works.Add(work);
            ok &= work.Execute(text) > 0;
        }

        foreach (var work in works)
        {
            if (ok)
                work.Commit();
            else
                work.Rollback();
        }

        return ok;
    }

    public bool Bad(string[] texts)
    {
        var works = new List<Work>();
        var ok = true;
        foreach (var text in texts)
        {
            var work = store.Begin(); // NDIS0005
            works.Add(work);
            ok &= work.Execute(text) > 0;
        }

        if (ok)
        {
            foreach (var work in works)
                work.Commit();
        }

        return ok;
    }
}

// case: A search that keeps the best so far
class Best(LeasePool pool)
{
    public int Good(int[] sizes)
    {
        Lease? best = null;
        foreach (var size in sizes)
        {
            var candidate = pool.Rent(size);
            if (best is null || candidate.Length > best.Length)
            {
                best?.Dispose();
                best = candidate;
            }
            else
            {
                candidate.Dispose();
            }
        }

        var length = best?.Length ?? 0;
        best?.Dispose();
        return length;
    }

    public int Bad(int[] sizes)
    {
        Lease? best = null;
        foreach (var size in sizes)
        {
            var candidate = pool.Rent(size); // NDIS0005
            if (best is null || candidate.Length > best.Length)
            {
                best?.Dispose();
                best = candidate;
            }
        }

        best?.Dispose();
        return sizes.Length;
    }
}

// case: A merge of two sorted runs with a sentinel
class Merge(LeasePool pool)
{
    Lease? Next(Queue<int> sizes) => sizes.TryDequeue(out var size) ? pool.Rent(size) : null;

    public int Good(Queue<int> left, Queue<int> right)
    {
        var sum = 0;
        var a = Next(left);
        var b = Next(right);
        while (a is not null || b is not null)
        {
            if (b is null || (a is not null && a.Length <= b.Length))
            {
                sum += a!.Length;
                a.Dispose();
                a = Next(left);
            }
            else
            {
                sum += b.Length;
                b.Dispose();
                b = Next(right);
            }
        }

        return sum;
    }

    public int Bad(Queue<int> left, Queue<int> right)
    {
        var sum = 0;
        var a = Next(left); // NDIS0005
        var b = Next(right); // NDIS0005
        while (a is not null && b is not null)
        {
            if (a.Length <= b.Length)
            {
                a.Dispose();
                a = Next(left); // NDIS0005
            }
            else
            {
                b.Dispose();
                b = Next(right); // NDIS0005
            }
        }

        return sum;
    }
}

// case: Checkpoints every so often
class Checkpoints(Store store)
{
    public void Good(string[] lines)
    {
        var work = store.Begin();
        for (var i = 0; i < lines.Length; i++)
        {
            work.Execute(lines[i]);
            if (i % 100 == 99)
            {
                work.Commit();
                work = store.Begin();
            }
        }

        work.Commit();
    }

    public void Bad(string[] lines)
    {
        var work = store.Begin();
        for (var i = 0; i < lines.Length; i++)
        {
            work.Execute(lines[i]);
            if (i % 100 == 99)
                work = store.Begin(); // NDIS0002
        }

        work.Commit();
    }
}
