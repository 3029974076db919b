// case: One deep, a helper frees what it is given
class One(NetBufferPool pool, Mdl mdl)
{
    int completed;

    void Complete(NetBuffer nb, NdisStatus status)
    {
        if (status == NdisStatus.Success)
            completed++;
        NdisFreeNetBuffer(nb);
    }

    public void Good()
    {
        var nb = NdisAllocateNetBuffer(pool, mdl, 0, 2);
        if (nb)
            Complete(nb, NdisStatus.Success);
    }

    public void Bad()
    {
        var nb = NdisAllocateNetBuffer(pool, mdl, 0, 2);
        if (!nb)
            return;
        Complete(nb, NdisStatus.Failure);
        NdisFreeNetBuffer(nb); // NDIS0003
    }

    public void Late()
    {
        var nb = NdisAllocateNetBuffer(pool, mdl, 0, 2);
        if (!nb)
            return;
        Complete(nb, NdisStatus.Failure);
        Console.WriteLine(nb.DataLength); // NDIS0004
    }
}

// case: Two deep, and the inner helper frees on one condition only
class Two(NetBufferPool pool, Mdl mdl)
{
    void Finish(NetBuffer nb, bool ok)
    {
        Console.WriteLine(ok);
        Dispose(nb, ok);
    }

    static void Dispose(NetBuffer nb, bool ok)
    {
        if (ok)
            NdisFreeNetBuffer(nb);
    }

    public void Good()
    {
        var nb = NdisAllocateNetBuffer(pool, mdl, 0, 2);
        if (nb)
            Finish(nb, true);
    }

    public void Bad(bool ok)
    {
        var nb = NdisAllocateNetBuffer(pool, mdl, 0, 2); // NDIS0005
        if (nb)
            Finish(nb, ok);
    }

    public void Never()
    {
        var nb = NdisAllocateNetBuffer(pool, mdl, 0, 2); // NDIS0005
        if (nb)
            Finish(nb, ok: false);
    }

    public void Completed(bool ok)
    {
        var nb = NdisAllocateNetBuffer(pool, mdl, 0, 2);
        if (!nb)
            return;
        Finish(nb, ok);
        if (!ok)
            NdisFreeNetBuffer(nb);
    }
}

// case: Three deep, taken at the bottom and lost at the top
class Three(NetBufferPool pool, Mdl mdl)
{
    NetBuffer Bottom(int length) => NdisAllocateNetBuffer(pool, mdl, 0, length);

    NetBuffer Middle(int length)
    {
        if (length > 1514)
            length = 1514;
        return Bottom(length);
    }

    NetBuffer Top(string text) => Middle(text.Length);

    public void Good(string text)
    {
        var nb = Top(text);
        if (nb == null)
            return;
        nb.DataLength--;
        NdisFreeNetBuffer(nb);
    }

    public void Bad(string text)
    {
        var nb = Top(text); // NDIS0005
        if (nb == null)
            return;
        nb.DataLength--;
    }

    public void Unasked(string text)
    {
        var nb = Top(text);
        nb.DataLength--; // NDIS0010
        NdisFreeNetBuffer(nb);
    }
}

// case: Five deep, both ways
class Five(NetBufferPool pool, Mdl mdl)
{
    NetBuffer T5() => NdisAllocateNetBuffer(pool, mdl, 0, 5);
    NetBuffer T4() { Console.Write('4'); return T5(); }
    NetBuffer T3() { var nb = T4(); return nb; }
    NetBuffer T2() { NetBuffer nb; nb = T3(); return nb; }
    NetBuffer T1() => T2();

    static void F5(NetBuffer nb) => NdisFreeNetBuffer(nb);
    static void F4(NetBuffer nb) { Console.Write('4'); F5(nb); }
    static void F3(NetBuffer nb) { if (nb) F4(nb); }
    static void F2(NetBuffer nb) { var same = nb; F3(same); }
    static void F1(NetBuffer nb) => F2(nb);

    public void Good() => F1(T1());

    public void Bad()
    {
        var nb = T1();
        F1(nb);
        F3(nb); // NDIS0003
    }

    public void Lost(bool keep)
    {
        var nb = T1(); // NDIS0005
        if (!keep)
            F1(nb);
    }
}

// case: A helper that both takes and loses is told once, inside
class Inside(NetBufferPool pool, Mdl mdl)
{
    int Probe(int length)
    {
        var nb = NdisAllocateNetBuffer(pool, mdl, 0, length); // NDIS0005
        if (!nb)
            return 0;
        return nb.DataLength;
    }

    public int First() => Probe(1) + Probe(2);

    public int Second()
    {
        var sum = 0;
        for (var i = 0; i < 3; i++)
            sum += Probe(i);
        return sum;
    }
}

// case: Recursion that frees at the bottom
class Recursive(NetBufferPool pool, Mdl mdl)
{
    void Descend(NetBuffer nb, int depth)
    {
        if (depth == 0)
        {
            NdisFreeNetBuffer(nb);
            return;
        }

        Descend(nb, depth - 1);
    }

