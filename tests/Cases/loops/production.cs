// case: Nested foreach with break out of the inner loop
sealed class Matcher
{
    public static int Good(IEnumerable<int[]> groups, int wanted)
    {
        var hits = 0;
        foreach (var group in groups)
        {
            var copy = ArrayPool<int>.Shared.Rent(group.Length);
            group.CopyTo(copy, 0);
            foreach (var value in group)
            {
                if (value != wanted)
                    continue;
                hits++;
                break;
            }

            ArrayPool<int>.Shared.Return(copy);
        }

        return hits;
    }

    public static int Bad(IEnumerable<int[]> groups, int wanted)
    {
        var hits = 0;
        foreach (var group in groups)
        {
            var copy = ArrayPool<int>.Shared.Rent(group.Length); // NDIS0005
            group.CopyTo(copy, 0);
            foreach (var value in group)
            {
                if (value == wanted)
                    goto found;
            }

            ArrayPool<int>.Shared.Return(copy);
        }

        return hits;
    found:
        return hits + 1;
    }
}

// case: Line reader that grows its buffer
sealed class LineReader
{
    public static int Good(Stream stream)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(256);
        var filled = 0;
        int read;
        while ((read = stream.Read(buffer, filled, buffer.Length - filled)) > 0)
        {
            filled += read;
            if (filled < buffer.Length)
                continue;
            var larger = ArrayPool<byte>.Shared.Rent(buffer.Length * 2);
            Buffer.BlockCopy(buffer, 0, larger, 0, filled);
            ArrayPool<byte>.Shared.Return(buffer);
            buffer = larger;
        }

        ArrayPool<byte>.Shared.Return(buffer);
        return filled;
    }

    public static int Bad(Stream stream)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(256);
        var filled = 0;
        int read;
        while ((read = stream.Read(buffer, filled, buffer.Length - filled)) > 0)
        {
            filled += read;
            if (filled < buffer.Length)
                continue;
            var larger = ArrayPool<byte>.Shared.Rent(buffer.Length * 2); // NDIS0002
            Buffer.BlockCopy(buffer, 0, larger, 0, filled);
            buffer = larger;
        }

        ArrayPool<byte>.Shared.Return(buffer);
        return filled;
    }

    public static int UsesOld(Stream stream)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(256);
        var filled = stream.Read(buffer, 0, buffer.Length);
        while (filled == buffer.Length)
        {
            var larger = ArrayPool<byte>.Shared.Rent(buffer.Length * 2);
            ArrayPool<byte>.Shared.Return(buffer);
            Buffer.BlockCopy(buffer, 0, larger, 0, filled); // NDIS0004
            buffer = larger;
            filled += stream.Read(buffer, filled, buffer.Length - filled);
        }

        ArrayPool<byte>.Shared.Return(buffer);
        return filled;
    }
}

// case: Two arrays in parallel
sealed class Pairs
{
    public static void Good(int[][] inputs)
    {
        var handles = new GCHandle[inputs.Length];
        for (var i = 0; i < inputs.Length; i++)
            handles[i] = GCHandle.Alloc(inputs[i], GCHandleType.Pinned);
        for (var i = 0; i < handles.Length; i++)
            handles[i].Free();
    }

    public static void GoodForeach(int[][] inputs)
    {
        var handles = new List<GCHandle>(inputs.Length);
        foreach (var input in inputs)
            handles.Add(GCHandle.Alloc(input, GCHandleType.Pinned));
        foreach (var handle in handles)
            handle.Free();
    }

    public static void Bad(int[][] inputs)
    {
        var handles = new GCHandle[inputs.Length];
        for (var i = 0; i < inputs.Length; i++)
            handles[i] = GCHandle.Alloc(inputs[i], GCHandleType.Pinned); // NDIS0005 for now: silent
        for (var i = 0; i < handles.Length; i++)
        {
            if (i % 2 == 0)
                handles[i].Free();
        }
    }
}
