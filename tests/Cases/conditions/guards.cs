// case: A field says whether another one is there: it was given what is never null
sealed class Guarded(LeasePool pool) : IDisposable
{
    object? pending;
    string? name;
    Stream? file;
    Lease? first, second, third;

    public void Request(object request)
    {
        if (pending is not null)
            return;
        first = pool.Rent(4);
        pending = request;
    }

    public void Name(int n)
    {
        if (name is not null)
            return;
        second = pool.Rent(4);
        name = $"n{n}";
    }

    public void Open(string path)
    {
        if (file is not null)
            return;
        third = pool.Rent(4);
        file = File.OpenRead(path);
    }

    public void Dispose()
    {
        if (pending is not null)
            pool.Return(first!);
        pending = null;
        if (name is not null)
            pool.Return(second!);
        name = null;
        if (file is not null)
        {
            file.Dispose();
            pool.Return(third!);
        }

        file = null;
    }
}

// case: It may have been given null
sealed class Unguarded(LeasePool pool) : IDisposable
{
    object? pending;
    Lease? lease;

    public void Request(object? request)
    {
        if (pending is not null)
            return;
        lease = pool.Rent(4); // NDIS0002
        pending = request;
    }

    public void Dispose() // NDIS0001
    {
        if (pending is not null)
            pool.Return(lease!);
        pending = null;
    }
}

// case: A request that is pending guards a packet
sealed class Requests(NetBufferPool pool) : MiniportAdapter
{
    NdisOidRequest? pending;
    NetBuffer scratch;

    public override NdisStatus InitializeEx(MiniportInitParameters parameters) => NdisStatus.Success;

    public override NdisStatus OidRequest(NdisOidRequest request)
    {
        if (pending is not null)
            return NdisStatus.Resources;
        var packet = NdisAllocateNetBuffer(pool, null, 0, 0);
        if (!packet)
            return NdisStatus.Resources;
        (pending, scratch) = (request, packet);
        return NdisStatus.Pending;
    }

    void Complete(NdisStatus status)
    {
        if (pending is not { } request)
            return;
        pending = null;
        NdisFreeNetBuffer(scratch);
        NdisMOidRequestComplete(NdisMiniportHandle, request, status);
    }

    public override void InterruptDpc() => Complete(NdisStatus.Success);

    public override void HaltEx(NdisHaltAction action) => Complete(NdisStatus.RequestAborted);
}

// case: A number that was given has a value
sealed class Started(LeasePool pool) : IDisposable
{
    int? started;
    Lease? lease;

    public void Start(int n)
    {
        if (started.HasValue)
            return;
        lease = pool.Rent(4);
        started = n;
    }

    public void Dispose()
    {
        if (started is null)
            return;
        started = null;
        pool.Return(lease!);
    }

    public static int Local(LeasePool pool, int n)
    {
        int? size = null;
        Lease? lease = null;
        if (n > 3)
        {
            size = n;
            lease = pool.Rent(n);
        }

        if (size is not { } given)
            return 0;
        pool.Return(lease!);
        return given;
    }
}

// case: A bit that a property asks for
sealed class Opened(LeasePool pool) : IDisposable
{
    int flags;
    Lease? lease;

    bool IsOpen => (flags & 1) != 0;

    public void Start()
    {
        if (IsOpen)
            return;
        lease = pool.Rent(4);
        flags |= 1;
    }

    public void Dispose()
    {
        if (!IsOpen)
            return;
        flags = 0;
        pool.Return(lease!);
    }
}

// case: The wrong bit
sealed class OpenedOtherwise(LeasePool pool) : IDisposable
{
    int flags;
    Lease? lease;

    bool IsOpen => (flags & 1) != 0;

    public void Start()
    {
        if (IsOpen)
            return;
        lease = pool.Rent(4); // NDIS0002
        flags |= 2;
    }

    public void Dispose() // NDIS0001
    {
        if (!IsOpen)
            return;
        flags = 0;
        pool.Return(lease!);
    }
}

// case: A text says whether it is there
sealed class Named(LeasePool pool) : IDisposable
{
    string text = "";
    string? name;
    Lease? first, second;

    public void Start()
    {
        if (text.Length > 0)
            return;
        first = pool.Rent(4);
        text = "open";
    }

