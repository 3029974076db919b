// case: A drain loop frees each turn, another one skips the runts
class Receiver(NetBufferPool pool, Mdl ring)
{
    int offset;

    public void Drain(ReadOnlySpan<int> lengths)
    {
        foreach (var length in lengths)
        {
            var packet = NdisAllocateNetBuffer(pool, ring, offset, length);
            if (!packet)
                break;
            offset += length;
            Deliver(packet);
            NdisFreeNetBuffer(packet);
        }
    }

    public void DrainBadly(ReadOnlySpan<int> lengths)
    {
        foreach (var length in lengths)
        {
            var packet = NdisAllocateNetBuffer(pool, ring, offset, length); // NDIS0005
            if (!packet)
                break;
            offset += length;
            if (length < 60)
                continue;
            Deliver(packet);
            NdisFreeNetBuffer(packet);
        }
    }

    static void Deliver(NetBuffer packet) => Console.WriteLine(packet.DataLength);
}

// case: Retry with back-off until there is one
class Patient(NetBufferPool pool, Mdl mdl)
{
    public NdisStatus Send(int attempts)
    {
        NetBuffer nb = null;
        for (var delay = 1; attempts-- > 0; delay *= 2)
        {
            nb = NdisAllocateNetBuffer(pool, mdl, 0, 100);
            if (!nb.IsNull)
                break;
            Thread.Sleep(delay);
        }

        if (nb.IsNull)
            return NdisStatus.Resources;
        NdisFreeNetBuffer(nb);
        return NdisStatus.Success;
    }

    public NdisStatus SendBadly(int attempts)
    {
        NetBuffer nb = null;
        var sent = false;
        while (!sent && attempts-- > 0)
        {
            nb = NdisAllocateNetBuffer(pool, mdl, 0, 100); // NDIS0002
            if (!nb.IsNull)
                sent = nb.DataLength > attempts;
        }

        if (nb)
            NdisFreeNetBuffer(nb);
        return sent ? NdisStatus.Success : NdisStatus.Failure;
    }
}

// case: The last of a row is kept for the next turn
class Reorder(NetBufferPool pool, Mdl mdl)
{
    void Run(int count)
    {
        NetBuffer previous = default;
        for (var i = 0; i < count; i++)
        {
            var current = NdisAllocateNetBuffer(pool, mdl, i * 64, 64);
            if (current.IsNull)
                break;
            if (!previous.IsNull)
                NdisFreeNetBuffer(previous);
            previous = current;
        }

        if (!previous.IsNull)
            NdisFreeNetBuffer(previous);
    }

    void RunBadly(int count)
    {
        NetBuffer previous = default;
        for (var i = 0; i < count; i++)
        {
            var current = NdisAllocateNetBuffer(pool, mdl, i * 64, 64); // NDIS0005
            if (current.IsNull)
                return;
            if (!previous.IsNull)
                NdisFreeNetBuffer(previous);
            previous = current;
        }

        if (!previous.IsNull)
            NdisFreeNetBuffer(previous);
    }
}

// case: Nested loops with a labelled way out
class Matrix(NetBufferPool pool, Mdl mdl)
{
    bool Search(byte[][] rows, byte wanted)
    {
        foreach (var row in rows)
        {
            var nb = NdisAllocateNetBuffer(pool, mdl, 0, row.Length);
            if (!nb)
                continue;
            for (var column = 0; column < row.Length; column++)
            {
                if (row[column] == wanted)
                {
                    NdisFreeNetBuffer(nb);
                    goto found;
                }
            }

            NdisFreeNetBuffer(nb);
        }

        return false;
    found:
        return true;
    }

    bool SearchBadly(byte[][] rows, byte wanted)
    {
        foreach (var row in rows)
        {
            var nb = NdisAllocateNetBuffer(pool, mdl, 0, row.Length); // NDIS0005
            if (!nb)
                continue;
            foreach (var value in row)
                if (value == wanted)
                    goto found;
            NdisFreeNetBuffer(nb);
        }

        return false;
    found:
        return true;
    }
}

// case: One buffer serves all turns
class Scratch(NetBufferPool pool, Mdl mdl)
{
    int Sum(IEnumerable<int> lengths)
    {
        var scratch = NdisAllocateNetBuffer(pool, mdl, 0, 2048);
        if (scratch == null)
            return -1;
        var sum = 0;
        foreach (var length in lengths)
        {
            scratch.DataLength = length;
            if (length == 0)
                continue;
            sum += scratch.DataLength;
            if (sum > 1_000_000)
                break;
        }

        NdisFreeNetBuffer(scratch);
        return sum;
    }

