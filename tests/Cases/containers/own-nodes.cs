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

// case: The next node is kept before this one is taken apart
sealed class NextKept(LeasePool pool) : IDisposable
{
    sealed class Node
    {
        public Lease? Lease;
        public Node? Next;
    }

    Node? head, tail;

    public void Add(int size)
    {
        var added = new Node { Lease = pool.Rent(size) };
        if (tail is null)
            head = added;
        else
            tail.Next = added;
        tail = added;
    }

    public void Dispose()
    {
        var node = head;
        while (node != null)
        {
            var next = node.Next;
            if (node.Lease is not null)
                pool.Return(node.Lease);
            node = next;
        }
    }
}

// case: A walk along the nodes that gives back some
sealed class SomeOfThem(LeasePool pool) : IDisposable
{
    sealed class Node
    {
        public Lease? Lease;
        public Node? Next;
        public int Key;
    }

    Node? head, tail;

    public void Add(int size)
    {
        var added = new Node { Lease = pool.Rent(size), Key = size };
        if (tail is null)
            head = added;
        else
            tail.Next = added;
        tail = added;
    }

    public void Dispose() // NDIS0001
    {
        for (var node = head; node is not null; node = node.Next)
            if (node.Key == 3)
                pool.Return(node.Lease!);
    }
}
