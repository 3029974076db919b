// case: Ref fields and spans over a field of another struct
ref struct Cursor(ref Lease? place, LeasePool pool)
{
    ref Lease? place = ref place;

    public void Refill(int size)
    {
        place?.Dispose();
        place = pool.Rent(size);
    }

    public void Clear()
    {
        place?.Dispose();
        place = null;
    }
}

static class Cursors
{
    public static int Good(LeasePool pool)
    {
        Lease? lease = null;
        var cursor = new Cursor(ref lease, pool);
        cursor.Refill(1);
        cursor.Refill(2);
        var length = lease!.Length;
        cursor.Clear();
        return length;
    }
}

// case: ObjectPool-like policy with a using struct
sealed class Buffers(LeasePool pool)
{
    public readonly ref struct Handle(LeasePool pool, Lease lease)
    {
        public Lease Lease => lease;

        public void Dispose() => pool.Return(lease);
    }

    public Handle Take(int size) => new(pool, pool.Rent(size));

    public int Good(int size)
    {
        using var handle = Take(size);
        return handle.Lease.Length;
    }

    public int Bad(int size)
    {
        var handle = Take(size); // NDIS0005
        return handle.Lease.Length;
    }
}