    public void Call()
    {
        if (!string.IsNullOrEmpty(name))
            return;
        second = pool.Rent(4);
        name = "open";
    }

    public void Dispose()
    {
        if (text.Length != 0)
            pool.Return(first!);
        text = "";
        if (!string.IsNullOrEmpty(name))
            pool.Return(second!);
        name = null;
    }
}

// case: A number that was checked
sealed class Checked(LeasePool pool) : IDisposable
{
    int id = -1;
    Lease? lease;

    public void Start(int n)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(n);
        if (id >= 0)
            return;
        lease = pool.Rent(4);
        id = n;
    }

    public void Dispose()
    {
        if (id < 0)
            return;
        id = -1;
        pool.Return(lease!);
    }
}

// case: A number that nobody checked
sealed class Unchecked(LeasePool pool) : IDisposable
{
    int id = -1;
    Lease? lease;

    public void Start(int n)
    {
        if (id >= 0)
            return;
        lease = pool.Rent(4); // NDIS0002
        id = n;
    }

    public void Dispose() // NDIS0001
    {
        if (id < 0)
            return;
        id = -1;
        pool.Return(lease!);
    }
}

// case: The size says whether there is a block
sealed class Growing(LeasePool pool) : IDisposable
{
    int size;
    Lease? lease;

    public void Ensure(int n)
    {
        if (n <= size)
            return;
        if (size > 0)
            pool.Return(lease!);
        lease = pool.Rent(n);
        size = n;
    }

    public void Dispose()
    {
        if (size > 0)
            pool.Return(lease!);
        size = 0;
    }
}

// case: What is asked of a container twice
static class Asked
{
    public static void Twice(LeasePool pool, Dictionary<int, int> sizes, int key)
    {
        Lease? lease = null;
        if (sizes.ContainsKey(key))
            lease = pool.Rent(4);
        if (sizes.ContainsKey(key))
            pool.Return(lease!);
    }

    public static void ChangedBetween(LeasePool pool, Dictionary<int, int> sizes, int key)
    {
        Lease? lease = null;
        if (sizes.ContainsKey(key))
            lease = pool.Rent(4); // NDIS0005
        sizes.Remove(key);
        if (sizes.ContainsKey(key))
            pool.Return(lease!);
    }
}

// case: What is asked through its owner
sealed class Request
{
    public int Id;
}

sealed class Cancelled(LeasePool pool) : IDisposable
{
    Request? pending;
    Lease? lease;

    public void Start(int id)
    {
        if (pending is not null)
            return;
        lease = pool.Rent(4);
        pending = new Request { Id = id };
    }

    public void Cancel(int id)
    {
        if (pending?.Id == id)
        {
            pending = null;
            pool.Return(lease!);
        }
    }

    public void Dispose()
    {
        if (pending is null)
            return;
        pending = null;
        pool.Return(lease!);
    }
}

// case: Another thread may have been quicker
sealed class Locked(LeasePool pool) : IDisposable
{
    readonly Dictionary<int, Lease> leases = [];
    readonly object gate = new();

    public void Add(int key)
    {
        if (!leases.ContainsKey(key))
        {
            var lease = pool.Rent(4); // NDIS0005
            lock (gate)
            {
                if (!leases.ContainsKey(key))
                    leases.Add(key, lease);
            }
        }
    }

    public void AddOrReturn(int key)
    {
        if (!leases.ContainsKey(key))
        {
            var lease = pool.Rent(4);
            lock (gate)
            {
                if (!leases.ContainsKey(key))
                    leases.Add(key, lease);
                else
                    pool.Return(lease);
            }
        }
    }

    public void Dispose()
    {
        foreach (var lease in leases.Values)
            pool.Return(lease);
        leases.Clear();
    }
}

// case: What is mixed of itself again and again
static class Mixed
{
    public static void Run(LeasePool pool, int n)
    {
        var a = n ^ n >> 3;
        var b = a ^ a >> 3;
        var c = b ^ b >> 3;
        var d = c ^ c >> 3;
        var e = d ^ d >> 3;
        Lease? lease = null;
        if (e > 7)
            lease = pool.Rent(4);
        if (e > 7)
            pool.Return(lease!);
    }
}
