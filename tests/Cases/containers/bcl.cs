// case: Rented arrays in a list
sealed class Segments : IDisposable
{
    readonly List<byte[]> segments = [];

    public Span<byte> Add(int size)
    {
        var segment = ArrayPool<byte>.Shared.Rent(size);
        segments.Add(segment);
        return segment;
    }

    public void Dispose()
    {
        foreach (var segment in segments)
            ArrayPool<byte>.Shared.Return(segment);
        segments.Clear();
    }
}

sealed class SegmentsBadly : IDisposable
{
    readonly Stack<byte[]> segments = new();

    public Span<byte> Add(int size)
    {
        var segment = ArrayPool<byte>.Shared.Rent(size);
        segments.Push(segment);
        return segment;
    }

    public void Dispose() // NDIS0001
    {
        if (segments.TryPop(out var segment))
            ArrayPool<byte>.Shared.Return(segment);
    }
}

// case: Many blocks of native memory
unsafe class Arena
{
    public long Good(int count)
    {
        var blocks = stackalloc nint[count];
        for (var i = 0; i < count; i++)
            blocks[i] = Marshal.AllocHGlobal(64);
        long sum = 0;
        for (var i = 0; i < count; i++)
        {
            sum += blocks[i];
            Marshal.FreeHGlobal(blocks[i]);
        }

        return sum;
    }

    public long Lists(int count)
    {
        var blocks = new List<nint>(count);
        for (var i = 0; i < count; i++)
            blocks.Add(Marshal.AllocHGlobal(64)); // NDIS0005
        return blocks.Count;
    }
}

// case: The last element, by the count
sealed class Segments : IDisposable
{
    readonly List<byte[]> segments = [];

    public void Extend() => segments.Add(ArrayPool<byte>.Shared.Rent(64));

    public void Shrink(int length)
    {
        while (length > 0)
        {
            var last = segments[segments.Count - 1];
            length -= last.Length;
            segments.RemoveAt(segments.Count - 1);
            ArrayPool<byte>.Shared.Return(last);
        }
    }

    public byte Peek() => segments[^1][0];

    public void Dispose()
    {
        foreach (var segment in segments)
            ArrayPool<byte>.Shared.Return(segment);
        segments.Clear();
    }
}

sealed class SegmentsBadly : IDisposable
{
    readonly List<byte[]> segments = [];

    public void Extend() => segments.Add(ArrayPool<byte>.Shared.Rent(64));

    public void Shrink()
    {
        var last = segments[^1];
        ArrayPool<byte>.Shared.Return(last); // NDIS0003
    }

    public void Dispose()
    {
        foreach (var segment in segments)
            ArrayPool<byte>.Shared.Return(segment);
        segments.Clear();
    }
}
