// case: A Try method over the allocator
class Packets(NetBufferPool pool, Mdl mdl)
{
    bool TryTake(int length, out NetBuffer packet)
    {
        packet = NdisAllocateNetBuffer(pool, mdl, 0, length);
        if (packet.IsNull)
            return false;
        packet.DataLength = length;
        return true;
    }

    public void Good()
    {
        if (!TryTake(64, out var packet))
            return;
        packet.DataOffset = 14;
        NdisFreeNetBuffer(packet);
    }

    public void Bad(bool keepAlive)
    {
        if (!TryTake(64, out var packet)) // NDIS0005
            return;
        if (keepAlive)
            return;
        NdisFreeNetBuffer(packet);
    }

    public void Ignored() => TryTake(64, out _); // NDIS0005

    public void Unasked()
    {
        TryTake(64, out var packet);
        NdisFreeNetBuffer(packet); // NDIS0010
    }
}

// case: TryRent of the library itself
class Library(LeasePool pool)
{
    public int Good(int size)
    {
        if (pool.TryRent(size, out var lease))
        {
            var length = lease!.Length;
            pool.Return(lease);
            return length;
        }

        return 0;
    }

    public int Bad(int size)
    {
        if (!pool.TryRent(size, out var lease)) // NDIS0005
            return 0;
        if (lease!.Length > 100)
            return 100;
        var length = lease.Length;
        pool.Return(lease);
        return length;
    }

    public int Discarded(int size) => pool.TryRent(size, out _) ? 1 : 0; // NDIS0005

    public void InAnd(int size, bool open)
    {
        if (open && pool.TryRent(size, out var lease))
            pool.Return(lease!);
    }

    public void InOr(int size, bool open)
    {
        if (!pool.TryRent(size, out var lease) || !open) // NDIS0005
            return;
        pool.Return(lease!);
    }

    public void KeptInBool(int size)
    {
        var got = pool.TryRent(size, out var lease);
        Console.WriteLine(got);
        if (got)
            lease!.Dispose();
    }

    public void ByNull(int size)
    {
        pool.TryRent(size, out var lease);
        if (lease != null)
            pool.Return(lease);
    }
}

// case: A free through a ref that clears
class Clearer(NetBufferPool pool, Mdl mdl)
{
    static void Free(ref NetBuffer nb)
    {
        if (nb)
            NdisFreeNetBuffer(nb);
        nb = null;
    }

    public void Good()
    {
        var nb = NdisAllocateNetBuffer(pool, mdl, 0, 4);
        Free(ref nb);
        Free(ref nb);
    }

    public void Late()
    {
        var nb = NdisAllocateNetBuffer(pool, mdl, 0, 4);
        var alias = nb;
        Free(ref nb);
        if (alias)
            NdisFreeNetBuffer(alias); // NDIS0003
    }
}

// case: A free through a ref that does not clear
class Unclearer(NetBufferPool pool, Mdl mdl)
{
    static void Free(ref NetBuffer nb)
    {
        if (nb)
            NdisFreeNetBuffer(nb);
    }

    public void Twice()
    {
        var nb = NdisAllocateNetBuffer(pool, mdl, 0, 4);
        Free(ref nb);
        Free(ref nb); // NDIS0003
    }
}

// case: An out parameter of a callee replaces what was there
class Replacer(NetBufferPool pool, Mdl mdl)
{
    void Take(out NetBuffer nb) => nb = NdisAllocateNetBuffer(pool, mdl, 0, 4);

    public void Lost()
    {
        Take(out var nb);
        Take(out nb); // NDIS0002
        if (nb)
            NdisFreeNetBuffer(nb);
    }

    public void Kept()
    {
        Take(out var first);
        Take(out var second);
        if (first)
            NdisFreeNetBuffer(first);
        if (second)
            NdisFreeNetBuffer(second);
    }
}

// case: A ref parameter is grown in place
class Grown(LeasePool pool)
{
    void Grow(ref Lease lease, int size)
    {
        var larger = pool.Rent(size);
        lease.Span.CopyTo(larger.Span);
        pool.Return(lease);
        lease = larger;
    }

    void GrowBadly(ref Lease lease, int size)
    {
        var larger = pool.Rent(size);
        lease.Span.CopyTo(larger.Span);
        lease = larger;
    }

