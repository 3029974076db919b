// case: A service that is started and stopped, with a lease in between
sealed class Listener(LeasePool pool)
{
    Lease? buffer;

    public Task StartAsync(CancellationToken stop)
    {
        buffer = pool.Rent(512);
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken stop)
    {
        if (buffer is not null)
            pool.Return(buffer);
        buffer = null;
        return Task.CompletedTask;
    }
}

// case: A service whose stop forgets, unless it is the second
sealed class Listener(LeasePool pool)
{
    Lease? buffer;
    bool stopping;

    public Task StartAsync(CancellationToken stop)
    {
        buffer = pool.Rent(512);
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken stop) // NDIS0001
    {
        if (!stopping)
        {
            stopping = true;
            return Task.CompletedTask;
        }

        if (buffer is not null)
            pool.Return(buffer);
        buffer = null;
        return Task.CompletedTask;
    }
}

// case: Begin and end of a frame in a renderer
sealed class Renderer(LeasePool pool) : IDisposable
{
    Lease? frame;

    public void Begin(int size)
    {
        if (frame is not null)
            throw new InvalidOperationException("a frame is open");
        frame = pool.Rent(size);
    }

    public int End()
    {
        if (frame is null)
            throw new InvalidOperationException("no frame is open");
        var length = frame.Length;
        frame.Dispose();
        frame = null;
        return length;
    }

    public void Dispose()
    {
        if (frame is not null)
            End();
    }
}

// case: Begin over a frame that is open
sealed class Renderer(LeasePool pool) : IDisposable
{
    Lease? frame;
    bool open;

    public void Begin(int size)
    {
        open = true;
        frame = pool.Rent(size); // NDIS0002
    }

    public int End()
    {
        if (!open)
            return 0;
        open = false;
        var length = frame!.Length;
        frame.Dispose();
        return length;
    }

    public void Dispose()
    {
        if (open)
            frame!.Dispose();
        open = false;
    }
}

// case: A connection pool of two states per entry
sealed class Entry
{
    public Lease? Lease;
    public bool Busy;
}

sealed class Entries(LeasePool pool) : IDisposable
{
    readonly Entry[] all = [new(), new(), new(), new()];

    public bool TryUse(out Lease? lease)
    {
        foreach (var entry in all)
        {
            if (entry.Busy)
                continue;
            entry.Lease ??= pool.Rent(8);
            entry.Busy = true;
            lease = entry.Lease;
            return true;
        }

        lease = null;
        return false;
    }

    public void Done(Lease lease)
    {
        foreach (var entry in all)
            if (ReferenceEquals(entry.Lease, lease))
                entry.Busy = false;
    }

    public void Dispose()
    {
        foreach (var entry in all)
        {
            entry.Lease?.Dispose();
            entry.Lease = null;
        }
    }
}

// case: A test fixture that sets up and tears down
abstract class Fixture : IDisposable
{
    protected readonly LeasePool Pool = new();
    Lease? shared;

    protected Lease Shared => shared ??= Pool.Rent(16);

    public virtual void Dispose()
    {
        shared?.Dispose();
        shared = null;
        GC.SuppressFinalize(this);
    }
}

sealed class LengthTests : Fixture
{
    public void Length_is_what_was_asked_for() => Check(Shared.Length == 16);

    public void A_second_one_is_another()
    {
        using var second = Pool.Rent(16);
        Check(!ReferenceEquals(second, Shared));
    }

    public void Forgets_its_own()
    {
        var own = Pool.Rent(3); // NDIS0005
        Check(own.Length == 3);
    }

    static void Check(bool condition)
    {
        if (!condition)
            throw new InvalidOperationException("test failed");
    }
}

// case: A miniport with a watchdog timer that retransmits
sealed class Watchdog(NetBufferPool pool, Mdl mdl) : MiniportAdapter
{
    NdisTimer? timer;
    NetBuffer last;

