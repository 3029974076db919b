// case: Private fields of a class without an end carry it from method to method
class Carrying(LeasePool pool)
{
    Lease? current;
    static Lease? last;

    void Fill(int size) => current = pool.Rent(size);

    void End()
    {
        if (current is not null)
            pool.Return(current);
        current = null;
    }

    static void EndLast(LeasePool pool)
    {
        if (last is not null)
            pool.Return(last);
    }

    public void Good(int size)
    {
        Fill(size);
        current!.Length = 3;
        End();
    }

    public void Late(int size)
    {
        Fill(size);
        var same = current;
        End();
        same!.Length = 3; // NDIS0004
    }

    public void Twice(int size)
    {
        var lease = pool.Rent(size);
        last = lease;
        EndLast(pool);
        lease.Dispose(); // NDIS0003
    }

    public void Kept(int size) => last = pool.Rent(size);

    public void Cleared(int size)
    {
        current = pool.Rent(size);
        current = null;
    }
}
