// What stands in an index is done once.

// case: An index of a text
class Reader(LeasePool pool)
{
    public char Frees(string text)
    {
        var at = 0;
        var lease = pool.Rent(1);
        var first = text[at++];
        if (at == 1)
            pool.Return(lease);
        return first;
    }

    public char Forgets(string text)
    {
        var at = 0;
        var lease = pool.Rent(1); // NDIS0005
        var first = text[at++];
        if (at == 2)
            pool.Return(lease);
        return first;
    }
}

// case: An index of a pointer
unsafe class Native
{
    public void Writes(byte* data)
    {
        var at = 0;
        var memory = NativeMemory.Alloc(4);
        data[at++] = 1;
        if (at == 1)
            NativeMemory.Free(memory);
    }

    public void Points(int* data)
    {
        var at = 0;
        var memory = NativeMemory.Alloc(4);
        var there = &data[at++];
        *there = 2;
        if (at == 1)
            NativeMemory.Free(memory);
    }

    public void Fixed(byte[] data)
    {
        var at = 0;
        var memory = NativeMemory.Alloc(4);
        fixed (byte* there = &data[at++])
            *there = 3;
        if (at == 1)
            NativeMemory.Free(memory);
    }
}

// case: What a call in the index of a pointer takes is nobody's
unsafe class Native(LeasePool pool)
{
    static int LengthOf(Lease lease) => lease.Length;

    public void Element(int* data) => data[LengthOf(pool.Rent(1))] = 1; // NDIS0005

    public void Sum(int* data) => *(data + LengthOf(pool.Rent(1))) = 1; // NDIS0005
}

// case: A native buffer that forgets the old block when it grows
unsafe class Grower : IDisposable
{
    byte* block;
    int capacity, count;

    public void Add(byte value)
    {
        if (count == capacity)
        {
            var more = capacity == 0 ? 16 : capacity * 2;
            var bigger = (byte*)NativeMemory.Alloc((nuint)more); // NDIS0002
            if (block != null)
                Buffer.MemoryCopy(block, bigger, more, count);
            block = bigger;
            capacity = more;
        }

        block[count++] = value;
    }

    public void Dispose()
    {
        NativeMemory.Free(block);
        block = null;
        capacity = count = 0;
    }
}

// case: A native buffer that grows
unsafe class Grower : IDisposable
{
    byte* block;
    int capacity, count;

    public void Add(byte value)
    {
        if (count == capacity)
        {
            var more = capacity == 0 ? 16 : capacity * 2;
            var bigger = (byte*)NativeMemory.Alloc((nuint)more);
            if (block != null)
            {
                Buffer.MemoryCopy(block, bigger, more, count);
                NativeMemory.Free(block);
            }

            block = bigger;
            capacity = more;
        }

        block[count++] = value;
    }

    public void Dispose()
    {
        NativeMemory.Free(block);
        block = null;
        capacity = count = 0;
    }
}

// case: A flag that is or-ed with what decides
class Flags(LeasePool pool)
{
    public void Same(bool isWanted)
    {
        var isOpen = false;
        Lease? lease = null;
        isOpen |= isWanted;
        if (isWanted)
            lease = pool.Rent(1);
        if (isOpen)
            pool.Return(lease!);
    }

    public void Another(bool isWanted, bool isOther)
    {
        var isOpen = false;
        Lease? lease = null;
        isOpen |= isOther;
        if (isWanted)
            lease = pool.Rent(1); // NDIS0005
        if (isOpen && lease is not null)
            pool.Return(lease);
    }
}
