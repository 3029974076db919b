// case: What the engine does not compute is so again when it is asked again
class Thresholds(LeasePool pool)
{
    readonly int mode = Environment.ProcessorCount;
    int have, need;

    bool Enabled => mode == 3;

    static bool IsBig(int n) => n > 100;

    public void Variables(int few, int many)
    {
        Lease? extra = null;
        if (few < many)
            extra = pool.Rent(3);
        Console.WriteLine(few);
        if (many > few)
            pool.Return(extra!);
    }

    public void Bits(NdisReceiveFlags flags)
    {
        Lease? copy = null;
        if ((flags & NdisReceiveFlags.Resources) != 0)
            copy = pool.Rent(3);
        if ((flags & NdisReceiveFlags.Resources) == 0)
            return;
        pool.Return(copy!);
    }

    public int Lengths(byte[] data, string name, object source)
    {
        Lease? first = null, second = null, third = null;
        if (data.Length * 2 > 256)
            first = pool.Rent(data.Length);
        if (string.IsNullOrEmpty(name))
            second = pool.Rent(3);
        if (source is string)
            third = pool.Rent(5);
        if (source is string)
            pool.Return(third!);
        if (string.IsNullOrEmpty(name))
            pool.Return(second!);
        if (data.Length * 2 > 256)
            pool.Return(first!);
        return data.Length;
    }

    public void Patterns(object source, int few, int many)
    {
        Lease? first = null, second = null;
        if (source is Stream stream)
            first = pool.Rent((int)stream.Length);
        if (few - many is > 4)
            second = pool.Rent(few);
        if (few - many > 4)
            pool.Return(second!);
        if (source is not Stream)
            return;
        pool.Return(first!);
    }

    public void OwnMembers(int n)
    {
        Lease? one = null, other = null;
        if (IsBig(n))
            one = pool.Rent(n);
        if (Enabled)
            other = pool.Rent(3);
        if (Enabled)
            pool.Return(other!);
        if (IsBig(n))
            pool.Return(one!);
    }

    public void Fields()
    {
        Lease? a = null;
        if (have < need)
            a = pool.Rent(3);
        Console.WriteLine(have);
        if (have < need)
            pool.Return(a!);
    }

    public void Note(int n) => (have, need) = (n, need + n);
}

// case: Another answer by the time it is asked again
class Drifting(LeasePool pool)
{
    int have, need;

    public void Variables(int few, int many)
    {
        Lease? extra = null;
        if (few < many)
            extra = pool.Rent(3); // NDIS0005
        few++;
        if (few < many)
            pool.Return(extra!);
    }

    public void Contrary(int few, int many)
    {
        Lease? extra = null;
        if (few < many)
            extra = pool.Rent(3); // NDIS0005
        if (few >= many)
            Console.WriteLine(extra?.Length);
    }

    public void OtherVariables(int few, int many, int enough)
    {
        Lease? extra = null;
        if (few < many)
            extra = pool.Rent(3); // NDIS0005
        if (few < enough && extra is not null)
            pool.Return(extra);
    }

    public void Fields()
    {
        Lease? a = null;
        if (have < need)
            a = pool.Rent(3); // NDIS0005
        Step();
        if (have < need)
            pool.Return(a!);
    }

    public void WrittenByFunction(int few, int many)
    {
        Lease? extra = null;
        void Step() => few++;
        if (few < many)
            extra = pool.Rent(3); // NDIS0005
        Step();
        if (few < many)
            pool.Return(extra!);
    }

    public void ByReference(int few, int many)
    {
        Lease? extra = null;
        if (few < many)
            extra = pool.Rent(3); // NDIS0005
        Grow(ref few);
        if (few < many)
            pool.Return(extra!);
    }

    public void ListGrows(List<int> sizes)
    {
        Lease? extra = null;
        if (sizes.Count > 2)
            extra = pool.Rent(3); // NDIS0005
        sizes.Clear();
        if (sizes.Count > 2)
            pool.Return(extra!);
    }

    static void Grow(ref int n) => n *= 2;

    void Step() => have++;
}

// case: A round of a loop asks anew
class Rounds(LeasePool pool)
{
    public void Good(int[] sizes, int most)
    {
        for (var i = 0; i < sizes.Length; i++)
        {
            Lease? own = null;
            if (sizes[i] > most)
                own = pool.Rent(sizes[i]);
            Console.WriteLine(i);
            if (sizes[i] > most)
                pool.Return(own!);
        }
    }

    public void Bad(int[] sizes, int most)
    {
        Lease? own = null;
        foreach (var size in sizes)
        {
            if (size > most && own is null)
                own = pool.Rent(size); // NDIS0005
        }

        foreach (var size in sizes)
            if (size > most)
                Console.WriteLine(own?.Length);
    }
}