    public override NdisStatus InitializeEx(MiniportInitParameters parameters)
    {
        var status = NdisAllocateTimerObject(NdisMiniportHandle, new NdisTimerCharacteristics { TimerFunction = OnTimer, FunctionContext = this }, out timer);
        if (status != NdisStatus.Success)
            return status;
        NdisSetTimerObject(timer, TimeSpan.FromMilliseconds(10), 10, this);
        return NdisStatus.Success;
    }

    static void OnTimer(object? context) => ((Watchdog)context!).Beat();

    void Beat()
    {
        var fresh = NdisAllocateNetBuffer(pool, mdl, 0, 8);
        if (fresh.IsNull)
            return;
        if (!last.IsNull)
            NdisFreeNetBuffer(last);
        last = fresh;
    }

    public override void HaltEx(NdisHaltAction action)
    {
        if (timer is not null)
        {
            NdisCancelTimerObject(timer);
            NdisFreeTimerObject(timer);
        }

        if (!last.IsNull)
            NdisFreeNetBuffer(last);
    }
}

// case: A filter that keeps what it holds back until it is detached
sealed class Delaying : FilterModule
{
    NetBufferListPool? lists;
    readonly Queue<NetBufferList> held = new();
    Mdl mdl;
    readonly byte[] bytes = new byte[64];

    public override NdisStatus FilterAttach(FilterAttachParameters parameters)
    {
        lists = NdisAllocateNetBufferListPool(NdisFilterHandle, new NetBufferListPoolParameters { AllocateNetBuffer = true, PoolTag = 8 });
        if (lists is null)
            return NdisStatus.Resources;
        mdl = NdisAllocateMdl(NdisFilterHandle, bytes);
        if (!mdl.IsNull)
            return NdisStatus.Success;
        NdisFreeNetBufferListPool(lists);
        lists = null;
        return NdisStatus.Resources;
    }

    public override void FilterSendNetBufferLists(NetBufferList netBufferLists, uint portNumber, NdisSendFlags sendFlags)
    {
        var copy = NdisAllocateNetBufferAndNetBufferList(lists, 0, 0, mdl, 0, 8);
        if (!copy.IsNull)
            held.Enqueue(copy);
        base.FilterSendNetBufferLists(netBufferLists, portNumber, sendFlags);
    }

    public override NdisStatus FilterPause(FilterPauseParameters parameters)
    {
        while (held.TryDequeue(out var copy))
            NdisFreeNetBufferList(copy);
        return NdisStatus.Success;
    }

    public override void FilterDetach()
    {
        NdisFreeMdl(mdl);
        NdisFreeNetBufferListPool(lists!);
    }
}

// case: A filter that drains nothing
sealed class Delaying(NetBufferListPool lists, Mdl mdl) : FilterModule
{
    readonly Queue<NetBufferList> held = new();

    public override NdisStatus FilterAttach(FilterAttachParameters parameters) => NdisStatus.Success;

    public override void FilterSendNetBufferLists(NetBufferList netBufferLists, uint portNumber, NdisSendFlags sendFlags)
    {
        var copy = NdisAllocateNetBufferAndNetBufferList(lists, 0, 0, mdl, 0, 8);
        if (!copy.IsNull)
            held.Enqueue(copy);
        base.FilterSendNetBufferLists(netBufferLists, portNumber, sendFlags);
    }

    public override void FilterDetach() => Console.WriteLine(held.Count); // NDIS0001
}

// case: A job system with a ring of work and a stop
sealed class JobSystem(LeasePool pool) : IDisposable
{
    readonly BlockingCollection<Lease> jobs = [];
    readonly List<Thread> threads = [];

    public void Start(int count)
    {
        for (var i = 0; i < count; i++)
        {
            var thread = new Thread(Work);
            threads.Add(thread);
            thread.Start();
        }
    }

    void Work()
    {
        foreach (var job in jobs.GetConsumingEnumerable())
            pool.Return(job);
    }

    public void Enqueue(int size) => jobs.Add(pool.Rent(size));

    public void Dispose()
    {
        jobs.CompleteAdding();
        foreach (var thread in threads)
            thread.Join();
        jobs.Dispose();
    }
}
