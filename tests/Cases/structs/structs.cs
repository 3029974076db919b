// case: A struct that carries a buffer and its length
struct Job
{
    public NetBuffer Buffer;
    public int Length;
}

class Jobs(NetBufferPool pool, Mdl mdl)
{
    public void Good()
    {
        Job job;
        job.Buffer = NdisAllocateNetBuffer(pool, mdl, 0, 10);
        job.Length = 10;
        if (job.Buffer.IsNull)
            return;
        NdisFreeNetBuffer(job.Buffer);
    }

    public void Initialised()
    {
        var job = new Job { Buffer = NdisAllocateNetBuffer(pool, mdl, 0, 10), Length = 10 };
        if (job.Buffer)
            NdisFreeNetBuffer(job.Buffer);
    }

    public void Bad()
    {
        var job = new Job { Buffer = NdisAllocateNetBuffer(pool, mdl, 0, 10), Length = 10 }; // NDIS0005
        if (job.Buffer)
            job.Length = job.Buffer.DataLength;
    }

    public void Copied()
    {
        var job = new Job { Buffer = NdisAllocateNetBuffer(pool, mdl, 0, 10) };
        var copy = job;
        if (job.Buffer.IsNull)
            return;
        NdisFreeNetBuffer(job.Buffer);
        NdisFreeNetBuffer(copy.Buffer); // NDIS0003
    }

    public void Reset()
    {
        Job job = default;
        job.Buffer = NdisAllocateNetBuffer(pool, mdl, 0, 10); // NDIS0005
        job = default;
        Console.WriteLine(job.Length);
    }
}

// case: A struct is handed to helpers by value and by reference
struct Request(NetBuffer buffer)
{
    public NetBuffer Buffer = buffer;

    public readonly bool IsEmpty => Buffer.IsNull;

    public void Free()
    {
        if (Buffer)
            NdisFreeNetBuffer(Buffer);
        Buffer = default;
    }
}

class Requests(NetBufferPool pool, Mdl mdl)
{
    static void Finish(ref Request request) => request.Free();

    static void FinishCopy(Request request) => request.Free();

    public void Good()
    {
        var request = new Request(NdisAllocateNetBuffer(pool, mdl, 0, 10));
        if (request.IsEmpty)
            return;
        Finish(ref request);
        Finish(ref request);
    }

    public void Bad()
    {
        var request = new Request(NdisAllocateNetBuffer(pool, mdl, 0, 10));
        FinishCopy(request);
        FinishCopy(request); // NDIS0003
    }

    public void Lost()
    {
        var request = new Request(NdisAllocateNetBuffer(pool, mdl, 0, 10)); // NDIS0005
        Console.WriteLine(request.IsEmpty);
    }
}

// case: A record struct and with
readonly record struct Descriptor(Lease Lease, int Offset);

class Records(LeasePool pool)
{
    public void Good()
    {
        var d = new Descriptor(pool.Rent(8), 0);
        var moved = d with { Offset = 4 };
        pool.Return(moved.Lease);
    }

    public void Bad()
    {
        var d = new Descriptor(pool.Rent(8), 0);
        var moved = d with { Offset = 4 };
        pool.Return(moved.Lease);
        d.Lease.Dispose(); // NDIS0003
    }

    public void Lost()
    {
        var d = new Descriptor(pool.Rent(8), 0); // NDIS0005 for now: silent
        var other = d with { Lease = pool.Rent(16) }; // for now: NDIS0005
        pool.Return(other.Lease);
    }

    public void Deconstructed()
    {
        var (lease, offset) = new Descriptor(pool.Rent(8), 3);
        lease.Length = offset;
        pool.Return(lease);
    }
}

// case: A record class that holds a lease
sealed record Envelope(Lease Lease, string To);

class Letters(LeasePool pool)
{
    public void Good(string to)
    {
        var envelope = new Envelope(pool.Rent(to.Length), to);
        Console.WriteLine(envelope.To);
        envelope.Lease.Dispose();
    }

    public void Bad(string to)
    {
        var envelope = new Envelope(pool.Rent(to.Length), to); // NDIS0005
        Console.WriteLine(envelope.To);
    }
}

// case: A ref struct that frees in Dispose
ref struct Rented(LeasePool pool, int size)
{
    readonly LeasePool pool = pool;
    Lease? lease = pool.Rent(size);

    public readonly Span<byte> Span => lease!.Span;

    public void Dispose()
    {
        if (lease is not null)
            pool.Return(lease);
        lease = null;
    }
}

