// case: A bit says that the buffer is there
class Staging(NetBufferPool pool, Mdl mdl)
{
    [Flags]
    enum Has { Nothing = 0, Header = 1, Tail = 2 }

    public NdisStatus Good(bool wantHeader, bool wantTail)
    {
        var has = Has.Nothing;
        NetBuffer header = null, tail = null;
        if (wantHeader)
        {
            header = NdisAllocateNetBuffer(pool, mdl, 0, 14);
            if (header)
                has |= Has.Header;
        }

        if (wantTail)
        {
            tail = NdisAllocateNetBuffer(pool, mdl, 0, 4);
            if (tail)
                has |= Has.Tail;
        }

        if ((has & Has.Header) != 0)
            NdisFreeNetBuffer(header);
        if (has.HasFlag(Has.Tail))
            NdisFreeNetBuffer(tail);
        return NdisStatus.Success;
    }

    public NdisStatus Bad(bool wantHeader, bool wantTail)
    {
        var has = Has.Nothing;
        NetBuffer header = null, tail = null;
        if (wantHeader)
        {
            header = NdisAllocateNetBuffer(pool, mdl, 0, 14);
            if (header)
                has |= Has.Header;
        }

        if (wantTail)
        {
            tail = NdisAllocateNetBuffer(pool, mdl, 0, 4); // NDIS0005
            if (tail)
                has |= Has.Tail;
        }

        if ((has & Has.Header) != 0)
            NdisFreeNetBuffer(header);
        if ((has & (Has.Header | Has.Tail)) == (Has.Header | Has.Tail))
            NdisFreeNetBuffer(tail);
        return NdisStatus.Success;
    }
}

// case: A nested switch that jumps between its sections
class Dispatcher(LeasePool pool)
{
    public int Good(int kind, int sub)
    {
        var lease = pool.Rent(kind);
        switch (kind)
        {
            case 0:
                switch (sub)
                {
                    case 1:
                        lease.Length = 1;
                        break;
                    case 2:
                        goto done;
                }

                goto case 1;
            case 1:
                pool.Return(lease);
                return 1;
            default:
                goto done;
        }

    done:
        pool.Return(lease);
        return 0;
    }

    public int Bad(int kind, int sub)
    {
        var lease = pool.Rent(kind); // NDIS0005
        switch (kind)
        {
            case 0:
                switch (sub)
                {
                    case 1:
                        lease.Length = 1;
                        break;
                    case 2:
                        goto done;
                    case 3:
                        return 3;
                }

                goto case 1;
            case 1:
                pool.Return(lease);
                return 1;
            default:
                goto done;
        }

    done:
        pool.Return(lease);
        return 0;
    }

    public int Twice(int kind)
    {
        var lease = pool.Rent(kind);
        switch (kind)
        {
            case 0:
                pool.Return(lease);
                goto default;
            default:
                pool.Return(lease); // NDIS0003
                return 0;
        }
    }
}

// case: A pair of answers decides in a switch expression
class Verdicts(LeasePool pool)
{
    public int Good(bool urgent, bool big)
    {
        Lease? lease = (urgent, big) switch
        {
            (true, _) => pool.Rent(64),
            (false, true) => pool.Rent(256),
            _ => null,
        };
        var length = lease?.Length ?? 0;
        if (urgent || big)
            pool.Return(lease!);
        return length;
    }

    public int Bad(bool urgent, bool big)
    {
        Lease? lease = (urgent, big) switch
        {
            (true, _) => pool.Rent(64),
            (false, true) => pool.Rent(256), // NDIS0005
            _ => null,
        };
        var length = lease?.Length ?? 0;
        if (urgent)
            pool.Return(lease!);
        return length;
    }
}

// case: A checked count of what is held
class Counted(NetBufferPool pool, Mdl mdl)
{
    public int Good(bool first)
    {
        var held = 0;
        NetBuffer nb = default;
        if (first)
        {
            nb = NdisAllocateNetBuffer(pool, mdl, 0, 8);
            if (nb.IsNull)
                return -1;
            checked { held++; }
        }

        if (held > 0)
            NdisFreeNetBuffer(nb);
        return held;
    }

