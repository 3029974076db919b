// case: The array doubles until it fits
class Reader
{
    public int Good(TextReader reader)
    {
        var pool = ArrayPool<char>.Shared;
        var chars = pool.Rent(128);
        var used = 0;
        int read;
        while ((read = reader.Read(chars, used, chars.Length - used)) > 0)
        {
            used += read;
            if (used < chars.Length)
                continue;
            var larger = pool.Rent(chars.Length * 2);
            Array.Copy(chars, larger, used);
            pool.Return(chars);
            chars = larger;
        }

        pool.Return(chars);
        return used;
    }

    public int Bad(TextReader reader)
    {
        var chars = ArrayPool<char>.Shared.Rent(128);
        var used = 0;
        int read;
        while ((read = reader.Read(chars, used, chars.Length - used)) > 0)
        {
            used += read;
            if (used == chars.Length)
                chars = ArrayPool<char>.Shared.Rent(used * 2); // NDIS0002
        }

        ArrayPool<char>.Shared.Return(chars);
        return used;
    }
}

// case: A memory owner per block
class Blocks
{
    public long Good(IEnumerable<int> sizes)
    {
        long total = 0;
        foreach (var size in sizes)
        {
            using var owner = MemoryPool<byte>.Shared.Rent(size);
            total += owner.Memory.Length;
        }

        return total;
    }

    public long Bad(IEnumerable<int> sizes)
    {
        long total = 0;
        foreach (var size in sizes)
        {
            var owner = MemoryPool<byte>.Shared.Rent(size); // NDIS0005
            if (owner.Memory.IsEmpty)
                continue;
            total += owner.Memory.Length;
            owner.Dispose();
        }

        return total;
    }
}

// case: Handles pinned one after the other
class Pinning
{
    public void Good(byte[][] blocks)
    {
        foreach (var block in blocks)
        {
            var pin = GCHandle.Alloc(block, GCHandleType.Pinned);
            try
            {
                Console.WriteLine(pin.AddrOfPinnedObject());
            }
            finally
            {
                pin.Free();
            }
        }
    }

    public void Bad(byte[][] blocks)
    {
        foreach (var block in blocks)
        {
            var pin = GCHandle.Alloc(block, GCHandleType.Pinned); // NDIS0005 for now: silent
            if (pin.AddrOfPinnedObject() == 0)
                break;
            pin.Free();
        }
    }
}
