namespace NdisRules.Runtime.Tests;

/// <summary>Eight threads that allocate, hand over, free and misuse at random. NDISRULES_STRESS_SECONDS says for how long; build/stress takes a minute.</summary>
[Collection("alone")]
public sealed class StressTests
{
    const int Threads = 8;

    static TimeSpan Length => TimeSpan.FromSeconds(double.Parse(Environment.GetEnvironmentVariable("NDISRULES_STRESS_SECONDS") ?? "1.5"));

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Nothing_is_lost_and_every_misuse_is_noticed(bool watched)
    {
        var verifier = watched ? new NdisVerifierOptions { AllocationSiteInterval = 100, QuarantineCount = 64, Seed = 3 } : null;
        var yard = new StressYard(verifier);
        var end = DateTime.UtcNow + Length;
        var failures = new System.Collections.Concurrent.ConcurrentQueue<Exception>();
        var threads = Enumerable.Range(0, Threads).Select(id => new Thread(() =>
        {
            try
            {
                var worker = new StressWorker(yard, new Random(id));
                while (DateTime.UtcNow < end && failures.IsEmpty)
                    for (var step = 0; step < 200; step++) worker.Step();
            }
            catch (Exception failure)
            {
                failures.Enqueue(failure);
            }
        })).ToArray();
        foreach (var thread in threads) thread.Start();
        foreach (var thread in threads) thread.Join();
        Assert.Empty(failures);
        yard.AssertNothingIsLost();
        yard.Dispose();
    }
}
