// case: Every way to ask a handle whether it is there
class Asking(NetBufferPool pool, Mdl mdl)
{
    void IsNull()
    {
        var nb = NdisAllocateNetBuffer(pool, mdl, 0, 1);
        if (nb.IsNull is false)
            NdisFreeNetBuffer(nb);
    }

    void Default()
    {
        var nb = NdisAllocateNetBuffer(pool, mdl, 0, 1);
        if (nb != default(NetBuffer))
            NdisFreeNetBuffer(nb);
    }

    void Equals()
    {
        var nb = NdisAllocateNetBuffer(pool, mdl, 0, 1);
        if (nb.Equals(default))
            return;
        NdisFreeNetBuffer(nb);
    }

    void Pattern()
    {
        if (NdisAllocateNetBuffer(pool, mdl, 0, 1) is { IsNull: false } nb)
            NdisFreeNetBuffer(nb);
    }

    void Negated()
    {
        if (NdisAllocateNetBuffer(pool, mdl, 0, 1) is not { IsNull: false } nb)
            return;
        NdisFreeNetBuffer(nb);
    }

    void Truth()
    {
        var nb = NdisAllocateNetBuffer(pool, mdl, 0, 1);
        if (!!nb.IsNull)
            return;
        NdisFreeNetBuffer(nb);
    }

    void Forgotten()
    {
        if (NdisAllocateNetBuffer(pool, mdl, 0, 1) is { IsNull: false } nb) // NDIS0005
            nb.DataLength = 3;
    }

    void Reversed()
    {
        var nb = NdisAllocateNetBuffer(pool, mdl, 0, 1);
        if (null != nb)
            NdisFreeNetBuffer(nb);
    }
}

// case: Nobody asks
class Trusting(NetBufferPool pool, Mdl mdl)
{
    void Use()
    {
        var nb = NdisAllocateNetBuffer(pool, mdl, 0, 1);
        nb.DataLength = 3; // NDIS0010
        NdisFreeNetBuffer(nb);
    }

    void JustFree()
    {
        var nb = NdisAllocateNetBuffer(pool, mdl, 0, 1);
        Console.WriteLine("taken");
        NdisFreeNetBuffer(nb); // NDIS0010
    }

    void ByTheWay()
    {
        var nb = NdisAllocateNetBuffer(pool, mdl, 0, 1);
        NET_BUFFER_DATA_LENGTH(nb) = 3; // NDIS0010
        if (nb)
            NdisFreeNetBuffer(nb);
    }

    void InAnotherArm(bool careful)
    {
        var nb = NdisAllocateNetBuffer(pool, mdl, 0, 1);
        if (careful)
        {
            if (nb.IsNull)
                return;
        }

        NdisFreeNetBuffer(nb); // NDIS0010
    }
}

// case: The null is freed for sure
class Backwards(NetBufferPool pool, Mdl mdl)
{
    void Inverted()
    {
        var nb = NdisAllocateNetBuffer(pool, mdl, 0, 1);
        if (nb.IsNull)
        {
            NdisFreeNetBuffer(nb); // NDIS0007
            return;
        }

        NdisFreeNetBuffer(nb);
    }

    void ElseBranch(bool wanted)
    {
        NetBuffer nb = default;
        if (wanted)
        {
            nb = NdisAllocateNetBuffer(pool, mdl, 0, 1);
            if (nb)
                NdisFreeNetBuffer(nb);
        }
        else
        {
            NdisFreeNetBuffer(nb); // NDIS0007
        }
    }

    void ClearedFirst()
    {
        var nb = NdisAllocateNetBuffer(pool, mdl, 0, 1); // NDIS0005
        nb = null;
        NdisFreeNetBuffer(nb); // NDIS0007
    }

    void Literal() => NdisFreeNetBuffer(default); // NDIS0007
}

// case: Cleared after the free, as careful people do
class Clearing(NetBufferPool pool, Mdl mdl)
{
    void Run()
    {
        var nb = NdisAllocateNetBuffer(pool, mdl, 0, 1);
        if (nb)
        {
            NdisFreeNetBuffer(nb);
            nb = default;
        }

        if (nb)
            NdisFreeNetBuffer(nb);
    }

    void Uncleared()
    {
        var nb = NdisAllocateNetBuffer(pool, mdl, 0, 1);
        if (nb)
            NdisFreeNetBuffer(nb);
        if (nb)
            NdisFreeNetBuffer(nb); // NDIS0003
    }
}

// case: A nullable of a handle
class Boxes(NetBufferPool pool, Mdl mdl)
{
    NetBuffer? Maybe(bool wanted) => wanted ? NdisAllocateNetBuffer(pool, mdl, 0, 1) : null;

    public void Run(bool wanted)
    {
        var maybe = Maybe(wanted);
        if (maybe is { IsNull: false } nb)
            NdisFreeNetBuffer(nb);
    }

