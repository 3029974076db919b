// case: A static abstract member gives back
interface IPooled<TSelf> where TSelf : IPooled<TSelf>
{
    static abstract void GiveBack(LeasePool pool, Lease lease);
}

readonly struct Honest : IPooled<Honest>
{
    public static void GiveBack(LeasePool pool, Lease lease) => pool.Return(lease);
}

readonly struct Sloppy : IPooled<Sloppy>
{
    public static void GiveBack(LeasePool pool, Lease lease) => lease.Length = 0;
}

class Policies(LeasePool pool)
{
    static void Use<TPolicy>(LeasePool pool, Lease lease) where TPolicy : IPooled<TPolicy> => TPolicy.GiveBack(pool, lease);

    public void Good()
    {
        var lease = pool.Rent(1);
        Use<Honest>(pool, lease);
    }

    public void Bad()
    {
        var lease = pool.Rent(1); // NDIS0005
        Use<Sloppy>(pool, lease);
    }
}

// case: A generic owner of anything disposable
sealed class Owner<T>(T value) : IDisposable where T : class, IDisposable
{
    T? value = value;

    public T Value => value ?? throw new ObjectDisposedException(nameof(Owner<T>));

    public T Release()
    {
        var released = Value;
        value = null;
        return released;
    }

    public void Dispose() => value?.Dispose();
}

class OwnerUse(LeasePool pool)
{
    public int Good()
    {
        using var owner = new Owner<Lease>(pool.Rent(2));
        return owner.Value.Length;
    }

    public int Bad()
    {
        var owner = new Owner<Lease>(pool.Rent(2)); // NDIS0005
        return owner.Value.Length;
    }

    public void Released()
    {
        using var owner = new Owner<Lease>(pool.Rent(2));
        var lease = owner.Release();
        pool.Return(lease);
    }
}

// case: A generic pool behind an interface
interface IPool<T>
{
    T Get();
    void Put(T item);
}

sealed class Leases(LeasePool pool) : IPool<Lease>
{
    public Lease Get() => pool.Rent(32);
    public void Put(Lease item) => pool.Return(item);
}

class Worker<TPool>(TPool pool) where TPool : IPool<Lease>
{
    public void Good()
    {
        var lease = pool.Get();
        lease.Length = 1;
        pool.Put(lease);
    }

    public void Bad(bool done)
    {
        var lease = pool.Get(); // NDIS0005
        if (done)
            return;
        pool.Put(lease);
    }
}

// case: A generic array rented by element type
static class Buffers<T>
{
    public static T[] Take(int size) => ArrayPool<T>.Shared.Rent(size);
    public static void Give(ref T[]? buffer)
    {
        if (buffer is { } some)
        {
            ArrayPool<T>.Shared.Return(some);
            buffer = null;
        }
    }
}

class Sorting
{
    public long Good(ReadOnlySpan<long> numbers)
    {
        var copy = Buffers<long>.Take(numbers.Length);
        numbers.CopyTo(copy);
        Array.Sort(copy, 0, numbers.Length);
        var median = copy[numbers.Length / 2];
        Buffers<long>.Give(ref copy!);
        return median;
    }

    public long Bad(ReadOnlySpan<long> numbers)
    {
        var copy = Buffers<long>.Take(numbers.Length); // NDIS0005
        numbers.CopyTo(copy);
        if (numbers.Length == 1)
            return copy[0];
        Array.Sort(copy, 0, numbers.Length);
        var median = copy[numbers.Length / 2];
        Buffers<long>.Give(ref copy!);
        return median;
    }
}

// case: An extension block
static class LeaseExtensions
{
    extension(Lease lease)
    {
        public void ReturnTo(LeasePool pool) => pool.Return(lease);
        public bool IsLong => lease.Length > 100;
    }

    extension(LeasePool pool)
    {
        public Lease RentSmall() => pool.Rent(16);
    }
}

class ExtensionUse(LeasePool pool)
{
    public void Good()
    {
        var lease = pool.RentSmall();
        lease.ReturnTo(pool);
    }

    public bool Bad()
    {
        var lease = pool.RentSmall(); // NDIS0005
        if (lease.IsLong)
            return true;
        lease.ReturnTo(pool);
        return false;
    }

    public void Twice()
    {
        var lease = pool.RentSmall();
        lease.ReturnTo(pool);
        lease.ReturnTo(pool); // NDIS0003
    }
}

// case: A generic fold over an owner
class Folding(LeasePool pool)
{
    static TState Fold<TItem, TState>(IEnumerable<TItem> items, TState start, Func<TState, TItem, TState> step)
    {
        var state = start;
        foreach (var item in items)
            state = step(state, item);
        return state;
    }

    public void Good(int[] sizes)
    {
        var lease = Fold(sizes, pool.Rent(1), (state, size) =>
        {
            state.Length += size;
            return state;
        });
        pool.Return(lease);
    }

    public int Bad(int[] sizes)
    {
        var lease = Fold(sizes, pool.Rent(1), (state, size) => // NDIS0005
        {
            state.Length += size;
            return state;
        });
        return lease.Length;
    }
}

// case: What goes wrong for every caller is told where it does
interface IEnding<TSelf> where TSelf : IEnding<TSelf>
{
    static abstract Lease Make(LeasePool pool);
    static abstract void End(LeasePool pool, Lease lease);
}

sealed class Single : IEnding<Single>
{
    public static Lease Make(LeasePool pool) => pool.Rent(3);
    public static void End(LeasePool pool, Lease lease) => pool.Return(lease);
}

class Runs(LeasePool pool)
{
    void Good<T>() where T : IEnding<T>
    {
        var lease = T.Make(pool);
        T.End(pool, lease);
    }

    void Bad<T>() where T : IEnding<T>
    {
        var lease = T.Make(pool);
        T.End(pool, lease);
        T.End(pool, lease); // NDIS0003
    }

    void Lost<T>() where T : IEnding<T>
    {
        var lease = T.Make(pool); // NDIS0005
        lease.Length = 3;
    }

    public void All()
    {
        Good<Single>();
        Bad<Single>();
        Lost<Single>();
    }
}
