// case: A deferred cleanup list of actions
class Cleanups(LeasePool pool)
{
    public void Good()
    {
        var cleanups = new Stack<Action>();
        try
        {
            var a = pool.Rent(1);
            cleanups.Push(() => a.Dispose());
            var b = pool.Rent(2);
            cleanups.Push(() => b.Dispose());
        }
        finally
        {
            while (cleanups.TryPop(out var cleanup))
                cleanup();
        }
    }
}

// case: Linq over what is leased, then given back
class Queries(LeasePool pool)
{
    public int Good(int[] sizes)
    {
        var leases = sizes.Select(size => pool.Rent(size)).ToArray();
        var total = leases.Where(lease => lease.Length > 3).Sum(lease => lease.Length);
        foreach (var lease in leases)
            lease.Dispose();
        return total;
    }

    public int OrderedGood(int size)
    {
        using var lease = pool.Rent(size);
        return Enumerable.Range(0, lease.Length).OrderBy(i => -i).FirstOrDefault(i => i < lease.Length);
    }
}

// case: A lambda with a default parameter and a static lambda with state
class Defaults(LeasePool pool)
{
    public int Good()
    {
        var take = (int size = 4) => pool.Rent(size);
        var lease = take();
        var use = static (Lease one, int more = 1) => one.Length + more;
        var length = use(lease);
        lease.Dispose();
        return length;
    }

    public int Bad()
    {
        var take = (int size = 4) => pool.Rent(size);
        var lease = take(); // NDIS0005
        var use = static (Lease one, int more = 1) => one.Length + more;
        return use(lease, 3);
    }
}

// case: A scope helper over generic state
static class Scoped
{
    public static TResult WithArray<TState, TResult>(int size, TState state, Func<byte[], TState, TResult> body)
    {
        var array = ArrayPool<byte>.Shared.Rent(size);
        try
        {
            return body(array, state);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(array);
        }
    }

    public static int Good(Stream stream) => WithArray(64, stream, static (array, source) => source.Read(array, 0, array.Length));

    public static byte[] Bad(Stream stream)
    {
        var array = WithArray(64, stream, static (array, _) => array);
        array[0] = 1; // NDIS0004
        return [];
    }
}

// case: An event handler that unsubscribes itself
class Source
{
    public event EventHandler? Done;
    public void Raise() => Done?.Invoke(this, EventArgs.Empty);
}

class Listener(LeasePool pool)
{
    public void Good(Source source)
    {
        var lease = pool.Rent(3);
        source.Done += OnDone;

        void OnDone(object? sender, EventArgs e)
        {
            source.Done -= OnDone;
            lease.Dispose();
        }
    }

    public int Bad(Source source)
    {
        var lease = pool.Rent(3); // NDIS0005
        source.Done += (_, _) => Console.WriteLine("done");
        return lease.Length;
    }
}
