// case: Handlers by kind of packet
class Router(NetBufferPool pool, Mdl mdl)
{
    readonly Action<NetBuffer>[] handlers = [];

    public Router(NetBufferPool pool, Mdl mdl, int size) : this(pool, mdl) => handlers = new Action<NetBuffer>[size];

    public void Route(int kind)
    {
        var nb = NdisAllocateNetBuffer(pool, mdl, 0, 1);
        if (nb.IsNull)
            return;
        if (kind < handlers.Length)
            handlers[kind](nb);
        else
            NdisFreeNetBuffer(nb);
    }

    public void RouteBadly(int kind)
    {
        var nb = NdisAllocateNetBuffer(pool, mdl, 0, 1); // NDIS0005
        if (nb.IsNull)
            return;
        if (kind < handlers.Length)
            handlers[kind](nb);
    }
}

// case: A completion callback is stored with the buffer
sealed class Request
{
    public NetBuffer Buffer;
    public Action<Request>? OnComplete;
}

class Submitter(NetBufferPool pool, Mdl mdl, Queue<Request> queue)
{
    public void Good()
    {
        var nb = NdisAllocateNetBuffer(pool, mdl, 0, 1);
        if (nb.IsNull)
            return;
        queue.Enqueue(new Request { Buffer = nb, OnComplete = static request => NdisFreeNetBuffer(request.Buffer) });
    }

    public void Bad(bool quiet)
    {
        var request = new Request { Buffer = NdisAllocateNetBuffer(pool, mdl, 0, 1) }; // NDIS0005
        if (request.Buffer.IsNull || quiet)
            return;
        queue.Enqueue(request);
    }
}

// case: NetBufferFreeMdl and its friends
class MdlHandlers(NetBufferPool pool, Mdl mdl)
{
    static void Forget(Mdl one) => Console.WriteLine(one);

    public void Good()
    {
        var nb = NdisAllocateNetBuffer(pool, mdl, 0, 60);
        if (nb.IsNull)
            return;
        NdisAdvanceNetBufferDataStart(nb, 14, freeMdl: true, Forget);
        NdisFreeNetBuffer(nb);
    }

    public void Bad()
    {
        var nb = NdisAllocateNetBuffer(pool, mdl, 0, 60); // NDIS0005
        if (nb.IsNull)
            return;
        NdisAdvanceNetBufferDataStart(nb, 14, freeMdl: true, one => Console.WriteLine(one));
    }
}