    public void Run(int size)
    {
        var lease = pool.Rent(size);
        if (size > 100)
            Grow(ref lease, size * 2);
        lease.Length--;
        pool.Return(lease);
    }

    public void RunBadly(int size)
    {
        var lease = pool.Rent(size);
        GrowBadly(ref lease, size * 2); // NDIS0002
        pool.Return(lease);
    }
}

// case: The out object belongs to the caller of a public method
public class Factory(NetBufferPool pool, Mdl mdl)
{
    public NdisStatus Create(int length, out NetBuffer result)
    {
        result = default;
        if (length <= 0)
            return NdisStatus.InvalidLength;
        var nb = NdisAllocateNetBuffer(pool, mdl, 0, length);
        if (!nb)
            return NdisStatus.Resources;
        result = nb;
        return NdisStatus.Success;
    }

    public NdisStatus CreateBadly(int length, out NetBuffer result)
    {
        result = default;
        var nb = NdisAllocateNetBuffer(pool, mdl, 0, length); // NDIS0005
        if (!nb)
            return NdisStatus.Resources;
        if (length > 9000)
            return NdisStatus.InvalidLength;
        result = nb;
        return NdisStatus.Success;
    }
}

// case: A status and an out decide together
class ByStatus(NetBufferPool pool, Mdl mdl)
{
    NdisStatus Create(int length, out NetBuffer result)
    {
        result = NdisAllocateNetBuffer(pool, mdl, 0, length);
        return result ? NdisStatus.Success : NdisStatus.Resources;
    }

    public NdisStatus Send(int length)
    {
        var status = Create(length, out var nb);
        if (status != NdisStatus.Success)
            return status;
        NdisFreeNetBuffer(nb);
        return status;
    }

    public NdisStatus SendTwo(int length)
    {
        var status = Create(length, out var head); // NDIS0005
        if (status != NdisStatus.Success)
            return status;
        status = Create(length, out var tail);
        if (status != NdisStatus.Success)
            return status;
        NdisFreeNetBuffer(tail);
        NdisFreeNetBuffer(head);
        return status;
    }
}

// case: An in parameter looks and leaves
class Looker(NetBufferPool pool, Mdl mdl)
{
    static int Length(in NetBuffer nb) => nb.DataLength;

    public int Good()
    {
        var nb = NdisAllocateNetBuffer(pool, mdl, 0, 4);
        if (!nb)
            return 0;
        var length = Length(in nb);
        NdisFreeNetBuffer(nb);
        return length;
    }

    public int Bad()
    {
        var nb = NdisAllocateNetBuffer(pool, mdl, 0, 4); // NDIS0005
        return nb ? Length(nb) : 0;
    }

    public int Late()
    {
        var nb = NdisAllocateNetBuffer(pool, mdl, 0, 4);
        if (!nb)
            return 0;
        NdisFreeNetBuffer(nb);
        return Length(in nb); // NDIS0004
    }
}

// case: Ref locals and ref returns stand for the place itself
class RefLocals(NetBufferPool pool, Mdl mdl)
{
    static ref NetBuffer Choose(ref NetBuffer left, ref NetBuffer right, bool first)
    {
        if (first)
            return ref left;
        return ref right;
    }

    public void Local()
    {
        NetBuffer nb = default;
        ref var place = ref nb;
        place = NdisAllocateNetBuffer(pool, mdl, 0, 4);
        if (nb)
            NdisFreeNetBuffer(place);
    }

    public void LocalBadly()
    {
        NetBuffer nb = default;
        ref var place = ref nb;
        place = NdisAllocateNetBuffer(pool, mdl, 0, 4);
        place = NdisAllocateNetBuffer(pool, mdl, 0, 8); // NDIS0002
        if (nb)
            NdisFreeNetBuffer(nb);
    }

    public void Returned(bool first)
    {
        NetBuffer left = default, right = default;
        ref var place = ref Choose(ref left, ref right, first);
        place = NdisAllocateNetBuffer(pool, mdl, 0, 4);
        if (left)
            NdisFreeNetBuffer(left);
        if (right)
            NdisFreeNetBuffer(right);
    }

