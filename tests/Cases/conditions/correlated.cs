// case: A constant of the build decides on both sides
class Tracer(NetBufferPool pool, Mdl mdl)
{
    const bool Tracing = false;
    static readonly bool Verbose = Environment.GetEnvironmentVariable("VERBOSE") == "1";

    public void Step()
    {
        NetBuffer trace = default;
        if (Tracing)
            trace = NdisAllocateNetBuffer(pool, mdl, 0, 8);
        if (Tracing && !trace.IsNull)
            NdisFreeNetBuffer(trace);
    }

    public void Talk()
    {
        NetBuffer trace = default;
        if (Verbose)
            trace = NdisAllocateNetBuffer(pool, mdl, 0, 8);
        Step();
        if (Verbose)
        {
            if (trace)
                NdisFreeNetBuffer(trace);
        }
    }
}

// case: A second object decides about the first
class Exchange(NetBufferPool pool, Mdl mdl)
{
    public bool Swap()
    {
        var request = NdisAllocateNetBuffer(pool, mdl, 0, 28);
        if (request.IsNull)
            return false;
        var answer = NdisAllocateNetBuffer(pool, mdl, 28, 28);
        if (answer.IsNull)
            NdisFreeNetBuffer(request);
        if (!answer.IsNull)
        {
            answer.Next = request;
            NdisFreeNetBuffer(answer);
            NdisFreeNetBuffer(request);
        }

        return answer != default;
    }

    public bool SwapBadly()
    {
        var request = NdisAllocateNetBuffer(pool, mdl, 0, 28); // NDIS0005
        if (request.IsNull)
            return false;
        var answer = NdisAllocateNetBuffer(pool, mdl, 28, 28);
        if (answer.IsNull)
            return false;
        NdisFreeNetBuffer(answer);
        NdisFreeNetBuffer(request);
        return true;
    }
}

// case: A length is compared twice with the same bound
class Bounded(NetBufferPool pool, Mdl mdl)
{
    public void Copy(int length)
    {
        NetBuffer jumbo = default;
        if (length > 1500)
            jumbo = NdisAllocateNetBuffer(pool, mdl, 0, length);
        Thread.Yield();
        if (length > 1500)
        {
            if (jumbo == null)
                return;
            NdisFreeNetBuffer(jumbo);
        }
    }

    public void CopyBadly(int length)
    {
        NetBuffer jumbo = default;
        if (length > 1500)
            jumbo = NdisAllocateNetBuffer(pool, mdl, 0, length); // NDIS0005
        Thread.Yield();
        if (length > 4000)
        {
            if (jumbo == null)
                return;
            NdisFreeNetBuffer(jumbo);
        }
    }
}

// case: An enum says what was taken
class Owner(NetBufferPool pool, LeasePool leases, Mdl mdl)
{
    enum Took { Nothing, Packet, Lease }

    public void Run(int size)
    {
        var took = Took.Nothing;
        NetBuffer packet = default;
        Lease? lease = null;
        if (size > 256)
        {
            packet = NdisAllocateNetBuffer(pool, mdl, 0, size);
            if (packet)
                took = Took.Packet;
        }
        else if (size > 0)
        {
            lease = leases.Rent(size);
            took = Took.Lease;
        }

        switch (took)
        {
            case Took.Packet:
                NdisFreeNetBuffer(packet);
                break;
            case Took.Lease:
                leases.Return(lease!);
                break;
        }
    }
}

// case: Thirty questions and one answer
class Questions(NetBufferPool pool, Mdl mdl)
{
    public int Ask(uint bits)
    {
        var nb = NdisAllocateNetBuffer(pool, mdl, 0, 32);
        if (nb.IsNull)
            return 0;
        var score = 0;
        if ((bits & 1) != 0) score++;
        if ((bits & 2) != 0) score += 2;
        if ((bits & 4) != 0) score += 3;
        if ((bits & 8) != 0) score += 4;
        if ((bits & 16) != 0) score += 5;
        if ((bits & 32) != 0) score += 6;
        if ((bits & 64) != 0) score += 7;
        if ((bits & 128) != 0) score += 8;
        if ((bits & 256) != 0) score += 9;
        if ((bits & 512) != 0) score += 10;
        NdisFreeNetBuffer(nb);
        return score > 10 ? 1 : score;
    }
}

