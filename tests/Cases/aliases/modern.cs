// case: The same owner behind an interface, an object and a dynamic cast
class Casts
{
    public static int Good(int n)
    {
        IDisposable disposable = MemoryPool<byte>.Shared.Rent(n);
        var memory = ((IMemoryOwner<byte>)disposable).Memory;
        var length = memory.Length;
        disposable.Dispose();
        return length;
    }

    public static int Bad(int n)
    {
        object boxed = MemoryPool<byte>.Shared.Rent(n);
        if (boxed is IMemoryOwner<byte> owner)
            owner.Dispose();
        return boxed is IMemoryOwner<byte> again ? again.Memory.Length : 0; // NDIS0004
    }
}

// case: A GCHandle that travels as an integer to a callback
class Callbacks
{
    static void Done(nint context)
    {
        var handle = GCHandle.FromIntPtr(context);
        Console.WriteLine(handle.Target);
        handle.Free();
    }

    public static void Good(object target) => Done(GCHandle.ToIntPtr(GCHandle.Alloc(target)));

    public static void Bad(object target)
    {
        var handle = GCHandle.Alloc(target);
        Done((nint)handle);
        handle.Free(); // NDIS0003
    }
}

// case: Swapped by tuples in a sort of two
class Ordered(LeasePool pool)
{
    public void Good(int a, int b)
    {
        var small = pool.Rent(a);
        var large = pool.Rent(b);
        if (small.Length > large.Length)
            (small, large) = (large, small);
        small.Dispose();
        large.Dispose();
    }

    public void Bad(int a, int b)
    {
        var small = pool.Rent(a);
        var large = pool.Rent(b); // NDIS0002
        if (small.Length > large.Length)
            small = large;
        small.Dispose();
        if (!ReferenceEquals(small, large))
            large.Dispose();
    }
}

// case: A current one that may be the default
class Current(LeasePool pool) : IDisposable
{
    readonly Lease fallback = pool.Rent(1);
    Lease? current;

    public void Choose(int size)
    {
        if (current is not null && current != fallback)
            current.Dispose();
        current = size > 1 ? pool.Rent(size) : fallback;
    }

    public void Dispose()
    {
        if (current is not null && !ReferenceEquals(current, fallback))
            current.Dispose();
        fallback.Dispose();
    }
}

sealed class CurrentBadly(LeasePool pool) : IDisposable
{
    readonly Lease fallback = pool.Rent(1);
    Lease? current;

    public void Choose(int size)
    {
        if (current != fallback)
            current?.Dispose();
        current = size > 1 ? pool.Rent(size) : fallback;
    }

    public void Dispose()
    {
        current?.Dispose();
        fallback.Dispose(); // NDIS0003
    }
}

// case: Reinterpreted spans over one array
class Reinterpreted
{
    public static int Good(int n)
    {
        var bytes = ArrayPool<byte>.Shared.Rent(n * sizeof(int));
        var ints = MemoryMarshal.Cast<byte, int>(bytes.AsSpan(0, n * sizeof(int)));
        ints.Fill(3);
        var last = ints[^1];
        ArrayPool<byte>.Shared.Return(bytes);
        return last;
    }

    public static int Bad(int n)
    {
        var bytes = ArrayPool<byte>.Shared.Rent(n * sizeof(int));
        var ints = MemoryMarshal.Cast<byte, int>(bytes.AsSpan(0, n * sizeof(int)));
        ints.Fill(3);
        ArrayPool<byte>.Shared.Return(bytes);
        return ints[^1]; // NDIS0004
    }
}

// case: A cursor over two buffers
class Cursors(LeasePool pool)
{
    public int Good(int n)
    {
        var even = pool.Rent(1);
        var odd = pool.Rent(2);
        var current = even;
        for (var i = 0; i < n; i++)
        {
            current.Length += i;
            current = ReferenceEquals(current, even) ? odd : even;
        }

        var sum = even.Length + odd.Length;
        even.Dispose();
        odd.Dispose();
        return sum;
    }

    public int Bad(int n)
    {
        var even = pool.Rent(1);
        var odd = pool.Rent(2); // NDIS0005
        var current = even;
        for (var i = 0; i < n; i++)
            current = ReferenceEquals(current, even) ? odd : even;
        even.Dispose();
        return n;
    }

    public void Through()
    {
        var even = pool.Rent(1);
        var current = even;
        current.Dispose();
        Console.WriteLine(even.Length); // NDIS0004
    }
}

// case: A struct copy before the object is replaced
struct State
{
    public Lease? Lease;
    public int Version;
}

class States(LeasePool pool)
{
    public void Good()
    {
        var state = new State { Lease = pool.Rent(1) };
        var before = state;
        state.Lease = pool.Rent(2);
        state.Version++;
        before.Lease!.Dispose();
        state.Lease.Dispose();
    }

    public void Bad()
    {
        var state = new State { Lease = pool.Rent(1) };
        var before = state;
        state.Lease = pool.Rent(2); // NDIS0005
        before.Lease!.Dispose();
        Console.WriteLine(state.Version);
    }
}

// case: An alias in an array and one in a local
class Both(LeasePool pool)
{
    public void Good()
    {
        Lease[] all = [pool.Rent(1), pool.Rent(2)];
        var first = all[0];
        first.Write([1]);
        foreach (var lease in all)
            lease.Dispose();
    }

    public void Bad()
    {
        Lease[] all = [pool.Rent(1), pool.Rent(2)];
        var first = all[0];
        foreach (var lease in all)
            lease.Dispose();
        first.Dispose(); // NDIS0003
    }
}
