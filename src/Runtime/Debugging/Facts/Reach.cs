namespace NdisRules.Runtime.Debugging;

/// <summary>What the process can still reach, found from the roots of its garbage collector and from the stacks of its threads.</summary>
/// <param name="Words">Every word that was found and is the handle of a live head.</param>
/// <param name="Pools">The numbers of the pools.</param>
/// <param name="Objects">How many managed objects were looked at.</param>
/// <param name="Threads">How many stacks.</param>
sealed record Reach(IReadOnlySet<ulong> Words, IReadOnlySet<int> Pools, long Objects, int Threads);