    void DescendBadly(NetBuffer nb, int depth)
    {
        if (depth > 0)
            DescendBadly(nb, depth - 1);
    }

    public void Good()
    {
        var nb = NdisAllocateNetBuffer(pool, mdl, 0, 5);
        if (nb)
            Descend(nb, 3);
    }

    public void Bad()
    {
        var nb = NdisAllocateNetBuffer(pool, mdl, 0, 5); // NDIS0005
        if (nb)
            DescendBadly(nb, 3);
    }
}

// case: Mutual recursion takes and frees at each level
class Mutual(LeasePool pool)
{
    int Even(int n)
    {
        if (n == 0)
            return 0;
        var lease = pool.Rent(n);
        var result = Odd(n - 1) + lease.Length;
        pool.Return(lease);
        return result;
    }

    int Odd(int n)
    {
        var lease = pool.Rent(n); // NDIS0005
        if (n <= 0)
            return lease.Length;
        var result = Even(n - 1);
        pool.Return(lease);
        return result;
    }

    public int Run() => Even(10);
}

// case: A cleanup helper for several objects
class Cleanup(NetBufferPool pool, Mdl mdl)
{
    static void FreeAll(NetBuffer a, NetBuffer b, NetBuffer c)
    {
        if (c)
            NdisFreeNetBuffer(c);
        if (b)
            NdisFreeNetBuffer(b);
        if (a)
            NdisFreeNetBuffer(a);
    }

    public bool Good()
    {
        NetBuffer b = default, c = default;
        var a = NdisAllocateNetBuffer(pool, mdl, 0, 1);
        if (a)
            b = NdisAllocateNetBuffer(pool, mdl, 1, 1);
        if (b)
            c = NdisAllocateNetBuffer(pool, mdl, 2, 1);
        var all = !c.IsNull;
        FreeAll(a, b, c);
        return all;
    }

    public bool Bad()
    {
        var a = NdisAllocateNetBuffer(pool, mdl, 0, 1);
        var b = NdisAllocateNetBuffer(pool, mdl, 1, 1); // NDIS0005
        var c = NdisAllocateNetBuffer(pool, mdl, 2, 1);
        FreeAll(a, default, c);
        return !b.IsNull;
    }
}

// case: Params, optional and named arguments
class Spread(NetBufferPool pool, Mdl mdl)
{
    static void FreeEach(params ReadOnlySpan<NetBuffer> buffers)
    {
        foreach (var nb in buffers)
            NdisFreeNetBuffer(nb);
    }

    static void FreeEachArray(params NetBuffer[] buffers)
    {
        foreach (var nb in buffers)
            if (nb)
                NdisFreeNetBuffer(nb);
    }

    static void Done(NetBuffer nb, bool log = false, bool free = true)
    {
        if (log)
            Console.WriteLine(nb);
        if (free)
            NdisFreeNetBuffer(nb);
    }

    public void Spans()
    {
        var a = NdisAllocateNetBuffer(pool, mdl, 0, 1);
        if (!a)
            return;
        FreeEach(a);
    }

    public void Arrays()
    {
        var a = NdisAllocateNetBuffer(pool, mdl, 0, 1);
        var b = NdisAllocateNetBuffer(pool, mdl, 1, 1);
        FreeEachArray(a, b);
    }

    public void Optional()
    {
        var a = NdisAllocateNetBuffer(pool, mdl, 0, 1);
        if (a)
            Done(a);
    }

    public void Named()
    {
        var a = NdisAllocateNetBuffer(pool, mdl, 0, 1);
        if (!a)
            return;
        Done(free: false, nb: a);
        Done(a, log: true);
    }

    public void NamedBadly()
    {
        var a = NdisAllocateNetBuffer(pool, mdl, 0, 1); // NDIS0005
        if (a)
            Done(log: true, free: false, nb: a);
    }
}

// case: Ownership attributes of an interface nobody implements here
interface IWire
{
    [return: NdisRules.Acquires]
    NetBuffer Receive();

    bool Send([NdisRules.Transfers] NetBuffer nb);
    void Recycle([NdisRules.Releases] NetBuffer nb);
    int Inspect([NdisRules.Borrows] NetBuffer nb);
}

class Wired(NetBufferPool pool, Mdl mdl, IWire wire)
{
    public void Sent()
    {
        var nb = NdisAllocateNetBuffer(pool, mdl, 0, 1);
        if (nb)
            wire.Send(nb);
    }

    public void Recycled()
    {
        var nb = NdisAllocateNetBuffer(pool, mdl, 0, 1);
        if (!nb)
            return;
        wire.Recycle(nb);
        wire.Inspect(nb); // NDIS0004
    }

    public void Inspected()
    {
        var nb = NdisAllocateNetBuffer(pool, mdl, 0, 1); // NDIS0005
        if (!nb.IsNull && wire.Inspect(nb) > 3)
            NdisFreeNetBuffer(nb);
    }

