// case: A connection is opened in steps, each with its own end
sealed class Connection : IDisposable
{
    readonly Lease input, output;
    readonly LeasePool pool;

    Connection(LeasePool pool, Lease input, Lease output) => (this.pool, this.input, this.output) = (pool, input, output);

    public static Connection? Open(LeasePool pool, int size)
    {
        var input = pool.Rent(size);
        if (!pool.TryRent(size, out var output))
        {
            pool.Return(input);
            return null;
        }

        return new Connection(pool, input, output!);
    }

    public static Connection? OpenBadly(LeasePool pool, int size)
    {
        var input = pool.Rent(size); // NDIS0005
        if (!pool.TryRent(size, out var output))
            return null;
        return new Connection(pool, input, output!);
    }

    public void Dispose()
    {
        pool.Return(input);
        pool.Return(output);
    }
}

static class UsesConnection
{
    public static bool Good(LeasePool pool)
    {
        using var connection = Connection.Open(pool, 8);
        return connection is not null;
    }

    public static bool Bad(LeasePool pool)
    {
        var connection = Connection.Open(pool, 8); // NDIS0005 (both leases at once)
        return connection is not null;
    }
}

// case: A service that starts its parts and stops those that it has started
sealed class Part(LeasePool pool, int size)
{
    Lease? lease;

    public bool Start()
    {
        if (!pool.TryRent(size, out lease))
            return false;
        lease!.Length = 1;
        return true;
    }

    public void Stop()
    {
        lease?.Dispose();
        lease = null;
    }
}

sealed class Service(LeasePool pool) : IDisposable
{
    readonly Part[] parts = [new(pool, 1), new(pool, 2), new(pool, 3)];

    public bool Start()
    {
        var started = 0;
        foreach (var part in parts)
        {
            if (!part.Start())
                break;
            started++;
        }

        if (started == parts.Length)
            return true;
        for (var i = 0; i < started; i++)
            parts[i].Stop();
        return false;
    }

    public void Dispose()
    {
        foreach (var part in parts)
            part.Stop();
    }
}

// case: All or nothing with a list of what has been taken
class AllOrNothing(NetBufferPool pool, Mdl mdl)
{
    public List<NetBuffer>? Good(IEnumerable<int> lengths)
    {
        var taken = new List<NetBuffer>();
        foreach (var length in lengths)
        {
            var buffer = NdisAllocateNetBuffer(pool, mdl, 0, length);
            if (buffer.IsNull)
            {
                foreach (var earlier in taken)
                    NdisFreeNetBuffer(earlier);
                return null;
            }

            taken.Add(buffer);
        }

        return taken;
    }

    public List<NetBuffer>? Bad(IEnumerable<int> lengths)
    {
        var taken = new List<NetBuffer>();
        foreach (var length in lengths)
        {
            var buffer = NdisAllocateNetBuffer(pool, mdl, 0, length); // NDIS0005
            if (buffer.IsNull)
                return null;
            taken.Add(buffer);
        }

        return taken;
    }

    public int GoodCaller()
    {
        if (Good([1, 2, 3]) is not { } buffers)
            return 0;
        var sum = 0;
        foreach (var buffer in buffers)
        {
            sum += buffer.DataLength;
            NdisFreeNetBuffer(buffer);
        }

        return sum;
    }
}

// case: A key and a nonce, cleared and returned whatever happens
static class Sealing
{
    public static bool TryGood(ReadOnlySpan<byte> plain, Span<byte> target, Func<byte[], byte[], bool> seal)
    {
        var key = ArrayPool<byte>.Shared.Rent(32);
        var nonce = ArrayPool<byte>.Shared.Rent(12);
        try
        {
            plain.CopyTo(target);
            key.AsSpan(0, 32).Fill(7);
            nonce.AsSpan(0, 12).Fill(9);
            return target.Length >= plain.Length + nonce[0];
        }
        finally
        {
            key.AsSpan(0, 32).Clear();
            ArrayPool<byte>.Shared.Return(key);
            ArrayPool<byte>.Shared.Return(nonce, clearArray: true);
        }
    }

    public static bool TryBad(ReadOnlySpan<byte> plain, Span<byte> target)
    {
        var key = ArrayPool<byte>.Shared.Rent(32);
        var nonce = ArrayPool<byte>.Shared.Rent(12); // NDIS0005
        key.AsSpan(0, 32).Fill(7);
        if (!plain.TryCopyTo(target))
        {
            ArrayPool<byte>.Shared.Return(key, clearArray: true);
            return false;
        }

        nonce[0] = key[0];
        ArrayPool<byte>.Shared.Return(key, clearArray: true);
        ArrayPool<byte>.Shared.Return(nonce);
        return true;
    }
}

// case: Three native blocks in one constructor
sealed unsafe class NativeImage : IDisposable
{
    void* pixels, palette, index;

    public NativeImage(nuint size)
    {
        pixels = NativeMemory.Alloc(size);
        palette = NativeMemory.Alloc(256);
        index = NativeMemory.AllocZeroed(size);
    }

    public byte First => *(byte*)pixels;

    public void Dispose()
    {
        NativeMemory.Free(pixels);
        NativeMemory.Free(palette);
        NativeMemory.Free(index);
        pixels = palette = index = null;
    }
}

sealed unsafe class NativeImageBadly : IDisposable
{
    void* pixels, palette;

    public NativeImageBadly(nuint size)
    {
        pixels = NativeMemory.Alloc(size);
        palette = NativeMemory.Alloc(256); // NDIS0005
    }

    public void Dispose()
    {
        NativeMemory.Free(pixels);
        pixels = palette = null;
    }
}
