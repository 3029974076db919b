// case: A result type with a factory for each outcome
readonly record struct Result(NdisStatus Status, NetBuffer Buffer)
{
    public bool Ok => Status == NdisStatus.Success;
    public static Result Success(NetBuffer nb) => new(NdisStatus.Success, nb);
    public static Result Failure(NdisStatus status) => new(status, default);
}

class Source(NetBufferPool pool, Mdl mdl)
{
    Result Take(int length)
    {
        var nb = NdisAllocateNetBuffer(pool, mdl, 0, length);
        return nb ? Result.Success(nb) : Result.Failure(NdisStatus.Resources);
    }

    public int Good()
    {
        var result = Take(3);
        if (!result.Ok)
            return 0;
        NdisFreeNetBuffer(result.Buffer);
        return 1;
    }

    public int Bad()
    {
        var result = Take(3); // NDIS0005
        if (!result.Ok)
            return 0;
        return result.Buffer.DataLength;
    }

    public int Deconstructed()
    {
        var (status, nb) = Take(3);
        if (status != NdisStatus.Success)
            return 0;
        NdisFreeNetBuffer(nb);
        return 1;
    }
}

// case: A tuple of a lease and whether it has to be returned
class Borrowing(LeasePool pool)
{
    readonly Lease shared = new();

    (Lease Lease, bool Owned) Get(int size) => size <= 64 ? (shared, false) : (pool.Rent(size), true);

    public int Good(int size)
    {
        var (lease, owned) = Get(size);
        var length = lease.Length;
        if (owned)
            pool.Return(lease);
        return length;
    }

    public int Bad(int size)
    {
        var (lease, owned) = Get(size); // NDIS0005
        var length = lease.Length;
        if (!owned)
            return length;
        return length + 1;
    }
}

// case: A result that nobody takes
class Discarded(LeasePool pool)
{
    Lease Make(int size)
    {
        var lease = pool.Rent(size);
        lease.Length = size / 2;
        return lease;
    }

    Lease MakeAndLog(int size)
    {
        Console.WriteLine(size);
        return Make(size);
    }

    public void Good() => pool.Return(MakeAndLog(4));

    public void Bad() => MakeAndLog(4); // NDIS0005

    public void Assigned() => _ = Make(9); // NDIS0005
}

// case: Returned through a conditional with a throw
class Picky(LeasePool pool)
{
    public Lease Good(int size) => size > 0 ? pool.Rent(size) : throw new ArgumentOutOfRangeException(nameof(size));

    public Lease? Bad(int size)
    {
        var lease = pool.Rent(size); // NDIS0005
        return lease.Length > 3 ? lease : null;
    }

    public Lease? Mended(int size)
    {
        var lease = pool.Rent(size);
        if (lease.Length > 3)
            return lease;
        pool.Return(lease);
        return null;
    }
}

// case: A fluent builder hands itself on
sealed class Builder(LeasePool pool)
{
    Lease? lease;

    public Builder Sized(int size)
    {
        lease ??= pool.Rent(size);
        return this;
    }

    public Builder Filled(byte[] data)
    {
        lease!.Write(data);
        return this;
    }

    public Lease Build()
    {
        var built = lease ?? throw new InvalidOperationException();
        lease = null;
        return built;
    }
}

class BuilderUse(LeasePool pool)
{
    public int Good(byte[] data)
    {
        var lease = new Builder(pool).Sized(8).Filled(data).Build();
        var length = lease.Length;
        pool.Return(lease);
        return length;
    }

    public int Bad(byte[] data)
    {
        var lease = new Builder(pool).Sized(8).Filled(data).Build(); // NDIS0005
        return lease.Length;
    }
}

// case: One of several
class Several(LeasePool pool)
{
    Lease Larger(Lease a, Lease b)
    {
        if (a.Length > b.Length)
        {
            pool.Return(b);
            return a;
        }

        pool.Return(a);
        return b;
    }

    public void Good()
    {
        var larger = Larger(pool.Rent(1), pool.Rent(2));
        pool.Return(larger);
    }

    public void Bad()
    {
        var first = pool.Rent(1);
        var larger = Larger(first, pool.Rent(2));
        pool.Return(first); // NDIS0003
        pool.Return(larger);
    }
}

// case: A converted result
class Conversions(LeasePool pool)
{
    readonly struct Owner(Lease lease)
    {
        public readonly Lease Lease = lease;
        public static implicit operator Owner(Lease lease) => new(lease);
        public static explicit operator Lease(Owner owner) => owner.Lease;
    }

    public void Good()
    {
        Owner owner = pool.Rent(3);
        var lease = (Lease)owner;
        pool.Return(lease);
    }

    public void Bad()
    {
        Owner owner = pool.Rent(3);
        pool.Return((Lease)owner);
        pool.Return(owner.Lease); // NDIS0003
    }

    public int Lost()
    {
        Owner owner = pool.Rent(3); // NDIS0005
        return owner.Lease.Length;
    }
}
