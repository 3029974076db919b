// case: A lambda called where it is made
class Direct(NetBufferPool pool, Mdl mdl)
{
    public void Good()
    {
        var nb = NdisAllocateNetBuffer(pool, mdl, 0, 1);
        if (nb.IsNull)
            return;
        Action free = () => NdisFreeNetBuffer(nb);
        free();
    }

    public void Bad()
    {
        var nb = NdisAllocateNetBuffer(pool, mdl, 0, 1); // NDIS0005
        if (nb.IsNull)
            return;
        Action look = () => Console.WriteLine(nb.DataLength);
        look();
    }

    public void Twice()
    {
        var nb = NdisAllocateNetBuffer(pool, mdl, 0, 1);
        if (nb.IsNull)
            return;
        Action free = () => NdisFreeNetBuffer(nb);
        free();
        free(); // NDIS0003
    }

    public void After()
    {
        var nb = NdisAllocateNetBuffer(pool, mdl, 0, 1);
        if (nb.IsNull)
            return;
        var free = () => NdisFreeNetBuffer(nb);
        free();
        nb.DataLength = 3; // NDIS0004
    }
}

// case: A lambda that is made and never called
class Never(NetBufferPool pool, Mdl mdl)
{
    public void Bad(bool now)
    {
        var nb = NdisAllocateNetBuffer(pool, mdl, 0, 1); // NDIS0005
        if (nb.IsNull)
            return;
        Action free = () => NdisFreeNetBuffer(nb);
        if (now)
            free();
    }
}

// case: A lambda that goes to somebody else keeps what it captures
class Later(NetBufferPool pool, Mdl mdl)
{
    event Action? Idle;

    public void Queued()
    {
        var nb = NdisAllocateNetBuffer(pool, mdl, 0, 1);
        if (nb)
            ThreadPool.QueueUserWorkItem(_ => NdisFreeNetBuffer(nb));
    }

    public void Subscribed()
    {
        var nb = NdisAllocateNetBuffer(pool, mdl, 0, 1);
        if (nb)
            Idle += () => NdisFreeNetBuffer(nb);
    }

    public void Registered(CancellationToken token)
    {
        var nb = NdisAllocateNetBuffer(pool, mdl, 0, 1);
        if (nb)
            token.Register(() => NdisFreeNetBuffer(nb));
    }

    public Action Returned()
    {
        var nb = NdisAllocateNetBuffer(pool, mdl, 0, 1);
        return () =>
        {
            if (nb)
                NdisFreeNetBuffer(nb);
        };
    }

    public void CapturedByNobody(int count)
    {
        var nb = NdisAllocateNetBuffer(pool, mdl, 0, 1); // NDIS0005
        ThreadPool.QueueUserWorkItem(_ => Console.WriteLine(count));
        if (nb)
            nb.DataLength = 3;
    }
}

// case: A lambda of its own takes and loses
class Own(NetBufferPool pool, Mdl mdl)
{
    public Action Bad() => () =>
    {
        var nb = NdisAllocateNetBuffer(pool, mdl, 0, 1); // NDIS0005
        if (nb)
            nb.DataLength = 3;
    };

    public Action Good() => () =>
    {
        var nb = NdisAllocateNetBuffer(pool, mdl, 0, 1);
        if (nb)
            NdisFreeNetBuffer(nb);
    };

    public Func<NetBuffer> Maker() => () => NdisAllocateNetBuffer(pool, mdl, 0, 1);

    public Func<int, bool> Checked() => length => NdisAllocateNetBuffer(pool, mdl, 0, length).IsNull; // NDIS0005
}

// case: A local function takes, another frees
class Locals(NetBufferPool pool, Mdl mdl)
{
    public void Good()
    {
        var nb = Take(8);
        if (nb.IsNull)
            return;
        Fill(3);
        Free();

        NetBuffer Take(int length) => NdisAllocateNetBuffer(pool, mdl, 0, length);
        void Fill(int value) => nb.DataLength = value;
        void Free() => NdisFreeNetBuffer(nb);
    }

    public void Bad(bool done)
    {
        var nb = Take(8); // NDIS0005
        if (nb.IsNull)
            return;
        Free();

        NetBuffer Take(int length) => NdisAllocateNetBuffer(pool, mdl, 0, length);
        void Free()
        {
            if (done)
                NdisFreeNetBuffer(nb);
        }
    }

