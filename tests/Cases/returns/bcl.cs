// case: The rented array is the caller's
static class Loader
{
    public static byte[] Load(Stream stream, out int length)
    {
        var array = ArrayPool<byte>.Shared.Rent(1024);
        length = stream.Read(array, 0, array.Length);
        return array;
    }

    public static byte[]? TryLoad(Stream stream)
    {
        var array = ArrayPool<byte>.Shared.Rent(1024); // NDIS0005
        if (stream.Read(array, 0, array.Length) == 0)
            return null;
        return array;
    }
}

class UsesLoader
{
    public int Good(Stream stream)
    {
        var array = Loader.Load(stream, out var length);
        ArrayPool<byte>.Shared.Return(array);
        return length;
    }

    public int Bad(Stream stream)
    {
        Loader.Load(stream, out var length); // NDIS0005
        return length;
    }
}

// case: A slice of rented memory leaves
class Slicer
{
    public ReadOnlyMemory<byte> Leaves(int size)
    {
        var array = ArrayPool<byte>.Shared.Rent(size);
        return array.AsMemory(0, size);
    }

    public string Text(int size)
    {
        var array = ArrayPool<char>.Shared.Rent(size);
        Array.Fill(array, 'a');
        var text = new string(array, 0, size);
        ArrayPool<char>.Shared.Return(array);
        return text;
    }

    public string TextBadly(int size)
    {
        var array = ArrayPool<char>.Shared.Rent(size); // NDIS0005
        Array.Fill(array, 'a');
        return new string(array, 0, size);
    }
}

// case: An owner is handed out
class Owners
{
    public IMemoryOwner<byte> Take(int size)
    {
        var owner = MemoryPool<byte>.Shared.Rent(size);
        owner.Memory.Span.Clear();
        return owner;
    }

    public IMemoryOwner<byte>? TakeBadly(int size)
    {
        var owner = MemoryPool<byte>.Shared.Rent(size); // NDIS0005
        return owner.Memory.Length >= size ? owner : null;
    }

    public int Use(int size)
    {
        using var owner = Take(size);
        return owner.Memory.Length;
    }

    public int UseBadly(int size) => Take(size).Memory.Length; // NDIS0005
}

// case: A helper that never gives null, and one that may
class Renting(ArrayPool<byte> pool)
{
    byte[]? Rented()
    {
        var rented = pool.Rent(64);
        return rented;
    }

    byte[]? Made() => new byte[10];

    byte[]? Perhaps(bool wanted) => wanted ? pool.Rent(3) : null;

    byte[]? Twice()
    {
        var rented = Rented();
        return rented;
    }

    static object Give(out byte[]? given)
    {
        given = null;
        return new object();
    }

    static byte[]? Given()
    {
        Give(out var given);
        return given;
    }

    public void TestsWhatIsRentedFurtherDown()
    {
        var first = pool.Rent(64);
        var second = Twice();
        if (second is null)
            return;
        pool.Return(second);
        pool.Return(first);
    }

    public void TestsWhatIsGivenOut()
    {
        var first = pool.Rent(64); // NDIS0005
        if (Given() is null)
            return;
        pool.Return(first);
    }

    public void TestsWhatIsAlwaysRented()
    {
        var first = pool.Rent(64);
        var second = Rented();
        if (second is null)
            return;
        pool.Return(second);
        pool.Return(first);
    }

    public void TestsWhatIsAlwaysMade()
    {
        var first = pool.Rent(64);
        var second = Made();
        if (second == null)
            return;
        second[0] = first[0];
        pool.Return(first);
    }

    public void TestsWhatMayBeNull(bool wanted)
    {
        var first = pool.Rent(64); // NDIS0005
        var second = Perhaps(wanted);
        if (second == null)
            return;
        pool.Return(second);
        pool.Return(first);
    }
}
