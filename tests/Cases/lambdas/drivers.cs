// case: A timer callback with a captured adapter
sealed class Ticking(NetBufferPool pool, Mdl mdl) : IDisposable
{
    readonly Lock gate = new();
    Timer? timer;
    NetBuffer last;

    public void Start() => timer ??= new Timer(_ =>
    {
        lock (gate)
        {
            if (last)
                NdisFreeNetBuffer(last);
            last = NdisAllocateNetBuffer(pool, mdl, 0, 1);
        }
    }, null, 0, 100);

    public void Dispose()
    {
        timer?.Dispose();
        lock (gate)
        {
            if (last)
                NdisFreeNetBuffer(last);
            last = default;
        }
    }
}

// case: Work items of a driver
sealed class WorkItems(NetBufferPool pool, Mdl mdl) : MiniportAdapter
{
    int outstanding;

    public override NdisStatus InitializeEx(MiniportInitParameters parameters) => NdisStatus.Success;

    public override void InterruptDpc()
    {
        var nb = NdisAllocateNetBuffer(pool, mdl, 0, 60); // for now: NDIS0005
        if (nb.IsNull)
            return;
        Interlocked.Increment(ref outstanding);
        ThreadPool.UnsafeQueueUserWorkItem(static state =>
        {
            NdisFreeNetBuffer(state.Buffer);
            Interlocked.Decrement(ref state.Adapter.outstanding);
        }, (Buffer: nb, Adapter: this), preferLocal: true);
    }

    public override bool CheckForHangEx()
    {
        var nb = NdisAllocateNetBuffer(pool, mdl, 0, 60); // NDIS0005
        if (nb.IsNull)
            return false;
        ThreadPool.QueueUserWorkItem(_ => Console.WriteLine(outstanding));
        return nb.DataLength == 0;
    }

    public override void HaltEx(NdisHaltAction action)
    {
        while (Volatile.Read(ref outstanding) > 0)
            Thread.Sleep(1);
    }
}

// case: A lambda as the body of a loop helper
class Repeats(NetBufferPool pool, Mdl mdl)
{
    static void Times(int count, Action<int> body)
    {
        for (var i = 0; i < count; i++)
            body(i);
    }

    public void Good(int count) => Times(count, i =>
    {
        var nb = NdisAllocateNetBuffer(pool, mdl, i, 1);
        if (nb)
            NdisFreeNetBuffer(nb);
    });

    public void Bad(int count) => Times(count, i =>
    {
        var nb = NdisAllocateNetBuffer(pool, mdl, i, 1); // NDIS0005
        if (nb.IsNull || i == 3)
            return;
        NdisFreeNetBuffer(nb);
    });
}
