// case: The larger of two names
class Larger(LeasePool pool)
{
    public void Good(int a, int b)
    {
        var first = pool.Rent(a);
        var second = pool.Rent(b);
        var larger = first.Length > second.Length ? first : second;
        var smaller = ReferenceEquals(larger, first) ? second : first;
        pool.Return(smaller);
        pool.Return(larger);
    }

    public void Bad(int a, int b)
    {
        var first = pool.Rent(a);
        var second = pool.Rent(b); // NDIS0005
        var larger = first.Length > second.Length ? first : second;
        if (larger != first)
            pool.Return(second);
        pool.Return(first);
    }
}

// case: The same array under two types
class Casts
{
    public void Good()
    {
        object boxed = ArrayPool<int>.Shared.Rent(4);
        if (boxed is int[] numbers)
            ArrayPool<int>.Shared.Return(numbers);
    }

    public void Bad()
    {
        var numbers = ArrayPool<int>.Shared.Rent(4);
        IList<int> list = numbers;
        ArrayPool<int>.Shared.Return(numbers);
        list[0] = 3; // NDIS0004
    }

    public void Twice()
    {
        Array array = ArrayPool<int>.Shared.Rent(4);
        ArrayPool<int>.Shared.Return((int[])array);
        ArrayPool<int>.Shared.Return((int[])array); // NDIS0003
    }
}

// case: A name within a name
sealed class Envelope
{
    public Lease? Inner;
    public Envelope? Outer;
}

class Envelopes(LeasePool pool)
{
    public void Good()
    {
        var inner = new Envelope { Inner = pool.Rent(3) };
        var outer = new Envelope { Outer = inner };
        pool.Return(outer.Outer.Inner!);
    }

    public void Bad()
    {
        var inner = new Envelope { Inner = pool.Rent(3) };
        var outer = new Envelope { Outer = inner };
        pool.Return(outer.Outer.Inner!);
        pool.Return(inner.Inner!); // NDIS0003
    }

    public void Cleared()
    {
        var envelope = new Envelope { Inner = pool.Rent(3) };
        var same = envelope;
        pool.Return(envelope.Inner!);
        envelope.Inner = null;
        if (same.Inner is { } left)
            pool.Return(left);
    }
}

// case: An old name is compared before it is freed
class Compared(NetBufferPool pool, Mdl mdl)
{
    public void Good(bool replace)
    {
        var original = NdisAllocateNetBuffer(pool, mdl, 0, 4);
        if (!original)
            return;
        var current = original;
        if (replace)
        {
            var fresh = NdisAllocateNetBuffer(pool, mdl, 0, 8);
            if (fresh)
                current = fresh;
        }

        if (current != original)
            NdisFreeNetBuffer(current);
        NdisFreeNetBuffer(original);
    }

    public void Bad(bool replace)
    {
        var original = NdisAllocateNetBuffer(pool, mdl, 0, 4);
        if (!original)
            return;
        var current = original;
        if (replace)
        {
            var fresh = NdisAllocateNetBuffer(pool, mdl, 0, 8);
            if (fresh)
                current = fresh;
        }

        NdisFreeNetBuffer(current);
        NdisFreeNetBuffer(original); // NDIS0003
    }
}

// case: A tuple is swapped in a loop of three
class Rotation(LeasePool pool)
{
    public void Good(int rounds)
    {
        var a = pool.Rent(1);
        var b = pool.Rent(2);
        var c = pool.Rent(3);
        while (rounds-- > 0)
            (a, b, c) = (b, c, a);
        pool.Return(a);
        pool.Return(b);
        pool.Return(c);
    }

    public void Bad(int rounds)
    {
        var a = pool.Rent(1); // NDIS0005
        var b = pool.Rent(2); // NDIS0005
        var c = pool.Rent(3); // NDIS0005
        while (rounds-- > 0)
            (a, b, c) = (b, c, a);
        pool.Return(a);
        pool.Return(b);
        c.Length = 0;
    }
}

// case: A chained assignment makes three names
class Chained(LeasePool pool)
{
    Lease? kept;

    public void Good()
    {
        Lease one, two;
        one = two = pool.Rent(2);
        two.Length = 5;
        pool.Return(one);
    }

    public int Bad()
    {
        Lease one, two;
        one = two = pool.Rent(2);
        pool.Return(one);
        return two.Length; // NDIS0004
    }

    public void Kept()
    {
        var lease = kept = pool.Rent(2);
        pool.Return(lease);
        kept = null;
    }
}
