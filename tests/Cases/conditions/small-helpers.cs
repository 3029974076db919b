// The flags of a class lie in small methods that never touch what hangs on them.

// case: A method that throws where the end has come
sealed class Recorder(LeasePool pool) : IDisposable
{
    readonly Lease lease = pool.Rent(4);
    bool finished;

    void Check()
    {
        if (finished)
            throw new InvalidOperationException("completed");
    }

    public void Write(byte[] bytes)
    {
        Check();
        lease.Write(bytes);
    }

    public void Finish()
    {
        Check();
        finished = true;
        pool.Return(lease);
    }

    public void Dispose()
    {
        if (!finished)
            Finish();
    }
}

// case: A method that throws where the end has come, and one that does not ask it
sealed class Recorder(LeasePool pool) : IDisposable
{
    readonly Lease lease = pool.Rent(4);
    bool finished;

    void Check()
    {
        if (finished)
            throw new InvalidOperationException("completed");
    }

    public void Write(byte[] bytes) => lease.Write(bytes); // NDIS0004

    public void Finish()
    {
        Check();
        finished = true;
        pool.Return(lease);
    }

    public void Dispose()
    {
        if (!finished)
            Finish();
    }
}

// case: A requirement that is thrown over
static class Guarded
{
    static void Require(bool isSo)
    {
        if (!isSo)
            throw new InvalidOperationException();
    }

    public static int Asks(LeasePool pool, bool early)
    {
        var lease = pool.Rent(4);
        if (early)
            pool.Return(lease);
        Require(!early);
        var length = lease.Length;
        pool.Return(lease);
        return length;
    }

    public static int AsksForTheContrary(LeasePool pool, bool early)
    {
        var lease = pool.Rent(4);
        if (early)
            pool.Return(lease);
        Require(early);
        return lease.Length; // NDIS0004
    }
}

// case: One line that throws by a library
sealed class Page(LeasePool pool) : IDisposable
{
    readonly Lease lease = pool.Rent(4);
    bool disposed;

    void Check() => ObjectDisposedException.ThrowIf(disposed, this);

    public Span<byte> Bytes
    {
        get
        {
            Check();
            return lease.Span;
        }
    }

    public void Close()
    {
        if (disposed)
            return;
        disposed = true;
        pool.Return(lease);
    }

    public void Dispose() => Close();
}

// case: A property of two flags
sealed class Pen(LeasePool pool) : IDisposable
{
    readonly Lease lease = pool.Rent(4);
    bool closed, faulted;

    bool IsUsable => !closed && !faulted;

    public void Write(byte[] bytes)
    {
        if (!IsUsable)
            throw new InvalidOperationException();
        lease.Write(bytes);
        if (bytes.Length > 5)
            faulted = true;
    }

    public void Close()
    {
        if (closed)
            return;
        closed = true;
        pool.Return(lease);
    }

    public void Dispose() => Close();
}

// case: A property of two flags, of which either is enough
sealed class Pen(LeasePool pool) : IDisposable
{
    readonly Lease lease = pool.Rent(4);
    bool closed, faulted;

    bool IsUsable => !closed || !faulted;

    public void Write(byte[] bytes)
    {
        if (!IsUsable)
            throw new InvalidOperationException();
        lease.Write(bytes); // NDIS0004
        if (bytes.Length > 5)
            faulted = true;
    }

    public void Close()
    {
        if (closed)
            return;
        closed = true;
        pool.Return(lease);
    }

    public void Dispose() => Close();
}

// case: A question with a number in it
static class Smallest
{
    static bool IsFine(bool isFreed, int count) => !isFreed && count > 3;

    public static int Run(LeasePool pool, int count, bool early)
    {
        var lease = pool.Rent(count);
        if (early)
            pool.Return(lease);
        if (IsFine(early, count))
            lease.Length = 3;
        if (!early)
            pool.Return(lease);
        return count;
    }
}

// case: A driver asks whether it may send
sealed class BudgetNic(NetBufferPool pool, Mdl mdl) : MiniportAdapter
{
    NetBuffer nb;
    bool open;
    int budget;

    public override NdisStatus InitializeEx(MiniportInitParameters parameters)
    {
        nb = NdisAllocateNetBuffer(pool, mdl, 0, 64);
        open = !nb.IsNull;
        return open ? NdisStatus.Success : NdisStatus.Resources;
    }

    bool CanSend(int count) => open && count <= budget;

    public override void InterruptDpc()
    {
        if (!CanSend(3))
            return;
        nb.DataLength = 3;
    }

    public override NdisStatus Pause(MiniportPauseParameters parameters)
    {
        Close();
        return NdisStatus.Success;
    }

    public override void HaltEx(NdisHaltAction action) => Close();

    void Close()
    {
        if (open)
            NdisFreeNetBuffer(nb);
        open = false;
    }
}

// case: Whoever comes in is counted under a lock
sealed class Entered(LeasePool pool) : IDisposable
{
    readonly Lock gate = new();
    readonly Lease lease = pool.Rent(4);
    bool closed;
    int users;

    bool TryEnter()
    {
        lock (gate)
        {
            if (closed)
                return false;
            users++;
            return true;
        }
    }

