namespace NdisRules.Benchmarks;

/// <summary>A second thread that is there all the time, so that a sample does not measure the start of one.</summary>
static class Partner
{
    static volatile Action<int>? work;
    static volatile int pairs;
    static volatile int turn;
    static volatile int done;

    static Partner() => new Thread(Serve) { IsBackground = true }.Start();

    /// <summary>Runs both at one time, the first on this thread.</summary>
    internal static void Run(Action<int> first, Action<int> second, int count)
    {
        work = second;
        pairs = count;
        var mine = turn + 1;
        turn = mine;
        first(count);
        while (done != mine) Thread.SpinWait(1);
    }

    static void Serve()
    {
        for (var served = 0; ; served++)
        {
            var spins = 0;
            while (turn == served)
            {
                // A pause between samples must not take the processor from others.
                if (++spins < 20_000) Thread.SpinWait(10);
                else Thread.Sleep(1);
            }
            work!(pairs);
            done = served + 1;
        }
    }
}
