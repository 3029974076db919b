// case: A loop leaves out one end
class Ends
{
    public void FromTheSecond()
    {
        var all = new nint[8];
        for (var i = 0; i < all.Length; i++)
            all[i] = Marshal.AllocHGlobal(4); // NDIS0005
        for (var i = 1; i < all.Length; i++)
            Marshal.FreeHGlobal(all[i]);
    }

    public void ToTheLastButOne()
    {
        var all = new nint[8];
        for (var i = 0; i < all.Length; i++)
            all[i] = Marshal.AllocHGlobal(4); // NDIS0005
        for (var i = 0; i < all.Length - 1; i++)
            Marshal.FreeHGlobal(all[i]);
    }

    public void DownToTheSecond()
    {
        var all = new nint[8];
        for (var i = 0; i < all.Length; i++)
            all[i] = Marshal.AllocHGlobal(4); // NDIS0005
        for (var i = all.Length - 1; i > 0; i--)
            Marshal.FreeHGlobal(all[i]);
    }

    public void DownFromTheLastButOne()
    {
        var all = new nint[8];
        for (var i = 0; i < all.Length; i++)
            all[i] = Marshal.AllocHGlobal(4); // NDIS0005
        for (var i = all.Length - 2; i >= 0; i--)
            Marshal.FreeHGlobal(all[i]);
    }

    public void OneFewer()
    {
        var all = new nint[8];
        for (var i = 0; i < 8; i++)
            all[i] = Marshal.AllocHGlobal(4); // NDIS0005
        for (var i = 0; i < 7; i++)
            Marshal.FreeHGlobal(all[i]);
    }

    public void Slice()
    {
        var all = new nint[8];
        for (var i = 0; i < 8; i++)
            all[i] = Marshal.AllocHGlobal(4); // NDIS0005
        foreach (var block in all.AsSpan(1))
            Marshal.FreeHGlobal(block);
    }

    public void AllTheWayDown(int count)
    {
        var all = new nint[count];
        for (var i = 0; i < all.Length; i++)
            all[i] = Marshal.AllocHGlobal(4);
        for (var i = count - 1; i >= 0; i--)
            Marshal.FreeHGlobal(all[i]);
    }
}

// case: The end that a loop leaves out is seen to apart
class Apart
{
    public void FirstBefore()
    {
        var all = new nint[8];
        for (var i = 0; i < all.Length; i++)
            all[i] = Marshal.AllocHGlobal(4);
        Marshal.FreeHGlobal(all[0]);
        for (var i = 1; i < all.Length; i++)
            Marshal.FreeHGlobal(all[i]);
    }

    public void FirstBehind()
    {
        var all = new nint[8];
        for (var i = 0; i < all.Length; i++)
            all[i] = Marshal.AllocHGlobal(4);
        for (var i = all.Length - 1; i > 0; i--)
            Marshal.FreeHGlobal(all[i]);
        Marshal.FreeHGlobal(all[0]);
    }

    public void LastBehind()
    {
        var all = new nint[8];
        for (var i = 0; i < all.Length; i++)
            all[i] = Marshal.AllocHGlobal(4);
        for (var i = 0; i < all.Length - 1; i++)
            Marshal.FreeHGlobal(all[i]);
        Marshal.FreeHGlobal(all[^1]);
    }

    public void Slice()
    {
        var all = new nint[8];
        for (var i = 0; i < 8; i++)
            all[i] = Marshal.AllocHGlobal(4);
        Marshal.FreeHGlobal(all[0]);
        foreach (var block in all.AsSpan(1))
            Marshal.FreeHGlobal(block);
    }

    public void Range()
    {
        var all = new nint[8];
        for (var i = 0; i < 8; i++)
            all[i] = Marshal.AllocHGlobal(4);
        Marshal.FreeHGlobal(all[0]);
        foreach (var block in all[1..])
            Marshal.FreeHGlobal(block);
    }

    public void Skipped(int count)
    {
        var all = new List<nint>();
        for (var i = 0; i < count; i++)
            all.Add(Marshal.AllocHGlobal(4));
        var first = all[0];
        foreach (var block in all.Skip(1))
            Marshal.FreeHGlobal(block);
        Marshal.FreeHGlobal(first);
    }

    public void Header(int count)
    {
        var all = new nint[count + 1];
        all[0] = 7;
        for (var i = 1; i < all.Length; i++)
            all[i] = Marshal.AllocHGlobal(4);
        for (var i = 1; i < all.Length; i++)
            Marshal.FreeHGlobal(all[i]);
    }