    public void RunByValue(bool wanted)
    {
        var maybe = Maybe(wanted);
        if (!maybe.HasValue || maybe.Value.IsNull)
            return;
        NdisFreeNetBuffer(maybe.Value);
    }

    public void RunBadly(bool wanted)
    {
        var maybe = Maybe(wanted); // NDIS0005
        if (maybe is { IsNull: false } nb)
            nb.DataLength = 2;
    }
}

// case: Coalescing chooses a spare
class Coalesce(LeasePool pool)
{
    public void Run(Lease? given)
    {
        var lease = given ?? pool.Rent(10);
        lease.Length++;
        if (given is null)
            pool.Return(lease);
    }

    public void RunBadly(Lease? given)
    {
        var lease = given ?? pool.Rent(10); // NDIS0005
        lease.Length++;
    }

    public void Fill(Lease? given)
    {
        var owned = given == null;
        given ??= pool.Rent(10);
        given.Length++;
        if (owned)
            given.Dispose();
    }

    public void FillBadly(Lease? given)
    {
        given ??= pool.Rent(10); // NDIS0005
        given.Length++;
    }
}

// case: Conditional access frees what is there
class Conditional(LeasePool pool)
{
    public void Run(bool wanted)
    {
        var lease = wanted ? pool.Rent(10) : null;
        lease?.Write([1, 2, 3]);
        lease?.Dispose();
    }

    public void RunBadly(bool wanted, bool done)
    {
        var lease = wanted ? pool.Rent(10) : null; // NDIS0005
        if (done)
            lease?.Dispose();
    }

    public int RunLate(bool wanted)
    {
        var lease = wanted ? pool.Rent(10) : null;
        lease?.Dispose();
        return lease?.Length ?? 0; // NDIS0004
    }
}

// case: Type patterns and as
class Patterns(LeasePool pool)
{
    public void As(int size)
    {
        object thing = pool.Rent(size);
        var lease = thing as Lease;
        if (lease != null)
            pool.Return(lease);
    }

    public void Is(int size)
    {
        object thing = pool.Rent(size);
        if (thing is Lease { Length: > 0 } full)
            pool.Return(full);
        else if (thing is Lease empty)
            empty.Dispose();
    }

    public void IsBadly(int size)
    {
        object thing = pool.Rent(size); // NDIS0005
        if (thing is Lease { Length: > 0 } full)
            pool.Return(full);
    }

    public void Disposed(int size)
    {
        IDisposable thing = pool.Rent(size);
        thing.Dispose();
    }

    public void Tested(int size)
    {
        object thing = pool.Rent(size);
        (thing as IDisposable)?.Dispose();
    }
}

// case: Var patterns, parenthesised and combined
class Combined(NetBufferPool pool, Mdl mdl)
{
    void One()
    {
        if (NdisAllocateNetBuffer(pool, mdl, 0, 4) is var nb && !nb.IsNull)
            NdisFreeNetBuffer(nb);
    }

    void Two()
    {
        if (NdisAllocateNetBuffer(pool, mdl, 0, 4) is var nb && nb.IsNull)
            return;
        NdisFreeNetBuffer(nb);
    }

    void Three(bool ready)
    {
        if (NdisAllocateNetBuffer(pool, mdl, 0, 4) is var nb && !nb.IsNull && ready) // NDIS0005
            NdisFreeNetBuffer(nb);
    }

    void Four()
    {
        NetBuffer nb;
        if ((nb = NdisAllocateNetBuffer(pool, mdl, 0, 4)) == null || nb.DataLength < 0)
        {
            if (nb)
                NdisFreeNetBuffer(nb);
            return;
        }

        NdisFreeNetBuffer(nb);
    }
}

// case: A slot that is empty is no duty
class Slots(Ring ring)
{
    public bool Try(string text)
    {
        var slot = ring.Claim();
        if (slot.IsEmpty)
            return false;
        Ring.Mark(slot, text);
        ring.Publish(slot);
        return true;
    }

    public bool TryBadly(string text)
    {
        var slot = ring.Claim(); // NDIS0005
        if (slot.IsEmpty)
            return false;
        if (text.Length == 0)
            return false;
        Ring.Mark(slot, text);
        ring.Publish(slot);
        return true;
    }

    public void Blindly() => ring.Publish(ring.Claim());

    public void Both()
    {
        var slot = ring.Claim();
        if (slot.IsEmpty)
            return;
        ring.Publish(slot);
        ring.Abandon(slot); // NDIS0003
    }
}

// case: Assertions of the debug build
class Asserted(NetBufferPool pool, Mdl mdl)
{
    void Run()
    {
        var nb = NdisAllocateNetBuffer(pool, mdl, 0, 4);
        System.Diagnostics.Debug.Assert(nb != null);
        NdisFreeNetBuffer(nb);
    }

