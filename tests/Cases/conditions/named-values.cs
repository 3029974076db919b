// case: A local stands for what it was given, as long as that does not change
static class Named
{
    public static void Length(LeasePool pool, string text)
    {
        Lease? copy = null;
        if (text.Length > 10)
            copy = pool.Rent(1);
        var length = text.Length;
        if (length > 10)
            pool.Return(copy!);
    }

    public static void Condition(LeasePool pool, string text, int reserved)
    {
        Lease? copy = null;
        var isLong = text.Length > 10 - reserved;
        if (text.Length > 10 - reserved)
            copy = pool.Rent(1);
        if (isLong)
            pool.Return(copy!);
    }

    public static void OfNamed(LeasePool pool, int[] sizes, int limit)
    {
        Lease? copy = null;
        var first = sizes[0];
        var isMany = first > limit;
        if (isMany)
            copy = pool.Rent(first);
        Console.WriteLine(first);
        if (!(first <= limit))
            pool.Return(copy!);
    }

    public static void Count(LeasePool pool, List<int> sizes)
    {
        Lease? copy = null;
        var count = sizes.Count;
        if (count > 3)
            copy = pool.Rent(1);
        if (sizes.Count > 3)
            pool.Return(copy!);
    }
}

// case: What a local was given of has changed since
static class Renamed
{
    public static void Limit(LeasePool pool, string text, int reserved)
    {
        Lease? copy = null;
        var isLong = text.Length > 10 - reserved;
        reserved = 7;
        if (text.Length > 10 - reserved)
            copy = pool.Rent(1); // NDIS0005
        if (isLong)
            pool.Return(copy!);
    }

    public static void Count(LeasePool pool, List<int> sizes)
    {
        Lease? copy = null;
        var count = sizes.Count;
        if (count > 3)
            copy = pool.Rent(1); // NDIS0005
        sizes.Clear();
        if (sizes.Count > 3)
            pool.Return(copy!);
    }

    public static void Twice(LeasePool pool, string text, string other)
    {
        Lease? copy = null;
        var length = text.Length;
        if (text.Length > 10)
            copy = pool.Rent(1); // NDIS0005
        length = other.Length;
        if (length > 10)
            pool.Return(copy!);
    }
}

// case: A member or a local function asks, or the question is written out
class Asking(LeasePool pool)
{
    readonly Lease?[] items = new Lease?[4];
    int count;

    bool IsFull => count == items.Length;

    static bool IsBig(int n) => n > 3;

    static int Half(int n) => n / 2;

    public void LocalFunction(int n)
    {
        bool IsNeeded() => n > 3;
        var lease = IsNeeded() ? pool.Rent(n) : null;
        if (n > 3)
            pool.Return(lease!);
    }

    public void Method(int n, int m)
    {
        var lease = IsBig(n + m) ? pool.Rent(n) : null;
        if (n + m <= 3)
            return;
        pool.Return(lease!);
    }

    public void Property()
    {
        var lease = IsFull ? pool.Rent(3) : null;
        if (count == items.Length)
            pool.Return(lease!);
    }

    public void OfAnother(Asking other)
    {
        var lease = !other.IsFull ? pool.Rent(3) : null;
        if (other.count != other.items.Length)
            pool.Return(lease!);
    }

    public void Number(int n)
    {
        var lease = Half(n) > 3 ? pool.Rent(3) : null;
        if (n / 2 > 3)
            pool.Return(lease!);
    }
}

// case: Questions that only look the same
class Mistaken(LeasePool pool)
{
    readonly Lease?[] items = new Lease?[4];
    int count;

    bool IsFull => count == items.Length;

    static bool IsBig(int n) => n > 3;

    public void ChangedBetween(int n)
    {
        bool IsNeeded() => n > 3;
        var lease = IsNeeded() ? pool.Rent(n) : null; // NDIS0005
        n = 2;
        if (IsNeeded())
            pool.Return(lease!);
    }

    public void ChangedBetweenInMany(int n)
    {
        bool IsNeeded()
        {
            if (n > 7)
                return false;
            return n > 3;
        }

        var lease = IsNeeded() ? pool.Rent(n) : null; // NDIS0005
        n = 2;
        if (IsNeeded())
            pool.Return(lease!);
    }

    public void OfAnother(Mistaken other)
    {
        var lease = other.IsFull ? pool.Rent(3) : null; // NDIS0005
        if (count == items.Length)
            pool.Return(lease!);
    }

    public void OfAnotherNumber(int n, int m)
    {
        var lease = IsBig(n) ? pool.Rent(3) : null; // NDIS0005
        if (m > 3)
            pool.Return(lease!);
    }
}
