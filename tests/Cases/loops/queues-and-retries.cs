// case: A do-while that retries with backoff
class Retry(NetBufferPool pool, Mdl mdl)
{
    public NdisStatus Good(int attempts)
    {
        NetBuffer nb;
        do
        {
            nb = NdisAllocateNetBuffer(pool, mdl, 0, 64);
            if (nb)
                break;
            Thread.Sleep(1);
        }
        while (--attempts > 0);
        if (!nb)
            return NdisStatus.Resources;
        NdisFreeNetBuffer(nb);
        return NdisStatus.Success;
    }

    public NdisStatus Bad(int attempts)
    {
        NetBuffer nb;
        do
        {
            nb = NdisAllocateNetBuffer(pool, mdl, 0, 64); // NDIS0002
            if (!nb)
                continue;
            nb.DataLength = attempts;
        }
        while (--attempts > 0);
        if (!nb)
            return NdisStatus.Resources;
        NdisFreeNetBuffer(nb);
        return NdisStatus.Success;
    }
}

// case: A retransmit queue that is walked once
class Retransmit(LeasePool pool, Func<Lease, bool> send)
{
    public void Good(int count)
    {
        var queue = new Queue<Lease>();
        for (var i = 0; i < count; i++)
            queue.Enqueue(pool.Rent(i));
        while (queue.TryDequeue(out var lease))
        {
            for (var tries = 0; tries < 3; tries++)
            {
                if (send(lease))
                    break;
            }

            pool.Return(lease);
        }
    }

    public void Bad(int count)
    {
        var queue = new Queue<Lease>();
        for (var i = 0; i < count; i++)
            queue.Enqueue(pool.Rent(i)); // NDIS0005
        while (queue.TryDequeue(out var lease))
        {
            if (!send(lease))
                break;
            pool.Return(lease);
        }
    }

    public void Twice(int count)
    {
        var queue = new Queue<Lease>();
        for (var i = 0; i < count; i++)
            queue.Enqueue(pool.Rent(i));
        while (queue.TryDequeue(out var lease))
        {
            var ok = send(lease);
            if (!ok)
                pool.Return(lease);
            pool.Return(lease);
        }
    }
}

// case: The previous one of the round is given back in the next
class Sliding(LeasePool pool)
{
    public int Good(int rounds)
    {
        Lease? previous = null;
        var sum = 0;
        for (var i = 0; i < rounds; i++)
        {
            var current = pool.Rent(i);
            if (previous is not null)
            {
                sum += previous.Length - current.Length;
                pool.Return(previous);
            }

            previous = current;
        }

        if (previous is { } last)
            pool.Return(last);
        return sum;
    }

    public int Bad(int rounds)
    {
        Lease? previous = null;
        var sum = 0;
        for (var i = 0; i < rounds; i++)
        {
            var current = pool.Rent(i); // NDIS0005
            if (previous is not null)
            {
                sum += previous.Length - current.Length;
                pool.Return(previous);
            }

            previous = current;
        }

        return sum;
    }
}

// case: Two buffers play ping-pong
class PingPong(ArrayPool<byte> pool)
{
    public void Good(int passes, int size)
    {
        var front = pool.Rent(size);
        var back = pool.Rent(size);
        for (var pass = 0; pass < passes; pass++)
        {
            front.AsSpan().CopyTo(back);
            (front, back) = (back, front);
        }

        pool.Return(front);
        pool.Return(back);
    }

    public void Bad(int passes, int size)
    {
        var front = pool.Rent(size); // NDIS0005
        var back = pool.Rent(size); // NDIS0005
        for (var pass = 0; pass < passes; pass++)
        {
            front.AsSpan().CopyTo(back);
            (front, back) = (back, front);
        }

        pool.Return(front);
        pool.Return(front); // NDIS0003
    }

    public void Grow(int rounds)
    {
        var buffer = pool.Rent(16);
        while (rounds-- > 0)
        {
            var bigger = pool.Rent(buffer.Length * 2);
            buffer.CopyTo(bigger, 0);
            pool.Return(buffer);
            buffer = bigger;
        }

        pool.Return(buffer);
    }

    public void GrowBadly(int rounds)
    {
        var buffer = pool.Rent(16);
        while (rounds-- > 0)
        {
            var bigger = pool.Rent(buffer.Length * 2); // NDIS0005
            buffer.CopyTo(bigger, 0);
            pool.Return(buffer);
            if (rounds == 7)
                return;
            buffer = bigger;
        }

        pool.Return(buffer);
    }
}

// case: A fragmenting loop with a labelled way out
class Fragmenter(NetBufferPool pool, Mdl mdl)
{
    public int Good(int total, int mtu)
    {
        var sent = 0;
        for (var offset = 0; offset < total; offset += mtu)
        {
            for (var copy = 0; copy < 2; copy++)
            {
                var nb = NdisAllocateNetBuffer(pool, mdl, offset, Math.Min(mtu, total - offset));
                if (nb.IsNull)
                    goto stop;
                sent += nb.DataLength;
                NdisFreeNetBuffer(nb);
            }
        }

    stop:
        return sent;
    }

    public int Bad(int total, int mtu)
    {
        var sent = 0;
        for (var offset = 0; offset < total; offset += mtu)
        {
            for (var copy = 0; copy < 2; copy++)
            {
                var nb = NdisAllocateNetBuffer(pool, mdl, offset, Math.Min(mtu, total - offset)); // NDIS0005
                if (nb.IsNull)
                    goto stop;
                sent += nb.DataLength;
                if (sent > 9000)
                    goto stop;
                NdisFreeNetBuffer(nb);
            }
        }

    stop:
        return sent;
    }
}

// case: A coalescing loop flushes what is full and what is left
class Coalescer(LeasePool pool)
{
    public int Good(int[] sizes)
    {
        Lease? open = null;
        var flushed = 0;
        foreach (var size in sizes)
        {
            open ??= pool.Rent(256);
            open.Length += size;
            if (open.Length > 200)
            {
                flushed++;
                pool.Return(open);
                open = null;
            }
        }

        if (open != null)
            pool.Return(open);
        return flushed;
    }

    public int Bad(int[] sizes)
    {
        Lease? open = null;
        var flushed = 0;
        foreach (var size in sizes)
        {
            open ??= pool.Rent(256);
            open.Length += size; // NDIS0004
            if (open.Length > 200)
            {
                flushed++;
                pool.Return(open);
            }
        }

        if (open != null)
            pool.Return(open); // NDIS0003
        return flushed;
    }
}

// case: A batch is taken whole and given back by its count
class Batches(LeasePool pool)
{
    public void Good(int count)
    {
        var batch = new Lease[count];
        var taken = 0;
        while (taken < batch.Length)
            batch[taken++] = pool.Rent(64);
        while (taken > 0)
            pool.Return(batch[--taken]);
    }

    public void Bad(int count)
    {
        var batch = new Lease[count];
        var taken = 0;
        while (taken < batch.Length)
            batch[taken++] = pool.Rent(64); // NDIS0005
        while (taken > 1)
            pool.Return(batch[--taken]);
    }
}
