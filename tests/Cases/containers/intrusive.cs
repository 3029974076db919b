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

// case: A lock-free stack
sealed class Nodes(LeasePool pool) : IDisposable
{
    sealed class Node
    {
        public Lease? Lease;
        public Node? Next, Prev;
        public int Key;
    }

    Node? head;

    public void Push(int size)
    {
        var n = new Node { Lease = pool.Rent(size) };
        do n.Next = head;
        while (Interlocked.CompareExchange(ref head, n, n.Next) != n.Next);
    }

    public void Dispose()
    {
        for (var n = Interlocked.Exchange(ref head, null); n != null; n = n.Next)
            pool.Return(n.Lease!);
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

// case: A tree whose nodes own their children
sealed class OwnerNode(LeasePool pool, int n) : IDisposable
{
    readonly Lease lease = pool.Rent(n);
    readonly List<OwnerNode> kids = [];

    public OwnerNode Add(int size)
    {
        var kid = new OwnerNode(pool, size);
        kids.Add(kid);
        return kid;
    }

    public void Dispose()
    {
        foreach (var kid in kids)
            kid.Dispose();
        pool.Return(lease);
    }
}

static class OwnerTreeUser
{
    public static void Run(LeasePool pool)
    {
        using var root = new OwnerNode(pool, 1);
        root.Add(1).Add(2);
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

// case: A list of nodes that know both neighbours
sealed class Nodes(LeasePool pool) : IDisposable
{
    sealed class Node
    {
        public Lease? Lease;
        public Node? Next, Prev;
        public int Key;
    }

    Node? head, tail;

    public void Add(int size)
    {
        var n = new Node { Lease = pool.Rent(size), Prev = tail, Key = size };
        if (tail is null)
            head = n;
        else tail.Next = n;
        tail = n;
    }

    void Unlink(Node n)
    {
        if (n.Prev is null)
            head = n.Next;
        else n.Prev.Next = n.Next;
        if (n.Next is null)
            tail = n.Prev;
        else n.Next.Prev = n.Prev;
        n.Prev = n.Next = null;
    }

    public void Remove(int key)
    {
        for (var n = head; n is not null; n = n.Next)
        {
            if (n.Key != key)
                continue;
            Unlink(n);
            pool.Return(n.Lease!);
            return;
        }
    }

    public void Dispose()
    {
        for (var n = head; n != null; n = n.Next)
            pool.Return(n.Lease!);
    }
}

// case: A ring of nodes around one that holds nothing
sealed class Circular : IDisposable
{
    sealed class Node
    {
        public Lease? Lease;
        public Node Next = null!, Prev = null!;
    }

    readonly Node ring = new();
    readonly LeasePool pool;

    public Circular(LeasePool pool)
    {
        this.pool = pool;
        ring.Next = ring.Prev = ring;
    }

    public void Add(int size)
    {
        var n = new Node { Lease = pool.Rent(size), Prev = ring.Prev, Next = ring };
        ring.Prev.Next = n;
        ring.Prev = n;
    }

    public void Dispose()
    {
        for (var n = ring.Next; n != ring; n = n.Next)
            pool.Return(n.Lease!);
    }
}

// case: A walk along the nodes that gives nothing back
sealed class RingKept : IDisposable
{
    sealed class Node
    {
        public Lease? Lease;
        public Node Next = null!, Prev = null!;
    }

    readonly Node ring = new();
    readonly LeasePool pool;

    public RingKept(LeasePool pool)
    {
        this.pool = pool;
        ring.Next = ring.Prev = ring;
    }

    public void Add(int size)
    {
        var n = new Node { Lease = pool.Rent(size), Prev = ring.Prev, Next = ring };
        ring.Prev.Next = n;
        ring.Prev = n;
    }

    public void Dispose() // NDIS0001
    {
        for (var n = ring.Next; n != ring; n = n.Next)
            Console.WriteLine(n.Lease!.Length);
    }
}