    public void Twice()
    {
        NetBuffer nb = default;
        Renew();
        Renew();
        Drop();

        void Renew()
        {
            Drop();
            nb = NdisAllocateNetBuffer(pool, mdl, 0, 1);
        }

        void Drop()
        {
            if (nb)
                NdisFreeNetBuffer(nb);
            nb = default;
        }
    }
}

// case: A local function as a goto
class Bail(NetBufferPool pool, Mdl mdl)
{
    public NdisStatus Run(int length)
    {
        var header = NdisAllocateNetBuffer(pool, mdl, 0, 14);
        if (header.IsNull)
            return NdisStatus.Resources;
        NetBuffer body = default;
        if (length > 1500)
            return Fail(NdisStatus.InvalidLength);
        body = NdisAllocateNetBuffer(pool, mdl, 14, length);
        if (body.IsNull)
            return Fail(NdisStatus.Resources);
        return Fail(NdisStatus.Success);

        NdisStatus Fail(NdisStatus status)
        {
            if (body)
                NdisFreeNetBuffer(body);
            NdisFreeNetBuffer(header);
            return status;
        }
    }

    public NdisStatus RunBadly(int length)
    {
        var header = NdisAllocateNetBuffer(pool, mdl, 0, 14);
        if (header.IsNull)
            return NdisStatus.Resources;
        var body = NdisAllocateNetBuffer(pool, mdl, 14, length); // NDIS0005
        if (body.IsNull)
            return Fail(NdisStatus.Resources);
        return Fail(length > 1500 ? NdisStatus.InvalidLength : NdisStatus.Success);

        NdisStatus Fail(NdisStatus status)
        {
            NdisFreeNetBuffer(header);
            return status;
        }
    }
}

// case: Assigned inside a lambda that runs at once
class Assigned(LeasePool pool)
{
    static void Do(Action action) => action();

    public void Good(int size)
    {
        Lease? lease = null;
        Do(() => lease = pool.Rent(size));
        lease?.Dispose();
    }

    public void Bad(int size)
    {
        Lease? lease = null;
        Do(() => lease = pool.Rent(size)); // NDIS0005
        Console.WriteLine(lease?.Length);
    }
}

// case: A callback frees the argument it is given
class Callback(NetBufferPool pool, Mdl mdl)
{
    static void With(NetBuffer nb, Action<NetBuffer> action) => action(nb);

    public void Good()
    {
        var nb = NdisAllocateNetBuffer(pool, mdl, 0, 1);
        if (nb)
            With(nb, NdisFreeNetBuffer);
    }

    public void GoodToo()
    {
        var nb = NdisAllocateNetBuffer(pool, mdl, 0, 1);
        if (nb)
            With(nb, static one => NdisFreeNetBuffer(one));
    }

    public void Bad()
    {
        var nb = NdisAllocateNetBuffer(pool, mdl, 0, 1); // NDIS0005
        if (nb)
            With(nb, one => one.DataLength = 3);
    }

    public void Twice()
    {
        var nb = NdisAllocateNetBuffer(pool, mdl, 0, 1);
        if (!nb)
            return;
        With(nb, NdisFreeNetBuffer);
        NdisFreeNetBuffer(nb); // NDIS0003
    }
}

// case: Rent inside a borrow-and-return helper
class Borrowing(LeasePool pool)
{
    T Use<T>(int size, Func<Lease, T> body)
    {
        var lease = pool.Rent(size);
        try
        {
            return body(lease);
        }
        finally
        {
            pool.Return(lease);
        }
    }

    T UseBadly<T>(int size, Func<Lease, T> body)
    {
        var lease = pool.Rent(size); // NDIS0005
        try
        {
            return body(lease);
        }
        catch (InvalidOperationException)
        {
            return default!;
        }
    }

    public int Length() => Use(3, lease => lease.Length);

    public Lease? Stolen() => Use(3, lease => lease); // NDIS0004

    public int LengthBadly() => UseBadly(3, static lease => lease.Length + 1); // for now: NDIS0005
}

// case: Lambdas in a table
class Commands(LeasePool pool)
{
    readonly Dictionary<string, Action<Lease>> commands = [];

    public Commands Register()
    {
        commands["return"] = pool.Return;
        commands["clear"] = lease => lease.Length = 0;
        return this;
    }

    public void Run(string name, int size)
    {
        var lease = pool.Rent(size);
        if (commands.TryGetValue(name, out var command))
            command(lease);
        else
            pool.Return(lease);
    }
}
