// case: A strategy in a dictionary of delegates
class Strategies(LeasePool pool)
{
    readonly Dictionary<string, Action<Lease>> handlers = new()
    {
        ["log"] = lease => Console.WriteLine(lease.Length),
        ["clear"] = lease => lease.Length = 0,
    };

    public void Good(string name)
    {
        var lease = pool.Rent(3);
        if (handlers.TryGetValue(name, out var handler))
            handler(lease);
        pool.Return(lease);
    }

    public void Bad(string name)
    {
        var lease = pool.Rent(3); // NDIS0005
        if (!handlers.TryGetValue(name, out var handler))
            return;
        handler(lease);
        pool.Return(lease);
    }
}

// case: A function pointer frees
unsafe class Pointers(NetBufferPool pool, Mdl mdl)
{
    static void Free(NetBuffer nb) => NdisFreeNetBuffer(nb);

    public void Good()
    {
        delegate*<NetBuffer, void> free = &Free;
        var nb = NdisAllocateNetBuffer(pool, mdl, 0, 4);
        if (nb)
            free(nb);
    }

    public void Bad()
    {
        delegate*<NetBuffer, void> free = &Free;
        var nb = NdisAllocateNetBuffer(pool, mdl, 0, 4);
        if (!nb)
            return;
        free(nb);
        free(nb); // NDIS0003 for now: silent
    }
}

// case: A delegate that is chosen at run time
class Chosen(LeasePool pool, LeaseQueue queue)
{
    void Give(Lease lease) => pool.Return(lease);
    void Post(Lease lease) => queue.Post(lease);
    static void Look(Lease lease) => Console.WriteLine(lease.Length);

    public void Good(bool late)
    {
        Action<Lease> end = late ? Post : Give;
        var lease = pool.Rent(2);
        end(lease);
    }

    public void Bad(bool late)
    {
        Action<Lease> end = late ? Look : Give;
        var lease = pool.Rent(2); // NDIS0005
        end(lease);
    }
}

// case: An event with a handler that frees
class Publisher(LeasePool pool) : IDisposable
{
    Lease? last;

    event Action? Closing;

    public void Start()
    {
        if (last != null)
            return;
        last = pool.Rent(2);
        Closing += Clean;
    }

    void Clean()
    {
        Closing -= Clean;
        pool.Return(last!);
        last = null;
    }

    public void Dispose() => Closing?.Invoke();
}

// case: A combined delegate frees twice
class Combined(LeasePool pool)
{
    void Give(Lease lease) => pool.Return(lease);

    public void Bad()
    {
        Action<Lease> end = Give;
        end += Give;
        var lease = pool.Rent(3);
        end(lease); // NDIS0003
    }

    public void Good()
    {
        Action<Lease> end = static lease => lease.Length = 1;
        end += pool.Return;
        var lease = pool.Rent(3);
        end(lease);
    }
}

// case: A method group of the pool itself
class Groups(LeasePool pool)
{
    static void Use(Func<int, Lease> rent, Action<Lease> giveBack)
    {
        var lease = rent(8);
        lease.Length = 1;
        giveBack(lease);
    }

    static void Half(Func<int, Lease> rent, Action<Lease> giveBack)
    {
        var lease = rent(8);
        if (lease.Length > 3)
            giveBack(lease);
    }

    public void Good() => Use(pool.Rent, pool.Return);

    public void Bad() => Half(pool.Rent, pool.Return); // NDIS0005
}