// case: A guard that is never true
class Paranoid(LeasePool pool)
{
    public int Count(int size)
    {
        var lease = pool.Rent(size);
        if (lease == null)
            return 0;
        if (lease is null)
            throw new InvalidOperationException();
        var length = lease.Length;
        pool.Return(lease);
        return length;
    }
}

// case: Freed when sent, freed when not sent, and once too often
class Sender(NetBufferPool pool, Mdl mdl)
{
    bool TrySend(NetBuffer nb) => nb.DataLength > 3;

    public void Send()
    {
        var nb = NdisAllocateNetBuffer(pool, mdl, 0, 60);
        if (!nb)
            return;
        var sent = TrySend(nb);
        if (!sent)
            NdisFreeNetBuffer(nb);
        if (sent)
            NdisFreeNetBuffer(nb);
    }

    public void SendBadly()
    {
        var nb = NdisAllocateNetBuffer(pool, mdl, 0, 60);
        if (!nb)
            return;
        if (!TrySend(nb))
            NdisFreeNetBuffer(nb);
        NdisFreeNetBuffer(nb); // NDIS0003
    }
}

// case: A flag decides beside many other tests for null
class Crowded(NetBufferPool pool, NetBufferPool data, Mdl mdl)
{
    public void Wrong(bool first, bool wanted)
    {
        if (first)
        {
            NetBuffer last = default;
            last = NdisAllocateNetBufferMdlAndData(data);
            if (!last.IsNull)
                NdisFreeNetBuffer(last);
        }
        else
        {
            var unit = NdisAllocateNetBuffer(pool, mdl, 0, 64);
            if (unit.IsNull)
                return;
            var same = unit;
            NdisFreeNetBuffer(same);
        }

        NetBuffer packet = default;
        if (!wanted)
            packet = NdisAllocateNetBuffer(pool, mdl, 0, 64); // NDIS0005
        if (wanted)
            NdisFreeNetBuffer(packet); // NDIS0007
    }

    public void Right(bool first, bool wanted)
    {
        if (first)
        {
            NetBuffer last = default;
            last = NdisAllocateNetBufferMdlAndData(data);
            if (!last.IsNull)
                NdisFreeNetBuffer(last);
        }
        else
        {
            var unit = NdisAllocateNetBuffer(pool, mdl, 0, 64);
            if (unit.IsNull)
                return;
            var same = unit;
            NdisFreeNetBuffer(same);
        }

        NetBuffer packet = default;
        if (wanted)
            packet = NdisAllocateNetBuffer(pool, mdl, 0, 64);
        if (wanted && !packet.IsNull)
            NdisFreeNetBuffer(packet);
    }
}

// case: A status that is asked through another type of the same size says the same again
class Probing
{
    const uint TooSmall = 0xC0000004;

    [DllImport("probe")]
    static extern int Probe(IntPtr memory, int size);

    public int Good(int size)
    {
        IntPtr memory;
        int status;
        do
        {
            memory = Marshal.AllocHGlobal(size);
            status = Probe(memory, size);
            if (unchecked((uint)status) == TooSmall)
            {
                Marshal.FreeHGlobal(memory);
                size *= 2;
            }
        }
        while (unchecked((uint)status) == TooSmall);

        Marshal.FreeHGlobal(memory);
        return status;
    }

    public int Bad(int size)
    {
        IntPtr memory;
        int status;
        do
        {
            memory = Marshal.AllocHGlobal(size); // NDIS0002
            status = Probe(memory, size);
            size *= 2;
        }
        while (unchecked((uint)status) == TooSmall);

        Marshal.FreeHGlobal(memory);
        return status;
    }
}