    public int Bad(bool first)
    {
        var held = 0;
        NetBuffer nb = default;
        if (first)
        {
            nb = NdisAllocateNetBuffer(pool, mdl, 0, 8); // NDIS0005
            if (nb.IsNull)
                return -1;
            checked { held++; }
        }

        if (held > 1)
            NdisFreeNetBuffer(nb);
        return held;
    }
}

// case: A mode that is chosen once and asked by patterns
class Modes(LeasePool pool)
{
    enum Mode { Copy, Borrow, Drop }

    static Mode Choose(int length) => length switch { 0 => Mode.Drop, < 64 => Mode.Copy, _ => Mode.Borrow };

    public int Good(int length)
    {
        var mode = Choose(length);
        Lease? copy = mode is Mode.Copy ? pool.Rent(length) : null;
        var result = mode switch
        {
            Mode.Copy => copy!.Length,
            Mode.Borrow => length,
            _ => 0,
        };
        if (mode is not (Mode.Borrow or Mode.Drop))
            pool.Return(copy!);
        return result;
    }

    public int Bad(int length)
    {
        var mode = Choose(length);
        Lease? copy = mode is not Mode.Drop ? pool.Rent(length) : null; // NDIS0005
        var result = mode switch
        {
            Mode.Copy => copy!.Length,
            Mode.Borrow => length,
            _ => 0,
        };
        if (mode is Mode.Copy)
            pool.Return(copy!);
        return result;
    }
}

// case: The words of a command line, as a list pattern
class Commands(LeasePool pool)
{
    public int Good(string[] words)
    {
        if (words is not ["send", var size, ..])
            return 0;
        var lease = pool.Rent(size.Length);
        var sent = words is [_, _, "twice"] ? 2 : 1;
        pool.Return(lease);
        return sent;
    }

    public int Bad(string[] words)
    {
        var lease = pool.Rent(words.Length); // NDIS0005
        switch (words)
        {
            case []:
                pool.Return(lease);
                return 0;
            case ["send", ..]:
                pool.Return(lease);
                return 1;
            case [.., "quit"]:
                return 2;
            default:
                pool.Return(lease);
                return 3;
        }
    }
}

// case: A receive path in the style of the WDK, unwound by goto
static class Receive
{
    public static NdisStatus Good(NetBufferPool pool, NetBufferListPool lists, Mdl mdl, int length)
    {
        NdisStatus status;
        NetBuffer nb = default;
        NetBufferList nbl = default;

        if (length == 0)
        {
            status = NdisStatus.InvalidLength;
            goto Exit;
        }

        nb = NdisAllocateNetBuffer(pool, mdl, 0, length);
        if (nb == null)
        {
            status = NdisStatus.Resources;
            goto Exit;
        }

        nbl = NdisAllocateNetBufferList(lists, 0, 0);
        if (nbl == null)
        {
            status = NdisStatus.Resources;
            goto Exit;
        }

        nbl.Status = NdisStatus.Success;
        status = nbl.Status;
    Exit:
        if (nbl != null)
            NdisFreeNetBufferList(nbl);
        if (nb != null)
            NdisFreeNetBuffer(nb);
        return status;
    }

    public static NdisStatus Bad(NetBufferPool pool, NetBufferListPool lists, Mdl mdl, int length)
    {
        NdisStatus status;
        NetBuffer nb = NdisAllocateNetBuffer(pool, mdl, 0, length); // NDIS0005
        NetBufferList nbl = default;
        if (nb == null)
        {
            status = NdisStatus.Resources;
            goto Exit;
        }

        nbl = NdisAllocateNetBufferList(lists, 0, 0);
        if (nbl == null)
        {
            status = NdisStatus.Resources;
            goto Exit;
        }

        status = NdisStatus.Success;
        goto FreeList;
    FreeList:
        NdisFreeNetBufferList(nbl);
        NdisFreeNetBuffer(nb);
    Exit:
        return status;
    }
}