class UsesRented(LeasePool pool)
{
    public int Good(int size)
    {
        using var rented = new Rented(pool, size);
        return rented.Span.Length;
    }

    public int Bad(int size)
    {
        var rented = new Rented(pool, size); // NDIS0005 for now: silent
        return rented.Span.Length;
    }

    public int ByHand(int size)
    {
        var rented = new Rented(pool, size);
        try
        {
            return rented.Span.Length;
        }
        finally
        {
            rented.Dispose();
        }
    }
}

// case: Tuples hold two at once
class Tuples(NetBufferPool pool, Mdl mdl)
{
    public void Good()
    {
        var pair = (Head: NdisAllocateNetBuffer(pool, mdl, 0, 1), Tail: NdisAllocateNetBuffer(pool, mdl, 1, 1));
        if (pair.Head)
            NdisFreeNetBuffer(pair.Head);
        if (pair.Tail)
            NdisFreeNetBuffer(pair.Tail);
    }

    public void Bad()
    {
        var pair = (Head: NdisAllocateNetBuffer(pool, mdl, 0, 1), 3); // NDIS0005
        if (pair.Head)
            pair.Head.DataLength = pair.Item2;
    }

    public void Deconstructed()
    {
        var (head, tail) = (NdisAllocateNetBuffer(pool, mdl, 0, 1), NdisAllocateNetBuffer(pool, mdl, 1, 1)); // NDIS0005
        if (head)
            NdisFreeNetBuffer(head);
        if (tail)
            tail.DataLength = 3;
    }

    public void Swapped()
    {
        var a = NdisAllocateNetBuffer(pool, mdl, 0, 1);
        var b = NdisAllocateNetBuffer(pool, mdl, 1, 1);
        (a, b) = (b, a);
        if (a)
            NdisFreeNetBuffer(a);
        if (b)
            NdisFreeNetBuffer(b);
    }
}

// case: A struct field of a disposable
sealed class Worker(NetBufferPool pool, Mdl mdl) : IDisposable
{
    struct State
    {
        public NetBuffer Input, Output;
    }

    State state;

    public bool Prepare()
    {
        Release();
        state.Input = NdisAllocateNetBuffer(pool, mdl, 0, 1);
        state.Output = NdisAllocateNetBuffer(pool, mdl, 1, 1);
        return !state.Input.IsNull && !state.Output.IsNull;
    }

    void Release()
    {
        if (state.Input)
            NdisFreeNetBuffer(state.Input);
        if (state.Output)
            NdisFreeNetBuffer(state.Output);
        state = default;
    }

    public void Dispose() => Release();
}

sealed class WorkerBadly(NetBufferPool pool, Mdl mdl) : IDisposable
{
    struct State
    {
        public NetBuffer Input, Output;
    }

    State state;

    public void Prepare()
    {
        if (state.Input.IsNull)
            state.Input = NdisAllocateNetBuffer(pool, mdl, 0, 1);
        if (state.Output.IsNull)
            state.Output = NdisAllocateNetBuffer(pool, mdl, 1, 1);
    }

    public void Dispose() // NDIS0001
    {
        if (state.Input)
            NdisFreeNetBuffer(state.Input);
    }
}

// case: A small class of this project holds the buffer for a while
sealed class Carrier
{
    public NetBuffer Buffer;
    public int Attempts { get; set; }
}

class Carriers(NetBufferPool pool, Mdl mdl)
{
    public void Good()
    {
        var carrier = new Carrier();
        carrier.Buffer = NdisAllocateNetBuffer(pool, mdl, 0, 1);
        carrier.Attempts++;
        if (carrier.Buffer)
            NdisFreeNetBuffer(carrier.Buffer);
    }

    public void Bad()
    {
        var carrier = new Carrier { Attempts = 1 };
        carrier.Buffer = NdisAllocateNetBuffer(pool, mdl, 0, 1); // NDIS0005
        carrier.Attempts++;
    }

    public void Given(Carrier carrier) => carrier.Buffer = NdisAllocateNetBuffer(pool, mdl, 0, 1);
}

// case: An inline array and a fixed group of fields
[System.Runtime.CompilerServices.InlineArray(4)]
struct Four
{
    NetBuffer first;
}

class Inline(NetBufferPool pool, Mdl mdl)
{
    public void Good()
    {
        Four four = default;
        for (var i = 0; i < 4; i++)
            four[i] = NdisAllocateNetBuffer(pool, mdl, i, 1);
        foreach (var nb in four)
            if (nb)
                NdisFreeNetBuffer(nb);
    }
}
