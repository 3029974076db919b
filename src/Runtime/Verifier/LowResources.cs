namespace NdisRules.Runtime;

/// <summary>Says of each allocation whether it is to fail as if memory were short.</summary>
sealed class LowResources(NdisVerifierOptions options)
{
    readonly Lock gate = new();
    readonly Random random = new(options.Seed);
    long asked;
    long failed;

    /// <summary>How many allocations were made to fail.</summary>
    internal long Failed => Volatile.Read(ref failed);

    internal bool ShouldFail()
    {
        if (options is { FailAt: 0, FailureRate: 0, FailWhen: null }) return false;
        var wanted = options.FailWhen?.Invoke() == true;
        lock (gate)
        {
            asked++;
            var fails = wanted || asked == options.FailAt || (options.FailureRate > 0 && random.NextDouble() < options.FailureRate);
            if (fails) failed++;
            return fails;
        }
    }
}
