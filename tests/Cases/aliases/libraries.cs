// case: The old array is kept until the new one is filled
sealed class Table : IDisposable
{
    int[] buckets = ArrayPool<int>.Shared.Rent(16);
    int count;

    public void Add(int value)
    {
        if (count == buckets.Length)
            Resize(count * 2);
        buckets[count++] = value;
    }

    void Resize(int size)
    {
        var old = buckets;
        buckets = ArrayPool<int>.Shared.Rent(size);
        old.CopyTo(buckets, 0);
        ArrayPool<int>.Shared.Return(old);
    }

    public void Dispose()
    {
        var last = buckets;
        buckets = [];
        if (last.Length > 0)
            ArrayPool<int>.Shared.Return(last);
    }
}

// case: The new array is returned instead of the old
sealed class Table : IDisposable
{
    int[] buckets = ArrayPool<int>.Shared.Rent(16); // NDIS0005
    int count;

    public void Add(int value)
    {
        if (count == buckets.Length)
        {
            var old = buckets;
            buckets = ArrayPool<int>.Shared.Rent(count * 2);
            old.CopyTo(buckets, 0);
            ArrayPool<int>.Shared.Return(buckets);
        }

        buckets[count++] = value; // NDIS0004
    }

    public void Dispose() => ArrayPool<int>.Shared.Return(buckets);
}

// case: A local for the field, and the field again
class Sending(NetBufferPool pool, Mdl mdl) : MiniportAdapter
{
    NetBuffer pending;

    public override NdisStatus InitializeEx(MiniportInitParameters parameters) => NdisStatus.Success;

    public override NdisStatus OidRequest(NdisOidRequest request)
    {
        var current = pending;
        if (!current.IsNull)
        {
            NdisFreeNetBuffer(current);
            pending = default;
        }

        if (request.Oid != 1)
            return NdisStatus.NotSupported;
        pending = NdisAllocateNetBuffer(pool, mdl, 0, 8);
        return pending.IsNull ? NdisStatus.Resources : NdisStatus.Success;
    }

    public override void HaltEx(NdisHaltAction action)
    {
        if (pending)
            NdisFreeNetBuffer(pending);
    }
}

// case: The field is not cleared after its alias was freed
class Sending(NetBufferPool pool, Mdl mdl) : MiniportAdapter
{
    NetBuffer pending;

    public override NdisStatus InitializeEx(MiniportInitParameters parameters) => NdisStatus.Success;

    public override NdisStatus OidRequest(NdisOidRequest request)
    {
        if (request.Oid == 1 && pending.IsNull)
        {
            pending = NdisAllocateNetBuffer(pool, mdl, 0, 8);
            return pending.IsNull ? NdisStatus.Resources : NdisStatus.Success;
        }

        var current = pending;
        if (!current.IsNull)
            NdisFreeNetBuffer(current); // NDIS0003
        return NdisStatus.Success;
    }

    public override void HaltEx(NdisHaltAction action)
    {
        if (pending)
            NdisFreeNetBuffer(pending);
    }
}

// case: Either the stack or the pool, under one name
static class Either
{
    public static int Good(ReadOnlySpan<char> text)
    {
        char[]? pooled = null;
        scoped Span<char> target;
        if (text.Length <= 32)
        {
            Span<char> small = stackalloc char[32];
            target = small;
        }
        else
        {
            pooled = ArrayPool<char>.Shared.Rent(text.Length);
            target = pooled;
        }

        var written = text.ToLowerInvariant(target);
        var sum = 0;
        for (var i = 0; i < written; i++)
            sum += target[i];
        if (pooled != null)
            ArrayPool<char>.Shared.Return(pooled);
        return sum;
    }

    public static int Bad(ReadOnlySpan<char> text)
    {
        char[]? pooled = text.Length > 32 ? ArrayPool<char>.Shared.Rent(text.Length) : null;
        Span<char> target = pooled ?? stackalloc char[32];
        var written = text.ToLowerInvariant(target);
        if (pooled is not null)
            ArrayPool<char>.Shared.Return(pooled);
        return target[written - 1]; // NDIS0004
    }
}
