// Two calls of one factory make two objects.

sealed class Own(Lease lease) : IDisposable
{
    public int Length => lease.Length;
    public void Dispose() => lease.Dispose();
}

sealed class Two(Own first, Own second) : IDisposable
{
    public Own First => first;

    public void Dispose()
    {
        first.Dispose();
        second.Dispose();
    }
}

// case: Both are made in one expression, and each is ended once
class Maker(LeasePool pool)
{
    Own Open() => new(pool.Rent(1));

    static void End(Own first, Own second)
    {
        first.Dispose();
        second.Dispose();
    }

    public void Arguments() => End(Open(), Open());

    public void Parts()
    {
        using var both = new Two(Open(), Open());
    }

    public void OneIsThere()
    {
        var first = Open();
        using var both = new Two(first, Open());
    }

    public void Pair()
    {
        var (first, second) = (Open(), Open());
        first.Dispose();
        second.Dispose();
    }
}

// case: Of two that are made in one expression one is ended
class Maker(LeasePool pool)
{
    Own Open() => new(pool.Rent(1));

    static void EndFirst(Own first, Own second) => first.Dispose();

    static void EndSecond(Own first, Own second) => second.Dispose();

    public void First() => EndFirst(Open(), Open()); // NDIS0005

    public void Second() => EndSecond(Open(), Open()); // NDIS0005

    public void Part()
    {
        var both = new Two(Open(), Open()); // NDIS0005
        both.First.Dispose();
    }
}

// case: The first is forgotten
class Maker(LeasePool pool)
{
    Own Open(int size) => new(pool.Rent(size));

    public int Run(int size)
    {
        var first = Open(size); // NDIS0005
        using var second = Open(size + 1);
        return first.Length + second.Length;
    }
}

// case: Neither is ended
class Maker(LeasePool pool)
{
    Own Open(int size) => new(pool.Rent(size));

    public int Run(int size)
    {
        var first = Open(size); // NDIS0005
        var second = Open(size + 1); // NDIS0005
        return first.Length + second.Length;
    }
}

// case: The first is used, and ended again, once the second is there
class Maker(LeasePool pool)
{
    Own Open(int size) => new(pool.Rent(size));

    public int Use(int size)
    {
        var first = Open(size);
        first.Dispose();
        using var second = Open(size);
        return first.Length + second.Length; // NDIS0004
    }

    public void EndAgain(int size)
    {
        var first = Open(size);
        first.Dispose();
        var second = Open(size);
        first.Dispose(); // NDIS0003
        second.Dispose();
    }
}

// case: A variable is given a second one
class Maker(LeasePool pool)
{
    Own Open() => new(pool.Rent(1));

    public void Forgets()
    {
        var own = Open(); // NDIS0005
        own = Open();
        own.Dispose();
    }

    public void Ends()
    {
        var own = Open();
        own.Dispose();
        own = Open();
        own.Dispose();
    }
}

// case: Fields that one factory makes, and an end that forgets the first
class Maker(LeasePool pool) : IDisposable
{
    static Own Open(LeasePool pool, int size) => new(pool.Rent(size));

    readonly Own first = Open(pool, 1);
    readonly Own second = Open(pool, 2);

    public void Dispose() => second.Dispose(); // NDIS0001
}

// case: Fields that one factory makes, and an end that sees to both
class Maker(LeasePool pool) : IDisposable
{
    static Own Open(LeasePool pool, int size) => new(pool.Rent(size));

    readonly Own first = Open(pool, 1);
    readonly Own second = Open(pool, 2);

    public void Dispose()
    {
        second.Dispose();
        first.Dispose();
    }
}

// case: A factory of lists
class Maker(LeasePool pool)
{
    List<Lease> Open(int count)
    {
        var leases = new List<Lease>();
        for (var i = 0; i < count; i++)
            leases.Add(pool.Rent(i));
        return leases;
    }

    public void ForgetsTheFirst()
    {
        var first = Open(3); // NDIS0005
        var second = Open(4);
        foreach (var lease in second)
            pool.Return(lease);
    }

    public void EndsBoth()
    {
        var first = Open(3);
        var second = Open(4);
        foreach (var lease in second)
            pool.Return(lease);
        foreach (var lease in first)
            pool.Return(lease);
    }
}

// case: A factory of arrays, twice in one expression
class Maker(LeasePool pool)
{
    Lease[] Open() => [pool.Rent(1), pool.Rent(2)];

    void End(Lease[] first, Lease[] second)
    {
        foreach (var lease in first)
            pool.Return(lease);
        foreach (var lease in second)
            pool.Return(lease);
    }

    public void Run() => End(Open(), Open());
}

// case: A helper wraps what it is given, twice
class Maker(LeasePool pool)
{
    static Own Wrap(Lease lease) => new(lease);

    public void EndsBoth()
    {
        var first = Wrap(pool.Rent(1));
        var second = Wrap(pool.Rent(2));
        first.Dispose();
        second.Dispose();
    }

    public void ForgetsTheFirst()
    {
        var first = Wrap(pool.Rent(1)); // NDIS0005
        var second = Wrap(pool.Rent(2));
        second.Dispose();
    }
}

// case: What a helper is given, and another one that it makes and ends by the same factory
class Maker
{
    sealed class Bytes(byte[] bytes)
    {
        public int Length => bytes.Length;
        public static Bytes Of(int size) => new(ArrayPool<byte>.Shared.Rent(size));
        public void Free() => ArrayPool<byte>.Shared.Return(bytes);
    }

    static int Compare(Bytes given)
    {
        var other = Bytes.Of(3);
        var difference = given.Length - other.Length;
        other.Free();
        return difference;
    }

    public int Forgets()
    {
        var bytes = Bytes.Of(2); // NDIS0005
        return Compare(bytes);
    }

    public int Frees()
    {
        var bytes = Bytes.Of(2);
        var difference = Compare(bytes);
        bytes.Free();
        return difference;
    }
}

// case: Two packets that one helper of a driver prepares
class Preparer(NetBufferPool pool, Mdl header)
{
    sealed class Packet
    {
        public NetBuffer Buffer;
        public int Length;
    }

    Packet? Prepare(int length)
    {
        var buffer = NdisAllocateNetBuffer(pool, header, 0, length);
        return buffer ? new Packet { Buffer = buffer, Length = length } : null;
    }

    static void Free(Packet? packet)
    {
        if (packet is not null)
            NdisFreeNetBuffer(packet.Buffer);
    }

    public int Both()
    {
        var (request, answer) = (Prepare(64), Prepare(128));
        var length = (request?.Length ?? 0) + (answer?.Length ?? 0);
        Free(request);
        Free(answer);
        return length;
    }

    public int OnlyTheAnswer()
    {
        var request = Prepare(64); // NDIS0005
        var answer = Prepare(128);
        var length = (request?.Length ?? 0) + (answer?.Length ?? 0);
        Free(answer);
        return length;
    }
}
