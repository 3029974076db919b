// case: A frame is freed on the long path and forgotten on the short one
class Trimmer(NetBufferPool pool, Mdl header)
{
    int dropped;

    public int TrimBadly(int length, int limit)
    {
        var frame = NdisAllocateNetBuffer(pool, header, 0, length); // NDIS0005
        if (frame.IsNull)
            return 0;
        if (length < limit)
        {
            dropped++;
            return 0;
        }

        frame.DataLength = limit;
        var kept = frame.DataLength;
        NdisFreeNetBuffer(frame);
        return kept;
    }

    public int Trim(int length, int limit)
    {
        var frame = NdisAllocateNetBuffer(pool, header, 0, length);
        if (frame.IsNull)
            return 0;
        if (length < limit)
        {
            dropped++;
            NdisFreeNetBuffer(frame);
            return 0;
        }

        frame.DataLength = limit;
        var kept = frame.DataLength;
        NdisFreeNetBuffer(frame);
        return kept;
    }
}

// case: The same flag decides the allocation and the free
class Mirror(NetBufferPool pool, Mdl mdl)
{
    public void Send(bool mirrored, byte[] payload)
    {
        NetBuffer copy = default;
        if (mirrored)
            copy = NdisAllocateNetBuffer(pool, mdl, 0, payload.Length);
        Console.WriteLine(payload.Length);
        if (mirrored && !copy.IsNull)
            NdisFreeNetBuffer(copy);
    }

    public void SendBadly(bool mirrored, bool urgent, byte[] payload)
    {
        NetBuffer copy = default;
        if (mirrored)
            copy = NdisAllocateNetBuffer(pool, mdl, 0, payload.Length); // NDIS0005
        Console.WriteLine(payload.Length);
        if (urgent && copy != null)
            NdisFreeNetBuffer(copy);
    }
}

// case: A switch statement in which one section forgets
class Demultiplexer(NetBufferPool pool, Mdl mdl)
{
    enum Kind { Data, Control, Ping, Unknown }

    void Handle(Kind kind)
    {
        var reply = NdisAllocateNetBuffer(pool, mdl, 0, 64); // NDIS0005
        if (!reply)
            return;
        switch (kind)
        {
            case Kind.Data:
                reply.DataLength = 32;
                NdisFreeNetBuffer(reply);
                break;
            case Kind.Control:
            case Kind.Ping:
                NdisFreeNetBuffer(reply);
                break;
            case Kind.Unknown:
                Console.WriteLine("unknown");
                break;
            default:
                NdisFreeNetBuffer(reply);
                throw new ArgumentOutOfRangeException(nameof(kind));
        }
    }

    void HandleAll(Kind kind)
    {
        var reply = NdisAllocateNetBuffer(pool, mdl, 0, 64);
        if (!reply)
            return;
        switch (kind)
        {
            case Kind.Data:
                reply.DataLength = 32;
                goto default;
            case Kind.Unknown:
                Console.WriteLine("unknown");
                goto default;
            default:
                NdisFreeNetBuffer(reply);
                break;
        }
    }
}

// case: A switch expression chooses the length and nothing else
class Sizes(NetBufferPool pool, Mdl mdl)
{
    int Measure(int priority)
    {
        var nb = NdisAllocateNetBuffer(pool, mdl, 0, priority switch { 0 => 64, 1 or 2 => 512, < 0 => throw new ArgumentException("priority"), _ => 1514 });
        if (nb.IsNull)
            return -1;
        var weight = nb.DataLength switch
        {
            0 => 1,
            > 1000 => 4,
            _ => 2,
        };
        NdisFreeNetBuffer(nb);
        return weight;
    }

    int MeasureBadly(int priority)
    {
        var nb = NdisAllocateNetBuffer(pool, mdl, 0, 64); // NDIS0005
        if (nb.IsNull)
            return -1;
        var weight = priority switch
        {
            0 => 1,
            > 1000 => 4,
            _ => throw new ArgumentOutOfRangeException(nameof(priority)),
        };
        NdisFreeNetBuffer(nb);
        return weight;
    }
}

// case: The outcome is kept in a bool local and asked for later
class Probe(NetBufferPool pool, Mdl mdl)
{
    public bool Run(TimeSpan timeout)
    {
        var beacon = NdisAllocateNetBuffer(pool, mdl, 0, 14);
        var armed = beacon != null;
        var started = Environment.TickCount64;
        if (armed)
            beacon.DataLength = 14;
        while (Environment.TickCount64 - started < timeout.TotalMilliseconds)
            Thread.SpinWait(10);
        if (armed)
            NdisFreeNetBuffer(beacon);
        return armed;
    }

    public bool RunBadly(TimeSpan timeout)
    {
        var beacon = NdisAllocateNetBuffer(pool, mdl, 0, 14); // NDIS0005
        var armed = beacon != null && timeout > TimeSpan.Zero;
        if (armed)
            NdisFreeNetBuffer(beacon);
        return armed;
    }
}

// case: Two flags are combined, and only one of them frees
class Shaper(NetBufferPool pool, Mdl mdl)
{
    void Shape(bool throttled, bool logged)
    {
        var nb = NdisAllocateNetBuffer(pool, mdl, 0, 100); // NDIS0005
        if (nb.IsNull)
            return;
        if (throttled && logged)
            Console.WriteLine("throttled");
        else if (throttled || logged)
        {
            NdisFreeNetBuffer(nb);
            return;
        }

        if (!throttled)
            NdisFreeNetBuffer(nb);
    }

