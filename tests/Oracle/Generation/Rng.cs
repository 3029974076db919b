namespace NdisRules.Oracle.Generation;

/// <summary>SplitMix64: the same numbers from the same seed, whatever the framework's own generator does.</summary>
sealed class Rng(long seed)
{
    // The seed is mixed first: else neighbouring seeds would give one stream, shifted.
    ulong state = Mix((ulong)seed + 0x1234567);

    /// <summary>A number from 0 to below a bound.</summary>
    public int Next(int bound)
    {
        state += 0x9E3779B97F4A7C15;
        return (int)(Mix(state) % (ulong)bound);
    }

    static ulong Mix(ulong word)
    {
        word = (word ^ word >> 30) * 0xBF58476D1CE4E5B9;
        word = (word ^ word >> 27) * 0x94D049BB133111EB;
        return word ^ word >> 31;
    }

    /// <summary>True in so many of 100 cases.</summary>
    public bool Chance(int percent) => Next(100) < percent;

    public T Pick<T>(IReadOnlyList<T> from) => from[Next(from.Count)];

    /// <summary>The same items in another order.</summary>
    public List<T> Shuffle<T>(IEnumerable<T> items)
    {
        var shuffled = items.ToList();
        for (var i = shuffled.Count - 1; i > 0; i--)
        {
            var other = Next(i + 1);
            (shuffled[i], shuffled[other]) = (shuffled[other], shuffled[i]);
        }
        return shuffled;
    }
}
