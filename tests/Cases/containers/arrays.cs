// case: An array is filled and drained by index
class Batch(NetBufferPool pool, Mdl mdl)
{
    public void Good(int count)
    {
        var batch = new NetBuffer[count];
        for (var i = 0; i < batch.Length; i++)
            batch[i] = NdisAllocateNetBuffer(pool, mdl, i * 64, 64);
        for (var i = 0; i < batch.Length; i++)
            if (batch[i])
                NdisFreeNetBuffer(batch[i]);
    }

    public void Bad(int count)
    {
        var batch = new NetBuffer[count];
        for (var i = 0; i < batch.Length; i++)
            batch[i] = NdisAllocateNetBuffer(pool, mdl, i * 64, 64); // NDIS0005
        Console.WriteLine(batch.Length);
    }

    public void Unasked(int count)
    {
        var batch = new NetBuffer[count];
        for (var i = 0; i < batch.Length; i++)
            batch[i] = NdisAllocateNetBuffer(pool, mdl, i * 64, 64);
        foreach (var nb in batch)
            NdisFreeNetBuffer(nb); // NDIS0010
    }
}

// case: A drain that stops early
class Early(NetBufferPool pool, Mdl mdl)
{
    public int Bad(int count)
    {
        var batch = new NetBuffer[count];
        for (var i = 0; i < count; i++)
            batch[i] = NdisAllocateNetBuffer(pool, mdl, 0, 64); // NDIS0005
        var freed = 0;
        foreach (var nb in batch)
        {
            if (nb.IsNull)
                break;
            NdisFreeNetBuffer(nb);
            freed++;
        }

        return freed;
    }

    public int Good(int count)
    {
        var batch = new NetBuffer[count];
        for (var i = 0; i < count; i++)
            batch[i] = NdisAllocateNetBuffer(pool, mdl, 0, 64);
        var freed = 0;
        foreach (var nb in batch)
        {
            if (nb.IsNull)
                continue;
            NdisFreeNetBuffer(nb);
            freed++;
        }

        return freed;
    }
}

// case: Fixed elements with constant indices
class Triple(LeasePool pool)
{
    public void Good()
    {
        var leases = new Lease[3];
        leases[0] = pool.Rent(1);
        leases[1] = pool.Rent(2);
        leases[2] = pool.Rent(3);
        pool.Return(leases[2]);
        pool.Return(leases[1]);
        pool.Return(leases[0]);
    }

    public void Bad()
    {
        var leases = new Lease[2];
        leases[0] = pool.Rent(1); // NDIS0005
        leases[1] = pool.Rent(2);
        pool.Return(leases[1]);
    }

    public void Overwritten()
    {
        var leases = new Lease[2];
        leases[0] = pool.Rent(1);
        leases[0] = pool.Rent(2); // NDIS0002
        pool.Return(leases[0]);
    }

    public void Twice()
    {
        Lease[] leases = [pool.Rent(1), pool.Rent(2)];
        pool.Return(leases[0]);
        pool.Return(leases[1]);
        pool.Return(leases[0]); // NDIS0003
    }
}

// case: A collection expression and a loop over it
class Literal(LeasePool pool)
{
    public void Good()
    {
        Lease[] leases = [pool.Rent(1), pool.Rent(2)];
        foreach (var lease in leases)
            lease.Dispose();
    }

    public void Bad()
    {
        Lease[] leases = [pool.Rent(1), pool.Rent(2)]; // NDIS0005 NDIS0005
        foreach (var lease in leases)
            lease.Length = 3;
    }

    public void Spread(Lease[] given)
    {
        Lease[] all = [.. given, pool.Rent(3)];
        foreach (var lease in all)
            pool.Return(lease);
    }
}

// case: A span on the stack
class Spans(NetBufferPool pool, Mdl mdl)
{
    public void Good()
    {
        Span<NetBuffer> few = stackalloc NetBuffer[4];
        for (var i = 0; i < few.Length; i++)
            few[i] = NdisAllocateNetBuffer(pool, mdl, 0, 8);
        foreach (ref var nb in few)
        {
            if (nb)
                NdisFreeNetBuffer(nb);
            nb = default;
        }
    }

