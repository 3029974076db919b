// case: A delegate field that is replaced in tests
class Clocked(LeasePool pool)
{
    Func<int, Lease> factory = pool.Rent;

    internal void Replace(Func<int, Lease> other) => factory = other;

    public int Good()
    {
        var lease = factory(3);
        var length = lease.Length;
        lease.Dispose();
        return length;
    }
}

// case: A pipeline of middleware
delegate int Step(Lease lease, Func<Lease, int> next);

class Pipeline(LeasePool pool)
{
    static int Log(Lease lease, Func<Lease, int> next)
    {
        Console.WriteLine(lease.Length);
        return next(lease);
    }

    static int Finish(Lease lease)
    {
        lease.Dispose();
        return 1;
    }

    static int Forget(Lease lease) => lease.Length;

    public int Good()
    {
        Step first = Log;
        return first(pool.Rent(3), Finish);
    }

    public int Bad()
    {
        Step first = Log;
        return first(pool.Rent(3), Forget); // NDIS0005
    }

    public int Twice()
    {
        var lease = pool.Rent(3);
        Step first = Log;
        var done = first(lease, Finish);
        lease.Dispose(); // NDIS0003
        return done;
    }
}

// case: A continuation passed through two helpers
class Continuations(NetBufferPool pool, Mdl mdl)
{
    void With(Action<NetBuffer> body) => WithSized(8, body);

    void WithSized(int size, Action<NetBuffer> body)
    {
        var nb = NdisAllocateNetBuffer(pool, mdl, 0, size);
        if (nb.IsNull)
            return;
        body(nb);
        NdisFreeNetBuffer(nb);
    }

    public int Good()
    {
        var length = 0;
        With(nb => length = nb.DataLength);
        return length;
    }

    public void Bad() => With(nb => // NDIS0003
    {
        if (nb.DataLength > 3)
            NdisFreeNetBuffer(nb);
    });
}

// case: Chosen by a switch expression of method groups
class Chosen(LeasePool pool)
{
    void Keep(Lease lease) => pool.Return(lease);
    void Drop(Lease lease) => lease.Dispose();
    void Leak(Lease lease) => lease.Length = 0;

    public void Good(int mode)
    {
        Action<Lease> end = mode switch { 0 => Keep, _ => Drop };
        var lease = pool.Rent(3);
        end(lease);
    }

    public void Bad(int mode)
    {
        Action<Lease> end = mode switch { 0 => Keep, 1 => Drop, _ => Leak };
        var lease = pool.Rent(3); // NDIS0005
        end(lease);
    }
}

// case: A disposable made of an action
sealed class Scope(Action end) : IDisposable
{
    Action? end = end;

    public void Dispose() => Interlocked.Exchange(ref end, null)?.Invoke();
}

class Scopes(LeasePool pool)
{
    public int Good()
    {
        var lease = pool.Rent(3);
        using var scope = new Scope(() => lease.Dispose());
        return lease.Length;
    }

    public int Bad()
    {
        var lease = pool.Rent(3); // NDIS0005
        using var scope = new Scope(() => Console.WriteLine("end"));
        return lease.Length;
    }
}

// case: A command table of methods
class Commands
{
    readonly LeasePool pool;
    readonly Dictionary<string, Func<int, int>> table;

    public Commands(LeasePool pool)
    {
        this.pool = pool;
        table = new() { ["get"] = Get, ["put"] = Put };
    }

    int Get(int n)
    {
        using var lease = pool.Rent(n);
        return lease.Length;
    }

    int Put(int n)
    {
        var lease = pool.Rent(n); // NDIS0005
        return lease.Length;
    }

    public int Run(string name, int n) => table.TryGetValue(name, out var command) ? command(n) : 0;
}

// case: A memoised factory
class Memo(LeasePool pool)
{
    static Func<T> Once<T>(Func<T> make) where T : class
    {
        T? made = null;
        return () => made ??= make();
    }

    public int Good()
    {
        var get = Once(() => pool.Rent(4));
        var length = get().Length;
        get().Dispose();
        return length;
    }
}

// case: A callback with out and ref
delegate bool Filler(Span<byte> target, out int written);

class Fillers
{
    public static byte[] Good(Filler fill)
    {
        var size = 16;
        var array = ArrayPool<byte>.Shared.Rent(size);
        int written;
        while (!fill(array, out written))
        {
            ArrayPool<byte>.Shared.Return(array);
            array = ArrayPool<byte>.Shared.Rent(size *= 2);
        }

        var result = array[..written];
        ArrayPool<byte>.Shared.Return(array);
        return result;
    }

    public static int Bad(Filler fill)
    {
        var array = ArrayPool<byte>.Shared.Rent(16); // NDIS0005
        if (!fill(array, out var written))
            return -1;
        ArrayPool<byte>.Shared.Return(array);
        return written;
    }
}

// case: An observer is disposed with its subscription
sealed class Subscription(Action unsubscribe) : IDisposable
{
    public void Dispose() => unsubscribe();
}

class Observed(LeasePool pool)
{
    public IDisposable Good(Action<Lease> sink)
    {
        var lease = pool.Rent(4);
        sink(lease);
        return new Subscription(() => lease.Dispose());
    }

    public IDisposable Bad(Action<int> sink)
    {
        var lease = pool.Rent(4); // NDIS0005
        sink(lease.Length);
        return new Subscription(() => sink(0));
    }
}

// case: Three helpers hand a callback down
class Deep(NetBufferPool pool, Mdl mdl)
{
    void A(Action<NetBuffer> body) => B(1, body);
    void B(int size, Action<NetBuffer> body) => C(size + 1, body, retry: false);

    void C(int size, Action<NetBuffer> body, bool retry)
    {
        var nb = NdisAllocateNetBuffer(pool, mdl, 0, size);
        if (nb.IsNull)
        {
            if (!retry)
                C(size, body, retry: true);
            return;
        }

        body(nb);
    }

    public void Good() => A(nb => NdisFreeNetBuffer(nb));

    public int Bad()
    {
        var sum = 0;
        A(nb => sum += nb.DataLength); // NDIS0005
        return sum;
    }
}

// case: A wrapper of a callback adds to it
class Wrapped(LeasePool pool)
{
    void With(int size, Action<Lease> body)
    {
        var lease = pool.Rent(size);
        body(lease);
        lease.Dispose();
    }

    void Logged(int size, Action<Lease> body) => With(size, lease =>
    {
        Console.WriteLine(lease.Length);
        body(lease);
    });

    public void Good() => Logged(3, lease => lease.Write([1]));

    public void Bad() => Logged(3, lease => lease.Dispose()); // NDIS0003
}