    public void Unused(int count)
    {
        var all = new nint[count + 1];
        for (var i = 1; i < all.Length; i++)
            all[i] = Marshal.AllocHGlobal(4);
        for (var i = 1; i < all.Length; i++)
            Marshal.FreeHGlobal(all[i]);
    }

    public void Twice()
    {
        var all = new nint[8];
        for (var i = 0; i < all.Length; i++)
            all[i] = Marshal.AllocHGlobal(4);
        for (var i = all.Length - 1; i > 0; i--)
            Marshal.FreeHGlobal(all[i]);
        Marshal.FreeHGlobal(all[0]);
        Marshal.FreeHGlobal(all[0]); // NDIS0003
    }
}

// case: Ever less of a span
class Shrinking
{
    public void Good()
    {
        Span<nint> all = stackalloc nint[4];
        for (var i = 0; i < all.Length; i++)
            all[i] = Marshal.AllocHGlobal(4);
        for (var rest = all; !rest.IsEmpty; rest = rest[1..])
            Marshal.FreeHGlobal(rest[0]);
    }
}

// case: From both ends towards the middle
class BothEnds
{
    public void Good()
    {
        var all = new nint[4];
        for (var i = 0; i < all.Length; i++)
            all[i] = Marshal.AllocHGlobal(4);
        for (int i = 0, j = all.Length - 1; i < j; i++, j--)
        {
            Marshal.FreeHGlobal(all[i]);
            Marshal.FreeHGlobal(all[j]);
        }
    }

    public void Turned(int count)
    {
        var all = new nint[count];
        for (var i = 0; i < all.Length; i++)
            all[i] = Marshal.AllocHGlobal(4);
        for (int i = 0, j = all.Length - 1; i < j; i++, j--)
            (all[i], all[j]) = (all[j], all[i]);
        foreach (var block in all)
            Marshal.FreeHGlobal(block);
    }

    public void Looked()
    {
        var all = new nint[4];
        for (var i = 0; i < all.Length; i++)
            all[i] = Marshal.AllocHGlobal(4); // NDIS0005
        for (int i = 0, j = all.Length - 1; i < j; i++, j--)
            Console.WriteLine(all[i] + all[j]);
    }
}

// case: Ends, written in other ways
class OtherWays
{
    public void While()
    {
        var all = new nint[8];
        for (var i = 0; i < all.Length; i++)
            all[i] = Marshal.AllocHGlobal(4);
        Marshal.FreeHGlobal(all[0]);
        var k = 1;
        while (k < all.Length)
        {
            Marshal.FreeHGlobal(all[k]);
            k++;
        }
    }

    public void WhileAndNoMore()
    {
        var all = new nint[8];
        for (var i = 0; i < all.Length; i++)
            all[i] = Marshal.AllocHGlobal(4); // NDIS0005
        var k = 1;
        while (k < all.Length)
        {
            Marshal.FreeHGlobal(all[k]);
            k++;
        }
    }

    public void LessOrEqual(int count)
    {
        var all = new nint[count];
        for (var i = 0; i <= count - 1; i++)
            all[i] = Marshal.AllocHGlobal(4);
        for (var i = 1; i <= count - 1; i++)
            Marshal.FreeHGlobal(all[i]);
        Marshal.FreeHGlobal(all[0]);
    }

    public void InList(int count)
    {
        var all = new List<nint>();
        for (var i = 0; i < count; i++)
            all.Add(Marshal.AllocHGlobal(4));
        for (var i = 1; i < all.Count; i++)
            Marshal.FreeHGlobal(all[i]);
        Marshal.FreeHGlobal(all[0]);
    }

    public void PartOfSpan()
    {
        var all = new nint[8];
        for (var i = 0; i < all.Length; i++)
            all[i] = Marshal.AllocHGlobal(4);
        foreach (var block in all.AsSpan()[1..])
            Marshal.FreeHGlobal(block);
        Marshal.FreeHGlobal(all[0]);
    }
}

// case: Elements by ElementAt
class AtPlace
{
    public void Good(int count)
    {
        var all = new List<byte[]>();
        for (var i = 0; i < count; i++)
            all.Add(ArrayPool<byte>.Shared.Rent(4));
        for (var i = 0; i < all.Count; i++)
            ArrayPool<byte>.Shared.Return(all.ElementAt(i));
    }

    public void OnlyLooked(int count)
    {
        var all = new List<byte[]>();
        for (var i = 0; i < count; i++)
            all.Add(ArrayPool<byte>.Shared.Rent(4)); // NDIS0005
        var k = 0;
        while (all.ElementAtOrDefault(k++) is { } block)
            Console.WriteLine(block.Length);
    }
}
