// case: A constructor gives a field its delegate
sealed class Renting
{
    readonly Func<int, byte[]> rent;
    readonly Func<int, byte[]> declared = n => ArrayPool<byte>.Shared.Rent(n);

    public Renting() => rent = n => ArrayPool<byte>.Shared.Rent(n);

    public int Good()
    {
        var block = rent(3);
        var length = block.Length;
        ArrayPool<byte>.Shared.Return(block);
        return length;
    }

    public int Bad()
    {
        var block = rent(3); // NDIS0005
        return block.Length;
    }

    public int Declared()
    {
        var block = declared(3); // NDIS0005
        return block.Length;
    }
}

sealed class Giving
{
    readonly Action<byte[]> give;
    readonly Action<byte[]> look = static block => block[0] = 1;

    public Giving()
    {
        give = block => ArrayPool<byte>.Shared.Return(block);
    }

    public void Good()
    {
        var block = ArrayPool<byte>.Shared.Rent(3);
        give(block);
    }

    public void Twice()
    {
        var block = ArrayPool<byte>.Shared.Rent(3);
        give(block);
        give(block); // NDIS0003
    }

    public void Lost()
    {
        var block = ArrayPool<byte>.Shared.Rent(3); // NDIS0005
        look(block);
    }
}

// case: A delegate that somebody else chose
sealed class Injected
{
    readonly Func<int, byte[]> rent;
    readonly Action<byte[]> give;

    public Injected(Func<int, byte[]> rent, Action<byte[]> give)
    {
        this.rent = rent;
        this.give = give;
    }

    public int Unknown()
    {
        var block = rent(3);
        return block.Length;
    }

    public void Gives()
    {
        var block = ArrayPool<byte>.Shared.Rent(3);
        give(block);
    }
}

sealed class OneOfTwo
{
    readonly Func<int, byte[]> rent;

    public OneOfTwo() => rent = n => ArrayPool<byte>.Shared.Rent(n);

    public OneOfTwo(Func<int, byte[]> other) => rent = other;

    public int Unknown()
    {
        var block = rent(3);
        return block.Length;
    }
}

// case: A static constructor gives a field its delegate
static class Shared
{
    static readonly Func<int, byte[]> Rent;
    static readonly Action<byte[]> Give = ArrayPool<byte>.Shared.GiveBack;

    static Shared()
    {
        Rent = n => ArrayPool<byte>.Shared.Rent(n);
    }

    static void GiveBack(this ArrayPool<byte> pool, byte[] block) => pool.Return(block);

    public static void Good()
    {
        var block = Rent(3);
        block[0] = 1;
        Give(block);
    }

    public static void Bad()
    {
        var block = Rent(3); // NDIS0005
        block[0] = 1;
    }
}

// case: An extension as a delegate keeps what it extends
static class Extensions
{
    public static void GiveTo(this Lease lease, LeasePool pool) => pool.Return(lease);

    public static void GiveBack(this LeasePool pool, Lease lease) => pool.Return(lease);

    public static void Free(this byte[] block) => ArrayPool<byte>.Shared.Return(block);

    public static int Sum(this byte[] block) => block[0] + block[1];
}

class Extended(LeasePool pool)
{
    public void Extends()
    {
        var lease = pool.Rent(3);
        Action<LeasePool> give = lease.GiveTo;
        give(pool);
    }

    public void IsGiven()
    {
        var lease = pool.Rent(3);
        Action<Lease> give = pool.GiveBack;
        give(lease);
    }

    public void Twice()
    {
        var block = ArrayPool<byte>.Shared.Rent(3);
        Action free = block.Free;
        free();
        free(); // NDIS0003
    }

    public int OnlyAsked()
    {
        var block = ArrayPool<byte>.Shared.Rent(3); // NDIS0005
        Func<int> sum = block.Sum;
        return sum();
    }

    public Action HandedOn()
    {
        var block = ArrayPool<byte>.Shared.Rent(3);
        return block.Free;
    }
}

// case: A constructor gives its own methods
sealed class OwnMethods
{
    readonly Func<int, byte[]> rent;
    readonly Action<byte[]> give;
    readonly ArrayPool<byte> pool;

    public OwnMethods(ArrayPool<byte> pool)
    {
        this.pool = pool;
        rent = Take;
        give = Back;
        Drop = delegate(byte[] block) { this.pool.Return(block); };
    }

    Action<byte[]> Drop { get; }

    byte[] Take(int size) => pool.Rent(size);

    void Back(byte[] block) => pool.Return(block);

    public void Good()
    {
        var block = pool.Rent(3);
        give(block);
    }

    public void Twice()
    {
        var block = pool.Rent(3);
        Drop(block);
        Drop(block); // NDIS0003
    }

    public void Bad()
    {
        var block = rent(3); // NDIS0005
        block[0] = 1;
    }
}
