// case: An indication in a lock with a finally
class Locked(NetBufferPool pool, Mdl mdl)
{
    readonly Lock gate = new();
    int sent;

    public void Good()
    {
        lock (gate)
        {
            var nb = NdisAllocateNetBuffer(pool, mdl, 0, 1);
            if (nb.IsNull)
                return;
            try
            {
                sent += nb.DataLength;
            }
            finally
            {
                NdisFreeNetBuffer(nb);
            }
        }
    }

    public void Bad()
    {
        lock (gate)
        {
            var nb = NdisAllocateNetBuffer(pool, mdl, 0, 1); // NDIS0005
            if (nb.IsNull)
                return;
            sent += nb.DataLength;
            if (sent > 100)
                throw new InvalidOperationException("too much");
            NdisFreeNetBuffer(nb);
        }
    }
}

// case: Violations are caught and logged
class Violations(NetBufferPool pool, Mdl mdl)
{
    public void Good()
    {
        var nb = NdisAllocateNetBuffer(pool, mdl, 0, 1);
        if (nb.IsNull)
            return;
        try
        {
            NdisAdjustNetBufferCurrentMdl(nb);
        }
        catch (NdisViolationException violation)
        {
            Console.Error.WriteLine(violation.RuleId);
        }
        finally
        {
            NdisFreeNetBuffer(nb);
        }
    }

    public void Bad()
    {
        var nb = NdisAllocateNetBuffer(pool, mdl, 0, 1); // NDIS0005
        if (nb.IsNull)
            return;
        try
        {
            NdisAdjustNetBufferCurrentMdl(nb);
        }
        catch (NdisViolationException violation) when (violation.RuleId.StartsWith("NDIS", StringComparison.Ordinal))
        {
            return;
        }

        NdisFreeNetBuffer(nb);
    }
}

// case: A switch expression that throws while one is held
class Mapping(NetBufferPool pool, Mdl mdl)
{
    public int Good(string kind)
    {
        var offset = kind switch
        {
            "arp" => 14,
            "ip" => 34,
            _ => throw new ArgumentException(kind),
        };
        var nb = NdisAllocateNetBuffer(pool, mdl, offset, 28);
        if (nb.IsNull)
            return 0;
        var length = nb.DataLength;
        NdisFreeNetBuffer(nb);
        return length;
    }

    public int Bad(string kind)
    {
        var nb = NdisAllocateNetBuffer(pool, mdl, 0, 28); // NDIS0005
        if (nb.IsNull)
            return 0;
        nb.DataOffset = kind switch
        {
            "arp" => 14,
            "ip" => 34,
            _ => throw new ArgumentException(kind),
        };
        var length = nb.DataLength;
        NdisFreeNetBuffer(nb);
        return length;
    }
}

// case: A callee's throw is caught by the caller
class Layers(NetBufferPool pool, Mdl mdl)
{
    static void Validate(NetBuffer nb)
    {
        if (nb.DataLength > 1514)
            throw new InvalidDataException("too long");
    }

    public bool Good()
    {
        var nb = NdisAllocateNetBuffer(pool, mdl, 0, 1);
        if (nb.IsNull)
            return false;
        try
        {
            Validate(nb);
            return true;
        }
        catch (InvalidDataException)
        {
            return false;
        }
        finally
        {
            NdisFreeNetBuffer(nb);
        }
    }

    public bool Bad()
    {
        var nb = NdisAllocateNetBuffer(pool, mdl, 0, 1); // NDIS0005
        if (nb.IsNull)
            return false;
        try
        {
            Validate(nb);
            NdisFreeNetBuffer(nb);
            return true;
        }
        catch (InvalidDataException)
        {
            return false;
        }
    }

    public bool Twice()
    {
        var nb = NdisAllocateNetBuffer(pool, mdl, 0, 1);
        if (nb.IsNull)
            return false;
        try
        {
            NdisFreeNetBuffer(nb);
            throw new InvalidDataException("always");
        }
        catch (InvalidDataException)
        {
            NdisFreeNetBuffer(nb); // NDIS0003
            return false;
        }
    }
}

