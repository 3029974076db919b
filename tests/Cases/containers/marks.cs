// case: A second array says which places are taken
sealed class Taken(LeasePool pool) : IDisposable
{
    readonly Lease[] leases = new Lease[32];
    readonly bool[] taken = new bool[32];

    public void Take(int at)
    {
        if (taken[at])
            return;
        taken[at] = true;
        leases[at] = pool.Rent(4);
    }

    public void Give(int at)
    {
        if (!taken[at])
            return;
        taken[at] = false;
        pool.Return(leases[at]);
    }

    public void Dispose()
    {
        for (var i = 0; i < 32; i++)
            Give(i);
    }
}

// case: Bits say which places are taken
sealed class Bits(LeasePool pool) : IDisposable
{
    readonly Lease[] leases = new Lease[32];
    uint taken;

    public void Take(int at)
    {
        if ((taken & 1u << at) != 0)
            return;
        taken |= 1u << at;
        leases[at] = pool.Rent(4);
    }

    public void Dispose()
    {
        for (var i = 0; i < 32; i++)
        {
            if ((taken & 1u << i) == 0)
                continue;
            taken &= ~(1u << i);
            pool.Return(leases[i]);
        }
    }
}

// case: Nobody keeps the marks
sealed class Unkept(LeasePool pool) : IDisposable
{
    readonly Lease[] leases = new Lease[32];
    readonly bool[] taken = new bool[32];

    public void Take(int at)
    {
        if (taken[at])
            return;
        leases[at] = pool.Rent(4); // NDIS0002
    }

    public void Dispose()
    {
        for (var i = 0; i < 32; i++)
            leases[i]?.Dispose();
    }
}

// case: Slots that are linked by index
sealed class LinkedSlots(LeasePool pool) : IDisposable
{
    struct Slot
    {
        public Lease Lease;
        public int Next;
    }

    readonly Slot[] slots = new Slot[8];
    int used = -1, high;

    public bool Take(int size)
    {
        if (high == 8)
            return false;
        slots[high].Lease = pool.Rent(size);
        slots[high].Next = used;
        used = high++;
        return true;
    }

    public void Dispose()
    {
        while (used >= 0)
        {
            pool.Return(slots[used].Lease);
            used = slots[used].Next;
        }
    }
}

// case: The first goes, and the others move down in a loop
sealed class ShiftedDown(LeasePool pool) : IDisposable
{
    readonly Lease[] items = new Lease[16];
    int count;

    public void Add(int size)
    {
        if (count < 16)
            items[count++] = pool.Rent(size);
    }

    public void RemoveFirst()
    {
        if (count == 0)
            return;
        pool.Return(items[0]);
        count--;
        for (var i = 0; i < count; i++)
            items[i] = items[i + 1];
    }

    public void Dispose()
    {
        for (var i = 0; i < count; i++)
            pool.Return(items[i]);
        count = 0;
    }
}

// case: The first goes, and stays where it was
sealed class NotShifted(LeasePool pool) : IDisposable
{
    readonly Lease[] items = new Lease[16];
    int count;

    public void Add(int size)
    {
        if (count < 16)
            items[count++] = pool.Rent(size);
    }

    public void RemoveFirst()
    {
        if (count == 0)
            return;
        pool.Return(items[0]); // NDIS0003
    }

    public void Dispose()
    {
        for (var i = 0; i < count; i++)
            pool.Return(items[i]);
    }
}

// case: A number that is compared is no mark
sealed class Counted(LeasePool pool) : IDisposable
{
    readonly Lease[] leases = new Lease[32];
    readonly int[] used = new int[32];

    public void Take(int at)
    {
        if (leases[at] is null)
            leases[at] = pool.Rent(4);
    }

    public void Give(int at)
    {
        if (used[at] > 100)
            return;
        used[at] = 1;
        pool.Return(leases[at]); // NDIS0003
    }

    public void Dispose()
    {
        for (var i = 0; i < 32; i++)
            leases[i]?.Dispose();
    }
}