    public void Bad()
    {
        Span<NetBuffer> few = stackalloc NetBuffer[4];
        for (var i = 0; i < few.Length; i++)
            few[i] = NdisAllocateNetBuffer(pool, mdl, 0, 8); // NDIS0005
    }

    public void Bulk()
    {
        Span<NetBuffer> few = stackalloc NetBuffer[16];
        var taken = NdisAllocateNetBuffers(pool, few);
        foreach (var nb in few[..taken])
            nb.DataLength = 8;
        NdisFreeNetBuffers(few[..taken]);
    }

    public void BulkBadly()
    {
        Span<NetBuffer> few = stackalloc NetBuffer[16];
        var taken = NdisAllocateNetBuffers(pool, few); // NDIS0005
        foreach (var nb in few[..taken])
            nb.DataLength = 8;
    }
}

// case: An array behind a field
sealed class Ring2(NetBufferPool pool, Mdl mdl) : IDisposable
{
    readonly NetBuffer[] slots = new NetBuffer[16];
    int next;

    public void Push()
    {
        ref var slot = ref slots[next++ % slots.Length];
        if (slot)
            NdisFreeNetBuffer(slot);
        slot = NdisAllocateNetBuffer(pool, mdl, 0, 8);
    }

    public void Dispose()
    {
        for (var i = 0; i < slots.Length; i++)
        {
            if (slots[i])
                NdisFreeNetBuffer(slots[i]);
            slots[i] = default;
        }
    }
}

sealed class Ring2Badly(NetBufferPool pool, Mdl mdl) : IDisposable
{
    readonly NetBuffer[] slots = new NetBuffer[16];
    int next;

    public void Push()
    {
        if (slots[next].IsNull)
            slots[next] = NdisAllocateNetBuffer(pool, mdl, 0, 8);
        next = (next + 1) % slots.Length;
    }

    public void Dispose() => Console.WriteLine(next); // NDIS0001
}

// case: An array is handed to somebody who frees it
class Handed(NetBufferPool pool, Mdl mdl)
{
    static void FreeAll(NetBuffer[] buffers)
    {
        foreach (var nb in buffers)
            if (nb)
                NdisFreeNetBuffer(nb);
    }

    static void LookAt(NetBuffer[] buffers)
    {
        foreach (var nb in buffers)
            Console.WriteLine(nb);
    }

    public void Good()
    {
        NetBuffer[] two = [NdisAllocateNetBuffer(pool, mdl, 0, 1), NdisAllocateNetBuffer(pool, mdl, 1, 1)];
        FreeAll(two);
    }

    public void Bad()
    {
        var two = new[] { NdisAllocateNetBuffer(pool, mdl, 0, 1), default }; // NDIS0005
        LookAt(two);
    }
}

// case: All places of an array are emptied at once
sealed class Emptied(LeasePool pool) : IDisposable
{
    readonly Lease?[] places = new Lease?[4];

    public void Fill(int index) => places[index] ??= pool.Rent(index);

    public void Reset()
    {
        foreach (var lease in places)
            lease?.Dispose();
        Array.Clear(places, 0, places.Length);
    }

    public void Dispose() => Reset();
}

sealed class EmptiedBadly(LeasePool pool) : IDisposable
{
    readonly Lease?[] places = new Lease?[4];

    public void Fill(int index) => places[index] ??= pool.Rent(index); // NDIS0005

    public void Dispose() => Array.Clear(places, 0, places.Length);
}

sealed class FilledWithNothing(LeasePool pool) : IDisposable
{
    readonly Lease?[] places = new Lease?[4];

    public void Fill(int index) => places[index] ??= pool.Rent(index); // NDIS0005

    public void Dispose() => Array.Fill(places, null);
}

sealed class HalfEmptied(LeasePool pool) : IDisposable
{
    readonly Lease?[] places = new Lease?[4];

    public void Fill()
    {
        if (places[0] is null)
            places[0] = pool.Rent(1);
    }

    public void Dispose()
    {
        Array.Clear(places, 1, places.Length - 1);
        places[0]?.Dispose();
    }
}