// case: Initialisation under a try
sealed class Guarded(NetBufferPool pool, Mdl mdl, Action probe) : MiniportAdapter
{
    NetBuffer rx;

    public override NdisStatus InitializeEx(MiniportInitParameters parameters)
    {
        try
        {
            rx = NdisAllocateNetBuffer(pool, mdl, 0, 1);
            if (rx.IsNull)
                return NdisStatus.Resources;
            probe();
            return NdisStatus.Success;
        }
        catch (IOException)
        {
            NdisFreeNetBuffer(rx);
            return NdisStatus.Failure;
        }
    }

    public override void HaltEx(NdisHaltAction action) => NdisFreeNetBuffer(rx);
}

sealed class GuardedBadly(NetBufferPool pool, Mdl mdl, Action probe) : MiniportAdapter
{
    NetBuffer rx;

    public override NdisStatus InitializeEx(MiniportInitParameters parameters)
    {
        try
        {
            rx = NdisAllocateNetBuffer(pool, mdl, 0, 1);
            if (rx.IsNull)
                return NdisStatus.Resources;
            probe();
            return NdisStatus.Success;
        }
        catch (IOException)
        {
            return NdisStatus.Failure; // NDIS0001
        }
    }

    public override void HaltEx(NdisHaltAction action) => NdisFreeNetBuffer(rx);
}

// case: A scope guard written by hand
ref struct Guard(NetBuffer buffer)
{
    NetBuffer buffer = buffer;

    public NetBuffer Release()
    {
        var released = buffer;
        buffer = default;
        return released;
    }

    public void Dispose()
    {
        if (buffer)
            NdisFreeNetBuffer(buffer);
        buffer = default;
    }
}

class UsesGuard(NetBufferPool pool, Mdl mdl)
{
    public int Good()
    {
        using var guard = new Guard(NdisAllocateNetBuffer(pool, mdl, 0, 1));
        if (Environment.TickCount < 0)
            throw new InvalidOperationException();
        return 3;
    }

    public NetBuffer Released()
    {
        using var guard = new Guard(NdisAllocateNetBuffer(pool, mdl, 0, 1));
        if (Environment.TickCount < 0)
            return default;
        return guard.Release();
    }
}

// case: Two objects go back in one try, and a free does not throw
class Pair(NetBufferPool pool, NetBufferListPool lists, Mdl mdl)
{
    public int Send()
    {
        var list = NdisAllocateNetBufferList(lists, 0, 0);
        if (list.IsNull)
            return 0;
        var clone = NdisAllocateCloneNetBufferList(list, lists, pool, NdisCloneFlags.None);
        if (clone.IsNull)
        {
            NdisFreeNetBufferList(list);
            return 0;
        }
        try
        {
            NdisFreeCloneNetBufferList(clone, NdisCloneFlags.None);
            NdisFreeNetBufferList(list);
            return 1;
        }
        catch (IOException)
        {
            Console.WriteLine("never reached");
        }
        NdisFreeCloneNetBufferList(clone, NdisCloneFlags.None);
        NdisFreeNetBufferList(list);
        return mdl.ByteCount;
    }
}

// case: The end of a duty throws no more than a free
class Popping(NetBufferListPool lists)
{
    public void Right(NetBufferList other, bool isLast)
    {
        var list = NdisAllocateNetBufferList(lists, 0, 0);
        if (list.IsNull)
            return;
        try
        {
            if (isLast)
            {
                NdisFreeNetBufferList(list);
                NdisFreeNetBufferListContext(other, 32);
                return;
            }
        }
        catch (IOException)
        {
        }

        NdisFreeNetBufferList(list);
    }

    public void Wrong(NetBufferList other, bool isLast)
    {
        var list = NdisAllocateNetBufferList(lists, 0, 0);
        if (list.IsNull)
            return;
        try
        {
            if (isLast)
            {
                NdisFreeNetBufferList(list);
                NdisFreeNetBufferListContext(other, 32);
                if (other.Status != NdisStatus.Success)
                    throw new IOException();
                return;
            }
        }
        catch (IOException)
        {
        }

        NdisFreeNetBufferList(list); // NDIS0003
    }
}
