// case: A property with a backing field that is rented on demand
sealed class Session(LeasePool pool) : IDisposable
{
    public Lease Buffer => field ??= pool.Rent(16);

    public void Dispose() { } // NDIS0001
}

// case: A setter that gives back the old one
sealed class Holder(LeasePool pool) : IDisposable
{
    Lease? current;

    public Lease? Current
    {
        get => current;
        private set
        {
            if (current is not null)
                pool.Return(current);
            current = value;
        }
    }

    public void Refresh(int size) => Current = pool.Rent(size);

    public void Dispose() => Current = null;
}

// case: A setter that looks for equality only
sealed class Holder(LeasePool pool) : IDisposable
{
    Lease? current;

    public Lease? Current
    {
        get => current;
        private set
        {
            if (ReferenceEquals(current, value))
                return;
            current = value;
        }
    }

    public void Refresh(int size) => Current = pool.Rent(size); // NDIS0002

    public void Dispose()
    {
        if (current != null)
            pool.Return(current);
    }
}

// case: An indexer over two fields
sealed class Pair(LeasePool pool) : IDisposable
{
    Lease? left, right;

    Lease? this[bool isLeft]
    {
        get => isLeft ? left : right;
        set
        {
            if (isLeft)
                left = value;
            else
                right = value;
        }
    }

    public void Fill(bool isLeft)
    {
        if (this[isLeft] is null)
            this[isLeft] = pool.Rent(2);
    }

    public void Dispose()
    {
        if (this[true] is { } one)
            pool.Return(one);
        if (this[false] is { } other)
            pool.Return(other);
    }
}

// case: An indexer of which one side is forgotten
sealed class Pair(LeasePool pool) : IDisposable
{
    Lease? left, right;

    Lease? this[bool isLeft]
    {
        get => isLeft ? left : right;
        set
        {
            if (isLeft)
                left = value;
            else
                right = value;
        }
    }

    public void Fill(bool isLeft)
    {
        if (this[isLeft] is null)
            this[isLeft] = pool.Rent(2);
    }

    public void Dispose() // NDIS0001
    {
        if (this[true] is { } one)
            pool.Return(one);
    }
}

// case: A computed property says that there is one
class Nic(NetBufferPool pool, Mdl mdl) : MiniportAdapter
{
    NetBuffer beacon;

    bool HasBeacon => !beacon.IsNull;

    public override NdisStatus InitializeEx(MiniportInitParameters parameters)
    {
        beacon = NdisAllocateNetBuffer(pool, mdl, 0, 4);
        return HasBeacon ? NdisStatus.Success : NdisStatus.Resources;
    }

    public override void HaltEx(NdisHaltAction action)
    {
        if (HasBeacon)
            NdisFreeNetBuffer(beacon);
    }
}

// case: An init property takes what the initialiser rents
sealed class Message : IDisposable
{
    public required Lease Body { get; init; }
    public int Tag { get; init; }
    public void Dispose() => Body.Dispose();
}

class Messages(LeasePool pool)
{
    public int Good()
    {
        using var message = new Message { Body = pool.Rent(3), Tag = 1 };
        return message.Body.Length;
    }

    public int Bad()
    {
        var message = new Message { Body = pool.Rent(3), Tag = 1 }; // NDIS0005
        return message.Body.Length;
    }

    public int Twice()
    {
        using var message = new Message { Body = pool.Rent(3), Tag = 1 }; // NDIS0003
        pool.Return(message.Body); // (the scope frees it again)
        return 0;
    }
}

// case: A setter of one's own overwrites like a field
sealed class Template(NetBufferPool pool, Mdl mdl) : IDisposable
{
    NetBuffer template;

    NetBuffer Current
    {
        get => template;
        set => template = value;
    }

    public void Load()
    {
        var packet = NdisAllocateNetBuffer(pool, mdl, 0, 64); // NDIS0002
        if (!packet.IsNull)
            Current = packet;
    }

    public void Dispose()
    {
        if (!template.IsNull)
            NdisFreeNetBuffer(template);
        template = default;
    }
}
