// What a helper cannot come to is after it as it was before; what it can, by whatever way, is not.

// case: A flag outlives helpers that do not know it
class Sender(NetBufferPool pool, Mdl mdl)
{
    int sent;
    bool isTraced;

    public void Send(int length)
    {
        var isKept = length > 100;
        var nb = NdisAllocateNetBuffer(pool, mdl, 0, length);
        if (nb.IsNull)
            return;
        Fill(nb, length);
        if (!isKept)
            NdisFreeNetBuffer(nb);
        if (isTraced)
            Console.WriteLine(sent);
        if (!isKept)
            return;
        Fill(nb, 2);
        NdisFreeNetBuffer(nb);
    }

    void Fill(NetBuffer nb, int count)
    {
        nb.DataLength = Math.Max(1, nb.DataLength - count);
        sent += count;
    }
}

// case: A flag that a helper is given by reference
class Sender(NetBufferPool pool, Mdl mdl)
{
    public void Send(int length)
    {
        var isKept = true;
        var nb = NdisAllocateNetBuffer(pool, mdl, 0, length); // NDIS0005
        if (nb.IsNull)
            return;
        Fill(nb, ref isKept);
        if (isKept)
            NdisFreeNetBuffer(nb);
    }

    static void Fill(NetBuffer nb, ref bool isKept)
    {
        if (nb.DataLength == 0)
            isKept = false;
    }
}

// case: A flag that somebody sets whom a helper tells
interface IListener
{
    void Sent(NetBuffer nb, Machine by);
}

sealed class Stopper : IListener
{
    public void Sent(NetBuffer nb, Machine by) => by.IsStopped = nb.DataLength > 10;
}

sealed class Machine(NetBufferPool pool, Mdl mdl)
{
    public bool IsStopped;
    public IListener? Listener;

    public void Run()
    {
        IsStopped = false;
        var nb = NdisAllocateNetBuffer(pool, mdl, 0, 20); // NDIS0005 for now: silent
        if (nb.IsNull)
            return;
        Tell(nb);
        if (IsStopped)
            return;
        NdisFreeNetBuffer(nb);
    }

    void Tell(NetBuffer nb) => Listener?.Sent(nb, this);
}

// case: A flag that a local function shares
class Sender(NetBufferPool pool, Mdl mdl)
{
    public void Send(int length)
    {
        var isSent = false;
        var nb = NdisAllocateNetBuffer(pool, mdl, 0, length);
        if (nb.IsNull)
            return;
        Each(nb, Free);
        if (!isSent)
            NdisFreeNetBuffer(nb);

        void Free(NetBuffer one)
        {
            NdisFreeNetBuffer(one);
            isSent = true;
        }
    }

    static void Each(NetBuffer nb, Action<NetBuffer> act)
    {
        if (nb.DataLength > 0)
            act(nb);
    }
}

// case: An object that a helper makes anew does not have what the old one had
sealed class Ticket
{
    public NetBuffer Buffer;
    public bool IsUsed;
}

class Office(NetBufferPool pool, Mdl mdl)
{
    public void Serve()
    {
        var first = New();
        first.IsUsed = true;
        var second = New();
        Check(second);
        if (!first.Buffer.IsNull)
            NdisFreeNetBuffer(first.Buffer);
        if (!second.Buffer.IsNull && !second.IsUsed)
            NdisFreeNetBuffer(second.Buffer);
    }

    Ticket New() => new() { Buffer = NdisAllocateNetBuffer(pool, mdl, 0, 8) };

    static void Check(Ticket ticket) => Console.WriteLine(ticket.Buffer.IsNull);
}
