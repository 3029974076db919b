// case: A worker takes everything out of a queue and forgets to give it back
sealed class Printer(LeasePool pool) : IDisposable
{
    readonly ConcurrentQueue<Lease> work = new();
    readonly AutoResetEvent signal = new(false);
    Thread? thread;
    volatile bool stops;

    public void Start()
    {
        thread = new Thread(Loop);
        thread.Start();
    }

    public void Post(int size)
    {
        work.Enqueue(pool.Rent(size));
        signal.Set();
    }

    void Loop()
    {
        while (!stops)
        {
            signal.WaitOne();
            while (work.TryDequeue(out var lease))
            {
                Console.WriteLine(lease.Length);
                pool.Return(lease);
            }
        }
    }

    public void Dispose()
    {
        stops = true;
        signal.Set();
        thread?.Join();
        while (work.TryDequeue(out var lease))
            pool.Return(lease);
    }
}

sealed class PrinterBadly(LeasePool pool) : IDisposable
{
    readonly ConcurrentQueue<Lease> work = new();
    readonly AutoResetEvent signal = new(false);
    Thread? thread;
    volatile bool stops;

    public void Start()
    {
        thread = new Thread(Loop);
        thread.Start();
    }

    public void Post(int size)
    {
        work.Enqueue(pool.Rent(size)); // NDIS0005
        signal.Set();
    }

    void Loop()
    {
        while (!stops)
        {
            signal.WaitOne();
            while (work.TryDequeue(out var lease))
                Console.WriteLine(lease.Length);
        }
    }

    public void Dispose()
    {
        stops = true;
        signal.Set();
        thread?.Join();
        while (work.TryDequeue(out var lease))
            pool.Return(lease);
    }
}

// case: The same as a task over a channel
sealed class Consumer(LeasePool pool) : IAsyncDisposable
{
    readonly Channel<Lease> work = Channel.CreateUnbounded<Lease>();
    Task? loop;

    public void Start() => loop ??= Task.Run(RunAsync);

    public void Post(int size)
    {
        var lease = pool.Rent(size); // NDIS0005
        if (!work.Writer.TryWrite(lease))
            pool.Return(lease);
    }

    async Task RunAsync()
    {
        await foreach (var lease in work.Reader.ReadAllAsync())
            Console.WriteLine(lease.Length);
    }

    public async ValueTask DisposeAsync()
    {
        work.Writer.TryComplete();
        if (loop is not null)
            await loop;
        while (work.Reader.TryRead(out var lease))
            pool.Return(lease);
    }
}

// case: A worker moves what is done from one queue to another
sealed class Stage(LeasePool pool) : IDisposable
{
    readonly BlockingCollection<Lease> work = [];
    readonly BlockingCollection<Lease> done = [];
    Task? mover;

    public void Start() => mover = Task.Run(Move);

    public void Post(int size) => work.Add(pool.Rent(size));

    void Move()
    {
        foreach (var lease in work.GetConsumingEnumerable())
            done.Add(lease);
    }

    public void Reap()
    {
        while (done.TryTake(out var lease))
            pool.Return(lease);
    }

    public void Dispose()
    {
        work.CompleteAdding();
        mover?.Wait();
        Reap();
    }
}

sealed class StageBadly(LeasePool pool) : IDisposable
{
    readonly BlockingCollection<Lease> work = [];
    Task? mover;

    public void Start()
    {
        mover = Task.Run(() =>
        {
            foreach (var lease in work.GetConsumingEnumerable())
                Console.WriteLine(lease.Length);
        });
    }

    public void Post(int size) => work.Add(pool.Rent(size)); // NDIS0005

    public void Dispose()
    {
        work.CompleteAdding();
        mover?.Wait();
    }
}
