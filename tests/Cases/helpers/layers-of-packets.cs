// case: A packet goes five levels down
class Stack(NetBufferPool pool, Mdl mdl)
{
    void Application(NetBuffer nb, int size) { if (size > 0) Transport(nb, size); else Drop(nb); }
    void Transport(NetBuffer nb, int size) { nb.DataLength -= 8; Network(nb, size); }
    void Network(NetBuffer nb, int size) { if (size > 1500) { Drop(nb); return; } Link(nb); }
    void Link(NetBuffer nb) => Physical(nb);
    static void Physical(NetBuffer nb) { nb.ChecksumBias = 1; Drop(nb); }
    static void Drop(NetBuffer nb) => NdisFreeNetBuffer(nb);

    public void Good(int size)
    {
        var nb = NdisAllocateNetBuffer(pool, mdl, 0, 64);
        if (nb)
            Application(nb, size);
    }

    public void Bad(int size)
    {
        var nb = NdisAllocateNetBuffer(pool, mdl, 0, 64);
        if (!nb)
            return;
        Application(nb, size);
        if (size == 3)
            NdisFreeNetBuffer(nb); // NDIS0003
    }
}

// case: A level that forgets one size
class Stack(NetBufferPool pool, Mdl mdl)
{
    void Transport(NetBuffer nb, int size) { nb.DataLength -= 8; Network(nb, size); }
    void Network(NetBuffer nb, int size) { if (size > 1500) return; Link(nb); }
    void Link(NetBuffer nb) => Physical(nb);
    static void Physical(NetBuffer nb) => NdisFreeNetBuffer(nb);

    public void Bad(int size)
    {
        var nb = NdisAllocateNetBuffer(pool, mdl, 0, 64); // NDIS0005
        if (nb)
            Transport(nb, size);
    }

    public void Small()
    {
        var nb = NdisAllocateNetBuffer(pool, mdl, 0, 64);
        if (nb)
            Transport(nb, 100);
    }
}

// case: Helpers that answer whether they took it
class Takers(LeasePool pool, LeaseQueue queue)
{
    bool Offer(Lease lease, int room)
    {
        if (lease.Length > room)
            return false;
        queue.Post(lease);
        return true;
    }

    bool OfferTwice(Lease lease, int room) => Offer(lease, room) || Offer(lease, room * 2);

    public void Good(int room)
    {
        var lease = pool.Rent(5);
        if (!OfferTwice(lease, room))
            pool.Return(lease);
    }

    public void Bad(int room)
    {
        var lease = pool.Rent(5); // NDIS0005
        OfferTwice(lease, room);
    }

    public void Wrong(int room)
    {
        var lease = pool.Rent(5); // NDIS0005
        if (OfferTwice(lease, room))
            pool.Return(lease);
    }
}

// case: Recursion gives back at the bottom
class Recursive(LeasePool pool)
{
    void Descend(Lease lease, int depth)
    {
        if (depth == 0)
        {
            pool.Return(lease);
            return;
        }

        Descend(lease, depth - 1);
    }

    void Shallow(Lease lease, int depth)
    {
        if (depth > 3)
            return;
        if (depth == 3)
            pool.Return(lease);
        else
            Shallow(lease, depth + 1);
    }

    public void Good(int depth)
    {
        var lease = pool.Rent(depth);
        Descend(lease, depth);
    }

    public void Bad(int depth)
    {
        var lease = pool.Rent(depth);
        Descend(lease, depth);
        lease.Length = 0; // NDIS0004
    }

    public void Unsure(int depth)
    {
        var lease = pool.Rent(depth); // NDIS0005
        Shallow(lease, depth);
    }
}

// case: A params helper frees all of its arguments
class Variadic(LeasePool pool)
{
    void ReturnAll(params ReadOnlySpan<Lease> leases)
    {
        foreach (var lease in leases)
            pool.Return(lease);
    }

    void ReturnSome(params Lease[] leases)
    {
        for (var i = 0; i < leases.Length; i++)
            leases[i].Dispose();
    }

    public void Good()
    {
        var a = pool.Rent(1);
        var b = pool.Rent(2);
        ReturnAll(a, b);
    }

    public void AlsoGood()
    {
        var a = pool.Rent(1);
        var b = pool.Rent(2);
        ReturnSome(b, a);
    }

    public void Bad()
    {
        var a = pool.Rent(1);
        var b = pool.Rent(2); // NDIS0005
        ReturnAll(a);
        b.Length = 2;
    }
}

// case: A static helper with named and optional arguments
static class Close
{
    static void Release(LeasePool pool, Lease? lease, bool zero = false, bool keep = false)
    {
        if (lease is null)
            return;
        if (zero)
            lease.Span.Clear();
        if (!keep)
            pool.Return(lease);
    }

    public static void Good(LeasePool pool)
    {
        var lease = pool.Rent(2);
        Release(zero: true, lease: lease, pool: pool);
    }

    public static void Bad(LeasePool pool)
    {
        var lease = pool.Rent(2); // NDIS0005
        Release(pool, lease, keep: true);
    }

    public static void Twice(LeasePool pool)
    {
        var lease = pool.Rent(2);
        Release(pool, lease, keep: true);
        Release(pool, lease, zero: true);
        Release(pool, lease); // NDIS0003
    }
}

// case: A visitor gives back what it visits
interface IVisitor
{
    void Visit(Lease lease);
}

sealed class Returning(LeasePool pool) : IVisitor
{
    public void Visit(Lease lease) => pool.Return(lease);
}

sealed class Measuring : IVisitor
{
    public int Sum { get; private set; }
    public void Visit(Lease lease) => Sum += lease.Length;
}

class Walk(LeasePool pool)
{
    static void Accept(Lease lease, IVisitor visitor) => visitor.Visit(lease);

    public void Good()
    {
        var lease = pool.Rent(3);
        Accept(lease, new Measuring());
        Accept(lease, new Returning(pool));
    }

    public int Bad()
    {
        var lease = pool.Rent(3); // NDIS0005
        var measuring = new Measuring();
        Accept(lease, measuring);
        return measuring.Sum;
    }

    public void Twice()
    {
        var lease = pool.Rent(3);
        var returning = new Returning(pool);
        returning.Visit(lease);
        returning.Visit(lease); // NDIS0003
    }
}
