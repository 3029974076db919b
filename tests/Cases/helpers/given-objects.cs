// case: A helper writes the members of an object that it is given
class Job
{
    public bool IsKept;
    public NetBufferList List;
    internal int Steps { get; private set; }

    public void Set(NetBufferList list) => List = list;
    public void Step() => Steps++;
}

class Jobs(LeasePool pool, NetBufferListPool lists)
{
    static void Mark(Job job) => job.IsKept = true;

    static void Fill(Job job, NetBufferList list) => job.List = list;

    static void Advance(Job job) => job.Step();

    public void Good(int size)
    {
        var job = new Job();
        var lease = pool.Rent(size);
        Mark(job);
        if (job.IsKept)
            pool.Return(lease);
    }

    public void Bad(int size)
    {
        var job = new Job();
        var lease = pool.Rent(size); // NDIS0005
        if (job.IsKept)
            pool.Return(lease);
        Mark(job);
    }

    public void Stepped(int size)
    {
        var job = new Job();
        var lease = pool.Rent(size);
        Advance(job);
        if (job.Steps > 0)
            pool.Return(lease);
    }

    public void Filled(NetBufferList list)
    {
        var job = new Job();
        Fill(job, list);
        NdisFreeNetBufferList(job.List);
    }

    public void Set()
    {
        var job = new Job();
        job.Set(NdisAllocateNetBufferList(lists, 0, 0));
        if (job.List)
            NdisFreeNetBufferList(job.List);
    }
}
