// case: An event of one's own closes what was opened
sealed class Listener : IDisposable
{
    readonly LeasePool pool;
    Lease? buffer;

    public event EventHandler? Stopped;

    public Listener(LeasePool pool)
    {
        this.pool = pool;
        Stopped += OnStopped;
    }

    public void Listen() => buffer ??= pool.Rent(512);

    void OnStopped(object? sender, EventArgs e)
    {
        if (buffer is null)
            return;
        pool.Return(buffer);
        buffer = null;
    }

    public void Dispose() => Stopped?.Invoke(this, EventArgs.Empty);
}

// case: An event of one's own that nobody raises
sealed class Listener : IDisposable
{
    readonly LeasePool pool;
    Lease? buffer;

    public event EventHandler? Stopped;

    public Listener(LeasePool pool)
    {
        this.pool = pool;
        Stopped += OnStopped;
    }

    public bool IsHeard => Stopped is not null;

    public void Listen() => buffer ??= pool.Rent(512);

    void OnStopped(object? sender, EventArgs e)
    {
        if (buffer is null)
            return;
        pool.Return(buffer);
        buffer = null;
    }

    public void Dispose() { } // NDIS0001
}

// case: A cleanup delegate in a field
sealed class Cleanup(LeasePool pool) : IDisposable
{
    Lease? lease;
    Action? undo;

    public void Open()
    {
        if (undo is not null)
            return;
        lease = pool.Rent(3);
        undo = () => { pool.Return(lease); lease = null; };
    }

    public void Dispose()
    {
        undo?.Invoke();
        undo = null;
    }
}

// case: Two subscribers of a private event
sealed class Bus(LeasePool pool) : IDisposable
{
    Lease? first, second;

    event Action? Flush;

    public void Open()
    {
        if (first is not null)
            return;
        first = pool.Rent(1);
        second = pool.Rent(2);
        Flush += () => { pool.Return(first); first = null; };
        Flush += () => { pool.Return(second); second = null; };
    }

    public void Dispose() => Flush?.Invoke();
}

// case: A handler takes over what the event hands it
sealed class Radio(LeasePool pool)
{
    public event Action<Lease>? Received;

    public void Poll()
    {
        if (Received is not { } received)
            return;
        var lease = pool.Rent(64);
        received(lease);
    }
}

sealed class Tuner : IDisposable
{
    readonly Queue<Lease> waiting = new();

    public Tuner(Radio radio) => radio.Received += waiting.Enqueue;

    public void Dispose()
    {
        while (waiting.TryDequeue(out var lease))
            lease.Dispose();
    }
}