// case: A method that runs inside itself asks anew
class Deeper(LeasePool pool, int most)
{
    public int Good(int size, int depth)
    {
        Lease? own = null;
        if (size < most - depth)
            own = pool.Rent(size);
        var below = depth > 0 ? Good(size * 2, depth - 1) : 0;
        if (size < most - depth)
            pool.Return(own!);
        return below + size;
    }

    public int Bad(int size, int depth)
    {
        Lease? own = null;
        if (size < most)
            own = pool.Rent(size); // NDIS0005
        var below = depth > 0 ? Bad(size * 2, depth - 1) : 0;
        size += below;
        if (size < most)
            pool.Return(own!);
        return size;
    }
}

// case: A constructor gives a field its value in between
class Built
{
    readonly int limit;

    public Built(LeasePool pool, int few)
    {
        Lease? own = null;
        if (few < limit)
            own = pool.Rent(few); // NDIS0005
        limit = few;
        if (few < limit)
            pool.Return(own!);
    }
}

// case: A property pattern asks a property with code
readonly record struct Answer(Lease? Value, string? Error)
{
    public bool IsOk => Error is null;
}

class Asking(LeasePool pool)
{
    Answer Make(int n) => n < 0 ? new(null, "negative") : new(pool.Rent(n), null);

    public void Good(int n)
    {
        var answer = Make(n);
        if (answer is { IsOk: true })
            pool.Return(answer.Value!);
    }

    public void Bad(int n)
    {
        var answer = Make(n); // NDIS0005
        if (answer is { IsOk: false })
            Console.WriteLine(answer.Error);
    }
}

// case: Users are counted with Interlocked
sealed class CountedBlock
{
    readonly byte[] data = ArrayPool<byte>.Shared.Rent(8);
    int count = 1;

    public int Length => data.Length;

    public void AddRef() => Interlocked.Increment(ref count);

    public void Release()
    {
        if (Interlocked.Decrement(ref count) == 0)
            ArrayPool<byte>.Shared.Return(data);
    }
}

class CountedUse
{
    public int Good()
    {
        var block = new CountedBlock();
        block.AddRef();
        block.Release();
        var length = block.Length;
        block.Release();
        return length;
    }

    public int Bad()
    {
        var block = new CountedBlock();
        block.Release();
        return block.Length; // NDIS0004
    }
}

// case: A number that is never negative is zero or more than that
class Sizes(LeasePool pool)
{
    public void Unsigned(uint size)
    {
        Lease? own = null;
        if (size != 0)
            own = pool.Rent(3);
        if (size > 0)
            pool.Return(own!);
    }

    public void Length(ReadOnlyMemory<byte> bytes)
    {
        Lease? own = null;
        if (bytes.Length != 0)
            own = pool.Rent(3);
        if (bytes.Length > 0)
            pool.Return(own!);
    }

    public void Count(List<int> numbers)
    {
        Lease? own = null;
        if (numbers.Count >= 1)
            own = pool.Rent(3);
        if (numbers.Count is not 0)
            pool.Return(own!);
    }

    public void Signed(int size)
    {
        Lease? own = null;
        if (size != 0)
            own = pool.Rent(3); // NDIS0005
        if (size > 0)
            pool.Return(own!);
    }
}

// case: One question in two spellings
static class Spellings
{
    public static void Any(LeasePool pool, List<int> numbers)
    {
        Lease? own = null;
        if (numbers.Any())
            own = pool.Rent(1);
        if (numbers.Count > 0)
            pool.Return(own!);
    }

    public static void Bits(LeasePool pool, int bits)
    {
        Lease? own = null;
        if ((bits & 4) != 0)
            own = pool.Rent(1);
        if ((bits & 4) == 4)
            pool.Return(own!);
    }

    public static void Flags(LeasePool pool, FileAccess access)
    {
        Lease? own = null;
        if ((access & FileAccess.Read) != 0)
            own = pool.Rent(1);
        if (access.HasFlag(FileAccess.Read))
            pool.Return(own!);
    }

    public static void Strings(LeasePool pool, string text)
    {
        Lease? own = null;
        if (text == "x")
            own = pool.Rent(1);
        if (text.Equals("x"))
            pool.Return(own!);
    }

    public static void OtherBit(LeasePool pool, int bits)
    {
        Lease? own = null;
        if ((bits & 4) != 0)
            own = pool.Rent(1); // NDIS0005
        if ((bits & 2) == 2)
            pool.Return(own!);
    }

    public static void TwoBits(LeasePool pool, int bits)
    {
        Lease? own = null;
        if ((bits & 6) != 0)
            own = pool.Rent(1); // NDIS0005
        if ((bits & 6) == 6)
            pool.Return(own!);
    }
}