    int SumBadly(IEnumerable<int> lengths)
    {
        var scratch = NdisAllocateNetBuffer(pool, mdl, 0, 2048); // NDIS0005
        if (scratch == null)
            return -1;
        var sum = 0;
        foreach (var length in lengths)
        {
            scratch.DataLength = length;
            if (length < 0)
                return sum;
            sum += scratch.DataLength;
        }

        NdisFreeNetBuffer(scratch);
        return sum;
    }
}

// case: Freed inside the loop that goes on using it
class Burst(NetBufferPool pool, Mdl mdl)
{
    void Fire(int rounds)
    {
        var nb = NdisAllocateNetBuffer(pool, mdl, 0, 42); // NDIS0005
        if (nb.IsNull)
            return;
        while (rounds-- > 0)
        {
            nb.DataLength = rounds; // NDIS0004
            if (rounds == 3)
                NdisFreeNetBuffer(nb);
        }
    }

    void FireWell(int rounds)
    {
        var nb = NdisAllocateNetBuffer(pool, mdl, 0, 42);
        if (nb.IsNull)
            return;
        while (rounds-- > 0)
        {
            nb.DataLength = rounds;
            if (rounds == 3)
                break;
        }

        NdisFreeNetBuffer(nb);
    }
}

// case: An endless loop that allocates in its condition
class Server(NetBufferPool pool, Mdl mdl)
{
    volatile bool stopping;

    public void Stop() => stopping = true;

    public void Loop()
    {
        while (true)
        {
            var request = NdisAllocateNetBuffer(pool, mdl, 0, 64);
            if (request.IsNull)
            {
                Thread.Sleep(1);
                continue;
            }

            request.DataOffset = 14;
            NdisFreeNetBuffer(request);
            if (stopping)
                return;
        }
    }

    public void LoopBadly()
    {
        for (; ; )
        {
            var request = NdisAllocateNetBuffer(pool, mdl, 0, 64); // NDIS0005
            if (stopping)
                return;
            if (request)
                NdisFreeNetBuffer(request);
        }
    }
}

// case: Do while, freed at the end of every turn except the last
class Flusher(LeasePool pool)
{
    public void Flush(Stream target)
    {
        int read;
        do
        {
            var lease = pool.Rent(200);
            read = target.Read(lease.Span);
            pool.Return(lease);
        }
        while (read > 0);
    }

    public void FlushBadly(Stream target)
    {
        do
        {
            var lease = pool.Rent(200); // NDIS0005
            if (target.Read(lease.Span) == 0)
                break;
            pool.Return(lease);
        }
        while (true);
    }
}

// case: A slot is claimed until the ring has one
class Producer(Ring ring)
{
    public void Produce(int value)
    {
        Slot slot;
        var spin = new SpinWait();
        while ((slot = ring.Claim()).IsEmpty)
            spin.SpinOnce();
        Ring.Mark(slot, value.ToString());
        ring.Publish(slot);
    }

    public bool TryProduce(int value, int tries)
    {
        var slot = Slot.Empty;
        for (var i = 0; i < tries && slot.IsEmpty; i++)
            slot = ring.Claim();
        if (slot.IsEmpty)
            return false;
        if (value < 0)
        {
            ring.Abandon(slot);
            return false;
        }

        ring.Publish(slot);
        return true;
    }

    public bool TryProduceBadly(int value, int tries)
    {
        var slot = Slot.Empty;
        for (var i = 0; i < tries && slot.IsEmpty; i++)
            slot = ring.Claim(); // NDIS0005
        if (slot.IsEmpty || value < 0)
            return false;
        ring.Publish(slot);
        return true;
    }
}

// case: Two cursors walk in turns and change places
class DoubleBuffer(LeasePool pool)
{
    public void Play(IEnumerable<byte[]> frames)
    {
        var front = pool.Rent(256);
        var back = pool.Rent(256);
        foreach (var frame in frames)
        {
            back.Write(frame);
            (front, back) = (back, front);
        }

        pool.Return(front);
        pool.Return(back);
    }

    public void PlayBadly(IEnumerable<byte[]> frames)
    {
        var front = pool.Rent(256); // NDIS0005
        var back = pool.Rent(256); // NDIS0005
        foreach (var frame in frames)
        {
            back.Write(frame);
            (front, back) = (back, front);
        }

        pool.Return(front);
        pool.Return(front); // NDIS0003
        Console.WriteLine(back);
    }
}

