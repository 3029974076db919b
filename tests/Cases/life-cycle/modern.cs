// case: A miniport with a record for its configuration and a ring of receive buffers
sealed record Configuration(int RingSize, int BufferSize);

sealed class RingNic(NetBufferPool pool, Mdl memory, Configuration configuration) : MiniportAdapter
{
    NetBuffer[] ring = [];

    public override NdisStatus InitializeEx(MiniportInitParameters parameters)
    {
        ring = new NetBuffer[configuration.RingSize];
        for (var i = 0; i < ring.Length; i++)
        {
            ring[i] = NdisAllocateNetBuffer(pool, memory, i * configuration.BufferSize, configuration.BufferSize);
            if (ring[i].IsNull)
            {
                ReleaseRing();
                return NdisStatus.Resources;
            }
        }

        return NdisStatus.Success;
    }

    void ReleaseRing()
    {
        foreach (var nb in ring)
        {
            if (nb)
                NdisFreeNetBuffer(nb);
        }

        ring = [];
    }

    public override void HaltEx(NdisHaltAction action) => ReleaseRing();
}

sealed class RingNicBadly(NetBufferPool pool, Mdl memory, Configuration configuration) : MiniportAdapter
{
    NetBuffer[] ring = [];

    public override NdisStatus InitializeEx(MiniportInitParameters parameters)
    {
        ring = new NetBuffer[configuration.RingSize];
        for (var i = 0; i < ring.Length; i++)
        {
            ring[i] = NdisAllocateNetBuffer(pool, memory, 0, configuration.BufferSize);
            if (ring[i].IsNull)
                return NdisStatus.Resources; // NDIS0001
        }

        return NdisStatus.Success;
    }

    public override void HaltEx(NdisHaltAction action)
    {
        foreach (var nb in ring)
        {
            if (nb)
                NdisFreeNetBuffer(nb);
        }
    }
}

// case: A pending OID keeps a buffer until it is completed
sealed class Oids(NetBufferPool pool, Mdl mdl) : MiniportAdapter
{
    NetBuffer pending;

    public override NdisStatus InitializeEx(MiniportInitParameters parameters) => NdisStatus.Success;

    public override NdisStatus OidRequest(NdisOidRequest request)
    {
        if (pending)
            return NdisStatus.Resources;
        pending = NdisAllocateNetBuffer(pool, mdl, 0, 64);
        return pending ? NdisStatus.Pending : NdisStatus.Resources;
    }

    public override void CancelOidRequest(nint requestId) => Finish();

    void Finish()
    {
        var done = pending;
        pending = default;
        if (done)
            NdisFreeNetBuffer(done);
    }

    public override void HaltEx(NdisHaltAction action) => Finish();
}

// case: A driver whose shutdown is not its halt
sealed class Shut(NetBufferPool pool, Mdl mdl) : MiniportAdapter
{
    NetBuffer beacon;

    public override NdisStatus InitializeEx(MiniportInitParameters parameters)
    {
        beacon = NdisAllocateNetBuffer(pool, mdl, 0, 64);
        return beacon ? NdisStatus.Success : NdisStatus.Resources;
    }

    public override void ShutdownEx(NdisShutdownAction action) => Console.WriteLine(action);

    public override void HaltEx(NdisHaltAction action)
    {
        if (action == NdisHaltAction.SurpriseRemoved)
            Console.WriteLine("gone");
        NdisFreeNetBuffer(beacon);
    }
}

sealed class ShutBadly(NetBufferPool pool, Mdl mdl) : MiniportAdapter
{
    NetBuffer beacon;

    public override NdisStatus InitializeEx(MiniportInitParameters parameters)
    {
        beacon = NdisAllocateNetBuffer(pool, mdl, 0, 64);
        return beacon ? NdisStatus.Success : NdisStatus.Resources;
    }

    public override void HaltEx(NdisHaltAction action) // NDIS0001
    {
        if (action == NdisHaltAction.SurpriseRemoved)
            return;
        NdisFreeNetBuffer(beacon);
    }
}

// case: A service with a worker queue and a stop
sealed class Service : IDisposable
{
    readonly BlockingCollection<Lease> queue = [];
    readonly LeasePool pool;
    readonly Thread worker;

    public Service(LeasePool pool)
    {
        this.pool = pool;
        worker = new Thread(Run);
        worker.Start();
    }

    public void Post(int size) => queue.Add(pool.Rent(size));

    void Run()
    {
        foreach (var lease in queue.GetConsumingEnumerable())
            pool.Return(lease);
    }

    public void Dispose()
    {
        queue.CompleteAdding();
        worker.Join();
    }
}

// case: Open and close are counted
sealed class Counted(LeasePool pool) : IDisposable
{
    Lease? lease;
    int opens;

    public void Open()
    {
        if (opens++ == 0)
            lease = pool.Rent(4);
    }

    public void Close()
    {
        if (--opens == 0)
        {
            lease!.Dispose();
            lease = null;
        }
    }

    public void Dispose()
    {
        lease?.Dispose();
        lease = null;
    }
}

// case: A filter that clones and completes
sealed class Cloning(NetBufferListPool lists, NetBufferPool buffers) : FilterModule
{
    NetBufferList spare;

    public override NdisStatus FilterAttach(FilterAttachParameters parameters)
    {
        spare = NdisAllocateNetBufferList(lists, 0, 0);
        return spare ? NdisStatus.Success : NdisStatus.Resources;
    }

    public override NdisStatus FilterRestart(FilterRestartParameters parameters) => NdisStatus.Success;

    public override NdisStatus FilterPause(FilterPauseParameters parameters) => NdisStatus.Success;

    public override void FilterDetach() => NdisFreeNetBufferList(spare);
}

sealed class CloningBadly(NetBufferListPool lists) : FilterModule
{
    NetBufferList spare;

    public override NdisStatus FilterAttach(FilterAttachParameters parameters)
    {
        spare = NdisAllocateNetBufferList(lists, 0, 0);
        return spare ? NdisStatus.Success : NdisStatus.Resources;
    }

    public override NdisStatus FilterRestart(FilterRestartParameters parameters) => NdisStatus.Success;

    public override NdisStatus FilterPause(FilterPauseParameters parameters) => NdisStatus.Success;

    public override void FilterDetach() => Console.WriteLine("detached"); // NDIS0001
}
