// case: A ref struct scope over any pool
ref struct Rental<T> where T : unmanaged
{
    T[]? array;

    public Rental(ArrayPool<T> pool, int length)
    {
        Pool = pool;
        array = pool.Rent(length);
        Span = array.AsSpan(0, length);
    }

    ArrayPool<T> Pool { get; }
    public Span<T> Span { get; }

    public void Dispose()
    {
        if (array is null)
            return;
        Pool.Return(array);
        array = null;
    }
}

class Rentals
{
    public static int Good(int n)
    {
        using var rental = new Rental<int>(ArrayPool<int>.Shared, n);
        rental.Span.Fill(2);
        return rental.Span[^1];
    }

    public static int Bad(int n)
    {
        var rental = new Rental<int>(ArrayPool<int>.Shared, n); // NDIS0005
        rental.Span.Fill(2);
        return rental.Span[^1];
    }

    public static int After(int n)
    {
        var rental = new Rental<int>(ArrayPool<int>.Shared, n);
        rental.Dispose();
        return rental.Span[^1]; // NDIS0004
    }
}

// case: A generic method with a disposable that may be a struct
static class Use
{
    public static TResult Using<T, TResult>(T resource, Func<T, TResult> body) where T : IDisposable
    {
        using (resource)
            return body(resource);
    }

    public static int Good(LeasePool pool) => Using(pool.Rent(3), static lease => lease.Length);

    public static int Twice(LeasePool pool)
    {
        var lease = pool.Rent(3);
        var length = Using(lease, static one => one.Length);
        lease.Dispose(); // NDIS0003
        return length;
    }
}

// case: A generic node stack of one's own
sealed class NodeStack<T>
{
    sealed class Node(T value, Node? next)
    {
        public T Value => value;
        public Node? Next => next;
    }

    Node? head;

    public void Push(T value) => head = new Node(value, head);

    public bool TryPop([System.Diagnostics.CodeAnalysis.MaybeNullWhen(false)] out T value)
    {
        if (head is null)
        {
            value = default;
            return false;
        }

        value = head.Value;
        head = head.Next;
        return true;
    }
}

class UsesStack(LeasePool pool)
{
    public void Good()
    {
        var stack = new NodeStack<Lease>();
        stack.Push(pool.Rent(1));
        stack.Push(pool.Rent(2));
        while (stack.TryPop(out var lease))
            lease.Dispose();
    }
}

// case: Curiously recurring, with a factory of its own
abstract class Resource<TSelf> : IDisposable where TSelf : Resource<TSelf>, new()
{
    protected nint Block { get; private set; }

    public static TSelf Open(int size)
    {
        var self = new TSelf();
        self.Block = Marshal.AllocHGlobal(size);
        return self;
    }

    public void Dispose()
    {
        if (Block == 0)
            return;
        Marshal.FreeHGlobal(Block);
        Block = 0;
    }
}

sealed class Page : Resource<Page>
{
    public byte First => Marshal.ReadByte(Block);
}

class UsesPage
{
    public static int Good()
    {
        using var page = Page.Open(9);
        return page.First;
    }
}

// case: Numeric buffers by generic math
static class Maths
{
    public static T Good<T>(ReadOnlySpan<T> source) where T : struct, System.Numerics.INumber<T>
    {
        var copy = ArrayPool<T>.Shared.Rent(source.Length);
        source.CopyTo(copy);
        copy.AsSpan(0, source.Length).Sort();
        var median = copy[source.Length / 2];
        ArrayPool<T>.Shared.Return(copy);
        return median;
    }

    public static T Bad<T>(ReadOnlySpan<T> source) where T : struct, System.Numerics.INumber<T>
    {
        var copy = ArrayPool<T>.Shared.Rent(source.Length); // NDIS0005
        source.CopyTo(copy);
        if (source.Length == 0)
            return T.Zero;
        var max = copy[0];
        ArrayPool<T>.Shared.Return(copy);
        return max;
    }
}