    public void RecycledTwice()
    {
        var nb = NdisAllocateNetBuffer(pool, mdl, 0, 1);
        if (!nb)
            return;
        wire.Recycle(nb);
        wire.Recycle(nb); // NDIS0003
    }

    public void Received()
    {
        var nb = wire.Receive(); // NDIS0005
        if (nb)
            nb.DataLength = 3;
    }
}

// case: An interface of somebody else without attributes only looks
interface ICounter
{
    void Count(NetBuffer nb);
}

class Counted(NetBufferPool pool, Mdl mdl, ICounter counter)
{
    public void Good()
    {
        var nb = NdisAllocateNetBuffer(pool, mdl, 0, 1);
        if (!nb)
            return;
        counter.Count(nb);
        NdisFreeNetBuffer(nb);
    }
}

// case: A helper uses what the caller freed
class Late(LeasePool pool)
{
    static int Checksum(Lease lease)
    {
        var sum = 0;
        foreach (var b in lease.Span)
            sum += b;
        return sum;
    }

    public int Good(int size)
    {
        var lease = pool.Rent(size);
        var sum = Checksum(lease);
        pool.Return(lease);
        return sum;
    }

    public int Bad(int size)
    {
        var lease = pool.Rent(size);
        pool.Return(lease);
        return Checksum(lease); // NDIS0004
    }
}

// case: A helper called from many places is judged in each
class Many(LeasePool pool)
{
    static void Release(LeasePool pool, Lease? lease)
    {
        if (lease is null)
            return;
        pool.Return(lease);
    }

    public void A(int n) { var x = pool.Rent(n); Release(pool, x); }
    public void B(int n) { var x = pool.Rent(n); if (n > 3) Release(pool, x); } // NDIS0005
    public void C(int n) { var x = pool.Rent(n); Release(pool, x); Release(pool, x); } // NDIS0003
    public void D(int n) { var x = n > 3 ? pool.Rent(n) : null; Release(pool, x); }
    public void E(int n) { var x = pool.Rent(n); Release(pool, null); x.Length = 3; } // NDIS0005
    public void F(int n) => Release(pool, pool.Rent(n));
}

// case: Operators and conversions are calls, too
readonly struct Packet(NetBuffer buffer)
{
    public NetBuffer Buffer { get; } = buffer;

    public static implicit operator NetBuffer(Packet packet) => packet.Buffer;
    public static explicit operator Packet(NetBuffer buffer) => new(buffer);
    public static bool operator true(Packet packet) => !packet.Buffer.IsNull;
    public static bool operator false(Packet packet) => packet.Buffer.IsNull;
}

class Wrapping(NetBufferPool pool, Mdl mdl)
{
    public void Good()
    {
        var packet = (Packet)NdisAllocateNetBuffer(pool, mdl, 0, 1);
        if (packet)
            NdisFreeNetBuffer(packet);
    }

    public void Bad()
    {
        var packet = (Packet)NdisAllocateNetBuffer(pool, mdl, 0, 1); // NDIS0005
        if (packet)
            Console.WriteLine(packet.Buffer.DataLength);
    }
}

// case: A static helper class over a static pool
static class Pools
{
    static readonly NetBufferPool Small = NdisAllocateNetBufferPool(null, new NetBufferPoolParameters { PoolTag = 1 })!;

    public static NetBuffer Take() => NdisAllocateNetBuffer(Small, default, 0, 0);

    public static void Give(NetBuffer nb) => NdisFreeNetBuffer(nb);
}

class UsesStatics
{
    public void Good()
    {
        var nb = Pools.Take();
        if (nb.IsNull)
            return;
        Pools.Give(nb);
    }

    public void Bad()
    {
        var nb = Pools.Take();
        Pools.Give(nb); // NDIS0010
    }

    public void Lost()
    {
        var nb = Pools.Take(); // NDIS0005
        if (!nb.IsNull && nb.DataLength > 0)
            Pools.Give(nb);
    }
}

// case: A helper that throws on failure, so its result needs no test
class Insistent(NetBufferPool pool, Mdl mdl)
{
    NetBuffer Require(int length)
    {
        var nb = NdisAllocateNetBuffer(pool, mdl, 0, length);
        return nb.IsNull ? throw new InsufficientMemoryException() : nb;
    }

    public int Good()
    {
        var nb = Require(5);
        var length = nb.DataLength;
        NdisFreeNetBuffer(nb);
        return length;
    }

    public int Bad()
    {
        var first = Require(5); // NDIS0005
        var second = Require(6);
        NdisFreeNetBuffer(second);
        return first.DataLength;
    }

    public int Caught()
    {
        var first = Require(5);
        try
        {
            var second = Require(6);
            NdisFreeNetBuffer(second);
        }
        catch (InsufficientMemoryException)
        {
            NdisFreeNetBuffer(first);
            return -1;
        }

        NdisFreeNetBuffer(first);
        return 0;
    }
}
