// case: N are taken, the count says how many there are
sealed class Batch(NetBufferPool pool, Mdl mdl) : IDisposable
{
    readonly NetBuffer[] buffers = new NetBuffer[16];
    int count;

    public bool Fill()
    {
        while (count < buffers.Length)
        {
            var buffer = NdisAllocateNetBuffer(pool, mdl, 0, 64);
            if (buffer.IsNull)
                return false;
            buffers[count++] = buffer;
        }

        return true;
    }

    public void Drain()
    {
        while (count > 0)
            NdisFreeNetBuffer(buffers[--count]);
    }

    public void Dispose() => Drain();
}

// case: The count is set back and the buffers are forgotten
sealed class Batch(NetBufferPool pool, Mdl mdl) : IDisposable
{
    readonly NetBuffer[] buffers = new NetBuffer[16];
    int count;

    public bool Fill()
    {
        while (count < buffers.Length)
        {
            var buffer = NdisAllocateNetBuffer(pool, mdl, 0, 64);
            if (buffer.IsNull)
                return false;
            buffers[count] = buffer;
            count++;
        }

        return true;
    }

    public void Dispose() => count = 0; // NDIS0001
}

// case: Taken in a local array, and freed as far as it came
class Local(NetBufferPool pool, Mdl mdl)
{
    public int Good(int n)
    {
        var taken = new NetBuffer[n];
        int count;
        for (count = 0; count < n; count++)
        {
            taken[count] = NdisAllocateNetBuffer(pool, mdl, 0, 64);
            if (taken[count].IsNull)
                break;
        }

        var sum = 0;
        for (var i = 0; i < count; i++)
        {
            sum += taken[i].DataLength;
            NdisFreeNetBuffer(taken[i]);
        }

        return sum;
    }

    public int Bad(int n)
    {
        var taken = new NetBuffer[n];
        int count;
        for (count = 0; count < n; count++)
        {
            taken[count] = NdisAllocateNetBuffer(pool, mdl, 0, 64); // NDIS0005
            if (taken[count].IsNull)
                break;
        }

        if (count < n)
            return -1;
        for (var i = 0; i < count; i++)
            NdisFreeNetBuffer(taken[i]);
        return n;
    }

    public NdisStatus CountedDownInVain(int n)
    {
        var taken = new NetBuffer[n];
        for (var i = 0; i < n; i++)
        {
            taken[i] = NdisAllocateNetBuffer(pool, mdl, 0, 64); // NDIS0005
            if (!taken[i])
            {
                while (--i >= 0)
                    Console.WriteLine(i);
                return NdisStatus.Resources;
            }
        }

        for (var i = n - 1; i >= 0; i--)
            NdisFreeNetBuffer(taken[i]);
        return NdisStatus.Success;
    }

    public NdisStatus GoodDown(int n)
    {
        var taken = new NetBuffer[n];
        for (var i = 0; i < n; i++)
        {
            taken[i] = NdisAllocateNetBuffer(pool, mdl, 0, 64);
            if (!taken[i])
            {
                while (--i >= 0)
                    NdisFreeNetBuffer(taken[i]);
                return NdisStatus.Resources;
            }
        }

        for (var i = n - 1; i >= 0; i--)
            NdisFreeNetBuffer(taken[i]);
        return NdisStatus.Success;
    }

    public NdisStatus BadDown(int n)
    {
        var taken = new NetBuffer[n];
        for (var i = 0; i < n; i++)
        {
            taken[i] = NdisAllocateNetBuffer(pool, mdl, 0, 64); // NDIS0005
            if (!taken[i])
            {
                while (--i > 0)
                    NdisFreeNetBuffer(taken[i]);
                return NdisStatus.Resources;
            }
        }

        for (var i = n - 1; i >= 0; i--)
            NdisFreeNetBuffer(taken[i]);
        return NdisStatus.Success;
    }
}

// case: A retry loop that gives the failed attempt back
class Retrying(LeasePool pool, Func<int, bool> attempt)
{
    public Lease? Good(int times)
    {
        for (var i = 0; i < times; i++)
        {
            var lease = pool.Rent(i);
            if (attempt(lease.Length))
                return lease;
            pool.Return(lease);
        }

        return null;
    }

    public Lease? Bad(int times)
    {
        for (var i = 0; i < times; i++)
        {
            var lease = pool.Rent(i); // NDIS0005
            if (attempt(lease.Length))
                return lease;
        }

        return null;
    }
}

// case: Doubled until it fits
abstract class Formatter
{
    public abstract int Format(Span<char> target);
}

static class Growing
{
    public static string Good(Formatter write)
    {
        var buffer = ArrayPool<char>.Shared.Rent(16);
        int written;
        while ((written = write.Format(buffer)) > buffer.Length)
        {
            ArrayPool<char>.Shared.Return(buffer);
            buffer = ArrayPool<char>.Shared.Rent(written);
        }

        var text = new string(buffer, 0, written);
        ArrayPool<char>.Shared.Return(buffer);
        return text;
    }

    public static string Bad(Formatter write)
    {
        var buffer = ArrayPool<char>.Shared.Rent(16);
        int written;
        while ((written = write.Format(buffer)) > buffer.Length)
            buffer = ArrayPool<char>.Shared.Rent(written); // NDIS0002

        var text = new string(buffer, 0, written);
        ArrayPool<char>.Shared.Return(buffer);
        return text;
    }
}