    void Stop()
    {
        var nb = NdisAllocateNetBuffer(pool, mdl, 0, 4);
        if (nb == null)
        {
            Environment.Exit(3);
            return;
        }

        NdisFreeNetBuffer(nb);
    }

    void Fast()
    {
        var nb = NdisAllocateNetBuffer(pool, mdl, 0, 4);
        if (nb.IsNull)
            Environment.FailFast("no memory");
        nb.DataLength = 2;
        NdisFreeNetBuffer(nb);
    }
}

// case: A helper tells whether there is one
static class Handles
{
    public static bool IsThere(this NetBuffer nb) => !nb.IsNull;

    public static bool Missing(NetBuffer nb)
    {
        if (nb.IsNull)
        {
            Console.WriteLine("missing");
            return true;
        }

        return false;
    }
}

class Asker(NetBufferPool pool, Mdl mdl)
{
    public void Extension()
    {
        var nb = NdisAllocateNetBuffer(pool, mdl, 0, 4);
        if (nb.IsThere())
            NdisFreeNetBuffer(nb);
    }

    public void Static()
    {
        var nb = NdisAllocateNetBuffer(pool, mdl, 0, 4);
        if (Handles.Missing(nb))
            return;
        nb.DataLength = 3;
        NdisFreeNetBuffer(nb);
    }

    public void StaticBadly()
    {
        var nb = NdisAllocateNetBuffer(pool, mdl, 0, 4); // NDIS0005
        if (Handles.Missing(nb) || nb.DataLength == 0)
            return;
        NdisFreeNetBuffer(nb);
    }
}

// case: The default pool is null and gives buffers all the same
class Fallback(Mdl mdl)
{
    void Run()
    {
        var nb = NdisAllocateNetBuffer(null, mdl, 0, 4);
        if (nb)
            NdisFreeNetBuffer(nb);
    }

    void RunBadly()
    {
        var nb = NdisAllocateNetBuffer(null, mdl, 0, 4); // NDIS0005
        Console.WriteLine(nb.IsNull ? "none" : "one");
    }
}

// case: An early return by a guard clause that covers two
class TwoAtOnce(NetBufferPool pool, Mdl mdl)
{
    bool Take()
    {
        var request = NdisAllocateNetBuffer(pool, mdl, 0, 4); // NDIS0005
        var reply = NdisAllocateNetBuffer(pool, mdl, 4, 4); // NDIS0005
        if (request.IsNull || reply.IsNull)
            return false;
        NdisFreeNetBuffer(reply);
        NdisFreeNetBuffer(request);
        return true;
    }

    bool TakeWell()
    {
        var request = NdisAllocateNetBuffer(pool, mdl, 0, 4);
        var reply = NdisAllocateNetBuffer(pool, mdl, 4, 4);
        var both = !request.IsNull && !reply.IsNull;
        if (reply)
            NdisFreeNetBuffer(reply);
        if (request)
            NdisFreeNetBuffer(request);
        return both;
    }
}

// case: A helper hands out a null of its own where its acquire gave none
class Handing(NetBufferListPool lists)
{
    NetBufferList Make()
    {
        var made = NdisAllocateNetBufferList(lists, 0, 0);
        if (made.IsNull)
            return default;
        made.Status = NdisStatus.Success;
        return made;
    }

    NetBufferList MakeBelow()
    {
        var made = Make();
        if (!made)
            return null;
        made.Status = NdisStatus.Failure;
        return made;
    }

    bool TryMake(out NetBufferList made)
    {
        made = NdisAllocateNetBufferList(lists, 0, 0);
        if (made)
            return true;
        made = null;
        return false;
    }

    void Frees()
    {
        var list = Make();
        NdisFreeNetBufferList(list); // NDIS0010
    }

    void Uses()
    {
        var list = MakeBelow();
        list.Status = NdisStatus.Success; // NDIS0010
        NdisFreeNetBufferList(list);
    }

    void IgnoresTheAnswer()
    {
        TryMake(out var list);
        NdisFreeNetBufferList(list); // NDIS0010
    }

    void Asks()
    {
        var list = MakeBelow();
        if (list)
            NdisFreeNetBufferList(list);
    }

    void AsksTheAnswer()
    {
        if (TryMake(out var list))
            NdisFreeNetBufferList(list);
    }
}

// case: Conditional access to what is freed
class After
{
    public int Reads(IMemoryOwner<byte> other)
    {
        var owner = MemoryPool<byte>.Shared.Rent(10);
        owner.Dispose();
        return (owner?.Memory.Length ?? 0) + other.Memory.Length; // NDIS0004
    }

    public void Calls()
    {
        var owner = MemoryPool<byte>.Shared.Rent(10);
        owner.Dispose();
        owner?.Memory.Span.Clear(); // NDIS0004
    }

    public void FreesOnce()
    {
        var owner = MemoryPool<byte>.Shared.Rent(10);
        owner?.Memory.Span.Clear();
        owner?.Dispose();
    }
}
