// case: A pool of connections of its own lends native scratch memory, and loses it for a broken one
using System.Diagnostics;

interface IConnection : IDisposable
{
    bool IsBroken { get; }
    int Execute(string text, Span<byte> result);
}

interface IConnector
{
    IConnection Open();
}

sealed unsafe class PooledConnection
{
    public readonly IConnection Connection;
    public readonly nint Scratch;
    public long Used;
    public int Uses;

    public PooledConnection(IConnection connection, nint scratch)
    {
        Connection = connection;
        Scratch = scratch;
    }

    public Span<byte> Memory => new((void*)Scratch, ConnectionPool.ScratchSize);
}

sealed class ConnectionPool : IDisposable
{
    public const int ScratchSize = 16 * 1024;

    readonly Stack<PooledConnection> idle = new();
    readonly SemaphoreSlim limit;
    readonly IConnector connector;
    readonly TimeSpan patience;
    readonly object gate = new();
    int opened;
    int broken;

    public ConnectionPool(IConnector connector, int most, TimeSpan patience)
    {
        this.connector = connector;
        this.patience = patience;
        limit = new SemaphoreSlim(most, most);
    }

    public int Execute(string text, Func<ReadOnlyMemory<byte>, bool> accept)
    {
        if (!limit.Wait(patience))
            throw new TimeoutException("All connections are busy.");
        try
        {
            var pooled = Take(); // NDIS0005
            var count = pooled.Connection.Execute(text, pooled.Memory);
            var copy = pooled.Memory[..count].ToArray();
            Put(pooled);
            return accept(copy) ? count : 0;
        }
        finally
        {
            limit.Release();
        }
    }

    PooledConnection Take()
    {
        lock (gate)
        {
            if (idle.TryPop(out var pooled))
            {
                pooled.Uses++;
                return pooled;
            }
        }

        var scratch = Marshal.AllocHGlobal(ScratchSize);
        try
        {
            var connection = connector.Open();
            Interlocked.Increment(ref opened);
            return new PooledConnection(connection, scratch) { Used = Stopwatch.GetTimestamp() };
        }
        catch
        {
            Marshal.FreeHGlobal(scratch);
            throw;
        }
    }

    void Put(PooledConnection pooled)
    {
        pooled.Used = Stopwatch.GetTimestamp();
        if (pooled.Connection.IsBroken)
        {
            broken++;
            pooled.Connection.Dispose();
            return;
        }

        lock (gate)
            idle.Push(pooled);
    }

    public int Trim(TimeSpan age)
    {
        List<PooledConnection> old = new();
        lock (gate)
        {
            var keep = new Stack<PooledConnection>();
            while (idle.TryPop(out var pooled))
            {
                if (Stopwatch.GetElapsedTime(pooled.Used) > age)
                    old.Add(pooled);
                else
                    keep.Push(pooled);
            }

            while (keep.TryPop(out var kept))
                idle.Push(kept);
        }

        foreach (var pooled in old)
        {
            pooled.Connection.Dispose();
            Marshal.FreeHGlobal(pooled.Scratch);
        }

        return old.Count;
    }

    public void Dispose()
    {
        lock (gate)
        {
            while (idle.TryPop(out var pooled))
            {
                pooled.Connection.Dispose();
                Marshal.FreeHGlobal(pooled.Scratch);
            }
        }

        limit.Dispose();
        Debug.WriteLine($"{opened} opened, {broken} broken");
    }
}
