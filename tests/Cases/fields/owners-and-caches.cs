// case: A double-checked field
sealed class Scratch(LeasePool pool) : IDisposable
{
    readonly object gate = new();
    Lease? lease;

    public Lease Get()
    {
        if (lease is null)
        {
            lock (gate)
            {
                if (lease is null)
                    lease = pool.Rent(64);
            }
        }

        return lease;
    }

    public void Dispose()
    {
        lock (gate)
        {
            if (lease is not null)
            {
                pool.Return(lease);
                lease = null;
            }
        }
    }
}

// case: A checked field that is checked for something else
sealed class Scratch(LeasePool pool) : IDisposable
{
    readonly object gate = new();
    Lease? lease;
    bool ready;

    public int Get(int size)
    {
        lock (gate)
        {
            if (!ready || size > 3)
            {
                lease = pool.Rent(64); // NDIS0002
                ready = true;
            }

            return lease!.Length;
        }
    }

    public void Dispose()
    {
        if (ready)
            pool.Return(lease!);
    }
}

// case: Rent on demand in a growable builder
sealed class TextBuilder : IDisposable
{
    char[]? buffer;
    int length;

    public void Append(ReadOnlySpan<char> text)
    {
        if (buffer is null || buffer.Length - length < text.Length)
            Grow(text.Length);
        text.CopyTo(buffer.AsSpan(length));
        length += text.Length;
    }

    void Grow(int more)
    {
        var bigger = ArrayPool<char>.Shared.Rent(Math.Max(16, length + more));
        if (buffer is { } old)
        {
            old.AsSpan(0, length).CopyTo(bigger);
            ArrayPool<char>.Shared.Return(old);
        }

        buffer = bigger;
    }

    public override string ToString() => new(buffer.AsSpan(0, length));

    public void Dispose()
    {
        var toReturn = buffer;
        buffer = null;
        if (toReturn != null)
            ArrayPool<char>.Shared.Return(toReturn);
    }
}

// case: A growable builder forgets the small one
sealed class TextBuilder : IDisposable
{
    char[]? buffer;
    int length;

    public void Append(ReadOnlySpan<char> text)
    {
        if (buffer is null || buffer.Length - length < text.Length)
            Grow(text.Length);
        text.CopyTo(buffer.AsSpan(length));
        length += text.Length;
    }

    void Grow(int more)
    {
        var bigger = ArrayPool<char>.Shared.Rent(Math.Max(16, length + more)); // NDIS0002
        if (length > 0)
            buffer.AsSpan(0, length).CopyTo(bigger);
        buffer = bigger;
    }

    public void Dispose()
    {
        if (buffer != null)
            ArrayPool<char>.Shared.Return(buffer);
    }
}

// case: A reference count
sealed class Shared : IDisposable
{
    readonly LeasePool pool;
    Lease? lease;
    int count;

    public Shared(LeasePool pool)
    {
        this.pool = pool;
        lease = pool.Rent(32);
        count = 1;
    }

    public void AddReference() => Interlocked.Increment(ref count);

    public void Release()
    {
        if (Interlocked.Decrement(ref count) != 0)
            return;
        pool.Return(lease!);
        lease = null;
    }

    public void Dispose()
    {
        if (lease != null)
            pool.Return(lease);
    }
}

// case: A state machine keeps a buffer in two of its states
sealed class Connection(LeasePool pool) : IDisposable
{
    enum State { Idle, Reading, Draining }

    State state;
    Lease? lease;

    public void Begin()
    {
        if (state != State.Idle)
            return;
        lease = pool.Rent(128);
        state = State.Reading;
    }

    public void Drain()
    {
        if (state == State.Reading)
            state = State.Draining;
    }

    public void End()
    {
        switch (state)
        {
            case State.Reading:
            case State.Draining:
                pool.Return(lease!);
                state = State.Idle;
                break;
        }
    }

    public void Dispose()
    {
        if (state is State.Reading or State.Draining)
            pool.Return(lease!);
    }
}

// case: A state machine forgets one of its states at the end
sealed class Connection(LeasePool pool) : IDisposable
{
    enum State { Idle, Reading, Draining }

    State state;
    Lease? lease;

    public void Begin()
    {
        if (state != State.Idle)
            return;
        lease = pool.Rent(128);
        state = State.Reading;
    }

    public void Drain()
    {
        if (state == State.Reading)
            state = State.Draining;
    }

    public void Dispose() // NDIS0001
    {
        if (state is State.Reading)
            pool.Return(lease!);
    }
}

// case: Ping-pong fields
sealed class Doubles : IDisposable
{
    readonly LeasePool pool;
    Lease front, back;

    public Doubles(LeasePool pool)
    {
        this.pool = pool;
        front = pool.Rent(1);
        back = pool.Rent(2);
    }

    public void Flip() => (front, back) = (back, front);

    public void Dispose()
    {
        pool.Return(front);
        pool.Return(back);
    }
}

// case: Ping-pong fields of which one is given back twice
sealed class Doubles : IDisposable
{
    readonly LeasePool pool;
    Lease front, back;

    public Doubles(LeasePool pool)
    {
        this.pool = pool;
        front = pool.Rent(1);
        back = pool.Rent(2);
    }

    public void Flip() => (front, back) = (back, front);

    public void Dispose() // NDIS0001 NDIS0001
    {
        pool.Return(front);
        pool.Return(front); // NDIS0003
    }
}