    public void Write(byte[] bytes)
    {
        if (!TryEnter())
            return;
        lease.Write(bytes);
        lock (gate)
            users--;
    }

    public void Close()
    {
        lock (gate)
        {
            if (closed)
                return;
            closed = true;
        }

        pool.Return(lease);
    }

    public void Dispose() => Close();
}

// case: Who marks the end first
sealed class Once(LeasePool pool) : IDisposable
{
    readonly Lease lease = pool.Rent(4);
    bool closed;

    bool MarkClosed()
    {
        if (closed)
            return false;
        closed = true;
        return true;
    }

    public void Close()
    {
        if (MarkClosed())
            pool.Return(lease);
    }

    public void Dispose()
    {
        if (MarkClosed())
            pool.Return(lease);
    }
}

// case: Who marks the end first, asked the wrong way round
sealed class Once(LeasePool pool) : IDisposable
{
    readonly Lease lease = pool.Rent(4);
    bool closed;

    bool MarkClosed()
    {
        if (closed)
            return false;
        closed = true;
        return true;
    }

    public void Dispose() // NDIS0001
    {
        if (!MarkClosed())
            pool.Return(lease);
    }
}

// case: A base class knows who comes first
abstract class Ended : IDisposable
{
    int disposed;

    protected bool TryDispose() => Interlocked.Exchange(ref disposed, 1) == 0;

    public void Dispose()
    {
        if (TryDispose())
            Free();
    }

    protected abstract void Free();
}

sealed class Held(LeasePool pool) : Ended
{
    readonly Lease lease = pool.Rent(4);

    protected override void Free() => pool.Return(lease);
}

// case: A base class knows who comes first, and a derived one frees nothing
abstract class Ended : IDisposable
{
    int disposed;

    protected bool TryDispose() => Interlocked.Exchange(ref disposed, 1) == 0;

    public void Dispose() // NDIS0001
    {
        if (TryDispose())
            Free();
    }

    protected abstract void Free();
}

sealed class Forgotten(LeasePool pool) : Ended
{
    readonly Lease lease = pool.Rent(4);

    protected override void Free() => lease.Length = 0;
}

// case: From one state to another
sealed class Machine(LeasePool pool) : IDisposable
{
    enum State { New, Open, Closed }
    State state;
    Lease? lease;

    bool TryMove(State from, State to)
    {
        if (state != from)
            return false;
        state = to;
        return true;
    }

    public void Open()
    {
        if (TryMove(State.New, State.Open))
            lease = pool.Rent(4);
    }

    public void Close()
    {
        if (TryMove(State.Open, State.Closed))
            pool.Return(lease!);
    }

    public void Dispose() => Close();
}

// case: A state that is never left
sealed class Machine(LeasePool pool) : IDisposable
{
    enum State { New, Open, Closed }
    State state;
    Lease? lease;

    bool TryMove(State from, State to)
    {
        if (state != from)
            return false;
        state = to;
        return true;
    }

    public void Open()
    {
        if (TryMove(State.New, State.Open))
            lease = pool.Rent(4);
    }

    public void Dispose() // NDIS0001
    {
        if (TryMove(State.New, State.Closed))
            pool.Return(lease!);
    }
}

// case: A driver starts and stops once
sealed class StartNic(NetBufferPool pool, Mdl mdl) : MiniportAdapter
{
    NetBuffer nb;
    int running;

    bool TryStart() => Interlocked.CompareExchange(ref running, 1, 0) == 0;

    bool TryStop() => Interlocked.CompareExchange(ref running, 0, 1) == 1;

    public override NdisStatus InitializeEx(MiniportInitParameters parameters) => NdisStatus.Success;

    public override NdisStatus Restart(MiniportRestartParameters parameters)
    {
        if (!TryStart())
            return NdisStatus.Success;
        nb = NdisAllocateNetBuffer(pool, mdl, 0, 60);
        if (nb)
            return NdisStatus.Success;
        running = 0;
        return NdisStatus.Resources;
    }

    public override NdisStatus Pause(MiniportPauseParameters parameters)
    {
        if (TryStop())
            NdisFreeNetBuffer(nb);
        return NdisStatus.Success;
    }

    public override void HaltEx(NdisHaltAction action)
    {
        if (TryStop())
            NdisFreeNetBuffer(nb);
    }
}

// case: The flag is a property with code
sealed class Full(LeasePool pool) : IDisposable
{
    bool open;
    Lease? lease;

    public bool Open
    {
        get { return open; }
        private set { open = value; }
    }

    public void Start()
    {
        if (Open)
            return;
        lease = pool.Rent(4);
        Open = true;
    }

    public void Dispose()
    {
        if (Open)
            pool.Return(lease!);
    }
}

// case: The flag is a property with code, and nobody sets it
sealed class Full(LeasePool pool) : IDisposable
{
    bool open;
    Lease? lease;

    public bool Open
    {
        get { return open; }
        private set { open = value; }
    }

    public void Start()
    {
        if (lease is not null)
            return;
        lease = pool.Rent(4);
        Open = false;
    }

    public void Dispose() // NDIS0001
    {
        if (Open)
            pool.Return(lease!);
    }
}
