// case: Chunks of a stream over one rented array
class Chunks
{
    public static IEnumerable<ReadOnlyMemory<byte>> Good(Stream stream)
    {
        var array = ArrayPool<byte>.Shared.Rent(4096);
        try
        {
            for (int read; (read = stream.Read(array, 0, array.Length)) > 0;)
                yield return array.AsMemory(0, read);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(array);
        }
    }

    public static IEnumerable<int> Bad(Stream stream)
    {
        var array = ArrayPool<byte>.Shared.Rent(4096); // NDIS0005
        for (int read; (read = stream.Read(array, 0, array.Length)) > 0;)
        {
            if (read == 1)
                yield break;
            yield return read;
        }

        ArrayPool<byte>.Shared.Return(array);
    }
}

// case: Pairs are zipped and both sides are given back
class Zipped(LeasePool pool)
{
    IEnumerable<Lease> Some(int n)
    {
        for (var i = 0; i < n; i++)
            yield return pool.Rent(i);
    }

    public int Good()
    {
        var sum = 0;
        foreach (var lease in Some(3))
        {
            using (lease)
                sum += lease.Length;
        }

        return sum;
    }

    public int Bad()
    {
        foreach (var lease in Some(3)) // NDIS0005
            return lease.Length;
        return 0;
    }
}

// case: A recursive walk that yields and lends
sealed class Tree(Tree? left, Tree? right, int size)
{
    public IEnumerable<int> Good(LeasePool pool)
    {
        using var lease = pool.Rent(size);
        yield return lease.Length;
        foreach (var below in left?.Good(pool) ?? [])
            yield return below;
        foreach (var below in right?.Good(pool) ?? [])
            yield return below;
    }

    public IEnumerable<int> Bad(LeasePool pool)
    {
        var lease = pool.Rent(size); // NDIS0005
        yield return lease.Length;
        if (left is null)
            yield break;
        foreach (var below in left.Bad(pool))
            yield return below;
        lease.Dispose();
    }
}

// case: A duck-typed enumerator that owns its buffer
readonly struct Words(string text)
{
    public Enumerator GetEnumerator() => new(text);

    public ref struct Enumerator(string text)
    {
        readonly char[] buffer = ArrayPool<char>.Shared.Rent(text.Length);
        int at = -1;

        public readonly char Current => buffer[at];

        public bool MoveNext()
        {
            if (++at >= text.Length)
                return false;
            buffer[at] = text[at];
            return true;
        }

        public readonly void Dispose() => ArrayPool<char>.Shared.Return(buffer);
    }
}

class UsesWords
{
    public static int Good(string text)
    {
        var count = 0;
        foreach (var c in new Words(text))
            count += c;
        return count;
    }

    public static int Bad(string text)
    {
        var walk = new Words(text).GetEnumerator(); // NDIS0005
        var count = 0;
        while (walk.MoveNext())
            count += walk.Current;
        return count;
    }
}

// case: A reader of lines over one growing buffer
sealed class Lines(TextReader reader) : IEnumerable<string>
{
    public IEnumerator<string> GetEnumerator()
    {
        var buffer = ArrayPool<char>.Shared.Rent(128);
        try
        {
            var used = 0;
            int read;
            while ((read = reader.Read(buffer, used, buffer.Length - used)) > 0)
            {
                used += read;
                var at = buffer.AsSpan(0, used).IndexOf('\n');
                while (at >= 0)
                {
                    yield return new string(buffer, 0, at);
                    buffer.AsSpan(at + 1, used - at - 1).CopyTo(buffer);
                    used -= at + 1;
                    at = buffer.AsSpan(0, used).IndexOf('\n');
                }

                if (used < buffer.Length)
                    continue;
                var larger = ArrayPool<char>.Shared.Rent(buffer.Length * 2);
                buffer.CopyTo(larger, 0);
                ArrayPool<char>.Shared.Return(buffer);
                buffer = larger;
            }

            if (used > 0)
                yield return new string(buffer, 0, used);
        }
        finally
        {
            ArrayPool<char>.Shared.Return(buffer);
        }
    }

    System.Collections.IEnumerator System.Collections.IEnumerable.GetEnumerator() => GetEnumerator();
}

// case: Batches of a sequence in leases
class Batches(LeasePool pool)
{
    IEnumerable<Lease> Split(IEnumerable<int> sizes)
    {
        Lease? current = null;
        foreach (var size in sizes)
        {
            current ??= pool.Rent(64);
            current.Length += size;
            if (current.Length > 200)
            {
                yield return current;
                current = null;
            }
        }

        if (current is not null)
            yield return current;
    }

    public int Good(int[] sizes)
    {
        var sum = 0;
        foreach (var lease in Split(sizes))
        {
            sum += lease.Length;
            lease.Dispose();
        }

        return sum;
    }

    IEnumerable<Lease> SplitBadly(IEnumerable<int> sizes)
    {
        Lease? current = null;
        foreach (var size in sizes)
        {
            current ??= pool.Rent(64); // NDIS0005
            current.Length += size;
            if (current.Length > 200)
            {
                yield return current;
                current = null;
            }
        }
    }

    public void Uses(int[] sizes)
    {
        foreach (var lease in SplitBadly(sizes))
            lease.Dispose();
    }
}
