// case: A task that has its result already
class Ready(LeasePool pool)
{
    ValueTask<Lease> Make(int size) => new(pool.Rent(size));

    Task<Lease> MakeTask(int size) => Task.FromResult(pool.Rent(size));

    static ValueTask<Lease> Pass(Lease lease) => ValueTask.FromResult(lease);

    async ValueTask<Lease> Fetch(int size) => await Make(size);

    public async Task Good(int size)
    {
        var lease = await Fetch(size);
        pool.Return(lease);
    }

    public async Task Bad(int size)
    {
        var lease = await Fetch(size); // NDIS0005
        lease.Length = 3;
    }

    public async Task BadTask(int size)
    {
        var lease = await MakeTask(size); // NDIS0005
        lease.Length = 3;
    }

    public async Task Passed(int size)
    {
        var lease = pool.Rent(size);
        var same = await Pass(lease);
        pool.Return(lease);
        same.Length = 3; // NDIS0004
    }

    public async Task PassedWell(int size)
    {
        var lease = pool.Rent(size);
        var same = await Pass(lease);
        pool.Return(same);
    }
}
