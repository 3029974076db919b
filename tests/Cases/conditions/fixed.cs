// case: Constants in all but name
class Settings(LeasePool pool)
{
    static readonly bool Checks = true;
    static int limit = 5;
    readonly string mode = "fast";
    readonly bool trace;

    static bool Always() => true;

    static int Count()
    {
        Console.WriteLine("counted");
        return 3;
    }

    bool IsSlow => mode != "fast" || Count() > 3;

    public void Good(int size)
    {
        var lease = pool.Rent(size);
        if (trace)
            return;
        if (Checks && limit == 5 && Always() && !IsSlow)
            pool.Return(lease);
    }

    public void Bad(int size)
    {
        var lease = pool.Rent(size); // NDIS0005
        if (!Checks || trace)
            pool.Return(lease);
    }

    public void Twice(int size)
    {
        var lease = pool.Rent(size);
        if (Count() == 3)
            pool.Return(lease);
        lease.Dispose(); // NDIS0003
    }
}

// case: Fields and methods that only look like constants
class Knob(LeasePool pool)
{
    bool isOpen = true;
    protected bool IsWide;
    [ThreadStatic]
    static bool isOurs;
    int depth;

    public bool Turn() => (isOpen = !isOpen) == isOurs;

    void Deepen(ref int what) => what++;

    public void Go() => Deepen(ref depth);

    protected virtual bool IsReady() => true;

    static bool Asked(int n)
    {
        if (n > 3)
            return false;
        return true;
    }

    public void Switched(int size)
    {
        var lease = pool.Rent(size); // NDIS0005
        if (isOpen)
            pool.Return(lease);
    }

    public void Counted(int size)
    {
        var lease = pool.Rent(size); // NDIS0005
        if (depth == 0)
            pool.Return(lease);
    }

    public void Ours(int size)
    {
        var lease = pool.Rent(size); // NDIS0005
        if (isOurs)
            pool.Return(lease);
    }

    public void Wide(int size)
    {
        var lease = pool.Rent(size); // NDIS0005
        if (!IsWide)
            pool.Return(lease);
    }

    public void Numbered(int size)
    {
        var lease = pool.Rent(size); // NDIS0005
        if (Asked(size))
            pool.Return(lease);
    }
}

sealed class Unready(LeasePool pool) : Knob(pool)
{
    readonly LeasePool pool = pool;

    protected override bool IsReady() => false;

    public void Run(Knob other, int size)
    {
        var lease = pool.Rent(size); // NDIS0005
        if (IsReady())
            pool.Return(lease);
    }
}

// case: The type of what was put into an object
class Boxes(LeasePool pool)
{
    public void Number(int size)
    {
        object five = 5;
        var lease = pool.Rent(size);
        if (five is int)
            pool.Return(lease);
    }

    public void Text(int size)
    {
        object text = "five";
        var lease = pool.Rent(size);
        if (text is string { Length: > 3 } or string)
            pool.Return(lease);
    }

    public void Bad(int size)
    {
        object five = 5L;
        var lease = pool.Rent(size); // NDIS0005
        if (five is int)
            pool.Return(lease);
    }

    public void Unknown(object any, int size)
    {
        var lease = pool.Rent(size); // NDIS0005
        if (any is int)
            pool.Return(lease);
    }
}
