// case: Ref local that picks a slot
sealed class Slots(LeasePool pool) : IDisposable
{
    Lease? even;
    Lease? odd;

    public void Put(int index)
    {
        ref var slot = ref index % 2 == 0 ? ref even : ref odd;
        if (slot is not null)
            pool.Return(slot);
        slot = pool.Rent(index);
    }

    public void Dispose()
    {
        if (even is not null)
            pool.Return(even);
        if (odd is not null)
            pool.Return(odd);
    }
}

sealed class SlotsBadly(LeasePool pool) : IDisposable
{
    Lease? even;
    Lease? odd;

    public void Put(int index)
    {
        ref var slot = ref index % 2 == 0 ? ref even : ref odd;
        slot = pool.Rent(index); // NDIS0002
    }

    public void Dispose()
    {
        if (even is not null)
            pool.Return(even);
        if (odd is not null)
            pool.Return(odd);
    }
}

// case: Ref parameter replaced by a larger buffer
sealed class Growing
{
    static void Grow(ref byte[] buffer, int used)
    {
        var larger = ArrayPool<byte>.Shared.Rent(buffer.Length * 2);
        buffer.AsSpan(0, used).CopyTo(larger);
        ArrayPool<byte>.Shared.Return(buffer);
        buffer = larger;
    }

    static void GrowBadly(ref byte[] buffer, int used)
    {
        var larger = ArrayPool<byte>.Shared.Rent(buffer.Length * 2);
        buffer.AsSpan(0, used).CopyTo(larger);
        buffer = larger;
    }

    public static string Good(IEnumerable<byte> source)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(16);
        var used = 0;
        foreach (var value in source)
        {
            if (used == buffer.Length)
                Grow(ref buffer, used);
            buffer[used++] = value;
        }

        var text = Convert.ToHexString(buffer, 0, used);
        ArrayPool<byte>.Shared.Return(buffer);
        return text;
    }

    public static string Bad(IEnumerable<byte> source)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(16);
        var used = 0;
        foreach (var value in source)
        {
            if (used == buffer.Length)
                GrowBadly(ref buffer, used); // NDIS0002
            buffer[used++] = value;
        }

        var text = Convert.ToHexString(buffer, 0, used);
        ArrayPool<byte>.Shared.Return(buffer);
        return text;
    }
}
