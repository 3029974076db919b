// A step and a compound assignment run the operators that somebody wrote.

sealed class Bytes(int count)
{
    readonly byte[] bytes = ArrayPool<byte>.Shared.Rent(count);

    public int Length => bytes.Length;

    public void Free() => ArrayPool<byte>.Shared.Return(bytes);

    public static Bytes operator +(Bytes left, Bytes right)
    {
        var both = new Bytes(left.Length + right.Length);
        left.Free();
        right.Free();
        return both;
    }

    public static Bytes operator ++(Bytes old)
    {
        var bigger = new Bytes(old.Length * 2);
        old.Free();
        return bigger;
    }

    public static Bytes operator *(Bytes old, int times) => new(old.Length * times);
}

// case: The operator ends what it was given
class Adder
{
    public void Compound()
    {
        var sum = new Bytes(1);
        sum += new Bytes(2);
        sum.Free();
    }

    public void Step()
    {
        var bytes = new Bytes(1);
        bytes++;
        bytes.Free();
    }
}

// case: Nobody frees what the operator gave
class Adder
{
    public int Compound()
    {
        var sum = new Bytes(1);
        sum += new Bytes(2); // NDIS0005
        return sum.Length;
    }
}

// case: The operator leaves what it was given to the caller
class Multiplier
{
    public int Forgets()
    {
        var bytes = new Bytes(1); // NDIS0005
        bytes *= 3;
        var length = bytes.Length;
        bytes.Free();
        return length;
    }

    public int Frees()
    {
        var old = new Bytes(1);
        var bytes = old;
        bytes *= 3;
        var length = bytes.Length;
        bytes.Free();
        old.Free();
        return length;
    }
}

// case: A struct that counts what it was given
struct Score
{
    public int Value { get; private set; }
    public static Score operator +(Score score, int more) => new() { Value = score.Value + more };
}

class Scorer(LeasePool pool)
{
    public int Run(int more)
    {
        var lease = pool.Rent(more);
        var score = new Score();
        score += lease.Length;
        pool.Return(lease);
        return score.Value;
    }
}
