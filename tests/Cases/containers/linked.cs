// case: A singly linked queue with head and tail
sealed class SendQueue(LeasePool pool) : IDisposable
{
    sealed class Entry(Lease lease)
    {
        public readonly Lease Lease = lease;
        public Entry? Next;
    }

    Entry? head, tail;

    public void Enqueue(int size)
    {
        var entry = new Entry(pool.Rent(size));
        if (tail is null)
            head = entry;
        else
            tail.Next = entry;
        tail = entry;
    }

    public bool SendOne()
    {
        var entry = head;
        if (entry is null)
            return false;
        head = entry.Next;
        if (head is null)
            tail = null;
        pool.Return(entry.Lease);
        return true;
    }

    public void Dispose()
    {
        while (SendOne())
        {
        }
    }
}

// case: A stack of nodes is popped to its end
sealed class NodeStack(NetBufferPool pool, Mdl mdl) : IDisposable
{
    sealed class Node
    {
        public NetBuffer Buffer;
        public Node? Below;
    }

    Node? top;

    public bool Push(int length)
    {
        var nb = NdisAllocateNetBuffer(pool, mdl, 0, length);
        if (nb.IsNull)
            return false;
        top = new Node { Buffer = nb, Below = top };
        return true;
    }

    public void Dispose()
    {
        for (; top is not null; top = top.Below)
            NdisFreeNetBuffer(top.Buffer);
    }
}

// case: A stack of nodes that is dropped
sealed class NodeStack(NetBufferPool pool, Mdl mdl) : IDisposable
{
    sealed class Node
    {
        public NetBuffer Buffer;
        public Node? Below;
    }

    Node? top;

    public bool Push(int length)
    {
        var nb = NdisAllocateNetBuffer(pool, mdl, 0, length); // NDIS0005
        if (nb.IsNull)
            return false;
        top = new Node { Buffer = nb, Below = top };
        return true;
    }

    public void Dispose() => top = null;
}

// case: A stack of nodes whose end does nothing
sealed class NodeStack(LeasePool pool) : IDisposable
{
    sealed class Node(Lease lease, Node? below)
    {
        public Lease Lease { get; } = lease;
        public Node? Below { get; } = below;
    }

    Node? top;

    public void Push(int length) => top = new Node(pool.Rent(length), top);

    public int Sum()
    {
        var sum = 0;
        for (var node = top; node is not null; node = node.Below)
            sum += node.Lease.Length;
        return sum;
    }

    public void Dispose() // NDIS0001
    {
    }
}

// case: A doubly linked list with a sentinel
sealed class Ringed(LeasePool pool) : IDisposable
{
    sealed class Link
    {
        public Link Previous, Next;
        public Lease? Lease;

        public Link() => Previous = Next = this;
    }

    readonly Link sentinel = new();

    public void Add(int size)
    {
        var link = new Link { Lease = pool.Rent(size), Next = sentinel, Previous = sentinel.Previous };
        sentinel.Previous.Next = link;
        sentinel.Previous = link;
    }

    public void Dispose()
    {
        for (var link = sentinel.Next; link != sentinel; link = link.Next)
            pool.Return(link.Lease!);
        sentinel.Next = sentinel.Previous = sentinel;
    }
}

// case: A hash table with removal from a chain
sealed class Table(LeasePool pool) : IDisposable
{
    sealed class Entry
    {
        public int Key;
        public Lease Lease = null!;
        public Entry? Next;
    }

    readonly Entry?[] buckets = new Entry?[8];

    public void Put(int key)
    {
        ref var bucket = ref buckets[key & 7];
        for (var entry = bucket; entry != null; entry = entry.Next)
        {
            if (entry.Key == key)
            {
                pool.Return(entry.Lease);
                entry.Lease = pool.Rent(key);
                return;
            }
        }

        bucket = new Entry { Key = key, Lease = pool.Rent(key), Next = bucket };
    }

    public bool Remove(int key)
    {
        Entry? previous = null;
        for (var entry = buckets[key & 7]; entry != null; previous = entry, entry = entry.Next)
        {
            if (entry.Key != key)
                continue;
            if (previous == null)
                buckets[key & 7] = entry.Next;
            else
                previous.Next = entry.Next;
            pool.Return(entry.Lease);
            return true;
        }

        return false;
    }

    public void Dispose()
    {
        foreach (var bucket in buckets)
        {
            for (var entry = bucket; entry != null; entry = entry.Next)
                pool.Return(entry.Lease);
        }

        Array.Clear(buckets);
    }
}

// case: A chain of buffers in a method
class Chains(LeasePool pool)
{
    sealed record Segment(Lease Lease, Segment? Next);

    public int Good(int count)
    {
        Segment? first = null;
        for (var i = 0; i < count; i++)
            first = new Segment(pool.Rent(i), first);
        var sum = 0;
        while (first is var (lease, next))
        {
            sum += lease.Length;
            pool.Return(lease);
            first = next;
        }

        return sum;
    }

    public int One()
    {
        var only = new Segment(pool.Rent(1), null); // NDIS0005
        return only.Lease.Length;
    }

