// case: Tasks that are waited for together
class Together(LeasePool pool)
{
    async Task<Lease> RentAsync(int size)
    {
        await Task.Yield();
        return pool.Rent(size);
    }

    public async Task Results(int size)
    {
        var leases = await Task.WhenAll(RentAsync(size), RentAsync(size)).ConfigureAwait(false);
        foreach (var lease in leases)
            pool.Return(lease);
    }

    public async Task ResultsLost(int size)
    {
        var leases = await Task.WhenAll(RentAsync(size), RentAsync(size)); // NDIS0005 NDIS0005
        Console.WriteLine(leases.Length);
    }

    public async Task OnlyTheFirst(int size)
    {
        var leases = await Task.WhenAll(RentAsync(size), RentAsync(size)); // NDIS0005
        pool.Return(leases[0]);
    }

    public async Task ByName(int size)
    {
        var one = RentAsync(size);
        var other = RentAsync(size);
        await Task.WhenAll(one, other);
        pool.Return(await one);
        pool.Return(other.Result);
    }

    public async Task OneForgotten(int size)
    {
        var one = RentAsync(size); // NDIS0005
        var other = RentAsync(size);
        await Task.WhenAll(one, other);
        pool.Return(other.Result);
    }

    public async Task FromList(int count)
    {
        var tasks = new List<Task<Lease>>();
        for (var i = 0; i < count; i++)
            tasks.Add(RentAsync(i));
        foreach (var lease in await Task.WhenAll(tasks))
            pool.Return(lease);
    }

    public async Task FromListLost(int count)
    {
        var tasks = new List<Task<Lease>>();
        for (var i = 0; i < count; i++)
            tasks.Add(RentAsync(i)); // NDIS0005
        foreach (var lease in await Task.WhenAll(tasks))
            Console.WriteLine(lease.Length);
    }

    public async Task FromQuery(int count)
    {
        var leases = await Task.WhenAll(Enumerable.Range(0, count).Select(i => RentAsync(i)));
        foreach (var lease in leases)
            pool.Return(lease);
    }

    public async Task FromQueryLost(int count)
    {
        var leases = await Task.WhenAll(Enumerable.Range(0, count).Select(i => RentAsync(i))); // NDIS0005
        foreach (var lease in leases)
            Console.WriteLine(lease.Length);
    }

    public async Task InArray()
    {
        var tasks = new Task<Lease>[4];
        for (var i = 0; i < 4; i++)
            tasks[i] = RentAsync(i);
        await Task.WhenAll(tasks);
        foreach (var task in tasks)
            pool.Return(await task);
    }

    public Task<Lease[]> HandedOn(int size) => Task.WhenAll(RentAsync(size), RentAsync(size));

    public async Task HandedOnAndBack(int size)
    {
        foreach (var lease in await HandedOn(size))
            pool.Return(lease);
    }
}
