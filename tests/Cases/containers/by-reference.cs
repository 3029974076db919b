// case: Slots are opened and closed through the variable of a foreach
sealed class Opened(LeasePool pool) : IDisposable
{
    struct Slot
    {
        public Lease? Lease;
        public int Used;
    }

    readonly Slot[] slots = new Slot[8];

    public void Open()
    {
        foreach (ref var slot in slots.AsSpan())
            slot.Lease ??= pool.Rent(64);
    }

    public void Dispose()
    {
        foreach (ref var slot in slots.AsSpan())
        {
            if (slot.Lease is null)
                continue;
            pool.Return(slot.Lease);
            slot = default;
        }
    }
}

sealed class Plain(LeasePool pool) : IDisposable
{
    readonly Lease?[] slots = new Lease?[8];

    public void Open()
    {
        foreach (ref var slot in slots.AsSpan())
            slot ??= pool.Rent(64);
    }

    public void Close()
    {
        foreach (ref var slot in slots.AsSpan())
        {
            if (slot is null)
                continue;
            pool.Return(slot);
            slot = null;
        }
    }

    public void Dispose() => Close();
}

// case: What was given back stays in its slot
sealed class StaysThere(LeasePool pool) : IDisposable
{
    struct Slot
    {
        public Lease? Lease;
        public int Used;
    }

    readonly Slot[] slots = new Slot[8];

    public void Open()
    {
        foreach (ref var slot in slots.AsSpan())
            slot.Lease ??= pool.Rent(64);
    }

    public void Close()
    {
        foreach (ref var slot in slots.AsSpan())
        {
            if (slot.Lease is null)
                continue;
            pool.Return(slot.Lease); // NDIS0003
            slot.Used = 0;
        }
    }

    public void Dispose() => Close();
}

// case: The slots are only reset
sealed class OnlyReset(LeasePool pool) : IDisposable
{
    struct Slot
    {
        public Lease? Lease;
        public int Used;
    }

    readonly Slot[] slots = new Slot[8];

    public void Open()
    {
        foreach (ref var slot in slots.AsSpan())
            slot.Lease ??= pool.Rent(64);
    }

    public void Dispose() // NDIS0001
    {
        foreach (ref var slot in slots.AsSpan())
            slot.Used = 0;
    }
}

// case: Rows are filled by one foreach and emptied by another
static class FilledRows
{
    public static void Run(LeasePool pool, int n)
    {
        Span<Lease?> rows = new Lease?[n];
        foreach (ref var row in rows)
            row = pool.Rent(4);
        foreach (var row in rows)
            pool.Return(row!);
    }
}
