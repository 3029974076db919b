// case: Disposable from a delegate
sealed class OnDispose(Action action) : IDisposable
{
    Action? action = action;

    public void Dispose() => Interlocked.Exchange(ref action, null)?.Invoke();
}

sealed class Scoped(LeasePool pool)
{
    (Lease Lease, IDisposable Scope) Enter(int size)
    {
        var lease = pool.Rent(size);
        return (lease, new OnDispose(() => pool.Return(lease)));
    }

    public int Good(int size)
    {
        var (lease, scope) = Enter(size);
        using (scope)
            return lease.Length;
    }

    public int Bad(int size)
    {
        var (lease, scope) = Enter(size); // NDIS0005
        if (lease.Length == 0)
            return 0;
        scope.Dispose();
        return 1;
    }
}

// case: Callback with state and string create
sealed class Hex
{
    public static string Good(ReadOnlySpan<byte> data)
    {
        var copy = ArrayPool<byte>.Shared.Rent(data.Length);
        data.CopyTo(copy);
        var result = string.Create(data.Length * 2, copy, static (span, bytes) =>
        {
            for (var i = 0; i < span.Length / 2; i++)
            {
                span[i * 2] = "0123456789abcdef"[bytes[i] >> 4];
                span[(i * 2) + 1] = "0123456789abcdef"[bytes[i] & 15];
            }
        });
        ArrayPool<byte>.Shared.Return(copy);
        return result;
    }

    public static string Bad(ReadOnlySpan<byte> data)
    {
        var copy = ArrayPool<byte>.Shared.Rent(data.Length); // NDIS0005
        data.CopyTo(copy);
        return string.Create(data.Length * 2, copy, static (span, bytes) => span[0] = (char)bytes[0]);
    }
}

// case: Scoped callback kept
sealed class Ender(Action action) : IDisposable
{
    public void Dispose() => action();
}
sealed class Many : IDisposable
{
    readonly List<IDisposable> all = [];
    public void Add(IDisposable one) => all.Add(one);
    public void Dispose()
    {
        foreach (var one in all)
            one.Dispose();
    }
}

sealed class Scoped(LeasePool pool)
{
    static Ender? last;
    Ender? own;
    readonly List<Ender> enders = [];

    public IDisposable A(int size)
    {
        var lease = pool.Rent(size);
        lease.Length = 3;
        return new Ender(() => pool.Return(lease));
    }
    public void B(int size)
    {
        var lease = pool.Rent(size);
        own = new Ender(() => pool.Return(lease));
    }
    public void C(int size)
    {
        var lease = pool.Rent(size);
        last = new Ender(() => pool.Return(lease));
    }
    public void D(int size)
    {
        var lease = pool.Rent(size);
        enders.Add(new Ender(() => pool.Return(lease)));
    }
    public Many E(int size)
    {
        var many = new Many();
        var lease = pool.Rent(size);
        many.Add(new Ender(() => pool.Return(lease)));
        return many;
    }
    public void F(int size)
    {
        using var many = new Many();
        var lease = pool.Rent(size);
        many.Add(new Ender(() => pool.Return(lease)));
    }
    public void G(bool wanted)
    {
        Lease? lease = wanted ? pool.Rent(3) : null;
        using var ender = lease is null ? null : new Ender(() => pool.Return(lease));
        Console.WriteLine(wanted);
    }
    public (Lease, IDisposable) H(int size)
    {
        var lease = pool.Rent(size);
        return (lease, new Ender(() => pool.Return(lease)));
    }
    public void I(int size, CancellationToken token)
    {
        var lease = pool.Rent(size);
        token.Register(() => pool.Return(lease));
    }
    public Task<int> J(int size, Task<int> other)
    {
        var lease = pool.Rent(size);
        return other.ContinueWith(done =>
        {
            pool.Return(lease);
            return done.Result;
        });
    }
    public void K(int size)
    {
        var lease = pool.Rent(size);
        try
        {
            Run(() => lease.Length = 4);
        }
        finally
        {
            pool.Return(lease);
        }
    }
    static void Run(Action action) => action();
}

// case: LINQ over leased objects
sealed class Queries(LeasePool pool)
{
    public int Good(IReadOnlyList<int> sizes)
    {
        var leases = sizes.Select(size => pool.Rent(size)).ToList();
        var total = leases.Sum(lease => lease.Length);
        leases.ForEach(pool.Return);
        return total;
    }

    public int GoodArray(IReadOnlyList<int> sizes)
    {
        var leases = sizes.Where(size => size > 0).Select(pool.Rent).ToArray();
        var total = leases.Max(lease => lease.Length);
        Array.ForEach(leases, lease => pool.Return(lease));
        return total;
    }

    public int Bad(IReadOnlyList<int> sizes)
    {
        var lease = pool.Rent(sizes.Count); // NDIS0005
        var total = sizes.Sum(size => size + lease.Length);
        if (total > 100)
            return 100;
        pool.Return(lease);
        return total;
    }
}
