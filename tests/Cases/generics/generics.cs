// case: A generic helper passes on what it is given
static class Pass
{
    public static T Same<T>(T value) => value;
    public static T Tap<T>(this T value, Action<T> action) { action(value); return value; }
    public static void Ignore<T>(T value) => Console.WriteLine(typeof(T));
}

class Passing(LeasePool pool)
{
    public void Good(int size)
    {
        var lease = Pass.Same(pool.Rent(size));
        pool.Return(lease);
    }

    public void Bad(int size)
    {
        var lease = Pass.Same(pool.Rent(size)); // NDIS0005
        lease.Length++;
    }

    public void Ignored(int size) => Pass.Ignore(pool.Rent(size)); // NDIS0005

    public void Tapped(int size) => pool.Rent(size).Tap(lease => lease.Length++).Dispose();

    public void TappedBadly(int size) => pool.Rent(size).Tap(lease => lease.Length++); // NDIS0005 for now: silent
}

// case: Disposed through a constraint
static class Ends
{
    public static void End<T>(ref T? value) where T : class, IDisposable
    {
        value?.Dispose();
        value = null;
    }

    public static void EndAll<T>(IEnumerable<T> values) where T : IDisposable
    {
        foreach (var value in values)
            value.Dispose();
    }

    public static void EndOne<T>(T value) where T : IDisposable => value.Dispose();
}

class Ending(LeasePool pool)
{
    public void Good(int size)
    {
        var lease = pool.Rent(size); // for now: NDIS0005
        Ends.End(ref lease!);
    }

    public void Value(int size)
    {
        var lease = pool.Rent(size);
        Ends.EndOne(lease);
        lease.Dispose(); // NDIS0003 for now: silent
    }

    public void All(int size)
    {
        Lease[] leases = [pool.Rent(size), pool.Rent(size)]; // for now: NDIS0005 NDIS0005
        Ends.EndAll(leases);
    }
}

// case: A generic wrapper owns one thing
sealed class Owned<T>(T value, Action<T> release) : IDisposable
{
    public T Value { get; } = value;
    public void Dispose() => release(Value);
}

class Owning(LeasePool pool, NetBufferPool buffers, Mdl mdl)
{
    public int Good(int size)
    {
        using var owned = new Owned<Lease>(pool.Rent(size), pool.Return);
        return owned.Value.Length;
    }

    public int GoodToo()
    {
        var nb = NdisAllocateNetBuffer(buffers, mdl, 0, 3);
        if (nb.IsNull)
            return 0;
        using var owned = new Owned<NetBuffer>(nb, NdisFreeNetBuffer);
        return owned.Value.DataLength;
    }
}

// case: A generic class with a life of its own
sealed class Slot<T>(Func<T> make, Action<T> end) : IDisposable where T : class
{
    T? current;

    public T Get() => current ??= make();

    public void Dispose()
    {
        if (current is not null)
            end(current);
        current = null;
    }
}

class UsesSlot(LeasePool pool)
{
    public int Good(int size)
    {
        using var slot = new Slot<Lease>(() => pool.Rent(size), pool.Return);
        return slot.Get().Length;
    }
}

// case: A generic base with a typed hook
abstract class Processor<TItem>
{
    protected abstract TItem Take(int size);
    protected abstract void Give(TItem item);

    public void Run(int size)
    {
        var item = Take(size);
        Console.WriteLine(item);
        Give(item);
    }
}

sealed class LeaseProcessor(LeasePool pool) : Processor<Lease>
{
    protected override Lease Take(int size) => pool.Rent(size);
    protected override void Give(Lease item) => pool.Return(item);
}

// case: A generic container of this project
sealed class Bag<T>
{
    readonly List<T> items = [];
    public void Put(T item) => items.Add(item);
    public bool TryGet(out T? item)
    {
        item = default;
        if (items.Count == 0)
            return false;
        item = items[^1];
        items.RemoveAt(items.Count - 1);
        return true;
    }
}

class Bags(LeasePool pool)
{
    public void Good(int size)
    {
        var bag = new Bag<Lease>();
        bag.Put(pool.Rent(size));
        bag.Put(pool.Rent(size));
        while (bag.TryGet(out var lease))
            pool.Return(lease!);
    }

    public void Bad(int size)
    {
        var bag = new Bag<Lease>();
        bag.Put(pool.Rent(size)); // NDIS0005
        Console.WriteLine(bag);
    }
}

// case: A generic try method
static class Try
{
    public static bool Get<T>(Func<T> make, out T? value) where T : class
    {
        try
        {
            value = make();
            return true;
        }
        catch (InvalidOperationException)
        {
            value = null;
            return false;
        }
    }
}

class Trying(LeasePool pool)
{
    public void Good(int size)
    {
        if (Try.Get(() => pool.Rent(size), out var lease))
            pool.Return(lease!);
    }

    public void Bad(int size)
    {
        if (Try.Get(() => pool.Rent(size), out var lease)) // NDIS0005 for now: silent
            lease!.Length = 2;
    }
}

// case: Two instantiations do not mix
static class Registry<T> where T : class
{
    static T? current;

    public static T? Swap(T? value)
    {
        var old = current;
        current = value;
        return old;
    }
}

class Registered(LeasePool pool)
{
    public void Run(int size)
    {
        Registry<string>.Swap("name");
        var old = Registry<Lease>.Swap(pool.Rent(size));
        old?.Dispose();
    }
}
