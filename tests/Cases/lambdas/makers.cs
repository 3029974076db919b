// case: A constructor calls the function that it is given
sealed class Slot : IDisposable
{
    Lease? held;

    public Slot(Func<Lease> take) => held = take();

    public int Length => held!.Length;

    public void Dispose()
    {
        held?.Dispose();
        held = null;
    }
}

class UsesSlot(LeasePool pool)
{
    public int Good(int size)
    {
        using var slot = new Slot(() => pool.Rent(size));
        return slot.Length;
    }

    public int Bad(int size)
    {
        var slot = new Slot(() => pool.Rent(size)); // NDIS0005
        return slot.Length;
    }
}

// case: A field begins with what a function of the primary constructor makes
sealed class Slot<T>(Func<T> take, Action<T> give) : IDisposable where T : class
{
    T? held = take();

    public T Value => held ?? throw new ObjectDisposedException(nameof(Slot<T>));

    public void Dispose()
    {
        if (held is { } last)
            give(last);
        held = null;
    }
}

class UsesSlot(LeasePool pool)
{
    public int Good(int size)
    {
        using var slot = new Slot<Lease>(() => pool.Rent(size), pool.Return);
        return slot.Value.Length;
    }

    public int Bad(int size)
    {
        var slot = new Slot<Lease>(() => pool.Rent(size), pool.Return); // NDIS0005
        return slot.Value.Length;
    }

    public int GivesNothing(int size)
    {
        using var slot = new Slot<Lease>(() => pool.Rent(size), lease => Console.WriteLine(lease.Length)); // NDIS0005
        return slot.Value.Length;
    }
}
