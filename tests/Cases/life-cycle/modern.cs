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

// case: A protocol driver keeps a pool per binding
sealed class Binding(NetBufferListPool lists) : ProtocolBinding
{
    NetBufferList control;

    public override NdisStatus ProtocolBindAdapterEx(ProtocolBindParameters parameters)
    {
        control = NdisAllocateNetBufferList(lists, 0, 0);
        return control ? NdisStatus.Success : NdisStatus.Resources;
    }

    public override void ProtocolUnbindAdapterEx()
    {
        NdisFreeNetBufferList(control);
    }
}

// case: A watchdog that reopens on error
sealed class Watchdog(LeasePool pool) : IDisposable
{
    Lease? lease;
    int failures;

    public void Tick(bool ok)
    {
        if (ok)
        {
            failures = 0;
            return;
        }

        if (++failures < 3)
            return;
        lease?.Dispose();
        lease = pool.Rent(failures);
        failures = 0;
    }

    public void Dispose() => lease?.Dispose();
}

// case: Start and stop guarded by a state enum
sealed class Component(LeasePool pool) : IDisposable
{
    enum State { Stopped, Running, Closed }

    State state;
    Lease? lease;

    public void Start()
    {
        if (state != State.Stopped)
            throw new InvalidOperationException();
        lease = pool.Rent(7);
        state = State.Running;
    }

    public void Stop()
    {
        if (state != State.Running)
            return;
        lease!.Dispose();
        state = State.Stopped;
    }

    public void Dispose()
    {
        Stop();
        state = State.Closed;
    }
}

sealed class ComponentBadly(LeasePool pool) : IDisposable
{
    enum State { Stopped, Running, Closed }

    State state;
    Lease? lease;

    public void Start()
    {
        if (state == State.Closed)
            throw new InvalidOperationException();
        lease = pool.Rent(7); // NDIS0002
        state = State.Running;
    }

    public void Dispose()
    {
        if (state == State.Running)
            lease!.Dispose();
        state = State.Closed;
    }
}

// case: A miniport's helper class per queue
sealed class TxQueue(NetBufferPool pool)
{
    NetBuffer spare;

    public bool Open()
    {
        spare = NdisAllocateNetBuffer(pool, default, 0, 0);
        return !spare.IsNull;
    }

    public void Close()
    {
        if (spare)
            NdisFreeNetBuffer(spare);
        spare = default;
    }
}

sealed class MultiNic(NetBufferPool pool) : MiniportAdapter
{
    readonly TxQueue high = new(pool);
    readonly TxQueue low = new(pool);

    public override NdisStatus InitializeEx(MiniportInitParameters parameters)
    {
        if (!high.Open())
            return NdisStatus.Resources;
        if (!low.Open())
        {
            high.Close();
            return NdisStatus.Resources;
        }

        return NdisStatus.Success;
    }

    public override void HaltEx(NdisHaltAction action)
    {
        low.Close();
        high.Close();
    }
}

sealed class MultiNicBadly(NetBufferPool pool) : MiniportAdapter
{
    readonly TxQueue high = new(pool);
    readonly TxQueue low = new(pool);

    public override NdisStatus InitializeEx(MiniportInitParameters parameters)
    {
        if (!high.Open())
            return NdisStatus.Resources;
        return low.Open() ? NdisStatus.Success : NdisStatus.Resources; // NDIS0001
    }

    public override void HaltEx(NdisHaltAction action)
    {
        low.Close();
        high.Close();
    }
}

// case: A queue of sends drained on pause
sealed class Queued(NetBufferListPool lists) : MiniportAdapter
{
    readonly Queue<NetBufferList> pending = [];
    bool paused = true;

    public override NdisStatus InitializeEx(MiniportInitParameters parameters) => NdisStatus.Success;

    public override NdisStatus Restart(MiniportRestartParameters parameters)
    {
        paused = false;
        return NdisStatus.Success;
    }

    public override bool CheckForHangEx()
    {
        if (paused)
            return false;
        var list = NdisAllocateNetBufferList(lists, 0, 0);
        if (list)
            pending.Enqueue(list);
        return pending.Count > 100;
    }

    public override NdisStatus Pause(MiniportPauseParameters parameters)
    {
        paused = true;
        while (pending.TryDequeue(out var list))
            NdisFreeNetBufferList(list);
        return NdisStatus.Success;
    }

    public override void HaltEx(NdisHaltAction action)
    {
        while (pending.TryDequeue(out var list))
            NdisFreeNetBufferList(list);
    }
}
