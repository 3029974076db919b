namespace NdisRules.Runtime.Tests;

/// <summary>Several threads that work one after the other, so that a test has the contexts of all of them and still a single order of steps.</summary>
sealed class Baton : IDisposable
{
    readonly Thread[] threads;
    readonly SemaphoreSlim[] turns;
    readonly SemaphoreSlim done = new(0);
    Action? work;
    Exception? failure;
    bool ended;

    internal Baton(int count)
    {
        turns = [.. Enumerable.Range(0, count).Select(_ => new SemaphoreSlim(0))];
        threads = [.. turns.Select(turn => new Thread(() => Serve(turn)) { IsBackground = true })];
        foreach (var thread in threads) thread.Start();
    }

    internal int Count => threads.Length;

    /// <summary>Runs the work on one of the threads and waits for its end; what it throws is thrown here.</summary>
    internal void On(int thread, Action action)
    {
        work = action;
        turns[thread].Release();
        done.Wait();
        if (failure is not null) System.Runtime.ExceptionServices.ExceptionDispatchInfo.Throw(failure);
    }

    public void Dispose()
    {
        ended = true;
        foreach (var turn in turns) turn.Release();
        foreach (var thread in threads) thread.Join();
    }

    void Serve(SemaphoreSlim turn)
    {
        while (true)
        {
            turn.Wait();
            if (ended) return;
            try
            {
                work!();
            }
            catch (Exception thrown)
            {
                failure = thrown;
            }
            done.Release();
        }
    }
}
