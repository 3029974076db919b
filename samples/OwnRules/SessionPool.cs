namespace OwnRules;

/// <summary>A connection to somewhere, lent by a <see cref="SessionPool"/>.</summary>
public sealed class Session : IDisposable
{
    readonly SessionPool pool;
    readonly byte[] buffer = new byte[16];

    internal Session(SessionPool pool) => this.pool = pool;

    /// <summary>The bytes that were received last. They are the next borrower's once the session went back.</summary>
    public ReadOnlySpan<byte> Buffer => buffer;

    /// <summary>How many locks are held.</summary>
    public int Locks { get; private set; }

    public int Send(string text) => Math.Min(text.Length, buffer.Length);

    public void Lock() => Locks++;

    public void Unlock() => Locks--;

    public void Dispose() => pool.Close(this);
}

/// <summary>Lends sessions. Nothing in it speaks of NdisRules: the file Sessions.ndisrules does.</summary>
public sealed class SessionPool : IDisposable
{
    readonly Stack<Session> free = new();

    /// <summary>How many sessions are lent.</summary>
    public int Lent { get; private set; }

    public Session Open(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        Lent++;
        return free.Count > 0 ? free.Pop() : new Session(this);
    }

    public bool TryOpen(string name, out Session? session)
    {
        session = name.Length > 0 ? Open(name) : null;
        return session is not null;
    }

    public void Close(Session session)
    {
        Lent--;
        free.Push(session);
    }

    /// <summary>Takes a broken session out of circulation.</summary>
    public void Retire(Session session) => Lent -= session.Locks >= 0 ? 1 : 0;

    public void Dispose() => free.Clear();
}
