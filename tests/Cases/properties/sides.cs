// case: An indexer by an enum chooses between fields
enum Side { Left, Right }

sealed class Pair(LeasePool pool) : IDisposable
{
    Lease? left, right;

    Lease? this[Side side]
    {
        get => side switch { Side.Left => left, _ => right };
        set
        {
            if (side == Side.Left)
                left = value;
            else
                right = value;
        }
    }

    public void Fill(Side side)
    {
        if (this[side] is null)
            this[side] = pool.Rent(2);
    }

    public void Empty(Side side)
    {
        if (this[side] is { } one)
            pool.Return(one);
        this[side] = null;
    }

    public void Dispose()
    {
        Empty(Side.Left);
        Empty(Side.Right);
    }
}

// case: An indexer by a number that is computed is not followed
sealed class Pair(LeasePool pool) : IDisposable
{
    Lease? left, right;

    Lease? this[int side]
    {
        get => side == 0 ? left : right;
        set
        {
            if (side == 0)
                left = value;
            else
                right = value;
        }
    }

    public void Fill(int side)
    {
        if (this[side & 1] is null)
            this[side & 1] = pool.Rent(2);
    }

    public void Dispose()
    {
        for (var i = 0; i < 2; i++)
        {
            if (this[i] is { } one)
                pool.Return(one);
        }
    }
}
