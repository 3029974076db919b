// case: A pipe of counted segments gives each back with its last reference
using System.Diagnostics;

sealed class Segment
{
    byte[]? bytes;
    int references;

    public Segment(int size)
    {
        bytes = ArrayPool<byte>.Shared.Rent(size);
        references = 1;
    }

    public int Written { get; private set; }
    public int Capacity => bytes?.Length ?? 0;
    public Segment? Next { get; set; }
    public Memory<byte> Free => bytes.AsMemory(Written);
    public ReadOnlyMemory<byte> Filled => bytes.AsMemory(0, Written);

    public void Advance(int count)
    {
        if (count < 0 || Written + count > Capacity)
            throw new ArgumentOutOfRangeException(nameof(count));
        Written += count;
    }

    public Segment AddReference()
    {
        Interlocked.Increment(ref references);
        return this;
    }

    public void Release()
    {
        if (Interlocked.Decrement(ref references) > 0)
            return;
        var array = Interlocked.Exchange(ref bytes, null);
        if (array is not null)
            ArrayPool<byte>.Shared.Return(array);
    }
}

sealed class SegmentPipe : IDisposable
{
    const int SegmentSize = 4096;

    readonly object gate = new();
    readonly SemaphoreSlim available = new(0);
    Segment? head;
    Segment? tail;
    long written;
    long read;
    bool isCompleted;

    public long Buffered => Volatile.Read(ref written) - Volatile.Read(ref read);

    public void Write(ReadOnlySpan<byte> data)
    {
        lock (gate)
        {
            if (isCompleted)
                throw new InvalidOperationException("The pipe is completed.");
            while (data.Length > 0)
            {
                var segment = Tail();
                var count = Math.Min(segment.Free.Length, data.Length);
                data[..count].CopyTo(segment.Free.Span);
                segment.Advance(count);
                written += count;
                data = data[count..];
            }
        }

        available.Release();
    }

    Segment Tail()
    {
        if (tail is not null && tail.Free.Length > 0)
            return tail;
        var added = new Segment(SegmentSize);
        if (tail is null)
            head = added;
        else
            tail.Next = added;
        tail = added;
        return added;
    }

    public async Task<int> CopyToAsync(Stream destination, CancellationToken cancellation)
    {
        var total = 0;
        while (await WaitAsync(cancellation))
        {
            Segment? first;
            lock (gate)
            {
                first = head;
                head = tail = null;
            }

            while (first is not null)
            {
                var following = first.Next;
                try
                {
                    await destination.WriteAsync(first.Filled, cancellation);
                    total += first.Written;
                    Interlocked.Add(ref read, first.Written);
                }
                finally
                {
                    first.Release();
                }

                first = following;
            }
        }

        return total;
    }

    async Task<bool> WaitAsync(CancellationToken cancellation)
    {
        if (isCompleted && Buffered == 0)
            return false;
        await available.WaitAsync(cancellation);
        return true;
    }

    public void Complete()
    {
        lock (gate)
            isCompleted = true;
        available.Release();
    }

    public void Dispose()
    {
        lock (gate)
        {
            Debug.Assert(isCompleted, "completed first");
            for (var segment = head; segment is not null; segment = segment.Next)
                segment.Release();
            head = tail = null;
        }

        available.Dispose();
    }
}
