// case: One NET_BUFFER after the other of a chain of lists
class Walker(NetBufferPool pool, Mdl mdl)
{
    public int Good(NetBufferList lists)
    {
        var bytes = 0;
        for (var list = lists; list != null; list = list.Next)
        {
            for (var nb = list.FirstNetBuffer; nb != null; nb = nb.Next)
            {
                var copy = NdisAllocateNetBuffer(pool, mdl, 0, nb.DataLength);
                if (copy == null)
                    return bytes;
                bytes += copy.DataLength;
                NdisFreeNetBuffer(copy);
            }
        }

        return bytes;
    }

    public int Bad(NetBufferList lists)
    {
        var bytes = 0;
        for (var list = lists; list != null; list = list.Next)
        {
            for (var nb = list.FirstNetBuffer; nb != null; nb = nb.Next)
            {
                var copy = NdisAllocateNetBuffer(pool, mdl, 0, nb.DataLength); // NDIS0005
                if (copy == null)
                    return bytes;
                if (nb.DataLength > 1514)
                    break;
                bytes += copy.DataLength;
                NdisFreeNetBuffer(copy);
            }
        }

        return bytes;
    }
}

// case: Fragments of one large packet
class Fragmenter(NetBufferPool pool, Mdl mdl)
{
    const int Mtu = 1500;

    public int Good(int length)
    {
        var count = 0;
        for (int offset = 0, left = length; left > 0; offset += Mtu, left -= Mtu)
        {
            var part = NdisAllocateNetBuffer(pool, mdl, offset, Math.Min(left, Mtu));
            if (!part)
                return count;
            count++;
            NdisFreeNetBuffer(part);
        }

        return count;
    }

    public int Bad(int length)
    {
        var count = 0;
        NetBuffer part = default;
        for (int offset = 0, left = length; left > 0; offset += Mtu, left -= Mtu)
        {
            part = NdisAllocateNetBuffer(pool, mdl, offset, Math.Min(left, Mtu)); // NDIS0002
            if (!part)
                return count;
            count++;
        }

        if (part)
            NdisFreeNetBuffer(part);
        return count;
    }
}

// case: Polling with a budget
class Poller(NetBufferPool pool, Mdl ring)
{
    int head;

    bool HasWork() => head % 7 != 0;

    public int Good(int budget)
    {
        var done = 0;
        while (done < budget && HasWork())
        {
            var nb = NdisAllocateNetBuffer(pool, ring, head, 60);
            if (nb.IsNull)
                break;
            head += 60;
            done++;
            NdisFreeNetBuffer(nb);
        }

        return done;
    }

    public int Bad(int budget)
    {
        var done = 0;
        while (HasWork())
        {
            var nb = NdisAllocateNetBuffer(pool, ring, head, 60); // NDIS0005
            if (nb.IsNull || ++done == budget)
                break;
            head += 60;
            NdisFreeNetBuffer(nb);
        }

        return done;
    }
}

// case: The same packet again until it is acknowledged
class Resender(NetBufferPool pool, Mdl mdl)
{
    bool Acknowledged(int attempt) => Console.Read() > attempt;

    public bool Good()
    {
        var nb = NdisAllocateNetBuffer(pool, mdl, 0, 60);
        if (!nb)
            return false;
        var attempt = 0;
        do
        {
            nb.DataOffset = attempt;
        }
        while (!Acknowledged(attempt++) && attempt < 5);
        NdisFreeNetBuffer(nb);
        return attempt < 5;
    }

    public bool Bad()
    {
        var nb = NdisAllocateNetBuffer(pool, mdl, 0, 60); // NDIS0005
        if (!nb)
            return false;
        for (var attempt = 0; attempt < 5; attempt++)
        {
            nb.DataOffset = attempt;
            if (Acknowledged(attempt))
            {
                NdisFreeNetBuffer(nb);
                return true;
            }
        }

        return false;
    }

    public void Worse()
    {
        var nb = NdisAllocateNetBuffer(pool, mdl, 0, 60); // NDIS0005
        if (!nb)
            return;
        for (var attempt = 0; attempt < 5; attempt++)
            if (Acknowledged(attempt))
                NdisFreeNetBuffer(nb); // NDIS0003
    }
}

// case: A parser that steps back and forth
class Parser(NetBufferPool pool, Mdl mdl)
{
    enum Step { Header, Options, Body, Done }

    public void Good(int length)
    {
        NetBuffer options = default;
        for (var step = Step.Header; step != Step.Done;)
        {
            switch (step)
            {
                case Step.Header:
                    step = length > 20 ? Step.Options : Step.Body;
                    break;
                case Step.Options:
                    options = NdisAllocateNetBuffer(pool, mdl, 20, length - 20);
                    step = Step.Body;
                    break;
                case Step.Body:
                    step = Step.Done;
                    break;
            }
        }

        if (options)
            NdisFreeNetBuffer(options);
    }

    public void Bad(int length)
    {
        NetBuffer options = default;
        for (var step = Step.Header; step != Step.Done;)
        {
            switch (step)
            {
                case Step.Header:
                    step = length > 20 ? Step.Options : Step.Body;
                    break;
                case Step.Options:
                    options = NdisAllocateNetBuffer(pool, mdl, 20, length - 20); // NDIS0002
                    step = length-- > 40 ? Step.Options : Step.Body;
                    break;
                case Step.Body:
                    step = Step.Done;
                    break;
            }
        }

        if (options)
            NdisFreeNetBuffer(options);
    }
}
