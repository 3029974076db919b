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

// case: A pooled list that is a disposable
sealed class PooledList<T> : IDisposable
{
    T[] items = ArrayPool<T>.Shared.Rent(4);
    int count;

    public int Count => count;

    public ref T this[int index] => ref items[index];

    public void Add(T item)
    {
        if (count == items.Length)
            Grow();
        items[count++] = item;
    }

    void Grow()
    {
        var larger = ArrayPool<T>.Shared.Rent(items.Length * 2);
        items.AsSpan(0, count).CopyTo(larger);
        ArrayPool<T>.Shared.Return(items, System.Runtime.CompilerServices.RuntimeHelpers.IsReferenceOrContainsReferences<T>());
        items = larger;
    }

    public Span<T> AsSpan() => items.AsSpan(0, count);

    public Enumerator GetEnumerator() => new(this);

    public void Dispose()
    {
        if (items.Length == 0)
            return;
        var old = items;
        items = [];
        count = 0;
        ArrayPool<T>.Shared.Return(old);
    }

    public struct Enumerator(PooledList<T> list)
    {
        int at = -1;
        public readonly T Current => list.items[at];
        public bool MoveNext() => ++at < list.count;
    }
}

class UsesPooledList
{
    public static int Good(int[] numbers)
    {
        using var list = new PooledList<int>();
        foreach (var number in numbers)
            list.Add(number);
        var sum = 0;
        foreach (var number in list)
            sum += number;
        return sum + list.AsSpan().Length;
    }

    public static int Bad(int[] numbers)
    {
        var list = new PooledList<int>(); // NDIS0005
        foreach (var number in numbers)
            list.Add(number); // NDIS0005
        return list.Count;
    }

    public static int Early(int[] numbers)
    {
        var list = new PooledList<string>(); // NDIS0005
        list.Add("x"); // NDIS0005
        if (numbers.Length == 0)
            return 0;
        list.Dispose();
        return 1;
    }
}

// case: An owner that is sliced keeps the owner
sealed class Slice<T>(IMemoryOwner<T> owner, int length) : IMemoryOwner<T>
{
    public Memory<T> Memory => owner.Memory[..length];
    public void Dispose() => owner.Dispose();
}

static class Owners
{
    public static IMemoryOwner<byte> Exactly(int length) => new Slice<byte>(MemoryPool<byte>.Shared.Rent(length), length);

    public static int Good(int n)
    {
        using var owner = Exactly(n);
        return owner.Memory.Length;
    }

    public static int Bad(int n)
    {
        var owner = Exactly(n); // NDIS0005
        return owner.Memory.Length;
    }

    public static int Late(int n)
    {
        Memory<byte> memory;
        using (var owner = Exactly(n))
            memory = owner.Memory;
        return memory.Span[0]; // NDIS0004
    }
}

// case: An object pool with a policy and a lease struct
sealed class Pool<T>(Func<T> make) where T : class
{
    readonly ConcurrentQueue<T> idle = new();

    public T Take() => idle.TryDequeue(out var item) ? item : make();
    public void Give(T item) => idle.Enqueue(item);

    public Loan Borrow() => new(this, Take());

    public readonly struct Loan(Pool<T> pool, T item) : IDisposable
    {
        public T Item => item;
        public void Dispose() => pool.Give(item);
    }
}

class UsesPool
{
    readonly Pool<Lease> pool;

    public UsesPool(LeasePool leases) => pool = new(() => leases.Rent(64));

    public int Good()
    {
        using var loan = pool.Borrow();
        return loan.Item.Length;
    }
}

// case: A static generic cache per type
static class Cache<T>
{
    [ThreadStatic]
    static T[]? cached;

    public static T[] Take(int n)
    {
        if (Interlocked.Exchange(ref cached, null) is { } array && array.Length >= n)
            return array;
        return ArrayPool<T>.Shared.Rent(n);
    }

    public static void Give(T[] array)
    {
        if (Interlocked.CompareExchange(ref cached, array, null) is not null)
            ArrayPool<T>.Shared.Return(array);
    }
}

class UsesCache
{
    public static int Good(int n)
    {
        var array = Cache<int>.Take(n);
        var length = array.Length;
        Cache<int>.Give(array);
        return length;
    }
}