    public void Twice()
    {
        var first = new Segment(pool.Rent(1), null);
        var second = new Segment(pool.Rent(2), first);
        pool.Return(second.Lease);
        pool.Return(second.Next!.Lease);
        pool.Return(first.Lease); // NDIS0003
    }
}

// case: A retransmit list with a cursor behind
sealed class Retransmit(LeasePool pool) : IDisposable
{
    sealed class Pending
    {
        public required Lease Lease { get; init; }
        public int Tries { get; set; }
        public Pending? Next { get; set; }
    }

    Pending? first;

    public void Send(int size) => first = new Pending { Lease = pool.Rent(size), Next = first };

    public void Tick()
    {
        Pending? kept = null;
        while (first is { } pending)
        {
            first = pending.Next;
            if (++pending.Tries > 3)
            {
                pool.Return(pending.Lease);
                continue;
            }

            pending.Next = kept;
            kept = pending;
        }

        first = kept;
    }

    public void Dispose()
    {
        while (first is not null)
        {
            pool.Return(first.Lease);
            first = first.Next;
        }
    }
}

// case: A pattern looks into a node, which is then taken out
sealed class Backlog(LeasePool pool) : IDisposable
{
    readonly LinkedList<Lease> waiting = new();

    public void Add(int size) => waiting.AddLast(pool.Rent(size));

    public int Drop(int most)
    {
        var count = 0;
        while (waiting.First is { Value: var first } node && first.Length < most)
        {
            waiting.Remove(node);
            first.Dispose();
            count++;
        }

        return count;
    }

    public void Dispose()
    {
        foreach (var lease in waiting)
            lease.Dispose();
        waiting.Clear();
    }
}

// case: A pattern looks into a node, and what it saw is used too late
sealed class Backlog(LeasePool pool) : IDisposable
{
    readonly LinkedList<Lease> waiting = new();

    public void Add(int size) => waiting.AddLast(pool.Rent(size));

    public int Drop()
    {
        var count = 0;
        while (waiting.First is { Value: var first } node)
        {
            waiting.Remove(node);
            first.Dispose();
            count += first.Length; // NDIS0004
        }

        return count;
    }

    public void Dispose()
    {
        foreach (var lease in waiting)
            lease.Dispose();
        waiting.Clear();
    }
}

// case: A linked list is walked with the next node kept before this one is taken out
sealed class Evicting(LeasePool pool) : IDisposable
{
    readonly LinkedList<Lease> items = new();

    public void Add(int size) => items.AddLast(pool.Rent(size));

    public void Trim(int longest)
    {
        var node = items.First;
        while (node != null)
        {
            var next = node.Next;
            if (node.Value.Length > longest)
            {
                items.Remove(node);
                pool.Return(node.Value);
            }

            node = next;
        }
    }

    public void Dispose()
    {
        for (LinkedListNode<Lease>? node = items.First, after; node != null; node = after)
        {
            after = node.Next;
            items.Remove(node);
            pool.Return(node.Value);
        }
    }
}

sealed class FromBehind(LeasePool pool) : IDisposable
{
    readonly LinkedList<Lease> items = new();

    public void Add(int size) => items.AddFirst(pool.Rent(size));

    public void Dispose()
    {
        var node = items.Last;
        while (node is not null)
        {
            var previous = node.Previous;
            pool.Return(node.Value);
            items.Remove(node);
            node = previous;
        }
    }
}

// case: The same, and what was given back stays in the list, or what was taken out is not given back
sealed class StaysIn(LeasePool pool) : IDisposable
{
    readonly LinkedList<Lease> items = new();

    public void Add(int size) => items.AddLast(pool.Rent(size));

    public void Trim(int longest)
    {
        var node = items.First;
        while (node != null)
        {
            var next = node.Next;
            if (longest == 0)
                pool.Return(node.Value); // NDIS0003
            node = next;
        }
    }

    public void Dispose()
    {
        foreach (var item in items)
            pool.Return(item);
    }
}

sealed class TakenOut(LeasePool pool) : IDisposable
{
    readonly LinkedList<Lease> items = new();

    public void Add(int size) => items.AddLast(pool.Rent(size)); // NDIS0005

    public void Trim(int longest)
    {
        var node = items.First;
        while (node != null)
        {
            var next = node.Next;
            if (node.Value.Length > longest)
                items.Remove(node);
            node = next;
        }
    }

    public void Dispose()
    {
        foreach (var item in items)
            pool.Return(item);
    }
}

// case: What is used goes to the front
sealed class Recent(LeasePool pool) : IDisposable
{
    readonly LinkedList<(int Key, Lease Lease)> order = new();

    public void Get(int key)
    {
        for (var node = order.First; node != null; node = node.Next)
        {
            if (node.Value.Key != key)
                continue;
            order.Remove(node);
            order.AddFirst(node);
            return;
        }

        order.AddFirst((key, pool.Rent(512)));
    }

    public void Dispose()
    {
        foreach (var entry in order)
            pool.Return(entry.Lease);
        order.Clear();
    }
}
