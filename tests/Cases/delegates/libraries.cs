// case: A pipeline of steps over a context that owns
sealed class StepContext(LeasePool pool) : IDisposable
{
    public Lease Lease { get; } = pool.Rent(16);

    public void Dispose() => pool.Return(Lease);
}

sealed class StepPipeline
{
    readonly List<Action<StepContext>> steps = [];

    public StepPipeline Use(Action<StepContext> step)
    {
        steps.Add(step);
        return this;
    }

    public int Run(LeasePool pool)
    {
        using var context = new StepContext(pool);
        foreach (var step in steps)
            step(context);
        return context.Lease.Length;
    }

    public int RunBadly(LeasePool pool)
    {
        var context = new StepContext(pool); // NDIS0005
        var length = context.Lease.Length;
        if (length == 0)
            return 0;
        context.Dispose();
        return length;
    }
}

// case: A callback that is told how it went
class Completing(NetBufferPool pool, Mdl mdl)
{
    delegate void Completed(NetBuffer buffer, NdisStatus status);

    static void Send(NetBuffer buffer, Completed completed)
    {
        buffer.DataLength++;
        completed(buffer, NdisStatus.Success);
    }

    static void OnSent(NetBuffer buffer, NdisStatus status)
    {
        if (status != NdisStatus.Success)
            Console.WriteLine(status);
        NdisFreeNetBuffer(buffer);
    }

    static void OnSentBadly(NetBuffer buffer, NdisStatus status)
    {
        if (status != NdisStatus.Success)
            NdisFreeNetBuffer(buffer);
    }

    public void Good()
    {
        var buffer = NdisAllocateNetBuffer(pool, mdl, 0, 4);
        if (!buffer.IsNull)
            Send(buffer, OnSent);
    }

    public void Bad()
    {
        var buffer = NdisAllocateNetBuffer(pool, mdl, 0, 4); // NDIS0005
        if (!buffer.IsNull)
            Send(buffer, OnSentBadly);
    }

    public void BadTwice()
    {
        var buffer = NdisAllocateNetBuffer(pool, mdl, 0, 4);
        if (buffer.IsNull)
            return;
        Send(buffer, OnSent);
        NdisFreeNetBuffer(buffer); // NDIS0003
    }
}

// case: A factory function in a field, and an end in another
sealed class Custom
{
    readonly Func<int, byte[]> rent;
    readonly Action<byte[]> giveBack;

    public Custom()
    {
        rent = size => ArrayPool<byte>.Shared.Rent(size);
        giveBack = array => ArrayPool<byte>.Shared.Return(array);
    }

    public int Good(int n)
    {
        var array = rent(n);
        var length = array.Length;
        giveBack(array);
        return length;
    }
}

// case: A strategy is chosen, and each ends what it is given
class Strategies(LeasePool pool)
{
    static int Short(Lease lease)
    {
        using (lease)
            return lease.Length;
    }

    static int Long(Lease lease)
    {
        var length = lease.Length * 2;
        lease.Dispose();
        return length;
    }

    static int Forgetful(Lease lease) => lease.Length;

    public int Good(bool wide)
    {
        Func<Lease, int> end = wide ? Long : Short;
        return end(pool.Rent(4));
    }

    public int Bad(bool wide)
    {
        Func<Lease, int> end = wide ? Forgetful : Short;
        return end(pool.Rent(4)); // NDIS0005
    }
}

// case: A cleanup action is composed on the way
class Composed(LeasePool pool)
{
    public int Good(bool two)
    {
        var first = pool.Rent(1);
        Action cleanup = () => pool.Return(first);
        if (two)
        {
            var second = pool.Rent(2);
            cleanup += () => pool.Return(second);
        }

        var length = first.Length;
        cleanup();
        return length;
    }

    public int Bad(bool two)
    {
        var first = pool.Rent(1); // NDIS0005
        Action cleanup = () => pool.Return(first);
        var length = first.Length;
        if (two)
            cleanup();
        return length;
    }
}
