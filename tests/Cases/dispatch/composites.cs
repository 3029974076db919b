interface IPart : IDisposable
{
    int Size { get; }
}

sealed class Leaf(LeasePool pool) : IPart
{
    readonly Lease lease = pool.Rent(3);

    public int Size => lease.Length;

    public void Dispose() => lease.Dispose();
}

// case: Two parts behind an interface
sealed class Pair(IPart first, IPart second) : IPart
{
    public int Size => first.Size + second.Size;

    public void Dispose()
    {
        first.Dispose();
        second.Dispose();
    }
}

class Pairs(LeasePool pool)
{
    public int Good()
    {
        using var pair = new Pair(new Leaf(pool), new Leaf(pool));
        return pair.Size;
    }

    public int Bad()
    {
        var pair = new Pair(new Leaf(pool), new Leaf(pool)); // NDIS0005 NDIS0005
        return pair.Size;
    }
}

// case: Parts in an array
sealed class Group(params IPart[] parts) : IPart
{
    public int Size
    {
        get
        {
            var size = 0;
            foreach (var part in parts)
                size += part.Size;
            return size;
        }
    }

    public void Dispose()
    {
        foreach (var part in parts)
            part.Dispose();
    }
}

class Groups(LeasePool pool)
{
    public int Good()
    {
        using var group = new Group(new Leaf(pool), new Leaf(pool));
        return group.Size;
    }

    public int Bad()
    {
        var group = new Group(new Leaf(pool), new Leaf(pool)); // NDIS0005 NDIS0005
        return group.Size;
    }
}

// case: A group that forgets the first part
sealed class Group(IPart[] parts) : IPart
{
    public int Size => parts.Length;

    public void Dispose()
    {
        for (var i = 1; i < parts.Length; i++)
            parts[i].Dispose();
    }
}

class Groups(LeasePool pool)
{
    public int Bad()
    {
        using var group = new Group([new Leaf(pool), new Leaf(pool)]); // NDIS0005 (the second one is given back)
        return group.Size;
    }
}
