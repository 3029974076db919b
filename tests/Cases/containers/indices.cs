// case: An index that is computed from the one that steps
class Computed
{
    public void Minus(int n)
    {
        var blocks = new nint[n];
        for (var i = 0; i < n; i++)
            blocks[i] = Marshal.AllocHGlobal(4);
        for (var i = n; i > 0; i--)
            Marshal.FreeHGlobal(blocks[i - 1]);
    }

    public void FromEnd(int n)
    {
        var blocks = new List<nint>();
        for (var i = 0; i < n; i++)
            blocks.Add(Marshal.AllocHGlobal(4));
        for (var i = 1; i <= blocks.Count; i++)
            Marshal.FreeHGlobal(blocks[^i]);
    }

    public void Mirrored(int n)
    {
        var blocks = new List<nint>();
        for (var i = 0; i < n; i++)
            blocks.Add(Marshal.AllocHGlobal(4));
        for (var i = 0; i < blocks.Count; i++)
            Marshal.FreeHGlobal(blocks[blocks.Count - 1 - i]);
    }

    public void Twice(int n)
    {
        var blocks = new nint[n];
        for (var i = 0; i < n; i++)
            blocks[i] = Marshal.AllocHGlobal(4);
        for (var i = n; i > 0; i--)
            Marshal.FreeHGlobal(blocks[i - 1]);
        for (var i = n; i > 0; i--)
            Marshal.FreeHGlobal(blocks[i - 1]); // NDIS0003
    }

    public void AtOne(int n)
    {
        var blocks = new nint[n];
        for (var i = 0; i < n; i++)
            blocks[i] = Marshal.AllocHGlobal(4); // NDIS0005
        for (var i = 1; i < n; i++)
            Marshal.FreeHGlobal(blocks[i]);
    }
}

// case: As many are taken out as there are
class Counted
{
    public void Constant()
    {
        var queue = new Queue<nint>();
        for (var i = 0; i < 4; i++)
            queue.Enqueue(Marshal.AllocHGlobal(4));
        for (var i = 0; i < 4; i++)
            Marshal.FreeHGlobal(queue.Dequeue());
    }

    public void ByCount(int n)
    {
        var stack = new Stack<nint>();
        for (var i = 0; i < n; i++)
            stack.Push(Marshal.AllocHGlobal(4));
        for (var left = stack.Count; left > 0; left--)
            Marshal.FreeHGlobal(stack.Pop());
    }

    public void TooFew()
    {
        var queue = new Queue<nint>();
        for (var i = 0; i < 6; i++)
            queue.Enqueue(Marshal.AllocHGlobal(4)); // NDIS0005
        for (var i = 0; i < 4; i++)
            Marshal.FreeHGlobal(queue.Dequeue());
    }

    public void FromOne(int n)
    {
        var queue = new Queue<nint>();
        for (var i = 0; i < n; i++)
            queue.Enqueue(Marshal.AllocHGlobal(4)); // NDIS0005
        for (var i = 1; i < n; i++)
            Marshal.FreeHGlobal(queue.Dequeue());
    }

    public void OneLess(int n)
    {
        var stack = new Stack<nint>();
        for (var i = 0; i < n; i++)
            stack.Push(Marshal.AllocHGlobal(4)); // NDIS0005
        for (var left = stack.Count - 1; left > 0; left--)
            Marshal.FreeHGlobal(stack.Pop());
    }

    public void LinkedNodes(int n)
    {
        var list = new LinkedList<nint>();
        for (var i = 0; i < n; i++)
            list.AddLast(Marshal.AllocHGlobal(4));
        for (var i = 0; i < n; i++)
        {
            Marshal.FreeHGlobal(list.First!.Value);
            list.RemoveFirst();
        }
    }

    public void NotInEveryRound(int n)
    {
        var queue = new Queue<nint>();
        for (var i = 0; i < n; i++)
            queue.Enqueue(Marshal.AllocHGlobal(4)); // NDIS0005
        for (var i = 0; i < n; i++)
            if (i % 2 == 0)
                Marshal.FreeHGlobal(queue.Dequeue());
    }
}

// case: What a filter leaves out is null
class Filtered
{
    public void Good(int n)
    {
        var slots = new byte[]?[4];
        if (n > 3)
            slots[0] = ArrayPool<byte>.Shared.Rent(n);
        foreach (var slot in slots.Where(slot => slot is not null))
            ArrayPool<byte>.Shared.Return(slot!);
    }

    public void Bad(int n)
    {
        var slots = new byte[]?[4];
        if (n > 3)
            slots[0] = ArrayPool<byte>.Shared.Rent(n); // NDIS0005
        foreach (var slot in slots.Where(slot => slot is null))
            Console.WriteLine(slot is null);
    }
}