    public void ReturnedBadly(bool first)
    {
        NetBuffer left = default, right = default;
        ref var place = ref Choose(ref left, ref right, first);
        place = NdisAllocateNetBuffer(pool, mdl, 0, 4); // NDIS0005 for now: silent
        if (left)
            NdisFreeNetBuffer(left);
    }
}

// case: Swapped by a helper
class Swapper(LeasePool pool)
{
    static void Swap<T>(ref T a, ref T b) => (a, b) = (b, a);

    public void Good(int size)
    {
        var a = pool.Rent(size);
        var b = pool.Rent(size + 1);
        Swap(ref a, ref b);
        pool.Return(a);
        pool.Return(b);
    }

    public void Bad(int size)
    {
        var a = pool.Rent(size); // NDIS0005
        Lease? b = null;
        Swap(ref a!, ref b);
        a?.Dispose();
    }
}

// case: Two outs of one helper
class Twins(NetBufferPool pool, Mdl mdl)
{
    bool TakeBoth(out NetBuffer head, out NetBuffer tail)
    {
        tail = default;
        head = NdisAllocateNetBuffer(pool, mdl, 0, 14);
        if (head.IsNull)
            return false;
        tail = NdisAllocateNetBuffer(pool, mdl, 14, 50);
        if (!tail.IsNull)
            return true;
        NdisFreeNetBuffer(head);
        head = default;
        return false;
    }

    bool TakeBothBadly(out NetBuffer head, out NetBuffer tail)
    {
        head = NdisAllocateNetBuffer(pool, mdl, 0, 14);
        tail = NdisAllocateNetBuffer(pool, mdl, 14, 50);
        return !head.IsNull && !tail.IsNull;
    }

    public void Good()
    {
        if (!TakeBoth(out var head, out var tail))
            return;
        NdisFreeNetBuffer(tail);
        NdisFreeNetBuffer(head);
    }

    public void Bad()
    {
        if (!TakeBothBadly(out var head, out var tail)) // NDIS0005
            return;
        NdisFreeNetBuffer(tail);
        NdisFreeNetBuffer(head);
    }
}

// case: A recursion hands the place of its caller on
class Descent(LeasePool pool)
{
    void Fill(ref Lease? lease, int depth)
    {
        if (depth == 0)
        {
            lease = pool.Rent(4);
            return;
        }

        Fill(ref lease, depth - 1);
    }

    public void Good(int depth)
    {
        Lease? lease = null;
        Fill(ref lease, depth);
        if (lease is not null)
            pool.Return(lease);
    }

    public void Bad(int depth)
    {
        Lease? lease = null;
        Fill(ref lease, depth); // NDIS0005
    }
}

// case: A recursion hands two places on the other way round
class Crossing(LeasePool pool)
{
    void ReturnFirst(ref Lease? first, ref Lease? second, int depth)
    {
        if (depth > 0)
        {
            ReturnFirst(ref second, ref first, depth - 1);
            return;
        }

        if (first is not null)
            pool.Return(first);
        first = null;
    }

    public void Good(int depth)
    {
        Lease? left = pool.Rent(4), right = null;
        ReturnFirst(ref left, ref right, depth);
        if (left is not null)
            pool.Return(left);
    }

    public void Bad(int depth)
    {
        Lease? left = pool.Rent(4), right = null; // NDIS0005
        ReturnFirst(ref left, ref right, depth);
    }
}

// case: A recursive local function hands a place on
class Unwinding(LeasePool pool)
{
    public void Good(int depth)
    {
        Lease? lease = pool.Rent(4);
        Unwind(ref lease, depth);

        void Unwind(ref Lease? held, int left)
        {
            if (left > 0)
            {
                Unwind(ref held, left - 1);
                return;
            }

            if (held is not null)
                pool.Return(held);
            held = null;
        }
    }

    public void Bad(int depth)
    {
        Lease? lease = pool.Rent(4);
        Unwind(ref lease, depth);
        if (lease is not null)
            pool.Return(lease); // NDIS0003

        void Unwind(ref Lease? held, int left)
        {
            if (left > 0)
                Unwind(ref held, left - 1);
            else if (held is not null)
                pool.Return(held);
        }
    }
}