// case: Read to the end with a carry
static class Lines
{
    public static int Good(Stream stream)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(128);
        int filled = 0, lines = 0;
        try
        {
            while (true)
            {
                var read = stream.Read(buffer, filled, buffer.Length - filled);
                if (read == 0)
                    break;
                filled += read;
                var end = Array.IndexOf(buffer, (byte)'\n', 0, filled);
                if (end < 0)
                {
                    if (filled < buffer.Length)
                        continue;
                    var larger = ArrayPool<byte>.Shared.Rent(buffer.Length * 2);
                    buffer.AsSpan(0, filled).CopyTo(larger);
                    ArrayPool<byte>.Shared.Return(buffer);
                    buffer = larger;
                    continue;
                }

                lines++;
                filled -= end + 1;
                buffer.AsSpan(end + 1, filled).CopyTo(buffer);
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }

        return lines;
    }

    public static int Bad(Stream stream)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(128);
        int filled = 0, lines = 0;
        try
        {
            int read;
            while ((read = stream.Read(buffer, filled, buffer.Length - filled)) > 0) // NDIS0004
            {
                filled += read;
                if (filled < buffer.Length)
                    continue;
                var larger = ArrayPool<byte>.Shared.Rent(buffer.Length * 2);
                buffer.AsSpan(0, filled).CopyTo(larger);
                ArrayPool<byte>.Shared.Return(buffer);
                buffer = larger;
                ArrayPool<byte>.Shared.Return(buffer);
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }

        return lines;
    }
}

// case: The last of a loop is kept, the others go back
class Best(LeasePool pool)
{
    public Lease? Good(int n)
    {
        Lease? best = null;
        for (var i = 0; i < n; i++)
        {
            var candidate = pool.Rent(i);
            if (best is null || candidate.Length > best.Length)
            {
                best?.Dispose();
                best = candidate;
            }
            else
            {
                candidate.Dispose();
            }
        }

        return best;
    }

    public Lease? Bad(int n)
    {
        Lease? best = null;
        for (var i = 0; i < n; i++)
        {
            var candidate = pool.Rent(i); // NDIS0005
            if (best is null || candidate.Length > best.Length)
            {
                best?.Dispose();
                best = candidate;
            }
        }

        return best;
    }
}

// case: Freed in the loop and once more behind it
class Behind(NetBufferPool pool, Mdl mdl)
{
    public void Bad(int n)
    {
        var packet = NdisAllocateNetBuffer(pool, mdl, 0, n);
        if (packet.IsNull)
            return;
        for (var i = 0; i < n; i++)
        {
            if (i == 3)
            {
                NdisFreeNetBuffer(packet);
                break;
            }
        }

        NdisFreeNetBuffer(packet); // NDIS0003
    }

    public void Good(int n)
    {
        var packet = NdisAllocateNetBuffer(pool, mdl, 0, n);
        if (packet.IsNull)
            return;
        var freed = false;
        for (var i = 0; i < n; i++)
        {
            if (i == 3)
            {
                NdisFreeNetBuffer(packet);
                freed = true;
                break;
            }
        }

        if (!freed)
            NdisFreeNetBuffer(packet);
    }
}

// case: A chain of lists is completed one by one, the next read before
sealed class Completing(NetBufferPool pool, Mdl mdl) : MiniportAdapter
{
    public override NdisStatus InitializeEx(MiniportInitParameters parameters) => NdisStatus.Success;

    public override void SendNetBufferLists(NetBufferList netBufferLists, uint portNumber, NdisSendFlags sendFlags)
    {
        var list = netBufferLists;
        while (!list.IsNull)
        {
            var next = list.Next;
            list.Next = default;
            var bounce = NdisAllocateNetBuffer(pool, mdl, 0, 64);
            if (bounce.IsNull)
            {
                list.Status = NdisStatus.Resources;
            }
            else
            {
                list.Status = NdisStatus.Success;
                NdisFreeNetBuffer(bounce);
            }

            NdisMSendNetBufferListsComplete(NdisMiniportHandle, list, NdisSendCompleteFlags.None);
            list = next;
        }
    }

    public override void HaltEx(NdisHaltAction action) { }
}

// case: Two counters over one array, of free and of used
sealed class TwoCounters(NetBufferPool pool, Mdl mdl) : IDisposable
{
    readonly NetBuffer[] spare = new NetBuffer[8];
    int available;

    public void Refill()
    {
        for (; available < spare.Length; available++)
        {
            var fresh = NdisAllocateNetBuffer(pool, mdl, 0, 64);
            if (!fresh)
                return;
            spare[available] = fresh;
        }
    }

    public NetBuffer Take()
    {
        if (available == 0)
            return default;
        var one = spare[--available];
        spare[available] = default;
        return one;
    }

    public void Give(NetBuffer one)
    {
        if (available < spare.Length)
            spare[available++] = one;
        else
            NdisFreeNetBuffer(one);
    }

    public void Dispose()
    {
        for (var i = 0; i < available; i++)
            NdisFreeNetBuffer(spare[i]);
        available = 0;
    }
}
