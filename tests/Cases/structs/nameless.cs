// case: An anonymous object carries it
class Nameless(LeasePool pool)
{
    public void Good(int size)
    {
        var message = new { Size = size, Lease = pool.Rent(size) };
        message.Lease.Length = message.Size;
        pool.Return(message.Lease);
    }

    public void Bad(int size)
    {
        var message = new { Size = size, Lease = pool.Rent(size) }; // NDIS0005
        message.Lease.Length = message.Size;
    }

    public void Twice(int size)
    {
        var lease = pool.Rent(size);
        var message = new { lease, size };
        pool.Return(message.lease);
        lease.Dispose(); // NDIS0003
    }

    public object HandedOut(int size) => new { Lease = pool.Rent(size) };
}

// case: A handle and its copies
class Copies(object target)
{
    static void End(ref GCHandle handle)
    {
        if (handle.IsAllocated)
            handle.Free();
    }

    public void Good()
    {
        var handle = GCHandle.Alloc(target);
        End(ref handle);
        End(ref handle);
    }

    public void Bad()
    {
        var handle = GCHandle.Alloc(target);
        var copy = handle;
        if (handle.IsAllocated)
            handle.Free();
        if (copy.IsAllocated)
            copy.Free(); // NDIS0003
    }
}

sealed class Pinned(object target) : IDisposable
{
    GCHandle handle = GCHandle.Alloc(target);

    public void Close()
    {
        if (handle.IsAllocated)
            handle.Free();
    }

    public void Dispose() => Close();
}

sealed class PinnedBadly(object target) : IDisposable
{
    readonly GCHandle handle = GCHandle.Alloc(target);

    public void Close()
    {
        if (handle.IsAllocated)
            handle.Free(); // NDIS0003 (a readonly field gives it a copy to empty)
    }

    public void Dispose() => Close();
}
