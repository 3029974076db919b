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

// case: A timer that disposes what it captured, once
sealed class Delayed(LeasePool pool)
{
    public void Good(int size)
    {
        var lease = pool.Rent(size);
        Timer? timer = null;
        timer = new Timer(_ =>
        {
            lease.Dispose();
            timer?.Dispose();
        });
        timer.Change(100, Timeout.Infinite);
    }

    public int Bad(int size)
    {
        var lease = pool.Rent(size); // NDIS0005
        using var timer = new Timer(static _ => Console.WriteLine("tick"), null, 0, 10);
        return lease.Length;
    }
}

// case: A cancellation callback returns the lease
class Cancelled(LeasePool pool)
{
    public async Task Good(Stream stream, CancellationToken cancellation)
    {
        var lease = pool.Rent(16);
        try
        {
            using var registration = cancellation.Register(static state => ((Stream)state!).Close(), stream);
            await stream.WriteAsync(lease.Memory, CancellationToken.None);
        }
        finally
        {
            lease.Dispose();
        }
    }
}

// case: Aggregated by a fold
class Folds(LeasePool pool)
{
    public int Good(int[] sizes)
    {
        using var lease = pool.Rent(sizes.Length);
        return sizes.Aggregate(0, (sum, size) => sum + size + lease.Length);
    }

    public int Bad(int[] sizes)
    {
        var lease = pool.Rent(sizes.Length); // NDIS0005
        return sizes.Where(size => size > lease.Length).Count();
    }

    public IEnumerable<int> Later(int[] sizes)
    {
        using var lease = pool.Rent(sizes.Length);
        return sizes.Select(size => size + lease.Length).ToList();
    }
}

// case: A recursive local function with a shared buffer
class Walk
{
    public static int Good(string folder, int depth)
    {
        var buffer = ArrayPool<char>.Shared.Rent(256);
        var count = Visit(folder, depth);
        ArrayPool<char>.Shared.Return(buffer);
        return count;

        int Visit(string path, int left)
        {
            path.CopyTo(0, buffer, 0, Math.Min(path.Length, buffer.Length));
            if (left == 0)
                return 1;
            var sum = 0;
            foreach (var below in Directory.EnumerateDirectories(path))
                sum += Visit(below, left - 1);
            return sum;
        }
    }

    public static int Bad(string folder, int depth)
    {
        var buffer = ArrayPool<char>.Shared.Rent(256);
        var count = Visit(folder, depth);
        return count + Visit(folder, depth); // NDIS0003

        int Visit(string path, int left)
        {
            Console.WriteLine(path);
            ArrayPool<char>.Shared.Return(buffer);
            return left;
        }
    }
}
