// case: A guard frees the variable that its ref field refers to
ref struct Guard
{
    ref Lease? slot;

    public Guard(LeasePool pool, ref Lease? slot, int size)
    {
        this.slot = ref slot;
        slot = pool.Rent(size);
    }

    public void Dispose()
    {
        slot?.Dispose();
        slot = null;
    }
}

static class Guarded
{
    public static int Named(LeasePool pool)
    {
        Lease? lease = null;
        using var guard = new Guard(pool, ref lease, 8);
        return lease!.Length;
    }

    public static void Unnamed(LeasePool pool)
    {
        Lease? lease = null;
        using (new Guard(pool, ref lease, 8))
            Console.WriteLine(lease!.Length);
    }

    public static void Forgotten(LeasePool pool)
    {
        Lease? lease = null;
        var guard = new Guard(pool, ref lease, 8); // NDIS0005
        Console.WriteLine(lease!.Length);
    }
}

// case: A cursor over a field of a class
ref struct Emptying(ref NetBuffer slot)
{
    readonly ref NetBuffer slot = ref slot;

    public void Empty()
    {
        if (slot.IsNull)
            return;
        NdisFreeNetBuffer(slot);
        slot = default;
    }

    public readonly bool IsEmpty() => slot.IsNull;
}

sealed class Receiver(NetBufferPool pool, Mdl mdl) : IDisposable
{
    NetBuffer armed;

    public void Arm()
    {
        if (armed.IsNull)
            armed = NdisAllocateNetBuffer(pool, mdl, 0, 64);
    }

    public void Dispose() => new Emptying(ref armed).Empty();
}

sealed class OnlyAsking(NetBufferPool pool, Mdl mdl) : IDisposable
{
    NetBuffer armed;

    public void Arm()
    {
        if (armed.IsNull)
            armed = NdisAllocateNetBuffer(pool, mdl, 0, 64);
    }

    public void Dispose() // NDIS0001
    {
        var cursor = new Emptying(ref armed);
        Console.WriteLine(cursor.IsEmpty());
    }
}

// case: A tree that grows through references to its links
sealed class Tree(LeasePool pool) : IDisposable
{
    sealed class Node
    {
        public Lease? Lease;
        public Node? Left, Right;
        public int Key;
    }

    Node? root;

    public void Insert(int key) => Insert(ref root, key);

    void Insert(ref Node? node, int key)
    {
        if (node is null)
            node = new Node { Key = key, Lease = pool.Rent(key) };
        else if (key < node.Key)
            Insert(ref node.Left, key);
        else
            Insert(ref node.Right, key);
    }

    void Free(Node? node)
    {
        if (node is null)
            return;
        Free(node.Left);
        Free(node.Right);
        pool.Return(node.Lease!);
    }

    public void Dispose() => Free(root);
}