// case: A temporary in three assignments swaps as well
class ThreeStep(LeasePool pool)
{
    public void Run(int rounds)
    {
        var hot = pool.Rent(16);
        var cold = pool.Rent(16);
        for (var i = 0; i < rounds; i++)
        {
            var temp = hot;
            hot = cold;
            cold = temp;
        }

        pool.Return(cold);
        pool.Return(hot);
    }

    public void Lose(Lease given, int rounds)
    {
        var hot = pool.Rent(16); // NDIS0005
        for (var i = 0; i < rounds; i++)
            hot = given;
        pool.Return(hot);
    }
}

// case: The enumerator of a sequence is walked by hand
class Walker(LeasePool pool)
{
    public int Walk(List<int> sizes)
    {
        var total = 0;
        using var e = ((IEnumerable<int>)sizes).GetEnumerator();
        while (e.MoveNext())
        {
            var lease = pool.Rent(e.Current); // NDIS0005
            total += lease.Length;
            if (total > 1000)
                return total;
            pool.Return(lease);
        }

        return total;
    }
}

// case: Grown by replacing a smaller one
class Grower(LeasePool pool)
{
    public void Read(Stream input)
    {
        var lease = pool.Rent(16);
        var used = 0;
        while (true)
        {
            var read = input.Read(lease.Span[used..]);
            if (read == 0)
                break;
            used += read;
            if (used == lease.Length)
            {
                var larger = pool.Rent(lease.Length * 2);
                lease.Span.CopyTo(larger.Span);
                pool.Return(lease);
                lease = larger;
            }
        }

        pool.Return(lease);
    }

    public void ReadBadly(Stream input)
    {
        var lease = pool.Rent(16);
        var used = 0;
        while (true)
        {
            var read = input.Read(lease.Span[used..]);
            if (read == 0)
                break;
            used += read;
            if (used == lease.Length)
            {
                var larger = pool.Rent(lease.Length * 2); // NDIS0002
                lease.Span.CopyTo(larger.Span);
                lease = larger;
            }
        }

        pool.Return(lease);
    }

    public void ReadWorse(Stream input)
    {
        var lease = pool.Rent(16);
        while (input.Read(lease.Span) == lease.Length)
            lease = pool.Rent(lease.Length * 2); // NDIS0002
        pool.Return(lease);
    }
}

// case: A loop that runs at least once for a constant
class Warmup(NetBufferPool pool, Mdl mdl)
{
    public void Warm()
    {
        NetBuffer nb = default;
        for (var i = 0; i < 1; i++)
            nb = NdisAllocateNetBuffer(pool, mdl, 0, 0);
        if (!nb.IsNull)
            NdisFreeNetBuffer(nb);
    }

    public void WarmBadly()
    {
        var nb = NdisAllocateNetBuffer(pool, mdl, 0, 0);
        if (nb.IsNull)
            return;
        for (var i = 0; i < 2; i++)
            NdisFreeNetBuffer(nb); // NDIS0003
    }
}

// case: State carried by a flag over the turns
class Session(NetBufferPool pool, Mdl mdl)
{
    public void Run(Queue<int> events)
    {
        var open = false;
        NetBuffer window = default;
        while (events.TryDequeue(out var one))
        {
            if (one == 1 && !open)
            {
                window = NdisAllocateNetBuffer(pool, mdl, 0, 512);
                if (!window)
                    continue;
                open = true;
            }
            else if (one == 2 && open)
            {
                NdisFreeNetBuffer(window);
                open = false;
            }
        }

        if (open)
            NdisFreeNetBuffer(window);
    }

    public void RunBadly(Queue<int> events)
    {
        var open = false;
        NetBuffer window = default;
        while (events.TryDequeue(out var one))
        {
            if (one == 1)
            {
                window = NdisAllocateNetBuffer(pool, mdl, 0, 512); // NDIS0002
                open = !window.IsNull;
            }
            else if (one == 2 && open)
            {
                NdisFreeNetBuffer(window);
                open = false;
            }
        }

        if (open)
            NdisFreeNetBuffer(window);
    }
}

// case: A while with a freed object at its head
class Chaser(LeasePool pool)
{
    public void Chase(int rounds)
    {
        var lease = pool.Rent(8); // NDIS0005
        while (lease.Length < rounds) // NDIS0004
        {
            pool.Return(lease);
            rounds--;
        }
    }
}
