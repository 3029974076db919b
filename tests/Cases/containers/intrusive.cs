// case: Native nodes are freed one by one
unsafe class NativeNodes
{
    struct Node
    {
        public Node* Next;
        public int Value;
    }

    public void Run(int n)
    {
        Node* head = null;
        for (var i = 0; i < n; i++)
        {
            var x = (Node*)NativeMemory.Alloc((nuint)sizeof(Node));
            x->Next = head;
            head = x;
        }
        while (head != null)
        {
            var x = head;
            head = x->Next;
            NativeMemory.Free(x);
        }
    }
}

unsafe class NativeNodesInField : IDisposable
{
    struct Node
    {
        public Node* Next;
        public int Value;
    }

    Node* head;

    public void Add(int value)
    {
        var x = (Node*)NativeMemory.Alloc((nuint)sizeof(Node));
        x->Next = head;
        x->Value = value;
        head = x;
    }

    public void Dispose()
    {
        while (head != null)
        {
            var x = head;
            head = x->Next;
            NativeMemory.Free(x);
        }
    }
}

// case: A queue of head and tail
sealed class HeadTail(LeasePool pool) : IDisposable
{
    Lease? head, tail;

    public void Add()
    {
        var b = pool.Rent(1);
        if (head is null)
            head = b;
        else tail!.Next = b;
        tail = b;
    }

    public bool Remove()
    {
        if (head is null)
            return false;
        var b = head;
        head = b.Next;
        if (head is null)
            tail = null;
        pool.Return(b);
        return true;
    }

    public void Dispose()
    {
        while (Remove()) { }
    }
}

sealed class HeadTailAskedByTail(LeasePool pool) : IDisposable
{
    Lease? head, tail;

    public void Add()
    {
        var b = pool.Rent(1);
        if (tail is null)
            head = b;
        else tail.Next = b;
        tail = b;
    }

    public bool Remove()
    {
        if (head is null)
            return false;
        var b = head;
        head = b.Next;
        if (head is null)
            tail = null;
        pool.Return(b);
        return true;
    }

    public void Dispose()
    {
        while (Remove()) { }
    }
}

// case: NET_BUFFERs of a list of the driver's own
class Strip(NetBufferPool pool, Mdl mdl, NetBufferListPool lists)
{
    public void Run(int n)
    {
        var list = NdisAllocateNetBufferList(lists, 0, 0);
        if (!list)
            return;
        for (var i = 0; i < n; i++)
        {
            var b = NdisAllocateNetBuffer(pool, mdl, 0, 64);
            if (!b)
                break;
            b.Next = list.FirstNetBuffer;
            list.FirstNetBuffer = b;
        }
        while (list.FirstNetBuffer)
        {
            var x = list.FirstNetBuffer;
            list.FirstNetBuffer = x.Next;
            NdisFreeNetBuffer(x);
        }
        NdisFreeNetBufferList(list);
    }
}

// case: A native node is asked for the next one when it is freed
unsafe class NativeNodesLate
{
    struct Node
    {
        public Node* Next;
        public int Value;
    }

    public void Run(int n)
    {
        Node* head = null;
        for (var i = 0; i < n; i++)
        {
            var x = (Node*)NativeMemory.Alloc((nuint)sizeof(Node));
            x->Next = head;
            head = x;
        }

        while (head != null)
        {
            var x = head;
            NativeMemory.Free(x);
            head = x->Next; // NDIS0004
        }
    }
}

// case: A tail stays behind when the queue is empty
sealed class TailKept(LeasePool pool) : IDisposable
{
    Lease? head, tail;

    public void Add()
    {
        var b = pool.Rent(1);
        if (tail is null)
            head = b;
        else
            tail.Next = b; // NDIS0004
        tail = b;
    }

    public bool Remove()
    {
        if (head is null)
            return false;
        var b = head;
        head = b.Next;
        pool.Return(b);
        return true;
    }

    public void Dispose()
    {
        while (Remove())
        {
        }
    }
}

// case: Objects that are linked where they are acquired
sealed class Ticket
{
    public int Number;
    public Ticket? Parent;
    public Ticket Root => Parent?.Root ?? this;
}

sealed class Office
{
    [return: NdisRules.Acquires]
    public Ticket Take(Ticket? parent) => new() { Parent = parent };

    public void Give([NdisRules.Releases] Ticket ticket) => ticket.Number = 0;
}

static class Visitors
{
    public static void Below(Office office, Ticket parent)
    {
        var ticket = office.Take(parent); // NDIS0005
        if (ticket.Parent is not null)
            return;
        office.Give(ticket);
    }

    public static void ItsOwnRoot(Office office)
    {
        var ticket = office.Take(null); // NDIS0005
        if (ticket.Root is not null)
            return;
        office.Give(ticket);
    }
}