    void ShapeWell(bool throttled, bool logged)
    {
        var nb = NdisAllocateNetBuffer(pool, mdl, 0, 100);
        if (nb.IsNull)
            return;
        if (throttled ^ logged)
            Console.WriteLine("one of both");
        if (!(throttled && logged))
            NdisFreeNetBuffer(nb);
        if (throttled && logged)
            NdisFreeNetBuffer(nb);
    }
}

// case: A status variable tells whether there is something to free
class Transmit(NetBufferPool pool, Mdl mdl)
{
    NdisStatus Queue(int length)
    {
        var status = NdisStatus.Success;
        var nb = NdisAllocateNetBuffer(pool, mdl, 0, length);
        if (nb.IsNull)
            status = NdisStatus.Resources;
        else if (length > 1514)
        {
            NdisFreeNetBuffer(nb);
            status = NdisStatus.InvalidLength;
        }

        if (status == NdisStatus.Success)
        {
            nb.DataLength = length;
            NdisFreeNetBuffer(nb);
        }

        return status;
    }

    NdisStatus QueueBadly(int length)
    {
        var status = NdisStatus.Success;
        var nb = NdisAllocateNetBuffer(pool, mdl, 0, length); // NDIS0005
        if (nb.IsNull)
            status = NdisStatus.Resources;
        else if (length > 1514)
            status = NdisStatus.InvalidLength;

        if (status == NdisStatus.Success)
            NdisFreeNetBuffer(nb);
        return status;
    }
}

// case: A count says how many of two there are
class Pair(NetBufferPool pool, Mdl mdl)
{
    public void Both()
    {
        var taken = 0;
        var first = NdisAllocateNetBuffer(pool, mdl, 0, 10);
        if (first)
            taken = 1;
        NetBuffer second = null;
        if (taken == 1)
        {
            second = NdisAllocateNetBuffer(pool, mdl, 10, 10);
            if (second)
                taken = 2;
        }

        if (taken > 1)
            NdisFreeNetBuffer(second);
        if (taken > 0)
            NdisFreeNetBuffer(first);
    }

    public void BothBadly()
    {
        var taken = 0;
        var first = NdisAllocateNetBuffer(pool, mdl, 0, 10); // NDIS0005
        if (first)
            taken = 1;
        NetBuffer second = null;
        if (taken == 1)
        {
            second = NdisAllocateNetBuffer(pool, mdl, 10, 10);
            if (second)
                taken = 2;
        }

        if (taken > 1)
        {
            NdisFreeNetBuffer(second);
            NdisFreeNetBuffer(first);
        }
    }
}

// case: Conditional operators choose what is freed
class Chooser(NetBufferPool pool, Mdl mdl)
{
    void One(bool large)
    {
        var nb = large ? NdisAllocateNetBuffer(pool, mdl, 0, 1500) : NdisAllocateNetBuffer(pool, mdl, 0, 64);
        if (nb)
            NdisFreeNetBuffer(nb);
    }

    void Other(bool large)
    {
        var big = NdisAllocateNetBuffer(pool, mdl, 0, 1500); // NDIS0005
        if (!big)
            return;
        var small = NdisAllocateNetBuffer(pool, mdl, 0, 64); // NDIS0005
        if (!small)
        {
            NdisFreeNetBuffer(big);
            return;
        }

        NdisFreeNetBuffer(large ? big : small);
    }

    void OtherWell(bool large)
    {
        var big = NdisAllocateNetBuffer(pool, mdl, 0, 1500);
        if (!big)
            return;
        var small = NdisAllocateNetBuffer(pool, mdl, 0, 64);
        if (!small)
        {
            NdisFreeNetBuffer(big);
            return;
        }

        var winner = large ? big : small;
        var loser = large ? small : big;
        NdisFreeNetBuffer(winner);
        NdisFreeNetBuffer(loser);
    }
}

// case: An early continue for every reason but one
class Filter(LeasePool pool)
{
    public int Pass(IReadOnlyList<int> sizes)
    {
        var passed = 0;
        foreach (var size in sizes)
        {
            if (size is <= 0 or > 9000)
                continue;
            var lease = pool.Rent(size); // NDIS0005
            if (size == 1234)
                continue;
            lease.Write(stackalloc byte[4]);
            if (lease.Span.IsEmpty)
            {
                pool.Return(lease);
                continue;
            }

            pool.Return(lease);
            passed++;
        }

        return passed;
    }
}

// case: A lease that is returned in both arms, and one that is returned in neither
class Split(LeasePool pool)
{
    public void Even(int size)
    {
        var lease = pool.Rent(size);
        if (size % 2 == 0)
        {
            lease.Length /= 2;
            pool.Return(lease);
        }
        else
        {
            lease.Dispose();
        }
    }

    public void Odd(int size)
    {
        var lease = pool.Rent(size); // NDIS0005
        if (size % 2 == 0)
            lease.Length /= 2;
        else
            lease.Length++;
    }

    public void Twice(int size)
    {
        var lease = pool.Rent(size);
        if (size % 2 == 0)
            pool.Return(lease);
        lease.Dispose(); // NDIS0003
    }
}

// case: Nullable bools, and a comparison with true
class Tri(LeasePool pool)
{
    public void Run(bool? verdict, int size)
    {
        var lease = pool.Rent(size); // NDIS0005
        if (verdict == true)
            pool.Return(lease);
        else if (verdict == false)
            lease.Dispose();
    }

    public void RunAll(bool? verdict, int size)
    {
        var lease = pool.Rent(size);
        if (verdict == true)
            pool.Return(lease);
        else
            lease.Dispose();
    }
}
